"""The matters of a review: where each begins in a paragraph, and what prose comes to.

"12/38: the new cover was in place. 12/41: DP had asked …" holds two; "The bin has been replaced."
answers one without a number. Prose is only ever narrative: it closes nothing.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.guarded import Guarded
from pipeline.extract.items import statuses
from pipeline.extract.items.data import compiled
from pipeline.extract.passages import sentences
from pipeline.model import Status, value
from pipeline.models import Strict, load


class ProseRule(Strict, frozen=True):
    """Words of running prose and what they come to where no status is named.

    Those that do not report tell only of what is to come.
    """

    status: Status
    reports: bool
    words: str


class MatterWords(Strict, frozen=True):
    """The shape of `models/matters.yml`, which explains each."""

    begins: str
    subject_line: str
    prose: tuple[ProseRule, ...]
    nothing: str
    corrected: str
    corrections: str
    bracketed: str
    deed: str
    arises: str
    others: str


@cache
def words() -> MatterWords:
    """The words as they stand in the file."""
    return load("matters.yml", MatterWords)


@value
class Matter:
    """A matter of a paragraph, by offsets: `start`..`end` is all of it, `said`..`end` the answer.

    `subject` is what stands between the number and the answer, None where nothing does.
    """

    start: int
    said: int
    end: int
    ref: str
    subject: tuple[int, int] | None = None


@value
class Told:
    """A stretch of a paragraph that reports on one matter, and the status its words come to."""

    start: int
    end: int
    status: Status


def numbered(text: str, ref: str) -> list[Matter]:
    """The matters that numbers begin, the first at the start of the text; `ref` is their pattern.

    Further ones begin after a stop, and only numbers that no sum looks like count there.
    """
    heads = [head for head in _heads(ref).finditer(text) if _counts(head)]
    if not heads or heads[0].start() > 0:
        return []
    others = compiled(words().others).search(text, heads[-1].end())
    ends = [*(head.start() for head in heads[1:]), others.start() if others else len(text)]
    return [
        Matter(
            start=head.start(),
            said=head.end(),
            end=len(text[:end].rstrip()),
            ref=head["ref"],
            subject=_subject(head),
        )
        for head, end in zip(heads, ends, strict=True)
    ]


def begins(text: str, ref: str) -> bool:
    """Whether a text begins with the number of a matter: whether `numbered` finds any."""
    head = _heads(ref).match(text)
    return head is not None and _counts(head)


def _counts(head: re.Match[str]) -> bool:
    """Whether what looks like the head of a matter is one."""
    return bool("/" in head["ref"] or head["kind"]) if head["bare"] else _begins(head)


def _begins(head: re.Match[str]) -> bool:
    return head.start() == 0 or bool(head["lead"]) or _CODED.search(head["ref"]) is not None


_CODED = re.compile(r"[/.-]|[A-Z]")


def _subject(head: re.Match[str]) -> tuple[int, int] | None:
    for name in ("subject", "topic", "about", "comma"):
        if head[name]:
            return head.span(name)
    return None


@cache
def _heads(ref: str) -> Guarded:
    # the stop of a heading on the same line may stand before the first
    return compiled(rf"(?:^(?:[.:–—-]\s)?|(?<=[.;!?]\s)){words().begins.replace('REF', ref)}")


def corrects(text: str) -> bool:
    """Whether words put earlier minutes right: "after the final sentence add …"."""
    return compiled(words().corrections, ignore_case=True).search(text) is not None


def announces_corrections(text: str) -> bool:
    """Whether what stands below a sentence are corrections: "subject to the following changes:"."""
    return compiled(words().corrected, ignore_case=True).search(text) is not None


def in_prose(text: str) -> Status:
    """The status that prose comes to where it names none; unknown where it tells none.

    What is still to come is asked for before what is done: "has been drafted and will be sent" is
    in progress.
    """
    return next((rule.status for rule in _fitting(text)), Status.UNKNOWN)


def arising(text: str) -> int | None:
    """Where the answers to earlier actions begin in a paragraph that takes the last minutes."""
    found = compiled(words().arises, ignore_case=True).search(text)
    if found is None:
        return None
    lead = found[0].rstrip().endswith((",", ":", "–", "—", "-"))
    return found.end() if lead else next(a for a, b in sentences(text) if b > found.start())


def deed(text: str) -> bool:
    """Whether a clipped entry tells that something was done: "Draft shared on 22 December"."""
    return compiled(words().deed, ignore_case=True).match(text) is not None


def _fitting(text: str) -> list[ProseRule]:
    return [
        rule
        for rule in words().prose
        if compiled(rule.words, ignore_case=True).search(text) is not None
    ]


def bracketed(text: str) -> list[Told]:
    """The clauses that a status in brackets ends: "the contract has been let (CLOSED); …"."""
    found = []
    for clause in compiled(words().bracketed).finditer(text):
        start = clause.start("clause")
        hit = statuses.last(clause["status"])
        if hit is not None and hit.plain:
            found.append(Told(start=start, end=clause.end(), status=hit.status))
    return found


def reported(text: str, *, party: set[int], acting: set[int]) -> list[Told]:
    """The matters that a paragraph of prose reports on, each with its sentences.

    A sentence about a thing ("The letter had been sent") begins another matter, and so does one that
    names a status; one that names a party first, or only points ("This is ongoing"), goes on with
    the last. `party` holds where parties are named, `acting` where
    sentences begin that are new actions: these report on nothing.
    """
    found: list[Told] = []
    for start, end in clauses(text):
        said = text[start:end]
        if start in acting or compiled(words().nothing, ignore_case=True).search(said):
            continue
        hit = statuses.settle(said)
        if hit is None and not any(rule.reports for rule in _fitting(said)):
            continue
        begins = hit is not None if start in party else _THING.match(said) is not None
        begins = begins or _SEMICOLON.search(text[:start][-2:]) is not None
        goes_on = bool(found) and (not begins or _POINTS.match(said) is not None)
        begin = found.pop().start if goes_on else start
        found.append(Told(start=begin, end=end, status=_status(text[begin:end])))
    return found


def clauses(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, and the parts of a list that semicolons divide."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        for part in _SEMICOLON.split(text[start:end]):
            at = text.index(part, found[-1][1] if found else start)
            found.append((at, at + len(part)))
    return found


_SEMICOLON = re.compile(r";\s+")


def _status(said: str) -> Status:
    hit = statuses.settle(said)
    return hit.status if hit else in_prose(said)


_THING = re.compile(
    r"(?:(?:The|An?|All|Both)|(?:Still\s+(?:a?waiting)|Awaiting)\s+(?:for\s+)?(?:the|an?))\s"
)
_POINTS = re.compile(r"(?:This|These|It|They|That|He|She)\b")
