"""Which documents bear on each other, so that a build of little that is new stays little.

Linking looks no further than a body and what one office keeps together, its top folder
(`pipeline.link.records`). Documents that share neither, nor are tied by a chain of others that do,
have nothing to do with each other, and a change in some leaves the rows of the rest as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from pipeline.build.completeness import days_of
from pipeline.model import Extraction, value


@value
class Place:
    """A document among the others, by its `path`.

    `key` is that of what was understood, "" where that is in doubt. `ties` name what it shares
    with others. `days` are those of its meetings: body, its name, day.
    """

    path: str
    key: str
    ties: tuple[str, ...]
    days: tuple[tuple[str, str, dt.date], ...]


def place_of(extraction: Extraction, key: str) -> Place:
    """Tell the place of a document."""
    folder = extraction.path.partition("/")[0] if "/" in extraction.path else ""
    ties: list[str] = []
    for minutes in extraction.minutes:
        meeting = minutes.meeting
        office = folder or meeting.body_id
        ties += [f"office {office}", f"body {meeting.body_id}", f"meeting {meeting.id}"]
    return Place(
        path=extraction.path,
        key=key,
        ties=tuple(dict.fromkeys(ties)),
        days=tuple(dict.fromkeys(days_of(extraction))),
    )


@value
class Anew:
    """What is to be written anew: the paths in `write`, in place of those in `gone`.

    `places` are those of all documents that are there now.
    """

    write: frozenset[str]
    gone: frozenset[str]
    places: Mapping[str, Place]


def anew(last: Iterable[Place], keys: Mapping[str, str], look: Callable[[str], Place]) -> Anew:
    """Find what a change bears on.

    `last` are the places at the last build, `keys` give what is understood of each path now, and
    `look` looks at the document of a path.
    """
    before = {place.path: place for place in last}
    changed = {
        path
        for path in {*before, *keys}
        if path not in before or not keys.get(path) or keys[path] != before[path].key
    }
    now = {path: look(path) if path in changed else before[path] for path in keys}
    touched = _tied([*before.values(), *now.values()], changed)
    return Anew(
        write=frozenset(touched & keys.keys()),
        gone=frozenset(touched & before.keys()),
        places=now,
    )


def _tied(places: Iterable[Place], paths: Iterable[str]) -> set[str]:
    """Give these paths and all that are tied to them, by whatever number of others."""
    ties: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for tie in place.ties:
            ties[place.path].add(tie)
            holders[tie].add(place.path)
    found = set(paths)
    seen: set[str] = set()
    waiting = list(found)
    while waiting:
        for tie in ties.get(waiting.pop(), set()) - seen:
            seen.add(tie)
            new = holders[tie] - found
            found |= new
            waiting.extend(new)
    return found
