"""Ruled frames around running text: number | text | initials, as some boards print their minutes.

Such a frame is no table: its wide column is the running text, a narrow first column holds the
numbers of the items, and a narrow last column the initials of those who are to act.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.ruled import Grid, widths
from pipeline.ingest.pdf.tables import Table

_WIDE = 0.55  # share of the frame's width that the running text takes at least
_MOST_COLUMNS = 4
_OTHERS = 0.12  # share of the words that may stand beside the running text
_BLANK = 1.55  # line heights: a gap within a cell that parts paragraphs


class Framed(NamedTuple):
    """Rows of running text and the lines of the side column."""

    rows: list[list[Line]]
    side: list[Line]


def unframe(table: Table, grid: Grid, *, known: bool) -> Framed | None:
    """Take running text out of its frame; None if the table is a table.

    `known`: a frame with the same edges held running text on an earlier page.
    """
    spread = widths(grid)
    wide = max(range(len(spread)), key=lambda column: spread[column])
    if len(spread) > _MOST_COLUMNS or spread[wide] < _WIDE * sum(spread):
        return None
    words = [sum(line.count for row in table.rows for line in row[at]) for at in range(len(spread))]
    if not words[wide] or sum(words) - words[wide] > _OTHERS * sum(words) + len(table.rows):
        return None
    if not known and not any(_paragraphs(row[wide]) > 1 for row in table.rows):
        return None
    rows: list[list[Line]] = []
    side: list[Line] = []
    for cells in table.rows:
        text = [[line] for line in cells[wide]]
        for cell in cells[:wide]:
            _number(text, cell)
        for cell in cells[wide + 1 :]:
            side.extend(cell)
        rows.extend(text)
    return Framed(rows, side)


def _paragraphs(lines: list[Line]) -> int:
    return 1 + sum(
        1
        for one, two in pairwise(lines)
        if two.middle - one.middle > _BLANK * (one.bottom - one.top)
    )


def _number(text: list[list[Line]], cell: list[Line]) -> None:
    """Put the lines of a number column before the text line at their height."""
    if len(cell) == 1 and text:  # the number of the item, wherever it stands in its cell
        first = text[0][0]
        words = [word._replace(top=first.top, bottom=first.bottom) for word in cell[0].words]
        text[0].insert(0, Line(first.page, words))
        return
    for line in cell:
        beside = [
            row
            for row in text
            if row[0].top <= line.middle <= row[0].bottom and row[0].x0 > line.x0
        ]
        if beside:
            beside[0].insert(0, line)
        else:
            text.append([line])
            text.sort(key=lambda row: row[0].middle)
