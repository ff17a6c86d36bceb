"""The day that the words of an ending give: "Complete (18 June)", "Closed 12/05/2023".

The minutes that hold such words and the day that they give are two things: both are kept.
"""

from __future__ import annotations

import datetime as dt

from pipeline.extract.dates import DateContext, PhraseKind, find_dates, resolve
from pipeline.extract.items import endings
from pipeline.extract.items.data import compiled
from pipeline.extract.items.endings import words
from pipeline.extract.items.statuses import StatusHit
from pipeline.model import CLOSING, Grade, When, value


@value
class Told:
    """What the words about one action come to: the status, how strong it is, and the day it gives."""

    hit: StatusHit | None
    grade: Grade
    dated: When | None = None


def told(
    text: str, hit: StatusHit | None, strong: Grade, held: dt.date | None, *, log: bool = False
) -> Told:
    """Judge the status that words come to, seen from a meeting that was `held` then.

    An ending with a day after the meeting is a date that is set ("Complete 31 March"), and told in
    prose; the rows of a `log` are filled in later, so there it stands.
    """
    hit, grade = endings.graded(text, hit, strong)
    if hit is None or not hit.plain or hit.status not in CLOSING:
        return Told(hit=hit, grade=grade)
    day = day_of(text, hit, held, log=log)
    if not log and ahead(day, held):
        return Told(hit=hit, grade=Grade.NARRATIVE)
    return Told(hit=hit, grade=grade, dated=day)


_REACH = 60
"""Code points after an ending in which its day stands."""

_YEAR = dt.timedelta(days=364)
_SLACK = dt.timedelta(days=31)
"""How long before the meeting something may have been done that its log lists as an action."""


def day_of(text: str, hit: StatusHit, held: dt.date | None, *, log: bool = False) -> When | None:
    """The single day that follows an ending directly; in a log, or what was done ("; issued 7 October").

    Where the year is not printed: in minutes it is the last such day up to the meeting, which was
    `held` then; in a log, whose rows are filled in after their meeting, the first one from a month
    before it. None where no day follows.
    """
    after = text[hit.end : hit.end + _REACH]
    forms = (words().day_after, words().deed_after) if log else (words().day_after,)
    leads = [compiled(form, ignore_case=True).match(after) for form in forms]
    places = {lead.end() for lead in leads if lead is not None}
    for phrase in find_dates(after):
        if phrase.start not in places or phrase.kind is not PhraseKind.DAY:
            continue
        since = held - (_SLACK if log else _YEAR) if held else None
        found = resolve(phrase, DateContext(held=since))
        if found.first is not None and found.first == found.last:
            return found
    return None


def ahead(found: When | None, held: dt.date | None) -> bool:
    """Whether a day lies after the meeting: minutes do not tell what ended later, they set a date."""
    return found is not None and found.first is not None and held is not None and found.first > held
