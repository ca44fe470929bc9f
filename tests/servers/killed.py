"""Runs jobs, or the worker, and kills its whole process group with SIGKILL at a step on the way from evidence to an accepted mail.

python -m tests.servers.killed JOB… | worker

KILLED_AT names the step, none kills nowhere. A lease ends at once, so that one need not wait for it.
"""

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from service_center.app import create_serving_app
from service_center.lib import clock
from service_center.services import delivery, jobs, monitors
from service_center.smtp import PatientConnection


def die(*_: Any) -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def after(place: Any, name: str) -> None:
    """Die when a function has done what it does."""
    does = getattr(place, name)

    def does_and_dies(*args: Any, **options: Any) -> None:
        does(*args, **options)
        die()

    setattr(place, name, does_and_dies)


def before(place: Any, name: str) -> None:
    """Die instead of calling a function."""
    setattr(place, name, die)


def inside_data(reply: int, is_read: bool) -> None:
    """Die at a reply of the server while a mail is handed over: the first asks for it, the second is the 250."""
    listen, replies = smtplib.SMTP.getreply, []

    def listen_or_die(self: smtplib.SMTP) -> Any:
        replies.append(listen(self) if is_read or len(replies) + 1 < reply else die())
        return die() if len(replies) == reply else replies[-1]

    def data(self: smtplib.SMTP, message: bytes) -> Any:
        smtplib.SMTP.getreply = listen_or_die  # type: ignore[method-assign, assignment]
        return hand_over(self, message)

    hand_over, smtplib.SMTP.data = smtplib.SMTP.data, data  # type: ignore[method-assign, assignment]


STEPS: dict[str, Callable[[], None]] = {
    'evidence was read': lambda: after(monitors, '_gather'),
    'failures and notices are written, not committed': lambda: after(monitors, '_settle'),
    'failures and notices are committed': lambda: after(monitors, '_look'),
    'notices are claimed': lambda: after(delivery, '_claim'),
    'the mail server is connected': lambda: after(PatientConnection, 'configure_host'),
    'a lease was taken anew': lambda: after(delivery, '_renewed'),
    'the server asks for the mail': lambda: inside_data(1, is_read=True),
    'the mail is handed over, its 250 not read': lambda: inside_data(2, is_read=False),
    'the 250 is read': lambda: inside_data(2, is_read=True),
    'the server has accepted, the notice is not marked': lambda: before(delivery, '_mark_accepted'),
    'the notice is marked': lambda: after(delivery, '_mark_accepted'),
}


def main(words: list[str]) -> None:
    """Prepare the death, and run."""
    delivery.LEASE = timedelta(0)
    if os.environ.get('KILLED_AT'):
        STEPS[os.environ['KILLED_AT']]()
    app = create_serving_app()
    if words == ['worker']:
        app.extensions['celery'].worker_main(['worker', '--loglevel', 'WARNING', '--concurrency', '2'])
        return
    with app.app_context():
        for name in words:
            jobs.run(name, app.config['CONFIG'], clock.now())


if __name__ == '__main__':
    main(sys.argv[1:])
