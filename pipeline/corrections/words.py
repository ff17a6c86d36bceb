"""What a person may say of the register, and the rules under which it stands there."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a correction says."""

    NOT_AN_ACTION = "not-an-action"
    OWNER = "owner"
    DUE = "due"
    EVENT_CLOSES = "event-closes"
    EVENT_CONCERNS = "event-concerns"
    EVENT_APART = "event-does-not-concern"
    CONFIRM_LINK = "confirm-link"
    REJECT_LINK = "reject-link"
    CLOSED_BY_HAND = "closed-by-hand"
    UNDO = "undo"


class State(StrEnum):
    """What has become of a correction in a build. Only `applies` bears on the register."""

    APPLIES = "applies"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    UNDONE = "undone"


ACTION, EVENT = "action", "event"
"""What a correction may be about."""

SHAPES: dict[Kind, tuple[str, ...]] = {
    Kind.NOT_AN_ACTION: (ACTION,),
    Kind.OWNER: (ACTION,),
    Kind.DUE: (ACTION,),
    Kind.EVENT_CLOSES: (EVENT, ACTION),
    Kind.EVENT_CONCERNS: (EVENT, ACTION),
    Kind.EVENT_APART: (EVENT, ACTION),
    Kind.CONFIRM_LINK: (ACTION, ACTION),
    Kind.REJECT_LINK: (ACTION, ACTION),
    Kind.CLOSED_BY_HAND: (ACTION,),
    Kind.UNDO: (),
}
"""What each kind is about, in order. A link names its later action first. `due` may also be
about an event: the new deadline that it gives."""

ATTACHING = frozenset({Kind.EVENT_CLOSES, Kind.EVENT_CONCERNS})
"""Kinds that give an event to an action."""

RULE_OWNER = "correction.owner"
RULE_CLOSES = "correction.event-closes"
RULE_CONCERNS = "correction.event-concerns"
RULE_BY_HAND = "correction.closed-by-hand"


def rules() -> tuple[str, ...]:
    """The rules that corrections leave on rows."""
    return (RULE_OWNER, RULE_CLOSES, RULE_CONCERNS, RULE_BY_HAND)
