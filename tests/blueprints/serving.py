"""A real server inside the test process, and a raw connection to it that is kept alive."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask


class KeptAlive:
    """One connection over which requests are sent byte for byte."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(('127.0.0.1', port), timeout=30)
        self._stream = self._socket.makefile('rb')

    def send(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send a request and read its answer: status, headers, body."""
        self._socket.sendall(request)
        status = int(self._stream.readline().split()[1])
        headers = {}
        while (line := self._stream.readline().strip()):
            name, _, value = line.decode('latin1').partition(':')
            headers[name.lower()] = value.strip()
        return status, headers, self._stream.read(int(headers['content-length']))

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


@contextmanager
def connected(app: Flask) -> Iterator[KeptAlive]:
    """Serve the application and connect to it."""
    server = waitress.create_server(app, host='127.0.0.1', port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    connection = KeptAlive(server.effective_port)
    try:
        yield connection
    finally:
        connection.close()
        server.trigger.pull_trigger(server.close)  # by the thread that waits on the socket: closed under its hands, it would fail
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()
