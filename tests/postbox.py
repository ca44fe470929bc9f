"""A real SMTP server that keeps what it accepts, and does what mail servers do on bad days when told to."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

DIES, HANGS = 'dies', 'hangs'


class Postbox:
    """What was delivered."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the server's name
        self.letters.append(message_from_bytes(envelope.content))
        return '250 kept'


class MoodyPostbox(Postbox):
    """A postbox with moods: what it answers to a sender, a recipient, a letter, or instead; by default it takes all."""

    def __init__(self) -> None:
        super().__init__()
        self.be_well()

    def be_well(self) -> None:
        """Take all, and forget what was delivered."""
        self.letters.clear()
        self.envelopes: list[list[str]] = []
        self.raw: list[bytes] = []
        self.connections = 0
        self.of_recipients: dict[str, str] = {}
        self.of_letters: Callable[[Message], str | None] = lambda _: None
        self.before_answer: Callable[[], object] = lambda: None
        self.dies_at_the_end = False

    async def handle_EHLO(self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802
        answer = self.of_recipients.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return '250 OK'
        return await _said(server, answer)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter, unless a code says that it is not taken."""
        letter = message_from_bytes(envelope.content)
        answer = self.of_letters(letter)
        if answer in (None, DIES, HANGS):
            self.letters.append(letter)
            self.envelopes.append(list(envelope.rcpt_tos))
            self.raw.append(envelope.content)
        await asyncio.get_running_loop().run_in_executor(None, self.before_answer)
        return await _said(server, answer or '250 kept')

    async def handle_QUIT(self, server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return await _said(server, DIES if self.dies_at_the_end else '221 bye')


async def _said(server: Any, answer: str) -> str:
    if answer == HANGS:
        await asyncio.Event().wait()  # until the other side has enough of it
    if answer == DIES:
        server.transport.abort()
    if answer.startswith('421'):
        await server.push(answer)
        server.transport.close()
    return answer


@contextmanager
def delivering(box: Postbox | None = None, **options: Any) -> Iterator[tuple[Postbox, int]]:
    """Serve SMTP on a free port, and give what it keeps and the port."""
    box = box or Postbox()
    server = _Server(box, socket.create_server(('127.0.0.1', 0)), **options)
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


class _Server(Controller):
    """Serves on a socket that is held already: no other process takes the port before."""

    def __init__(self, box: Postbox, held: socket.socket, **options: Any) -> None:
        super().__init__(box, hostname='127.0.0.1', port=held.getsockname()[1], ready_timeout=60, **options)
        self._held = held

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._held, ssl=self.ssl_context)


@contextmanager
def silent_server() -> Iterator[int]:
    """Accept connections and never say a word; gives the port."""
    with socket.create_server(('127.0.0.1', 0)) as server:
        yield server.getsockname()[1]
