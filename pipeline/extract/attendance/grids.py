"""Grids of attendance: a row for each person, with ticks or letters below the heads of columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.extract.attendance.rows import Row
from pipeline.extract.attendance.tally import Tally, tallied
from pipeline.extract.attendance.words import words
from pipeline.model import AttendanceStatus

FEWEST = 3
"""Rows that make a grid."""

MOST = 0.75
"""The share of rows that bear a mark, where a row without one is somebody who was not there."""

_MEANING = re.compile(
    r"(?:^|[\s,;(])(?P<mark>[A-Za-z]{1,2}|[-–—✓✔√])\s*=\s*(?P<words>[^,;=.()\n]{3,40})"
)


def marked(table: Sequence[Row]) -> dict[int, Tally]:
    """What its marks say of the person of a row, by the row's number."""
    tables: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(table):
        if cell := row.lines[0].block.cell:
            tables[cell.table].append(number)
    legend = _legend("\n".join(row.text for row in table))
    found: dict[int, Tally] = {}
    for numbers in tables.values():
        found |= (
            tallied(table, numbers, legend)
            or _lettered(table, numbers, legend)
            or _ticked(table, numbers)
        )
    return found


def _legend(text: str) -> dict[str, AttendanceStatus]:
    """What the letters mean: "P = participated, R = regrets"."""
    found: dict[str, AttendanceStatus] = {}
    if "=" not in text:
        return found
    for hit in _MEANING.finditer(text):
        for one in words().legend:
            if re.match(one.words, hit["words"].strip(), re.IGNORECASE):
                found[hit["mark"]] = one.status
                break
    return found


def _lettered(
    table: Sequence[Row], numbers: Sequence[int], legend: Mapping[str, AttendanceStatus]
) -> dict[int, Tally]:
    """The rows whose last cell begins with a letter of the legend."""
    found = {}
    for number in numbers:
        last = table[number].lines[-1]
        mark = last.text.split()[0] if last.text.split() else ""
        if len(table[number].lines) > 1 and mark in legend:
            start = last.span.start - table[number].lines[0].span.start + last.text.index(mark)
            found[number] = Tally(status=legend[mark], blots=((start, start + len(mark)),))
    return found if len(found) >= FEWEST else {}


def _ticked(table: Sequence[Row], numbers: Sequence[int]) -> dict[int, Tally]:
    """The rows without a tick where nearly all others have one, and nothing else beside the name."""
    ticks = set(words().ticks)
    beside = {number: [line.text.strip() for line in table[number].lines[1:]] for number in numbers}
    with_ticks = [
        number for number in numbers if beside[number] and ticks.issuperset(beside[number])
    ]
    bare = [number for number in numbers if not beside[number]]
    if len(with_ticks) < FEWEST or len(with_ticks) < MOST * (len(with_ticks) + len(bare)):
        return {}
    return {number: Tally(status=AttendanceStatus.ABSENT) for number in bare}
