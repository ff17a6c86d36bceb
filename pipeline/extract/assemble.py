"""From what the components found to the minutes of each meeting, with ids that stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.bodies import Body
from pipeline.extract import inspections, language
from pipeline.extract.dates import DateContext
from pipeline.extract.decks import deck_issue, is_deck
from pipeline.extract.doubts import doubts
from pipeline.extract.front import own_meeting
from pipeline.extract.header import Header
from pipeline.extract.header.later import later_meetings
from pipeline.extract.items.approvals import approvals
from pipeline.extract.items.drafts import (
    DraftAction,
    DraftDecision,
    DraftMention,
    DraftReply,
    DraftUpdate,
)
from pipeline.extract.reading import Reading, flat, read
from pipeline.extract.replies import replies
from pipeline.model import (
    Action,
    ActionUpdate,
    Attendee,
    Decision,
    Document,
    DocumentKind,
    Evidence,
    Extraction,
    InspectionMention,
    InspectionReply,
    Issue,
    Level,
    Meeting,
    MeetingKind,
    Minutes,
    Section,
    Span,
    make_id,
    normalise,
    slug,
    value,
)

if TYPE_CHECKING:
    from spacy.language import Language


@value
class MeetingParts:
    """One meeting of a document before its items are read: its place, items, head and people."""

    within: Span
    sections: tuple[Section, ...]
    header: Header
    attendees: tuple[Attendee, ...]
    issues: tuple[Issue, ...] = ()


def extract(
    document: Document, body: Body, nlp: Language, meetings: Sequence[MeetingParts]
) -> Extraction:
    """What the document says of each of its meetings, and the doubts beside it. Raises nothing.

    A document that is neither minutes nor a tracker and holds no items gives no meeting.
    """
    if is_deck(document):
        return _deck(document, meetings)
    readings = [_reading(document, body, parts) for parts in meetings]
    doc = language.understand(nlp, document.text, readings, facts_alone=True)
    found: list[Minutes] = []
    issues: list[Issue] = []
    for parts, reading in zip(meetings, readings, strict=True):
        issues += [*parts.header.issues, *parts.issues]
        harvested = {key: language.harvest(doc, key, parts.within) for key in KEYS}
        if not _tells(parts, harvested):
            continue
        minutes = _minutes(document, body, parts, reading, harvested)
        found.append(minutes)
        issues += doubts(reading, minutes, language.claimed(doc, reading))
    issues += _outside(document, found)
    first = meetings[0].header if meetings else None
    kind = first.document_kind if first else DocumentKind.OTHER
    if found and kind not in {DocumentKind.MINUTES, DocumentKind.TRACKER}:
        kind = DocumentKind.MINUTES
    return Extraction(
        document_id=document.id,
        path=document.source.path,
        kind=kind,
        title=first.title if first else "",
        version=first.version if first else "",
        marking=first.marking if first else "",
        minutes=tuple(found),
        issues=tuple(issues),
    )


def _deck(document: Document, meetings: Sequence[MeetingParts]) -> Extraction:
    first = meetings[0].header if meetings else None
    return Extraction(
        document_id=document.id,
        path=document.source.path,
        kind=DocumentKind.OTHER,
        title=first.title if first else "",
        version=first.version if first else "",
        marking=first.marking if first else "",
        minutes=(),
        issues=(deck_issue(),),
    )


ENOUGH = 0.98
"""Share of the words that the meetings of a document ought to hold."""


def _outside(document: Document, found: Sequence[Minutes]) -> list[Issue]:
    """Say how much of a document stands outside its meetings: nothing is lost without a word."""
    if not found or found[0].span == Span(start=0, end=len(document.text)):
        return []  # as most documents: one meeting holds all
    whole = sum(block.span.end - block.span.start for block in document.blocks)
    held = sum(
        block.span.end - block.span.start
        for block in document.blocks
        if any(one.span.contains(block.span) for one in found)
    )
    if held >= ENOUGH * whole:
        return []
    message = (
        f"{1 - held / whole:.0%} of the words stand outside the meetings of the file. They can be "
        "searched, but no action is taken from them."
    )
    return [Issue(code="outside-meetings", level=Level.INFO, message=message, stage="extract")]


KEYS = ("actions", "promises", "updates", "decisions", "inspections")
"""The labels of what the components find that are facts."""

Harvest = dict[str, list[object]]


def _reading(document: Document, body: Body, parts: MeetingParts) -> Reading:
    header = parts.header
    return read(
        document=document,
        within=parts.within,
        sections=parts.sections,
        attendees=parts.attendees,
        day=DateContext(
            held=header.held.first,
            next=header.next.when.last if header.next else None,
            later=later_meetings(document.text, parts.sections, header.next),
            body=f"{header.title} {body.name}",
        ),
        tracker=header.kind is MeetingKind.TRACKER,
    )


def _tells(parts: MeetingParts, harvested: Harvest) -> bool:
    """Whether there is a meeting here at all: minutes or a tracker, or items found."""
    if parts.header.document_kind in {DocumentKind.MINUTES, DocumentKind.TRACKER}:
        return True
    if parts.header.document_kind is DocumentKind.AGENDA:
        return False
    return any(harvested[key] for key in ("actions", "updates", "decisions"))


def _minutes(
    document: Document,
    body: Body,
    parts: MeetingParts,
    reading: Reading,
    harvested: Harvest,
) -> Minutes:
    meeting = _meeting(document, body, parts)
    ids = Ids(meeting.id)
    drafts = [one for key in ("actions", "promises") for one in harvested[key]]
    drafted = sorted(
        (one for one in drafts if isinstance(one, DraftAction)), key=lambda one: one.span.start
    )
    made = [_action(document, one, ids) for one in drafted]
    mentions = [one for one in harvested["inspections"] if isinstance(one, DraftMention)]
    covered = inspections.cover(reading, mentions, drafted)
    return Minutes(
        span=parts.within,
        meeting=meeting,
        sections=parts.sections,
        attendees=parts.attendees,
        actions=tuple(made),
        decisions=tuple(
            _decision(document, one, ids)
            for one in harvested["decisions"]
            if isinstance(one, DraftDecision)
        ),
        updates=tuple(
            _update(document, one, ids)
            for one in harvested["updates"]
            if isinstance(one, DraftUpdate)
        ),
        inspections=tuple(_mention(document, one, made, ids) for one in covered),
        approvals=tuple(approvals(reading)),
        replies=tuple(_reply(document, one, ids) for one in replies(reading, mentions)),
    )


def _meeting(document: Document, body: Body, parts: MeetingParts) -> Meeting:
    header = parts.header
    day = header.held.first
    tail = "-tracker" if header.kind is MeetingKind.TRACKER else ""
    if apart := own_meeting(_head(document, parts)):
        tail = f"-{slug(apart)}{tail}"  # an annual and an ordinary meeting may share a day
    undated = make_id("meeting", document.source.sha256, str(parts.within.start))
    return Meeting(
        id=f"{body.id}-{day.isoformat()}{tail}" if day else undated,
        body_id=body.id,
        body_name=body.name,
        kind=header.kind,
        title=header.title,
        held=header.held,
        evidence=header.evidence,
        start_time=header.start_time,
        end_time=header.end_time,
        venue=header.venue,
        chair=header.chair,
        next=header.next,
    )


def _head(document: Document, parts: MeetingParts) -> str:
    """The title, and the lines that stand between the meeting's start and its date."""
    start = parts.within.start
    dated = dict(parts.header.evidences).get("date")
    end = dated.span.start if dated is not None else start
    above = document.text[start:end] if start <= end <= start + HEAD else ""
    return f"{parts.header.title}\n{above}"


HEAD = 400
"""Code points of a head that names the meeting before its date."""


class Ids:
    """Keys made of the meeting, the words and a count of equals: new rules renumber nobody."""

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.seen: Counter[tuple[str, str]] = Counter()

    def make(self, kind: str, words: str) -> str:
        """The next key of a kind for these words."""
        key = (kind, normalise(words))
        nth = self.seen[key]
        self.seen[key] += 1
        return make_id(kind, self.meeting, key[1], str(nth))


def _action(document: Document, one: DraftAction, ids: Ids) -> Action:
    text = flat(one.task.of(document.text))
    return Action(
        id=ids.make("act", text),
        text=text,
        kind=one.kind,
        evidence=Evidence(span=one.span, rule=one.rule),
        ref=one.ref,
        section=one.section,
        owners=one.owners,
        owners_text=one.owners_text,
        due=one.due,
        confidence=one.confidence,
    )


def _decision(document: Document, one: DraftDecision, ids: Ids) -> Decision:
    text = flat(one.span.of(document.text))
    return Decision(
        id=ids.make("dec", text),
        text=text,
        outcome=one.outcome,
        evidence=Evidence(span=one.span, rule=one.rule),
        section=one.section,
        condition=one.condition,
        maker=one.maker,
    )


def _update(document: Document, one: DraftUpdate, ids: Ids) -> ActionUpdate:
    text = flat(one.span.of(document.text))
    return ActionUpdate(
        id=ids.make("evt", f"{one.ref} {text}"),
        status=one.status,
        grade=one.grade,
        text=text,
        evidence=Evidence(span=one.span, rule=one.rule),
        ref=one.ref,
        quote=flat(one.quote.of(document.text)) if one.quote else "",
        section=one.section,
        successor_ref=one.successor_ref,
        owners=one.owners,
        due=one.due,
        dated=one.dated,
        raised=one.raised,
    )


def _mention(
    document: Document, one: inspections.Covered, made: Sequence[Action], ids: Ids
) -> InspectionMention:
    mention = one.mention
    return InspectionMention(
        id=ids.make("ins", mention.span.of(document.text)),
        evidence=Evidence(span=mention.span, rule=mention.rule),
        programme=mention.programme,
        title=mention.title,
        year=mention.year,
        item_kind=mention.item_kind,
        item_number=mention.item_number,
        inspectorate_status=mention.inspectorate_status,
        section=mention.section,
        actions=tuple((made[index].id, reason) for index, reason in one.actions),
        round=mention.round,
        item_topic=mention.item_topic,
        several=mention.several,
        under=mention.under,
        board_status=mention.board_status,
    )


def _reply(document: Document, one: DraftReply, ids: Ids) -> InspectionReply:
    return InspectionReply(
        id=ids.make("rep", f"{one.kind} {one.span.of(document.text)}"),
        kind=one.kind,
        when=one.when,
        evidence=Evidence(span=one.span, rule=one.rule),
        programme=one.programme,
        title=one.title,
        year=one.year,
        round=one.round,
        section=one.section,
    )
