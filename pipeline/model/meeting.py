"""What the minutes of a meeting say."""

from __future__ import annotations

import datetime as dt

from pipeline.model.reading import Issue, Span
from pipeline.model.value import value
from pipeline.model.words import (
    ActionKind,
    AttendanceStatus,
    DateBasis,
    DocumentKind,
    Grade,
    InspectionItemKind,
    InspectionReason,
    InspectorateStatus,
    MeetingKind,
    Outcome,
    OwnerKind,
    ReplyKind,
    SectionRole,
    Status,
)


@value
class Evidence:
    """Where a fact stands, and the id of the rule that claimed it."""

    span: Span
    rule: str


@value
class When:
    """A date as an interval. `text` is as written; `first`..`last` are both inclusive."""

    text: str
    first: dt.date | None = None
    last: dt.date | None = None
    basis: DateBasis | None = None


@value
class Section:
    """An item of the minutes. `parent` is an index into the same tuple of sections."""

    span: Span
    number: str
    heading: Span | None
    level: int
    parent: int | None
    role: SectionRole
    evidence: Evidence
    purpose: str = ""


@value
class Attendee:
    """A line of the attendance. `name` is as written, without rank, title or bracket.

    `initials` are personal ("NL"); `abbreviation` is whatever the bracket holds ("PCC", "NL").
    `role` is the post as written, `rank` the rank or title before the name.
    """

    name: str
    status: AttendanceStatus
    evidence: Evidence
    initials: str = ""
    abbreviation: str = ""
    role: str = ""
    rank: str = ""
    organisation: str = ""
    remote: bool = False
    chair: bool = False
    minute_taker: bool = False
    note: str = ""
    basis: str = "stated"


@value
class Owner:
    """Who is to do an action. `name` is resolved by `basis`, else as written.

    `attendee` is an index into the meeting's attendees where the owner is one of them.
    """

    text: str
    name: str
    kind: OwnerKind
    basis: str
    evidence: Evidence
    attendee: int | None = None


@value
class Action:
    """What somebody is to do. `section` is an index into the meeting's sections."""

    id: str
    text: str
    kind: ActionKind
    evidence: Evidence
    ref: str = ""
    section: int | None = None
    owners: tuple[Owner, ...] = ()
    owners_text: str = ""
    due: When | None = None
    confidence: float = 1.0


@value
class Decision:
    """What a meeting decided."""

    id: str
    text: str
    outcome: Outcome
    evidence: Evidence
    section: int | None = None
    condition: str = ""
    maker: str = ""


@value
class ActionUpdate:
    """A mention of an earlier action. `ref` is empty where the words give none.

    `quote` holds the words of the earlier action where they are quoted: linking compares them.
    `evidence.span` holds the words that give the status; `dated` is the day that they give for an
    ending ("Complete (18 June)"), `raised` that of the meeting which they say raised the action ("AP3
    of 26 June"), where they give one.
    """

    id: str
    status: Status
    grade: Grade
    text: str
    evidence: Evidence
    ref: str = ""
    quote: str = ""
    section: int | None = None
    successor_ref: str = ""
    owners: tuple[Owner, ...] = ()
    due: When | None = None
    dated: When | None = None
    raised: dt.date | None = None


@value
class Approval:
    """Words that approve the minutes of an earlier meeting of the same body, without any change."""

    held: dt.date
    evidence: Evidence


@value
class InspectionMention:
    """Words that name the inspectorate, a programme of its, or an item of a report.

    `actions` lists ids of this meeting's actions that the mention covers, with the reason.
    `item_number` or `item_topic` tells which item is meant; `several` where a group is named, and no
    one item. `under` is the number or topic of the cause of concern under which the words put a
    recommendation. `board_status` is what they say that the board or the force makes of the item.
    """

    id: str
    evidence: Evidence
    programme: str = ""
    title: str = ""
    year: int | None = None
    item_kind: InspectionItemKind | None = None
    item_number: str = ""
    inspectorate_status: InspectorateStatus | None = None
    section: int | None = None
    actions: tuple[tuple[str, InspectionReason], ...] = ()
    round: str = ""
    item_topic: str = ""
    several: bool = False
    under: str | None = None
    board_status: Status | None = None


@value
class InspectionReply:
    """A day of the duty to reply to a report: published, answered, or the last day as printed."""

    id: str
    kind: ReplyKind
    when: When
    evidence: Evidence
    programme: str = ""
    title: str = ""
    year: int | None = None
    round: str = ""
    section: int | None = None


@value
class NextMeeting:
    """What the minutes say of the next meeting."""

    when: When
    venue: str
    evidence: Evidence


@value
class Meeting:
    """One meeting, or a tracker dated by the day it was compiled."""

    id: str
    body_id: str
    body_name: str
    kind: MeetingKind
    title: str
    held: When
    evidence: Evidence
    start_time: str = ""
    end_time: str = ""
    venue: str = ""
    chair: str = ""
    next: NextMeeting | None = None


@value
class Minutes:
    """What the minutes of one meeting say. `span` is their part of the document."""

    span: Span
    meeting: Meeting
    sections: tuple[Section, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    updates: tuple[ActionUpdate, ...] = ()
    inspections: tuple[InspectionMention, ...] = ()
    approvals: tuple[Approval, ...] = ()
    replies: tuple[InspectionReply, ...] = ()


@value
class Extraction:
    """What was understood of one document: usually one meeting, sometimes several or none."""

    document_id: str
    path: str
    kind: DocumentKind
    title: str
    version: str = ""
    marking: str = ""
    minutes: tuple[Minutes, ...] = ()
    issues: tuple[Issue, ...] = ()
