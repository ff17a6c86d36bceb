"""Posts and organisations by name: `models/minutes/gazetteer/patterns`, one id a post or body."""

from __future__ import annotations

import re
from functools import cache

from pipeline.models import Strict, load_lines

FILE = "minutes/gazetteer/patterns"


class Entry(Strict, frozen=True):
    """A name of a post or an organisation; `id` is the canonical thing, `label` its kind."""

    id: str
    label: str
    pattern: str


@cache
def entries() -> tuple[Entry, ...]:
    """The rows of the file."""
    return load_lines(FILE, Entry)


@cache
def by_name() -> dict[str, Entry]:
    """The entries by their exact words."""
    return {entry.pattern: entry for entry in entries()}


@cache
def pattern() -> re.Pattern[str]:
    """One expression over all names, the longest first."""
    names = sorted(by_name(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![\w’'-]*[A-Za-z0-9])(?:[’']s\b)?")


def entry_of(words: str) -> Entry | None:
    """The entry whose name begins a post as written ("Assistant Chief Constable Crime")."""
    found = pattern().match(words.strip())
    return by_name()[found[0].removesuffix("'s").removesuffix("’s")] if found else None
