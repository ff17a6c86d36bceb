"""Grids whose heads say what a mark means: "In room | Teams | Apols", "Attended", one column a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.extract.attendance.rows import Row
from pipeline.extract.attendance.words import ColumnWords, lexicon, words
from pipeline.extract.dates import PhraseKind, find_dates
from pipeline.extract.front import Line
from pipeline.model import AttendanceStatus, value

FEWEST = 2
"""Rows with a mark that make a grid."""

_DAY = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})\s*")
"""The head of a meeting's column without a year: "12/04"."""


@value
class Tally:
    """What the marks of a row say. `status` is None where they say nothing of this meeting.

    `blots` are the places of the marks in the row's text.
    """

    status: AttendanceStatus | None
    blots: tuple[tuple[int, int], ...] = ()
    remote: bool = False


def tallied(
    table: Sequence[Row], numbers: Sequence[int], legend: Mapping[str, AttendanceStatus]
) -> dict[int, Tally]:
    """What the marks below the heads of one table say of each row; empty where it is no such grid."""
    for place, number in enumerate(numbers[:2]):
        below = numbers[place + 1 :]
        heads = {_column(line): line.text for line in table[number].lines if line.block.cell}
        cells = {row: dict(_cells(table[row])) for row in below}
        grid = _Grid(cells, legend)
        found = (
            grid.by_status(heads)
            or grid.by_answer(heads)
            or grid.by_meeting(heads, [row.text for row in table[: numbers[0] + place]])
        )
        if found:
            return {row: _blotted(table[row], tally, grid) for row, tally in found.items()}
    return {}


def _column(line: Line) -> int:
    return line.block.cell.column if line.block.cell else 0


def _cells(row: Row) -> Iterator[tuple[int, str]]:
    for line in row.lines:
        yield _column(line), line.text.strip()


def _blotted(row: Row, tally: Tally, grid: _Grid) -> Tally:
    """The same with the places of all marks of the row."""
    start = row.span.start
    blots = tuple(
        (line.span.start - start, line.span.end - start)
        for line in row.lines[1:]
        if grid.meaning(line.text.strip()) is not None or line.text.strip() in _NOTHING
    )
    return Tally(status=tally.status, blots=blots, remote=tally.remote)


_NOTHING = frozenset({"-", "–", "—", "n/a", "N/A", ""})
"""Marks that say that a meeting was not somebody's."""


_REMARK = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
"""What stands in brackets behind a mark: "Apologies (Ann Lee for)"."""


class _Grid:
    """The cells of a table by row and column, and what its marks mean."""

    def __init__(
        self, cells: Mapping[int, Mapping[int, str]], legend: Mapping[str, AttendanceStatus]
    ) -> None:
        self.cells = cells
        self.legend = legend
        every = {text.casefold() for row in cells.values() for text in row.values()}
        present = next(one for one in words().marks if one.status is AttendanceStatus.PRESENT)
        ticks = {one for one in present.words if not one.isalpha()}
        self.crossed = every.isdisjoint(ticks)
        self.excused = any(
            one.status is AttendanceStatus.APOLOGIES
            and not one.unless_apologies
            and not every.isdisjoint(one.words)
            for one in words().marks
        )

    def meaning(self, mark: str) -> AttendanceStatus | None:
        """What a mark says by itself; None for what is no mark."""
        if mark in self.legend:
            return self.legend[mark]
        whole = mark.casefold().strip(" .")
        known = next((one.status for one in words().marks if whole in one.words), None)
        plain = _REMARK.sub("", mark).casefold().strip(" .")
        if known is not None and plain != whole:
            return known  # "No (apologies)"
        if plain in lexicon().remote:
            return AttendanceStatus.PRESENT
        if plain in words().crosses:
            return AttendanceStatus.PRESENT if self.crossed else AttendanceStatus.ABSENT
        for one in words().marks:
            if plain in one.words:
                return (self.excused and one.unless_apologies) or one.status
        return None

    def by_status(self, heads: Mapping[int, str]) -> dict[int, Tally]:
        """Rows with one mark below heads such as "Present", "Teams" and "Apologies"."""
        columns = {at: known for at, text in heads.items() if (known := _known(text))}
        columns = {at: known for at, known in columns.items() if self._holds_marks(at)}
        if len({known.status for known in columns.values()}) < 2:  # noqa: PLR2004 - present and away
            return {}
        found = {}
        for row, cells in self.cells.items():
            here = [known for at, known in columns.items() if cells.get(at)]
            if here and len({known.status for known in here}) == 1:
                remote = all(known.remote for known in here)
                found[row] = Tally(status=here[0].status, remote=remote)
        return found if len(found) >= FEWEST else {}

    def by_answer(self, heads: Mapping[int, str]) -> dict[int, Tally]:
        """Rows with a mark or a word below the one head "Attended"."""
        asked = [at for at, text in heads.items() if _plain(text) in words().answers]
        if len(asked) != 1 or not self._holds_marks(asked[0]):
            return {}
        if not asked[0] and not all(cells.get(0) for cells in self.cells.values()):
            return {}  # "Present", "In attendance" and "Apologies" before a few rows are labels
        return self._below(asked[0])

    def by_meeting(self, heads: Mapping[int, str], above: Sequence[str]) -> dict[int, Tally]:
        """Rows with a mark below the head of this meeting, among those of others.

        It is the one of the date above the grid, else the last that is filled in.
        """
        dated = {at: day for at, text in heads.items() if (day := _dated(text))}
        dated = {at: day for at, day in dated.items() if self._holds_marks(at)}
        if len(dated) < FEWEST:
            return {}
        days = next(filter(None, (_dated(text) for text in above)), None)
        same = [at for at, day in dated.items() if days and _same(day, days)]
        return self._below(same[0] if len(same) == 1 else max(dated))

    def _below(self, column: int) -> dict[int, Tally]:
        found = {}
        for row, cells in self.cells.items():
            mark = cells.get(column, "")
            status = self.meaning(mark)
            if status is not None or mark in _NOTHING:
                remote = mark.casefold() in lexicon().remote
                found[row] = Tally(status=status, remote=remote)
        told = [one for one in found.values() if one.status is not None]
        return found if len(told) >= FEWEST else {}

    def _holds_marks(self, column: int) -> bool:
        """Whether a column holds marks and nothing else, at least one."""
        filled = [cells[column] for cells in self.cells.values() if cells.get(column)]
        marks = [mark for mark in filled if self.meaning(mark) is not None]
        return bool(marks) and all(mark in marks or mark in _NOTHING for mark in filled)


@cache
def _known(head: str) -> ColumnWords | None:
    """The words of the model file that a head of a column holds."""
    return next((one for one in words().columns if _plain(head) in one.words), None)


def _plain(head: str) -> str:
    return " ".join(head.casefold().split()).strip(" :?.")


def _dated(text: str) -> tuple[int | None, int] | None:
    """The day, if there is one, and the month of a head: "Apr", "12/04", "3 May 2024"."""
    if hit := _DAY.fullmatch(text):
        return int(hit[1]), int(hit[2])
    for phrase in find_dates(text):
        if phrase.kind in (PhraseKind.DAY, PhraseKind.MONTH) and phrase.month:
            return phrase.day, phrase.month
    return None


def _same(head: tuple[int | None, int], day: tuple[int | None, int]) -> bool:
    return head[1] == day[1] and (head[0] is None or day[0] is None or head[0] == day[0])
