"""A short way to say what minutes hold, for the tests of linking: no text, only values."""

from __future__ import annotations

import datetime as dt

from pipeline.model import (
    Action,
    ActionKind,
    ActionUpdate,
    AttendanceStatus,
    Attendee,
    DateBasis,
    DocumentKind,
    Evidence,
    Extraction,
    Grade,
    InspectionMention,
    InspectionReason,
    Meeting,
    MeetingKind,
    Minutes,
    NextMeeting,
    Section,
    SectionRole,
    Span,
    Status,
    When,
    make_id,
    replace,
)

STRIDE = 1000
"""Characters between two facts of one meeting: far enough apart to be no row of one table."""


SHA256 = "0" * 64
"""The hash that every document of these tests has."""


def day(text: str) -> dt.date:
    """A date from its ISO form."""
    return dt.date.fromisoformat(text)


def on(text: str, basis: DateBasis = DateBasis.STATED) -> When:
    """A single day as a stated date."""
    return When(text=text, first=day(text), last=day(text), basis=basis)


def at(place: int, length: int = 20) -> Evidence:
    """Evidence at the nth place of the minutes."""
    return Evidence(span=Span(start=place * STRIDE, end=place * STRIDE + length), rule="test.rule")


def action(
    text: str,
    ref: str = "",
    *,
    place: int = 5,
    kind: ActionKind = ActionKind.LABELLED,
    due: When | None = None,
    section: int | None = None,
) -> Action:
    """An action; its id is made by `meeting`."""
    return Action(
        id="", text=text, ref=ref, kind=kind, evidence=at(place), due=due, section=section
    )


def update(
    ref: str = "",
    status: Status = Status.CLOSED,
    grade: Grade = Grade.LISTED,
    *,
    quote: str = "",
    place: int = 1,
    offset: int = 0,
    successor: str = "",
    raised: dt.date | None = None,
) -> ActionUpdate:
    """A mention of an earlier action; its id is made by `meeting`."""
    start = place * STRIDE + offset
    return ActionUpdate(
        id="",
        status=status,
        grade=grade,
        text=" ".join(word for word in (ref, quote, status) if word),
        evidence=Evidence(span=Span(start=start, end=start + 20), rule="test.rule"),
        ref=ref,
        quote=quote,
        successor_ref=successor,
        raised=raised,
    )


def mention(place: int, *covered: tuple[str, InspectionReason]) -> InspectionMention:
    """Words that name the inspectorate. `covered` gives texts of actions of the same minutes."""
    return InspectionMention(id="", evidence=at(place, 5), programme="PEEL", actions=covered)


def section(number: str) -> Section:
    """An item of the minutes with a number."""
    return Section(
        span=Span(start=0, end=STRIDE),
        number=number,
        heading=None,
        level=0,
        parent=None,
        role=SectionRole.ITEM,
        evidence=at(0),
    )


def meeting(
    held: str | None,
    *facts: Action | ActionUpdate | InspectionMention | Section,
    body: str = "mill-board",
    name: str = "Mill Governance Board",
    path: str | None = None,
    version: str = "",
    people: tuple[str, ...] = (),
    following: When | None = None,
    tracker: bool = False,
    title: str = "",
    series: str = "",
) -> Extraction:
    """One document of one meeting. Ids follow from body, date and words, as everywhere."""
    path = path or f"mill/{held}-{body}{version}.txt"
    meeting_id = make_id("mtg", body, held or path, series)
    actions, updates, mentions = [], [], []
    for number, fact in enumerate(facts):
        if isinstance(fact, Action):
            key = make_id("act", meeting_id, fact.text, fact.ref)
            actions.append(replace(fact, id=key))
        elif isinstance(fact, ActionUpdate):
            updates.append(replace(fact, id=make_id("upd", meeting_id, str(number), fact.text)))
    for number, fact in enumerate(facts):
        if isinstance(fact, InspectionMention):
            covered = tuple(
                (own.id, reason)
                for text, reason in fact.actions
                for own in actions
                if own.text == text
            )
            mentions.append(
                InspectionMention(
                    id=make_id("men", meeting_id, str(number)),
                    evidence=fact.evidence,
                    programme=fact.programme,
                    actions=covered,
                )
            )
    minutes = Minutes(
        span=Span(start=0, end=100 * STRIDE),
        meeting=Meeting(
            id=meeting_id,
            body_id=body,
            body_name=name,
            kind=MeetingKind.TRACKER if tracker else MeetingKind.BOARD,
            title=title,
            held=on(held) if held else When(text=""),
            evidence=at(0),
            next=NextMeeting(when=following, venue="", evidence=at(90)) if following else None,
        ),
        sections=tuple(fact for fact in facts if isinstance(fact, Section)),
        attendees=tuple(
            Attendee(name=person, status=AttendanceStatus.PRESENT, evidence=at(0))
            for person in people
        ),
        actions=tuple(actions),
        updates=tuple(updates),
        inspections=tuple(mentions),
    )
    return Extraction(
        document_id=make_id("doc", SHA256, path),
        path=path,
        kind=DocumentKind.TRACKER if tracker else DocumentKind.MINUTES,
        title=title,
        version=version,
        minutes=(minutes,),
    )
