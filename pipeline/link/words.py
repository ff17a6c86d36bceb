"""How alike two runs of normalised words are, and who might be alike at all."""

from __future__ import annotations

from array import array
from collections import Counter

from rapidfuzz import fuzz

_ENOUGH_WORDS = 4
_PART = 0.97
_RAREST = 4
_SHARED = 2


def alike(one: str, other: str) -> float:
    """Likeness of two normalised texts, 0 to 100.

    A quotation is often cut short: a shorter text of a few words that stands within the longer
    one counts nearly as much as the whole.
    """
    if not one or not other:
        return 0.0
    whole = fuzz.ratio(one, other)
    if min(one.count(" "), other.count(" ")) + 1 < _ENOUGH_WORDS:
        return whole
    return max(whole, _PART * fuzz.partial_ratio(one, other))


class WordIndex:
    """Finds the numbered texts that share rare words with a query, so that few are compared."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}

    def add(self, number: int, words: str) -> None:
        """Put a text under all its words."""
        for word in set(words.split()):
            self._places.setdefault(word, array("I")).append(number)

    def near(self, words: str) -> list[int]:
        """The numbers of texts that share at least two of the query's four rarest known words.

        A query of one or two words must share them all.
        """
        known = {word for word in words.split() if word in self._places}
        rare = sorted(known, key=lambda word: (len(self._places[word]), word))[:_RAREST]
        shared = Counter(number for word in rare for number in self._places[word])
        least = min(_SHARED, len(rare))
        return sorted(number for number, count in shared.items() if count >= least)
