"""notices, marks of the monitors, runs of the jobs; one open failure for one thing"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

OPEN = sa.text('closed IS NULL')
ABOUT = ('community_id', 'cluster_id', 'program_id', 'unit_id')


def upgrade() -> None:
    op.create_table(
        'notice',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('failure_id', sa.Integer(), nullable=False),
        sa.Column('message_id', sa.String(length=255), nullable=False),
        sa.Column('sender', sa.String(length=320), nullable=False),
        sa.Column('recipients', sa.JSON(), nullable=False),
        sa.Column('subject', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('html', sa.Text(), nullable=False),
        sa.Column('created', sa.DateTime(timezone=True), nullable=False),
        sa.Column('tried_since', sa.DateTime(timezone=True), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_attempt', sa.DateTime(timezone=True), nullable=True),
        sa.Column('claimed_by', sa.String(length=36), nullable=True),
        sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('sent', sa.DateTime(timezone=True), nullable=True),
        sa.Column('parked', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_error', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['failure_id'], ['failure.id'], name=op.f('fk_notice_failure_id_failure'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
        sa.UniqueConstraint('message_id', name=op.f('uq_notice_message_id')),
    )
    op.create_index(op.f('ix_notice_failure_id'), 'notice', ['failure_id'])
    op.create_index('ix_notice_due', 'notice', ['next_attempt'])
    op.create_index('ix_notice_sent', 'notice', ['sent'])
    op.create_table(
        'monitor_mark',
        sa.Column('community_id', sa.String(length=128), nullable=False),
        sa.Column('cluster_id', sa.String(length=128), nullable=False),
        sa.Column('type', sa.String(length=64), nullable=False),
        sa.Column('examined_until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reads_on_from', sa.DateTime(timezone=True), nullable=False),
        sa.Column('counted', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('community_id', 'cluster_id', 'type', name=op.f('pk_monitor_mark')),
    )
    op.create_table(
        'job_run',
        sa.Column('name', sa.String(length=64), nullable=False),
        sa.Column('succeeded', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_job_run')),
    )
    _close_all_but_the_oldest()
    op.create_index(
        'uq_failure_open', 'failure', ['type', *(sa.text(f"coalesce({name}, '')") for name in ABOUT)],
        unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index('uq_failure_open', table_name='failure')
    op.drop_table('job_run')
    op.drop_table('monitor_mark')
    op.drop_table('notice')


def _close_all_but_the_oldest() -> None:
    """Of several open failures for one thing only the oldest can stay open."""
    same = ' AND '.join(f"coalesce(other.{name}, '') = coalesce(failure.{name}, '')" for name in ABOUT)
    op.execute(
        'UPDATE failure SET closed = CURRENT_TIMESTAMP WHERE closed IS NULL AND EXISTS (SELECT 1 FROM failure AS other '  # noqa: S608
        f'WHERE other.closed IS NULL AND other.type = failure.type AND {same} '
        'AND (other.detected < failure.detected OR (other.detected = failure.detected AND other.id < failure.id)))'
    )
