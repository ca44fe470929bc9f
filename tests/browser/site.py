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


class Handler(SimpleHTTPRequestHandler):
    """Serves `static/`, below any prefix a test likes: /anything/static/… is /static/…"""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, directory=str(ROOT), **options)

    def do_GET(self) -> None:
        before, found, after = self.path.partition('/static/')
        if found:
            self.path = '/static/' + after
            super().do_GET()
        elif before.endswith('/client.js'):
            self.send_script(before.rsplit('/', 2)[1])
        else:
            self.send_error(404)

    def send_script(self, role: str) -> None:
        loader = jinja2.FileSystemLoader(ROOT / 'service_center' / 'templates')
        body = jinja2.Environment(loader=loader, autoescape=True).get_template(f'api/{role}/client.js').render().encode()
        self.send_response(200)
        self.send_header('Content-Type', 'text/javascript; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header('Content-Security-Policy', POLICY)
        self.send_header('Cache-Control', 'no-store')
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Keep the tests' output to what failed."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve on a port of its own; gives the address."""
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f'http://127.0.0.1:{server.server_port}'
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
