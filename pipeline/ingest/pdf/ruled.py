"""Tables with ruling lines: the lines are snapped and joined, and their crossings make cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.ingest.pdf.cells import Bounds, find_cells, find_crossings, group_cells
from pipeline.ingest.pdf.values import Rule, Sheet

LEAST_RULES = 4
"""Lines without which a page holds no ruled table."""

MOST_RULES = 4_000
"""Lines beyond which a page is a drawing: finding cells would take minutes."""

_SNAP = 3.0  # points between lines that are drawn as one
_REACH = 3.0  # points by which a line may miss the one it should meet
_MOST_CROSSINGS = 1_200


class Place(NamedTuple):
    """A cell's box with its row, column and how many columns it spans, counted from 0."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int
    span: int


class Grid(NamedTuple):
    """A table's cells, its upright edges from left to right, its upper and lower edge."""

    places: list[Place]
    edges: list[float]
    top: float
    bottom: float


def find_grids(sheet: Sheet) -> list[Grid]:
    """Find the page's ruled tables of at least two columns, from top to bottom."""
    rules = sheet.rules
    if not LEAST_RULES <= len(rules) <= MOST_RULES:
        return []
    upright = _merge((rule for rule in rules if rule.x0 == rule.x1), along=1)
    level = _merge((rule for rule in rules if rule.top == rule.bottom), along=0)
    if len(upright) < 2 or len(level) < 2:  # noqa: PLR2004 - a cell has four sides
        return []
    tables = _cells(upright, level)
    grids = [grid for cells in tables for grid in _grids(cells)]
    return sorted(grids, key=lambda grid: (grid.top, grid.edges))


def _merge(rules: Iterable[Rule], *, along: int) -> list[Bounds]:
    """Snap lines that lie side by side to one, and join the pieces of each."""
    across = 1 - along
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=itemgetter(across)):
        if lanes and rule[across] - lanes[-1][-1][across] <= _SNAP:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    merged: list[Bounds] = []
    for lane in lanes:
        place = sum(rule[across] for rule in lane) / len(lane)
        start, end = None, 0.0
        for rule in sorted(lane, key=itemgetter(along)):
            if start is None:
                start, end = rule[along], rule[along + 2]
            elif rule[along] <= end + _REACH:
                end = max(end, rule[along + 2])
            else:
                merged.append(_stretch(place, start, end, along))
                start, end = rule[along], rule[along + 2]
        if start is not None:
            merged.append(_stretch(place, start, end, along))
    return merged


def _stretch(place: float, start: float, end: float, along: int) -> Bounds:
    return (place, start, place, end) if along else (start, place, end, place)


def _cells(upright: Sequence[Bounds], level: Sequence[Bounds]) -> list[list[Bounds]]:
    """Give the cells of each table of more than one cell."""
    crossings = find_crossings(upright, level, _REACH)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    return [cells for cells in group_cells(find_cells(crossings)) if len(cells) > 1]


def _grids(cells: Sequence[Bounds]) -> list[Grid]:
    """Number a table's cells, and part it where the columns of one row are not the next one's."""
    rows: dict[float, list[Bounds]] = {}
    for cell in sorted(cells, key=lambda one: (one[1], one[0])):
        rows.setdefault(cell[1], []).append(cell)
    groups: list[list[list[Bounds]]] = []
    inner: set[float] = set()
    left = min(cell[0] for cell in cells)
    for row in rows.values():
        edges = {cell[0] for cell in row if cell[0] > left + 1}
        if groups and (edges <= inner or inner <= edges):
            groups[-1].append(row)
            inner |= edges
        else:
            groups.append([row])
            inner = edges
    return [grid for group in groups if (grid := _number(group)) is not None]


def _number(rows: Sequence[Sequence[Bounds]]) -> Grid | None:
    edges = sorted({cell[0] for row in rows for cell in row})
    if len(edges) < 2:  # noqa: PLR2004 - one column is a frame around text, not a table
        return None
    places = []
    for number, row in enumerate(rows):
        for cell in row:
            column = edges.index(cell[0])
            span = sum(1 for edge in edges[column:] if edge < cell[2] - 1)
            places.append(Place(*cell, number, column, span))
    right = max(cell[2] for row in rows for cell in row)
    top, bottom = min(one.top for one in places), max(one.bottom for one in places)
    return Grid(places, [*edges, right], top, bottom)


def widths(grid: Grid) -> list[float]:
    """Give the width of each column."""
    return [right - left for left, right in pairwise(grid.edges)]
