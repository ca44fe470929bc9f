"""How the value of a setting is read: one function a kind. Each takes what was given and the default, and raises BadValueError."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pymongo.errors import PyMongoError
from pymongo.uri_parser import parse_uri
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from service_center.domain.notices import is_address
from service_center.lib import zones

HOST = re.compile(r'\.?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]')
UNREADABLE = 'can\'t be read: write what is special in name or password as % and two digits, the port as a number up to 65535'
# what the calendar, and Celery's timer, can still reckon with: centuries of days, thirty years of seconds
MOST_COUNTED = 10**9
MOST = {'PORT': 65535, 'deliveries': 100_000, 'audit': 100_000, 'notices': 100_000}
SWITCHES = {'1': True, 'true': True, 'yes': True, 'on': True, '0': False, 'false': False, 'no': False, 'off': False, '': False}


class BadValueError(ValueError):
    """What is wrong with a value, in words for an operator; never quotes the value, which may be a secret."""


def text(given: Any, _default: Any) -> str:
    if not isinstance(given, str):
        raise BadValueError('must be text')
    return given


def secret(given: Any, default: Any) -> str:
    if text(given, default) and len(given) < 32:
        raise BadValueError('at least 32 characters')
    return str(given)


def switch(given: Any, _default: Any) -> bool:
    if isinstance(given, bool):
        return given
    if str(given).strip().lower() not in SWITCHES:
        raise BadValueError('must be 1 or 0')
    return SWITCHES[str(given).strip().lower()]


def count(given: Any, _default: Any) -> int:
    number = _integer(given)
    if number < 1:
        raise BadValueError('must be 1 or more')
    return number


def port(given: Any, default: Any) -> int:
    if count(given, default) > 65535:
        raise BadValueError('must be 1 to 65535')
    return int(given)


def age(given: Any, _default: Any) -> int:
    number = _integer(given)
    if number < 0:
        raise BadValueError('must be 0 or more')
    return number


def level_of_hops(given: Any, _default: Any) -> int:
    number = _integer(given)
    if not 0 <= number <= 10:
        raise BadValueError('must be 0 to 10')
    return number


def seconds(given: Any, _default: Any) -> float:
    try:
        number = float(given)
    except (TypeError, ValueError) as error:
        raise BadValueError('must be a number of seconds') from error
    if not 0.05 <= number <= 3600:
        raise BadValueError('must be 0.05 to 3600 seconds')
    return number


def names(given: Any, _default: Any) -> list[str]:
    listed = _listed(given)
    if not listed or not all(HOST.fullmatch(name) for name in listed):
        raise BadValueError('must be host names without ports, separated by commas')
    return [name.lower() for name in listed]


def origins(given: Any, _default: Any) -> list[str]:
    listed = [origin.rstrip('/').lower() for origin in _listed(given)]
    if not all(re.fullmatch(r'https?://[^/\s?#@]+', origin) for origin in listed):
        raise BadValueError('must be origins such as https://pages.example.com, separated by commas')
    return listed


def web_address(given: Any, _default: Any) -> str:
    if not isinstance(given, str) or (given and not re.fullmatch(r'https?://[^/\s]+(/\S*)?', given)):
        raise BadValueError('must be an address such as https://watch.example.com/ping')
    try:
        _ = urlsplit(given).port
    except ValueError as error:
        raise BadValueError('must be an address such as https://watch.example.com/ping') from error
    return given


def server_name(given: Any, default: Any) -> str:
    """Read a server without its port, which is a setting of its own; addresses of IPv6 have more colons than one."""
    name = text(given, default).strip()
    if name.count(':') == 1 or re.search(r'[/\s]', name):
        raise BadValueError('must be a name or an address alone, without a port')
    return name


def address(given: Any, _default: Any) -> str:
    if not isinstance(given, str) or not is_address(given.strip()):
        raise BadValueError('must be an e-mail address')
    return given.strip()


def addresses(given: Any, default: Any) -> list[str]:
    return [address(one, default) for one in _listed(given)]


def time_zone(given: Any, _default: Any) -> str:
    try:
        zones.named_zone(given)
    except (TypeError, ValueError) as error:
        raise BadValueError('must be an IANA time zone such as Asia/Tokyo') from error
    return str(given)


def database_url(given: Any, _default: Any) -> str:
    if not isinstance(given, str) or not re.match(r'(sqlite|postgresql(\+psycopg)?|postgres)://', given):
        raise BadValueError('must begin with sqlite:// or postgresql://')
    url = re.sub(r'^(postgres|postgresql)://', 'postgresql+psycopg://', given)
    try:
        read = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise BadValueError(UNREADABLE) from error
    return _in_this_folder(read) if _is_relative(read) else url


def _is_relative(url: URL) -> bool:
    return url.get_backend_name() == 'sqlite' and bool(url.database) and not str(url.database).startswith(('/', ':memory:', 'file:'))


def _in_this_folder(url: URL) -> str:
    """Let a path of SQLite begin in the folder of the process: Flask would look for it in a folder of its own."""
    return url.set(database=str(Path(str(url.database)).absolute())).render_as_string(hide_password=False)


def mongodb_uri(given: Any, _default: Any) -> str:
    if given == '':
        return ''
    if not isinstance(given, str) or not re.match(r'(mongodb(\+srv)?|memory)://', given):
        raise BadValueError('must begin with mongodb:// or be memory://')
    if given.startswith('mongodb://'):  # +srv is looked up by the driver, when it connects
        try:
            parse_uri(given)
        except (PyMongoError, ValueError) as error:
            raise BadValueError(UNREADABLE) from error
    return given


def redis_url(given: Any, _default: Any) -> str:
    if given == '':
        return ''
    if not isinstance(given, str) or not re.match(r'rediss?://[^/\s]+', given):
        raise BadValueError('must begin with redis://')
    try:
        parts = urlsplit(given)
        readable = parts.port != 0 and re.fullmatch(r'/?\d*', parts.path)
    except ValueError:
        readable = None
    if not readable:
        raise BadValueError('must be redis://host:port/number, what is special in the password as % and two digits')
    return given


def merged(given: Any, default: Any) -> dict[str, Any]:
    """Read a table over its defaults, entry by entry; an entry must be known and of its default's kind."""
    if not isinstance(given, dict):
        raise BadValueError('must be a table')
    problems = [f'has no entry {name[:40]}' for name in sorted(set(given) - set(default))]
    read = {name: _entry(name, given.get(name, value), value, problems) for name, value in default.items()}
    if problems:
        raise BadValueError('; '.join(problems))
    return read


def mongodb_databases(given: Any, default: Any) -> dict[str, Any]:
    """Read the databases kind by kind; HOST, PORT, NAME keep their defaults where they are left out."""
    shape = {label: {**default[label], 'COLLECTION': ''} for label in default}
    read = merged(given, shape)
    return {label: {k: v for k, v in table.items() if v != ''} for label, table in read.items()}


def _entry(name: str, given: Any, default: Any, problems: list[str]) -> Any:
    read = merged if isinstance(default, dict) else count if isinstance(default, int) else address if '@' in default else text
    try:
        value = server_name(given, default) if name == 'HOST' else read(given, default)
        if isinstance(value, int) and value > MOST.get(name, MOST_COUNTED):
            raise BadValueError(f'must be {MOST.get(name, MOST_COUNTED)} or less')
        return value
    except BadValueError as error:
        problems.append(f'{name} {error}')
        return default


def _integer(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if not isinstance(given, str) or not re.fullmatch(r'-?[0-9]{1,18}', given.strip()):
        raise BadValueError('must be a whole number')
    return int(given)


def _listed(given: Any) -> list[str]:
    if isinstance(given, str):
        return [part.strip() for part in given.split(',') if part.strip()]
    if isinstance(given, list) and all(isinstance(part, str) for part in given):
        return list(given)
    raise BadValueError('must be a list, separated by commas')
