"""One page's rows to columns and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.ingest.pdf.columns import (
    Zone,
    find_zones,
    join_lines,
    join_numbers,
    part_side,
    right_margin,
    zone_kind,
)
from pipeline.ingest.pdf.frames import unframe
from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.lines import read_lines
from pipeline.ingest.pdf.ruled import Grid, find_grids
from pipeline.ingest.pdf.tables import Cells, Table, aligned_table
from pipeline.ingest.pdf.values import Sheet, Word

Row = list[Line]
_SHORT = 0.75  # share of the width between even margins that full lines reach
_SAME = 4.0  # points between the edges of one frame on two pages


class Flow(NamedTuple):
    """Lines of one column in reading order. `listed`: each line is an entry of its own."""

    lines: list[Line]
    listed: bool = False


class Layout(NamedTuple):
    """A page's columns and tables in reading order, and the lines of its side column."""

    parts: list[Flow | Table]
    side: list[Line]


class Seen:
    """What earlier pages showed: where a side column stands, and the edges of framed text."""

    def __init__(self) -> None:
        self.sides: list[float] = []
        self.frames: list[list[float]] = []

    def is_frame(self, grid: Grid) -> bool:
        """Whether running text stood in a frame with these edges before."""
        return any(
            len(edges) == len(grid.edges)
            and all(abs(a - b) < _SAME for a, b in zip(edges, grid.edges, strict=True))
            for edges in self.frames
        )


def lay_out(sheet: Sheet, rows: Sequence[Row], seen: Seen) -> Layout:
    """Give the page's columns and tables in reading order; `seen` learns from page to page."""
    grids = find_grids(sheet)
    side: list[Line] = []
    tables: list[Table] = []
    if grids:
        rows, tables, side = _take_tables(sheet, rows, grids, seen)
    rows, initials = part_side(rows, sheet.width, seen.sides)
    if initials and not seen.sides:
        seen.sides.append(min(line.x0 for line in initials))
    side = sorted([*side, *initials], key=lambda line: line.top)
    parts: list[Flow | Table] = []
    start = 0
    for table in sorted(tables, key=lambda one: one.top):
        end = start
        while end < len(rows) and rows[end][0].middle < table.top:
            end += 1
        parts.extend(_flows(rows[start:end]))
        parts.append(table)
        start = end
    parts.extend(_flows(rows[start:]))
    running = [part.lines for part in parts if isinstance(part, Flow) and not part.listed]
    _set_margins(running, sheet.width)
    return Layout(parts, side)


def _take_tables(
    sheet: Sheet, rows: Sequence[Row], grids: Sequence[Grid], seen: Seen
) -> tuple[list[Row], list[Table], list[Line]]:
    """Move the words inside ruled tables to their cells; page-wide frames give up their text."""
    cells = [Cells(grid) for grid in grids]
    outside: list[Word] = []
    kept: list[Row] = []
    spans = [(grid.top, grid.bottom) for grid in grids]
    for row in rows:
        if any(top <= line.bottom and line.top <= end for line in row for top, end in spans):
            left = [word for line in row for word in _put(cells, line)]
            if len(left) < sum(line.count for line in row):
                outside.extend(left)
                continue
        kept.append(row)
    tables: list[Table] = []
    side: list[Line] = []
    for grid, filled in zip(grids, cells, strict=True):
        table = filled.table(sheet.number)
        if not table.rows:
            continue
        if (framed := unframe(table, grid, known=seen.is_frame(grid))) is not None:
            seen.frames.append(grid.edges)
            kept.extend(framed.rows)
            side.extend(framed.side)
        else:
            tables.append(table)
    if outside:
        kept.extend(read_lines(sheet.number, outside))
    return sorted(kept, key=lambda row: row[0].middle), tables, side


def _put(cells: Sequence[Cells], line: Line) -> list[Word]:
    """Put a line, or its words one by one, into the grids' cells; gives what is in no grid."""
    outside: list[Word] = []
    for some in cells:
        if some.covers(line.x0, line.middle) or some.covers(line.x1, line.middle):
            if some.take_line(line):
                return outside
            break
    for word in line.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        held = next((some for some in cells if some.covers(x, y)), None)
        if held is None:
            outside.append(word)
        else:
            held.take_word(word)
    return outside


def _flows(rows: Sequence[Row]) -> list[Flow | Table]:
    """Give rows outside ruled tables as flows, lists and aligned tables."""
    rows = join_numbers(rows)
    parts: list[Flow | Table] = []
    start = 0
    for zone in find_zones(rows):
        parts.extend(_running(rows[start : zone.first]))
        parts.extend(_zone_parts(zone))
        start = zone.end
    parts.extend(_running(rows[start:]))
    return parts


def _running(rows: Sequence[Row]) -> Iterable[Flow]:
    if rows:
        yield Flow([join_lines(row) for row in rows])


def _zone_parts(zone: Zone) -> Iterable[Flow | Table]:
    kind = zone_kind(zone)
    if kind == "table":
        yield aligned_table(zone)
    elif kind == "labels":
        yield Flow(
            [join_lines([line for line in row if line]) for row in zone.columns], listed=True
        )
    else:
        for column in zip(*zone.columns, strict=True):
            lines = [line for line in column if line]
            right = right_margin(lines)
            for line in lines:
                line.right = right
            yield Flow(lines, listed=kind == "lists")


def _set_margins(flows: Sequence[Sequence[Line]], width: float) -> None:
    """Set the right margin of running text, the same for the whole page."""
    lines = [line for flow in flows for line in flow]
    if lines:
        right = right_margin(lines)
        even = width - min(line.x0 for line in lines)
        if right < _SHORT * even:  # a page of short lines does not show its margin
            right = even
        for line in lines:
            if not (line.right > line.x1 and line.right > right):
                line.right = right
