"""By which dates lists are filtered (specification, figure 6-8)."""

from datetime import datetime, timedelta, tzinfo

from service_center.domain.periods import Period

ANY_DATE, NO_DATE, HAS_DATE = '', 'no_date', 'has_date'
WORDS = {
    'today': 'Today', 'past_7_days': 'Past 7 days', 'this_month': 'This month', 'this_year': 'This year',
    NO_DATE: 'No date', HAS_DATE: 'Has date',
}


def period_of(choice: str, now: datetime, zone: tzinfo) -> Period:
    """Say which period a choice means, by the calendar of a zone; a period without bounds for those that name none."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    tomorrow = midnight + timedelta(days=1)
    month = midnight.replace(day=1)
    next_month = (month + timedelta(days=32)).replace(day=1)
    year = month.replace(month=1)
    periods = {
        'today': (midnight, tomorrow),
        'past_7_days': (midnight - timedelta(days=7), tomorrow),
        'this_month': (month, next_month),
        'this_year': (year, year.replace(year=year.year + 1)),
    }
    return Period(*periods.get(choice, (None, None)))
