"""A table as rows of cells, whether ruling lines or gutters parted them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf.columns import Zone, find_zones, join_lines, zone_kind
from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.lines import along, rows_of
from pipeline.ingest.pdf.ruled import Grid, Place
from pipeline.ingest.pdf.values import Word
from pipeline.ingest.pdf.words import is_table_head

_CLOSE = 0.6  # ems between lines of one row
_ROOMY = 0.8  # ems between rows that stand apart
_TALL = 1.5  # heights of its first word that a line may have
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


class Cells:
    """A grid's cells being filled with the lines and words that stand in them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._places = sorted(grid.places, key=lambda place: place.top)
        self._tops = [place.top for place in self._places]
        self._held: dict[Place, tuple[list[Line], list[Word]]] = {}

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies within the grid."""
        grid = self.grid
        return grid.top <= y <= grid.bottom and grid.edges[0] <= x <= grid.edges[-1]

    def take_line(self, line: Line) -> bool:
        """Put a line that stands in one cell alone there. Whether it does."""
        left, right, height = line.ends
        if line.bottom - line.top > _TALL * height:
            return False  # two lines that a taller one beside them made one
        place = self._at(left, line.middle)
        if place is None or not left <= right < place.x1:
            return False
        self._held.setdefault(place, ([], []))[0].append(line)
        return True

    def take_word(self, word: Word) -> None:
        """Put a word into the cell in which its middle stands, else the nearest."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        place = self._at(x, y) or min(
            self.grid.places,
            key=lambda one: max(one.top - y, y - one.bottom, 0) + max(one.x0 - x, x - one.x1, 0),
        )
        self._held.setdefault(place, ([], []))[1].append(word)

    def _at(self, x: float, y: float) -> Place | None:
        for number in range(bisect_right(self._tops, y) - 1, -1, -1):
            place = self._places[number]
            if place.x0 <= x < place.x1 and y < place.bottom:
                return place
        return None

    def table(self, page: int) -> Table:
        """Give the filled table."""
        grid = self.grid
        height = max(place.row for place in grid.places) + 1
        width = len(grid.edges) - 1
        rows: list[list[list[Line]]] = [[[] for _ in range(width)] for _ in range(height)]
        for place, (whole, words) in self._held.items():
            lines = _cell_lines([*whole, *along(page, words)])
            for line in lines:
                line.right = place.x1 - min(4.0, max(0.0, lines[0].x0 - place.x0))
            rows[place.row][place.column] = lines
        table = Table(page, [row for row in rows if any(row)], grid.edges[:-1])
        table.top, table.foot = grid.top, grid.bottom
        return table


def _cell_lines(found: Sequence[Line]) -> list[Line]:
    """Give a cell's lines from top to bottom; columns within it one after the other."""
    if len(found) == 1:
        return list(found)
    rows = rows_of(found)
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
