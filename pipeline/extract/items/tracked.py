"""Whether the rows of a table are earlier actions or new ones, told by the table itself.

Minutes call the review of earlier actions what they like ("How we are getting on"), and lay the
new ones out below it. A column that says how things stand, filled in, shows a review; the minutes in
a column of their own, or a head that says "new", show new actions.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extract.dates import deadline
from pipeline.extract.items.columns import Grid, named, words_of
from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.headed import lists_actions
from pipeline.extract.reading import Reading

FILLED = 0.5
"""Share of the rows that say how the action stands, in a review."""


def are_earlier(reading: Reading, grid: Grid, head: int, columns: Mapping[int, str]) -> bool | None:
    """True for a review of earlier actions, False for new ones, None where the item must tell."""
    words = items().tables
    heads = {column: words_of(reading, blocks) for column, blocks in grid[head].items()}
    tasks = [heads.get(column, "") for column, name in columns.items() if name == "action"]
    new = any(compiled(words.new, ignore_case=True).search(one) for one in tasks)
    if new or "discussion" in columns.values():
        return False
    states = [column for column, name in columns.items() if name in {"status", "state"}]
    rows = [cells for number, cells in grid.items() if number > head]
    said = [c for cells in rows for c in states if words_of(reading, cells.get(c, ()))]
    if not rows or len(said) < FILLED * len(rows):
        return None
    if any(named(heads.get(column, ""), taken=()) == "owner" for column in states):
        return True  # whoever was to act was overwritten by how the action stands
    start = min(block.span.start for blocks in grid[head].values() for block in blocks)
    section = reading.section_at(max(reading.within.start, start - 1))
    looks_back, heading = compiled(words.looks_back, ignore_case=True), reading.heading(section)
    if lists_actions(reading, section) and not looks_back.search(heading):
        return None
    back = any(looks_back.search(name) for name in (heading, *(heads.get(c, "") for c in states)))
    return True if back or _overdue(reading, grid, head, columns) else None


def _overdue(reading: Reading, grid: Grid, head: int, columns: Mapping[int, str]) -> bool:
    """Whether a deadline is past at the meeting: nobody sets such a one."""
    held = reading.day.held
    for number, cells in grid.items():
        for column, name in columns.items():
            if number <= head or name != "due" or held is None:
                continue
            when = deadline(words_of(reading, cells.get(column, ())), reading.day)
            if when is not None and when.last is not None and when.last < held:
                return True
    return False
