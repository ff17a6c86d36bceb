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
    plainly = [part for part in parts if _STRONGLY.search(text[part[0] : part[1]])]
    return next(iter(reversed(plainly or list(parts))), None)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(items().task_verbs)})\b", re.IGNORECASE)


def sets_task(words: str, parties: Parties) -> bool:
    """Whether the words of a cell or line are a task: an owner who is to act, a verb, "… to be …"."""
    if _verb().match(words) or leading(words, parties)[0]:
        return True
    return re.search(r"\bto\s+be\s+\w+(?:ed|en|n|t)\b|^\W*to\s+[a-z]{3,}", words) is not None
