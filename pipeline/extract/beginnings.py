"""Patterns that stand at the beginning of a word, tried only where their first letters are.

Many patterns are sought in the same text, and each begins with other letters. So each is asked once,
by the tree of `re`, with what its matches may begin. A text is then gone through once, word by word,
and only those patterns are tried at a word that may begin so. Results are those of `re`, always: what
is not understood of a pattern counts as "anything".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined] # the tree has no public name
from typing import Any, Generic, TypeVar

from pipeline.extract.guarded import ODD
from pipeline.extract.trees import read_tree

Told = TypeVar("Told")

LETTERS = 5
"""Letters of a beginning: they tell "the next" from "the rest"."""

_MOST = 3000
"""Beginnings of a pattern that are followed up: more tell next to nothing."""

_KNOWN = 50_000
"""Beginnings of words that are remembered."""

_PLACE = re.compile(r"(?<!\w)(?=.)", re.DOTALL)
_BLANK, _DIGIT = " ", "0"
"""What stands for any blank and any digit."""


class AtWords(Generic[Told]):
    """Patterns, case ignored, that match only where no word goes on; each with what it tells."""

    def __init__(self, rows: Iterable[tuple[Told, str]]) -> None:
        self._rows: list[tuple[Told, re.Pattern[str]]] = []
        self._begun: dict[str, list[int]] = defaultdict(list)
        self._seen: dict[str, list[int]] = {}
        for row, (told, pattern) in enumerate(rows):
            expression, begun = parsed(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
            self._rows.append((told, expression))
            for letters in begun:
                self._begun[letters].append(row)

    def finditer(self, text: str) -> Iterator[tuple[Told, re.Match[str]]]:
        """All matches of each pattern as `re.Pattern.finditer` gives them, pattern by pattern."""
        if not text.isascii() and ODD.search(text):
            yield from (
                (told, hit) for told, pattern in self._rows for hit in pattern.finditer(text)
            )
            return
        places: dict[int, list[int]] = defaultdict(list)
        for place in _PLACE.finditer(text):
            at = place.start()
            for row in self._beginning(text[at : at + LETTERS].lower()):
                places[row].append(at)
        for row in sorted(places):
            told, pattern = self._rows[row]
            end = 0
            for at in places[row]:
                if at >= end and (hit := pattern.match(text, at)):
                    yield told, hit
                    end = hit.end()

    def _beginning(self, letters: str) -> list[int]:
        """Which patterns may begin with some letters, by their places in the list."""
        rows = self._seen.get(letters)
        if rows is None:
            alike = letters if letters.isalpha() else "".join(map(_alike, letters))
            begun = (self._begun.get(alike[:end], ()) for end in range(len(alike) + 1))
            rows = sorted({row for some in begun for row in some})
            if len(self._seen) < _KNOWN:
                self._seen[letters] = rows
        return rows


def _alike(letter: str) -> str:
    """A letter as beginnings have it."""
    if letter.isspace():
        return _BLANK
    return _DIGIT if letter.isdecimal() else letter


def parsed(pattern: str, flags: int = 0) -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern compiled, and what every match begins with one of, in lower case.

    These are a few letters, blanks or digits; an empty string among them says that it may be
    anything. Raises ValueError where a pattern may match no letter at all.
    """
    expression, (least, begun) = read_tree(pattern, flags, _begun, (1, frozenset({""})))
    if not least:
        message = f"may match no letter: {pattern}"
        raise ValueError(message)
    return expression, begun


def _begun(tree: Any) -> tuple[int, frozenset[str]]:  # noqa: ANN401 - the tree of `re` has no types
    """The letters of the shortest match, and the beginnings of all."""
    going_on, told = _sequence(tree)
    return tree.getwidth()[0], going_on | told


Firsts = tuple[frozenset[str], frozenset[str]]
"""Beginnings behind which the next element stands, and those of which no more is known."""

_NOTHING: Firsts = frozenset({""}), frozenset()
_ANYTHING: Firsts = frozenset(), frozenset({""})


def _sequence(tree: Any) -> Firsts:  # noqa: ANN401
    """The beginnings of elements that follow each other."""
    firsts = _NOTHING
    for code, value in tree:
        firsts = _joined(firsts, _one(code, value))
        if not firsts[0]:
            break
    return firsts


def _joined(first: Firsts, second: Firsts) -> Firsts:
    """The beginnings of two elements, one behind the other."""
    if len(first[0]) * (len(second[0]) + len(second[1])) > _MOST:
        return frozenset(), first[0] | first[1]
    going_on = {one + more for one in first[0] for more in second[0]}
    told = {one + more for one in first[0] for more in second[1]} | first[1]
    told |= {one for one in going_on if len(one) >= LETTERS}
    return frozenset(going_on - told), frozenset(one[:LETTERS] for one in told)


def _either(several: Iterable[Firsts]) -> Firsts:
    rows = list(several)
    return frozenset().union(*(row[0] for row in rows)), frozenset().union(
        *(row[1] for row in rows)
    )


def _one(code: Any, value: Any) -> Firsts:  # noqa: ANN401
    """The beginnings of one element."""
    if code in {sre.AT, sre.ASSERT, sre.ASSERT_NOT}:
        return _NOTHING
    if code is sre.SUBPATTERN:
        return _sequence(value[-1])
    if code is sre.BRANCH:
        return _either(map(_sequence, value[1]))
    if code is sre.IN:
        return _either(_one(*one) for one in value)
    if code in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        return _repeated(*value)
    return _character(code, value)


def _repeated(least: int, most: int, tree: Any) -> Firsts:  # noqa: ANN401
    """The beginnings of an element so many times: more of them than letters tell nothing new."""
    once = _sequence(tree)
    firsts, found = _NOTHING, []
    for times in range(min(most, LETTERS) + 1):
        if times >= min(least, LETTERS):
            found.append(firsts)
        firsts = _joined(firsts, once)
    return _either(found)


def _character(code: Any, value: Any) -> Firsts:  # noqa: ANN401
    """The beginning of an element that is one character."""
    digits = code is sre.RANGE and ord("0") <= value[0] and value[1] <= ord("9")
    if digits or (code, value) == (sre.CATEGORY, sre.CATEGORY_DIGIT):
        return frozenset({_DIGIT}), frozenset()
    if (code, value) == (sre.CATEGORY, sre.CATEGORY_SPACE):
        return frozenset({_BLANK}), frozenset()
    if code is sre.LITERAL and value < 128:  # noqa: PLR2004 - ASCII
        return frozenset({_alike(chr(value).lower())}), frozenset()
    return _ANYTHING
