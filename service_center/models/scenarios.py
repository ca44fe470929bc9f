"""Scenarios, the choices of the units, and what apis-main fetched."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service_center.extensions import Base
from service_center.models.columns import Instant


class Scenario(Base):
    """A scenario and whom it is for: everybody, a community, a cluster or one unit (ids as apis-main knows them)."""

    __tablename__ = 'scenario'
    __table_args__ = (UniqueConstraint('community_id', 'cluster_id', 'unit_id', 'name'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[str | None] = mapped_column(String(128))
    cluster_id: Mapped[str | None] = mapped_column(String(128))
    unit_id: Mapped[str | None] = mapped_column(String(128))
    created: Mapped[datetime] = mapped_column(Instant)
    name: Mapped[str] = mapped_column(String(128))
    description: Mapped[str | None] = mapped_column(Text)
    data: Mapped[str | None] = mapped_column(Text)


class Choice(Base):
    """What a unit chose when; scenario None is the choice of none. Choices are only ever added."""

    __tablename__ = 'choice'
    __table_args__ = (Index('ix_choice_unit', 'community_id', 'cluster_id', 'unit_id', 'created'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[str] = mapped_column(String(128))
    cluster_id: Mapped[str] = mapped_column(String(128))
    unit_id: Mapped[str] = mapped_column(String(128))
    created: Mapped[datetime] = mapped_column(Instant)
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey('scenario.id', ondelete='SET NULL'), index=True)
    scenario: Mapped[Scenario | None] = relationship()


class Fetch(Base):
    """The last time apis-main of a unit fetched its scenario; `digest` (SHA-256, hex) is of the text delivered, '' for none."""

    __tablename__ = 'fetch'

    unit_id: Mapped[int] = mapped_column(ForeignKey('unit.id', ondelete='CASCADE'), primary_key=True)
    fetched_at: Mapped[datetime] = mapped_column(Instant)
    scenario_id: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(64))


class Delivery(Base):
    """A change of what a unit was delivered: written when a fetch gets another text than the one before."""

    __tablename__ = 'delivery'

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey('unit.id', ondelete='CASCADE'), index=True)
    delivered_at: Mapped[datetime] = mapped_column(Instant)
    scenario_id: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(64))
