"""Documents typed line by line in tests, with type, numbers and tables where they matter."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest.text import read_text
from pipeline.model import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Extraction,
    Minutes,
    Run,
    SourceFile,
    Span,
)
from pipeline.understand import understand

HEAD = """Northvale Governance Board
Notes of Meeting
Wednesday 17 May 2023, 14:00
Present
Ada Finch (AF) Chair – Police and Crime Commissioner
Ben Osei (BO) – Chief Constable
Cora Dale (CD) – Treasurer
Dev Nair (DN) – Policy Officer
"""


@dataclass(frozen=True)
class Typed:
    """A line with its type; `cell` is table, row, column; `lines` the tops of its lines on a page."""

    text: str
    bold: bool = False
    bold_to: int = 0
    heading: str = ""
    marker: str = ""
    cell: tuple[int, int, int] | None = None
    style: str = ""
    lines: tuple[float, ...] = ()


def source(name: str = "minutes.txt") -> SourceFile:
    """Give a file that nobody reads."""
    return SourceFile(sha256="0" * 64, path=name, media_type="text/plain", size=1)


def plain(text: str) -> Document:
    """Give the document of a plain text."""
    return read_text(text.encode(), source())


def page(*lines: str | Typed) -> Document:
    """Give a document whose lines have the type that is said."""
    typed = [Typed(line) if isinstance(line, str) else line for line in lines]
    text, blocks = "", []
    for position, line in enumerate(typed):
        above = typed[position - 1] if position else None
        if above is not None:
            same_row = line.cell and above.cell and line.cell[:2] == above.cell[:2]
            text += "\t" if same_row else "\n"
        start = len(text)
        text += line.text
        blocks.append(_block(line, start, len(text)))
    return Document(source=source(), text=text, blocks=tuple(blocks))


def _block(line: Typed, start: int, end: int) -> Block:
    cut = end if line.bold or line.heading else start + line.bold_to
    parts = [(start, cut, True), (cut, end, False)]
    kind = BlockKind.PARAGRAPH
    if line.heading:
        kind = BlockKind.HEADING
    elif line.cell:
        kind = BlockKind.CELL
    elif line.marker:
        kind = BlockKind.LIST_ITEM
    runs = tuple(Run(span=Span(start=a, end=b), bold=bold) for a, b, bold in parts if a < b)
    return Block(
        span=Span(start=start, end=end),
        kind=kind,
        runs=_printed(line, start, end) if line.lines else runs,
        style=line.heading or line.style,
        marker=line.marker,
        cell=Cell(table=line.cell[0], row=line.cell[1], column=line.cell[2]) if line.cell else None,
    )


def _printed(line: Typed, start: int, end: int) -> tuple[Run, ...]:
    """The lines of a paragraph where they stand on the page, each with an equal share of its words."""
    share = (end - start) / len(line.lines)
    edges = [start + round(share * n) for n in range(len(line.lines))] + [end]
    return tuple(
        Run(span=Span(start=a, end=b), page=1, box=Box(x0=70, top=top, x1=400, bottom=top + HIGH))
        for a, b, top in zip(edges, edges[1:], line.lines, strict=False)
    )


HIGH = 9.0
"""Points that a printed line is high."""


def minutes_of(body: str | Document, *, head: str = HEAD) -> Minutes:
    """Give what is understood of a meeting whose items are `body`."""
    document = plain(head + body) if isinstance(body, str) else body
    return extraction_of(document).minutes[0]


def extraction_of(document: Document) -> Extraction:
    """Give the whole of what is understood, with every provenance checked."""
    found = understand(document)
    for minutes in found.minutes:
        facts = [one.evidence for one in minutes.actions]
        facts += [one.evidence for one in minutes.decisions]
        facts += [one.evidence for one in minutes.updates]
        facts += [one.evidence for one in minutes.inspections]
        for span in (fact.span for fact in facts):
            assert 0 <= span.start < span.end <= len(document.text)
    return found
