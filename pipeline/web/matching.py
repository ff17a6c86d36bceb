"""From what somebody types to a full-text expression: words, "phrases", prefixes, spellings."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import DamerauLevenshtein

_TERM = re.compile(r'-?"[^"]*"?|[^\s"]+')
_WORD = re.compile(r"\w+", re.UNICODE)
_VARIANTS = (
    ("isation", "ization"), ("isations", "izations"), ("ise", "ize"), ("ised", "ized"),
    ("ising", "izing"), ("our", "or"), ("sis", "ses"), ("re", "er"),
)  # fmt: skip
"""Endings that British, American and Greek-born words change; the stemmer does not join them."""


GRAMMAR = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "by",
        "can",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "if",
        "in",
        "is",
        "it",
        "its",
        "many",
        "much",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whose",
        "why",
        "will",
        "with",
    ]
)
"""Words that tell nothing of what a question is about."""

_PLAIN = re.compile(r"[\w\s'’,.?/]+", re.UNICODE)


def expression(typed: str, variants: Callable[[str], tuple[str, ...]] | None = None) -> str:
    """The FTS5 expression for what was typed; "" where it holds no word.

    Every word must occur; "a phrase" as it stands; `word*` as a beginning; `-word` not at all;
    OR between two words. `variants` gives further spellings of a word, any of which will do.
    """
    wanted: list[str] = []
    refused: list[str] = []
    either = False
    for term in _TERM.findall(typed):
        if term == "OR" and wanted:
            either = True
            continue
        bare = term.lstrip("-")
        found = _WORD.findall(bare)
        if not found:
            continue
        if bare.startswith('"') or len(found) > 1:
            piece = _quoted(" ".join(found)) + ("*" if bare.endswith("*") else "")
        elif bare.endswith("*"):
            piece = _quoted(found[0]) + "*"
        else:
            spellings = (found[0], *endings(found[0]), *(variants(found[0]) if variants else ()))
            piece = " OR ".join(_quoted(spelling) for spelling in dict.fromkeys(spellings))
            piece = f"({piece})" if len(spellings) > 1 else piece
        if term.startswith("-"):
            refused.append(piece)
        elif either:
            wanted[-1] = f"({wanted[-1]} OR {piece})"
        else:
            wanted.append(piece)
        either = False
    if not wanted:
        return ""
    return " NOT ".join(
        [" AND ".join(wanted) if not refused else f"({' AND '.join(wanted)})", *refused]
    )


def some(typed: str, variants: Callable[[str], tuple[str, ...]] | None = None) -> str:
    """The FTS5 expression that any of the words typed satisfies, words of grammar left aside.

    "" for a single word, and where a phrase, `-word`, `begin*` or OR shows that the words were
    chosen with care.
    """
    if not _PLAIN.fullmatch(typed.strip()) or " OR " in typed:
        return ""
    words = [word for word in _WORD.findall(typed) if word.casefold() not in GRAMMAR]
    if not words or len(_WORD.findall(typed)) == 1:
        return ""
    spelt = dict.fromkeys(
        spelling
        for word in words
        for spelling in (word, *endings(word), *(variants(word) if variants else ()))
    )
    return " OR ".join(_quoted(word) for word in spelt)


def endings(word: str) -> tuple[str, ...]:
    """Other spellings of a word that differ by a known ending: "analysis" gives "analyses"."""
    low = word.casefold()
    found = []
    for one, other in _VARIANTS:
        for here, there in ((one, other), (other, one)):
            stem = low.removesuffix(here)
            if stem != low and len(stem) > 3:  # noqa: PLR2004 (letters: "our" itself has no other spelling)
                found.append(stem + there)
    return tuple(dict.fromkeys(found))


def neighbours(word: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the register nearest to one that it does not hold: "murry" gives "murray".

    One letter may differ, two in a word of eight letters or more; the first letter may not.
    `vocabulary` holds stems, as the index does.
    """
    low = word.casefold()
    allowed = 2 if len(low) >= 8 else 1  # noqa: PLR2004 (letters)
    if len(low) < 4:  # noqa: PLR2004 (letters: short words have too many neighbours)
        return ()
    forms = {low, low[:-1] + "i"} if low.endswith("y") else {low}  # the stemmer ends "y" in "i"
    near = []
    for term in vocabulary:
        if term[:1] == low[:1] and abs(len(term) - len(low)) <= allowed:
            distance = min(DamerauLevenshtein.distance(form, term) for form in forms)
            if distance <= allowed:
                near.append((distance, term))
    return tuple(term for _, term in sorted(near)[:5])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
