"""Fields of the console's forms. They only carry what was typed: what is right the domain says."""

from typing import Any

from wtforms import BooleanField, Form, PasswordField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import DateTimeLocalInput, EmailInput, PasswordInput

__all__ = ['BooleanField', 'Form', 'instant', 'password', 'pick', 'picks', 'text', 'texts']


def text(label: str, description: str = '', *, is_needed: bool = True, **attributes: Any) -> StringField:
    """Make a field for a line of text."""
    return StringField(label, description=description, render_kw=_needed(is_needed) | attributes)


def email(label: str) -> StringField:
    """Make a field for a mail address, which may stay empty."""
    return StringField(label, widget=EmailInput(), render_kw={'autocomplete': 'off'})


def texts(label: str, description: str = '', rows: int = 4, **attributes: Any) -> TextAreaField:
    """Make a field for several lines."""
    return TextAreaField(label, description=description, render_kw={'rows': rows, 'spellcheck': 'false'} | attributes)


def instant(label: str, description: str, *, is_needed: bool = False) -> StringField:
    """Make a field for a local date and time, to the second."""
    return StringField(label, description=description, widget=DateTimeLocalInput(), render_kw={'step': 1} | _needed(is_needed))


def pick(label: str, description: str = '', *, is_needed: bool = True, **attributes: Any) -> SelectField:
    """Make a field to pick one from a list; the list is filled in when the form is drawn."""
    return SelectField(label, description=description, choices=[], validate_choice=False, render_kw=_needed(is_needed) | attributes)


def picks(label: str, description: str = '') -> SelectMultipleField:
    """Make a field to pick any number from a list."""
    return SelectMultipleField(label, description=description, choices=[], validate_choice=False)


def password(label: str, description: str = '', *, autocomplete: str = 'new-password', is_needed: bool = False) -> PasswordField:
    """Make a field for a password, which is never filled in."""
    attributes = {'autocomplete': autocomplete} | _needed(is_needed)
    return PasswordField(label, description=description, widget=PasswordInput(hide_value=True), render_kw=attributes)


def _needed(is_needed: bool) -> dict[str, Any]:
    return {'aria-required': 'true'} if is_needed else {}
