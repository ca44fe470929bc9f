"""How lists are filtered: by one of the values there are, and by dates as figure 6-8 has them."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_admin.contrib.sqla.filters import BaseSQLAFilter
from sqlalchemy import select

from service_center.domain.calendar_filters import HAS_DATE, NO_DATE, WORDS, period_of
from service_center.extensions import db
from service_center.lib import clock

Options = Iterable[tuple[str, str]]
NOTHING = '-'  # stands for rows that have no value


class ValueFilter(BaseSQLAFilter):
    """Keeps the rows with one of the values that a column has; those that have none go under `-`."""

    def listed(self) -> Options:
        """List what can be picked; not `get_options`, which Flask-Admin asks before there is a database."""
        values = db.session.scalars(select(self.column).distinct()).all()
        return sorted((NOTHING, '(none)') if value is None else (str(value), str(value)) for value in values)

    def clean(self, value: str) -> str:
        return value.replace('\0', '')

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        column = self.get_column(alias)
        return query.filter(column.is_(None) if value == NOTHING else column == value)

    def operation(self) -> str:
        return 'is'


class YesNoFilter(ValueFilter):
    """Keeps the rows of which something is true, or is not."""

    def listed(self) -> Options:
        """List what can be picked."""
        return (('yes', 'Yes'), ('no', 'No'))

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        return query.filter(self.get_column(alias).is_(value == 'yes'))


class DateFilter(BaseSQLAFilter):
    """Keeps the rows whose instant falls into a period of the calendar, by the zone of the settings."""

    dates = True

    def __init__(self, column: Any, name: str) -> None:
        super().__init__(column, name)

    def listed(self) -> Options:
        """List what can be picked."""
        return WORDS.items()

    def clean(self, value: str) -> str:
        if value not in WORDS:
            raise ValueError('no such period')
        return value

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        column = self.get_column(alias)
        if value in (NO_DATE, HAS_DATE):
            return query.filter(column.is_(None) if value == NO_DATE else column.is_not(None))
        period = period_of(value, clock.now(), ZoneInfo(current_app.config['TIME_ZONE']))
        return query.filter(column >= period.start, column < period.end)

    def operation(self) -> str:
        return 'is'

