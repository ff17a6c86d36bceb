"""The deadline in the words of an action: which of its dates it is, and its last day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cache

from pipeline.extract.dates.grammar import DatePhrase, PhraseKind, find_dates, grammar
from pipeline.extract.dates.resolve import DateContext, resolve
from pipeline.extract.guarded import Guarded, guarded
from pipeline.model import DateBasis, When, replace, value

BEFORE = 40
"""Characters before a phrase in which its cue stands."""

SURE = 3
"""The strength of "by" and "before"."""

FAR = dt.timedelta(days=270)
"""Beyond this, a date that was given a year only by rolling on was a date in the past."""

_ROLLED = frozenset({DateBasis.YEAR_INFERRED, DateBasis.MONTH})
"""Bases of a date whose year was rolled on, where the words give none."""

_ONE_DAY = dt.timedelta(days=1)
_YEAR = dt.timedelta(days=365)
_MEETINGS = frozenset({PhraseKind.NAMED_MEETING, PhraseKind.NEXT_MEETING})
_SELF_SUFFICIENT = _MEETINGS | {
    PhraseKind.RELATIVE,
    PhraseKind.WORKING_DAYS,
    PhraseKind.BEFORE_MEETING,
    PhraseKind.NEXT_UNIT,
    PhraseKind.END_UNIT,
    PhraseKind.END_NEXT_MONTH,
    PhraseKind.YEAR_END,
    PhraseKind.CALENDAR_YEAR_END,
    PhraseKind.WEEK,
    PhraseKind.WEEKDAY,
}
"""Kinds that look forward by their own words and need no cue."""

_ONE_DAY_KINDS = frozenset({PhraseKind.DAY, PhraseKind.EASTER})
_UNITS = frozenset({PhraseKind.NEXT_UNIT, PhraseKind.WEEK})
_FROM = re.compile(r"\bfrom\s+$")

_OWN_CUES = ("within", "by ")
"""Words inside a phrase that make it a deadline: "within two weeks"."""


@value
class _Cue:
    """What the words before a phrase make of it. `strength` 0 is no cue, 3 is "by"."""

    strength: int
    before: bool = False
    after: bool = False
    edge: str = ""
    start: int = 0


def due(text: str, context: DateContext) -> When | None:
    """The deadline that an action's words give: None where they give none.

    The text of the result runs from the edge of the period ("end of June") to the end of the
    phrase; `last` is the last day that still meets the deadline, None where no date follows
    ("when available"). A date that is past at the meeting, or that belongs to papers or to other
    people, is not a deadline.
    """
    best: tuple[int, When] | None = None
    vague: DatePhrase | None = None
    for phrase in find_dates(text):
        if phrase.kind is PhraseKind.VAGUE:
            vague = vague or phrase
            continue
        cue = _cue(text, phrase)
        if cue.strength == 0:
            continue
        when = _when(text, phrase, cue, context)
        rolled = phrase.year is None and phrase.fy is None
        if context.held and when.last and _not_ahead(when, context.held, cue, rolled=rolled):
            continue
        if best is None or cue.strength > best[0]:
            best = cue.strength, when
    if best is not None:
        return best[1]
    return When(text=vague.text) if vague else None


def _not_ahead(when: When, held: dt.date, cue: _Cue, *, rolled: bool) -> bool:
    """Whether a date is past, or would be: "on 2 July" said in mid-July is not next year's."""
    assert when.last is not None
    if when.last < held:
        return True
    return rolled and when.basis in _ROLLED and cue.strength < SURE and when.last - held > FAR


def deadline(cell: str, context: DateContext, *, standing: bool = False) -> When | None:
    """The date of a cell or field that holds a deadline and nothing else ("June", "30 Sept").

    Unlike `due` it needs no cue, and the date may be past. `standing` tells that the action is an
    earlier one, in a tracker say: a day or month without a year is then the nearest, behind or
    ahead. None where the cell is empty; a text without a date ("TBC") where it holds other words.
    """
    words = cell.strip()
    if not words:
        return None
    phrases = [one for one in find_dates(cell) if one.kind is not PhraseKind.VAGUE]
    if len(phrases) != 1:
        return _short(words, context) or When(text=words)
    cue = _cue(cell, phrases[0])
    when = _when(cell, phrases[0], cue, context)
    rolled = when.basis in (DateBasis.YEAR_INFERRED, DateBasis.MONTH) and not phrases[0].year
    if standing and rolled and context.held and when.last:
        ago = replace(context, held=context.held - _YEAR)
        before = _when(cell, phrases[0], cue, ago)
        if before.last and abs(before.last - context.held) < abs(when.last - context.held):
            when = before
    return replace(when, text=words)


def alone(text: str, context: DateContext) -> When | None:
    """The deadline of a text that holds nothing else ("by 9 Dec", "end of April", "ASAP").

    None where other words stand beside it: they may say something else.
    """
    phrases = find_dates(text)
    if len(phrases) != 1:
        return _short(text, context) if not phrases else None
    phrase = phrases[0]
    cue = _cue(text, phrase)
    lead = text[: cue.start if cue.edge else phrase.start]
    if not _lead().fullmatch(lead) or re.search(r"\w", text[phrase.end :]):
        return None
    if phrase.kind is PhraseKind.VAGUE:
        return When(text=phrase.text)
    return _when(text, phrase, cue, context)


def _short(text: str, context: DateContext) -> When | None:
    """What only a place for deadlines makes a date: "31/3", or "one week" from the meeting on."""
    words = text.strip(" .,;()[]–—-")
    if day := _DAY_MONTH.fullmatch(words):
        month = next((n for n, m in grammar().words.months.items() if m == int(day["month"])), "")
        longer = f"{day['day']} {month.title()}"
    else:
        longer = f"within {words}"
    phrases = find_dates(longer)
    if len(phrases) != 1 or phrases[0].text.casefold() != longer.casefold():
        return None
    when = resolve(phrases[0], context)
    return replace(when, text=words) if when.last is not None else None


_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})")


@cache
def _lead() -> re.Pattern[str]:
    cues = grammar().cues
    words = _one_of([*cues.before, *cues.by, *cues.at])
    return re.compile(rf"\W*(?:{words})?\W*(?:the\s+)?", re.IGNORECASE)


def _when(text: str, phrase: DatePhrase, cue: _Cue, context: DateContext) -> When:
    """Resolve a phrase by its edge and cue."""
    when = resolve(phrase, context)
    start = cue.start if cue.edge else phrase.start
    when = replace(when, text=text[start : phrase.end].strip())
    first, last, basis = when.first, when.last, when.basis
    if first is None or last is None:
        return when
    if cue.after:
        # "after 27/08/2014" sets no last day
        return replace(when, last=None)
    if cue.edge == "unsure":
        return replace(when, first=None, last=None, basis=None)
    if cue.edge == "start":
        last = first
    elif cue.edge == "end":
        first = last
    if cue.before and phrase.kind not in _MEETINGS:
        # a thing done on the morning of a meeting is done before it; "before March" is not, and
        # on the last day of a month it is still done before the month's end
        last = first - _ONE_DAY if cue.edge != "end" else last
        first = last
    return replace(when, first=first, last=last, basis=basis)


def _cue(text: str, phrase: DatePhrase) -> _Cue:
    """Judge the words before a phrase."""
    if _lasting().search(text, 0, phrase.start):
        return _Cue(strength=0)
    lead = text[max(0, phrase.start - BEFORE) : phrase.start]
    edge, start = "", phrase.start
    if hit := _edges().search(lead):
        edge = hit.lastgroup or ""
        start = phrase.start - len(lead) + hit.start(edge)
        lead = lead[: hit.start()]
    past = _not_due().search(lead) if phrase.kind is not PhraseKind.NEXT_MEETING else None
    if past and not _to_come().search(lead, 0, past.start()):
        return _Cue(strength=0, edge=edge, start=start)
    hit = _cues().search(lead)
    kind = (hit.lastgroup or "") if hit else ""
    after = kind == "after" and phrase.kind in _ONE_DAY_KINDS
    return _Cue(
        strength=_strength(text, phrase, kind, edge),
        before=kind == "before",
        after=after,
        edge=edge,
        start=start,
    )


def _strength(text: str, phrase: DatePhrase, kind: str, edge: str) -> int:
    """How surely a phrase is the deadline: 3 for "by", 0 for a date in passing."""
    if kind in ("before", "by") or phrase.text.lower().startswith(_OWN_CUES):
        return SURE
    if kind == "after" and phrase.kind in _ONE_DAY_KINDS:
        return 1
    # a meeting that is only spoken of is none to report to
    forward = phrase.kind in _SELF_SUFFICIENT - {PhraseKind.NAMED_MEETING} or bool(edge)
    if phrase.kind in _UNITS and _FROM.search(text, 0, phrase.start):
        return 0  # "as from next week" begins, and ends nowhere
    if forward or (kind == "at" and phrase.kind is not PhraseKind.QUARTER):
        return 2
    return 1 if _stands_alone(text, phrase) else 0


def _stands_alone(text: str, phrase: DatePhrase) -> bool:
    """Whether a date closes the words after a dash, bracket or stop: "… report. 13 Nov".

    After a comma or a stroke only a day does: "a note on June, July" is no deadline.
    """
    if phrase.kind is PhraseKind.QUARTER:
        return False
    tail = _AT_LATEST.sub("", text[phrase.end :]).strip(" .)]")
    head = text[: phrase.start].rstrip()
    ends = "-–—([.;:|" + (",/" if phrase.kind is PhraseKind.DAY else "")
    return not tail and (not head or head[-1] in ends)


_AT_LATEST = re.compile(r"^\s*,?\s*(?:at\s+the\s+)?latest\b", re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    """The last word or two before a phrase; an article, a colon or a body's letters may be between."""
    cues = grammar().cues
    groups = {
        # what comes before an event that has a day: "before publication on"
        "before": rf"(?:{_one_of(cues.before)})(?:\s+(?:{_one_of(cues.events)})\s+on)?",
        "by": _one_of(cues.by),
        "after": _one_of(cues.after),
        "at": _one_of(cues.at),
    }
    named = "|".join(f"(?P<{name}>{words})" for name, words in groups.items())
    return re.compile(
        rf"(?<![\w])(?:{named})\s*[:–-]?\s*(?:the\s+|its\s+|our\s+)?"
        r"(?:\w+[’']s\s+|(?-i:[A-Z]{2,6})\s+)?$",
        re.IGNORECASE,
    )


@cache
def _edges() -> re.Pattern[str]:
    edges = grammar().edges
    groups = "|".join(
        f"(?P<{name}>{_one_of(words)})"
        for name, words in (("end", edges.end), ("start", edges.start), ("unsure", edges.unsure))
    )
    return re.compile(rf"(?<![\w])(?:{groups})\s*(?:the\s+)?$", re.IGNORECASE)


@cache
def _lasting() -> Guarded:
    return guarded(grammar().lasting, re.IGNORECASE)


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(grammar().to_come, re.IGNORECASE)


@cache
def _not_due() -> re.Pattern[str]:
    words = _one_of(grammar().not_due)
    return re.compile(
        rf"(?<![\w])(?<!be )(?:{words})\s*[:–-]?\s*(?:the\s+|our\s+)?$", re.IGNORECASE
    )


def _one_of(words: list[str]) -> str:
    """A pattern of any of the words, the longest that fits; tried by their first letters."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(told)})" for first, told in rests.items())
