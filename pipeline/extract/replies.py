"""The duty to reply to an inspection report: the days that minutes print, and no judgement of them.

The local policing body publishes its comments within 56 days that begin with the day on which the
report is published (Police Act 1996 s.55(5A), added by the Policing and Crime Act 2017 s.37).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.dates import DateContext, PhraseKind, find_dates, resolve
from pipeline.extract.guarded import Look
from pipeline.extract.inspection_words import words
from pipeline.extract.items.data import compiled
from pipeline.extract.items.drafts import DraftMention, DraftReply
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import ReplyKind, Span, When

RULES = ("inspection.published", "inspection.answered", "inspection.last-day")

_YEAR, _HALF = dt.timedelta(days=364), dt.timedelta(days=183)


def replies(reading: Reading, mentions: Sequence[DraftMention]) -> list[DraftReply]:
    """The days of a meeting: report published, comments published, last day as printed.

    Only in paragraphs that name the inspectorate or an inspection, or whose heading does. Only full
    days count.
    """
    found: list[DraftReply] = []
    if reading.day.held is None:
        return found
    by_item: dict[int, list[DraftMention]] = defaultdict(list)
    for one in mentions:
        by_item[one.section].append(one)
    for passage in reading.passages:
        here = by_item.get(passage.section, ())
        if not here or not _days().likely(passage.text):
            continue
        inside = [one for one in here if passage.span.contains(one.span)]
        headed = [one for one in here if one.rule == "inspection.heading"]
        if not (inside or headed):
            continue
        for start, end in sentences(passage.text):
            if not _days().likely(passage.text[start:end]):
                continue
            place = passage.span_of(start, end)
            said = [one for one in inside if place.contains(one.span)]
            scene = _scene(said, inside, [*inside, *headed])
            if scene is not None:
                found += _in_sentence(reading, passage, (start, end), scene)
    return found


@cache
def _days() -> Look:
    """The words by which one of the three days is given."""
    reply = words().reply
    return Look(map(compiled, (reply.published, reply.answered, reply.last_day)))


def _scene(*nearest: Sequence[DraftMention]) -> DraftMention | None:
    """The mention that tells which report is meant: that of the one programme named nearest by.

    Where none is named at all, the inspectorate's name alone tells that a report of its is meant.
    """
    for mentions in nearest:
        named = {one.programme: one for one in reversed(mentions) if one.programme}
        if len(named) == 1:
            return next(iter(named.values()))
        if named:
            return None
    return next(iter(nearest[-1]), None)


def _in_sentence(
    reading: Reading, passage: Passage, place: tuple[int, int], scene: DraftMention
) -> Iterator[DraftReply]:
    text = passage.text[place[0] : place[1]]
    if compiled(words().elsewhere).search(text):
        return
    reply = words().reply
    answered = compiled(reply.answered).search(text) is not None
    forms = [] if answered else [(ReplyKind.PUBLISHED, RULES[0], reply.published)]
    forms += [
        (ReplyKind.ANSWERED, RULES[1], reply.answered),
        (ReplyKind.LAST_DAY, RULES[2], reply.last_day),
    ]
    for kind, rule, form in forms:
        for found in compiled(form).finditer(text):
            if kind is not ReplyKind.PUBLISHED and compiled(reply.whose).search(text) is None:
                break  # another's reply
            when = _day(reading, text, found.end(), ahead=kind is ReplyKind.LAST_DAY)
            if when is None:
                continue
            begin = passage.span.start + place[0]
            yield DraftReply(
                span=Span(start=begin, end=begin + len(text)),
                rule=rule,
                section=passage.section,
                kind=kind,
                when=when,
                programme=scene.programme,
                title=scene.title,
                year=scene.year,
                round=scene.round,
            )


def _day(reading: Reading, text: str, start: int, *, ahead: bool) -> When | None:
    """The day that begins at a place of a sentence: the last such day, or the next one if `ahead`."""
    held = reading.day.held
    for phrase in find_dates(text):
        if phrase.kind is not PhraseKind.DAY or not start <= phrase.start <= start + 4:
            continue
        since = held if ahead or held is None else held - _YEAR
        when = resolve(phrase, DateContext(held=since))
        if when.first is None or when.first != when.last:
            return None
        if not ahead and held is not None and when.first > held:
            return None
        if not ahead and held is not None and phrase.year is None and held - when.first > _HALF:
            return None  # which year is meant cannot be told
        return when
    return None
