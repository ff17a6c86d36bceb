"""Tables that plain text draws with blanks or with upright strokes, as rows of cells.

Aligned columns: a header line of three short cells or more, apart by two blanks or more, and rows
whose cells begin where the header's do. What stands below a row without a first cell goes on with
that row's cells; a line with a first cell alone is a row that names the group below it.

Strokes: a line of cells between "|", a ruling of dashes below it, and rows to the first line that
has no stroke and completes no row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import value

LONGEST = 400  # characters of a line of a table; a longer one is running text
MOST = 20  # cells of a header
COLUMNS = 3  # cells of a header: two words apart by blanks are a label and its value, or two names
ROWS = 2  # rows below a header with as many cells: fewer are no habit
HEADER = 30  # characters of a header's cell
GROUP = 60  # characters of a row that names a group
SLACK = 2  # characters by which a cell may begin beside its column
WRAPPED = 60  # lines of a cell: more are no table
GAP = 2  # blank lines after which a table has ended

_CELL = re.compile(r"\S+(?: \S+)*")
_RULING = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)*[|+]?\s*")
_PROSE = re.compile(r"[.;!?]\s*$")


@value
class Grid:
    """A table of the lines `start` to `end`: rows of cells; an empty cell has no words.

    The first row is the header. A cell of several lines has newlines.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


def grids(lines: Sequence[str]) -> list[Grid]:
    """The tables that `lines` draw, in order; they do not overlap."""
    found: list[Grid] = []
    at = 0
    while at < len(lines):
        grid = _stroked(lines, at) or _aligned(lines, at)
        if grid is None:
            at += 1
        else:
            found.append(grid)
            at = grid.end
    return found


def _aligned(lines: Sequence[str], start: int) -> Grid | None:
    header = _cells(lines[start])
    if not COLUMNS <= len(header) <= MOST or not all(_names_column(words) for _, words in header):
        return None
    offsets = [offset for offset, _ in header]
    rows = [[words for _, words in header]]
    end, blanks, full, wrapped = start + 1, 0, 0, 0
    for at in range(start + 1, len(lines)):
        if not lines[at].strip():
            blanks += 1
            if blanks > GAP:
                break
            continue
        placed = _placed(lines[at], offsets)
        if placed is None or (blanks and 0 not in placed):
            break
        wrapped = wrapped + 1 if 0 not in placed else 0
        if wrapped > WRAPPED:
            break
        if wrapped:
            _go_on(rows[-1], placed)
        elif len(placed) == 1 and not _is_group(lines, at, offsets):
            break
        else:
            rows.append([placed.get(column, "") for column in range(len(offsets))])
            full += len(placed) >= COLUMNS
        end, blanks = at + 1, 0
    if full < ROWS:
        return None
    return Grid(start=start, end=end, rows=tuple(tuple(row) for row in rows))


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line with the places where they begin: runs of words with single blanks."""
    if len(line) > LONGEST:
        return []
    return [(cell.start(), cell[0]) for cell in _CELL.finditer(line.expandtabs())]


def _names_column(words: str) -> bool:
    return len(words) <= HEADER and words[0].isupper() and not any(c.isdigit() for c in words)


def _placed(line: str, offsets: Sequence[int]) -> dict[int, str] | None:
    """The cells of a line by column, or None where one begins beside all columns."""
    placed: dict[int, str] = {}
    cells = _cells(line)
    if not cells:
        return None
    if len(cells) == 1 and cells[0][0] <= offsets[0] + SLACK:
        return {0: cells[0][1]} if cells[0][0] >= offsets[0] - SLACK else None
    for offset, words in cells:
        column = min(range(len(offsets)), key=lambda c: abs(offsets[c] - offset))
        if abs(offsets[column] - offset) > SLACK or column in placed:
            return None
        for onward in range(column + 1, len(offsets)):
            # a cell that fills its column leaves one blank before the next
            cut = offsets[onward] - offset
            if 0 < cut < len(words) and words[cut - 1] == " ":
                placed[column] = words[: cut - 1]
                column, words, offset = onward, words[cut:], offsets[onward]  # noqa: PLW2901
        placed[column] = words
    return placed


def _is_group(lines: Sequence[str], at: int, offsets: Sequence[int]) -> bool:
    """Whether a lone first cell names the rows below it: short, no sentence, and a row follows."""
    words = lines[at].strip()
    if len(words) > GROUP or _PROSE.search(words):
        return False
    below = next((line for line in lines[at + 1 : at + 2 + GAP] if line.strip()), "")
    placed = _placed(below, offsets) or {}
    return 0 in placed and len(placed) > 1


def _go_on(row: list[str], placed: dict[int, str]) -> None:
    for column, words in placed.items():
        row[column] = f"{row[column]}\n{words}" if row[column] else words


def _stroked(lines: Sequence[str], start: int) -> Grid | None:
    ruled = start + 1 < len(lines) and "|" in lines[start]
    if not ruled or "|" not in lines[start + 1] or not _RULING.fullmatch(lines[start + 1]):
        return None
    header = _between(lines[start])
    rows, end = [header], start + 2
    for at in range(start + 2, len(lines)):
        cells = _between(lines[at])
        short = len(rows) > 1 and len(rows[-1]) < len(header)
        if short and lines[at].strip() and len(rows[-1]) + len(cells) <= len(header):
            rows[-1] += cells  # a row broken over lines goes on with its next cell
        elif "|" in lines[at]:
            rows.append(cells)
        else:
            break
        end = at + 1
    if len(rows) < ROWS:
        return None
    width = max(len(row) for row in rows)
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Grid(start=start, end=end, rows=filled)


def _between(line: str) -> list[str]:
    """The words between the strokes of a line; one at either end encloses the row."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]
