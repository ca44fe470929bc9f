"""Every recorded case of the downtime job: what it makes of unit data, run after run."""

from datetime import datetime
from typing import Any

import pytest
from bson import json_util
from flask import Flask

from service_center.domain.keys import ClusterKey, UnitKey
from service_center.extensions import mongo
from service_center.lib import isotime
from service_center.services import downtimes
from tests.contract.test_http import CASES, OURS, job_cases, replay
from tests.factories import NOW, Maker

PLAYED = job_cases('contract-downtime-1')
LABEL_OF = {'downtime': 'downtime', 'downtimeStatus': 'downtime_status'}
UTC_DATES = json_util.JSONOptions(tz_aware=True, datetime_representation=json_util.DatetimeRepresentation.ISO8601)


@pytest.mark.parametrize('case', PLAYED)
def test_downtimes_are_found_as_recorded(case: dict[str, Any], app: Flask, make: Maker) -> None:
    register(make, case['outline'])
    with app.app_context():
        for name, documents in case['initial'].items():
            insert(LABEL_OF[name], documents)
        for number, run in enumerate(case['runs']):
            insert('unit_data', run['insert_unitData'])
            downtimes.aggregate(case['settings'], clock_of(run))
            got = {name: stored(label) for name, label in LABEL_OF.items()}
            assert replay.compare_downtime(case, run['expect'], got) == [], f'run {number}'


def test_all_of_our_own_cases_are_played() -> None:
    assert CASES != OURS or len(PLAYED) == 55


def clock_of(run: dict[str, Any]) -> datetime:
    """Cases say no time: a round may be at any that does not lie before its documents' numbers."""
    numbers = [number for document in run['insert_unitData'] if isinstance(number := document.get('datasetId'), int)]
    return max([NOW, *map(isotime.from_milliseconds, numbers)])


def register(make: Maker, outline: list[dict[str, Any]]) -> None:
    for told in outline:
        if told['cluster']:
            make.cluster(ClusterKey(told['community'], told['cluster']))
        for unit in told['units']:
            validity = {name: datetime.fromisoformat(text) for name in ('available_from', 'available_to') if (text := unit.get(name))}
            make.unit(UnitKey(told['community'], told['cluster'], unit['code']), **validity)


def insert(label: str, documents: list[dict[str, Any]]) -> None:
    if documents:
        mongo.collection(label).insert_many(json_util.loads(json_util.dumps(documents), json_options=UTC_DATES))


def stored(label: str) -> list[dict[str, Any]]:
    found = list(mongo.collection(label).find({}, {'_id': 0}))
    told: list[dict[str, Any]] = replay.json.loads(json_util.dumps(found, json_options=UTC_DATES))
    return told
