"""Tables that list actions: their columns, and the rows that they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.extract.items import statuses
from pipeline.extract.items.boxes import boxed
from pipeline.extract.items.columns import (
    Grid,
    begins_with_ref,
    by_cells,
    continues,
    grid_of,
    header,
    header_above,
    is_ref,
    reviewed,
    shared,
    words_of,
)
from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.rows import Row
from pipeline.extract.items.tasks import sets_task
from pipeline.extract.items.tracked import are_earlier
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import Block, Span, replace, value


@value
class Tabled:
    """What the tables give; `claimed` are the passages whose words the rows hold."""

    rows: tuple[Row, ...]
    claimed: frozenset[int]
    tables: frozenset[int] = frozenset()


def tabled(reading: Reading, *, besides: frozenset[int] = frozenset()) -> Tabled:
    """The rows of the meeting's action tables in reading order, but for the tables `besides`."""
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in reading.document.blocks:
        inside = reading.within.start <= block.span.start < reading.within.end
        if block.cell is not None and inside and block.cell.table not in besides:
            tables[block.cell.table].append(block)
    rows: list[Row] = []
    claimed: set[int] = set()
    read: set[int] = set()
    above: _Columns | None = None
    for number, blocks in tables.items():
        grid = grid_of(blocks)
        more = _boxed(reading, grid)
        found = None if more else _columns(reading, grid, blocks[0])
        more = more or ([] if found else _owned(reading, grid))
        if not more:
            above = found or (above if above and continues(reading, grid) else None)
            if above is None:
                continue
            more = _told(reading, grid, above, head=found.head if found else -1)
        column = shared(reading, grid)
        if column >= 0:
            more = [one for row in more for one in _tasks_of(reading, row, grid, column)]
        rows += more
        read.add(number)
        claimed |= _passages(reading, number) - _left(reading, number, column, more)
    return Tabled(rows=tuple(rows), claimed=frozenset(claimed), tables=frozenset(read))


@value
class _Columns:
    """What the columns of a table hold, the row of its head, and what it says of its rows."""

    names: Mapping[int, str]
    head: int
    earlier: bool | None


def _columns(reading: Reading, grid: Grid, first: Block) -> _Columns | None:
    """The columns by the head of the table, by the line above it, or by its cells."""
    head, names = header(reading, grid)
    earlier = are_earlier(reading, grid, head, names) if names else None
    if not names:
        head, names = -1, header_above(reading, first)
    if not names:
        section = _above(reading, first)
        head, names = by_cells(reading, grid, section)
        if not names and reading.role(section) in REVIEWS:
            names = reviewed(reading, grid)
    return _Columns(names=names, head=head, earlier=earlier) if names else None


def _told(reading: Reading, grid: Grid, columns: _Columns, *, head: int) -> list[Row]:
    """The rows of a table by its columns, or by those of the table that it goes on with."""
    width = 1 + max(column for row in grid.values() for column in row)
    fits = head >= 0 or width == len(columns.names)
    names = columns.names if fits else _loose(columns.names)
    return [
        replace(row, earlier=columns.earlier) for row in _rows(reading, grid, names, after=head)
    ]


def _boxed(reading: Reading, grid: Grid) -> list[Row]:
    """The rows that the fields of a box make."""
    rows = []
    for cells in boxed(reading, grid):
        spans = cells.values()
        span = Span(start=min(s.start for s in spans), end=max(s.end for s in spans))
        rows.append(Row(span=span, cells=cells, section=_section(reading, span)))
    return rows


def _rows(reading: Reading, grid: Grid, columns: Mapping[int, str], *, after: int) -> list[Row]:
    """The rows of a table below its head; what sounds like a heading in them is an action's number.

    Only rows that hold an item's subject or its minutes are of the item that they name themselves.
    """
    first = grid[min(grid)]
    above = _above(reading, first[min(first)][0])
    rows: list[Row] = []
    for number in sorted(grid):
        if number <= after:
            continue
        cells = _cells(reading, grid[number], columns)
        if not cells:
            continue
        span = Span(
            start=min(s.start for s in cells.values()), end=max(s.end for s in cells.values())
        )
        if rows and "action" not in cells and "ref" not in cells:
            rows[-1] = _joined(rows[-1], cells, span)
            continue
        if "action" in cells:
            cells = _numbered(reading, cells)
            apart = {"discussion", "subject"} & set(cells)
            section = _section(reading, span) if apart else above
            row = Row(span=span, cells=cells, section=section)
            rows += _parted(row, grid[number], cells)
    return rows


def _cells(
    reading: Reading, row: Mapping[int, Sequence[Block]], columns: Mapping[int, str]
) -> dict[str, Span]:
    """The cells of a row by what they hold; a row with too few cells is told by its words."""
    text = reading.document.text
    spans = {
        column: Span(start=blocks[0].span.start, end=blocks[-1].span.end)
        for column, blocks in sorted(row.items())
        if blocks
    }
    if LOOSE not in columns:
        return {
            columns[column]: span
            for column, span in spans.items()
            if column in columns and span.of(text).strip()
        }
    cells: dict[str, Span] = {}
    for column, span in spans.items():
        words = flat(span.of(text))
        if "ref" not in cells and is_ref(words):
            cells["ref"] = span
        elif (
            "action" in cells and "owner" not in cells and reading.parties.whole(words, loose=False)
        ):
            cells["owner"] = span
        elif "action" not in cells and columns.get(column) != "status":
            cells["action"] = span
        elif "action" in cells:
            led = reading.parties.listed(words, 0)[0]
            short = bool(led) and led[-1].end <= OWNERS and columns.get(column) == "owner"
            cells["owner" if short and "owner" not in cells else "status"] = span
    return cells


def _numbered(reading: Reading, cells: dict[str, Span]) -> dict[str, Span]:
    """The cells of a row whose number stands before the words of its action, with the two apart."""
    task = cells["action"]
    words = task.of(reading.document.text)
    length = 0 if "ref" in cells else begins_with_ref(words)
    rest = words[length:].lstrip(" \t\n.:)–—-")
    if not length or not rest:
        return cells
    number = Span(start=task.start, end=task.start + length)
    return {**cells, "ref": number, "action": Span(start=task.end - len(rest), end=task.end)}


def _loose(columns: Mapping[int, str]) -> dict[int, str]:
    """Columns of a table whose own are fewer or more: its cells are told by their words."""
    return {**columns, LOOSE: "loose"}


LOOSE = -1
"""A column that no table has: its presence says that the others are only a guide."""

OWNERS = 12
"""Code points of owners that stand before other words in their cell."""


def _tasks_of(reading: Reading, row: Row, grid: Grid, column: int) -> Iterator[Row]:
    """The tasks of a row whose cell holds decisions and answers beside them, paragraph by paragraph."""
    decides = compiled(items().tables.decided, ignore_case=True)
    for cells in grid.values():
        for block in cells.get(column, ()):
            if not row.cells["action"].overlaps(block.span):
                continue
            words = block.span.of(reading.document.text)
            length = begins_with_ref(words)
            other = statuses.last(words[length:]) is not None if length else decides.search(words)
            tells = "owner" in row.cells or sets_task(words, reading.parties)
            if tells and not (other or _answers_one(words)):
                apart = {
                    name: span for name, span in row.cells.items() if not block.span.contains(span)
                }
                yield replace(row, cells=_numbered(reading, {**apart, "action": block.span}))


def _answers_one(words: str) -> bool:
    """Whether a paragraph tells how an earlier action stands, and sets no task: "A112 – close"."""
    answer = compiled(items().tables.answer, ignore_case=True)
    return answer.fullmatch(words.strip()) is not None


def _left(reading: Reading, table: int, column: int, rows: Sequence[Row]) -> frozenset[int]:
    """The passages of a column shared with decisions that are no tasks."""
    return frozenset(
        p.index
        for p in reading.passages
        if (cell := p.block.cell) is not None
        and (cell.table, cell.column) == (table, column)
        and not _answers_one(p.text)
        and not any(row.cells["action"].overlaps(p.span) for row in rows)
    )


def _parted(row: Row, grid: Mapping[int, Sequence[Block]], cells: Mapping[str, Span]) -> list[Row]:
    """One row that holds two tasks with an owner for each, paragraph by paragraph."""
    by_span = {
        Span(start=blocks[0].span.start, end=blocks[-1].span.end): blocks
        for blocks in grid.values()
        if blocks
    }
    tasks = tuple(by_span.get(cells["action"], ()))
    owners = tuple(by_span.get(cells["owner"], ())) if "owner" in cells else ()
    if len(tasks) < TWO or len(tasks) != len(owners):
        return [row]
    said = tuple(by_span.get(cells["status"], ())) if "status" in cells else ()
    days = tuple(by_span.get(cells["due"], ())) if "due" in cells else ()
    apart, dated = len(said) == len(tasks), len(days) == len(tasks)
    return [
        replace(
            row,
            cells={
                **row.cells,
                "action": task.span,
                "owner": owner.span,
                **({"status": said[part].span} if apart else {}),
                **({"due": days[part].span} if dated else {}),
            },
            part=part,
            shared=bool(said) and not apart,
        )
        for part, (task, owner) in enumerate(zip(tasks, owners, strict=True))
    ]


TWO = 2


def _joined(row: Row, cells: Mapping[str, Span], span: Span) -> Row:
    """A row broken by a page: what stands below goes on with the cells above."""
    merged = dict(row.cells)
    for name, more in cells.items():
        if name == "status" and name in merged:
            merged[name] = Span(start=merged[name].start, end=more.end)
        else:
            merged.setdefault(name, more)
    return replace(
        row, cells=merged, span=Span(start=row.span.start, end=max(row.span.end, span.end))
    )


def _owned(reading: Reading, grid: Grid) -> list[Row]:
    """One table an owner: the owner in the heading cell, a task in each row below."""
    first = min(grid)
    heading = words_of(reading, grid[first][min(grid[first])]).strip(" :")
    found = compiled(items().tables.tasks_of).fullmatch(heading)
    if not found:
        return []
    rows = []
    for number in sorted(grid):
        cells = grid[number].get(min(grid[first]), [])
        if number == first or not cells:
            continue
        span = Span(start=cells[0].span.start, end=cells[-1].span.end)
        rows.append(
            Row(
                span=span,
                cells={"action": cells[0].span},
                section=_section(reading, span),
                owner=found["owner"],
            )
        )
    return rows


def _above(reading: Reading, first: Block) -> int:
    """The item that a table stands in, though its first cell may sound like a heading."""
    return reading.section_at(max(reading.within.start, first.span.start - 1))


def _section(reading: Reading, span: Span) -> int:
    return max((i for i, s in enumerate(reading.sections) if s.span.start <= span.start), default=0)


def _passages(reading: Reading, table: int) -> frozenset[int]:
    return frozenset(
        p.index
        for p in reading.passages
        if p.block.cell is not None and p.block.cell.table == table
    )
