"""Every setting of the Service Center: its default, its meaning, and what is wrong with a value.

Settings are read once, from the environment (prefix SERVICE_CENTER_) over the TOML file that SERVICE_CENTER_SETTINGS names.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from service_center.config_values import (
    BadValueError,
    address,
    addresses,
    age,
    count,
    database_url,
    level_of_hops,
    merged,
    mongodb_databases,
    mongodb_uri,
    names,
    origins,
    port,
    redis_url,
    seconds,
    secret,
    server_name,
    switch,
    text,
    time_zone,
    web_address,
)

PREFIX = 'SERVICE_CENTER_'
ROOT = Path(__file__).resolve().parent.parent
EMBEDDED_STORE = 'memory://apis_demo'

MONGODB_DATABASES: dict[str, Any] = {
    'downtime': {'HOST': 'localhost', 'PORT': 27018, 'NAME': 'apis_demo'},
    'unit_data': {'HOST': 'localhost', 'PORT': 27018, 'NAME': 'apis_demo'},
    'deal': {'HOST': 'localhost', 'PORT': 27018, 'NAME': 'apis_demo'},
    'apis_log': {'HOST': 'localhost', 'PORT': 27018, 'NAME': 'apis_demo'},
}
DOWNTIME: dict[str, Any] = {
    'initial_wait_sec': 5,
    'interval_sec': 300,
    'unit_data_fetch_limit': 1000,
    'data_loss_tolerance_sec': 120,
}
MONITORING: dict[str, Any] = {
    'initial_wait_sec': 5,
    'interval_sec': {
        'apis_main_alive': 60,
        'apis_ccc_alive': 60,
        'grid_master_alive': 60,
        'apis_main_severe': 60,
        'apis_ccc_severe': 60,
        'apis_log_severe': 60,
    },
    'thread_blocking_limit_msec': 300000,
    'notify_from': 'x@example.com',
    'default_notify_to': 'x@example.com',
}


class ConfigError(Exception):
    """Settings that can't be used; its text names all of them, one a line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__('\n'.join(problems))
        self.problems = problems


def setting(meaning: str, default: Any, read: Callable[[Any, Any], Any]) -> Any:
    """Declare a setting: what it means, its default, and how a given value is read (BadValueError if it can't be)."""
    return field(default_factory=lambda: default, metadata={'meaning': meaning, 'read': read, 'default': default})


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings, read and checked; `docs/settings.md` is the same list for people."""

    SECRET_KEY: str = setting(
        'Signs form tokens. At least 32 characters; the same for all processes. Empty: a random one for each start, '
        'which SERVICE_CENTER_PRODUCTION refuses.', '', secret,
    )
    PRODUCTION: bool = setting('Refuses to start with demo passwords or without SECRET_KEY.', False, switch)
    DEBUG: bool = setting('Writes the log to the console; without it errors are mailed to ADMINS.', False, switch)
    DATABASE_URL: str = setting(
        'SQL database: sqlite:///path or postgresql://user:password@host/name.',
        f'sqlite:///{ROOT}/var/service_center.sqlite3', database_url,
    )
    MONGODB_URI: str = setting(
        'MongoDB server and database (default name apis_demo) for all collections; goes over MONGODB_DATABASES. '
        '`memory://` is the embedded store, gone at the end of the process.', '', mongodb_uri,
    )
    MONGODB_DATABASES: dict[str, Any] = setting(
        'Per kind of document (downtime, unit_data, deal, apis_log): HOST, PORT, NAME of the database, COLLECTION (optional).',
        MONGODB_DATABASES, mongodb_databases,
    )
    MONGODB_TIMEOUT_SEC: float = setting(
        'How long one question to MongoDB may take before the answer is 503 (s); the driver rounds up by half a second.', 2.0, seconds,
    )
    REDIS_URL: str = setting(
        'Broker of the jobs and store of the counts of failed logins: redis://host:port/db. Empty: in the process.', '', redis_url,
    )
    TIME_ZONE: str = setting('Time zone of communities that name none, and of times in descriptions and mails.', 'Asia/Tokyo', time_zone)
    DOWNTIME: dict[str, Any] = setting(
        'Downtime aggregation: first wait (s), interval (s), batch size (documents), tolerated gap between unit data (s).',
        DOWNTIME, merged,
    )
    MONITORING: dict[str, Any] = setting(
        'Monitors: first wait (s), interval of each of the six (s), limit of thread blocking (ms), sender and recipient of notices.',
        MONITORING, merged,
    )
    RETENTION_DAYS: dict[str, Any] = setting(
        'After how many days the record of what was delivered to a unit, of who changed what, and of notices that were sent is removed.',
        {'deliveries': 400, 'audit': 1100, 'notices': 400}, merged,
    )
    NO_DATA_AFTER_SEC: int = setting('VISUAL says `No DATA` when a unit\'s time stood still for so long (s).', 90, count)
    TRUSTED_HOSTS: list[str] = setting(
        'Names under which the Service Center is asked, any port; `.example.com` means all names below it.',
        ['localhost', '127.0.0.1', '[::1]'], names,
    )
    TRUSTED_ORIGINS: list[str] = setting('Other sites whose pages may use the API: https://pages.example.com.', [], origins)
    PROXY_HOPS: int = setting('How many reverse proxies stand in front; X-Forwarded-* headers count only behind so many.', 0, level_of_hops)
    COOKIE_SECURE: bool = setting('Cookies are sent over HTTPS only.', False, switch)
    HSTS_SEC: int = setting('For how long browsers shall insist on HTTPS (s); 0 says nothing of it.', 0, age)
    MAX_BODY_BYTES: int = setting('The largest body of a request (bytes).', 1048576, count)
    WARNING_LOG: str = setting(
        'File of log lines of level WARNING and up; rotated, readable by its owner only.',
        '/tmp/apis_service_center-warning.log', text,  # noqa: S108 - the specification's path
    )
    ADMINS: list[str] = setting('Who is mailed errors of the Service Center itself, separated by commas.', [], addresses)
    MAIL_SERVER: str = setting('SMTP server, without its port.', 'localhost', server_name)
    MAIL_PORT: int = setting('Port of the SMTP server.', 25, port)
    MAIL_USE_TLS: bool = setting('STARTTLS towards the SMTP server.', False, switch)
    MAIL_USERNAME: str = setting('Account at the SMTP server.', '', text)
    MAIL_PASSWORD: str = setting('Its password.', '', text)
    MAIL_PER_MINUTE: int = setting('How many notices are sent in a minute at most.', 60, count)
    HEARTBEAT_URL: str = setting(
        'Called (GET) after each full round of the monitors, so that a watcher outside notices when the whole machine is gone. '
        'Empty: nothing is called.', '', web_address,
    )
    MAIL_SENDER: str = setting('Sender of mails about the Service Center itself.', 'service-center@localhost', address)

    @classmethod
    def read(
        cls, environment: Mapping[str, str] | None = None, overrides: Mapping[str, Any] | None = None, *, serves: bool = True,
    ) -> Self:
        """Read all settings; raises ConfigError that names every mistake at once. Who serves nothing needs no SECRET_KEY."""
        problems: list[str] = []
        given = _given(environment, overrides or {}, problems)
        known = {f.name: f for f in fields(cls)}
        problems += [f'{PREFIX}{name}: there is no such setting' for name in sorted(set(given) - set(known))]
        values = {name: _value(known[name], given[name], problems) for name in given if name in known}
        if serves and values.get('PRODUCTION') and not given.get('SECRET_KEY'):
            problems.append(f'{PREFIX}SECRET_KEY: must be set when {PREFIX}PRODUCTION is on')
        if problems:
            raise ConfigError(problems)
        return cls(**values)

    @classmethod
    def read_what_is_right(cls, overrides: Mapping[str, Any] | None = None) -> Self:
        """Read the settings that can be used, and the others as if they were not given: where to say why nothing starts."""
        given = _given(None, overrides or {}, [])
        values = {f.name: _value(f, given[f.name], []) for f in fields(cls) if f.name in given}
        return cls(**{name: value for name, value in values.items() if value is not None})

    @property
    def telemetry_is_set(self) -> bool:
        """Say whether a MongoDB was named, rather than left at its default."""
        return bool(self.MONGODB_URI) or self.MONGODB_DATABASES is not MONGODB_DATABASES  # also where the default itself was named


def _given(environment: Mapping[str, str] | None, overrides: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    source = os.environ if environment is None else environment
    return _over(_over(_from_file(source, problems), _from_environment(source, problems)), overrides)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay settings over others; of a table only the entries that are named."""
    tables = {name for name, value in above.items() if isinstance(value, dict) and isinstance(below.get(name), dict)}
    return {**below, **above, **{name: _over(below[name], above[name]) for name in tables}}


def _from_file(environment: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    path = environment.get(PREFIX + 'SETTINGS')
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text('utf-8'))
    except (OSError, ValueError) as error:
        problems.append(f'{PREFIX}SETTINGS: the file can\'t be read: {error}')
        return {}


def _from_environment(environment: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    names_given = {k.removeprefix(PREFIX): v for k, v in environment.items() if k.startswith(PREFIX) and k != PREFIX + 'SETTINGS'}
    tables = {f.name for f in fields(Config) if isinstance(f.metadata['default'], dict)}
    given: dict[str, Any] = {}
    for name, value in names_given.items():
        try:
            given[name] = json.loads(value) if name in tables else value
        except ValueError:
            problems.append(f'{PREFIX}{name}: is no JSON')
    return given


def _value(declared: Any, given: Any, problems: list[str]) -> Any:
    try:
        return declared.metadata['read'](given, declared.metadata['default'])
    except BadValueError as error:
        problems.append(f'{PREFIX}{declared.name}: {error}')
        return None
