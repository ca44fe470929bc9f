"""Several do the same at the same time: all are answered, and it is noted once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from service_center.models.audit import Audit
from service_center.models.monitoring import JobSetting
from service_center.models.scenarios import Delivery, Fetch
from tests.client import Browser
from tests.factories import E001, OF_CLUSTER, OF_E001, Maker, Person

MANY = 6


def at_once(act: Callable[[], int]) -> list[int]:
    barrier = Barrier(MANY)

    def start(_: int) -> int:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(start, range(MANY)))


def test_a_house_that_asks_several_times_at_once_is_answered_each_time(app: Flask, make: Maker, rosa: Person) -> None:
    make.chosen(E001)
    form = OF_E001 | {'username': 'rosa', 'password': 'rosa'}
    statuses = at_once(lambda: Browser(app, app.response_class).post('/api/misc/scenario/currentData', data=form).status_code)
    assert statuses == [200] * MANY
    assert (make.count(Fetch), make.count(Delivery)) == (1, 1)


def test_several_who_switch_the_same_monitor_on_all_succeed(app: Flask, client: Browser, make: Maker, ada: Person) -> None:
    cookie = {'Cookie': 'sessionid=' + client.sign_in(ada)}
    question = OF_CLUSTER | {'type': 'apis_main_alive'}

    def switch() -> int:
        browser = Browser(app, app.response_class, use_cookies=False)
        return browser.get('/api/staff/monitoring/job/activate', query_string=question, headers=cookie).status_code

    assert at_once(switch) == [200] * MANY
    assert make.rows(JobSetting, 'is_active') == [True]
    assert make.count(Audit) >= 1


def test_a_session_that_is_over_is_over_for_all_requests_of_a_page(app: Flask, client: Browser, make: Maker, rosa: Person) -> None:
    cookie = {'Cookie': 'sessionid=' + client.sign_in(rosa)}
    make.change(rosa, is_active=False)
    browser = Browser(app, app.response_class, use_cookies=False)
    assert at_once(lambda: browser.get('/api/core/session', headers=cookie).status_code) == [403] * MANY
