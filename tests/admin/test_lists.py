"""Lists search, filter, sort and page."""

import pytest

from service_center.models.audit import Audit
from service_center.models.scenarios import Choice
from tests.admin.desk import Desk, rows
from tests.factories import E001, NOW, Maker, UnitKey


@pytest.fixture
def many(make: Maker, cluster: object) -> None:
    for number in range(60):
        make.unit(UnitKey('blue', 'hill', f'U{number:03d}'), name=f'unit {99 - number}')


@pytest.mark.usefixtures('many')
def test_long_lists_come_in_pages(desk: Desk) -> None:
    page = desk.look('units/')
    assert (len(rows(page)), 'Page 1 of 2' in page, '63 units.' in page) == (50, True, True)
    assert len(rows(desk.look('units/', page=1))) == 13
    assert len(rows(desk.look('units/', page_size=20, page=3))) == 3
    assert 'Nothing fits.' in desk.look('units/', page=9)


@pytest.mark.usefixtures('many')
def test_lists_are_sorted_either_way(desk: Desk) -> None:
    assert rows(desk.look('units/', sort=1, search='unit'))[0][1] == 'unit 40'
    assert rows(desk.look('units/', sort=1, desc=1))[0][1] == 'unit 99'
    assert rows(desk.look('units/', sort=2))[0][2] == 'blue > hill'
    assert 'aria-sort="descending"' in desk.look('units/', sort=1, desc=1)


@pytest.mark.usefixtures('many')
def test_lists_are_filtered_by_places(desk: Desk) -> None:
    assert len(rows(desk.look('units/', flt0_community_is='green'))) == 3
    assert len(rows(desk.look('units/', flt0_cluster_is='hill', flt1_community_is='blue', search='U00', sort=2))) == 10
    assert [row[0] for row in rows(desk.look('clusters/', flt0_community_is='blue', sort=2, search='hill'))] == ['hill']


def test_choices_are_sorted_by_the_scenarios_name_those_of_none_included(desk: Desk, make: Maker) -> None:
    for name in ('B', 'A'):
        make.choice(E001, make.scenario(name))
    make.choice(E001, None)
    assert sorted(row[4] for row in rows(desk.look('choices/', sort=4))) == ['A', 'B', 'none']
    assert make.count(Choice) == 3


def test_users_are_filtered_by_what_they_may(superdesk: Desk, make: Maker) -> None:
    make.user('ada', is_staff=True)
    make.user('rosa', E001, is_active=False)
    assert [row[0] for row in rows(superdesk.look('users/', flt0_staff_status_is='yes'))] == ['ada', 'sam']
    assert [row[0] for row in rows(superdesk.look('users/', flt0_active_is='no'))] == ['rosa']


def test_an_empty_list_says_so(desk: Desk) -> None:
    assert 'There is nothing here yet.' in desk.look('choices/')
    assert 'Nothing fits.' in desk.look('choices/', search='x')


def test_the_audit_shows_the_latest_first_and_whole(desk: Desk, make: Maker) -> None:
    make.row(Audit, at=NOW, who='ada', what='first', before=None, after='x' * 400)
    make.row(Audit, at=NOW, who='sam', what='second', before='a', after='b')
    found = rows(desk.look('audit/'))
    assert [row[2] for row in found] == ['second', 'first']
    assert 'x' * 400 in found[1][4]
    assert 'Times are those of Asia/Tokyo.' in desk.look('audit/')
    assert len(rows(desk.look('audit/', flt0_who_is='ada', flt1_when_is='today'))) == 1
    for way in ('new/', 'edit/?id=1', 'delete/?id=1'):
        assert desk.browser.get(f'/admin/audit/{way}').status_code == 404
