"""How a place – community, cluster, unit – is picked in a form, and what is wrong with a pick. Who may choose what is in choices."""

import json
from collections.abc import Collection

from service_center.domain.choices import Scope
from service_center.domain.entries import Entry, Problems, text_of

LEVELS = ('community_id', 'cluster_id', 'unit_id')
WORDS = ('community', 'cluster', 'unit')


def pick_of(*ids: str) -> str:
    """Write the way to a place as the value of an option: a unit's own id says not of which cluster it is."""
    return json.dumps(ids, ensure_ascii=False, separators=(',', ':'))


def check_scope(told: Problems, entry: Entry, known: Collection[tuple[str, ...]], depth: int, *, is_whole: bool) -> Scope:
    """Read what was picked, level by level down to `depth`; `is_whole` where no level may be left out."""
    way: tuple[str, ...] = ()
    for level, (name, word) in enumerate(zip(LEVELS[:depth], WORDS, strict=False)):
        picked = _ids(text_of(entry, name))
        if picked is None:
            if is_whole:
                told.add(name, f'Pick a {word}.')
            continue
        if len(picked) != level + 1 or picked not in known:
            told.add(name, f'There is no such {word}.')
        elif picked[:-1] != way:
            told.add(name, f'This {word} is not in the {WORDS[level - 1]} picked above.')
        way = picked
    ids = [*way, None, None, None]
    return Scope(ids[0], ids[1], ids[2])


def _ids(pick: str) -> tuple[str, ...] | None:
    if not pick:
        return None
    try:
        ids = json.loads(pick)
    except ValueError:
        return ()
    return tuple(map(str, ids)) if isinstance(ids, list) else ()
