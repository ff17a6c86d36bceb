"""Doubts that only several documents together show, as issues beside the facts."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.link.records import Archive, MeetingRecord, UpdateRecord
from pipeline.link.threads import Threads
from pipeline.model import CLOSING, DECISIVE, Grade, Issue, Level, LinkIssue, Span, Status

CODES = (
    "several-versions",
    "update-unattributed",
    "update-ambiguous",
    "status-contradicted",
    "re-opened",
    "ref-used-twice",
    "person-ambiguous",
)
"""Every issue code of the stage `link`."""

_WEAK = frozenset({Grade.COUNT, Grade.LOG_UPDATED, Grade.NARRATIVE})


def doubts(
    archive: Archive, threads: Threads, approved: Collection[str] = frozenset()
) -> list[LinkIssue]:
    """The issues of versions, of mentions that name no action, and of statuses that disagree.

    `approved` are the meetings whose drafts were approved later: their endings count.
    """
    settled = [*_statuses(threads, approved), *_reused(threads)]
    return [*_versions(archive), *_loose(threads), *settled]


def _versions(archive: Archive) -> list[LinkIssue]:
    paths = {(meeting.id, meeting.document): meeting.path for meeting in archive.meetings}
    return [
        _issue(
            record,
            "several-versions",
            Level.INFO,
            "Another file of this meeting is the current one: "
            f"{paths[record.id, archive.current[record.id]]}.",
            None,
        )
        for record in archive.superseded
    ]


def _loose(threads: Threads) -> list[LinkIssue]:
    found = []
    for loose in threads.loose:
        update = loose.update
        level = Level.INFO if update.grade in _WEAK else Level.WARNING
        named = f"the action {update.written_ref}" if update.written_ref else "an earlier action"
        if loose.candidates:
            days = ", ".join(sorted({_day(thread.first.meeting) for thread in loose.candidates}))
            message = f"Which action is meant by {named} is not certain: those of {days} fit."
            found.append(_about(update, "update-ambiguous", level, message))
        elif update.ref or update.quote:
            message = f"The minutes speak of {named}, which is not found in the archive."
            found.append(_about(update, "update-unattributed", level, message))
        else:
            message = "The minutes speak of earlier actions without naming one."
            found.append(_about(update, "update-unattributed", level, message))
    return found


def _statuses(threads: Threads, approved: Collection[str]) -> list[LinkIssue]:
    found = []
    for thread in threads.threads:
        closed: UpdateRecord | None = None
        for update, _ in thread.events:
            if update.status in CLOSING:
                counts = not update.meeting.draft or update.meeting.id in approved
                if update.grade in DECISIVE and counts:
                    closed = closed or update
            elif closed is not None and update.status is not Status.UNKNOWN:
                found += _after_closing(update, closed)
                if update.grade in DECISIVE:
                    closed = None
    return found


def _after_closing(update: UpdateRecord, closed: UpdateRecord) -> list[LinkIssue]:
    if update.grade not in DECISIVE and update.grade is not Grade.NARRATIVE:
        return []
    day = _day(closed.meeting)
    if update.grade in DECISIVE and update.meeting is not closed.meeting:
        message = f"The action was closed on {day} and is spoken of as {update.status} again."
        return [_about(update, "re-opened", Level.WARNING, message)]
    message = f"This says {update.status}; the minutes of {day} closed the action."
    return [_about(update, "status-contradicted", Level.WARNING, message)]


def _reused(threads: Threads) -> list[LinkIssue]:
    found = []
    for earlier, later in threads.reused:
        message = (
            f"The reference is in use for an open action raised on {_day(earlier.first.meeting)}."
        )
        span = Span(start=later.first.start, end=later.first.end)
        found.append(_issue(later.first.meeting, "ref-used-twice", Level.WARNING, message, span))
    return found


def _about(update: UpdateRecord, code: str, level: Level, message: str) -> LinkIssue:
    return _issue(update.meeting, code, level, message, update.span)


def _issue(
    meeting: MeetingRecord, code: str, level: Level, message: str, span: Span | None
) -> LinkIssue:
    return LinkIssue(
        document_id=meeting.document,
        meeting_id=meeting.id,
        issue=Issue(code=code, level=level, message=message, stage="link", span=span),
    )


def _day(meeting: MeetingRecord) -> str:
    return meeting.date.isoformat() if meeting.date else "an unknown day"
