"""Who changed what, when, from what to what."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service_center.extensions import Base
from service_center.models.columns import Instant


class Audit(Base):
    """One change; names rather than references, so that it outlives what it speaks of."""

    __tablename__ = 'audit'

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    who: Mapped[str] = mapped_column(String(150))
    what: Mapped[str] = mapped_column(String(512))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
