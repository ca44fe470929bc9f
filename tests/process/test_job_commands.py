"""Jobs run once by hand, and a test mail, as an operator types them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service_center.domain.monitors import MONITORS
from tests.postbox import MoodyPostbox, delivering
from tests.process.running import call

MEMORY, AWAY = 'memory://', 'mongodb://127.0.0.1:1/apis'


@pytest.fixture
def post() -> Iterator[tuple[MoodyPostbox, dict[str, str]]]:
    """A mail server, and the settings that name it."""
    box = MoodyPostbox()
    with delivering(box) as (_, port):
        yield box, {'MAIL_SERVER': '127.0.0.1', 'MAIL_PORT': str(port)}


@pytest.mark.parametrize(('name', 'said'), [
    ('downtime', 'downtime: 0 documents of unit data examined\n'), ('apis_ccc_severe', 'apis_ccc_severe: 1 clusters looked at\n'),
    ('deliver', 'deliver: 0 notices accepted by the mail server\n'),
    ('purge', 'purge: 0 sessions, 0 deliveries, 0 notices, 0 audit removed\n'),
])
def test_a_job_runs_once_and_says_what_came_of_it(registered: Path, name: str, said: str) -> None:
    ran = call(registered, 'job', name, MONGODB_URI=MEMORY)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, said, '')


def test_a_failure_found_by_hand_is_mailed_by_hand(registered: Path, post: tuple[MoodyPostbox, dict[str, str]]) -> None:
    box, settings = post
    assert call(registered, 'job', 'apis_main_alive', MONGODB_URI=MEMORY, **settings).returncode == 0
    delivered = call(registered, 'job', 'deliver', MONGODB_URI=MEMORY, **settings)
    assert delivered.stdout == f'deliver: {len(box.letters)} notices accepted by the mail server\n'
    told = [letter['Subject'] for letter in box.letters]
    place = '[apis_main_alive] failure detected : oss_community > oss_cluster > apis-main > '
    assert [subject for subject in told if subject.startswith(place)] == [f'{place}E00{number}' for number in range(1, 5)]


@pytest.mark.parametrize('words', [['job'], ['job', 'fly'], ['job', 'deliver', 'purge'], ['send-test-mail']])
def test_a_call_whose_words_are_off_names_the_jobs(registered: Path, words: list[str]) -> None:
    called = call(registered, *words)
    assert called.returncode == 2
    assert 'Usage: ' in called.stderr
    if words in (['job'], ['job', 'fly']):
        assert all(name in called.stderr for name in ('downtime', 'deliver', 'purge', *MONITORS))


@pytest.mark.parametrize('name', ['downtime', 'apis_main_alive'])
def test_a_job_that_can_not_see_says_why_in_a_line(registered: Path, name: str) -> None:
    ran = call(registered, 'job', name, MONGODB_URI=AWAY)
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, '', 1)
    assert ran.stderr.startswith('service-center: MongoDB: 127.0.0.1:1: ')


def test_a_job_without_a_schema_says_so_in_a_line(tmp_path: Path) -> None:
    ran = call(tmp_path, 'job', 'purge', MONGODB_URI=MEMORY)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert ran.stderr.startswith('service-center: the SQL schema is not there')


def test_mail_that_no_server_takes_is_no_failure_of_the_job_but_a_line_of_the_log(registered: Path) -> None:
    call(registered, 'job', 'apis_ccc_alive', MONGODB_URI=MEMORY)
    delivered = call(registered, 'job', 'deliver', MONGODB_URI=MEMORY, MAIL_SERVER='127.0.0.1', MAIL_PORT='1')
    assert (delivered.returncode, delivered.stdout) == (0, 'deliver: 0 notices accepted by the mail server\n')
    assert 'to x@example.com was not accepted, attempt 1: [Errno 111] Connection refused' in (registered / 'warning.log').read_text()


# ---- a test mail


def test_a_test_mail_arrives(registered: Path, post: tuple[MoodyPostbox, dict[str, str]]) -> None:
    box, settings = post
    sent = call(registered, 'send-test-mail', 'ada@example.org', **settings)
    assert (sent.returncode, sent.stdout) == (0, 'the mail server took a mail to ada@example.org\n')
    assert [(letter['To'], letter['From']) for letter in box.letters] == [('ada@example.org', 'x@example.com')]


def test_a_test_mail_needs_no_database(tmp_path: Path, post: tuple[MoodyPostbox, dict[str, str]]) -> None:
    assert call(tmp_path, 'send-test-mail', 'ada@example.org', MONGODB_URI=AWAY, **post[1]).returncode == 0


def test_a_mail_server_that_is_away_is_said_in_a_line(registered: Path) -> None:
    refused = call(registered, 'send-test-mail', 'ada@example.org', MAIL_SERVER='127.0.0.1', MAIL_PORT='1')
    assert (refused.returncode, refused.stdout) == (1, '')
    assert refused.stderr == (
        'service-center: mail: 127.0.0.1:1: [Errno 111] Connection refused: look at SERVICE_CENTER_MAIL_SERVER\n'
    )


def test_a_mail_server_that_refuses_is_quoted(registered: Path, post: tuple[MoodyPostbox, dict[str, str]]) -> None:
    box, settings = post
    box.of_recipients = {'ada@example.org': '550 who?'}
    refused = call(registered, 'send-test-mail', 'ada@example.org', **settings)
    assert refused.returncode == 1
    assert 'ada@example.org: 550 who?' in refused.stderr


@pytest.mark.parametrize('address', ['ada', 'ada@', 'a@b, c@d'])
def test_no_address_is_no_address(registered: Path, address: str) -> None:
    refused = call(registered, 'send-test-mail', address)
    assert (refused.returncode, refused.stderr) == (1, 'service-center: that is no e-mail address\n')
