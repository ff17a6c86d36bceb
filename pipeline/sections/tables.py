"""Tables among the items: of actions, of payments, and those that hold the minutes themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

from pipeline.model import Document, replace
from pipeline.sections.data import words
from pipeline.sections.headings import LONGEST, SHORTEST, Candidate, group_row
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


def tables_titled(lines: Sequence[Line], minutes: Mapping[int, int]) -> frozenset[int]:
    """Those of the tables of minutes whose heads are a number and the item: "# | Item | Discussion"."""
    return frozenset(
        cell.table
        for line in lines
        if (cell := line.block.cell) is not None
        and (cell.row, cell.column) == (0, 1)
        and cell.table in minutes
        and words().naming.fullmatch(line.text)
    )


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


def unnumbered_titles(
    lines: Sequence[Line], minutes: Mapping[int, int], listed: frozenset[int]
) -> list[Candidate]:
    """Headings in the first column that have no number: bold ones over their minutes, and "AOB".

    `minutes` are the tables of minutes with the last column of their headings.
    """
    titles: dict[int, list[Line]] = {}
    for line, below in zip_longest(lines, lines[1:]):
        cell = line.block.cell
        if cell is None or cell.column or cell.table in listed or not line.first:
            continue
        known = cell.table in minutes and words().known.fullmatch(line.text)
        same = below is not None and below.block.cell == cell
        if known or (same and below is not None and _over(line, below)):
            titles.setdefault(cell.table, []).append(line)
    return [
        replace(group_row(line), rule="section.cell-title")
        for table, found in titles.items()
        if table in minutes or len(found) >= HABIT
        for line in found
    ]


def _over(line: Line, below: Line) -> bool:
    """Whether a bold line stands over a sentence of its cell."""
    told = len(below.text) >= SENTENCE and below.text.rstrip().endswith((".", "?", "!"))
    bold = bool(line.block.runs) and line.all_bold and SHORTEST <= len(line.text) <= LONGEST
    return bold and told and not below.bold_until and not words().never.match(line.text)


HABIT = 3  # bold lines over sentences that make it the form of a table
SENTENCE = 30  # characters of the least sentence of minutes
