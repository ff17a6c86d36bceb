"""Patterns that look cheaply first: for letters without which they cannot match.

A pattern that begins with alternatives tries each of them at every character, and most sentences
hold nothing that it seeks. So the pattern is asked once which strings of letters it needs (of
some set, every match contains one), and a text that holds none of them is passed over at the
speed of a substring search. Results are those of `re`, always: what is not understood of a
pattern counts as "may match anything". (The idea is that of RE2's `FilteredRE2`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined] # the tree has no public name
from re import _parser as parser  # type: ignore[attr-defined] # likewise
from typing import Any

_MOST = 40
"""Strings of a set: looking for more costs as much as the pattern."""

_SHORTEST = 3
"""Letters of a string: shorter ones stand in every sentence."""

_ODD = re.compile("[İıſ]")
"""Letters that equal an ASCII letter in `re`, case ignored, but not in lower case."""

Needs = frozenset[str] | None
"""Lower-case strings of which every match has one; None where nothing is known."""


class Guarded:
    """A compiled pattern with a guard before it. The methods are those of `re.Pattern`."""

    __slots__ = ("_needs", "_pattern", "match")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._needs = tuple(sorted(needs(pattern) or (), key=len, reverse=True))
        self.match = pattern.match

    @property
    def pattern(self) -> str:
        """The pattern as written."""
        return self._pattern.pattern

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match, as `re.Pattern.search` gives it."""
        if self._needs and not _holds(text, self._needs):
            return None
        if end is None:
            return self._pattern.search(text, start)
        return self._pattern.search(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """All matches, as `re.Pattern.finditer` gives them."""
        if self._needs and not _holds(text, self._needs):
            return iter(())
        if end is None:
            return self._pattern.finditer(text, start)
        return self._pattern.finditer(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole text, if it is one."""
        return self._pattern.fullmatch(text)

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced."""
        return self._pattern.sub(new, text) if next(self.finditer(text), None) else text


def guarded(pattern: str, flags: int = 0) -> Guarded:
    """Compile a pattern with its guard. Raises `re.error` as `re.compile` does."""
    return Guarded(re.compile(pattern, flags))


_last: tuple[str, str, bool] = ("", "", False)
"""The last text that was looked at, in lower case: many patterns look at one text in turn."""


def _holds(text: str, wanted: Sequence[str]) -> bool:
    global _last  # noqa: PLW0603 - one tuple, replaced whole, so that threads do no harm
    last = _last
    if text is not last[0]:
        last = _last = (text, text.lower(), not text.isascii() and _ODD.search(text) is not None)
    lower = last[1]
    for one in wanted:  # a loop, since this is hot
        if one in lower:
            return True
    return last[2]


def needs(pattern: re.Pattern[str]) -> Needs:
    """The strings of which every match of a pattern has one, in lower case; None if unknown."""
    try:
        return _sequence(parser.parse(pattern.pattern, pattern.flags))
    except (AttributeError, TypeError, ValueError, RecursionError):  # another Python's tree
        return None


def _sequence(tree: Any) -> Needs:  # noqa: ANN401 - the tree of `re` has no types
    """Of all that must follow each other, the most telling."""
    best: Needs = None
    run = ""
    for code, value in tree:
        letter = _letter(code, value)
        if letter:
            run += letter
            continue
        best = _better(best, _plain(run))
        run = ""
        best = _better(best, _one(code, value))
    return _better(best, _plain(run))


def _letter(code: Any, value: Any) -> str:  # noqa: ANN401
    """The ASCII character that an element is in lower case, else nothing."""
    if code is sre.LITERAL and value < 128:  # noqa: PLR2004 - ASCII
        return chr(value).lower()
    if code is sre.IN:  # "[Aa]"
        letters = {_letter(*one) for one in value}
        return letters.pop() if len(letters) == 1 else ""
    return ""


def _plain(run: str) -> Needs:
    return frozenset({run}) if len(run) >= _SHORTEST else None


def _one(code: Any, value: Any) -> Needs:  # noqa: ANN401
    if code is sre.SUBPATTERN:
        return _sequence(value[-1])
    if code is sre.BRANCH:
        every = [_sequence(branch) for branch in value[1]]
        return None if None in every else frozenset().union(*(one for one in every if one))
    if code in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT} and value[0] > 0:
        return _sequence(value[2])
    if code is sre.ATOMIC_GROUP:
        return _sequence(value)
    return None


def _better(one: Needs, other: Needs) -> Needs:
    """The more telling of two sets: few strings, and long ones."""
    sets = [some for some in (one, other) if some and len(some) <= _MOST]
    return min(sets, key=lambda some: len(some) / min(map(len, some)), default=None)
