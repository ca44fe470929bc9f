"""Somebody at the console: opens pages, fills in the forms that they carry, and reads what comes of it."""

import re
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.client import Browser

Fields = dict[str, list[str]]


class FormReader(HTMLParser):
    """Reads what the form of a page would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._inside = False
        self._select: tuple[str, list[str], list[str]] | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == 'form':
            self._inside = facts.get('class', '') in ('sheet entry', 'buttons')
        elif self._inside and tag == 'input' and (facts.get('type') != 'checkbox' or 'checked' in facts):
            self.fields.setdefault(str(facts['name']), []).append(facts.get('value') or '')
        elif self._inside and tag == 'select':
            self._select = (str(facts['name']), [], [])
        elif self._select and tag == 'option':
            self._select[1].append(facts.get('value') or '')
            if 'selected' in facts:
                self._select[2].append(facts.get('value') or '')
        elif self._inside and tag == 'textarea':
            self._area = str(facts['name'])
            self.fields[self._area] = ['']

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == 'select' and self._select:
            name, all_of_them, chosen = self._select
            self.fields[name] = chosen or all_of_them[:1]
            self._select = None
        elif tag == 'textarea' and self._area:
            text = self.fields[self._area][0]
            self.fields[self._area] = [re.sub(r'\A\r?\n', '', text)]  # as browsers read it
            self._area = None


class Desk:
    """The console as somebody uses it who is logged in."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def look(self, path: str, **query: Any) -> str:
        """Open a page that is there."""
        answer = self.browser.get(f'/admin/{path}', query_string=query or None)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, path: str) -> Fields:
        """Read the form of a page."""
        reader = FormReader()
        reader.feed(self.look(path))
        return reader.fields

    def send(self, path: str, fields: Fields) -> TestResponse:
        """Send a form."""
        return self.browser.post(f'/admin/{path}', data=MultiDict(fields))

    def fill(self, path: str, **changes: Any) -> TestResponse:
        """Open a form, change fields (a list for several values, None to leave one out), and send it."""
        return self.send(path, changed(self.form(path), **changes))

    def saves(self, path: str, **changes: Any) -> str:
        """Fill in a form that is taken, and read the list with what is said above it."""
        answer = self.fill(path, **changes)
        assert answer.status_code == 302, said(answer.text)
        return self.browser.get(answer.headers['Location']).text

    def refused(self, path: str, **changes: Any) -> list[str]:
        """Fill in a form that is not taken, and read why."""
        answer = self.fill(path, **changes)
        assert answer.status_code == 200, answer.text
        return said(answer.text)


def changed(fields: Fields, **changes: Any) -> Fields:
    """Change fields of a form."""
    told = fields | {name: value if isinstance(value, list) else [str(value)] for name, value in changes.items() if value is not None}
    return {name: values for name, values in told.items() if name not in changes or changes[name] is not None}


def said(page: str) -> list[str]:
    """Read the sentences about what is wrong, or to be confirmed, in the order of the page; without the summary's names of fields."""
    alert = re.search(r'<div class="said (?:wrong|warn)" role="alert".*?</div>', page, re.DOTALL)
    lines = re.findall(r'<li>(.*?)</li>', alert[0], re.DOTALL) if alert else []
    return [unescaped(re.sub(r'<a href=[^>]*>(.*?)</a>', r'\1', line)) for line in lines]


def messages(page: str) -> list[str]:
    """Read what was said about the last thing done."""
    return [unescaped(words) for words in re.findall(r'<p class="said \w+" role="status">(.*?)</p>', page, re.DOTALL)]


def rows(page: str) -> list[list[str]]:
    """Read the cells of a list's rows."""
    body = re.search(r'<tbody>(.*?)</tbody>', page, re.DOTALL)
    found = re.findall(r'<tr>(.*?)</tr>', body[1], re.DOTALL) if body else []
    cells = [re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.DOTALL) for row in found]
    return [[unescaped(re.sub(r'<[^>]*>', '', cell)).strip() for cell in row if 'Remove…' not in cell] for row in cells]


def unescaped(text: str) -> str:
    for entity, sign in (('&lt;', '<'), ('&gt;', '>'), ('&#34;', '"'), ('&#39;', "'"), ('&amp;', '&')):
        text = text.replace(entity, sign)
    return text
