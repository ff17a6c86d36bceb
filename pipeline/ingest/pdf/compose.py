"""The pages' columns and tables to one stream of blocks: what runs over a page is joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from pipeline.ingest.assemble import Draft
from pipeline.ingest.pdf.layout import Flow, Layout
from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.paragraphs import Habits, Paragraph, draft, gather
from pipeline.ingest.pdf.tables import Table
from pipeline.ingest.pdf.words import is_side_head
from pipeline.model import Cell, Furniture, FurnitureKind

SIDE_COLUMN = "side-column"
"""Style of a block that stands in a narrow column beside the paragraph before it."""

SIDE_HEAD = "side-column-head"
"""Style of the head of such a column ("Action")."""

_CAPITALS = re.compile(r"[A-Z/&,. ]{1,14}")


def compose(layouts: Sequence[Layout]) -> tuple[list[Draft], list[Furniture]]:
    """Give the document's blocks in reading order, and head rows that pages repeat."""
    parts = _joined(layouts)
    usual = Habits(
        part.lines
        if isinstance(part, Flow)
        else [line for row in part.rows for cell in row for line in cell]
        for part in parts
    )
    furniture: list[Furniture] = []
    numbers = count()
    sides = [line for layout in layouts for line in layout.side]
    stream: list[Paragraph | list[Draft]] = []
    for part in _merged(parts, furniture):
        if isinstance(part, Flow):
            stream.extend(gather(part.lines, usual, listed=part.listed))
        else:
            stream.append(_cells(part, next(numbers), usual))
    beside = _beside(stream, sides)
    drafts: list[Draft] = []
    for place, one in enumerate(stream):
        drafts.extend([draft(one, usual)] if isinstance(one, Paragraph) else one)
        for line in beside.get(place, ()):
            style = SIDE_HEAD if is_side_head(line.text) else SIDE_COLUMN
            drafts.append(draft(Paragraph(line, blank=False), usual, style=style))
    if not stream:
        drafts = [draft(Paragraph(line, blank=False), usual) for line in sides]
    return drafts, furniture


def _joined(layouts: Iterable[Layout]) -> list[Flow | Table]:
    """Give the parts of all pages, neighbouring flows of running text as one."""
    parts: list[Flow | Table] = []
    for layout in layouts:
        for part in layout.parts:
            last = parts[-1] if parts else None
            if (
                isinstance(part, Flow)
                and isinstance(last, Flow)
                and not (part.listed or last.listed)
            ):
                last.lines.extend(part.lines)
            elif isinstance(part, Flow):
                parts.append(Flow(list(part.lines), listed=part.listed))
            else:
                parts.append(part)
    return parts


def _merged(parts: Sequence[Flow | Table], furniture: list[Furniture]) -> list[Flow | Table]:
    """Join tables that go on over a page; repeated head rows become furniture."""
    result: list[Flow | Table] = []
    for part in parts:
        last = result[-1] if result else None
        if isinstance(part, Table) and isinstance(last, Table) and last.goes_on(part):
            page = part.page
            for row in last.extend(part):
                text = "\t".join(" ".join(line.text for line in cell) for cell in row)
                furniture.append(Furniture(kind=FurnitureKind.HEADER, text=text, page=page))
        else:
            result.append(part)
    return result


def _cells(table: Table, number: int, usual: Habits) -> list[Draft]:
    drafts: list[Draft] = []
    for row, cells in enumerate(table.rows):
        for column, lines in enumerate(cells):
            cell = Cell(table=number, row=row, column=column, header=row < table.heads)
            drafts.extend(draft(one, usual, cell=cell) for one in gather(lines, usual, cell=True))
    return drafts


def _beside(
    stream: Sequence[Paragraph | list[Draft]], sides: Sequence[Line]
) -> dict[int, list[Line]]:
    """Give for each place of the stream the side column's lines that stand at its height."""
    if not sides:
        return {}
    heights: dict[int, list[tuple[float, float, int]]] = {}
    for place, one in enumerate(stream):
        if isinstance(one, Paragraph):
            for line in one.lines:
                heights.setdefault(line.page, []).append((line.top, line.bottom, place))
        else:
            for one_draft in one:
                for piece in one_draft.pieces:
                    if piece.page is not None and piece.box is not None:
                        heights.setdefault(piece.page, []).append(
                            (piece.box.top, piece.box.bottom, place)
                        )
    found: dict[int, list[Line]] = {}
    for line in _entries(sides):
        nearest = _nearest(heights.get(line.page, []), line)
        if nearest is None:  # nothing else on the page: it follows the last page's text
            pages = [page for page in heights if page < line.page]
            nearest = heights[max(pages)][-1][2] if pages else 0
        found.setdefault(nearest, []).append(line)
    return found


def _entries(sides: Sequence[Line]) -> list[Line]:
    """Join the lines of one entry ("Chief" over "Constable"); initials stay one by one."""
    result: list[Line] = []
    for line in sides:
        last = result[-1] if result else None
        if (
            last is not None
            and last.page == line.page
            and line.top - last.bottom < 0.4 * line.size
            and not (_CAPITALS.fullmatch(line.text) and _CAPITALS.fullmatch(last.text))
            and not is_side_head(last.text)
        ):
            both = Line(line.page, [*last.words, *line.words])
            result[-1] = both
        else:
            result.append(line)
    return result


def _nearest(heights: Sequence[tuple[float, float, int]], line: Line) -> int | None:
    """Give the paragraph a side entry belongs to: at its height, else one line below, else near."""
    best: tuple[float, int] | None = None
    for top, bottom, place in heights:
        shared = min(bottom, line.bottom) - max(top, line.top)
        if shared > 0.25 * (line.bottom - line.top):
            distance = -shared
        elif top >= line.middle and top - line.bottom < 1.2 * (line.bottom - line.top):
            distance = max(top - line.bottom, 0.01)
        else:
            distance = 1_000 + abs((top + bottom) / 2 - line.middle)
        if best is None or distance < best[0]:
            best = (distance, place)
    return best[1] if best else None
