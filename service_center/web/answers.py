"""How the API answers: plain text without a newline, or JSON with dates as the interface writes them."""

import json
import math
from datetime import datetime
from typing import Any

from flask import Response

from service_center.lib import isotime


def text(words: str, status: int = 200) -> Response:
    """Answer in words."""
    return Response(words, status=status, content_type='text/plain; charset=utf-8')


def nothing(status: int = 200) -> Response:
    """Answer with an empty body."""
    return text('', status)


def json_answer(data: Any, status: int = 200) -> Response:
    """Answer in JSON, keys in the order they come, dates in UTC with `Z`."""
    return raw_json(encode(data), status)


def raw_json(body: bytes | str, status: int = 200) -> Response:
    """Answer with JSON that is text already, byte for byte."""
    return Response(body, status=status, content_type='application/json')


def encode(data: Any) -> bytes:
    """Write data as JSON; numbers that JSON does not know (NaN, infinite) become null."""
    try:
        return _dumps(data)
    except ValueError:
        return _dumps(_finite(data))


def _dumps(data: Any) -> bytes:
    written = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(',', ':'), default=_special)
    return written.encode('utf-8', 'replace')


def _special(value: Any) -> str:
    return isotime.text(value) if isinstance(value, datetime) else str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
