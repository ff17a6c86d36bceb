"""What holds between documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from pipeline.model.meeting import Evidence, When
from pipeline.model.reading import Issue
from pipeline.model.value import value
from pipeline.model.words import InspectionReason, LinkKind


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
class HandClosing:
    """A person says that an action is closed, which no minutes say. It is no evidence of theirs.

    `correction` is the key of the correction, `closed_on` the day that the person gives.
    `document_name` and `document_sha256` tell the paper that shows it.
    """

    action: str
    correction: str
    closed_on: dt.date
    who: str
    note: str
    document_name: str = ""
    document_sha256: str = ""


@value
class DraftApproval:
    """Draft minutes that a later meeting of the same body approved, without any change.

    `meeting` is the one whose minutes are held as a draft, `by` the one that approved them, on
    `day`; `evidence` are its words, in its own document.
    """

    meeting: str
    by: str
    day: dt.date
    evidence: Evidence


@value
class Links:
    """What holds between documents. Keys are ids of the values above.

    `current` names the current document of each meeting id; `people` gives each attendance
    (meeting id, index) its person id and name; `events` gives an update id the action it is about;
    `dues` refines due dates by the archive's calendar of meetings; `due_steps` gives, where that
    became known only later, what the deadline was taken to be from which day on. `closings` are what persons
    closed by hand, `approvals` gives a meeting id the drafts that it approved.
    """

    current: dict[str, str]
    people: Mapping[tuple[str, int], tuple[str, str]]
    events: dict[str, str]
    dues: dict[str, When]
    actions: tuple[ActionLink, ...] = ()
    inspections: tuple[InspectionLink, ...] = ()
    issues: tuple[LinkIssue, ...] = ()
    closings: tuple[HandClosing, ...] = ()
    approvals: dict[str, tuple[DraftApproval, ...]] = msgspec.field(default_factory=dict)
    due_steps: dict[str, tuple[tuple[dt.date, When], ...]] = msgspec.field(default_factory=dict)


@value
class Quarantined:
    """A file that could not be read. `message` tells an officer why, and what to do."""

    path: str
    sha256: str
    kind: str
    message: str
