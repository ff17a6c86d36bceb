"""A table as rows of cells, whether ruling lines or gutters parted them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.ingest.pdf.columns import Zone, find_zones, join_lines, zone_kind
from pipeline.ingest.pdf.lines import read_lines
from pipeline.ingest.pdf.ruled import Grid, Place
from pipeline.ingest.pdf.values import Line, Word
from pipeline.ingest.pdf.words import is_table_head

_CLOSE = 0.6  # ems between lines of one row
_ROOMY = 0.8  # ems between rows that stand apart
_SAME = 4.0  # points between the edges of one column on two pages


class Table:
    """Rows of cells; a cell is its lines from top to bottom. `heads` rows at the top are heads.

    `edges`: the columns' left sides, by which a table is known again on the next page.
    `foot`: lower edge on its last page.
    """

    __slots__ = ("edges", "foot", "heads", "page", "rows", "top")

    def __init__(self, page: int, rows: list[list[list[Line]]], edges: Sequence[float]) -> None:
        self.page = page
        self.rows = rows
        self.edges = list(edges)
        self.top = 0.0
        self.foot = 0.0
        self.heads = _heads(rows)

    def goes_on(self, other: Table) -> bool:
        """Whether `other`, at the top of the next page, has the same columns."""
        return (
            other.page == self.page + 1
            and len(self.edges) == len(other.edges)
            and all(abs(a - b) < _SAME for a, b in zip(self.edges, other.edges, strict=True))
        )

    def extend(self, other: Table) -> list[list[list[Line]]]:
        """Add the rows of the next page; gives the repeated head rows, which are left out."""
        heads = 1 if len(other.rows) > 1 and _texts(other, 1) == _texts(self, 1) else 0
        self.heads = max(self.heads, heads)
        rows = other.rows[heads:]
        if rows and self.rows and len(self.rows) > self.heads and not rows[0][0] and any(rows[0]):
            self.rows[-1] = [[*old, *new] for old, new in zip(self.rows[-1], rows[0], strict=True)]
            rows = rows[1:]
        self.rows.extend(rows)
        self.page = other.page
        self.foot = other.foot
        return other.rows[:heads]


def _texts(table: Table, rows: int) -> list[list[str]]:
    return [[" ".join(line.text for line in cell) for cell in row] for row in table.rows[:rows]]


def _heads(rows: Sequence[Sequence[Sequence[Line]]]) -> int:
    """Give 1 if the first row is a head row: by its words, or bold over rows that are not."""
    cells = [cell for cell in rows[0] if cell] if rows else []
    if len(cells) < 2:  # noqa: PLR2004
        return 0
    texts = [" ".join(line.text for line in cell) for cell in cells]
    known = sum(map(is_table_head, texts))
    if known >= 2 and 3 * known >= len(texts):  # noqa: PLR2004
        return 1
    bold = sum(all(line.bold for line in cell) for cell in cells)
    below = [line.bold for row in rows[1:] for cell in row for line in cell]
    most = 3 * bold > 2 * len(cells) and len(cells) * 2 > len(rows[0])
    return 1 if most and below and sum(below) < len(below) / 2 else 0


def ruled_table(page: int, grid: Grid, words: Iterable[Word]) -> Table:
    """Put words into the cells of a grid."""
    height = max(place.row for place in grid.places) + 1
    width = len(grid.edges) - 1
    held: dict[Place, list[Word]] = {place: [] for place in grid.places}
    for word in words:
        held[_nearest(grid, word)].append(word)
    rows: list[list[list[Line]]] = [[[] for _ in range(width)] for _ in range(height)]
    for place, some in held.items():
        lines = _cell_lines(page, some)
        for line in lines:
            line.right = place.x1 - min(4.0, max(0.0, lines[0].x0 - place.x0))
        rows[place.row][place.column] = lines
    table = Table(page, [row for row in rows if any(row)], grid.edges[:-1])
    table.top, table.foot = grid.top, grid.bottom
    return table


def _cell_lines(page: int, words: Iterable[Word]) -> list[Line]:
    """Give a cell's lines from top to bottom; columns within it one after the other."""
    rows = read_lines(page, words)
    if all(len(row) == 1 for row in rows):
        return [row[0] for row in rows]
    lines: list[Line] = []
    start = 0
    for zone in find_zones(rows):
        lines.extend(map(join_lines, rows[start : zone.first]))
        if zone_kind(zone) == "labels":
            lines.extend(join_lines([line for line in row if line]) for row in zone.columns)
        else:
            lines.extend(
                line for column in zip(*zone.columns, strict=True) for line in column if line
            )
        start = zone.end
    lines.extend(map(join_lines, rows[start:]))
    return lines


def _nearest(grid: Grid, word: Word) -> Place:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for place in grid.places:
        if place.x0 <= x < place.x1 and place.top <= y < place.bottom:
            return place
    return min(
        grid.places,
        key=lambda place: (
            max(place.top - y, y - place.bottom, 0) + max(place.x0 - x, x - place.x1, 0)
        ),
    )


def _top(places: Sequence[Line | None]) -> float:
    return min(line.top for line in places if line)


def _foot(places: Sequence[Line | None]) -> float:
    return max(line.bottom for line in places if line)


def _size(places: Sequence[Line | None]) -> float:
    return max(line.size for line in places if line)


def aligned_table(zone: Zone) -> Table:
    """Make a table of rows that only gutters part; a row without a first cell goes on."""
    rows: list[list[list[Line]]] = []
    page = 0
    gaps = [_top(below) - _foot(above) for above, below in pairwise(zone.columns)]
    roomy = max(gaps) > _ROOMY * _size(zone.columns[0]) and min(gaps) < _CLOSE * _size(
        zone.columns[0]
    )
    for number, places in enumerate(zone.columns):
        page = next(line.page for line in places if line)
        close = number > 0 and gaps[number - 1] < _CLOSE * _size(places)
        # A row goes on without its first cell; where rows stand apart, also with gaps elsewhere.
        if close and (places[0] is None or (roomy and None in places)):
            for cell, line in zip(rows[-1], places, strict=True):
                if line:
                    cell.append(line)
        else:
            rows.append([[line] if line else [] for line in places])
    lefts = zip(*zone.columns, strict=True)
    edges = [min((line.x0 for line in column if line), default=0.0) for column in lefts]
    ends = zip(*zone.columns, strict=True)
    rights = [max((line.x1 for line in column if line), default=0.0) for column in ends]
    for row in rows:
        for cell, right in zip(row, rights, strict=True):
            for line in cell:
                line.right = right
    table = Table(page, rows, edges)
    table.top = min(line.top for line in zone.columns[0] if line)
    table.foot = _foot(zone.columns[-1])
    return table
