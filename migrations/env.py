"""How Alembic reaches the database: through the application that runs it."""

from alembic import context
from flask import current_app

from service_center.models.tables import metadata


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as the SQL types they are stored as: migrations don't depend on the application."""
    if kind == 'type' and type(item).__name__ == 'Instant':
        return 'sa.DateTime(timezone=True)'
    return False


def run() -> None:
    engine = current_app.extensions['migrate'].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True, render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
