"""Owners who stand alone on the line beneath a task: "[HP]", "BO/CD – June", a name at the right edge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.tags import Tag, tag
from pipeline.extract.items.tasks import of_owners, tasks
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage
from pipeline.extract.reading import Reading
from pipeline.model import OwnerKind, SectionRole, Span

RULES = ("action.trailing-owner",)

HABIT = 2
"""Lines with owners alone under a task by which the meeting is known to mark its actions so."""

LONGEST = 40
"""Code points of a line that holds owners alone."""

_OTHERS = frozenset(
    {SectionRole.ATTENDANCE, SectionRole.NEXT_MEETING, SectionRole.SUMMARY_OF_ACTIONS}
)
"""Items in which names stand alone for other reasons."""


def beneath(reading: Reading, claimed: frozenset[int]) -> tuple[list[DraftAction], frozenset[int]]:
    """The actions whose owners stand so, outside `claimed`, and the passages of those lines."""
    found: list[DraftAction] = []
    used: set[int] = set()
    for above, passage in pairwise(reading.passages):
        if len(passage.text) > LONGEST or passage.side or passage.block.cell is not None:
            continue
        if {above.index, passage.index} & claimed or above.section != passage.section:
            continue
        if reading.role(passage.section) in _OTHERS or not (parts := tasks(above.text)):
            continue
        told = _owners_alone(reading, above, passage)
        if told is None:
            continue
        found.append(_action(reading, above, passage, told, parts))
        used |= {above.index, passage.index}
    return (found, frozenset(used)) if len(found) >= HABIT else ([], frozenset())


def _owners_alone(reading: Reading, above: Passage, passage: Passage) -> Tag | None:
    """The owners of a line that holds nothing else, below running text; None for a subject or a list.

    "OCC" over its paragraph is a subject: without brackets the line must name people or posts. Names
    one below another, or under a colon, are a list.
    """
    if passage.bullet or above.text.endswith(":"):
        return None
    told = tag(passage.text, reading.parties, reading.day)
    if told is None or _signs(reading, told):
        return None
    if not (passage.text[0] in "[(" or all(_acts(party) for party in told.owners)):
        return None
    following = reading.passages[passage.index + 1 : passage.index + 2]
    around = (above, *following)
    return None if any(_names_alone(reading, other) for other in around) else told


def _signs(reading: Reading, told: Tag) -> bool:
    """Whether a name bears a day that is over: who wrote the report above has signed it."""
    day, held = told.due.last if told.due else None, reading.day.held
    return day is not None and held is not None and day <= held


def _acts(party: Party) -> bool:
    return party.attendee is not None or party.kind is OwnerKind.POST


def _names_alone(reading: Reading, other: Passage) -> bool:
    short = len(other.text) <= LONGEST and not other.side
    return short and tag(other.text, reading.parties, reading.day) is not None


def _action(
    reading: Reading,
    above: Passage,
    passage: Passage,
    told: Tag,
    parts: Sequence[tuple[int, int]],
) -> DraftAction:
    """The action of the sentence that sets the owners' task: theirs by its words, else the last."""
    owners = list(told.owners)
    task = above.span_of(*of_owners(above.text, parts, owners, reading.parties)[-1])
    return DraftAction(
        span=Span(start=task.start, end=passage.span.end),
        task=task,
        rule="action.trailing-owner",
        section=passage.section,
        owners=reading.owners(owners, passage.span.start),
        owners_text=", ".join(owner.text for owner in owners),
        due=told.due or reading.due(task.of(reading.document.text)),
    )
