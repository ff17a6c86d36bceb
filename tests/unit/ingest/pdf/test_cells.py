"""Crossing lines to cells, beside pdfplumber, whose steps these are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table

from pipeline.ingest.pdf.cells import Bounds, find_cells, find_crossings, group_cells

REACH = 3.0
PLACES = st.integers(0, 8).map(lambda step: step * 10.0)


@st.composite
def _lines(draw: st.DrawFn) -> tuple[list[Bounds], list[Bounds]]:
    """Upright and level lines, as `_merge` leaves them: no two pieces of one line touch."""
    found: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for upright, place, start, end in draw(
        st.lists(st.tuples(st.booleans(), PLACES, PLACES, PLACES), max_size=24)
    ):
        pieces = found.setdefault((upright, place), [])
        start, end = sorted((start, end))  # noqa: PLW2901
        if start < end and all(end + REACH < a or b + REACH < start for a, b in pieces):
            pieces.append((start, end))
    lines = [(key, piece) for key, pieces in found.items() for piece in pieces]
    return (
        [(place, a, place, b) for (upright, place), (a, b) in lines if upright],
        [(a, place, b, place) for (upright, place), (a, b) in lines if not upright],
    )


def _edges(lines: list[Bounds], orientation: str) -> list[dict[str, object]]:
    names = ("x0", "top", "x1", "bottom")
    return [{**dict(zip(names, line, strict=True)), "orientation": orientation} for line in lines]


@settings(max_examples=150, deadline=None)
@given(_lines())
def test_the_cells_are_those_of_pdfplumber(lines: tuple[list[Bounds], list[Bounds]]) -> None:
    upright, level = lines
    crossings = find_crossings(upright, level, REACH)
    theirs = table.edges_to_intersections(
        [*_edges(upright, "v"), *_edges(level, "h")], REACH, REACH
    )
    assert set(crossings) == set(theirs)
    cells = find_cells(crossings)
    assert cells == table.intersections_to_cells(theirs)
    tables = [sorted(group) for group in group_cells(cells) if len(group) > 1]
    assert sorted(tables) == sorted(sorted(group) for group in table.cells_to_tables(cells))


def test_a_cell_over_two_columns_is_one_cell() -> None:
    upright = [(0.0, 0.0, 0.0, 40.0), (50.0, 20.0, 50.0, 40.0), (90.0, 0.0, 90.0, 40.0)]
    level = [(0.0, y, 90.0, y) for y in (0.0, 20.0, 40.0)]
    cells = find_cells(find_crossings(upright, level, REACH))
    assert sorted(cells) == [
        (0.0, 0.0, 90.0, 20.0),
        (0.0, 20.0, 50.0, 40.0),
        (50.0, 20.0, 90.0, 40.0),
    ]
