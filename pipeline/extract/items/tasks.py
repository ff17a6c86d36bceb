"""Which sentence of a paragraph sets the task that a margin or a mark behind it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.items.data import items
from pipeline.extract.items.owners import leading
from pipeline.extract.parties import Parties, Party
from pipeline.extract.passages import sentences

_SETS = re.compile(
    r"\b(?:to\s+be|will|would|resolved|agreed|to\s+[a-z]{3,}|ask(?:ed)?|should|could|need(?:s|ed)?|"
    r"request(?:ed)?|must|arrange|write|contact)\b",
    re.IGNORECASE,
)
_STRONGLY = re.compile(
    r"\b(?:to\s+be\s+\w+(?:ed|en|n|t)|(?:it\s+was\s+)?(?:agreed|resolved|decided)|(?:was|were)\s+asked|should|must)\b",
    re.IGNORECASE,
)


def tasks(text: str) -> list[tuple[int, int]]:
    """The sentences of a text that may set a task, as (start, end)."""
    return [part for part in sentences(text) if _SETS.search(text[part[0] : part[1]])]


def of_owners(
    text: str, parts: Sequence[tuple[int, int]], owners: Sequence[Party], parties: Parties
) -> list[tuple[int, int]]:
    """Those of some sentences that speak of one of the owners at their start; else all of them."""
    return leads(text, parts, owners, parties) or list(parts)


def leads(
    text: str, parts: Sequence[tuple[int, int]], owners: Sequence[Party], parties: Parties
) -> list[tuple[int, int]]:
    """Those of some sentences that charge one of the owners at their start."""
    who = {owner.attendee for owner in owners if owner.attendee is not None}
    said = []
    for part in parts:
        found = leading(text[part[0] : part[1]], parties)[0]
        if who & {party.attendee for party in found if party.attendee is not None}:
            said.append(part)
    return said


def strongest(text: str, parts: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The last sentence that plainly sets a task, else the last that may; None where none does."""
    said = [part for part in parts if plainly(text[part[0] : part[1]])]
    return next(iter(reversed(said or list(parts))), None)


def plainly(sentence: str) -> bool:
    """Whether a sentence plainly sets a task: "… to be sent", "it was agreed …", "… should …"."""
    return _STRONGLY.search(sentence) is not None


_BARE = re.compile(
    r"[A-Z][\w’'/-]*(?:,?\s+[\w’'/-]+){0,9}?\s+(?P<to>to)\s+"
    r"(?!(?:the|an?|his|her|their|its|our|this|that|these|those|all|both|each|any|date)\b)(?:be\s+\w+|[a-z]{2,})\b"
)
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|could|can|may|said|that|\w+ed)\b"
)


def bare_task(text: str) -> bool:
    """Whether a paragraph is a task without a word that tells: "Price to be asked", "All to note"."""
    found = _BARE.match(text)
    return found is not None and _TELLS.search(text, 0, found.start("to")) is None


def in_order(worth: Sequence[Sequence[int]]) -> list[int]:
    """For each row the place of its choice, each further on than the one before, worth most in all.

    Every row holds the worth of the same places, of which there are no fewer than rows.
    """
    places = len(worth[0])
    best: list[list[tuple[int, list[int]]]] = [[(0, [])] * (places + 1)]
    for number, row in enumerate(worth):
        line: list[tuple[int, list[int]]] = []
        for upto in range(places + 1):
            if upto <= number:
                line.append((-1, []))
                continue
            before, chosen = best[number][upto - 1]
            taken = before + row[upto - 1], [*chosen, upto - 1]
            line.append(max(taken, line[-1], key=lambda one: one[0]))
        best.append(line)
    return best[-1][places][1]


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(items().task_verbs)})\b", re.IGNORECASE)


def sets_task(words: str, parties: Parties) -> bool:
    """Whether the words of a cell or line are a task: an owner who is to act, a verb, "… to be …"."""
    if _verb().match(words) or leading(words, parties)[0]:
        return True
    return re.search(r"\bto\s+be\s+\w+(?:ed|en|n|t)\b|^\W*to\s+[a-z]{3,}", words) is not None
