"""Minutes of an earlier meeting that this meeting approved as they stood, named by their date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.dates import DateContext, DatePhrase, PhraseKind, find_dates, resolve
from pipeline.extract.items.data import compiled
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Approval, Evidence, Span
from pipeline.models import Strict, load

RULES = ("approval.minutes",)

_AFTER = 2
"""Sentences after an approval in which a change may be told."""

_YEAR = dt.timedelta(days=364)


class ApprovalWords(Strict, frozen=True):
    """The shape of `models/approvals.yml`, which explains each."""

    minutes: str
    approved: str
    denied: str
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
    for passage in reading.passages:
        parts = sentences(passage.text)
        for place, (start, end) in enumerate(parts):
            sentence = passage.text[start:end]
            found = _approved(sentence)
            if found is None or _changed(reading, passage, parts[place + 1 :]):
                continue
            for day in _days(sentence, found, held):
                span = Span(start=passage.span.start + start, end=passage.span.start + end)
                yield Approval(held=day, evidence=Evidence(span=span, rule=RULES[0]))


def _approved(sentence: str) -> tuple[int, int] | None:
    """Where the dates of approved minutes stand in a sentence."""
    first = _search(words().minutes, sentence)
    if first is None:
        return None
    last = compiled(words().approved, ignore_case=True).search(sentence, first.end())
    if last is None or _search(words().changed, sentence):
        return None
    if _search(words().denied, sentence[first.end() : last.start()]):
        return None
    return first.end(), last.start()


def _changed(reading: Reading, passage: Passage, rest: list[tuple[int, int]]) -> bool:
    """Whether the sentences after an approval tell of a change, here or in the paragraph below."""
    told = [passage.text[start:end] for start, end in rest[:_AFTER]]
    below = reading.passages[passage.index + 1 : passage.index + 2]
    if len(told) < _AFTER and below and below[0].section == passage.section:
        text = below[0].text
        told += [text[start:end] for start, end in sentences(text)[: _AFTER - len(told)]]
    return any(_search(words().changed, one) for one in told)


def _days(sentence: str, place: tuple[int, int], held: dt.date) -> Iterator[dt.date]:
    for phrase in find_dates(sentence):
        inside = place[0] <= phrase.start and phrase.end <= place[1]
        if inside and phrase.kind is PhraseKind.DAY and (day := _day(phrase, held)) is not None:
            yield day


def _day(phrase: DatePhrase, held: dt.date) -> dt.date | None:
    """The day that a phrase gives; without a year, the last such day before the meeting."""
    day = resolve(phrase, DateContext(held=held - _YEAR)).first
    return day if day is not None and day < held else None


def _search(pattern: str, text: str) -> re.Match[str] | None:
    return compiled(pattern, ignore_case=True).search(text)
