"""Boxes whose rows are fields of an action: "Action | Write to the yard", "Owner | BO", "Due | May"."""

from __future__ import annotations

from pipeline.extract.items.columns import Grid, named, words_of
from pipeline.extract.reading import Reading
from pipeline.model import Span

FIELDS = 2
"""Cells of a row: what the field is, and its words."""


def boxed(reading: Reading, grid: Grid) -> list[dict[str, Span]]:
    """The actions of a box, each with its cells by what they hold; none where a row is no field."""
    found: list[dict[str, Span]] = []
    for row in sorted(grid):
        cells = [blocks for _, blocks in sorted(grid[row].items()) if blocks]
        if len(cells) != FIELDS:
            return []
        name = named(words_of(reading, cells[0]).strip(" :"), taken=())
        if not name:
            return []
        if not found or name in found[-1]:
            found.append({})
        found[-1][name] = Span(start=cells[1][0].span.start, end=cells[1][-1].span.end)
    whole = all("action" in one and {"owner", "due"} & one.keys() for one in found)
    return found if whole else []
