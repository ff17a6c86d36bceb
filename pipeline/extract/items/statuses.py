"""What words say of an earlier action. A false "closed" is the worst error: doubt reads as open."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.items.data import statuses
from pipeline.model import CLOSING, Status, replace, value


@value
class StatusHit:
    """A status phrase at a place of a text. `plain` is False where it is denied or yet to come."""

    start: int
    end: int
    status: Status
    rule: str
    plain: bool = True


RULES = ("status.asked", "status.denied", "status.future", "status.partial")

TEXTS = 256
"""Texts whose phrases are remembered: a verdict asks for those of its text several times."""

_ASKED = re.compile(r"\s?\?")  # "Superseded?" asks, and tells nothing

_DENIED = re.compile(
    r"\b(?:not|never|cannot|can[’']?t|isn[’']?t|hasn[’']?t|haven[’']?t|wasn[’']?t|aren[’']?t|"
    r"no\s+longer|yet\s+to\s+be|unable\s+to\s+be|nothing|neither|none)\s+(?:[\w’']+\s+){0,3}$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|can|to|once|until|till|when|if|unless|before|"
    r"after|needs?|expected|aim(?:s|ing)?|due|plans?|planned|hopes?|hoped|likely|intends?|nearly|"
    r"almost|target(?:ed)?|awaiting|pending|requires?|subject\s+to|proposed|propose)\s+"
    r"(?:[\w’'-]+\s+){0,4}$"
    # a condition may have a longer subject: "once the new team's recruitment has been completed"
    r"|\b(?:once|until|if|unless)\s+(?:[\w’'-]+\s+){5,9}$"
    # what is still to come may be told of two things: "the letter will be sent and the action closed"
    r"|\b(?:will|would|shall|should|could|can|may|might|must|to)\s+(?:[\w’'-]+\s+){2,12}and\s+"
    r"(?:(?:the|this|that)\s+)?(?:(?:action|item|matter)\s+)?$",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agree[ds]?|decided|resolved|happy|content|approved)\s+(?:to|that\s+(?:it|this|the\s+action)"
    r"\s+(?:can|could|should|would)\s+be|for\s+this\s+to\s+be)\s*(?:be\s+|formally\s+)*$",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:partially|partly|part|half|(?:thirds?|quarters?)|mostly|largely|\d{1,2}\s?%|nearly|almost|un|in)[\s-]*$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s+(?:session|meeting|minutes?|items?|part|doors?|question|churchyard|circuit|roads?|cases?|"
    r"list|forms?|surveys?|to\s+the\s+(?:public|press)|investigations?|the\b(?!\s+(?:action|item)\b)|an?\b|all\b|his\b|her\b|"
    r"their\b|its\b|your\b|with\s+a\s+vote|application)",
    re.IGNORECASE,
)


@lru_cache(maxsize=TEXTS)
def hits(text: str) -> tuple[StatusHit, ...]:
    """The status phrases of a text in order of place; the longest wins where they overlap."""
    found: list[StatusHit] = []
    for word, pattern in statuses().likely(text):
        for match in pattern.finditer(text):
            hit = _read(text, match.start(), match.end(), word.label, word.id)
            if hit is not None:
                found.append(hit)
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[StatusHit] = []
    for hit in found:
        if kept and hit.start < kept[-1].end:
            continue
        kept.append(hit)
    return tuple(kept)


_ONCE = re.compile(
    r"[\w\s’']{0,30}?\b(?:once|when|after|if|subject\s+to|provided|as\s+soon\s+as|following)\b"
    # "completed and in place until June": how long it holds, no condition of its completion
    r"|(?:(?!\band\b)[\w\s’']){0,30}?\buntil\b"
)
_AFTERWARDS = re.compile(r"\b(?:after|following)$")
_COMING = re.compile(r"[^.;]{0,60}\b(?:to\s+be|will|would|still|not\s+yet)\b", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:was|were|(?:has|have|had)\s+(?:now\s+|all\s+|since\s+)?been)\s+"
    r"(?:(?:all|both|now|formally|duly|then|also|confirmed|noted|recorded|reported|agreed|marked)\s+(?:as\s+)?)*$",
    re.IGNORECASE,
)
"""What tells of the past right before an ending: then "following" names no condition of it."""

_CAN = re.compile(
    r"^[\s–—-]*can\s+(?:now\s+)?be\s+$|\b(?:this|the|these|that|which|following)\s+(?:[\w-]+\s+)?(?:actions?\s+)?can\s+(?:now\s+)?(?:be\s+)?$",
    re.IGNORECASE,
)


def settle(text: str) -> StatusHit | None:
    """The status that the words of one event come to.

    A dispute says more than whatever else is told, unless the action is closed after it. An ending
    that moves or replaces the action says more than the ending alone; a new date says more than
    that the action is open; else the latest words hold.
    """
    if not hits(text):
        return None
    plain = [hit for hit in hits(text) if hit.plain]
    disputed = [hit for hit in plain if hit.status is Status.DISPUTED]
    if disputed and plain[-1].status is not Status.CLOSED:
        return disputed[-1]
    for status in (Status.TRANSFERRED, Status.CLOSED_SUPERSEDED, Status.REASSIGNED):
        for hit in plain:
            if hit.status is status:
                return hit
    openings = (_opening(text, *part) for part in reversed(_sentences(text)))
    opening = next((one for one in openings if one is not None), None)
    if opening and not (opening.status is Status.OPEN and plain and plain[-1].end > opening.end):
        return opening
    moved = [hit for hit in plain if hit.status is Status.RESCHEDULED]
    final = last(text)
    if moved and (final is None or final.status in {Status.OPEN, Status.IN_PROGRESS}):
        return moved[-1]
    return final


def _sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(match.end() for match in _STOP.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _opening(text: str, start: int, end: int) -> StatusHit | None:
    """The status that one sentence of a text begins with."""
    found = next((hit for hit in hits(text) if hit.start >= start), None)
    if found is None or not found.plain or found.start > end:
        return None
    lead = _BEFORE.match(text, start, end)
    return found if found.start <= (lead.end() if lead else start) else None


_STOP = re.compile(r"(?<=[.!?])\s+|\n|\s[–—]\s")


def leading(text: str) -> StatusHit | None:
    """The status that a text begins with: "discharged", "agreed to close", "C/Fwd"."""
    lead = _BEFORE.match(text)
    offset = lead.end() if lead else 0
    opening = hits(text[: offset + LEAD])
    first = opening[0] if opening else None
    return first if first and first.plain and first.start <= offset else None


def of_cell(text: str) -> StatusHit | None:
    """The status that a cell of a table tells.

    An ending that the cell begins with stands beside an answer still awaited or a place on the
    agenda ("Completed, no response"): what was to be done is done. Else the latest words hold.
    """
    final = last(text)
    first = leading(text)
    if first is not None and first.status in _GONE and not _taken_back(text, first):
        return first
    if first is None or first.status not in _DONE or not _ENDED.match(text, first.end):
        return final
    after = [hit for hit in hits(text) if hit.start >= first.end]
    if all(hit.rule in _BESIDE for hit in after) and not _DATED.search(text, first.end):
        return first
    return final


def ends(text: str) -> StatusHit | None:
    """The ending that a text begins or closes with, as its own words; prose that names one is not.

    "Completed", "Letter sent. Action closed"; not "CD completed the first form and waits".
    """
    told = of_cell(text)
    if told is None or not told.plain or told.status not in _DONE:
        return None
    alone = told == leading(text) and _ENDED.match(text, told.end)
    closing = not text[told.end :].strip(" .;)") and _OWN_WORDS.search(text[: told.start])
    return told if alone or closing else None


def _taken_back(text: str, first: StatusHit) -> bool:
    """Whether a later sentence of a cell says another thing than the one it begins with."""
    return any(
        hit.start >= first.end and _STOP.search(text[first.end : hit.start]) for hit in hits(text)
    )


_GONE = frozenset({Status.WITHDRAWN, Status.TRANSFERRED, Status.CLOSED_SUPERSEDED})
"""What became of an action that lives on elsewhere or nowhere: what goes on in its stead is told after."""
_DONE = frozenset({Status.COMPLETE, Status.CLOSED})
_BESIDE = frozenset({"status.agenda", "status.answer-awaited"})
_ENDED = re.compile(r"\s*(?:$|[.,;:)–—\n-]|(?=[A-Z]))")
_DATED = re.compile(r"\b\d{1,2}[./]\d{1,2}\b|\b(?i:update)\b")
_OWN_WORDS = re.compile(r"(?:^|[.;:–—\n-]\s*|[.\s](?:[Aa]ction|ACTION)\s*[:–—-]?\s*)$")

_BEFORE = re.compile(
    r"[\s–—:.(-]*(?:agreed\s+to\s+|now\s+|is\s+|was\s+|to\s+be\s+|action\s+|update\s*[:–-]\s*)?",
    re.IGNORECASE,
)


LEAD = 40
"""Code points in which a status that begins a text stands."""


def last(text: str) -> StatusHit | None:
    """The status that a text ends with: of several, the latest printed."""
    found = hits(text)
    plain = [hit for hit in found if hit.plain]
    return plain[-1] if plain else (found[-1] if found else None)


def _read(text: str, start: int, end: int, status: Status, rule: str) -> StatusHit | None:
    """One phrase in its surroundings, or None where it speaks of something else."""
    told = StatusHit(start=start, end=end, status=status, rule=rule)
    if status not in CLOSING and status is not Status.WITHDRAWN:
        return told
    if status in {Status.COMPLETE, Status.CLOSED} and _NOUN.match(text, end):
        return None
    sentence = _lead(text, start)
    agreed = _AGREED.search(sentence) or _CAN.search(sentence)
    if _PARTLY.search(sentence):
        return replace(told, status=Status.IN_PROGRESS, rule="status.partial")
    if (asked := _ASKED.match(text, end)) or _DENIED.search(sentence):
        rule = "status.asked" if asked else "status.denied"
        return replace(told, status=Status.OPEN, rule=rule, plain=False)
    once = _ONCE.match(text, end)
    if once and _AFTERWARDS.search(once[0]) and _WAS.search(sentence):
        # "were confirmed as closed following evidence from the Force", but not "… evidence to be sent"
        once = _COMING.match(text, once.end())
    conditional = status in CLOSING and (once or _bidden(text, start, end))
    if conditional or (_FUTURE.search(sentence) and not agreed):
        return replace(told, status=Status.OPEN, rule="status.future", plain=False)
    return told


def _bidden(text: str, start: int, end: int) -> bool:
    """Whether "complete" asks for something by a day, and does not tell that it is done."""
    return not text[start:end].endswith("d") and _BY.match(text, end) is not None


_BY = re.compile(r"\s+(?:by|before|within|no\s+later\s+than|in\s+time)\b", re.IGNORECASE)


def _lead(text: str, start: int) -> str:
    """The words of the same sentence before a place."""
    lead = text[max(0, start - 120) : start]
    cut = max(lead.rfind(mark) for mark in (". ", ".\n", ";", "! ", "? ", " – ", ": "))
    return lead[cut + 1 :].replace("\n", " ") if cut >= 0 else lead.replace("\n", " ")
