"""The people of words that run over lines: one a line, or a list that goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.attendance.entry import Entry
from pipeline.extract.attendance.names import known_forename
from pipeline.extract.attendance.people import is_somebody, people
from pipeline.extract.attendance.words import lexicon

_LAST = re.compile(r"[,;]\s+(?P<words>[^,;()]+?)\s*$")
_CELL = re.compile(r"[^\t]+")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+")

_POST_BEHIND = re.compile(r"[^,;–—]{5,}\s[–—-]\s[^–—;]+$")
"""One person with a post behind a dash, in which commas may stand."""


def names_of(text: str, start: int, *, one: bool = False) -> list[Entry]:
    """The people of words that may run over lines: each line by itself, or all as one list.

    Cells of a row that each hold somebody are read one by one.
    """
    cells = [hit for hit in _CELL.finditer(text) if hit[0].strip()]
    if len(cells) > 1 and all(is_somebody(cell[0]) for cell in cells):
        return [
            entry for cell in cells for entry in names_of(cell[0], start + cell.start(), one=one)
        ]
    lines = text.split("\n")
    whole = all(line.count("(") == line.count(")") for line in lines)
    if "\n" not in text.strip() or not whole or any(map(broken, lines[:-1])):
        return people(text, start, one=one)
    one = one or _dashed(lines)
    each: list[Entry] = []
    at = 0
    for part in lines:
        found = people(part, start + at, one=one)
        if part.strip() and not found:
            return people(text, start, one=one)
        each.extend(found)
        at += len(part) + 1
    return each


def broken(line: str) -> bool:
    """Whether a line ends with the first part of a name: "Ann Lee, Ms B.", "Ann Lee, Stephen"."""
    last = _LAST.search(line)
    if last is None:
        return False
    title = lexicon().title.match(last["words"])
    first = last["words"][title.end() :] if title else last["words"]
    return _INITIALS.fullmatch(first) is not None or known_forename(first)


def _dashed(lines: Sequence[str]) -> bool:
    """Whether each line has one person, with the post behind a dash: "Ann Lee – Audit, Arden"."""
    posts = [_POST_BEHIND.match(line) for line in lines]
    return sum(map(bool, posts)) > 1 and all(
        post or "," not in line for post, line in zip(posts, lines, strict=True)
    )
