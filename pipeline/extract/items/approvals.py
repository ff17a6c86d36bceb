"""Minutes of an earlier meeting that this meeting approved as they stood, named by their date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.dates import DateContext, DatePhrase, PhraseKind, find_dates, resolve
from pipeline.extract.guarded import Guarded
from pipeline.extract.items.data import compiled
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Approval, Evidence, Span
from pipeline.models import Strict, load

RULES = ("approval.minutes",)

_AROUND = 2
"""Sentences before and after an approval in which a change may be told."""

_HEAD = 300
"""Code points of a meeting's text in which its body is named."""

_YEAR = dt.timedelta(days=364)


class ApprovalWords(Strict, frozen=True):
    """The shape of `models/approvals.yml`, which explains each."""

    minutes: str
    named: tuple[str, ...]
    between: str
    approved: str
    changed: str


@cache
def words() -> ApprovalWords:
    """The words as they stand in the file."""
    return load("approvals.yml", ApprovalWords)


def approvals(reading: Reading) -> Iterator[Approval]:
    """The earlier meetings whose minutes this one approved, each with the sentence that says so.

    Nothing where the day is not printed, or where a change is told with the approval or right after.
    """
    held = reading.day.held
    if held is None:
        return
    minutes = compiled(words().minutes, ignore_case=True)
    for passage in reading.passages:
        if not minutes.likely(passage.text):
            continue
        parts = sentences(passage.text)
        for place, (start, end) in enumerate(parts):
            days = _approved(reading, passage.text[start:end], held)
            if not days or _changed(reading, passage, parts, place):
                continue
            span = Span(start=passage.span.start + start, end=passage.span.start + end)
            for day in days:
                yield Approval(held=day, evidence=Evidence(span=span, rule=RULES[0]))


def _approved(reading: Reading, sentence: str, held: dt.date) -> list[dt.date]:
    """The days of the meetings whose minutes a sentence approves as they stand."""
    first = _search(words().minutes, sentence)
    if first is None or not _said().likely(sentence) or _search(words().changed, sentence):
        return []
    days: list[dt.date] = []
    at = first.end()
    for phrase in find_dates(sentence):
        if phrase.start < at or phrase.kind is not PhraseKind.DAY:
            continue
        lead = sentence[at : phrase.start]
        if not (_joins(lead) if days else _names(reading, lead)):
            break
        day = _day(phrase, held)
        if day is None:
            return []
        days.append(day)
        at = phrase.end
    return days if days and _said().match(sentence, at) else []


@cache
def _said() -> Guarded:
    """What follows the date of minutes that are approved."""
    return compiled(rf"{words().between}{words().approved}", ignore_case=True)


def _joins(words_between: str) -> bool:
    """Whether nothing but "and" stands between two dates."""
    return re.fullmatch(r"[\s,&]*(?:and\s+)?(?:the\s+)?", words_between) is not None


def _names(reading: Reading, words_between: str) -> bool:
    """Whether words between "minutes" and a date name no other body and nothing that was recorded."""
    others = set(re.findall(r"[^\W\d_]+", words_between.casefold())).difference(words().named)
    if not others:
        return True
    start = reading.within.start
    head = reading.document.text[start : min(start + _HEAD, reading.within.end)].casefold()
    return others.issubset(re.findall(r"\w+", head))


def _changed(
    reading: Reading, passage: Passage, parts: Sequence[tuple[int, int]], place: int
) -> bool:
    """Whether the sentences around an approval tell of a change, here or in the paragraphs beside."""
    before = [passage.text[start:end] for start, end in parts[:place]]
    after = [passage.text[start:end] for start, end in parts[place + 1 :]]
    near = reading.passages
    if passage.index and near[passage.index - 1].section == passage.section:
        above = near[passage.index - 1].text
        before = [above[start:end] for start, end in sentences(above)] + before
    below = near[passage.index + 1 : passage.index + 2]
    if below and below[0].section == passage.section:
        text = below[0].text
        after += [text[start:end] for start, end in sentences(text)]
    return any(_search(words().changed, one) for one in (*before[-_AROUND:], *after[:_AROUND]))


def _day(phrase: DatePhrase, held: dt.date) -> dt.date | None:
    """The day that a phrase gives; without a year, the last such day before the meeting."""
    day = resolve(phrase, DateContext(held=held - _YEAR)).first
    return day if day is not None and day < held else None


def _search(pattern: str, text: str) -> re.Match[str] | None:
    return compiled(pattern, ignore_case=True).search(text)
