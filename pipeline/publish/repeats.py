"""Where withheld words stand a second time: in a draft, a tracker, a later meeting's review.

Words are compared without regard to case, punctuation and line breaks, which differ by format.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.model import Span

WORDS = re.compile(r"\w+")

RUN = 8
"""Words in a row of a withheld passage that are withheld wherever they stand."""

FEWEST = 5
"""Words of a withheld action, decision or update that are withheld wherever they stand."""

COMMON = 3
"""Documents with a run of words from which on it is a set phrase and no secret."""


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their places, start and end in code points."""
    return [(found[0].casefold(), found.start(), found.end()) for found in WORDS.finditer(text)]


class Repeats:
    """Runs of withheld words, and the places elsewhere where they stand again.

    `day` is that of a document that is withheld whole, "" for an exempt item: what an open document
    said no later than that day was open before, and a marked list of it makes it no secret.
    """

    def __init__(self) -> None:
        self._runs: dict[tuple[str, ...], str] = {}
        self._own: dict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)
        self._common: dict[tuple[str, ...], int] = defaultdict(int)

    def passage(self, text: str, day: str = "") -> None:
        """Note the words of a withheld passage."""
        words = [word for word, _, _ in words_of(text)]
        for at in range(len(words) - RUN + 1):
            _note(self._runs, tuple(words[at : at + RUN]), day)

    def own(self, text: str, day: str = "") -> None:
        """Note the words of a withheld action, decision or update: they are its own."""
        words = tuple(word for word, _, _ in words_of(text))
        if len(words) >= FEWEST:
            _note(self._own[words[:FEWEST]], words, day)

    def compare(self, documents: Iterable[tuple[str, str]]) -> None:
        """Look at what open documents say, each with its day: set phrases and what was open before."""
        for text, day in documents:
            words = [word for word, _, _ in words_of(text)]
            for run in {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}:
                if run in self._runs:
                    self._common[run] += 1
                    _forget(self._runs, run, day)
            for at in range(len(words)):
                held = self._own.get(tuple(words[at : at + FEWEST]), {})
                for whole in [one for one in held if tuple(words[at : at + len(one)]) == one]:
                    _forget(held, whole, day)

    def found(self, text: str) -> list[Span]:
        """The places in a text where withheld words stand, each grown to its whole line."""
        words = words_of(text)
        plain = [word for word, _, _ in words]
        places = []
        for at in range(len(words)):
            run = tuple(plain[at : at + RUN])
            if run in self._runs and self._common[run] < COMMON:
                places.append((words[at][1], words[at + RUN - 1][2]))
            places += [
                (words[at][1], words[at + len(whole) - 1][2])
                for whole in self._own.get(tuple(plain[at : at + FEWEST]), ())
                if tuple(plain[at : at + len(whole)]) == whole
            ]
        return [_line(text, start, end) for start, end in places]

    def says(self, text: str) -> bool:
        """Whether withheld words stand in a text."""
        return bool(self.found(text))


def _line(text: str, start: int, end: int) -> Span:
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return Span(start=begin, end=len(text) if stop < 0 else stop)


def _note(held: dict[tuple[str, ...], str], words: tuple[str, ...], day: str) -> None:
    """Keep the stricter of two days: none at all, else the earlier."""
    held[words] = min(held.get(words, day), day)


def _forget(held: dict[tuple[str, ...], str], words: tuple[str, ...], day: str) -> None:
    if day and held[words] and day <= held[words]:
        del held[words]
