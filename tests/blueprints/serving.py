"""A raw connection to a server inside the test process, kept alive."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tests.serving import serving


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
    with serving(app, threads=2) as port:
        connection = KeptAlive(port)
        try:
            yield connection
        finally:
            connection.close()
