"""Crossing lines to cells: the geometry of pdfplumber's tables, on plain numbers.

`pdfplumber.table` documents the steps (edges, intersections, cells, tables); a test compares the
two on random lines. Its objects are dictionaries, which made this step cost as much as pdfium's
reading of the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
"""Left, upper, right and lower edge; of a line two are the same."""

Crossings = Mapping[Point, tuple[frozenset[int], frozenset[int]]]
"""Where upright and level lines meet: the numbers of the upright and of the level ones."""


def find_crossings(upright: Sequence[Bounds], level: Sequence[Bounds], reach: float) -> Crossings:
    """Find where lines meet, or miss each other by no more than `reach`."""
    found: dict[Point, tuple[set[int], set[int]]] = {}
    lanes = sorted((y, x0, x1, number) for number, (x0, y, x1, _) in enumerate(level))
    heights = [y for y, *_ in lanes]
    for one, (x, top, _, bottom) in enumerate(upright):
        first, end = bisect_left(heights, top - reach), bisect_right(heights, bottom + reach)
        for y, x0, x1, two in lanes[first:end]:
            if x0 - reach <= x <= x1 + reach:
                ones, twos = found.setdefault((x, y), (set(), set()))
                ones.add(one)
                twos.add(two)
    return {point: (frozenset(one), frozenset(two)) for point, (one, two) in found.items()}


def find_cells(crossings: Crossings) -> list[Bounds]:
    """Find the smallest box that lines close below and to the right of each crossing."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    cells = []
    for x, ys in sorted(columns.items()):
        for number, y in enumerate(ys):
            right = rows[y]
            cell = _smallest(crossings, (x, y), ys[number + 1 :], right[right.index(x) + 1 :])
            if cell is not None:
                cells.append(cell)
    return cells


def _smallest(
    crossings: Crossings, corner: Point, below: Sequence[float], right: Sequence[float]
) -> Bounds | None:
    x, y = corner
    down, along = crossings[corner]
    lines = [(x1, crossings[x1, y][0]) for x1 in right if not along.isdisjoint(crossings[x1, y][1])]
    for y1 in below:
        ups, foots = crossings[x, y1]
        if down.isdisjoint(ups):
            continue
        for x1, sides in lines:
            last = crossings.get((x1, y1))
            if last and not last[0].isdisjoint(sides) and not last[1].isdisjoint(foots):
                return x, y, x1, y1
    return None


def group_cells(cells: Iterable[Bounds]) -> list[list[Bounds]]:
    """Group cells that share corners, directly or through others: each group is a table."""
    cells = list(cells)
    parents = list(range(len(cells)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    first: dict[Point, int] = {}
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            parents[root(number)] = root(first.setdefault(corner, number))
    groups: dict[int, list[Bounds]] = defaultdict(list)
    for number, cell in enumerate(cells):
        groups[root(number)].append(cell)
    return list(groups.values())
