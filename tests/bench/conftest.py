"""The application on a server that speaks the MongoDB protocol, in a database of its own that is gone afterwards."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask
from pymongo import MongoClient
from pymongo.database import Database

from service_center.domain.keys import UnitKey
from service_center.services import indexes
from tests.bench import past
from tests.client import Browser
from tests.factories import NOW, Maker
from tests.servers import real

DATABASE = f'bench_{os.getpid()}'
OF_CLUSTER = {'communityId': 'oss_community', 'clusterId': 'oss_cluster'}
PATIENCE_SEC = 600


@dataclass(frozen=True)
class Bench:
    """Both sides: the application, asked as staff ask it, and the store without it."""

    app: Flask
    client: Browser
    raw: Database[past.Document]

    def ask(self, path: str, **parameters: str) -> bytes:
        """Ask as staff, and give the whole answer."""
        answer = self.client.ask(f'/api/staff/{path}', **OF_CLUSTER, **parameters)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data()


@pytest.fixture
def bench(another_app: Callable[..., Flask], make: Maker) -> Iterator[Bench]:
    """The clock stands at NOW; a member of staff has signed in."""
    with real.mongo() as uri:
        app = another_app(MONGODB_URI=uri + DATABASE, MONGODB_TIMEOUT_SEC=PATIENCE_SEC)
        make.unit(UnitKey('oss_community', 'oss_cluster', 'E001'))
        ada = make.user('ada', is_staff=True)
        client = Browser(app, app.response_class, use_cookies=True)
        store: MongoClient[past.Document] = MongoClient(uri)
        try:
            with app.app_context(), time_machine.travel(NOW, tick=False):
                client.sign_in(ada)
                indexes.ensure()
                yield Bench(app, client, store[DATABASE])
        finally:
            store.drop_database(DATABASE)
            store.close()
