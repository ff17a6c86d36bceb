"""Which documents bear on each other, so that what has nothing to do with each other stays apart.

Linking looks no further than a body and what one office keeps together, its top folder
(`pipeline.link.records`). Documents that share neither, nor are tied by a chain of others that do,
have nothing to do with each other: they are linked and written one after the other, so that memory
follows the largest office, and a change in some leaves the rows of the rest as they are.
"""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.build.completeness import days_of
from pipeline.build.heads import Head
from pipeline.model import Extraction, value

ROUND = 250
"""Documents that are linked and written at once at least: many small offices make one round."""


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


def place_of(head: Extraction | Head, key: str) -> Place:
    """Tell the place of a document."""
    folder = head.path.partition("/")[0] if "/" in head.path else ""
    ties: list[str] = []
    for minutes in head.minutes:
        meeting = minutes.meeting
        office = folder or meeting.body_id
        shared = (sys.intern(f"office {office}"), sys.intern(f"body {meeting.body_id}"))
        ties += [*shared, f"meeting {meeting.id}"]
    return Place(
        path=head.path,
        key=key,
        ties=tuple(dict.fromkeys(ties)),
        days=tuple(dict.fromkeys(days_of(head))),
    )


def offices(places: Iterable[Place]) -> list[list[str]]:
    """Give the paths of documents that are tied, by whatever number of others; all in order.

    A path may come with several places: it then has the ties of all of them.
    """
    numbers: dict[str, int] = {}
    holders: dict[str, int] = {}
    before = array("L")
    for place in places:
        number = numbers.setdefault(place.path, len(before))
        if number == len(before):
            before.append(number)
        for tie in place.ties:
            one, other = _first(before, number), _first(before, holders.setdefault(tie, number))
            before[max(one, other)] = min(one, other)
    found: dict[int, list[str]] = {}
    for path in sorted(numbers):
        found.setdefault(_first(before, numbers[path]), []).append(path)
    return [*found.values()]


def _first(before: array[int], number: int) -> int:
    """Follow a document to the first of its office, and shorten the way."""
    while before[number] != number:
        before[number] = before[before[number]]
        number = before[number]
    return number


def rounds(held: Iterable[list[str]]) -> Iterator[list[str]]:
    """Give the paths of whole offices, small ones together, in order: each is worth a round."""
    waiting: list[str] = []
    for paths in held:
        waiting += paths
        if len(waiting) >= ROUND:
            yield sorted(waiting)
            waiting = []
    if waiting:
        yield sorted(waiting)


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
    tied = offices([*before.values(), *(now[path] for path in changed if path in now)])
    touched = {path for paths in tied if not changed.isdisjoint(paths) for path in paths}
    return Anew(
        write=frozenset(touched & keys.keys()),
        gone=frozenset(touched & before.keys()),
        places=now,
    )
