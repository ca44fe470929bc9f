"""Failures, whom a community notifies, and which jobs run for a cluster."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service_center.extensions import Base
from service_center.models.columns import Instant


class Failure(Base):
    """A failure of a program; open while `closed` is None. Ids are those the programs use."""

    __tablename__ = 'failure'
    __table_args__ = (Index('ix_failure_cluster', 'community_id', 'cluster_id', 'closed', 'detected'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(64))
    community_id: Mapped[str | None] = mapped_column(String(128))
    cluster_id: Mapped[str | None] = mapped_column(String(128))
    program_id: Mapped[str | None] = mapped_column(String(128))
    unit_id: Mapped[str | None] = mapped_column(String(128))
    detected: Mapped[datetime] = mapped_column(Instant)
    closed: Mapped[datetime | None] = mapped_column(Instant)
    description: Mapped[str | None] = mapped_column(Text)


class CommunitySetting(Base):
    """To which addresses a community's notices go, separated by commas."""

    __tablename__ = 'community_setting'

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[str] = mapped_column(String(128), unique=True)
    notify_to: Mapped[str] = mapped_column(String(1024))


class JobSetting(Base):
    """Whether a job runs for a cluster; without a row it does not."""

    __tablename__ = 'job_setting'
    __table_args__ = (UniqueConstraint('community_id', 'cluster_id', 'type'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[str] = mapped_column(String(128))
    cluster_id: Mapped[str] = mapped_column(String(128))
    type: Mapped[str] = mapped_column(String(64))
    is_active: Mapped[bool]
