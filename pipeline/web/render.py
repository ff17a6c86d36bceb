"""Words of a document as pieces: what is quoted, what stands around it.

Pieces are plain text. The templates escape them, so nothing in a document becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.web.database import undirected

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters that SQLite's snippet() puts around what it found."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to point out. `kind` is its look, `href` where it leads."""

    start: int
    end: int
    kind: str = "quote"
    href: str = ""
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, pointed out or not."""

    text: str
    mark: Mark | None = None
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the document: its cells (one, where it is no row of a table) of pieces."""

    start: int
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return len(self.cells) > 1


@dataclass(slots=True)
class Flow:
    """Neighbouring lines of one sort: prose, or the rows of one table."""

    table: bool
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Cells of its longest row."""
        return max((len(line.cells) for line in self.paragraphs), default=0)


def visible(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that can be shown side by side: the first, else the longest, wins an overlap."""
    shown: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and (not shown or mark.start >= shown[-1].end):
            shown.append(mark)
    return shown


def paragraphs(
    text: str, start: int, end: int, marks: Sequence[Mark] = (), *, offset: int = 0
) -> list[Paragraph]:
    """The lines of a stretch of a document, with `marks` in place.

    `text` holds the document from code point `offset` on; `start`, `end` and the marks count in
    the whole document. Lines without a word are left out.
    """
    shown = visible(marks)
    found = []
    position = start
    for line in text[start - offset : end - offset].split("\n"):
        cells = []
        at = position
        for cell in line.split("\t"):
            cells.append(tuple(_pieces(cell, at, shown)))
            at += len(cell) + 1
        if line.strip():
            found.append(Paragraph(position, tuple(cells)))
        position += len(line) + 1
    return found


def flows(lines: Iterable[Paragraph]) -> list[Flow]:
    """Lines grouped so that the rows of a table stand together."""
    grouped: list[Flow] = []
    for line in lines:
        if not grouped or grouped[-1].table != line.is_row:
            grouped.append(Flow(line.is_row))
        grouped[-1].paragraphs.append(line)
    return grouped


def snippet(text: str) -> list[Piece]:
    """A snippet of SQLite as pieces; what stands between OPEN and CLOSE is pointed out."""
    found = []
    for number, part in enumerate(undirected(text).split(OPEN)):
        inside, closed, after = part.partition(CLOSE)
        if number and closed:
            found.append(Piece(inside, Mark(0, len(inside), "hit")))
        rest = (after if number and closed else part).replace(CLOSE, "")
        if rest:
            found.append(Piece(rest))
    return found


def _pieces(line: str, at: int, marks: Sequence[Mark]) -> Iterable[Piece]:
    """The pieces of one cell that begins at code point `at` of the document."""
    end = at + len(line)
    position = at
    for mark in marks:
        if mark.end <= position or mark.start >= end:
            continue
        start, stop = max(mark.start, at), min(mark.end, end)
        if start > position:
            yield Piece(undirected(line[position - at : start - at]))
        yield Piece(
            undirected(line[start - at : stop - at]),
            mark,
            first=start == mark.start,
            last=stop == mark.end,
        )
        position = stop
    if position < end or position == at:
        yield Piece(undirected(line[position - at :]))
