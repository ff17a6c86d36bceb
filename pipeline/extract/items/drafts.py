"""What the rules find, before it is given its id and put into the minutes."""

from __future__ import annotations

import datetime as dt

from pipeline.model import (
    ActionKind,
    ActionUpdate,
    Grade,
    InspectionItemKind,
    InspectorateStatus,
    Outcome,
    Owner,
    ReplyKind,
    Span,
    Status,
    When,
    value,
)

__all__ = ["ActionUpdate", "DraftAction", "DraftDecision", "DraftMention", "DraftUpdate"]


@value
class DraftAction:
    """An action. `task` holds its words, `span` also label and owners."""

    span: Span
    task: Span
    rule: str
    section: int
    ref: str = ""
    owners: tuple[Owner, ...] = ()
    owners_text: str = ""
    kind: ActionKind = ActionKind.LABELLED
    confidence: float = 1.0
    due: When | None = None


@value
class DraftUpdate:
    """A mention of an earlier action. `quote` holds its words where they are printed.

    `dated` is the day that the words give for an ending, `raised` that of the meeting which they say
    raised the action, where they give one.
    """

    span: Span
    rule: str
    section: int
    status: Status
    grade: Grade
    ref: str = ""
    quote: Span | None = None
    successor_ref: str = ""
    owners: tuple[Owner, ...] = ()
    due: When | None = None
    dated: When | None = None
    raised: dt.date | None = None


@value
class DraftDecision:
    """A decision."""

    span: Span
    rule: str
    section: int
    outcome: Outcome
    condition: str = ""
    maker: str = ""


@value
class DraftMention:
    """Words that name the inspectorate, a programme or an item of a report.

    `item_number` or `item_topic` tells which item; `several` where a group is named. `under` is the
    number or topic of the cause of concern that a recommendation is put under, None where it is not.
    """

    span: Span
    rule: str
    section: int
    programme: str = ""
    title: str = ""
    year: int | None = None
    item_kind: InspectionItemKind | None = None
    item_number: str = ""
    inspectorate_status: InspectorateStatus | None = None
    round: str = ""
    item_topic: str = ""
    several: bool = False
    under: str | None = None
    board_status: Status | None = None


@value
class DraftReply:
    """A day of the duty to reply to a report."""

    span: Span
    rule: str
    section: int
    kind: ReplyKind
    when: When
    programme: str = ""
    title: str = ""
    year: int | None = None
    round: str = ""
