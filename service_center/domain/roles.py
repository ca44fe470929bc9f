"""Who looks at the Service Center, and what that makes them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A user who is logged in, as far as guards and services need to know; Flask-Login reads the properties."""

    id: int
    username: str
    is_staff: bool
    is_superuser: bool
    is_resident: bool

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        """Give the id as Flask-Login wants it: text."""
        return str(self.id)
