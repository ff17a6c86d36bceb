"""What every rule about one meeting may look at: the text in pieces, the people, the day."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import dates
from pipeline.extract.dates import DateContext
from pipeline.extract.parties import Parties, Party, parties_of
from pipeline.extract.passages import Passage, read_passages
from pipeline.model import (
    Attendee,
    Document,
    Owner,
    Section,
    SectionRole,
    Span,
    When,
    value,
)

REVIEWS = frozenset({SectionRole.PREVIOUS_MINUTES, SectionRole.ACTION_REVIEW})
"""Items that speak of earlier actions."""


@value
class Reading:
    """One meeting's text with everything that gives it its meaning. Built by `read`."""

    document: Document
    within: Span
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    attendees: tuple[Attendee, ...]
    parties: Parties
    day: DateContext
    roles: tuple[SectionRole, ...]
    tracker: bool = False

    def role(self, section: int) -> SectionRole:
        """What an item is for; a sub-item is for what its parent is, unless it says otherwise."""
        return self.roles[section] if self.roles else SectionRole.ITEM

    def heading(self, section: int) -> str:
        """The heading of an item as printed."""
        heading = self.sections[section].heading if self.sections else None
        return heading.of(self.document.text) if heading else ""

    def section_at(self, place: int) -> int:
        """The item that holds a place of the document."""
        return max((i for i, s in enumerate(self.sections) if s.span.start <= place), default=0)

    def owners(self, found: Sequence[Party], start: int) -> tuple[Owner, ...]:
        """Parties of a text that begins at `start` of the document, as owners."""
        return tuple(
            self.parties.owner(party, Span(start=start + party.start, end=start + party.end))
            for party in found
        )

    def due(self, text: str) -> When | None:
        """The deadline in an action's words."""
        return dates.due(text, self.day)


def read(
    *,
    document: Document,
    within: Span,
    sections: tuple[Section, ...],
    attendees: tuple[Attendee, ...],
    day: DateContext,
    tracker: bool,
) -> Reading:
    """The reading of one meeting."""
    return Reading(
        document=document,
        within=within,
        sections=sections,
        passages=read_passages(document, within, sections),
        attendees=attendees,
        parties=parties_of(attendees),
        day=day,
        roles=tuple(_role(sections, at) for at in range(len(sections))),
        tracker=tracker,
    )


def _role(sections: Sequence[Section], section: int) -> SectionRole:
    at: int | None = section
    while at is not None:
        here = sections[at]
        if here.role is not SectionRole.ITEM:
            return here.role
        at = here.parent
    return SectionRole.ITEM


def flat(text: str) -> str:
    """Words with single spaces: how an extracted text is shown."""
    return " ".join(text.split())
