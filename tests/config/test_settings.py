"""What settings mean when nobody sets them, how they are given, and what is said of wrong ones."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from service_center.config import MONGODB_DATABASES, ROOT, Config, ConfigError
from service_center.domain.entries import Problems, check_email

DEFAULTS: dict[str, Any] = {
    'SECRET_KEY': '',
    'PRODUCTION': False,
    'DEBUG': False,
    'DATABASE_URL': f'sqlite:///{ROOT}/var/service_center.sqlite3',
    'MONGODB_URI': '',
    'MONGODB_DATABASES': {
        label: {'HOST': 'localhost', 'PORT': 27018, 'NAME': 'apis_demo'} for label in ('downtime', 'unit_data', 'deal', 'apis_log')
    },
    'MONGODB_TIMEOUT_SEC': 2.0,
    'REDIS_URL': '',
    'TIME_ZONE': 'Asia/Tokyo',
    'DOWNTIME': {'initial_wait_sec': 5, 'interval_sec': 300, 'unit_data_fetch_limit': 1000, 'data_loss_tolerance_sec': 120},
    'MONITORING': {
        'initial_wait_sec': 5,
        'interval_sec': {
            'apis_main_alive': 60, 'apis_ccc_alive': 60, 'grid_master_alive': 60,
            'apis_main_severe': 60, 'apis_ccc_severe': 60, 'apis_log_severe': 60,
        },
        'thread_blocking_limit_msec': 300000,
        'notify_from': 'x@example.com',
        'default_notify_to': 'x@example.com',
    },
    'RETENTION_DAYS': {'deliveries': 400, 'audit': 1100, 'notices': 400},
    'NO_DATA_AFTER_SEC': 90,
    'TRUSTED_HOSTS': ['localhost', '127.0.0.1', '[::1]'],
    'TRUSTED_ORIGINS': [],
    'PROXY_HOPS': 0,
    'COOKIE_SECURE': False,
    'HSTS_SEC': 0,
    'MAX_BODY_BYTES': 1048576,
    'WARNING_LOG': '/tmp/apis_service_center-warning.log',
    'ADMINS': [],
    'MAIL_SERVER': 'localhost',
    'MAIL_PORT': 25,
    'MAIL_USE_TLS': False,
    'MAIL_USERNAME': '',
    'MAIL_PASSWORD': '',
    'MAIL_PER_MINUTE': 60,
    'HEARTBEAT_URL': '',
    'MAIL_SENDER': 'service-center@localhost',
}


@pytest.mark.parametrize('name', [f.name for f in fields(Config)])
def test_every_setting_has_the_default_that_the_specification_gives_it(name: str) -> None:
    assert getattr(Config.read({}), name) == DEFAULTS[name]


@pytest.mark.parametrize('name', [f.name for f in fields(Config)])
def test_every_setting_is_documented(name: str) -> None:
    documented = (ROOT / 'docs' / 'settings.md').read_text('utf-8')
    assert f'`SERVICE_CENTER_{name}`' in documented


@pytest.mark.parametrize(('name', 'given', 'read'), [
    ('PRODUCTION', '0', False),
    ('DEBUG', 'yes', True),
    ('DATABASE_URL', 'postgresql://u:p@h/n', 'postgresql+psycopg://u:p@h/n'),
    ('MONGODB_URI', 'mongodb://h:27017/apis', 'mongodb://h:27017/apis'),
    ('MONGODB_TIMEOUT_SEC', '1.5', 1.5),
    ('REDIS_URL', 'redis://h:6379/0', 'redis://h:6379/0'),
    ('TIME_ZONE', 'Europe/Berlin', 'Europe/Berlin'),
    ('TRUSTED_HOSTS', 'Center.example.com, .apis.example', ['center.example.com', '.apis.example']),
    ('TRUSTED_ORIGINS', 'https://pages.example.com/', ['https://pages.example.com']),
    ('PROXY_HOPS', '1', 1),
    ('ADMINS', 'a@example.com,b@example.com', ['a@example.com', 'b@example.com']),
    ('MAIL_PORT', ' 587 ', 587),
    ('MAIL_SERVER', ' fd00::25 ', 'fd00::25'),
])
def test_settings_are_read_from_the_environment(name: str, given: str, read: object) -> None:
    assert getattr(Config.read({f'SERVICE_CENTER_{name}': given}), name) == read


@pytest.mark.parametrize(('given', 'read'), [
    ('sqlite:///center.sqlite3', 'sqlite:///{here}/center.sqlite3'),
    ('sqlite:///var/center.sqlite3?timeout=3', 'sqlite:///{here}/var/center.sqlite3?timeout=3'),
    ('sqlite:////srv/center.sqlite3', 'sqlite:////srv/center.sqlite3'),
    ('sqlite://', 'sqlite://'),
    ('sqlite:///:memory:', 'sqlite:///:memory:'),
    ('sqlite:///file:x?mode=ro&uri=true', 'sqlite:///file:x?mode=ro&uri=true'),
])
def test_a_path_of_sqlite_begins_where_the_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, read: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert read.format(here=tmp_path) == Config.read({'SERVICE_CENTER_DATABASE_URL': given}).DATABASE_URL


def test_a_table_given_as_json_changes_only_what_it_names() -> None:
    config = Config.read({
        'SERVICE_CENTER_DOWNTIME': '{"data_loss_tolerance_sec": 600}',
        'SERVICE_CENTER_MONITORING': '{"interval_sec": {"apis_ccc_alive": 30}, "notify_from": "center@example.com"}',
    })
    assert DEFAULTS['DOWNTIME'] | {'data_loss_tolerance_sec': 600} == config.DOWNTIME
    assert config.MONITORING['interval_sec'] == DEFAULTS['MONITORING']['interval_sec'] | {'apis_ccc_alive': 30}
    assert config.MONITORING['notify_from'] == 'center@example.com'


def test_databases_keep_what_is_not_given_and_may_name_their_collection() -> None:
    given = {'unit_data': {'HOST': 'db.example', 'COLLECTION': 'units'}}
    read = Config.read({'SERVICE_CENTER_MONGODB_DATABASES': json.dumps(given)}).MONGODB_DATABASES
    assert read['unit_data'] == {'HOST': 'db.example', 'PORT': 27018, 'NAME': 'apis_demo', 'COLLECTION': 'units'}
    assert read['deal'] == MONGODB_DATABASES['deal']


def test_a_file_gives_settings_and_the_environment_goes_over_it(tmp_path: Path) -> None:
    file = tmp_path / 'settings.toml'
    file.write_text('TIME_ZONE = "Europe/Paris"\nPROXY_HOPS = 2\nTRUSTED_HOSTS = ["a.example"]\n[DOWNTIME]\ninterval_sec = 60\n')
    config = Config.read({
        'SERVICE_CENTER_SETTINGS': str(file), 'SERVICE_CENTER_TIME_ZONE': 'UTC',
        'SERVICE_CENTER_DOWNTIME': '{"data_loss_tolerance_sec": 600}',
    })
    assert (config.TIME_ZONE, config.PROXY_HOPS, config.TRUSTED_HOSTS) == ('UTC', 2, ['a.example'])
    # of a table, too, the environment changes only what it names
    assert DEFAULTS['DOWNTIME'] | {'interval_sec': 60, 'data_loss_tolerance_sec': 600} == config.DOWNTIME


@pytest.mark.parametrize(('name', 'given', 'said'), [
    ('PRODUCTION', 'perhaps', 'must be 1 or 0'),
    ('DATABASE_URL', 'mysql://h/n', 'must begin with sqlite:// or postgresql://'),
    ('MONGODB_URI', 'http://h', 'must begin with mongodb:// or be memory://'),
    ('MONGODB_DATABASES', '{"deals": {}}', 'has no entry deals'),
    ('MONGODB_DATABASES', '{"deal": {"PORT": "x"}}', 'deal PORT must be a whole number'),
    ('MONGODB_TIMEOUT_SEC', 'soon', 'must be a number of seconds'),
    ('MONGODB_TIMEOUT_SEC', 'nan', 'must be 0.05 to 3600 seconds'),
    ('MONGODB_DATABASES', '{"deal": {"PORT": 99999}}', 'deal PORT must be 65535 or less'),
    ('MONGODB_DATABASES', '{"deal": {"HOST": "db:27017"}}', 'deal HOST must be a name or an address alone, without a port'),
    ('REDIS_URL', 'redis://h:abc/0', 'must be redis://host:port/number, what is special in the password as % and two digits'),
    ('REDIS_URL', 'redis://h:6379/jobs', 'must be redis://host:port/number, what is special in the password as % and two digits'),
    ('REDIS_URL', 'redis://:pass/word@h:6379/0', 'must be redis://host:port/number, what is special in the password as % and two digits'),
    ('DOWNTIME', '{"interval_sec": 99999999999999}', 'interval_sec must be 1000000000 or less'),
    ('RETENTION_DAYS', '{"audit": 999999999}', 'audit must be 100000 or less'),
    ('MAIL_PORT', '65536', 'must be 1 to 65535'),
    ('REDIS_URL', 'localhost', 'must begin with redis://'),
    ('TIME_ZONE', 'Mars', 'must be an IANA time zone such as Asia/Tokyo'),
    ('DOWNTIME', '{', 'is no JSON'),
    ('DOWNTIME', '[]', 'must be a table'),
    ('DOWNTIME', '{"interval_sec": 0}', 'interval_sec must be 1 or more'),
    ('DOWNTIME', '{"interval_sec": true, "wait": 1}', 'has no entry wait; interval_sec must be a whole number'),
    ('MONITORING', '{"notify_from": "nobody"}', 'notify_from must be an e-mail address'),
    ('MONITORING', '{"interval_sec": {"apis_web_alive": 5}}', 'interval_sec has no entry apis_web_alive'),
    ('TRUSTED_HOSTS', 'http://h', 'must be host names without ports, separated by commas'),
    ('TRUSTED_HOSTS', '', 'must be host names without ports, separated by commas'),
    ('HEARTBEAT_URL', 'http://h:abc/', 'must be an address such as https://watch.example.com/ping'),
    ('TRUSTED_ORIGINS', 'pages.example.com', 'must be origins such as https://pages.example.com, separated by commas'),
    ('PROXY_HOPS', '-1', 'must be 0 to 10'),
    ('HSTS_SEC', '-1', 'must be 0 or more'),
    ('MAIL_PORT', '0', 'must be 1 or more'),
    ('MAIL_SERVER', 'mail.example.com:587', 'must be a name or an address alone, without a port'),
    ('MAIL_SERVER', 'smtp://mail.example.com', 'must be a name or an address alone, without a port'),
    ('ADMINS', 'nobody', 'must be an e-mail address'),
    ('SECRET_KEY', 'short', 'at least 32 characters'),
])
def test_a_wrong_value_is_named_with_what_it_must_be(name: str, given: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Config.read({f'SERVICE_CENTER_{name}': given})
    assert refused.value.problems == [f'SERVICE_CENTER_{name}: {said}']


@pytest.mark.parametrize(('name', 'given'), [
    ('DATABASE_URL', 'postgresql://u:hidden@h:abc/n'),
    ('DATABASE_URL', 'postgresql://u:hidden@[::1/n'),
    ('MONGODB_URI', 'mongodb://h:abc/n'),
    ('MONGODB_URI', 'mongodb://h:99999/n'),
    ('MONGODB_URI', 'mongodb://u:hid@den@h/n'),
    ('MONGODB_URI', 'mongodb://'),
    ('MONGODB_URI', 'mongodb://h/a b'),
    ('MONGODB_URI', 'mongodb://[::1/n'),
])
def test_an_address_that_no_driver_can_read_is_named_at_the_start_and_not_quoted(name: str, given: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Config.read({f'SERVICE_CENTER_{name}': given})
    assert [said.split(':')[0] for said in refused.value.problems] == [f'SERVICE_CENTER_{name}']
    assert 'can\'t be read: write what is special' in str(refused.value)
    assert 'hid' not in str(refused.value)


@pytest.mark.parametrize('typed', [
    'a@b@c', 'a@b:25', 'a@b;c@d', 'a@[127.0.0.1]', '"a"@b', 'a(b)@c', 'ä@example.org', 'a@ä..example', 'x' * 243 + '@example.org',
], ids=ascii)
def test_what_the_console_refuses_as_an_address_is_none_in_a_setting_either(typed: str) -> None:
    told = Problems()
    check_email(told, {'email': typed})
    assert told.by_field
    with pytest.raises(ConfigError) as refused:
        Config.read({
            'SERVICE_CENTER_ADMINS': typed, 'SERVICE_CENTER_MAIL_SENDER': typed,
            'SERVICE_CENTER_MONITORING': json.dumps({'notify_from': typed, 'default_notify_to': typed}),
        })
    assert sorted(refused.value.problems) == [
        'SERVICE_CENTER_ADMINS: must be an e-mail address',
        'SERVICE_CENTER_MAIL_SENDER: must be an e-mail address',
        'SERVICE_CENTER_MONITORING: notify_from must be an e-mail address; default_notify_to must be an e-mail address',
    ]


def test_all_mistakes_are_named_together_and_no_secret_is_quoted() -> None:
    with pytest.raises(ConfigError) as refused:
        Config.read({
            'SERVICE_CENTER_MAIL_PASWORD': 'hidden',
            'SERVICE_CENTER_TIME_ZONE': 'Mars',
            'SERVICE_CENTER_DATABASE_URL': 'mysql://u:hidden@h/n',
            'SERVICE_CENTER_SETTINGS': '/nowhere/settings.toml',
        })
    said = str(refused.value)
    assert [line.split(':')[0] for line in said.splitlines()] == [
        'SERVICE_CENTER_SETTINGS', 'SERVICE_CENTER_MAIL_PASWORD', 'SERVICE_CENTER_TIME_ZONE', 'SERVICE_CENTER_DATABASE_URL',
    ]
    assert 'hidden' not in said


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / 'settings.toml'
    file.write_text('TIME_ZONE = ')
    with pytest.raises(ConfigError, match='the file can\'t be read'):
        Config.read({'SERVICE_CENTER_SETTINGS': str(file)})


def test_production_wants_a_secret_key() -> None:
    with pytest.raises(ConfigError, match='SECRET_KEY: must be set when SERVICE_CENTER_PRODUCTION is on'):
        Config.read({'SERVICE_CENTER_PRODUCTION': '1'})
    assert Config.read({'SERVICE_CENTER_PRODUCTION': '1', 'SERVICE_CENTER_SECRET_KEY': 'k' * 32}).PRODUCTION
    assert Config.read({'SERVICE_CENTER_PRODUCTION': '1'}, serves=False).PRODUCTION


def test_settings_that_can_be_used_are_known_although_others_can_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / 'settings.toml'
    file.write_text('WARNING_LOG = "/somewhere/else.log"\nTIME_ZONE = "Mars"\nNO_SUCH = 1\n')
    monkeypatch.setenv('SERVICE_CENTER_SETTINGS', str(file))
    monkeypatch.setenv('SERVICE_CENTER_MAIL_PORT', 'x')
    config = Config.read_what_is_right()
    assert (config.WARNING_LOG, config.TIME_ZONE, config.MAIL_PORT) == ('/somewhere/else.log', 'Asia/Tokyo', 25)


@pytest.mark.parametrize(('given', 'is_set'), [
    ({}, False),
    ({'SERVICE_CENTER_MONGODB_URI': 'mongodb://h/'}, True),
    ({'SERVICE_CENTER_MONGODB_DATABASES': '{"deal": {"HOST": "h"}}'}, True),
    ({'SERVICE_CENTER_MONGODB_DATABASES': '{"deal": {"HOST": "localhost", "PORT": 27018}}'}, True),  # as the default, but named
])
def test_a_mongodb_counts_as_set_when_it_was_named(given: dict[str, str], is_set: bool) -> None:
    assert Config.read(given).telemetry_is_set is is_set
