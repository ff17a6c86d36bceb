"""Words that name the inspectorate, its programmes and the items of its reports.

What the board says of an item and what the inspectorate has done with it are kept apart: only
sentences that say so give an inspectorate status.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.extract.guarded import Family, Look
from pipeline.extract.inspection_items import (
    Named,
    board_status,
    clause,
    inspectorate_status,
    items,
    kinds,
    under,
    whole,
)
from pipeline.extract.inspection_words import Programme, words
from pipeline.extract.items.data import compiled
from pipeline.extract.items.drafts import DraftAction, DraftMention
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import (
    ActionKind,
    InspectionItemKind,
    InspectionReason,
    SectionRole,
    Span,
    replace,
    value,
)

RULES = ("inspection.name", "inspection.programme", "inspection.item", "inspection.heading")


@value
class Covered:
    """Actions (by their place in the meeting's list) that a mention covers, with the reason."""

    mention: DraftMention
    actions: tuple[tuple[int, InspectionReason], ...]


def mentions(reading: Reading) -> list[DraftMention]:
    """Every mention of a meeting in order: headings first where they stand, then sentences.

    An item named in a sentence without a programme belongs to the one programme that its paragraph
    names, or else to that of the heading.
    """
    found: list[DraftMention] = []
    headed: dict[int, DraftMention] = {}
    for index, section in enumerate(reading.sections):
        if section.heading is not None:
            text = section.heading.of(reading.document.text)
            known = section.role is SectionRole.INSPECTION
            told = list(_in_text(text, section.heading.start, index, known=known, heading=True))
            headed.update((index, one) for one in told[:1] if one.programme)
            found += told
    for passage in reading.passages:
        known = reading.role(passage.section) is SectionRole.INSPECTION
        if not _names(known=known).likely(passage.text):
            continue
        here: list[DraftMention] = []
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            here += _in_text(text, passage.span.start + start, passage.section, known=known)
        found += _in_scene(here, _above(reading, passage.section, headed))
    return _settled(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _settled(found: list[DraftMention]) -> list[DraftMention]:
    """The mentions with one topic for one item.

    "The supervision cause of concern" of a meeting is its "cause of concern about the supervision of
    investigations", where no other fits.
    """
    topics = {(one.item_kind, one.programme, one.item_topic) for one in found if one.item_topic}

    def longest(one: DraftMention) -> DraftMention:
        longer = [
            (programme, topic)
            for kind, programme, topic in topics
            if kind is one.item_kind
            and one.programme in {"", programme}
            and set(one.item_topic.split()) < set(topic.split())
        ]
        if not one.item_topic or len(longer) != 1:
            return one
        programme, topic = longer[0]
        like = next(m for m in found if (m.programme, m.item_topic) == (programme, topic))
        return replace(
            one,
            item_topic=topic,
            programme=like.programme,
            title=like.title,
            year=like.year,
            round=like.round,
        )

    return [longest(one) for one in found]


def _above(
    reading: Reading, section: int, headed: Mapping[int, DraftMention]
) -> DraftMention | None:
    """The mention in the heading of an item, or in the nearest one above it."""
    at: int | None = section
    while at is not None and reading.sections:
        if at in headed:
            return headed[at]
        at = reading.sections[at].parent
    return None


def _in_scene(here: list[DraftMention], above: DraftMention | None) -> Iterator[DraftMention]:
    """The mentions of one paragraph, with the programme of the paragraph or heading for its items.

    "This AFI" is the one that the paragraph has named, if it has named but one.
    """
    named = {(one.programme, one.year): one for one in here if one.programme}
    scene = next(iter(named.values())) if len(named) == 1 else None
    if not named:
        scene = above
    last: dict[InspectionItemKind, list[DraftMention]] = defaultdict(list)
    for one in here:
        if one.item_kind is None:
            yield one
            continue
        told = one
        if not one.programme and scene is not None:
            told = replace(one, programme=scene.programme, title=scene.title)
            if one.year is None:
                told = replace(told, year=scene.year, round=scene.round)
        if one.item_number or one.item_topic:
            last[one.item_kind].append(told)
        elif not one.several and len({_which(named) for named in last[one.item_kind]}) == 1:
            number, topic = _which(last[one.item_kind][-1])  # "the AFI itself"
            told = replace(told, item_number=number, item_topic=topic)
        yield told


@cache
def _programmes() -> Family[Programme]:
    return Family((programme, compiled(programme.words)) for programme in words().programmes)


@cache
def _names(*, known: bool) -> Look:
    """What names the inspectorate, a programme or an item: without it words mention nothing.

    Where it is not `known` that they are about the inspectorate, items that others have name none.
    """
    programmes = [pattern for _, pattern in _programmes()]
    listed = [pattern for item, pattern in kinds() if known or item.kind in _OWN_WORDS]
    return Look([compiled(words().names), *programmes, *listed])


def _which(one: DraftMention) -> tuple[str, str]:
    return one.item_number, one.item_topic


def _in_text(
    text: str, offset: int, section: int, *, known: bool, heading: bool = False
) -> Iterator[DraftMention]:
    """The mentions in one sentence. `known`: the item is about the inspectorate already."""
    if not _names(known=known).likely(text):
        return
    named = compiled(words().names).search(text)
    other = compiled(words().not_inspectorate).search(text)
    programmes = [
        (programme, found)
        for programme, pattern in _programmes().likely(text)
        if (found := pattern.search(text))
    ]
    told = [
        (p, f)
        for p, f in programmes
        if p.alone or _inspected(text, f, known=known) or (named and not p.near)
    ]
    if other and not named:
        told = [(p, f) for p, f in told if p.alone]
    if not told and compiled(words().elsewhere).search(text):
        return
    about = bool(named or known or told)
    listed = [row for row in items(text) if about or (row.kind in _OWN_WORDS and not other)]
    if not (named or told or listed):
        return
    if other and not (named or told):
        return
    programme, found = told[0] if told else (None, named)
    year, round_ = _years(text, found, programme) if found is not None else (None, "")
    parts = compiled(words().parts).search(text) is not None
    items_named = bool(listed)
    rule = "inspection.heading" if heading else _rule(found, programme)
    if not listed and found is not None:
        for one in told[1:]:
            yield _named(text, offset, section, rule=rule, named=one)
        listed = [Named(kind=None, start=found.start(), end=found.end())]
    for item in listed:
        said = clause(text, item)
        status = inspectorate_status(said) if items_named or known else None
        yield DraftMention(
            span=Span(start=offset + item.start, end=offset + item.end),
            rule=rule if item.kind is None else "inspection.item",
            section=section,
            programme=programme.id if programme else "",
            title=programme.title if programme else "",
            year=year if item.year is None else item.year,
            round=round_ if item.year is None else "",
            item_kind=item.kind,
            item_number=item.number,
            item_topic=item.topic,
            under=under(item, listed),
            several=item.several,
            inspectorate_status=None if parts and whole(item) else status,
            board_status=board_status(said)
            if items_named and not (item.several or (parts and whole(item)))
            else None,
        )


def _named(
    text: str, offset: int, section: int, *, rule: str, named: tuple[Programme, re.Match[str]]
) -> DraftMention:
    """A further programme that a sentence names."""
    programme, found = named
    year, round_ = _years(text, found, programme)
    return DraftMention(
        span=Span(start=offset + found.start(), end=offset + found.end()),
        rule=rule,
        section=section,
        programme=programme.id,
        title=programme.title,
        year=year,
        round=round_,
    )


def _years(text: str, found: re.Match[str], programme: Programme | None) -> tuple[int | None, str]:
    """The year printed near a programme, and the name of its round where that is one."""
    first = max(0, found.start() - YEAR_BEFORE)
    near = text[first : found.end() + NEAR]
    for told in compiled(words().year).finditer(near):
        for one in words().rounds:
            same = programme is not None and one.programme == programme.id
            if same and compiled(one.words).fullmatch(told[0]):
                return one.first, one.name
        return int(told["year"]), ""
    return None, ""


YEAR_BEFORE = 12
"""Code points before a programme's name in which its year may stand: "the 2021/22 PEEL report"."""


_OWN_WORDS = frozenset({InspectionItemKind.CAUSE_OF_CONCERN, InspectionItemKind.AFI})
"""Kinds of item that only the inspectorate speaks of: anybody may make a recommendation."""


def _rule(found: re.Match[str] | None, programme: Programme | None) -> str:
    return "inspection.programme" if programme and found else "inspection.name"


def _inspected(text: str, found: re.Match[str], *, known: bool) -> bool:
    """Whether a programme's common words ("vetting") stand beside an inspection or its items.

    Where the item of the minutes is about the inspectorate (`known`), its report will do.
    """
    near = text[max(0, found.start() - NEAR) : found.end() + NEAR]
    if re.search(r"\b(?:AFIs?|[Ii]nspection|[Cc]ause\s+(?:of|for)\s+[Cc]oncern|rec\s+\d)", near):
        return True
    return known and re.match(r"\s+report\b", text[found.end() :]) is not None


NEAR = 40
"""Code points about a programme's words in which the inspection stands."""


def cover(
    reading: Reading, found: Sequence[DraftMention], actions: Sequence[DraftAction]
) -> list[Covered]:
    """Which actions each mention covers: named in the action, or by the item it stands in."""
    if not found:
        return []
    reasons: list[list[tuple[int, InspectionReason]]] = [[] for _ in found]
    for index, action in enumerate(actions):
        named = [i for i, m in enumerate(found) if action.span.contains(m.span)]
        if named:
            told = _telling(found, named)
            reasons[told].append((index, InspectionReason.NAMED_IN_ACTION))
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
    for paragraph in _paragraphs_before(reading, action, actions):
        inside = [i for i, m in enumerate(found) if paragraph.span.contains(m.span)]
        if inside:
            return _telling(found, inside)
    return None


def _telling(found: Sequence[DraftMention], indices: Sequence[int]) -> int:
    """Of mentions in one place the one that tells most: an item, or else a programme, if but one."""
    which = [i for i in indices if found[i].item_number or found[i].item_topic]
    named = [i for i in indices if found[i].programme]
    for told in (which, named):
        if (
            len({(found[i].programme, found[i].item_number, found[i].item_topic) for i in told})
            == 1
        ):
            return told[-1]
    return indices[-1]


def _paragraphs_before(
    reading: Reading, action: DraftAction, actions: Sequence[DraftAction]
) -> list[Passage]:
    """The paragraph of the action and the one or two above it, up to another labelled action.

    Where paragraphs are short there are more of them, up to `SCENE` code points.
    """
    near: list[Passage] = []
    for passage in reversed(reading.passages):
        if passage.span.start > action.span.start or passage.section != action.section:
            continue
        if passage.span.overlaps(action.span):
            near.append(passage)
            continue
        far = len(near) >= PARAGRAPHS and action.span.end - passage.span.start > SCENE
        if far or any(_other(one, action) and passage.span.overlaps(one.span) for one in actions):
            break
        near.append(passage)
    return near


def _other(one: DraftAction, action: DraftAction) -> bool:
    return one is not action and one.kind is ActionKind.LABELLED


PARAGRAPHS = 3
"""Paragraphs that set the scene of an action, its own counted."""

SCENE = 700
"""Code points of the same where paragraphs are short: about three of middling length."""
