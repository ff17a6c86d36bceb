"""Columns without ruling lines: lists side by side, a side column of initials, aligned tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.ingest.pdf.markers import is_number
from pipeline.ingest.pdf.values import Line
from pipeline.ingest.pdf.words import is_list_head, is_side_head, is_table_head

Row = list[Line]

_INITIALS = re.compile(r"[A-Z]{1,2}[A-Za-z]{0,2}[A-Z]?|[A-Z]\.(?:[A-Z]\.?)*|ALL|All|[/&,+]|and")
_NAME = re.compile(r"[A-Z][\w'’.-]*")
_REFERENCE = re.compile(r"[\[(]?(?:[A-Z]{1,4}[ .-]?)?\d[\d./-]*[A-Za-z]?[.)\]]?")
_LONGEST = 4  # words of an entry in a side column
_NEAR = 12.0  # points by which entries of one side column may stand off each other
_FULL = 1.5  # ems below the right margin that a full line may end
_LEAST_GUTTER = 0.9  # ems
_FAR = 5.0  # ems between rows that cannot belong to one set of columns
_PROSE = 5  # words a line in a column of sentences


class Zone(NamedTuple):
    """Rows `first`..`end` (exclusive) stand in columns; `columns` gives each row's lines."""

    first: int
    end: int
    columns: list[list[Line | None]]


def right_margin(lines: Sequence[Line]) -> float:
    """Give where full lines end: the farthest place at which two or more do."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    need = max(2, len(ends) // 12)
    for number, end in enumerate(ends):
        size = lines[0].size
        if sum(1 for other in ends[number:] if end - other <= _FULL * size) >= need:
            return end
    return ends[0] if ends else 0.0


def part_side(rows: Sequence[Row], width: float) -> tuple[list[Row], list[Line]]:
    """Take a narrow column of initials at the right margin off the rows.

    Gives the rows without it, and its lines from top to bottom.
    """
    entries = [
        line
        for row in rows
        for line in row[-1:]
        if line.x0 > 0.6 * width and len(row) <= 3 and _is_entry(line)  # noqa: PLR2004
    ]
    if not entries:
        return list(rows), []
    main = [line for row in rows for line in row if line not in entries]
    if not main:
        return list(rows), []
    margin = right_margin(main)
    column = [line for line in entries if line.x0 > margin - 1]
    column = [line for line in column if _stands(line, column)]
    certain = [line for line in column if _is_initials(line) or is_side_head(line.text)]
    beside = [line for line in main if line.x1 > min((one.x0 for one in column), default=width)]
    full = sum(1 for line in main if margin - line.x1 < _FULL * line.size)
    if not certain or 2 * len(certain) < len(column) or len(beside) > len(main) // 20 or full < 3:  # noqa: PLR2004
        return list(rows), []
    chosen = set(map(id, column))
    rest = [[line for line in row if id(line) not in chosen] for row in rows]
    return [row for row in rest if row], column


def _is_entry(line: Line) -> bool:
    """Whether a line may name who is to act: initials, or one or two names."""
    texts = [word.text for word in line.words]
    return is_side_head(line.text) or (
        len(texts) <= _LONGEST and all(_INITIALS.fullmatch(t) or _NAME.fullmatch(t) for t in texts)
    )


def _is_initials(line: Line) -> bool:
    parts = re.split(r"[/&,+]+", "/".join(word.text for word in line.words))
    return all(not part or _INITIALS.fullmatch(part) for part in parts)


def _stands(line: Line, column: Sequence[Line]) -> bool:
    """Whether an entry stands in line with the others, by its left side or its middle."""
    middle = (line.x0 + line.x1) / 2
    return len(column) == 1 or any(
        one is not line
        and (abs(one.x0 - line.x0) < _NEAR or abs((one.x0 + one.x1) / 2 - middle) < _NEAR)
        for one in column
    )


def join_numbers(rows: Sequence[Row]) -> list[Row]:
    """Join a list number or reference that a gutter parts from its text to that text."""
    result = []
    for row in rows:
        if len(row) == 2 and _is_reference(row[0]):  # noqa: PLR2004 - a number and its text
            first, second = row
            line = Line(first.page, [*first.words, *second.words])
            result.append([line])
        else:
            result.append(row)
    return result


def _is_reference(line: Line) -> bool:
    return is_number(line.text) or (
        len(line.words) <= 2 and bool(_REFERENCE.fullmatch(line.text.replace(" ", "")))  # noqa: PLR2004
    )


def find_zones(rows: Sequence[Row]) -> list[Zone]:
    """Find runs of rows through which the same gutters pass."""
    zones: list[Zone] = []
    first = 0
    while first < len(rows):
        zone = _zone(rows, first) if len(rows[first]) > 1 else None
        if zone is None:
            first += 1
        else:
            zones.append(zone)
            first = zone.end
    return zones


def _zone(rows: Sequence[Row], first: int) -> Zone | None:
    gutters = [(one.x1, two.x0) for one, two in zip(rows[first], rows[first][1:], strict=False)]
    kept, end = gutters, first + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        size = row[0].size
        if row[0].top - max(line.bottom for line in above) > _FAR * size:
            break
        gutters = [
            narrow
            for gutter in gutters
            if (narrow := _narrowed(gutter, row, _LEAST_GUTTER * size)) is not None
        ]
        if not gutters:
            break
        kept = gutters
        end += 1
    while end > first and not _beyond(rows[end - 1], kept[0][1]):
        end -= 1  # rows that only fill the first column are running text again
    if end - first < 2:  # noqa: PLR2004 - one row shows no column
        return None
    columns: list[list[Line | None]] = []
    for row in rows[first:end]:
        places: list[Line | None] = [None] * (len(kept) + 1)
        for line in row:
            at = sum(1 for gutter in kept if line.x0 >= gutter[1] - 1)
            held = places[at]
            places[at] = line if held is None else Line(line.page, [*held.words, *line.words])
        columns.append(places)
    if not _in_line(columns):
        return None
    return Zone(first, end, columns)


def _narrowed(gutter: tuple[float, float], row: Row, least: float) -> tuple[float, float] | None:
    left, right = gutter
    for line in row:
        if line.x1 <= left + 0.1 or line.x0 >= right - 0.1:
            continue
        if line.x0 <= left:  # it reaches into the gutter from the left
            left = line.x1
        elif line.x1 >= right:
            right = line.x0
        else:
            return None
    return (left, right) if right - left >= least else None


def _beyond(row: Row, edge: float) -> bool:
    return any(line.x0 >= edge - 1 for line in row)


def _in_line(columns: Sequence[Sequence[Line | None]]) -> bool:
    """Whether the last column's lines share a left side, a middle or a right side."""
    lines = [row[-1] for row in columns if row[-1] is not None]
    if len(lines) < 2:  # noqa: PLR2004
        return False
    near = lines[0].size / 3
    for first in lines[:3]:
        same = sum(
            1
            for line in lines
            if abs(line.x0 - first.x0) < near
            or abs(line.x1 - first.x1) < near
            or abs(line.x0 + line.x1 - first.x0 - first.x1) < 2 * near
        )
        if same >= max(2, len(lines) // 2):
            return True
    return False


def zone_kind(zone: Zone) -> str:
    """Tell how the columns of a zone are read.

    "lists": each column from top to bottom, a line an entry; "prose": likewise, as running text;
    "labels": row by row, a label and its value; "table": row by row, in cells.
    """
    columns = [[line for line in column if line] for column in zip(*zone.columns, strict=True)]
    heads = [any(is_list_head(line.text) for line in column) for column in columns]
    tops = [line for line in zone.columns[0] if line]
    if sum(heads) > 1 or (heads[0] and not is_table_head(tops[-1].text) and len(columns) > 1):
        return "lists"
    both = [row for row in zone.columns if all(row)]
    if len(columns) > 2:  # noqa: PLR2004 - three columns and more are a table
        return "table"
    left, right = columns
    if min(len(left), len(right)) > 3 and (  # noqa: PLR2004
        min(_mean(left), _mean(right)) >= _PROSE or 2 * len(both) < min(len(left), len(right))
    ):
        return "prose"
    colons = sum(1 for row in both if row[0] and row[0].text.endswith(":"))
    return "labels" if both and 2 * colons >= len(both) else "table"


def _mean(lines: Sequence[Line]) -> float:
    return sum(len(line.words) for line in lines) / len(lines)
