"""The objects that reach outside – SQL, MongoDB, mail, counts of attempts – made here, bound in create_app."""

from typing import Any

from flask_login import LoginManager
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool

from service_center.attempts import Attempts
from service_center.mongo import Mongo
from service_center.security.proven import ProvenCredentials
from service_center.security.turns import Turns

NAMES_OF_CONSTRAINTS = {
    'ix': 'ix_%(column_0_label)s',
    'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    'pk': 'pk_%(table_name)s',
}


class Base(DeclarativeBase):
    """What all tables have in common: constraints with names, so that migrations can name them too."""

    metadata = MetaData(naming_convention=NAMES_OF_CONSTRAINTS)


# how long SQLite waits for a lock (ms): a house gives up on its scenario after 5 s
WAIT_MS = 3000

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(render_as_batch=True, compare_type=True)
mongo = Mongo()
attempts = Attempts()
proven = ProvenCredentials()
slow_hashes = Turns(2, waiting=12)
mail = Mail()
login_manager = LoginManager()


@event.listens_for(Engine, 'connect')
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith('sqlite3'):
        cursor = connection.cursor()
        for pragma in ('foreign_keys=ON', 'journal_mode=WAL', 'synchronous=NORMAL'):
            cursor.execute(f'PRAGMA {pragma}')
        cursor.close()


@event.listens_for(Pool, 'checkout')
def _be_patient(connection: Any, _record: object, _proxy: object) -> None:
    if type(connection).__module__.startswith('sqlite3'):
        connection.execute(f'PRAGMA busy_timeout={WAIT_MS}')
