"""What is quoted for a decision: beside its own words, those that say what was decided."""

from __future__ import annotations

import re

from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.drafts import DraftDecision
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Span, replace

ALONE = "decision.alone"
VIEW = "decision.body-view"

BACK = 6
"""Passages above "No objection" in which the application may stand that it answers."""


def quoted(reading: Reading, passage: Passage, decided: DraftDecision) -> DraftDecision:
    """The decision of a sentence of the passage, with all that its words need to be understood."""
    decided = _carried(reading, passage, _whole(reading, passage, decided))
    if decided.rule in _BRIEF:
        return _with_row(reading, passage, decided)
    return _with_subject(reading, passage, decided) if decided.rule == VIEW else decided


def _whole(reading: Reading, passage: Passage, decided: DraftDecision) -> DraftDecision:
    """A sentence with its beginning, where a line that was not joined holds that."""
    text = reading.document.text
    if decided.span.start != passage.span.start or not text[decided.span.start].islower():
        return decided
    above = reading.passages[passage.index - 1] if passage.index else None
    if above is None or above.section != passage.section or above.block.cell:
        return decided
    *_, (start, end) = sentences(above.text) or [(0, 0)]
    if end <= start or above.text.rstrip()[-1:] in _ENDS or above.side:
        return decided
    begin = above.span.start + start
    return replace(decided, span=Span(start=begin, end=decided.span.end))


_ENDS = (".", "!", "?", ":", ";", ")")


def _carried(reading: Reading, passage: Passage, decided: DraftDecision) -> DraftDecision:
    """A bare vote ("Carried unanimously.") with the motion above the lines that propose and second it."""
    text = reading.document.text
    if not _BARE.match(decided.span.of(text)):
        return decided
    at = passage.index
    while at and _MOVERS.match(reading.passages[at - 1].text) and passage.index - at < BACK:
        at -= 1
    if at in (0, passage.index) or reading.passages[at - 1].section != passage.section:
        return decided
    return replace(
        decided, span=Span(start=reading.passages[at - 1].span.start, end=decided.span.end)
    )


_BARE = re.compile(
    r"(?:carried|passed|approved|agreed|all\s+in\s+favour)\b[^.]{0,20}\.?$", re.IGNORECASE
)
_MOVERS = re.compile(r"(?:prop(?:osed|oser)?|second(?:ed|er)?|2nd|moved)\b", re.IGNORECASE)


def _with_subject(reading: Reading, passage: Passage, decided: DraftDecision) -> DraftDecision:
    """A view with the application that it answers, which stands in the lines or cells above."""
    subject = compiled(items().view_subject)
    if subject.search(decided.span.of(reading.document.text)):
        return decided
    for above in reversed(reading.passages[max(0, passage.index - BACK) : passage.index + 1]):
        before = reading.document.text[above.span.start : min(above.span.end, decided.span.start)]
        if above.section != passage.section or _DONE.search(before):
            break
        if hits := list(subject.finditer(before)):
            start = above.span.start + hits[-1].start()
            return replace(decided, span=Span(start=start, end=decided.span.end))
    return decided


_BRIEF = frozenset({ALONE, "decision.opening"})
"""Rules whose sentences say only how it went: "Rejected", "Deferred – to be costed"."""


def _with_row(reading: Reading, passage: Passage, decided: DraftDecision) -> DraftDecision:
    """An outcome that is all of its cell, with the cells of its row that say of what."""
    cell = passage.block.cell
    if cell is None or decided.span != passage.span:
        return decided
    begin = decided.span.start
    for above in reversed(reading.passages[: passage.index]):
        other = above.block.cell
        if other is None or (other.table, other.row) != (cell.table, cell.row):
            break
        if above.section == passage.section and other.column < cell.column:
            begin = above.span.start
    return replace(decided, span=Span(start=begin, end=decided.span.end))


_DONE = re.compile(r"\bno\s?objection", re.IGNORECASE)
