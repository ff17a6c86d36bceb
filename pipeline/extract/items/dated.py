"""The day that the words of an ending give: "Complete (18 June)", "Closed 12/05/2023".

The minutes that hold such words and the day that they give are two things: both are kept.
"""

from __future__ import annotations

import datetime as dt

from pipeline.extract.dates import DateContext, DatePhrase, PhraseKind, find_dates, resolve
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

_YEAR, _HALF = dt.timedelta(days=364), dt.timedelta(days=183)
_SLACK = dt.timedelta(days=31)
"""How long before the meeting something may have been done that its log lists as an action."""


def day_of(text: str, hit: StatusHit, held: dt.date | None, *, log: bool = False) -> When | None:
    """The single day that follows an ending directly; in a log, or what was done ("; issued 7 October").

    Where the year is not printed: in minutes it is the such day nearest to the meeting, which was
    `held` then, be it before (something ended) or after (a date is set); in a log, whose rows are
    filled in after their meeting, the first one from a month before it, if within half a year.
    None where no day follows, or no year can be told.
    """
    after = text[hit.end : hit.end + _REACH]
    forms = (words().day_after, words().deed_after) if log else (words().day_after,)
    leads = [compiled(form, ignore_case=True).match(after) for form in forms]
    places = {lead.end() for lead in leads if lead is not None}
    for phrase in find_dates(after):
        if phrase.start not in places or phrase.kind is not PhraseKind.DAY:
            continue
        return _placed(phrase, held, log=log) if held else _seen_from(phrase, None)
    return None


def raised_on(text: str, held: dt.date | None) -> dt.date | None:
    """The earlier meeting that words like "26 June" name, seen from one that was `held` then.

    Without a printed year it is the last such day before; None where there is none.
    """
    phrase = next(iter(find_dates(text)), None)
    if phrase is None or phrase.kind is not PhraseKind.DAY or held is None:
        return None
    found = _seen_from(phrase, held - _YEAR)
    return found.first if found is not None and found.first and found.first < held else None


def _placed(phrase: DatePhrase, held: dt.date, *, log: bool) -> When | None:
    """The day of a phrase in the year that it prints, else in the one that the meeting suggests."""
    if phrase.year is not None:
        return _seen_from(phrase, held)
    if log:
        found = _seen_from(phrase, held - _SLACK)
        return found if found is not None and _gap(found, held) <= _HALF else None
    past, coming = _seen_from(phrase, held - _YEAR), _seen_from(phrase, held)
    if past is None or coming is None:
        return None
    return past if _gap(past, held) <= _gap(coming, held) else coming


def _seen_from(phrase: DatePhrase, held: dt.date | None) -> When | None:
    """The single day of a phrase, the first from `held` on where it prints no year."""
    found = resolve(phrase, DateContext(held=held))
    return found if found.first is not None and found.first == found.last else None


def _gap(found: When, held: dt.date) -> dt.timedelta:
    return abs((found.first or held) - held)


def ahead(found: When | None, held: dt.date | None) -> bool:
    """Whether a day lies after the meeting: minutes do not tell what ended later, they set a date."""
    return found is not None and found.first is not None and held is not None and found.first > held
