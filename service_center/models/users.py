"""Users and their sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service_center.extensions import Base
from service_center.models.columns import Instant


class User(Base):
    """Someone who logs in; `password` is a slow hash, see `security.passwords`."""

    __tablename__ = 'user'

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(150), unique=True)
    password: Mapped[str] = mapped_column(String(256))
    first_name: Mapped[str] = mapped_column(String(150), default='')
    last_name: Mapped[str] = mapped_column(String(150), default='')
    email: Mapped[str] = mapped_column(String(254), default='')
    is_staff: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_superuser: Mapped[bool] = mapped_column(default=False)
    date_joined: Mapped[datetime] = mapped_column(Instant)
    last_login: Mapped[datetime | None] = mapped_column(Instant)


class Session(Base):
    """A browser that is logged in. Only digests are kept: who reads the table can't take a session over.

    `password_mark` is the digest of the password's hash at login: another password ends the session.
    """

    __tablename__ = 'session'

    id: Mapped[int] = mapped_column(primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey('user.id', ondelete='CASCADE'), index=True)
    password_mark: Mapped[str] = mapped_column(String(64))
    created: Mapped[datetime] = mapped_column(Instant)
    expires: Mapped[datetime] = mapped_column(Instant, index=True)
    user: Mapped[User] = relationship()
