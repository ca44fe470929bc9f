"""Requests that the real apis-ccc sent, byte for byte, several over one connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from service_center.domain.keys import UnitKey
from service_center.models.scenarios import Fetch
from tests.blueprints.serving import KeptAlive, connected
from tests.factories import SOUND, Maker

HERE = Path(__file__).parent
E001, E002, E003 = (UnitKey('みどり町', '第1クラスタ', name) for name in ('E001', 'E002', 'E003'))
REQUESTS = {
    unit: (HERE / f'scenario_request_{name}.http').read_bytes()
    for unit, name in ((E001, 'E001'), (E002, 'E002_md5_password'), (E003, 'E003_special_characters'))
}
TEXTS = {E001: SOUND, E002: '{"a":1,\r\n"a":2,\t"名":"値"}\r\n', E003: '\ufeffthis is { not json \\u0000'}


@pytest.fixture
def apis_ccc(app: Flask, make: Maker) -> Iterator[KeptAlive]:
    for unit, text in TEXTS.items():
        make.unit(unit)
        make.chosen(unit, text)
    make.user('e001', E001)
    make.user('E002', E002)
    make.user('山田 太郎', E003, password='p@ss word+&=%/?')
    with connected(app) as connection:
        yield connection


def test_each_house_gets_its_text_byte_for_byte_over_one_connection(apis_ccc: KeptAlive, make: Maker) -> None:
    for unit in (E001, E002, E003, E001, E003):
        status, headers, body = apis_ccc.send(REQUESTS[unit])
        assert (status, headers['content-type'], body) == (200, 'application/json', TEXTS[unit].encode())
        assert headers.get('connection', 'keep-alive').lower() == 'keep-alive'
        assert 'set-cookie' not in headers
    assert make.count(Fetch) == 3


def test_a_house_without_a_scenario_gets_an_empty_answer_and_the_connection_stays(apis_ccc: KeptAlive, make: Maker) -> None:
    for text in (None, 'null'):
        if text:
            make.chosen(E001, text)
        else:
            make.choice(E001, None)
        status, headers, body = apis_ccc.send(REQUESTS[E001])
        assert (status, headers['content-length'], body) == (200, '0', b'')
    assert apis_ccc.send(REQUESTS[E002])[0] == 200


@pytest.mark.parametrize('unit', REQUESTS, ids=lambda unit: unit.unit_id)
def test_a_refusal_leaves_the_connection_usable(apis_ccc: KeptAlive, unit: UnitKey) -> None:
    wrong = REQUESTS[unit].replace(b'&password=', b'&passwort=')
    assert apis_ccc.send(wrong)[0::2] == (400, b'no param : username/account, password')
    assert apis_ccc.send(REQUESTS[unit])[2] == TEXTS[unit].encode()
