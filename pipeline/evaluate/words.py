"""Comparing words loosely: names without titles, labels against the words of a prediction."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rapidfuzz import fuzz

from pipeline.model import normalise
from pipeline.models import Strict, load

_LIGHT_WEIGHT = 0.2
_STEM = 4
_STEM_SHARE = 0.65
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class LabelWords(Strict, frozen=True):
    """`models/labels.yml`: what label writers write, in the words of the database."""

    statuses: dict[str, tuple[str, ...]]
    outcomes: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    light: tuple[str, ...]


@cache
def label_words() -> LabelWords:
    """The label words, read once. Raises ConfigError where the file is wrong."""
    return load("labels.yml", LabelWords)


def fold(text: str) -> str:
    """Words in lower case without accents or punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", text)
    return normalise("".join(c for c in plain if not unicodedata.combining(c)))


def fold_name(name: str) -> str:
    """A name without brackets, titles, ranks, case and spacing: "Cllr A. Holt" gives "a holt"."""
    words = fold(_BRACKETED.sub(" ", name)).split()
    titles = label_words().titles
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    return " ".join(words)


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike once titles and spacing are gone."""
    first, second = fold_name(one), fold_name(other)
    return bool(first) and (first == second or first.replace(" ", "") == second.replace(" ", ""))


def lookup(table: dict[str, tuple[str, ...]], label: str) -> frozenset[str] | None:
    """The right words for a label; None where any word is right or the label is not known."""
    words = fold(label)
    best = max(
        (key for key in table if f"{words} ".startswith(f"{fold(key)} ")), key=len, default=None
    )
    if best is None or "any" in table[best]:
        return None
    return frozenset(table[best])


def likeness(key: str, words: str) -> float:
    """How much of a label's key occurs in `words`, 0 to 1; 1 where the whole run does.

    Words count when they are equal or share a stem; light words ("the", "to") count little.
    """
    wanted, held = fold(key), fold(words)
    if not wanted or not held:
        return 0.0
    if f" {wanted} " in f" {held} ":
        return 1.0
    light = label_words().light
    pool = set(held.split())
    total = found = 0.0
    for word in wanted.split():
        weight = _LIGHT_WEIGHT if word in light else 1.0
        total += weight
        if word in pool or any(_akin(word, other) for other in pool):
            found += weight
    return 0.99 * found / total


def same_heading(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike two (number, heading) pairs are, 0 to 1; loose in case, punctuation and tags."""
    number, heading = _fold_heading(*one)
    number_too, heading_too = _fold_heading(*other)
    if not heading or not heading_too:
        return 1.0 if number and number == number_too else 0.0
    if heading == heading_too:
        likeness_of_words = 1.0
    elif f"{heading_too} ".startswith(f"{heading} ") or f"{heading} ".startswith(f"{heading_too} "):
        likeness_of_words = 0.95  # a purpose tag or the item's first sentence runs on
    else:
        likeness_of_words = fuzz.ratio(heading, heading_too) / 100
    if number and number_too and number != number_too:
        return likeness_of_words * 0.85
    return likeness_of_words


def _fold_heading(number: str, heading: str) -> tuple[str, str]:
    words = fold(heading)
    digits = re.sub(r"^(?:ref|item|agenda item)\s+", "", fold(number)).strip()
    if not digits and (match := re.match(r"(?:ref )?((?:\d+ )*\d+[a-z]?)(?: |$)", words)):
        digits, words = match[1], words[match.end() :]
    elif digits and words.startswith(f"{digits} "):
        words = words[len(digits) + 1 :]
    return digits, words.strip()


def _akin(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _STEM and shared >= _STEM_SHARE * max(len(one), len(other))
