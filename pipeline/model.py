"""The values that pass between the stages: frozen, typed, made of the standard library alone.

Every fact about a document is a half-open `Span` of code points into `Document.text`:
`text[span.start:span.end]` is the quotation, here and in SQLite alike.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted dataclass with keyword-only fields."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


# --- words: each is one list of DATABASE.md ---------------------------------------------------


class BlockKind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CELL = "cell"
    NOTE = "note"


class FurnitureKind(StrEnum):
    """Text of the file that is not part of the minutes' running text."""

    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page-number"
    COMMENT = "comment"
    DELETED = "deleted"
    WATERMARK = "watermark"
    HIDDEN = "hidden"
    BOILERPLATE = "boilerplate"


class PageOutcome(StrEnum):
    """What became of one page."""

    READ = "read"
    OCR = "ocr"
    NO_TEXT = "no-text"
    BLANK = "blank"
    FAILED = "failed"


class DocumentKind(StrEnum):
    """What a file is."""

    MINUTES = "minutes"
    TRACKER = "tracker"
    AGENDA = "agenda"
    OTHER = "other"


class MeetingKind(StrEnum):
    """What sort of meeting it was."""

    BOARD = "board"
    ACCOUNTABILITY = "accountability"
    PANEL = "panel"
    COMMITTEE = "committee"
    TRACKER = "tracker"
    OTHER = "other"


class DateBasis(StrEnum):
    """Where a date, or its year, comes from (`meetings.date_basis`, `actions.due_basis`)."""

    STATED = "stated"
    SECTION_REF = "section-ref"
    FINANCIAL_YEAR = "financial-year"
    NEXT_MEETING = "next-meeting"
    WEEKDAY = "weekday"
    FILE_NAME = "file-name"
    DOCUMENT_TEXT = "document-text"
    YEAR_INFERRED = "year-inferred"
    MONTH = "month"
    NAMED_MEETING = "named-meeting"
    PERIOD = "period"
    RELATIVE = "relative"


class AttendanceStatus(StrEnum):
    """How somebody stands in the attendance list."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    IN_ATTENDANCE = "in attendance"
    ABSENT = "absent"


class SectionRole(StrEnum):
    """What a section is for."""

    ATTENDANCE = "attendance"
    PREVIOUS_MINUTES = "previous-minutes"
    ACTION_REVIEW = "action-review"
    INSPECTION = "inspection"
    ANY_OTHER_BUSINESS = "any-other-business"
    NEXT_MEETING = "next-meeting"
    SUMMARY_OF_ACTIONS = "summary-of-actions"
    ITEM = "item"


class ActionKind(StrEnum):
    """Marked as an action by the minute-taker, or only promised in prose."""

    LABELLED = "labelled"
    IMPLIED = "implied"


class OwnerKind(StrEnum):
    """What an owner is."""

    PERSON = "person"
    POST = "post"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a decision decided."""

    APPROVED = "approved"
    APPROVED_CONDITIONALLY = "approved-conditionally"
    NOT_APPROVED = "not-approved"
    DEFERRED = "deferred"
    NOTED = "noted"
    AGREED = "agreed"
    RESOLVED = "resolved"


class Status(StrEnum):
    """What a mention says of an action."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    CARRIED_FORWARD = "carried-forward"
    RESCHEDULED = "rescheduled"
    REASSIGNED = "reassigned"
    ON_HOLD = "on-hold"
    COMPLETE = "complete"
    CLOSED = "closed"
    CLOSED_SUPERSEDED = "closed-superseded"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


CLOSING = frozenset({Status.COMPLETE, Status.CLOSED, Status.CLOSED_SUPERSEDED, Status.TRANSFERRED})
"""Statuses that end an action here; the last two live on elsewhere."""


class Grade(StrEnum):
    """How strong the words of a mention are, strongest first."""

    LISTED = "listed"
    STATED = "stated"
    TABLE = "table"
    NARRATIVE = "narrative"
    COUNT = "count"
    LOG_UPDATED = "log-updated"


DECISIVE = frozenset({Grade.LISTED, Grade.STATED, Grade.TABLE})
"""The only grades that can close an action."""


class LinkKind(StrEnum):
    """How one action stands to another."""

    SUPERSEDES = "supersedes"
    TRANSFERS = "transfers"
    DUPLICATES = "duplicates"
    CONTINUES = "continues"


class InspectionItemKind(StrEnum):
    """What hangs on an inspection report."""

    CAUSE_OF_CONCERN = "cause-of-concern"
    RECOMMENDATION = "recommendation"
    AFI = "afi"


class InspectionReason(StrEnum):
    """Why an action is linked to an inspection."""

    NAMED_IN_ACTION = "named-in-action"
    NAMED_IN_SECTION = "named-in-section"
    LINKED_ITEM = "linked-item"
    TRACKER = "tracker"


class InspectorateStatus(StrEnum):
    """What the minutes say that the inspectorate has done with an item."""

    OUTSTANDING = "outstanding"
    PARTIALLY_OUTSTANDING = "partially-outstanding"
    IN_PROGRESS = "in-progress"
    PENDING_SIGN_OFF = "pending-sign-off"
    SIGNED_OFF = "signed-off"
    SUPERSEDED = "superseded"


class Level(StrEnum):
    """How much an issue matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


# --- reading ----------------------------------------------------------------------------------


@value
class Span:
    """A half-open stretch of code points in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is not a stretch."""
        if not 0 <= self.start <= self.end:
            message = f"not a span: {self.start}..{self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@value
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@value
class Issue:
    """A doubt or a defect, kept beside the facts. `code` is a word of `docs/issues.md`."""

    code: str
    level: Level
    message: str
    stage: str
    span: Span | None = None


@value
class SourceFile:
    """A file of the archive. `path` is relative to the archive, with forward slashes."""

    sha256: str
    path: str
    media_type: str
    size: int


@value
class Run:
    """A stretch with one page and one formatting: a Word run, or a PDF line × font."""

    span: Span
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    confidence: float | None = None


@value
class Cell:
    """Where a block stands in a table. All counts from 0; `table` is unique in the document."""

    table: int
    row: int
    column: int
    header: bool = False


@value
class Block:
    """A paragraph, list item or paragraph of a table cell.

    `marker` holds the bullet or the printed number ("3.1", "•"), which is never in the text.
    `level` is the outline level of a heading or the depth of a list item, from 0.
    """

    span: Span
    kind: BlockKind
    runs: tuple[Run, ...] = ()
    style: str = ""
    level: int | None = None
    marker: str = ""
    cell: Cell | None = None


@value
class Furniture:
    """Text kept apart from the running text: headers, footers, comments, deleted words."""

    kind: FurnitureKind
    text: str
    page: int | None = None


@value
class Page:
    """One page: its size in points, its number from 1, what became of it."""

    number: int
    width: float
    height: float
    outcome: PageOutcome = PageOutcome.READ


@value
class Properties:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    created: str = ""


@value
class Document:
    """A file that was read: one text, and everything that is known about its places.

    Blocks are in reading order, do not overlap, and are joined in `text` by one character:
    a tab between neighbouring cells of one table row, else a newline.
    `coverage` is the share (0 to 1) of the source's characters that reached `text`.
    `pages` is empty where the format has no pages.
    """

    source: SourceFile
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    properties: Properties = Properties()
    coverage: float = 1.0
    partial: bool = False
    issues: tuple[Issue, ...] = ()

    @property
    def id(self) -> str:
        """The key of the document: made of its content and its place in the archive."""
        return make_id("doc", self.source.sha256, self.source.path)


# --- understanding ----------------------------------------------------------------------------


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
    `evidence.span` holds the words that give the status.
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


@value
class InspectionMention:
    """Words that name the inspectorate, a programme of its, or an item of a report.

    `actions` lists ids of this meeting's actions that the mention covers, with the reason.
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


# --- across documents -------------------------------------------------------------------------


@value
class ActionLink:
    """One action stands to another. A suggestion waits for a person and proves nothing."""

    source: str
    target: str
    kind: LinkKind
    suggested: bool
    score: float
    reason: str


@value
class InspectionLink:
    """An action serves an inspection; `mention` is the id of the words that show it."""

    action: str
    mention: str
    reason: InspectionReason


@value
class LinkIssue:
    """A doubt that only several documents together show."""

    document_id: str
    meeting_id: str
    issue: Issue


@value
class Links:
    """What holds between documents. Keys are ids of the values above.

    `current` names the current document of each meeting id; `people` gives each attendance
    (meeting id, index) its person id and name; `events` gives an update id the action it is about;
    `dues` refines due dates by the archive's calendar of meetings.
    """

    current: dict[str, str]
    people: dict[tuple[str, int], tuple[str, str]]
    events: dict[str, str]
    dues: dict[str, When]
    actions: tuple[ActionLink, ...] = ()
    inspections: tuple[InspectionLink, ...] = ()
    issues: tuple[LinkIssue, ...] = ()


@value
class Quarantined:
    """A file that could not be read. `message` tells an officer why, and what to do."""

    path: str
    sha256: str
    kind: str
    message: str


# --- keys -------------------------------------------------------------------------------------

_SPACE = re.compile(r"\W+")


def normalise(text: str) -> str:
    """Words in lower case with one space between: what ids and comparisons are made of."""
    return _SPACE.sub(" ", text.casefold()).strip()


def slug(text: str) -> str:
    """A readable key: "Northmoor Police Board" gives "northmoor-police-board"."""
    return normalise(text).replace("_", " ").replace(" ", "-")


def make_id(kind: str, *parts: str) -> str:
    """A key that depends on nothing but its parts: "act-1f0c…", 16 hexadecimal digits."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:16]}"
