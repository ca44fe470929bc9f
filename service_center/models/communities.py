"""Communities, their clusters, the clusters' units, and who lives in a unit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service_center.extensions import Base
from service_center.models.columns import Instant
from service_center.models.users import User

unit_user = Table(
    'unit_user',
    Base.metadata,
    Column('unit_id', ForeignKey('unit.id', ondelete='CASCADE'), primary_key=True),
    Column('user_id', ForeignKey('user.id', ondelete='CASCADE'), primary_key=True, index=True),
)


class Community(Base):
    """A community of clusters; `time_zone` None means the setting TIME_ZONE."""

    __tablename__ = 'community'

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(128), unique=True)
    name: Mapped[str] = mapped_column(String(128))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    clusters: Mapped[list['Cluster']] = relationship(back_populates='community')


class Cluster(Base):
    """A cluster of units on one DC grid."""

    __tablename__ = 'cluster'
    __table_args__ = (UniqueConstraint('community_id', 'code'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey('community.id'), index=True)
    code: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128))
    community: Mapped[Community] = relationship(back_populates='clusters')
    units: Mapped[list['Unit']] = relationship(back_populates='cluster')


class Unit(Base):
    """A unit, valid from `available_from` (included) to `available_to` (excluded); None is open."""

    __tablename__ = 'unit'
    __table_args__ = (
        UniqueConstraint('cluster_id', 'code'),
        CheckConstraint('available_from IS NULL OR available_to IS NULL OR available_from < available_to', name='period'),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey('cluster.id'), index=True)
    code: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(128))
    available_from: Mapped[datetime | None] = mapped_column(Instant)
    available_to: Mapped[datetime | None] = mapped_column(Instant)
    cluster: Mapped[Cluster] = relationship(back_populates='units')
    residents: Mapped[list[User]] = relationship(secondary=unit_user)
