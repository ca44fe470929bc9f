"""The pages as the server would send them: files and client.js under the strict policy. No API, no application."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jinja2

from service_center.web.headers import POLICY

ROOT = Path(__file__).parents[2]


class Pages(ThreadingHTTPServer):
    """A web server of the pages; with `api_base` set, one as somebody else runs it, whose pages ask a service center elsewhere."""

    api_base = ''

    @property
    def address(self) -> str:
        return f'http://127.0.0.1:{self.server_port}'

    @property
    def policy(self) -> str:
        policy = POLICY
        for source in ('script-src', 'connect-src'):
            policy = policy.replace(f"{source} 'self'", f"{source} 'self' {self.api_base}".rstrip())
        return policy


class Handler(SimpleHTTPRequestHandler):
    """Serves `static/`, below any prefix a test likes: /anything/static/… is /static/…"""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, directory=str(ROOT), **options)

    def do_GET(self) -> None:
        before, found, after = self.path.partition('/static/')
        if after == 'ui_example/shared/api_base.js' and self.pages.api_base:
            source = (ROOT / 'static' / after).read_text()
            self.send_source(source.replace("API_BASE = ''", f"API_BASE = '{self.pages.api_base}'"))
        elif found:
            self.path = '/static/' + after
            super().do_GET()
        elif before.endswith('/client.js'):
            self.send_script(before.rsplit('/', 2)[1])
        else:
            self.send_error(404)

    def send_script(self, role: str) -> None:
        loader = jinja2.FileSystemLoader(ROOT / 'service_center' / 'templates')
        self.send_source(jinja2.Environment(loader=loader, autoescape=True).get_template(f'api/{role}/client.js').render())

    @property
    def pages(self) -> Pages:
        assert isinstance(self.server, Pages)
        return self.server

    def send_source(self, source: str) -> None:
        body = source.encode()
        self.send_response(200)
        self.send_header('Content-Type', 'text/javascript; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header('Content-Security-Policy', self.pages.policy)
        self.send_header('Cache-Control', 'no-store')
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Keep the tests' output to what failed."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve on a port of its own; gives the address."""
    with serving_pages() as pages:
        yield pages.address


@contextmanager
def serving_pages() -> Iterator[Pages]:
    """Serve on a port of its own; gives the server."""
    server = Pages(('127.0.0.1', 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
