"""Scenarios: which a unit may choose, which it chose, what apis-main is given, and what is noted of it."""

import hashlib

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError, OperationalError

from service_center.domain.errors import BadRequest
from service_center.domain.roles import Viewer
from service_center.extensions import db
from service_center.lib import clock as the_clock
from service_center.models.audit import Audit
from service_center.models.scenarios import Choice, Delivery, Fetch, Scenario
from service_center.services import scenarios
from tests.factories import E001, E002, HOUR, MINUTE, NOW, SECOND, SOUND, Maker
from tests.services.rivals import quicker

ROSA = Viewer(1, 'rosa', is_staff=False, is_superuser=False, is_resident=True)
OTHER = SOUND.replace('30000', '60000')


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def current_id() -> int | None:
    scenario = scenarios.current(E001, the_clock.now())
    return scenario['id'] if scenario else None


def choose(scenario_id: object) -> str:
    return scenarios.choose(ROSA, E001, None if scenario_id is None else str(scenario_id), the_clock.now())


def update(name: str = 'OWN', data: str = SOUND, description: str | None = None) -> str:
    return scenarios.update(E001, name, data, description, the_clock.now())


# ---- what may be chosen


def test_a_unit_may_choose_what_is_for_all_or_for_it_in_code_point_order(make: Maker) -> None:
    make.scenario('ジャパン')
    make.scenario('a')
    make.scenario('B', unit=E001)
    make.scenario('C', community_id='green')
    make.scenario('A', community_id='green', cluster_id='first')
    make.scenario('of the other', unit=E002)
    make.scenario('of another community', community_id='blue')
    make.scenario('half scoped', unit_id='E001')
    assert [scenario['name'] for scenario in scenarios.list_available(E001)] == ['A', 'B', 'C', 'a', 'ジャパン']


def test_a_scenario_is_shown_whole(make: Maker) -> None:
    scenario_id = make.scenario('OWN', unit=E001, description='mine')
    assert [list(scenario.items()) for scenario in scenarios.list_available(E001)] == [[
        ('id', scenario_id), ('community_id', 'green'), ('cluster_id', 'first'), ('unit_id', 'E001'), ('created', NOW - 100 * 24 * HOUR),
        ('name', 'OWN'), ('description', 'mine'), ('data', SOUND),
    ]]


# ---- which counts


def test_a_unit_that_never_chose_has_none(make: Maker) -> None:
    make.choice(E002, make.scenario())
    assert current_id() is None


def test_the_latest_choice_counts_not_the_last_added(make: Maker) -> None:
    late, early = make.scenario('late'), make.scenario('early')
    make.choice(E001, late, NOW - HOUR)
    make.choice(E001, early, NOW - 2 * HOUR)
    assert current_id() == late


def test_of_choices_at_the_same_instant_the_highest_id_counts(make: Maker) -> None:
    make.choice(E001, make.scenario('first'))
    second = make.scenario('second')
    make.choice(E001, second)
    assert current_id() == second


def test_a_choice_ahead_of_the_clock_counts_from_its_instant_on(make: Maker, clock: time_machine.Traveller) -> None:
    now, later = make.scenario('now'), make.scenario('later')
    make.choice(E001, now)
    make.choice(E001, later, NOW + SECOND)
    assert current_id() == now
    clock.shift(1)
    assert current_id() == later


def test_a_choice_of_none_counts_too(make: Maker) -> None:
    make.choice(E001, make.scenario(), NOW - HOUR)
    make.choice(E001, None, NOW - MINUTE)
    assert current_id() is None


def test_a_scenario_that_was_deleted_is_none(make: Maker) -> None:
    scenario_id = make.chosen(E001)
    db.session.delete(db.session.get_one(Scenario, scenario_id))
    db.session.commit()
    assert current_id() is None


# ---- choosing


def test_a_choice_is_added_and_noted(make: Maker) -> None:
    first, second = make.scenario('FIRST'), make.scenario('SECOND')
    make.choice(E001, first)
    assert choose(second) == 'ok'
    assert make.rows(Choice, 'community_id', 'cluster_id', 'unit_id', 'scenario_id',
        'created')[1:] == [('green', 'first', 'E001', second, NOW)]
    assert make.rows(Audit, 'at', 'who', 'what', 'before', 'after') == [
        (NOW, 'rosa', 'scenario of green / first / E001', f'FIRST ({first})', f'SECOND ({second})'),
    ]


def test_choosing_none_is_added_and_noted(make: Maker) -> None:
    first = make.scenario('FIRST')
    make.choice(E001, first)
    assert choose(None) == 'ok'
    assert current_id() is None
    assert make.rows(Audit, 'before', 'after') == [(f'FIRST ({first})', None)]


@pytest.mark.parametrize('has_choice', [True, False], ids=['the same', 'none again'])
def test_choosing_what_counts_already_changes_and_notes_nothing(make: Maker, has_choice: bool) -> None:
    scenario_id = make.chosen(E001) if has_choice else None
    before = make.count(Choice)
    assert choose(scenario_id) == 'no change'
    assert (make.count(Choice), make.count(Audit)) == (before, 0)


def test_a_number_may_have_as_many_leading_zeros_as_it_likes(make: Maker) -> None:
    scenario_id = make.scenario()
    assert choose(f'{scenario_id:030}') == 'ok'
    assert choose(f'{scenario_id:01000}') == 'no change'


def test_what_counts_may_be_confirmed_though_it_is_not_available_any_more(make: Maker) -> None:
    others = make.scenario('others', unit=E002)
    make.choice(E001, others)
    assert choose(others) == 'no change'


@pytest.mark.parametrize(
    'scenario_id',
    ['²', 'x', '-1', '1.0', ' 1', '1 ', '0x1', '9' * 18, '9' * 19, '9' * 100_000, '999', '1\0', '\ud800', '½', '0'],
)
def test_what_is_no_scenario_is_refused_without_being_quoted(make: Maker, scenario_id: str) -> None:
    make.scenario()
    with pytest.raises(BadRequest, match=r'^bad scenarioId$'):
        choose(scenario_id)
    assert (make.count(Choice), make.count(Audit)) == (0, 0)


def test_a_scenario_of_another_unit_can_not_be_chosen(make: Maker) -> None:
    others = make.scenario('others', unit=E002)
    with pytest.raises(BadRequest, match=r'^bad scenarioId$'):
        choose(others)


# ---- what apis-main is given


@pytest.fixture
def e001(cluster: dict[str, int]) -> int:
    return cluster['E001']


@pytest.mark.parametrize(
    'text', [SOUND, '{"a":1,\r\n"a":2}', 'this is { not json', '\ufeff{}', '[null]', '"null"', 'nullx', '{"名":"値"}\n\n', ' '],
    ids=['sound', 'CRLF and a name twice', 'no JSON', 'BOM', 'a list of null', 'a text of null', 'almost null', 'kana', 'a blank'],
)
def test_a_stored_text_is_delivered_as_it_is(make: Maker, e001: int, text: str) -> None:
    make.chosen(E001, text)
    assert scenarios.deliver(E001, e001, NOW) == text


@pytest.mark.parametrize(
    'text',
    ['null', ' null', 'null\r\n', '\tnull\n', '\ufeffnull', '/* off */ null', '// off\nnull', 'null /* off */', None, ''],
    ids=ascii,
)
def test_a_text_that_would_stop_a_house_is_not_delivered(make: Maker, e001: int, text: str | None) -> None:
    make.chosen(E001, text)
    assert scenarios.deliver(E001, e001, NOW) is None
    assert make.rows(Fetch, 'digest') == ['']


def test_a_unit_without_a_scenario_is_given_none_and_its_fetch_is_noted(make: Maker, e001: int) -> None:
    assert scenarios.deliver(E001, e001, NOW) is None
    assert make.rows(Fetch, 'unit_id', 'fetched_at', 'scenario_id', 'digest') == [(e001, NOW, None, '')]


def test_each_fetch_is_noted_and_each_other_text_delivered_too(make: Maker, e001: int, clock: time_machine.Traveller) -> None:
    first, other = make.scenario('first'), make.scenario('other', data=OTHER)
    make.choice(E001, first)
    for chosen in (None, None, other, other):
        if chosen:
            choose(chosen)
        scenarios.deliver(E001, e001, the_clock.now())
        clock.shift(60)
    assert make.rows(Fetch, 'unit_id', 'fetched_at', 'scenario_id', 'digest') == [(e001, NOW + 3 * MINUTE, other, sha(OTHER))]
    assert make.rows(Delivery, 'unit_id', 'delivered_at', 'scenario_id', 'digest') == [
        (e001, NOW, first, sha(SOUND)), (e001, NOW + 2 * MINUTE, other, sha(OTHER)),
    ]


def test_the_same_text_under_another_name_is_no_new_delivery(make: Maker, e001: int) -> None:
    make.choice(E001, make.scenario('one'), NOW - HOUR)
    scenarios.deliver(E001, e001, NOW)
    twin = make.scenario('twin')
    make.choice(E001, twin, NOW - MINUTE)
    scenarios.deliver(E001, e001, NOW)
    assert make.count(Delivery) == 1
    assert make.rows(Fetch, 'scenario_id') == [twin]


def test_none_after_a_scenario_is_a_delivery_of_nothing(make: Maker, e001: int) -> None:
    make.chosen(E001)
    scenarios.deliver(E001, e001, NOW)
    choose(None)
    scenarios.deliver(E001, e001, NOW)
    assert make.rows(Delivery, 'digest') == [sha(SOUND), '']


def test_units_are_noted_apart(make: Maker, cluster: dict[str, int]) -> None:
    for unit in (E001, E002):
        make.chosen(unit)
        scenarios.deliver(unit, cluster[unit.unit_id], NOW)
    assert make.rows(Fetch, 'unit_id') == [cluster['E001'], cluster['E002']]
    assert make.count(Delivery) == 2


def test_a_first_fetch_that_another_was_quicker_to_note_is_noted_all_the_same(make: Maker, e001: int) -> None:
    make.chosen(E001)

    def was_quicker() -> None:
        raise IntegrityError('INSERT', None, Exception('UNIQUE constraint failed: fetch.unit_id'))

    with quicker(was_quicker):
        assert scenarios.deliver(E001, e001, NOW) == SOUND
    assert make.rows(Fetch, 'fetched_at') == [NOW]
    assert make.count(Delivery) == 1


def test_a_fetch_that_can_not_be_noted_is_delivered_all_the_same(make: Maker, e001: int, caplog: pytest.LogCaptureFixture) -> None:
    make.chosen(E001)

    def break_down() -> None:
        raise OperationalError('INSERT', None, Exception('database is locked'))

    with quicker(break_down):
        assert scenarios.deliver(E001, e001, NOW) == SOUND
    assert 'the fetch of green / first / E001 was not noted' in caplog.text
    assert make.count(Fetch) == 0
    assert scenarios.deliver(E001, e001, NOW) == SOUND
    assert make.count(Fetch) == 1


# ---- what apis-main stores


def test_a_scenario_is_stored_for_exactly_the_unit_byte_for_byte(make: Maker) -> None:
    text = '\r\n' + SOUND + '\n '
    assert update('OWN', text, 'mine') == 'created'
    assert make.rows(Scenario, 'community_id', 'cluster_id', 'unit_id', 'name', 'description', 'data', 'created') == [
        ('green', 'first', 'E001', 'OWN', 'mine', text, NOW),
    ]


def test_a_name_that_the_unit_has_already_is_updated(make: Maker, clock: time_machine.Traveller) -> None:
    update(description='mine')
    clock.shift(60)
    assert update(data=OTHER) == 'updated'
    assert make.rows(Scenario, 'id', 'data', 'description', 'created') == [(make.rows(Scenario, 'id')[0], OTHER, None, NOW)]


@pytest.mark.parametrize('fields', [{'unit': E002}, {}, {'community_id': 'green'}], ids=['of another unit', 'for all', 'for the community'])
def test_the_same_name_for_others_is_another_scenario(make: Maker, fields: dict[str, object]) -> None:
    make.scenario('OWN', **fields)  # type: ignore[arg-type]
    assert update() == 'created'
    assert make.count(Scenario) == 2


def test_names_differ_by_case(make: Maker) -> None:
    update('own')
    assert update('OWN') == 'created'


def test_a_scenario_with_warnings_only_is_stored(make: Maker) -> None:
    assert update(data=SOUND.replace('24:00:00', '23:59:59')) == 'created'


@pytest.mark.parametrize('name', ['', ' ', '\t\n', 'x' * 129, 'a\0'])
def test_a_name_is_not_blank_and_not_too_long(make: Maker, name: str) -> None:
    with pytest.raises(BadRequest, match=r'^name: must have 1 to 128 characters, not only blanks$'):
        update(name)
    assert make.count(Scenario) == 0


def test_a_name_of_128_characters_is_stored(make: Maker) -> None:
    assert update('名' * 128) == 'created'


def test_all_problems_are_told_at_once_and_nothing_is_stored(make: Maker) -> None:
    with pytest.raises(BadRequest) as refusal:
        update(' ', '{"acceptSelection":{},"00:00-24:00:00":{}}', 'NUL\0')
    told = str(refusal.value).splitlines()
    assert [line.split(':')[0] for line in told[:2]] == ['name', 'description']
    assert len(told) >= 4
    assert make.count(Scenario) == 0


@pytest.mark.parametrize('text', ['', 'null', '[]', '{}', 'no json', '{', '\ud800', 'x' * 100_000])
def test_what_is_no_scenario_is_not_stored_and_not_quoted_at_length(make: Maker, text: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        update(data=text)
    assert 'x' * 41 not in str(refusal.value)
    assert make.count(Scenario) == 0


def test_a_unit_stores_only_so_many_scenarios_of_its_own_but_may_change_them(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, 'MOST_OWN', 2)
    assert (update('first'), update('second')) == ('created', 'created')
    with pytest.raises(BadRequest, match=r'^a unit has at most 2 scenarios of its own$'):
        update('third')
    assert update('first', description='another') == 'updated'


def test_a_description_has_a_bound(make: Maker) -> None:
    assert update('long enough', description='x' * 10_000) == 'created'
    with pytest.raises(BadRequest, match=r'^description: must have at most 10000 characters'):
        update('too long', description='x' * 10_001)
