"""Runs `service-center` as its user does: a process of its own, with its own settings, on a port that is free."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service_center.config import ROOT

COMMAND = f'{sys.prefix}/bin/service-center'
PATIENCE_SEC = 60
END_SEC = 10  # what issue 3 allows


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a machine that knows nothing of us, but for the settings given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith('SERVICE_CENTER_')}
    ours = {'DATABASE_URL': f'sqlite:///{folder}/center.sqlite3', 'WARNING_LOG': f'{folder}/warning.log'} | settings
    return kept | {f'SERVICE_CENTER_{name}': value for name, value in ours.items() if value}


def call(folder: Path, *words: str, stdin: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words], cwd=folder, env=environment(folder, **settings), input=stdin, capture_output=True, text=True, check=False,
        timeout=PATIENCE_SEC,
    )


class Running:
    """A `service-center run` that serves."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self.url = ''
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + PATIENCE_SEC
        while not self.url and self.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.url, 'it did not start:\n' + '\n'.join(self.said)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def get_as(self, user: str, path: str) -> str:
        """Log in as a demo account and ask."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        token = json.loads(browser.open(self.url + '/api/core/csrftoken').read())['csrfmiddlewaretoken']
        form = urllib.parse.urlencode({'username': user, 'password': user, 'csrfmiddlewaretoken': token}).encode()
        browser.open(self.url + '/api/core/login', form).close()
        with browser.open(self.url + path, timeout=20) as answer:
            return str(answer.read().decode())

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=END_SEC)

    def close(self) -> None:
        self._listening.join(timeout=5)
        assert self.process.stdout
        self.process.stdout.close()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            found = re.search(r'Service Center on (http://\S+)', line)
            if found:
                self.url = found[1]


@contextmanager
def running(folder: Path, *words: str, signals_ignored: bool = False, **settings: str) -> Iterator[Running]:
    command = [COMMAND, *(words or ('run', '--port', '0'))]
    if signals_ignored:
        command = ['sh', '-c', 'trap "" INT TERM; exec "$@"', 'sh', *command]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(folder, **settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    service = Running(process)
    try:
        service.wait_until_it_serves()
        yield service
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        service.close()


__all__ = ['ROOT', 'Running', 'call', 'environment', 'running']
