"""Words that name the inspectorate, its programmes and the items of its reports.

What the board says of an item and what the inspectorate has done with it are kept apart: only
sentences that say so give an inspectorate status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.items.data import compiled
from pipeline.extract.items.drafts import DraftAction, DraftMention
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import (
    ActionKind,
    InspectionItemKind,
    InspectionReason,
    InspectorateStatus,
    SectionRole,
    Span,
    value,
)
from pipeline.models import Strict, load

RULES = ("inspection.name", "inspection.programme", "inspection.item", "inspection.heading")


class Programme(Strict, frozen=True):
    """A programme of inspections; `alone` where its name needs no inspectorate beside it."""

    id: str
    title: str
    words: str
    alone: bool = False


class Item(Strict, frozen=True):
    """A kind of item that hangs on a report."""

    kind: InspectionItemKind
    words: str


class StatusWords(Strict, frozen=True):
    """Words that say what the inspectorate has done."""

    status: InspectorateStatus
    words: str


class InspectionWords(Strict, frozen=True):
    """The shape of `models/inspections.yml`."""

    body: str
    names: str
    programmes: tuple[Programme, ...]
    items: tuple[Item, ...]
    inspectorate_statuses: tuple[StatusWords, ...]
    not_inspectorate: str
    year: str


@value
class Covered:
    """Actions (by their place in the meeting's list) that a mention covers, with the reason."""

    mention: DraftMention
    actions: tuple[tuple[int, InspectionReason], ...]


@cache
def words() -> InspectionWords:
    """The words as they stand in the file."""
    return load("inspections.yml", InspectionWords)


def mentions(reading: Reading) -> list[DraftMention]:
    """Every mention of a meeting in order: headings first where they stand, then sentences."""
    found: list[DraftMention] = []
    for index, section in enumerate(reading.sections):
        if section.heading is not None:
            text = section.heading.of(reading.document.text)
            known = section.role is SectionRole.INSPECTION
            found += _in_text(text, section.heading.start, index, known=known, heading=True)
    for passage in reading.passages:
        known = reading.role(passage.section) is SectionRole.INSPECTION
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            found += _in_text(text, passage.span.start + start, passage.section, known=known)
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def _in_text(
    text: str, offset: int, section: int, *, known: bool, heading: bool = False
) -> Iterator[DraftMention]:
    """The mentions in one sentence. `known`: the item is about the inspectorate already."""
    named = compiled(words().names).search(text)
    other = compiled(words().not_inspectorate).search(text)
    programmes = [
        (programme, found)
        for programme in words().programmes
        if (found := compiled(programme.words).search(text))
    ]
    told = [(p, f) for p, f in programmes if named or p.alone or _inspected(text, f)]
    if other and not named:
        told = [(p, f) for p, f in told if p.alone]
    about = bool(named or known or told)
    listed = [row for row in _items(text) if about or (row[0] in _OWN_WORDS and not other)]
    if not (named or told or listed):
        return
    if other and not (named or told):
        return
    year = compiled(words().year).search(text) if named or told else None
    programme, found = told[0] if told else (None, named)
    status = _status(text) if listed or known else None
    rule = "inspection.heading" if heading else _rule(found, programme)
    if not listed and found is not None:
        listed = [(None, "", found.start(), found.end())]
    for kind, number, start, end in listed:
        yield DraftMention(
            span=Span(start=offset + start, end=offset + end),
            rule=rule if kind is None else "inspection.item",
            section=section,
            programme=programme.id if programme else "",
            title=programme.title if programme else "",
            year=int(year[1]) if year else None,
            item_kind=kind,
            item_number=number,
            inspectorate_status=status,
        )


_OWN_WORDS = frozenset({InspectionItemKind.CAUSE_OF_CONCERN, InspectionItemKind.AFI})
"""Kinds of item that only the inspectorate speaks of: anybody may make a recommendation."""


def _rule(found: re.Match[str] | None, programme: Programme | None) -> str:
    return "inspection.programme" if programme and found else "inspection.name"


def _inspected(text: str, found: re.Match[str]) -> bool:
    """Whether a programme's common words ("vetting") stand beside an inspection or its items."""
    near = text[max(0, found.start() - NEAR) : found.end() + NEAR]
    return (
        re.search(r"\b(?:AFIs?|[Ii]nspection|[Cc]ause\s+(?:of|for)\s+[Cc]oncern|rec\s+\d)", near)
        is not None
    )


NEAR = 40
"""Code points about a programme's words in which the inspection stands."""


def _items(text: str) -> Iterator[tuple[InspectionItemKind | None, str, int, int]]:
    for item in words().items:
        for found in compiled(item.words).finditer(text):
            number = next((g for g in found.groups() if g), "")
            yield item.kind, number, found.start(), found.end()


def _status(text: str) -> InspectorateStatus | None:
    for row in words().inspectorate_statuses:
        if compiled(row.words).search(text):
            return row.status
    return None


def cover(
    reading: Reading, found: Sequence[DraftMention], actions: Sequence[DraftAction]
) -> list[Covered]:
    """Which actions each mention covers: named in the action, or by the item it stands in."""
    reasons: list[list[tuple[int, InspectionReason]]] = [[] for _ in found]
    for index, action in enumerate(actions):
        named = [i for i, m in enumerate(found) if action.span.contains(m.span)]
        if named:
            reasons[named[0]].append((index, InspectionReason.NAMED_IN_ACTION))
            continue
        about = _about(reading, action, found, actions)
        if about is not None:
            reasons[about].append((index, InspectionReason.NAMED_IN_SECTION))
    return [
        Covered(mention=mention, actions=tuple(rows))
        for mention, rows in zip(found, reasons, strict=True)
    ]


def _about(
    reading: Reading,
    action: DraftAction,
    found: Sequence[DraftMention],
    actions: Sequence[DraftAction],
) -> int | None:
    """The mention that sets the scene of an action which names no inspectorate itself.

    A heading about the inspectorate covers the actions below it; a paragraph covers the action
    that follows it with no other action and no heading between.
    """
    text = action.span.of(reading.document.text)
    if compiled(words().not_inspectorate).search(text):
        return None
    if reading.role(action.section) is SectionRole.INSPECTION:
        above: int | None = action.section
        while above is not None:
            for index, mention in enumerate(found):
                if mention.section == above and mention.rule == "inspection.heading":
                    return index
            above = reading.sections[above].parent
    before = _paragraphs_before(reading, action, actions)
    for index, mention in reversed(list(enumerate(found))):
        if any(paragraph.span.contains(mention.span) for paragraph in before):
            return index
    return None


def _paragraphs_before(
    reading: Reading, action: DraftAction, actions: Sequence[DraftAction]
) -> list[Passage]:
    """The paragraph of the action and the one or two above it, up to another labelled action.

    Where paragraphs are short there are more of them, up to `SCENE` code points.
    """
    near: list[Passage] = []
    labelled = ActionKind.LABELLED
    others = [one.span for one in actions if one is not action and one.kind is labelled]
    for passage in reversed(reading.passages):
        if passage.span.start > action.span.start or passage.section != action.section:
            continue
        if passage.span.overlaps(action.span):
            near.append(passage)
            continue
        far = len(near) >= PARAGRAPHS and action.span.end - passage.span.start > SCENE
        if far or any(passage.span.overlaps(other) for other in others):
            break
        near.append(passage)
    return near


PARAGRAPHS = 3
"""Paragraphs that set the scene of an action, its own counted."""

SCENE = 700
"""Code points of the same where paragraphs are short: about three of middling length."""
