"""Columns without ruling lines: lists side by side, a side column of initials, aligned tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.markers import is_number
from pipeline.ingest.pdf.words import is_label, is_list_head, is_side_head, is_table_head

Row = list[Line]

_INITIALS = re.compile(  # PH, JBa, RMacD, P.H., All
    r"[A-Z]{2,4}[a-z]{0,2}|[A-Z][A-Za-z]{0,3}[A-Z]|(?:[A-Z]\.){1,3}|ALL|All|and"
)
_SIGNS = re.compile(r"[/&,;+]+")
_NAME = re.compile(r"[A-Z][\w'’.-]*")
_REFERENCE = re.compile(r"[\[(]?(?:[A-Z]{1,4}[ .-]?)?\d[\d./-]*[A-Za-z]?[.)\]]?")
_SIDE = 0.6  # share of the page's width beyond which a side column stands
_LONGEST = 4  # words of an entry in a side column
_NEAR = 12.0  # points by which entries of one side column may stand off each other
_FULL = 1.5  # ems below the right margin that a full line may end
_LEAST_GUTTER = 0.9  # ems
_THIN_GUTTER = 0.5  # ems, when it passes through
_ROWS = 4  # rows or more
_FAR = 5.0  # ems between rows that cannot belong to one set of columns
_BLANK = 1.2  # ems between the entries of a list
_PROSE = 5  # words a line in a column of sentences


Gutter = tuple[float, float]


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


def part_side(
    rows: Sequence[Row], width: float, known: Sequence[float] = ()
) -> tuple[list[Row], list[Line]]:
    """Take a narrow column of initials at the right margin off the rows.

    `known`: left sides of such columns on other pages. Gives the rows without the column, and its
    lines from top to bottom.
    """
    entries = [
        line
        for row in rows
        for line in row[-1:]
        if line.x0 > _SIDE * width and len(row) <= 3 and _is_entry(line)  # noqa: PLR2004
    ]
    certain = [line for line in entries if _is_initials(line) or is_side_head(line.text)]
    column = _aligned(entries, certain)
    lefts = [*(line.x0 for line in column), *known]
    if not lefts:
        return list(rows), []
    parted, column = _split_entries(rows, column, min(lefts))
    chosen = set(map(id, column))
    rest = [kept for row in parted if (kept := [line for line in row if id(line) not in chosen])]
    main = [line for row in rest for line in row]
    if not column or not _is_side(column, main, alone=not known):
        return list(rows), []
    return rest, column


def _split_entries(
    rows: Sequence[Row], column: list[Line], left: float
) -> tuple[list[Row], list[Line]]:
    """Part initials in the column from lines that all but touch them."""
    result: list[Row] = []
    column = list(column)
    for row in rows:
        last = row[-1]
        cut = next(
            (at for at, word in enumerate(last.words) if word.x0 > left - _NEAR / 2 and at), None
        )
        if last.x1 > left and cut is not None and last not in column:
            entry = Line(last.page, last.words[cut:])
            if _is_initials(entry) and entry.count <= _LONGEST:
                result.append([*row[:-1], Line(last.page, last.words[:cut]), entry])
                column.append(entry)
                continue
        result.append(row)
    return result, sorted(column, key=lambda line: line.top)


def _is_side(column: Sequence[Line], main: Sequence[Line], *, alone: bool) -> bool:
    """Whether aligned entries are a side column: initials, clear of the running text."""
    if not main:
        return False
    left = min(line.x0 for line in column)
    certain = [line for line in column if _is_initials(line) or is_side_head(line.text)]
    beside = [line for line in main if line.x1 > left]
    long = [line for line in main if line.x1 - line.x0 > left / 2]
    if len(column) == 1 and alone:  # nothing else in line: only clear initials beside full lines
        text = column[0].text
        margin = right_margin(main)
        clear = text.isupper() and len(text) in range(2, 8) and left > margin
        return clear and len(long) >= 5 and _is_initials(column[0])  # noqa: PLR2004
    return 2 * len(certain) >= len(column) and len(beside) <= len(main) // 20 and len(long) > 2  # noqa: PLR2004


def _is_entry(line: Line) -> bool:
    """Whether a line may name who is to act: initials, or one or two names."""
    parts = [part for word in line.words for part in _SIGNS.split(word.text) if part]
    return is_side_head(line.text) or (
        line.count <= _LONGEST
        and all(_INITIALS.fullmatch(part) or _NAME.fullmatch(part) for part in parts)
    )


def _is_initials(line: Line) -> bool:
    parts = [part for word in line.words for part in _SIGNS.split(word.text) if part]
    return all(_INITIALS.fullmatch(part) for part in parts)


def _aligned(entries: Sequence[Line], certain: Sequence[Line]) -> list[Line]:
    """Give the entries that stand in line, by left side or middle, with most of the certain."""
    best: list[Line] = []
    for first in certain:
        some = [
            line
            for line in entries
            if abs(line.x0 - first.x0) < _NEAR
            or abs(line.x0 + line.x1 - first.x0 - first.x1) < 2 * _NEAR
        ]
        if len(some) > len(best):
            best = some
    return best


def join_lines(row: Row) -> Line:
    """Make one line of the lines of a row."""
    if len(row) == 1:
        return row[0]
    line = Line(row[0].page, [word for one in row for word in one.words])
    line.marker = row[0].marker
    return line


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
        line.count <= 2 and bool(_REFERENCE.fullmatch(line.text.replace(" ", "")))  # noqa: PLR2004
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
    heads = [is_list_head(line.text) for line in rows[first]]
    edge = kept[0][1]
    labels = _are_labels([(row[0], row[1:]) for row in rows[first:end] if row[0].x0 < edge - 1])
    if sum(heads) > 1 or (heads[0] and end - first > 1 and not labels):
        # the first list may be the longest
        end = _listed(rows, first, end, kept[0][1] - rows[first][0].size)
    if end - first < 2:  # noqa: PLR2004 - one row shows no column
        return None
    kept = sorted([*kept, *_finer(rows[first:end], kept)])
    columns: list[list[Line | None]] = []
    for row in _cut(rows[first:end], kept):
        places: list[Line | None] = [None] * (len(kept) + 1)
        for line in row:
            at = sum(1 for gutter in kept if line.x0 >= gutter[1] - 1)
            held = places[at]
            places[at] = line if held is None else Line(line.page, [*held.words, *line.words])
        columns.append(places)
    if not _in_line(columns) and sum(heads) < 2:  # noqa: PLR2004
        return None
    return Zone(first, end, columns)


def _finer(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """Find gutters that are no wider than a space, but pass through every row of the zone."""
    if len(rows) < _ROWS:
        return []
    words = [word for row in rows for line in row for word in line.words]
    size = max(word.face.size for word in words)
    found: list[Gutter] = []
    reach = min(word.x0 for word in words)
    for word in sorted(words, key=lambda one: one.x0):
        gap = (reach, word.x0)
        reach = max(reach, word.x1)
        if gap[1] - gap[0] < _THIN_GUTTER * size:
            continue
        if any(left < gap[1] and gap[0] < right for left, right in gutters):
            continue
        starts = [one.x0 for one in words if abs(one.x0 - gap[1]) < size / 4]
        ends = [one.x1 for one in words if abs(one.x1 - gap[0]) < size / 4]
        if max(len(starts), len(ends)) >= max(2, len(rows) // 2):
            found.append(gap)
    return found


def _cut(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Row]:
    """Part lines at the gutters that they cross."""
    result: list[Row] = []
    for row in rows:
        parts: Row = []
        for line in row:
            start = 0
            for at in range(1, line.count):
                one, two = line.words[at - 1], line.words[at]
                if any(one.x1 <= left + 0.5 and two.x0 >= right - 0.5 for left, right in gutters):
                    parts.append(Line(line.page, line.words[start:at]))
                    start = at
            parts.append(Line(line.page, line.words[start:]) if start else line)
        result.append(parts)
    return result


def _listed(rows: Sequence[Row], first: int, end: int, edge: float) -> int:
    """Give where a list in the first column ends that is longer than the one beside it."""
    while end < len(rows):
        line = rows[end][0]
        above = max(one.bottom for one in rows[end - 1])
        near = line.top - above < (2.5 if end == first + 1 else _BLANK) * line.size
        if len(rows[end]) > 1 or line.x1 > edge + 1 or not near or line.words[0].text[0].isdigit():
            break
        end += 1
    return end


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
    labels = [(row[0], [line for line in row[1:] if line]) for row in zone.columns if row[0]]
    if len(columns) == 2 and _are_labels(labels):  # noqa: PLR2004 - a label and a person
        return "labels"
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


def _are_labels(rows: Sequence[tuple[Line, Sequence[Line]]]) -> bool:
    """Whether the first lines of rows are the labels of lists, each with its first person beside it.

    "Present  Ann Lee", and below "Apologies  Bob Dale": the other people stand below the first.
    """
    known = sum(is_label(label.text) for label, _ in rows)
    listed = any(is_list_head(label.text) for label, _ in rows)
    beside = [line for _, others in rows for line in others]
    return (
        len(rows) > 1
        and listed
        and 2 * known >= len(rows)
        and all(others for _, others in rows)
        and not any(is_list_head(line.text) for line in beside)
    )


def _mean(lines: Sequence[Line]) -> float:
    return sum(line.count for line in lines) / len(lines)
