"""Whether words that end something end the action: else they are told in prose, and close nothing.

"Complete.", "this action was discharged" and "it was agreed to close it" are said of the action;
"the consultation has closed", "complete in two areas" and "BO thought it complete" are not.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.guarded import Guarded
from pipeline.extract.items import statuses
from pipeline.extract.items.data import compiled
from pipeline.extract.items.statuses import StatusHit
from pipeline.model import CLOSING, Grade, Status
from pipeline.models import Strict, load

REACH = 160
"""Code points before an ending in which its sentence may begin."""


class EndingWords(Strict, frozen=True):
    """The shape of `models/endings.yml`, which explains each."""

    leads: tuple[str, ...]
    subject: str
    starts: str
    joins: str
    limits: str
    follows: str
    objects: str
    contradictions: str
    views: str
    day_after: str
    deed_after: str


@cache
def words() -> EndingWords:
    """The words as they stand in the file."""
    return load("endings.yml", EndingWords)


def graded(text: str, hit: StatusHit | None, strong: Grade) -> tuple[StatusHit | None, Grade]:
    """The status to take from the words about one action, and how strong it is.

    `hit` is what the words come to. Where it is an ending that is not said of the action itself,
    another ending of the same words that is may stand for it (where the action lives on elsewhere
    is then still told by `hit`); else the grade is narrative.
    """
    if hit is None or not hit.plain or hit.status not in CLOSING or own(text, hit):
        return hit, strong
    for other in reversed(statuses.hits(text)):
        if other.plain and other.status in CLOSING and own(text, other):
            return (hit if hit.status in _MOVING else other), strong
    return hit, Grade.NARRATIVE


_GOES_ON = re.compile(r"[^\S\n\t]+\w")
_MOVING = frozenset({Status.TRANSFERRED, Status.CLOSED_SUPERSEDED})


def own(text: str, hit: StatusHit) -> bool:
    """Whether an ending at a place of `text` is said of the action that the text is about."""
    after = text[hit.end : hit.end + REACH]
    if _pattern(words().limits).match(after) or not _rests(after, hit.status):
        return False
    first = max(0, hit.start - REACH)
    before = text[first : hit.start]
    starts = [found.end() for found in _pattern(words().starts).finditer(before)]
    if first == 0:
        starts.append(0)
    led = [before[start:] for start in starts if _lead().fullmatch(_plain(before[start:]))]
    if not (any(not view(lead) for lead in led) or _joined(text, hit)):
        return False
    return _pattern(words().contradictions).search(text, hit.end) is None


def _rests(after: str, status: Status) -> bool:
    """Whether an ending stops where it stands, or goes on as one of an action may."""
    if status in _MOVING:  # what follows is where the action lives on
        return True
    taken = _pattern(words().objects).match(after)
    rest = after[taken.end() if taken else 0 :]
    return not _GOES_ON.match(rest) or _pattern(words().follows).match(rest) is not None


def _joined(text: str, hit: StatusHit) -> bool:
    """Whether an ending goes on from another of the action: "Discharged, and moved to the Panel"."""
    ended = [one for one in statuses.hits(text) if one.plain and one.status in CLOSING]
    return any(
        _pattern(words().joins).fullmatch(text[one.end : hit.start]) and own(text, one)
        for one in ended
        if one.end <= hit.start
    )


def view(lead: str) -> bool:
    """Whether the words before an ending report it as a view, a question or a proposal."""
    return _pattern(words().views).search(lead) is not None


def _plain(lead: str) -> str:
    """Words before an ending with single blanks, one at the end; nothing where there are none."""
    told = " ".join(lead.strip(" \t\n–—-:(.,").split())
    return f"{told} " if told else ""


@cache
def _lead() -> Guarded:
    leads = "|".join(words().leads).replace("SUBJECT", words().subject)
    return compiled(rf"(?:{leads})", ignore_case=True)


def _pattern(pattern: str) -> Guarded:
    return compiled(pattern, ignore_case=True)
