"""Tables among the items: of actions, of payments, and those that hold the minutes themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Document
from pipeline.sections.data import words
from pipeline.sections.headings import Candidate, group_row
from pipeline.sections.lines import Line


def tables_headed(
    lines: Sequence[Line], document: Document, words_of_header: re.Pattern[str]
) -> frozenset[int]:
    """Tables that list things (actions, payments): their rows are never items of the meeting."""
    found = set()
    for line in lines:
        cell = line.block.cell
        if cell and cell.row <= 1 and words_of_header.match(line.block.span.of(document.text)):
            found.add(cell.table)
    return frozenset(found)


def captions_of(lines: Sequence[Line], tables: frozenset[int]) -> frozenset[int]:
    """Lines that stand right above one of the tables: what it is called, no item of the meeting."""
    return frozenset(
        line.index
        for line, below in pairwise(lines)
        if not line.in_table and below.block.cell is not None and below.block.cell.table in tables
    )


def tables_of_minutes(lines: Sequence[Line]) -> dict[int, int]:
    """Tables that hold the minutes themselves, each with the last column that has headings in it.

    Their heads name the minutes ("Item | Discussion | Decision / Action | Owner | By when"), or the
    only one of that sort names a narrow last column ("Item | Minute | Action").
    """
    held: dict[int, Counter[int]] = {}
    heads: dict[int, list[Line]] = {}
    spoken: dict[int, int] = {}
    for line in lines:
        cell = line.block.cell
        if cell is None:
            continue
        held.setdefault(cell.table, Counter())[cell.column] += len(line.text)
        if cell.row <= 1 and words().listing.match(line.text):
            heads.setdefault(cell.table, []).append(line)
        if cell.row <= 1 and cell.column and words().minuting.fullmatch(line.text):
            spoken[cell.table] = cell.column
    found = {
        table: 0 if _titled(lines, table) else column
        for table, column in spoken.items()
        if held[table][column] * TWICE > sum(held[table].values())
    }
    for table, (head, *others) in heads.items():
        assert head.block.cell is not None
        column, letters = head.block.cell.column, held[table]
        margin = not others and words().acting.match(head.text) and column == max(letters)
        if margin and column and letters[column] * TWICE < max(letters.values()):
            found.setdefault(table, column - 1)
    return found


_WORD = re.compile(r"[^\W\d_]{3}")


def _titled(lines: Sequence[Line], table: int) -> bool:
    """Whether the first cells of most rows name the item: "4. Estates", not a number alone."""
    first = [
        line.text
        for line in lines
        if (cell := line.block.cell) is not None and cell.table == table and not cell.column
    ]
    return sum(_WORD.search(text) is not None for text in first) * TWICE > len(first)


TWICE = 2  # how much more the column of the minutes holds than the one beside it


def group_rows(lines: Sequence[Line], listed: frozenset[int]) -> list[Candidate]:
    """Rows of a table of actions with one cell, that name the month or meeting of those below."""
    cells = Counter((c.table, c.row) for line in lines if (c := line.block.cell) is not None)
    found = []
    for line in lines:
        cell = line.block.cell
        if cell is None or cell.table not in listed or cells[cell.table, cell.row] > 1:
            continue
        if words().group_row.fullmatch(line.text):
            found.append(group_row(line))
    return found
