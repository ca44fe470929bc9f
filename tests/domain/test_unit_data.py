"""What unit data documents say together."""

from typing import Any

import pytest

from service_center.domain.unit_data import by_unit


def document(unit_id: Any, **fields: Any) -> dict[str, Any]:
    return {'oesunit': {'id': unit_id}, **fields}


def test_a_set_is_ordered_by_unit() -> None:
    first, second = document('E001'), document('E002')
    assert by_unit([first, second]) == {'E001': first, 'E002': second}


def test_of_several_documents_of_a_unit_the_last_counts() -> None:
    assert by_unit([document('E001', n=1), document('E002', n=2), document('E001', n=3)])['E001']['n'] == 3


@pytest.mark.parametrize(
    'nobodys',
    [{}, {'oesunit': {}}, document(None), {'oesunit': None}, {'oesunit': [{'id': 'E001'}]}, {'oesunit': 'E001'}],
)
def test_a_document_of_no_unit_is_left_out(nobodys: dict[str, Any]) -> None:
    assert by_unit([nobodys]) == {}


def test_a_unit_id_that_is_a_number_becomes_text() -> None:
    assert list(by_unit([document(7)])) == ['7']
