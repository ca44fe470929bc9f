"""The one process of `service-center run`: a signal ends it whenever it comes, and whatever becomes of what it raises."""

import signal
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from service_center import cli
from service_center.village import process

Handlers = dict[int, Callable[[int, object], None]]


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> Handlers:
    """Keep what is asked to handle the signals, rather than let it."""
    kept: Handlers = {}
    monkeypatch.setattr(process.signal, 'signal', kept.__setitem__)
    return kept


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let nothing be started, and note what would be."""
    notes: list[str] = []

    class Server:
        effective_host, effective_port = '127.0.0.1', 8000

        def run(self) -> None:
            notes.append('served')

    monkeypatch.setattr(process.startup, 'refuse_unsafe', lambda **_: [])
    monkeypatch.setattr(process.startup, 'ensure_indexes_in_background', lambda _: None)
    monkeypatch.setattr(process, '_listen', lambda *_: Server())
    monkeypatch.setattr(process, '_start_worker', lambda _: lambda: notes.append('worker ended'))
    monkeypatch.setattr(process, '_start_beat', lambda *_: lambda: None)
    monkeypatch.setattr(process, '_leave_no_job_behind', lambda: notes.append('jobs ended'))
    return notes


def test_signals_count_before_anything_is_begun(handlers: Handlers) -> None:
    def create_app(*_: Any) -> Flask:
        assert set(handlers) == {signal.SIGINT, signal.SIGTERM}
        for number, handle in handlers.items():
            with pytest.raises(SystemExit) as ended:
                handle(number, None)
            assert ended.value.code == 0
        raise SystemExit(0)

    with pytest.raises(SystemExit):
        cli.commands.main(['run'], standalone_mode=False, obj=create_app)


def test_a_signal_ends_it_although_what_it_raised_was_lost(app: Flask, handlers: Handlers, told: list[str]) -> None:
    process.end_on_signals()
    with pytest.raises(SystemExit):
        handlers[signal.SIGINT](signal.SIGINT, None)
    process.serve(app, '127.0.0.1', 8000, None)
    assert told == ['worker ended', 'jobs ended']


def test_without_a_signal_it_serves_and_ends_what_it_started(app: Flask, handlers: Handlers, told: list[str]) -> None:
    process.end_on_signals()
    process.serve(app, '127.0.0.1', 8000, None)
    assert told == ['served', 'worker ended', 'jobs ended']


def test_a_second_signal_does_not_disturb_the_end(app: Flask, handlers: Handlers, told: list[str]) -> None:
    process.end_on_signals()
    process.serve(app, '127.0.0.1', 8000, None)
    assert set(handlers.values()) == {signal.SIG_IGN}


def test_a_signal_between_two_starts_ends_what_was_started(
    app: Flask, handlers: Handlers, told: list[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    process.end_on_signals()
    monkeypatch.setattr(process.startup, 'ensure_indexes_in_background', lambda _: handlers[signal.SIGTERM](signal.SIGTERM, None))
    with pytest.raises(SystemExit):
        process.serve(app, '127.0.0.1', 8000, None)
    assert told == ['worker ended', 'jobs ended']


def test_what_does_not_end_is_not_waited_for_longer_however_much_of_it_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    class Hanging:
        def __init__(self, **_: Any) -> None: ...

        def start(self) -> None: ...

        def join(self, timeout: float) -> None:
            waited.append(timeout)

    monkeypatch.setattr(process.threading, 'Thread', Hanging)
    monkeypatch.setattr(process.time, 'monotonic', lambda: sum(waited))
    process._end_all([lambda: None] * 3)
    assert waited == [process.END_SEC, 0, 0]
