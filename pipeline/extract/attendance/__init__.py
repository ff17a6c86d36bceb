"""Who was there, who sent apologies, who was absent: the attendance of one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.bodies import Body
from pipeline.extract.attendance import roll, sentences, settle
from pipeline.extract.attendance.kinds import opens_list
from pipeline.extract.attendance.words import rules as sentence_rules
from pipeline.extract.front import EARLY, front_end, front_lines, lines
from pipeline.model import Attendee, Document, Issue, Section, SectionRole, Span
from pipeline.remembered import remembered

__all__ = ["Named", "read_attendance", "rules"]


class Named(Protocol):
    """Whom the labels of the header name: "Chair: …", "Minutes: …". Empty where they do not."""

    @property
    def chair(self) -> str:
        """The chair's name as written."""
        ...

    @property
    def minute_taker(self) -> str:
        """The minute-taker's name as written."""
        ...


def read_attendance(
    document: Document,
    within: Span,
    sections: Sequence[Section],
    body: Body,  # noqa: ARG001 - a body file may come to name its people; the stages agree on this shape
    header: Named,
) -> tuple[tuple[Attendee, ...], tuple[Issue, ...]]:
    """The people of one meeting in printed order, and the doubts about them.

    `within` is the meeting's part of the document. Raises nothing; no list gives no people.
    """
    settled = _settled(document, within, sections)
    attendees, issues = settled.attendees(header.chair, header.minute_taker)
    return settle.with_habit(attendees, within.of(document.text)), issues


@remembered  # the header asks for the people, and then the extraction
def _settled(document: Document, within: Span, sections: Sequence[Section]) -> settle.Settled:
    """Whom lists, labels and sentences name."""
    end = front_end(document, within, sections)
    front = front_lines(document, within, sections, lists=opens_list)
    stop = min(end + EARLY, within.end)
    early = list(lines(document, Span(start=within.start, end=max(stop, _attended(sections)))))
    listed = roll.read_rolls(document.text, front)
    return settle.settle(
        listed,
        roll.labelled_people(front, listed),
        sentences.read_sentences(document.text, early),
        [line.text for line in early],
    )


def _attended(sections: Sequence[Section]) -> int:
    """Where the last section on attendance ends."""
    ends = [one.span.end for one in sections if one.role is SectionRole.ATTENDANCE]
    return max(ends, default=0)


def rules() -> tuple[str, ...]:
    """Every rule id that this package emits."""
    own = (
        roll.LIST,
        roll.HEADING_LINE,
        roll.GROUP_LINE,
        roll.COLUMN,
        roll.NO_HEADING,
        roll.LABEL,
        sentences.ITEM,
        settle.AFTER_GAP,
        settle.AFTER_MINUTE_TAKER,
    )
    return own + sentence_rules()
