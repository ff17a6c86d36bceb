"""Numbers of items that stand alone: in the first cell of a row, or on a line above or below their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import replace
from pipeline.sections.chain import chain
from pipeline.sections.headings import LONGEST, Candidate, candidate, group_row
from pipeline.sections.lines import Line

_BARE = re.compile(r"\d{1,3}[A-Za-z]?")
_STOPPED = re.compile(r"(?P<n>\d{1,3}[A-Za-z]?)[.):]?")

FEWEST = 3
"""Numbers apart from their headings that make it the habit of the paper."""

PROSE = 60
"""Characters of a line that is running text."""


def apart(lines: Sequence[Line]) -> list[tuple[Candidate, Line]]:
    """Headings whose numbers stand on the line above or below them, each with its other line.

    Some files print the number in a column of its own, which is read before the title or after.
    """
    if sum(_STOPPED.fullmatch(line.text) is not None for line in lines) < FEWEST:
        return []  # as most papers: no numbers stand alone
    above, below = _apart(lines, below=False), _apart(lines, below=True)
    found = max(above, below, key=len)
    rising = chain([c for c, _ in found])
    return found if len(found) >= FEWEST and len(rising) == len(found) else []


def _apart(lines: Sequence[Line], *, below: bool) -> list[tuple[Candidate, Line]]:
    """The pairs of number and title, where the number is `below` the title or above it."""
    found = []
    for first, second, then in zip(lines, lines[1:], lines[2:], strict=False):
        bare, printed = (second, first) if below else (first, second)
        number = _STOPPED.fullmatch(bare.text)
        if not number or first.in_table or second.in_table:
            continue
        if len(then.text) < PROSE and not then.text.endswith("."):
            continue  # no running text below: a list of numbers, or the title of another number
        title = candidate(printed)
        if title is None or title.notation or not title.own_line or title.score < 0:
            continue
        numbered = replace(
            title,
            line=first,
            notation="integer",
            number=number["n"],
            rest=second.span.end,
            rule=RULE,
        )
        found.append((numbered, second))
    return found


RULE = "section.integer"


def number_of_row(
    lines: Sequence[Line], line: Line, titled: frozenset[int] = frozenset()
) -> Candidate | None:
    """A bare number in the first cell of a row that else holds a printed title: "4 | FLEET".

    A number in the row below as well would count names or tasks, unless minutes stand below the title.
    In the tables of `titled`, whose heads say that the second column names the item, any type will do.
    """
    cell = line.block.cell
    if cell is None or cell.column or not _BARE.fullmatch(line.text):
        return None
    rows = lines[line.index + 1 : line.index + 1 + NEXT]
    title = rows[0].block.cell if rows else None
    if title is None or (title.table, title.row) != (cell.table, cell.row):
        return None
    short = len(rows[0].text) <= LONGEST
    if short and cell.table in titled and title.column == 1:
        return _alone(line)
    printed = short and bool(rows[0].block.runs) and rows[0].all_bold
    told = any(
        len(one.text) >= PROSE and one.block.cell and one.block.cell.row == cell.row
        for one in rows[1:]
    ) or (len(rows) > 1 and rows[1].block.cell == title and _said(rows[1]))
    below = [
        one.text for one in rows if (c := one.block.cell) and c.row > cell.row and not c.column
    ]
    counts = below and _BARE.fullmatch(below[0]) and not told
    return _alone(line) if printed and not counts else None


def _said(line: Line) -> bool:
    """Whether a line below a title is a sentence in ordinary type, however short: "Agreed as correct."."""
    return not line.bold_until and line.text.rstrip().endswith(".")


def _alone(line: Line) -> Candidate:
    """The number of a line, whose title stands in the next."""
    return replace(group_row(line), notation="integer", number=line.text, title=None, rule=RULE)


NEXT = 6  # lines below a row in which the next row begins
