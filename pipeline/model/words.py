"""The closed lists of words: each is one list of docs/database.md."""

from __future__ import annotations

from enum import StrEnum


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
    CORRECTION = "correction"


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


class ReplyKind(StrEnum):
    """A day of the duty to reply to a report (Police Act 1996 s.55)."""

    PUBLISHED = "published"
    LAST_DAY = "last-day"
    ANSWERED = "answered"


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
