"""The three destinations of the log (specification section 9): console, file of warnings, mail to the administrators."""

import atexit
import logging
import logging.handlers
import os
import queue
import sys
import time
from contextlib import suppress
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from pymongo.errors import PyMongoError
from redis import RedisError
from sqlalchemy.exc import InterfaceError, OperationalError

from service_center.config import Config

# servers that are away: an operator wants to know which, not where in the program that was noticed
AWAY = (OperationalError, InterfaceError, PyMongoError, RedisError, ConnectionError)
FORMAT = '%(asctime)s %(levelname)s %(process)d %(name)s : %(message)s'
MEGABYTE = 1024 * 1024
_listeners: list[logging.handlers.QueueListener] = []


class OneLineOfAServerThatIsAway(logging.Formatter):
    """Leaves the stack out where a server is away, and says what the server or its driver said."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record anew, whatever another destination has kept in it."""
        if record.exc_info and isinstance(record.exc_info[1], AWAY):
            record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the parent's name
        error = ei[1]
        if not isinstance(error, AWAY):
            return super().formatException(ei)
        said = str(getattr(error, 'orig', None) or error).strip().splitlines() or ['']
        return f'  {type(error).__name__}: {said[0][:200]}'


class PrivateRotatingFile(logging.handlers.RotatingFileHandler):
    """A rotated file that only its owner may read: log lines can carry what is nobody else's business.

    Several processes write it: who finds that another one has rotated it goes on in the new file.
    """

    def shouldRollover(self, record: logging.LogRecord) -> bool | int:  # noqa: N802 - the parent's name
        """Say whether the file is full, the one that has the name now."""
        self._follow()
        if self.stream is not None:
            with suppress(OSError):  # no file, but a pipe
                self.stream.seek(0, os.SEEK_END)  # where the others have come to
        return super().shouldRollover(record)

    def _follow(self) -> None:
        if self.stream is None:
            return
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(self.baseFilename), os.fstat(self.stream.fileno())):
                return
        self.stream.close()
        self.stream = None  # the parent opens it

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        if os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, 'a', encoding='utf-8')


class OnceInAWhile(logging.Filter):
    """Lets the same place of the program through once in ten minutes: a storm of errors is one mail."""

    def __init__(self, pause_sec: float = 600) -> None:
        super().__init__()
        self._pause = pause_sec
        self._last: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        place = (record.pathname, record.lineno)
        now = time.monotonic()
        if now - self._last.get(place, -self._pause) < self._pause:
            return False
        self._last[place] = now
        return True


class MailToAdmins(logging.handlers.SMTPHandler):
    """Mails a record to the administrators; what goes wrong there goes to stderr, never back into the log."""

    def getSubject(self, record: logging.LogRecord) -> str:  # noqa: N802 - the parent's name
        return f'[service-center] {record.levelname} {record.name}'[:120].replace('\n', ' ')

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the parent's name
        """Say on stderr that the mail server is away or refuses; what else fails is for those who program."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError):  # all of smtplib's are
            sys.stderr.write(f'service-center: an error could not be mailed to ADMINS: {error}\n')
        else:
            super().handleError(record)


@atexit.register
def stop() -> None:
    """Deliver what still waits to be mailed, and close our destinations."""
    while _listeners:
        _listeners.pop().stop()
    root = logging.getLogger()
    for handler in [h for h in root.handlers if getattr(h, 'is_ours', False)]:
        root.removeHandler(handler)
        handler.close()


def configure(config: Config) -> None:
    """Point the root logger at the destinations that the settings name; calling it again replaces them."""
    stop()
    root = logging.getLogger()
    handlers: list[logging.Handler] = [_file(config.WARNING_LOG)] if config.WARNING_LOG else []
    if config.DEBUG:
        handlers.append(_console())
    elif config.ADMINS:
        handlers.append(_mail(config))
    for handler in handlers:
        handler.is_ours = True  # type: ignore[attr-defined]
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger('alembic').setLevel(logging.WARNING)
    logging.getLogger('py.warnings').addFilter(_concerns_operators)


def _concerns_operators(record: logging.LogRecord) -> bool:
    return 'DeprecationWarning' not in record.getMessage()


def begin_anew(config: Config) -> None:
    """Point the log to its destinations in a process that was forked: the thread that mails stayed behind in the parent."""
    _listeners.clear()
    configure(config)


def _file(path: str) -> logging.Handler:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    handler = PrivateRotatingFile(path, maxBytes=10 * MEGABYTE, backupCount=5, encoding='utf-8')
    return _formatted(handler, logging.WARNING)


def _console() -> logging.Handler:
    return _formatted(logging.StreamHandler(sys.stderr), logging.INFO)


def _mail(config: Config) -> logging.Handler:
    smtp = MailToAdmins(
        (config.MAIL_SERVER, config.MAIL_PORT), config.MAIL_SENDER, config.ADMINS, '[service-center]',
        credentials=(config.MAIL_USERNAME, config.MAIL_PASSWORD) if config.MAIL_USERNAME else None,
        secure=() if config.MAIL_USE_TLS else None, timeout=10,
    )
    _formatted(smtp, logging.ERROR)
    # a mail server that is slow or away must not hold up the request that failed
    waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    listener = logging.handlers.QueueListener(waiting, smtp, respect_handler_level=True)
    listener.start()
    _listeners.append(listener)
    handler = logging.handlers.QueueHandler(waiting)
    _formatted(handler, logging.ERROR, '%(message)s')  # it writes the stack into what it hands over
    handler.addFilter(OnceInAWhile())
    return handler


def _formatted(handler: logging.Handler, level: int, form: str = FORMAT) -> logging.Handler:
    handler.setLevel(level)
    handler.setFormatter(OneLineOfAServerThatIsAway(form))
    return handler


def record_failed_start(words: str) -> None:
    """Log why a command or process did not start, also when that is because of its settings."""
    root = logging.getLogger()
    if not any(getattr(handler, 'is_ours', False) for handler in root.handlers):
        config = Config.read_what_is_right()
        try:
            configure(config)
        except OSError:
            configure(replace(config, WARNING_LOG=''))  # the file can't be written: the other destinations are left
    logging.getLogger(__name__).error('not started : %s', words)
