"""The few facts of each document that linking needs, kept small: no texts, only short words."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.link.refs import is_bare, ref_key
from pipeline.model import (
    Action,
    ActionKind,
    ActionUpdate,
    Approval,
    DateBasis,
    DocumentKind,
    Extraction,
    Grade,
    InspectionReason,
    LinkIssue,
    MeetingKind,
    Minutes,
    Span,
    Status,
    When,
    normalise,
)

_WORDS_KEPT = 160
_REFINABLE = frozenset({DateBasis.NAMED_MEETING, DateBasis.NEXT_MEETING})


@dataclass(slots=True)
class ActionRecord:
    """An action, as far as linking needs it. `words` are its first words, normalised.

    `item` is the reference of its section, where that is one of a series ("06/15/02/2023").
    """

    id: str
    meeting: MeetingRecord
    ref: str
    item: str
    words: str
    start: int
    end: int
    labelled: bool
    due: When | None


@dataclass(slots=True)
class UpdateRecord:
    """A mention of an earlier action. `quote` holds the quoted words, normalised.

    `dated` is the day that its words give for an ending, `raised` that of the meeting which they say
    raised the action.
    """

    id: str
    meeting: MeetingRecord
    ref: str
    written_ref: str
    quote: str
    status: Status
    grade: Grade
    start: int
    end: int
    successor: str
    due: When | None
    dated: dt.date | None = None
    raised: dt.date | None = None

    @property
    def span(self) -> Span:
        """Where the words of the mention stand."""
        return Span(start=self.start, end=self.end)


@dataclass(slots=True)
class MentionRecord:
    """Words that name the inspectorate, and the actions of the same minutes that they cover."""

    id: str
    start: int
    end: int
    actions: tuple[tuple[str, InspectionReason], ...]


@dataclass(slots=True, eq=False)
class MeetingRecord:
    """One meeting as one document has it. `names` are those of its attendance, in order.

    `approves` are the days of earlier meetings of the body whose minutes it approved as they stood.
    """

    id: str
    document: str
    path: str
    body: str
    body_name: str
    title: str
    date: dt.date | None
    next: dt.date | None
    tracker: bool
    draft: bool
    rank: tuple[int, int, int, int]
    actions: list[ActionRecord] = field(default_factory=list)
    updates: list[UpdateRecord] = field(default_factory=list)
    mentions: list[MentionRecord] = field(default_factory=list)
    names: tuple[str, ...] = ()
    approves: tuple[Approval, ...] = ()

    @property
    def folder(self) -> str:
        """The top folder of the file: what one office keeps together; empty for a flat archive."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def office(self) -> str:
        """Where the same name is the same person, and words may be one action's: folder or body."""
        return self.folder or self.body

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """The order of time; undated meetings come last, and never speak."""
        return (self.date or dt.date.max, self.path, self.id)


@dataclass(slots=True)
class Archive:
    """Every meeting from its current document, in the order of time, and what was set aside."""

    meetings: list[MeetingRecord]
    current: dict[str, str]
    superseded: list[MeetingRecord]
    issues: list[LinkIssue] = field(default_factory=list)


def gather(extractions: Iterable[Extraction]) -> Archive:
    """Take what linking needs from each extraction, one at a time; the order does not matter.

    Of several documents of one meeting one is current: approved before unmarked before draft,
    minutes before anything else, then the one with more facts, then the first by path.
    """
    versions: dict[str, list[MeetingRecord]] = {}
    for extraction in extractions:
        for minutes in extraction.minutes:
            record = _meeting(extraction, minutes)
            versions.setdefault(record.id, []).append(record)
    meetings: list[MeetingRecord] = []
    superseded: list[MeetingRecord] = []
    current: dict[str, str] = {}
    for meeting_id, records in versions.items():
        records.sort(key=lambda record: (tuple(-part for part in record.rank), record.path))
        chosen = records[0].document
        current[meeting_id] = chosen
        for record in records:
            (meetings if record.document == chosen else superseded).append(record)
    meetings.sort(key=lambda record: record.order)
    superseded.sort(key=lambda record: record.order)
    return Archive(meetings=meetings, current=dict(sorted(current.items())), superseded=superseded)


def _meeting(extraction: Extraction, minutes: Minutes) -> MeetingRecord:
    meeting = minutes.meeting
    facts = (
        len(minutes.actions)
        + len(minutes.updates)
        + len(minutes.decisions)
        + len(minutes.attendees)
        + len(minutes.sections)
    )
    record = MeetingRecord(
        id=meeting.id,
        document=extraction.document_id,
        path=extraction.path,
        body=sys.intern(meeting.body_id),
        body_name=sys.intern(meeting.body_name),
        title=meeting.title[:_WORDS_KEPT],
        date=meeting.held.first,
        next=_one_day(meeting.next.when) if meeting.next else None,
        tracker=meeting.kind is MeetingKind.TRACKER or extraction.kind is DocumentKind.TRACKER,
        draft=extraction.version == "draft",
        rank=(
            {"approved": 2, "": 1}.get(extraction.version, 0),
            int(extraction.kind in {DocumentKind.MINUTES, DocumentKind.TRACKER}),
            facts,
            minutes.span.end - minutes.span.start,
        ),
    )
    numbers = [ref_key(section.number) for section in minutes.sections]
    items = ["" if is_bare(number) else sys.intern(number) for number in numbers]
    record.actions = [_action(record, action, items) for action in minutes.actions]
    record.updates = [_update(record, update) for update in minutes.updates]
    record.mentions = [
        MentionRecord(
            id=mention.id,
            start=mention.evidence.span.start,
            end=mention.evidence.span.end,
            actions=mention.actions,
        )
        for mention in minutes.inspections
    ]
    record.approves = minutes.approvals
    record.names = tuple(sys.intern(attendee.name) for attendee in minutes.attendees)
    return record


def _action(meeting: MeetingRecord, action: Action, items: list[str]) -> ActionRecord:
    return ActionRecord(
        id=action.id,
        meeting=meeting,
        ref=sys.intern(ref_key(action.ref)),
        item=items[action.section] if action.section is not None else "",
        words=_words(action.text),
        start=action.evidence.span.start,
        end=action.evidence.span.end,
        labelled=action.kind is ActionKind.LABELLED,
        due=_refinable(action.due),
    )


def _update(meeting: MeetingRecord, update: ActionUpdate) -> UpdateRecord:
    return UpdateRecord(
        id=update.id,
        meeting=meeting,
        ref=sys.intern(ref_key(update.ref)),
        written_ref=sys.intern(update.ref),
        quote=_words(update.quote),
        status=update.status,
        grade=update.grade,
        start=update.evidence.span.start,
        end=update.evidence.span.end,
        successor=sys.intern(ref_key(update.successor_ref)),
        due=_refinable(update.due),
        dated=update.dated.first if update.dated else None,
        raised=update.raised,
    )


def _words(text: str) -> str:
    return normalise(text[: 2 * _WORDS_KEPT])[:_WORDS_KEPT]


def _refinable(due: When | None) -> When | None:
    return due if due is not None and due.basis in _REFINABLE else None


def _one_day(when: When) -> dt.date | None:
    return when.first if when.first is not None and when.first == when.last else None
