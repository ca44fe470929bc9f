"""client.js as a script on a page: where it finds the API, what it leaves behind, what it defines."""
import re

import pytest

from .engine import defined
from .page import TEMPLATES, Page, names_in_common, rendered
from .test_requests import OF_RESIDENTS, OF_STAFF

BOTH = {'client.session', 'client.login', 'client.logout', 'client.deal.sumsByHour'}


@pytest.mark.parametrize(('src', 'base'), [
    ('http://h/api/{role}/client.js', 'http://h'),
    ('http://h/prefix/api/{role}/client.js?x=1', 'http://h/prefix'),
    ('https://h:8443/a/b/api/{role}/client.js#part', 'https://h:8443/a/b'),
    ('http://h/api/x/api/{role}/client.js?from=/api/{role}/client.js', 'http://h/api/x'),
    ('http://[::1]:5000/%E6%97%A5/api/{role}/client.js?_=1', 'http://[::1]:5000/%E6%97%A5'),
    ('http://h/copies/client.js', 'http://page.example'),
    ('http://h/copies/bundle.js?/api/{role}/client.js', 'http://page.example'),
    ('', 'http://page.example'),
    (None, 'http://page.example'),
])
def test_the_api_is_looked_for_beside_the_script(either: Page, src: str | None, base: str) -> None:
    observed = either.but(src=src).call('session')
    assert [request['url'] for request in observed['requests']] == [f'{base}/api/core/session']
    assert observed['base'] == base


def test_the_address_is_for_reading_only(either: Page) -> None:
    assert either.loaded()['baseIsWritable'] is False


@pytest.mark.parametrize('jquery', [False, True])
def test_one_global_object_is_defined_and_nothing_else(either: Page, jquery: bool) -> None:
    assert 'exchange' in names_in_common()
    assert either.but(jquery=jquery).loaded()['globals'] == ['client']


def test_jquery_on_the_page_is_not_touched(either: Page) -> None:
    observed = either.but(jquery=True).call('session')
    assert (observed['jquery'], len(observed['requests'])) == ([], 1)


@pytest.mark.parametrize(('role', 'calls'), [('staff', OF_STAFF), ('resident', OF_RESIDENTS)])
def test_the_functions_are_those_of_the_contract(role: str, calls: list[tuple[str, object, object]]) -> None:
    posted = {'client.scenario.makeChoice'} if role == 'resident' else {'client.monitoring.notice.retry'}
    assert defined(rendered(role)) == BOTH | posted | {f'client.{path}' for path, _, _ in calls}


@pytest.mark.parametrize(('role', 'calls'), [('staff', OF_STAFF), ('resident', OF_RESIDENTS)])
def test_every_path_stands_in_the_source_as_it_is(role: str, calls: list[tuple[str, object, object]]) -> None:
    source = rendered(role)
    paths = [f'/api/{role}/{path.replace(".", "/")}' for path, _, _ in calls]
    missing = [path for path in [*paths, *(f'/api/core/{name}' for name in ('csrftoken', 'login', 'logout', 'session'))]
               if f"'{path}'" not in source]
    assert missing == []


def test_the_templates_hold_one_include_each_and_no_variable() -> None:
    marks = {path.relative_to(TEMPLATES / 'api').as_posix(): re.findall(r'{{|{%.*?%}', path.read_text())
             for path in (TEMPLATES / 'api').rglob('client*.js')}
    include = ["{% include 'api/client_common.js' %}"]
    assert marks == {'client_common.js': [], 'staff/client.js': include, 'resident/client.js': include}


class TestEngine:
    def test_finds_functions_at_any_depth_and_nothing_else(self) -> None:
        source = 'var client = { a() {}, b: { c: { d: () => 1, e: 2 } }, f: null, g: [1] };'
        assert defined(source) == {'client.a', 'client.b.c.d'}

    def test_does_not_go_round_in_circles(self) -> None:
        assert defined('var client = { f() {} }; client.again = client;') == {'client.f'}

    def test_knows_a_client_that_is_no_property_of_the_window(self) -> None:
        assert defined('const client = { f() {} };') == {'client.f'}

    def test_finds_nothing_where_there_is_no_client(self) -> None:
        assert defined('var other = { f() {} };') == set()

    def test_refuses_a_script_that_does_not_run(self) -> None:
        with pytest.raises(ValueError, match='SyntaxError'):
            defined('var client = {')
