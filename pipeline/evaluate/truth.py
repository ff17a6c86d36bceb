"""What a person says that a file holds: one `Truth` a meeting, whatever the label format."""

from __future__ import annotations

import datetime as dt

from pipeline.model import ActionKind, value


@value
class TrueDate:
    """A labelled date. `known` false: nothing is claimed. `on` None with `known`: must be blank."""

    known: bool = False
    on: dt.date | None = None


@value
class TrueAttendee:
    """One person of the attendance list, as printed."""

    name: str
    status: str
    initials: str = ""


@value
class TrueDue:
    """A labelled due date: a day, a month (`first`..`last`), or words only; empty: none stated."""

    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@value
class TrueAction:
    """An action raised at the meeting. `hmicfrs` None: not labelled."""

    key: str
    kind: ActionKind
    owners: tuple[str, ...]
    due: TrueDue
    ref: str = ""
    hmicfrs: bool | None = None


@value
class TrueDecision:
    """A decision. `outcomes` None: every outcome counts as right."""

    key: str
    outcomes: frozenset[str] | None = None


@value
class TrueEvent:
    """A mention of an earlier action. `statuses` None: every status counts as right.

    `standing` marks a row of a standing list of actions: its words must not be taken for new.
    """

    key: str = ""
    ref: str = ""
    statuses: frozenset[str] | None = None
    grade: str = ""
    standing: bool = False


@value
class TrueItem:
    """An item of an inspectorate's report that the minutes name. Statuses are "" where unsaid."""

    kind: str
    key: str
    number: str = ""
    board: str = ""
    inspectorate: str = ""


@value
class TrueReply:
    """A day of the duty to reply to a report."""

    kind: str
    day: dt.date


@value
class Truth:
    """Everything that a label file says of one meeting. None: the field is not labelled."""

    path: str
    body: str
    date: TrueDate = TrueDate()
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    chair: tuple[str, ...] | None = None
    next: TrueDate = TrueDate()
    marking: str | None = None
    hmicfrs_discussed: bool | None = None
    attendees: tuple[TrueAttendee, ...] | None = None
    sections: tuple[tuple[str, str], ...] | None = None
    actions: tuple[TrueAction, ...] = ()
    implied_labelled: bool = True
    decisions: tuple[TrueDecision, ...] | None = None
    events: tuple[TrueEvent, ...] = ()
    flagged: tuple[str, ...] = ()
    not_flagged: tuple[str, ...] = ()
    inspection_items: tuple[TrueItem, ...] | None = None
    replies: tuple[TrueReply, ...] | None = None
