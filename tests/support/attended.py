"""Lists of people as plain text or tables, and who is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.bodies import Body
from pipeline.extract.attendance import read_attendance
from pipeline.ingest.assemble import Draft, Piece, assemble
from pipeline.ingest.text import read_text
from pipeline.model import (
    Attendee,
    BlockKind,
    Cell,
    Document,
    Issue,
    MeetingKind,
    SourceFile,
    Span,
    value,
)

BODY = Body(id="x", name="X", kind=MeetingKind.BOARD, generic=True)
SOURCE = SourceFile(sha256="0" * 64, path="a.txt", media_type="text/plain", size=1)


@value
class Labels:
    chair: str = ""
    minute_taker: str = ""


def read(
    document: Document, chair: str = "", minute_taker: str = ""
) -> tuple[tuple[Attendee, ...], tuple[Issue, ...]]:
    whole = Span(start=0, end=len(document.text))
    return read_attendance(
        document, whole, (), BODY, Labels(chair=chair, minute_taker=minute_taker)
    )


def attendees(text: str, chair: str = "", minute_taker: str = "") -> tuple[Attendee, ...]:
    return read(read_text(text.encode(), SOURCE), chair, minute_taker)[0]


def issues(text: str) -> list[str]:
    return [one.code for one in read(read_text(text.encode(), SOURCE))[1]]


def statuses(found: Sequence[Attendee]) -> list[tuple[str, str]]:
    return [(one.name, one.status.value) for one in found]


def table(rows: Sequence[Sequence[str]]) -> Document:
    drafts = [
        Draft(
            pieces=(Piece(text=text),),
            kind=BlockKind.CELL,
            cell=Cell(table=0, row=row, column=column),
        )
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    return assemble(SOURCE, drafts)
