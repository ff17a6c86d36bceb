"""Patterns that look cheaply first: for letters without which they cannot match.

A pattern that begins with alternatives tries each of them at every character, and most sentences
hold nothing that it seeks. So the pattern is asked once which strings of letters it needs (of
some set, every match contains one). All these strings are looked for together, once a word: a word
bears the marks of the patterns that it may serve, a text those of its words, and a pattern whose
mark a text lacks passes over it. Results are those of `re`, always: what is not understood of a
pattern counts as "may match anything". (The idea is that of RE2's `FilteredRE2`.)
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from re import _constants as sre  # type: ignore[attr-defined] # the tree has no public name
from typing import Any, Generic, TypeVar

from pipeline.extract.trees import read_tree

Told = TypeVar("Told")

_MOST = 200
"""Strings of a set: more tell next to nothing."""

_SHORTEST = 3
"""Letters of a string: shorter ones stand in every sentence."""

ODD = re.compile("[İıſ]")
"""Letters that equal an ASCII letter in `re`, case ignored, but not in lower case."""

_ANY = 1
"""The mark of every text, and of the patterns of which nothing is known."""

_EVERY = -1
"""All marks that there are."""

Needs = frozenset[str] | None
"""Lower-case strings of which every match has one; None where nothing is known."""


class Guarded:
    """A compiled pattern with a guard before it. The methods are those of `re.Pattern`."""

    __slots__ = (
        "_also",
        "_find",
        "_find_all",
        "_phrases",
        "_sub",
        "fullmatch",
        "mark",
        "match",
        "pattern",
    )

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        plain, (wanted, also) = parsed(pattern, flags)
        spaced = wanted is not None and any(len(one.split()) > 1 for one in wanted)
        self._phrases = tuple(wanted) if wanted and spaced else ()
        self.mark = _known.mark(wanted)
        self._also = _known.mark(also)
        self._find, self._find_all, self._sub = plain.search, plain.finditer, plain.sub
        self.match, self.fullmatch = plain.match, plain.fullmatch

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match, as `re.Pattern.search` gives it."""
        if _known.texts.get(text, _EVERY) & self.mark and self.likely(text):
            return self._find(text, start, end)
        return None  # mostly by the first look, without a call

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """All matches, as `re.Pattern.finditer` gives them."""
        if _known.texts.get(text, _EVERY) & self.mark and self.likely(text):
            return self._find_all(text, start, end)
        return iter(())

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced."""
        return self._sub(new, text) if self.likely(text) else text

    def likely(self, text: str) -> bool:
        """Whether the pattern may match in a text: where not, it does not."""
        here = _known.texts.get(text) or _known.marks(text)
        if not (here & self.mark and here & self._also):
            return False
        if not self._phrases or here == _EVERY:
            return True
        # the words are there: are they as the pattern needs them, blanks and all?
        return any(map(text.lower().__contains__, self._phrases))


class Family(Generic[Told]):
    """Patterns that are asked of the same texts in turn, each with what it tells."""

    def __init__(self, rows: Iterable[tuple[Told, Guarded]]) -> None:
        self._rows = tuple(rows)
        self._marks = reduce(or_, (pattern.mark for _, pattern in self._rows), 0)
        self._bearing = lru_cache(_TEXTS)(self._of_marks)

    def __iter__(self) -> Iterator[tuple[Told, Guarded]]:
        """All of them, in order."""
        return iter(self._rows)

    def likely(self, text: str) -> Sequence[tuple[Told, Guarded]]:
        """Those that may match in a text, in their order: all others do not."""
        here = _known.texts.get(text) or _known.marks(text)
        return self._bearing(here & self._marks)

    def _of_marks(self, marks: int) -> Sequence[tuple[Told, Guarded]]:
        return tuple(row for row in self._rows if marks & row[1].mark)


class Look:
    """Whether any of some patterns may match in a text: one look instead of one for each."""

    def __init__(self, patterns: Iterable[Guarded]) -> None:
        self._marks = reduce(or_, (pattern.mark for pattern in patterns), 0)

    def likely(self, text: str) -> bool:
        """Whether one of them may: where not, none does in any part of the text."""
        return (_known.texts.get(text) or _known.marks(text)) & self._marks != 0


@cache
def guarded(pattern: str, flags: int = 0) -> Guarded:
    """Compile a pattern with its guard, once. Raises `re.error` as `re.compile` does."""
    return Guarded(pattern, flags)


class _Words(dict[str, int]):
    """The marks of words in small letters, found when a word is first asked for.

    `strings` are those that patterns need, by their first letters, each with its mark.
    """

    def __init__(self, strings: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, word: str) -> int:
        found = 0
        for at in range(len(word) - _SHORTEST + 1):
            for string, mark in self._strings.get(word[at : at + _SHORTEST], ()):
                if word.startswith(string, at):
                    found |= mark
        if len(word) <= _LONGEST_WORD and len(self) < _WORDS:
            self[word] = found
        return found


_WORDS = 50_000
_LONGEST_WORD = 40
_TEXTS = 2000
_LONGEST_TEXT = 4000
"""What is remembered: words of so many letters, the last texts of so many, and one longer text."""


class _Known:
    """The marks given so far, and `texts`: those of the texts that were looked at last."""

    def __init__(self) -> None:
        self._given: dict[Needs, int] = {None: _ANY}
        self.texts: dict[str, int] = {}
        self._seen = (_Words({}), self.texts)

    def mark(self, wanted: Needs) -> int:
        """The mark of the patterns that need one of some strings; of a phrase, its longest word."""
        if wanted is not None:
            wanted = frozenset(max(one.split(), key=len, default="") for one in wanted)
            if min(map(len, wanted)) < _SHORTEST:
                wanted = None
        if wanted not in self._given:
            self._given[wanted] = 1 << len(self._given)
            strings: dict[str, list[tuple[str, int]]] = defaultdict(list)
            for some, mark in self._given.items():
                for one in some or ():
                    strings[one[:_SHORTEST]].append((one, mark))
            self._seen = (_Words(strings), {})  # replaced whole, so that threads do no harm
            self.texts = self._seen[1]
        return self._given[wanted]

    def marks(self, text: str) -> int:
        """The marks of a text: `_ANY`, and those of its words."""
        words, texts = self._seen
        found = texts.get(text)
        if found is None:
            found = reduce(or_, map(words.__getitem__, text.lower().split()), _ANY)
            if not text.isascii() and ODD.search(text):
                found = _EVERY
            if len(texts) >= _TEXTS or len(text) > _LONGEST_TEXT:
                texts.clear()
            texts[text] = found
        return found


_known = _Known()


def parsed(pattern: str, flags: int = 0) -> tuple[re.Pattern[str], tuple[Needs, Needs]]:
    """A pattern compiled, and the two most telling sets of strings, in lower case, that it needs.

    Every match has one of both sets. None stands for strings that are unknown.
    """
    return read_tree(pattern, flags, _most_telling, (None, None))


def _most_telling(tree: Any) -> tuple[Needs, Needs]:  # noqa: ANN401 - the tree of `re` has no types
    first, second, *_ = *_sequence(tree), None, None
    return first, second


Sets = list[frozenset[str]]
"""Sets of strings of each of which every match has one, the most telling first."""


def _sequence(tree: Any) -> Sets:  # noqa: ANN401
    """What must follow each other: all of it."""
    found: Sets = []
    run = ""
    for code, value in tree:
        letter = _letter(code, value)
        if letter:
            run += letter
            continue
        found += _plain(run)
        run = ""
        found += _one(code, value)
    found += _plain(run)
    return sorted((some for some in found if len(some) <= _MOST), key=_telling)


def _telling(some: frozenset[str]) -> float:
    """How little a set tells: few strings tell more, and long ones."""
    return len(some) / min(map(len, some))


def _letter(code: Any, value: Any) -> str:  # noqa: ANN401
    """The ASCII character that an element is in lower case, else nothing."""
    if code is sre.LITERAL and value < 128:  # noqa: PLR2004 - ASCII
        return chr(value).lower()
    if code is sre.IN:  # "[Aa]"
        letters = {_letter(*one) for one in value}
        return letters.pop() if len(letters) == 1 else ""
    return ""


def _plain(run: str) -> Sets:
    return [frozenset({run})] if len(run) >= _SHORTEST else []


def _one(code: Any, value: Any) -> Sets:  # noqa: ANN401
    if code is sre.SUBPATTERN:
        return _sequence(value[-1])
    if code is sre.BRANCH:
        return _either([_sequence(branch) for branch in value[1]])
    if code in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT} and value[0] > 0:
        return _sequence(value[2])
    if code is sre.ATOMIC_GROUP:
        return _sequence(value)
    return []


def _either(branches: Sequence[Sets]) -> Sets:
    """The sets of alternatives: of each its most telling one, and of each its second, or the first again."""
    if not all(branches):
        return []
    rows = [[sets[min(at, len(sets) - 1)] for sets in branches] for at in (0, 1)]
    joined = [_fewest(frozenset().union(*row)) for row in rows]
    return joined if joined[0] != joined[1] else joined[:1]


def _fewest(strings: frozenset[str]) -> frozenset[str]:
    """The strings without those that hold another of them, and so tell nothing more."""
    return frozenset(
        one for one in strings if not any(other in one for other in strings if other != one)
    )
