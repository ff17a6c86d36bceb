"""What sentences say of actions that they name by number, each list of numbers with its own fate.

"Actions 3, 5 and 8 were closed; action 6 was still in hand, and the Board was content to discharge
action 9." What a number is told from: the word "action" before it, or others of its kind that have it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from pipeline.extract.guarded import Guarded
from pipeline.extract.items import endings, matters, statuses
from pipeline.extract.items.data import compiled
from pipeline.extract.items.dated import Told, told
from pipeline.extract.items.drafts import DraftUpdate
from pipeline.extract.items.statuses import StatusHit
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import CLOSING, Grade, Status, replace, value
from pipeline.models import Strict, load

RULES = ("update.named-refs",)


class FateWords(Strict, frozen=True):
    """The shape of `models/fates.yml`, which explains each."""

    holds: tuple[str, ...]
    introduced: str
    reviewed: str
    ref: str
    joins: str
    clause: str
    agreed: str
    whole: str
    unsure: str
    agreeing: str
    unanswered: str
    conditions: str
    others: str
    goes_on: str


@cache
def words() -> FateWords:
    """The words as they stand in the file."""
    return load("fates.yml", FateWords)


@value
class Named:
    """A list of numbers in a passage, by offsets; `said` is where the words about it begin."""

    start: int
    said: int
    refs: tuple[str, ...]


def forms(refs: Collection[str]) -> frozenset[str]:
    """The forms of some numbers of actions, by which further ones are recognised; short ones as such."""
    tails = (_TAIL.search(ref) for ref in refs)
    return frozenset({*map(_form, refs), *(tail[0] for tail in tails if tail)})


def fates(
    reading: Reading,
    passage: Passage,
    known: AbstractSet[str],
    besides: AbstractSet[str],
    *,
    begun: bool,
) -> list[DraftUpdate]:
    """The events of the numbers that a passage names in its sentences, but for the numbers `besides`.

    `known` are the forms of other numbers of actions in these minutes, by which a number is
    recognised that no word introduces. Outside the items that review actions a number must be
    introduced, and be no mere count ("action 3"). `begun` tells that the passage begins with the
    number of a matter: then minutes and items that it names further are matters too, and none of these.
    """
    text = passage.text
    review = reading.role(passage.section) in REVIEWS
    introduced = [
        one
        for one in _named(text, minutes=review and not begun)
        if review or all(map(_coded, one.refs))
    ]
    if not (review or introduced):
        return []
    alike = {*known, *(_form(ref) for one in introduced for ref in one.refs)} - {_form("1")}
    free = _free(text, alike, introduced)
    found = sorted((*introduced, *free), key=lambda one: one.start)
    parts = sentences(text)
    events: list[DraftUpdate] = []
    for position, (start, end) in enumerate(parts):
        here = [one for one in found if start <= one.start < end]
        if here:
            stop = _end(text, parts[position:], found)
            events += _sentence(reading, passage, here, (start, stop), besides)
    return events


def _named(text: str, *, minutes: bool) -> list[Named]:
    """The lists of numbers that a word introduces: "actions 2016/29, 2016/30 and 2016/33".

    They may also be those of `minutes` and items: "in respect of minute 12/3 (Vans)".
    """
    if not (minutes or any(map(text.__contains__, words().holds))):
        return []
    return [_list(text, match) for match in _introduced(minutes=minutes).finditer(text)]


def _list(text: str, match: re.Match[str]) -> Named:
    refs = tuple(_ref().findall(match["refs"]))
    topic = _TOPIC.match(text, match.end())
    if topic and compiled(words().unsure, ignore_case=True).search(topic[0]):
        topic = None  # "(to be confirmed)" is said of the ending, and names no subject
    return Named(start=match.start(), said=topic.end() if topic else match.end(), refs=refs)


@cache
def _ref() -> re.Pattern[str]:
    return re.compile(words().ref)


@cache
def _introduced(*, minutes: bool) -> Guarded:
    ref, joins = words().ref, words().joins
    introduced = f"{words().introduced}|{words().reviewed}" if minutes else words().introduced
    return compiled(rf"\b(?:{introduced})\s*(?P<refs>{ref}(?:{joins}{ref})*)")


@cache
def _lists() -> Guarded:
    ref, joins = words().ref, words().joins
    return compiled(rf"(?<![\w/.-])(?P<refs>{ref}(?:{joins}{ref})*)")


def _free(text: str, forms: set[str], besides: Sequence[Named]) -> list[Named]:
    """The lists of numbers that nothing introduces and that have the form of an action's."""
    return [
        _list(text, match)
        for match in _lists().finditer(text)
        if all(_form(ref) in forms or ref in forms for ref in _ref().findall(match["refs"]))
        and not any(other.start <= match.start() < other.said for other in besides)
    ]


def _form(ref: str) -> str:
    """The form of a number: its letters and strokes, and a nought for each run of digits."""
    return _DIGITS.sub("0", ref)


_DIGITS = re.compile(r"\d+")
_TAIL = re.compile(r"(?<=[A-Z/-])0\d{2,3}$")
"""The digits by which minutes call "TB088" for short; a nought before them shows what they are."""


def _coded(ref: str) -> bool:
    """Whether a number is more than a count or a paragraph: "21/04", "CGB/109", "AP3"."""
    return re.search(r"[/A-Z]|\d-\d", ref) is not None


_TOPIC = re.compile(r"\s*\([^()\n]{2,80}\)")


def _end(text: str, parts: Sequence[tuple[int, int]], found: Sequence[Named]) -> int:
    """Where the words about a sentence's last number end: those that go on with it are of it."""
    end = parts[0][1]
    for start, stop in parts[1:]:
        named = any(start <= one.start < stop for one in found)
        if named or compiled(words().goes_on).match(text, start) is None:
            break
        end = stop
    return end


def _sentence(
    reading: Reading,
    passage: Passage,
    here: Sequence[Named],
    within: tuple[int, int],
    besides: AbstractSet[str],
) -> list[DraftUpdate]:
    """The events of one sentence: each list of numbers with the clause that is about it."""
    text = passage.text
    begin, stop = within
    events: list[DraftUpdate] = []
    for position, one in enumerate(here):
        end = here[position + 1].start if position + 1 < len(here) else stop
        if position + 1 < len(here):
            end = _clause(text, one.said, end)
        refs = [ref for ref in one.refs if ref not in besides]
        lead, said = text[begin : one.start], text[one.said : end]
        review = reading.role(passage.section) in REVIEWS
        fate = _fate(lead, said, reading.day.held, review=review) if refs else None
        if fate is not None and fate.hit is not None:
            span = passage.span_of(begin if position == 0 else one.start, len(text[:end].rstrip()))
            events += [
                DraftUpdate(
                    span=span,
                    rule="update.named-refs",
                    section=passage.section,
                    status=fate.hit.status,
                    grade=_grade(fate, one),
                    ref=ref,
                    due=reading.due(said) if fate.hit.status not in CLOSING else None,
                    dated=fate.dated,
                )
                for ref in refs
            ]
        begin = end
    return events


def _clause(text: str, start: int, end: int) -> int:
    """Where the clause about a number ends before the next number's begins."""
    breaks = [match.start() for match in compiled(words().clause).finditer(text, start, end)]
    return breaks[-1] if breaks else end


def _grade(fate: Told, one: Named) -> Grade:
    several = len(one.refs) > 1 and fate.grade is Grade.STATED
    return Grade.LISTED if several else fate.grade


def _fate(lead: str, said: str, held: dt.date | None, *, review: bool) -> Told | None:
    """What a clause comes to: the words behind its numbers, else those before them.

    A condition, another body's doing or somebody's view leave an ending told in prose.
    """
    before = statuses.last(lead)
    if before is not None and before.status is Status.DISPUTED:
        return Told(hit=before, grade=Grade.STATED)
    if compiled(words().unanswered, ignore_case=True).search(lead):
        hit = StatusHit(start=0, end=0, status=Status.OPEN, rule="update.named-refs")
        return Told(hit=hit, grade=Grade.NARRATIVE)
    agreeing = compiled(words().agreeing, ignore_case=True).search(lead)
    clause = f"{agreeing[0]}this{said}" if agreeing else said
    fate = told(clause, statuses.settle(clause), Grade.STATED, held)
    if fate.hit is None and (agreed := _agreed(lead)) is not None:
        # what goes on behind the numbers may be a condition or a day to come: then it is told in prose
        whole = compiled(words().whole).match(said) is not None
        if not whole:
            agreed = replace(agreed, status=Status.OPEN)
        fate = Told(hit=agreed, grade=Grade.STATED if whole else Grade.NARRATIVE)
    if fate.hit is None:
        return _prose(said) if review else None
    hedged = compiled(words().conditions, ignore_case=True).search(lead) is not None
    if fate.hit.status in CLOSING and hedged:
        return Told(hit=replace(fate.hit, status=Status.OPEN), grade=Grade.NARRATIVE)
    if endings.view(lead) or compiled(words().others).search(lead):
        return replace(fate, grade=Grade.NARRATIVE)
    return fate


def _agreed(lead: str) -> StatusHit | None:
    """The ending that a body agrees to before the numbers: "was content to discharge actions"."""
    found = compiled(words().agreed, ignore_case=True).search(lead)
    if found is None:
        return None
    return StatusHit(
        start=found.start(), end=found.end(), status=Status.CLOSED, rule="status.closed"
    )


def _prose(said: str) -> Told | None:
    """What an answer without a word of status comes to."""
    status = matters.in_prose(said)
    if status is Status.UNKNOWN:
        return None
    hit = StatusHit(start=0, end=len(said), status=status, rule="update.named-refs")
    return Told(hit=hit, grade=Grade.NARRATIVE)
