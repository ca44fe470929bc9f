"""Real servers for tests: each started on a free port in a folder of its own, and stopped afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path

import pytest

from service_center.config import ROOT
from tests.workers import PORTS

PATIENCE_SEC = 60
_ports = cycle(PORTS)


def free_port() -> int:
    """Find a port that nothing else will take before its server does: below those that systems hand out, in the part of this worker."""
    for port in islice(_ports, len(PORTS)):
        with suppress(OSError), socket.create_server(('127.0.0.1', port)):
            return port
    raise AssertionError('all ports are taken')


def require(*commands: str) -> None:
    """Leave a test out where a server is missing, one named line each; where all must run, fail."""
    missing = [command for command in commands if not shutil.which(command) and not Path(command).exists()]
    if missing and os.environ.get('CI') == 'true':
        pytest.fail(f'missing: {", ".join(missing)}')
    if missing:
        pytest.skip(f'missing: {", ".join(missing)}')


def wait_for(what: str, holds: Callable[[], bool], seconds: float = PATIENCE_SEC) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f'{what}: not within {seconds} s'
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        socket.create_connection(('127.0.0.1', port), timeout=1).close()
    except OSError:
        return False
    return True


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@contextmanager
def process(
    name: str, command: Sequence[str], folder: Path, *, env: dict[str, str] | None = None, shell: str = '',
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program with its output in `folder/NAME.log`; ended by SIGTERM, and it must end by itself."""
    with (folder / f'{name}.log').open('wb') as log:
        started = subprocess.Popen(shell or command, shell=bool(shell), cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


@contextmanager
def redis(folder: Path, *options: str) -> Iterator[str]:
    require('redis-server')
    port = free_port()
    command = ['redis-server', '--port', str(port), '--bind', '127.0.0.1', '--save', '', '--dir', str(folder), *options]
    with process('redis', command, folder):
        wait_for('Redis', lambda: answers(port))
        yield f'redis://127.0.0.1:{port}/0'


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of its own; it refuses to run as root, so its own user runs it there."""
    binaries = sorted(Path('/usr/lib/postgresql').glob('*/bin')) or [Path('/usr/lib/postgresql/bin')]
    require(str(binaries[-1] / 'initdb'))
    port, data = free_port(), Path(tempfile.mkdtemp(prefix='service-center-postgres-'))  # not below a folder that only we may enter
    as_user = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(data, 'postgres', 'postgres')
    initdb = [*as_user, str(binaries[-1] / 'initdb'), '-D', str(data), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
    subprocess.run(initdb, check=True, capture_output=True)
    server = [*as_user, str(binaries[-1] / 'postgres'), '-D', str(data), '-p', str(port), '-k', str(data)]
    with process('postgres', server, folder):
        ready = [str(binaries[-1] / 'pg_isready'), '-q', '-h', '127.0.0.1', '-p', str(port)]
        wait_for('PostgreSQL', lambda: subprocess.run(ready, check=False).returncode == 0)
        yield f'postgresql://postgres@127.0.0.1:{port}/postgres'
    shutil.rmtree(data, ignore_errors=True)


@contextmanager
def mongo() -> Iterator[str]:
    """The server that speaks the MongoDB protocol: the one that is told, or our own, which stays up for the next test."""
    told = os.environ.get('TEST_MONGODB_SERVER')
    if not told:
        require('go', '/usr/sbin/chroot')
        if os.geteuid() != 0 and os.environ.get('CI') != 'true':
            pytest.skip('missing: root, to set up a server that speaks the MongoDB protocol')
        said = subprocess.run([ROOT / 'tools' / 'mongo-server', 'start', '27117'], check=True, capture_output=True, text=True)
        told = said.stdout.strip().partition('=')[2]
    yield told.rstrip('/') + '/'


@contextmanager
def nginx(folder: Path, upstream: int, prefix: str) -> Iterator[int]:
    """A reverse proxy that serves the upstream below a prefix, as docs/operations.md shows."""
    require('nginx')
    port = free_port()
    (folder / 'nginx.conf').write_text(f'''
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location {prefix}/ {{
      proxy_pass http://127.0.0.1:{upstream}/;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Prefix {prefix};
    }}
  }}
}}
''')
    with process('nginx', ['nginx', '-c', str(folder / 'nginx.conf'), '-p', str(folder)], folder):
        wait_for('nginx', lambda: answers(port))
        yield port
