"""A real SMTP server that keeps what it accepts."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """What was delivered."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the server's name
        self.letters.append(message_from_bytes(envelope.content))
        return '250 kept'


@contextmanager
def delivering() -> Iterator[tuple[Postbox, int]]:
    """Serve SMTP on a free port, and give what it keeps and the port."""
    box = Postbox()
    with socket.create_server(('127.0.0.1', 0)) as found:
        port = found.getsockname()[1]
    server = Controller(box, hostname='127.0.0.1', port=port)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()
