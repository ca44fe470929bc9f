"""What each worker has for itself where tests run beside one another: databases on servers that all share, and ports."""

import os

import psycopg
from psycopg import sql
from sqlalchemy import make_url

WORKER = os.environ.get('PYTEST_XDIST_WORKER', '')
PORTS_OF_A_WORKER = 200
_first = 12_000 + PORTS_OF_A_WORKER * (int(WORKER.removeprefix('gw')) + 1 if WORKER else 0)
PORTS = range(_first, _first + PORTS_OF_A_WORKER)  # below those that systems hand out


def own_database(url: str, purpose: str = '') -> str:
    """Make a database for this worker on the PostgreSQL that is told, empty; alone, the one that is told will do, but for a purpose."""
    if not WORKER and not purpose:
        return url
    told = make_url(url)
    own = '_'.join(filter(None, (told.database, WORKER, purpose)))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL('DROP DATABASE IF EXISTS {}').format(sql.Identifier(own)))
        connection.execute(sql.SQL('CREATE DATABASE {} TEMPLATE template0').format(sql.Identifier(own)))
    return told.set(database=own).render_as_string(hide_password=False)


def own_store(uri: str) -> str:
    """Name a database for this worker on the server that is told and speaks the MongoDB protocol."""
    before, question, options = uri.partition('?')
    return f'{before}_{WORKER}{question}{options}' if WORKER else uri
