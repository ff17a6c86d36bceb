"""How alike two runs of normalised words are, and who might be alike at all."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import lru_cache
from itertools import chain
from zlib import crc32

from rapidfuzz import fuzz

from pipeline.link.rules import Likeness

_ENOUGH_WORDS = 4
_PART = 0.97
_RAREST = 4
_SHARED = 2
_SHORTEST = 3
_STEM = 5


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


def fits(one: str, other: str, least: Likeness, light: frozenset[str]) -> float:
    """The likeness of two normalised texts where both measures hold, else 0."""
    share = shared(one, other, light)
    whole = share < 1.0 and least.few and fewest(one, other, light) <= least.few
    if whole or share < least.words:
        return 0.0
    score = alike(one, other)
    return 0.0 if score < least.letters else score


def shared(one: str, other: str, light: frozenset[str]) -> float:
    """The share (0 to 1) of the shorter text's weighty words that the longer one has, by stem."""
    first, second = (_weighty_stems(text, light) for text in (one, other))
    if not first or not second:
        return 1.0 if one == other else 0.0
    return len(first & second) / min(len(first), len(second))


def fewest(one: str, other: str, light: frozenset[str]) -> int:
    """How many weighty words the text has that has fewer of them."""
    return min(len(_weighty_stems(text, light)) for text in (one, other))


@lru_cache(maxsize=4_096)  # a text is compared with many
def _weighty_stems(text: str, light: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in text.split() if _weighty(word, light))


def names_topic(topic: str, words: str, light: frozenset[str], least: int) -> bool:
    """Whether a heading-like topic of at least `least` weighty words is wholly found in `words`."""
    wanted = _weighty_stems(topic, light)
    return len(wanted) >= least and wanted <= {_stem(word) for word in words.split()}


def same_numbers(one: str, other: str) -> bool:
    """Whether two texts do not contradict each other in their numbers ("Q2", "2023")."""
    first, second = (
        {word for word in text.split() if any(map(str.isdigit, word))} for text in (one, other)
    )
    return not first or not second or bool(first & second)


def _weighty(word: str, light: frozenset[str]) -> bool:
    return (len(word) >= _SHORTEST and word not in light) or any(map(str.isdigit, word))


def _stem(word: str) -> str:
    return word[:_STEM]


class WordIndex:
    """Finds the numbered texts of one office that share rare words with a query.

    Each office has its own words: no other office's texts bear on what is found.

    Words are kept as checksums and most of them occur once: an archive of tens of thousands of
    files must fit. Two words with one checksum only make a text be compared in vain.
    """

    def __init__(self) -> None:
        self._offices: dict[str, dict[int, int | array[int]]] = {}

    def add(self, office: str, number: int, words: str) -> None:
        """Put a text under all its words. Numbers must rise."""
        places = self._offices.setdefault(office, {})
        for key in _keys(office, words):
            held = places.get(key)
            if held is None:
                places[key] = number
            elif isinstance(held, int):
                places[key] = array("I", (held, number))
            else:
                held.append(number)

    def near(self, office: str, words: str) -> list[int]:
        """The numbers of texts that share at least two of the query's four rarest known words.

        A query of one known word must share it.
        """
        places = self._offices.get(office, {})
        known = [
            (held,) if isinstance(held, int) else held
            for key in sorted(_keys(office, words))
            if (held := places.get(key)) is not None
        ]
        rare = sorted(known, key=len)[:_RAREST]
        shared = Counter(chain.from_iterable(rare))
        least = min(_SHARED, len(rare))
        return sorted(number for number, count in shared.items() if count >= least)


def _keys(office: str, words: str) -> set[int]:
    start = crc32(f"{office}\x1f".encode("utf-8", "surrogatepass"))
    return {
        crc32(_stem(word).encode("utf-8", "surrogatepass"), start)
        for word in words.split()
        if len(word) >= _SHORTEST
    }
