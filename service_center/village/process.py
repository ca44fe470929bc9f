"""Everything in one process: web, worker and beat, and a village where no MongoDB is set. Ends cleanly on SIGINT and SIGTERM."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import click
import waitress
from celery.beat import Scheduler, Service
from celery.worker import WorkController
from flask import Flask

from service_center import logs
from service_center.domain.errors import BadRequest
from service_center.services import startup
from service_center.village.village_loop import VillageLoop
from service_center.web.forms import LARGEST_FORM

logger = logging.getLogger(__name__)

END_SEC = 5
IN_MEMORY = 'a simulated village writes its documents into memory: nothing to set up, gone at the end'
ON_SERVER = 'on the MongoDB that is set'
IDLE_SEC = 150  # apis-ccc keeps its connections and asks every 30 to 60 s
MOST_CONNECTIONS = 2000
MOST_HEADER_BYTES = 8192  # waitress reads headers in time with the square of their blanks
_asked_to_end = threading.Event()


def serve(app: Flask, host: str, port: int, village: VillageLoop | None) -> None:
    """Serve until a signal comes (`end_on_signals`), with a village beside if one is given; raises BadRequest where it must not start."""
    demo = startup.refuse_unsafe(is_public=not _is_loopback(host), production=app.config['PRODUCTION'])
    server = _listen(app, host, port)
    stops: list[Callable[[], None]] = []
    try:
        # monitors would miss the programs of a village that has not begun
        stops += [_start_worker(app), _start_beat(app, village.wait_until_it_begins if village else lambda: None)]
        startup.ensure_indexes_in_background(app)
        if village:
            village.start()
            stops.append(lambda: village.stop(END_SEC))
        _say_where(server.effective_host, server.effective_port, demo, is_embedded=village is not None)
        if not _asked_to_end.is_set():  # what a signal raises gets lost in a destructor, or a callback of C
            server.run()
    finally:
        _handle_signals(signal.SIG_IGN)  # make hands on what the terminal has sent to all: once is enough
        _end_all(stops)
        _leave_no_job_behind()


def end_on_signals() -> None:
    """End this process cleanly at SIGINT and SIGTERM from now on, exit code 0."""
    # named outright: a shell that started us in the background may have let us inherit SIGINT as ignored
    def end(_number: int, _frame: object) -> None:
        _asked_to_end.set()
        raise SystemExit(0)

    _asked_to_end.clear()
    _handle_signals(end)


def _handle_signals(handler: Any) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _listen(app: Flask, host: str, port: int) -> Any:
    try:
        # forwarded headers are judged by PROXY_HOPS alone, so waitress leaves them as they came
        return waitress.create_server(
            app, host=host, port=port, threads=32, channel_timeout=IDLE_SEC, ident='service-center',
            connection_limit=MOST_CONNECTIONS, asyncore_use_poll=True, max_request_header_size=MOST_HEADER_BYTES,
            clear_untrusted_proxy_headers=False, max_request_body_size=max(2 * app.config['MAX_BODY_BYTES'], LARGEST_FORM),
        )
    except OSError as error:
        raise BadRequest(f'{host}:{port}: {error.strerror}: another port is chosen by --port, or by PORT of make run') from error


def _end_all(stops: list[Callable[[], None]]) -> None:
    # beside one another, and not waited for for ever: the worker waits for the job at hand, which may wait for a server that is away
    ending = [threading.Thread(target=stop, daemon=True) for stop in stops]
    for thread in ending:
        thread.start()
    deadline = time.monotonic() + END_SEC
    for thread in ending:
        thread.join(timeout=max(0, deadline - time.monotonic()))


def _leave_no_job_behind() -> None:
    """End a job that is still at work with the process: jobs are made to be killed anywhere, and nobody waits for them."""
    if any(thread.name.startswith('ThreadPoolExecutor') for thread in threading.enumerate()):
        logs.stop()
        sys.stdout.flush()
        os._exit(0)


def _start_worker(app: Flask) -> Callable[[], None]:
    worker = WorkController(app=app.extensions['celery'], pool_cls='threads', concurrency=2, hostname='embedded@localhost')
    thread = threading.Thread(target=worker.start, name='worker', daemon=True)
    thread.start()
    return lambda: _ended(worker.stop, thread)


def _start_beat(app: Flask, wait: Callable[[], None]) -> Callable[[], None]:
    beat = Service(app.extensions['celery'], max_interval=1, scheduler_cls=Scheduler)

    def keep_time() -> None:
        wait()
        beat.start(embedded_process=False)

    thread = threading.Thread(target=keep_time, name='beat', daemon=True)
    thread.start()
    return lambda: _ended(beat.stop, thread)


def _ended(stop: Callable[[], None], thread: threading.Thread) -> None:
    try:
        stop()
    except Exception:
        logger.warning('%s did not stop cleanly', thread.name, exc_info=True)
    thread.join(timeout=END_SEC)


def _is_loopback(host: str) -> bool:
    return host in ('localhost', '::1') or host.startswith('127.')


def _say_where(host: str, port: int, demo: list[str], *, is_embedded: bool) -> None:
    base = f'http://[{host}]:{port}' if ':' in host else f'http://{host}:{port}'
    lines = [
        f'Service Center on {base}',
        f'  staff      {base}/static/ui_example/staff/visual.html',
        f'  residents  {base}/static/ui_example/resident/visual.html',
        f'  console    {base}/admin',
        *(f'  {line}' for line in startup.accounts_to_try(demo)),
        f'  {IN_MEMORY if is_embedded else ON_SERVER}',
        'Ctrl-C ends it.',
    ]
    click.echo('\n'.join(lines))
