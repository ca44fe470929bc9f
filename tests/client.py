"""A browser as tests use one: signs in without the slow hash of a login, and keeps its cookies."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from service_center.extensions import db
from service_center.models.users import User
from service_center.services import sessions
from service_center.services.transaction import transaction
from tests.factories import NOW, Person


class Browser(FlaskClient):
    """Flask's test client with words for what people do."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send a request and read the whole answer, so that no file is left open."""
        return super().open(*args, **{'buffered': True, **options})

    def sign_in(self, person: Person) -> str:
        """Begin a session that would also come of a login now, and give its key."""
        with self.application.app_context(), transaction():
            key = sessions.begin(db.session.get_one(User, person.id), NOW, None)
        self.set_cookie('sessionid', key)
        return key

    def log_in(self, username: str, password: str, **options: Any) -> TestResponse:
        """Log in as the specification's section 7 describes it."""
        token = self.get('/api/core/csrftoken').get_json()['csrfmiddlewaretoken']
        form = {'username': username, 'password': password, 'csrfmiddlewaretoken': token}
        return self.post('/api/core/login', data=form, **options)

    def ask(self, path: str, **parameters: str) -> TestResponse:
        """Ask with parameters."""
        return self.get(path, query_string=parameters)


def cookies_set(answer: TestResponse) -> dict[str, str]:
    """Name the cookies that an answer sets, with their whole header."""
    return {next(iter(parse_cookie(line.split(';')[0]))): line for line in answer.headers.getlist('Set-Cookie')}
