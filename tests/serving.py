"""A real server inside the test process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask


@contextmanager
def serving(app: Flask, threads: int = 4) -> Iterator[int]:
    """Serve the application on a free port of this machine, and give the port."""
    server = waitress.create_server(app, host='127.0.0.1', port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()

    def end() -> None:
        for channel in list(server.active_channels.values()):
            channel.handle_close()  # browsers keep their connections
        server.close()

    try:
        yield server.effective_port
    finally:
        # by the thread that waits on the socket: closed under its hands, it would fail; and not before it has been woken for it
        with server.trigger.lock:
            server.trigger.thunks.append(end)
            server.trigger.pull_trigger()
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()
