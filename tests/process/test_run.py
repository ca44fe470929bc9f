"""`service-center run`: everything in one process, ended cleanly whatever it inherited."""

import http.client
import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from service_center.village import process
from service_center.web.forms import LARGEST_FORM
from tests.process.running import call, running


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_cleanly_although_it_inherited_its_signals_as_ignored(registered: Path, number: int) -> None:
    with running(registered, signals_ignored=True) as service:
        assert service.get('/healthz') == (200, 'ok')
        assert service.get('/readyz') == (200, 'ok')
        assert service.end(number) == 0
    assert not [line for line in service.said if 'Traceback' in line or 'Error' in line], '\n'.join(service.said)


def test_it_says_where_to_look_and_whom_to_be(registered: Path) -> None:
    with running(registered) as service:
        assert service.end() == 0
    said = '\n'.join(service.said)
    assert '/static/ui_example/staff/visual.html' in said
    assert '/admin' in said
    assert 'log in as admin, e001, e002, e003, e004, nonresident; the password is the name' in said


@pytest.mark.parametrize(('host', 'address'), [('127.0.0.1', 'http://127.0.0.1:8000'), ('::1', 'http://[::1]:8000')])
def test_the_addresses_that_it_says_can_be_opened(capsys: pytest.CaptureFixture[str], host: str, address: str) -> None:
    process._say_where(host, 8000, [], is_embedded=False)
    assert f'console    {address}/admin' in capsys.readouterr().out


def test_with_a_mongodb_set_there_is_no_village(registered: Path) -> None:
    with running(registered, MONGODB_URI='mongodb://127.0.0.1:1/apis') as service:
        assert service.get('/healthz') == (200, 'ok')
        assert service.get('/readyz') == (503, 'unavailable : telemetry')
        assert service.end() == 0
    assert any('on the MongoDB that is set' in line for line in service.said)
    assert 'indexes were not made' in (registered / 'warning.log').read_text()  # it tried at the start


def test_production_refuses_demo_passwords_and_the_log_says_so(registered: Path) -> None:
    refused = call(registered, 'run', '--port', '0', PRODUCTION='1', SECRET_KEY='k' * 40)
    assert refused.returncode == 1
    assert refused.stderr.startswith('service-center: demo passwords: admin, e001')
    assert 'not started : demo passwords' in (registered / 'warning.log').read_text()


def test_demo_passwords_are_not_shown_to_a_network(registered: Path) -> None:
    refused = call(registered, 'run', '--host', '0.0.0.0', '--port', '0')
    assert refused.returncode == 1
    assert 'demo passwords' in refused.stderr


def test_on_loopback_demo_passwords_are_only_warned_of(registered: Path) -> None:
    with running(registered) as service:
        assert service.end() == 0
    assert 'demo passwords: admin' in (registered / 'warning.log').read_text()


def test_without_a_schema_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call(tmp_path, 'run', '--port', '0')
    assert refused.returncode == 1
    assert 'run `service-center upgrade`' in refused.stderr


def test_a_port_that_is_taken_is_said_in_a_line(registered: Path) -> None:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        taken_port = taken.getsockname()[1]
        refused = call(registered, 'run', '--port', str(taken_port))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert f'127.0.0.1:{taken_port}: Address already in use: another port is chosen by --port' in refused.stderr


def test_a_form_of_the_console_may_be_as_large_as_the_console_reads(registered: Path) -> None:
    entry = b'code=' + b'x' * (LARGEST_FORM - 100)
    with running(registered) as service:
        connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=30)
        connection.request('POST', '/admin/logout/', body=entry, headers={'Content-Type': 'application/x-www-form-urlencoded'})
        assert connection.getresponse().status == 302  # to the login, and not 413
        connection.close()
        assert service.end() == 0
