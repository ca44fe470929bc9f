"""A server that refuses us is said in one sentence, with where to mend it, and nothing is half done."""

from pathlib import Path

import pytest

from tests.postbox import silent_server
from tests.process.running import call
from tests.servers import real


def one_sentence(folder: Path, *words: str, **settings: str) -> str:
    refused = call(folder, *words, **settings)
    assert refused.returncode == 1
    assert 'Traceback' not in refused.stdout + refused.stderr
    said = (refused.stdout + refused.stderr).strip()
    assert len(said.splitlines()) == 1, said
    return said


@pytest.mark.parametrize('words', [['upgrade'], ['load-example'], ['run', '--port', '0'], ['create-user', 'vera', '--password', 'x']])
def test_an_account_that_the_database_does_not_know(tmp_path: Path, words: list[str]) -> None:
    with real.postgres(tmp_path) as url:
        said = one_sentence(tmp_path, *words, DATABASE_URL=url.replace('postgres@', 'stranger:wrong@'))
    assert said.startswith('service-center: database: ')
    assert 'role "stranger" does not exist' in said
    assert said.endswith('look at SERVICE_CENTER_DATABASE_URL and at the server')


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with real.postgres(tmp_path) as url:
        said = one_sentence(tmp_path, 'upgrade', DATABASE_URL=url.rpartition('/')[0] + '/nowhere')
    assert 'database "nowhere" does not exist' in said


def test_a_database_that_accepts_and_never_answers(tmp_path: Path) -> None:
    with silent_server() as port:
        said = one_sentence(tmp_path, 'upgrade', DATABASE_URL=f'postgresql://center@127.0.0.1:{port}/center')
    assert 'timeout' in said


def test_a_redis_that_wants_another_password(tmp_path: Path) -> None:
    call(tmp_path, 'upgrade')
    with real.redis(tmp_path, '--requirepass', 'right') as url:
        said = one_sentence(tmp_path, 'check', REDIS_URL=url.replace('redis://', 'redis://:wrong@'))
    assert said.startswith('Redis: does not answer (')
    assert said.endswith('look at SERVICE_CENTER_REDIS_URL')


@pytest.mark.parametrize('words', [['ensure-indexes'], ['load', 'tests/samples/recorded']])
def test_a_mongodb_that_is_away(tmp_path: Path, words: list[str]) -> None:
    words = [str(real.ROOT / word) if '/' in word else word for word in words]
    refused = call(tmp_path, *words, MONGODB_URI='mongodb://127.0.0.1:1/x')
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert refused.stderr.startswith('service-center: MongoDB: 127.0.0.1:1: ')
