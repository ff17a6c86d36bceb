"""Tables that list actions: each row is a new action, or an event of an earlier one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract import dates
from pipeline.extract.items import statuses
from pipeline.extract.items.answers import Legend, answered, bare, ended, legend_of
from pipeline.extract.items.boxes import boxed
from pipeline.extract.items.columns import (
    REF_CELL,
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
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.headed import lists_actions
from pipeline.extract.items.owners import owner_field, owners_of
from pipeline.extract.items.raised import carried, raised_now
from pipeline.extract.items.tags import tag
from pipeline.extract.items.tasks import sets_task
from pipeline.extract.items.tracked import are_earlier
from pipeline.extract.parties import Party
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import CLOSING, Block, Grade, Span, Status, When, value

RULES = ("action.table-row", "action.table-of-owner", "update.table-row")


@value
class Row:
    """A row of an action table: its cells by what they hold, and its place.

    Of a row with several tasks `part` numbers the one, and `shared` tells that one answer stands
    beside them all. `earlier` tells what the table itself says of its rows: that they are earlier
    actions, or new ones; None where it says neither, and the item decides.
    """

    span: Span
    cells: Mapping[str, Span]
    section: int
    owner: str = ""
    part: int = 0
    shared: bool = False
    earlier: bool | None = None

    def text(self, name: str, document_text: str) -> str:
        """The words of a cell; empty where the row has none."""
        span = self.cells.get(name)
        return span.of(document_text).strip() if span else ""


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
        head, names = by_cells(reading, grid, listed=lists_actions(reading, section))
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


def from_rows(reading: Reading, rows: Sequence[Row]) -> tuple[list[DraftAction], list[DraftUpdate]]:
    """Rows of review items are events; those of a tracker are both; all others are new actions.

    A row of the closing summary whose number a review table of the same minutes holds is that
    earlier action again: an event if it says anything, never a new action. A new action whose own
    row says that it is done ("Completed") is an action and the event that ends it.
    """
    text = reading.document.text
    legend = legend_of(reading) if rows else {}
    reviewing = [_answers(reading, row) for row in rows]
    earlier = {
        _key(row.text("ref", text))
        for row, old in zip(rows, reviewing, strict=True)
        if old and reading.role(row.section) in REVIEWS
    } - {""}
    actions: list[DraftAction] = []
    events: list[DraftUpdate] = []
    for row, old in zip(rows, reviewing, strict=True):
        item = reading.role(row.section) in REVIEWS
        known = not (old and item) and _key(row.text("ref", text)) in earlier
        review = old and not known
        again = known or (not review and carried(*_raising(reading, row), reading.day.held))
        event = review or reading.tracker or (again and not known)
        done = ended(row.text("status", text), row.text("state", text))
        if event or (done and not known):
            events.append(_event(reading, row, legend))
        if reading.tracker or not (review or again):
            actions.append(_action(reading, row))
    return actions, events


def _answers(reading: Reading, row: Row) -> bool:
    """Whether a row answers an earlier action: its table says so, else its item, which is a review.

    The minutes of an item answer none. A row of a table that reviews, but says nothing of how it
    stands, may be a new one that was added to it.
    """
    if "discussion" in row.cells or raised_now(*_raising(reading, row), reading.day.held):
        return False
    said = row.text("status", reading.document.text) or row.text("state", reading.document.text)
    if row.earlier is not None and (said or not row.earlier):
        return row.earlier
    return reading.role(row.section) in REVIEWS


def _raising(reading: Reading, row: Row) -> tuple[str, str]:
    """What tells when a row was raised: its number and its date of raising."""
    return row.text("ref", reading.document.text), row.text("raised", reading.document.text)


def _ref(cell: str) -> str:
    """The number in a cell, without words that were printed into it."""
    found = compiled(REF_CELL).search(cell) if " " in cell else None
    return found[0] if found else flat(cell)


def _key(ref: str) -> str:
    return re.sub(r"\W+", "", ref).casefold()


def _people(reading: Reading, row: Row) -> tuple[list[Party], int]:
    """The owners of a row: its owner cell, else its heading, else the words of the action."""
    text = reading.document.text
    if "owner" in row.cells:
        span = row.cells["owner"]
        cell = span.of(text).replace("\n", ",")  # a name on each line
        if named := owner_field(cell, reading.parties):
            return named, span.start
        return reading.parties.whole(cell) or reading.parties.listed(cell, 0)[0], span.start
    task = row.cells["action"]
    return owners_of(task.of(text), reading.parties), task.start


def _action(reading: Reading, row: Row) -> DraftAction:
    text = reading.document.text
    task = row.cells["action"]
    people, start = _people(reading, row)
    owners = reading.owners(people, start)
    written = row.text("owner", text) or ", ".join(party.text for party in people)
    if row.owner:
        named = reading.parties.whole(row.owner)
        owners, written = reading.owners(named, row.span.start), row.owner
        owners = tuple(replace(o, evidence=replace(o.evidence, span=row.span)) for o in owners)
    return DraftAction(
        span=row.span,
        task=task,
        rule="action.table-of-owner" if row.owner else "action.table-row",
        section=row.section,
        ref=_ref(row.text("ref", text)),
        owners=owners,
        owners_text=flat(written),
        due=_due(reading, row),
    )


def _due(reading: Reading, row: Row) -> When | None:
    """The deadline of a row: its target date, one behind its owner, or one in the action's words."""
    text = reading.document.text
    for name in ("due",):
        if words := _unlabelled(row.text(name, text)):
            return dates.deadline(words, reading.day, standing=reading.tracker)
    told = tag(row.text("owner", text), reading.parties, reading.day)
    return (told.due if told else None) or reading.due(row.text("action", text))


def _unlabelled(words: str) -> str:
    """The words of a cell without the name of its field: "Timescale: before launch"."""
    label = compiled(items().owners.due_field).match(words)
    return words[label.end() :] if label else words


def _event(reading: Reading, row: Row, legend: Legend) -> DraftUpdate:
    text = reading.document.text
    said, state = row.text("status", text), row.text("state", text)
    answer = answered(said, state, legend, reading.day.held)
    status, grade = answer.status, answer.grade
    if row.shared and grade is Grade.TABLE and not bare(said, answer.hit):
        grade = Grade.NARRATIVE  # which of the tasks the prose means is not told
    moved = row.text("new_due", text)
    due = None
    if moved and status not in CLOSING:
        due = dates.deadline(moved, reading.day, standing=reading.tracker)
        status = Status.RESCHEDULED if status in {Status.OPEN, Status.UNKNOWN} else status
    people, start = _people(reading, row)
    return DraftUpdate(
        span=row.span,
        rule="update.table-row",
        section=row.section,
        status=status,
        grade=grade,
        ref=_ref(row.text("ref", text)),
        quote=row.cells["action"],
        owners=reading.owners(people, start),
        due=due
        or (dates.deadline(row.text("due", text), reading.day) if "due" in row.cells else None),
        dated=answer.dated,
    )
