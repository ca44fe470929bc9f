"""The three destinations of the log (specification section 9), and who may read them."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import RedisError

from service_center import logs
from service_center.config import Config
from tests.postbox import Postbox, delivering

logger = logging.getLogger('service_center.test')


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    with delivering() as served:
        yield served


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    logs.stop()
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    for handler in [h for h in before if h not in root.handlers]:
        root.addHandler(handler)
    root.setLevel(level)


def configured(folder: Path, **settings: Any) -> Path:
    path = folder / 'warning.log'
    logs.configure(Config.read({}, {'WARNING_LOG': str(path)} | settings))
    return path


def test_warnings_go_to_the_file_and_less_does_not(tmp_path: Path) -> None:
    path = configured(tmp_path)
    logger.info('a fact')
    logger.warning('look')
    written = path.read_text()
    assert 'WARNING' in written
    assert 'look' in written
    assert 'a fact' not in written


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = configured(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_is_rotated_and_stays_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, 'MEGABYTE', 100)
    path = configured(tmp_path)
    for number in range(80):
        logger.warning('line %d of many that together are too long for one file', number)
    kept = sorted(tmp_path.glob('warning.log*'))
    assert len(kept) == 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    assert 'line 79' in path.read_text()


def test_processes_that_share_the_file_rotate_it_once(tmp_path: Path) -> None:
    path = tmp_path / 'warning.log'
    processes = [logs.PrivateRotatingFile(path, maxBytes=100, backupCount=5, encoding='utf-8') for _ in range(6)]
    for n, process in enumerate([*processes, *processes]):
        process.emit(logging.LogRecord('x', logging.WARNING, 'x', 1, 'line %02d %s', (n, 'x' * 20), None))
    for process in processes:
        process.close()
    written = ''.join(file.read_text() for file in sorted(tmp_path.glob('warning.log*'), reverse=True))
    assert [line[:7] for line in written.splitlines()] == [f'line {n:02d}' for n in range(12)]
    assert len(list(tmp_path.glob('warning.log*'))) == 4  # three lines each


def test_a_file_that_somebody_removed_is_begun_anew(tmp_path: Path) -> None:
    path = configured(tmp_path)
    path.unlink()
    logger.warning('look')
    assert 'look' in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / 'warning.log').symlink_to(tmp_path / 'elsewhere')
    with pytest.raises(OSError, match=r'warning\.log'):
        configured(tmp_path)
    assert not (tmp_path / 'elsewhere').exists()


def test_the_console_is_written_when_debugging_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configured(tmp_path)
    logger.warning('unseen')
    configured(tmp_path, DEBUG=True)
    logger.info('seen')
    printed = capfd.readouterr().err
    assert 'seen' in printed
    assert 'unseen' not in printed


def test_errors_are_mailed_to_the_administrators(tmp_path: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    configured(tmp_path, ADMINS='a@example.com,b@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=port)
    logger.warning('nothing to mail')
    try:
        raise ValueError('the reason')
    except ValueError:
        logger.exception('something failed')
    logs.stop()
    assert len(box.letters) == 1
    letter = box.letters[0]
    assert letter['Subject'] == '[service-center] ERROR service_center.test'
    assert letter['To'] == 'a@example.com,b@example.com'
    body = letter.get_payload(decode=True).decode()
    assert 'something failed' in body
    assert 'ValueError: the reason' in body


def test_a_storm_of_errors_is_one_mail(tmp_path: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    configured(tmp_path, ADMINS='a@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=port)
    for number in range(50):
        logger.error('failed again: %d', number)
    logger.error('another place of the program')
    logs.stop()
    assert len(box.letters) == 2


def test_nothing_is_mailed_when_debugging(tmp_path: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    configured(tmp_path, DEBUG=True, ADMINS='a@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=port)
    logger.error('seen on the console')
    logs.stop()
    assert box.letters == []


def test_a_mail_server_that_is_away_holds_nobody_up_and_loses_no_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = configured(tmp_path, ADMINS='a@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=1)
    logger.error('written all the same')
    logs.stop()
    assert 'written all the same' in path.read_text()
    assert 'Connection refused' in capfd.readouterr().err


def test_a_failed_start_is_logged_where_the_settings_say_even_if_others_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.stop()
    monkeypatch.setenv('SERVICE_CENTER_WARNING_LOG', str(tmp_path / 'start.log'))
    monkeypatch.setenv('SERVICE_CENTER_TIME_ZONE', 'Mars')
    logs.record_failed_start('the reason')
    assert 'not started : the reason' in (tmp_path / 'start.log').read_text()


@pytest.mark.parametrize('log', ['start.log', 'start.log/is/a/file'])
def test_a_failed_start_is_mailed_too_even_where_the_file_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postbox: tuple[Postbox, int], log: str,
) -> None:
    box, port = postbox
    (tmp_path / 'start.log').touch()
    (tmp_path / 'settings.toml').write_text(
        f'WARNING_LOG = "{tmp_path}/{log}"\nADMINS = ["a@example.com"]\nMAIL_SERVER = "127.0.0.1"\nMAIL_PORT = {port}\nTIME_ZONE = "Mars"')
    logs.stop()
    monkeypatch.setenv('SERVICE_CENTER_SETTINGS', str(tmp_path / 'settings.toml'))
    logs.record_failed_start('the reason')
    logs.stop()
    assert [letter['Subject'] for letter in box.letters] == ['[service-center] ERROR service_center.logs']
    assert ('the reason' in (tmp_path / 'start.log').read_text()) is (log == 'start.log')


def test_a_server_that_is_away_is_told_without_a_stack_in_the_file_and_in_the_mail(tmp_path: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    path = configured(tmp_path, ADMINS='a@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=port)
    try:
        raise RedisError('Error 111 connecting to 127.0.0.1:1')
    except RedisError:
        logger.exception('beat raised')
    logs.stop()
    for told in (path.read_text(), str(box.letters[0].get_payload(decode=True))):
        assert 'beat raised' in told
        assert 'RedisError: Error 111 connecting to 127.0.0.1:1' in told
        assert 'Traceback' not in told


def test_a_mail_server_that_is_away_is_a_sentence_on_stderr_and_no_stack(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configured(tmp_path, ADMINS='a@example.com', MAIL_SERVER='127.0.0.1', MAIL_PORT=1)
    logger.error('something failed')
    logs.stop()
    said = [line for line in capfd.readouterr().err.splitlines() if line.startswith(('service-center', '---', 'Traceback'))]
    assert said == ['service-center: an error could not be mailed to ADMINS: [Errno 111] Connection refused']
