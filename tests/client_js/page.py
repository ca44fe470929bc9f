"""A page that includes client.js, as the tests see it: what is called, what is answered, what could be observed."""
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jinja2

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEMPLATES = ROOT / 'service_center' / 'templates'
UNDEFINED = '<undefined>'
Callbacks = Mapping[str, str | None]  # name: what it does, see harness.mjs; in the order they are given
ALL_THREE: Callbacks = {'success': 'quiet', 'error': 'quiet', 'complete': 'quiet'}
NONE_AT_ALL: Callbacks = {}


def rendered(role: str) -> str:
    """Return client.js of the role, as the server would send it."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=False)
    return environment.get_template(f'api/{role}/client.js').render()


def names_in_common() -> list[str]:
    """Return what the shared text declares: each would be a global if it were not shut in."""
    common = (TEMPLATES / 'api' / 'client_common.js').read_text()
    return re.findall(r'^(?:async )?(?:function|class|const|let|var) (\w+)', common, re.MULTILINE)


def date(text: str | None) -> dict[str, str | None]:
    """Return a JavaScript Date for a call; None makes the invalid one."""
    return {'$date': text}


def json_answer(data: object, *, status: int = 200, words: str = 'OK') -> dict[str, object]:
    return answer(json.dumps(data), status=status, words=words, content_type='application/json')


def answer(
    text: str, *, status: int = 200, words: str = 'OK', content_type: str | None = 'text/plain; charset=utf-8',
) -> dict[str, object]:
    return {'status': status, 'statusText': words, 'contentType': content_type, 'text': text}


NETWORK_FAILURE = {'networkFailure': True}
LOGIN_REQUIRED = answer('login required', status=403, words='Forbidden')


@dataclass(frozen=True)
class Page:
    """A page of one role. The defaults are those of a page the service center itself delivers."""

    role: str
    src: str | None = 'http://h.example/api/{role}/client.js'  # None: no script element at all
    origin: str = 'http://page.example'
    zone: str = 'UTC'
    jquery: bool = False
    answers: list[dict[str, object]] = field(default_factory=lambda: [json_answer({}), json_answer({})])

    def but(self, **changes: Any) -> 'Page':
        return replace(self, **changes)

    def call(
        self, path: str, *args: object, callbacks: Callbacks = ALL_THREE,
        awaited: bool = True, changed_afterwards: bool = False,
    ) -> dict[str, Any]:
        """Call one function of the client and return what was observed (see harness.mjs)."""
        call = {
            'path': path, 'args': args, 'callbacks': dict(callbacks), 'awaited': awaited,
            'changedAfterwards': changed_afterwards,
        }
        return self.loaded([call])

    def loaded(self, calls: list[dict[str, object]] | None = None) -> dict[str, Any]:
        """Load client.js, make the calls, and return what was observed."""
        job = {
            'source': rendered(self.role), 'suspects': names_in_common(), 'origin': self.origin, 'jquery': self.jquery,
            'src': self.src and self.src.format(role=self.role), 'answers': self.answers,
            'calls': calls or [],
        }
        return run_node(HERE / 'harness.mjs', job, self.zone)


def run_node(script: Path, job: dict[str, object], zone: str = 'UTC') -> dict[str, Any]:
    """Run a script in Node with a job on its standard input and return the JSON it writes."""
    node = shutil.which('node') or 'node'
    run = subprocess.run(
        [node, str(script)], input=json.dumps(job), capture_output=True, encoding='utf-8', check=False,
        env={**os.environ, 'TZ': zone},
    )
    assert run.returncode == 0, run.stderr
    observed: dict[str, Any] = json.loads(run.stdout)
    return observed
