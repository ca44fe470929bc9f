"""Failures, the notices about them, whom a community notifies, which jobs run for a cluster, and how far they have come."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service_center.extensions import Base
from service_center.models.columns import Instant


class Failure(Base):
    """A failure of a program; open while `closed` is None, and only one for one thing. Ids are those the programs use."""

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


# what a failure is about, NULL being a value like others; J5: two open ones for one thing are impossible
ONE_OPEN_FAILURE = Index(
    'uq_failure_open',
    Failure.type,
    *(func.coalesce(column, '') for column in (Failure.community_id, Failure.cluster_id, Failure.program_id, Failure.unit_id)),
    unique=True,
    sqlite_where=Failure.closed.is_(None),
    postgresql_where=Failure.closed.is_(None),
)


class Notice(Base):
    """A mail about a failure: written with it, in one transaction, and delivered until the mail server has accepted it.

    `next_attempt` None: nothing is tried any more, because it was sent or because it is parked. `claimed_until` is the lease of
    the worker that is at it.
    """

    __tablename__ = 'notice'
    __table_args__ = (Index('ix_notice_due', 'next_attempt'), Index('ix_notice_sent', 'sent'))

    id: Mapped[int] = mapped_column(primary_key=True)
    failure_id: Mapped[int] = mapped_column(ForeignKey('failure.id', ondelete='CASCADE'), index=True)
    failure: Mapped[Failure] = relationship()
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    sender: Mapped[str] = mapped_column(String(320))
    recipients: Mapped[list[str]] = mapped_column(JSON)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Instant)
    tried_since: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    next_attempt: Mapped[datetime | None] = mapped_column(Instant)
    claimed_by: Mapped[str | None] = mapped_column(String(36))
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    sent: Mapped[datetime | None] = mapped_column(Instant)
    parked: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(Text)


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


class MonitorMark(Base):
    """How far a monitor has come with a cluster; it reads on from a little earlier and leaves out the lines counted already ([ms, id])."""

    __tablename__ = 'monitor_mark'

    community_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    cluster_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    type: Mapped[str] = mapped_column(String(64), primary_key=True)
    examined_until: Mapped[datetime] = mapped_column(Instant)
    reads_on_from: Mapped[datetime] = mapped_column(Instant)
    counted: Mapped[list[tuple[int, str]]] = mapped_column(JSON)


class JobRun(Base):
    """When a job last did all it had to do."""

    __tablename__ = 'job_run'

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    succeeded: Mapped[datetime] = mapped_column(Instant)
