"""Tables that list actions: each row is a new action, or an event of an earlier one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.extract import dates
from pipeline.extract.items import statuses
from pipeline.extract.items.data import compiled, header_columns, items
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.owners import owners_of
from pipeline.extract.parties import Party
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import CLOSING, Block, Grade, SectionRole, Span, Status, When, value

RULES = ("action.table-row", "action.table-of-owner", "update.table-row")
HEADER_ROWS = 3
"""A header stands in one of the first rows."""


@value
class Row:
    """A row of an action table: its cells by what they hold, and its place."""

    span: Span
    cells: Mapping[str, Span]
    section: int
    owner: str = ""

    def text(self, name: str, document_text: str) -> str:
        """The words of a cell; empty where the row has none."""
        span = self.cells.get(name)
        return span.of(document_text).strip() if span else ""


@value
class Tabled:
    """What the tables give; `claimed` are the passages whose words the rows hold."""

    rows: tuple[Row, ...]
    claimed: frozenset[int]


def tabled(reading: Reading) -> Tabled:
    """The rows of the meeting's action tables in reading order."""
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in reading.document.blocks:
        inside = reading.within.start <= block.span.start < reading.within.end
        if block.cell is not None and inside:
            tables[block.cell.table].append(block)
    rows: list[Row] = []
    claimed: set[int] = set()
    columns: Mapping[int, str] = {}
    last_width = 0
    for number, blocks in tables.items():
        width = 1 + max(block.cell.column for block in blocks if block.cell)
        grid = _grid(blocks)
        header, found = _header(reading, grid)
        if found:
            columns = found
        elif owned := _owned(reading, grid):
            rows += owned
            claimed |= _passages(reading, number)
            continue
        elif not (columns and width == last_width and _continues(reading, grid, columns)):
            columns = {}
            continue
        last_width = width
        rows += _rows(reading, grid, columns, after=header)
        claimed |= _passages(reading, number)
    return Tabled(rows=tuple(rows), claimed=frozenset(claimed))


Grid = dict[int, dict[int, list[Block]]]


def _grid(blocks: Sequence[Block]) -> Grid:
    grid: Grid = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if block.cell:
            grid[block.cell.row][block.cell.column].append(block)
    return grid


def _words(reading: Reading, blocks: Sequence[Block]) -> str:
    return flat(" ".join(block.span.of(reading.document.text) for block in blocks))


def _header(reading: Reading, grid: Grid) -> tuple[int, dict[int, str]]:
    """The header row and what its columns hold; an action table names an owner or a task."""
    for row in sorted(grid)[:HEADER_ROWS]:
        names: dict[int, str] = {}
        for column, blocks in grid[row].items():
            words = _words(reading, blocks)
            for name, pattern in header_columns():
                if pattern.fullmatch(words) and name not in names.values():
                    names[column] = name
                    break
        kinds = set(names.values())
        if "action" not in kinds and "subject" in kinds and "owner" in kinds:
            names = {c: "action" if n == "subject" else n for c, n in names.items()}
            kinds = set(names.values())
        if "owner" in kinds and "action" not in kinds and len(kinds) > 1:
            unnamed = _longest_column(reading, grid, row, names)
            if unnamed is not None:
                names[unnamed] = "action"
                kinds.add("action")
        if "action" in kinds and kinds & {"owner", "status", "due"}:
            return row, names
    return -1, {}


def _longest_column(
    reading: Reading, grid: Grid, header: int, names: Mapping[int, str]
) -> int | None:
    """The column without a name that holds most words: the actions themselves."""
    size: dict[int, int] = defaultdict(int)
    for row, cells in grid.items():
        if row > header:
            for column, blocks in cells.items():
                if column not in names:
                    size[column] += len(_words(reading, blocks))
    return max(size, key=lambda column: size[column]) if size else None


def _continues(reading: Reading, grid: Grid, columns: Mapping[int, str]) -> bool:
    """Whether a table without a header goes on with the one above: its owners are owners."""
    owner = next((column for column, name in columns.items() if name == "owner"), None)
    if owner is None:
        return False
    cells = [_words(reading, row[owner]) for row in grid.values() if owner in row]
    return bool(cells) and all(reading.parties.whole(words) for words in cells if words)


def _rows(reading: Reading, grid: Grid, columns: Mapping[int, str], *, after: int) -> list[Row]:
    rows: list[Row] = []
    for number in sorted(grid):
        if number <= after:
            continue
        cells: dict[str, Span] = {}
        for column, blocks in sorted(grid[number].items()):
            name = columns.get(column)
            span = Span(start=blocks[0].span.start, end=blocks[-1].span.end)
            if name and span.of(reading.document.text).strip():
                cells[name] = span
        if not cells:
            continue
        span = Span(
            start=min(s.start for s in cells.values()), end=max(s.end for s in cells.values())
        )
        if rows and "action" not in cells and "ref" not in cells:
            rows[-1] = _joined(rows[-1], cells, span)
            continue
        if "action" in cells:
            rows.append(Row(span=span, cells=cells, section=_section(reading, span)))
    return rows


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
    heading = " ".join(_words(reading, blocks) for _, blocks in sorted(grid[first].items())).strip()
    found = compiled(items().tables.tasks_of).fullmatch(heading)
    if not found:
        return []
    rows = []
    for number in sorted(grid):
        cells = [b for _, blocks in sorted(grid[number].items()) for b in blocks]
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
    earlier action again: an event if it says anything, never a new action.
    """
    text = reading.document.text
    earlier = {
        _key(row.text("ref", text)) for row in rows if reading.role(row.section) in REVIEWS
    } - {""}
    actions: list[DraftAction] = []
    events: list[DraftUpdate] = []
    for row in rows:
        review = reading.role(row.section) in REVIEWS
        again = not review and _key(row.text("ref", text)) in earlier
        if review or reading.tracker:
            events.append(_event(reading, row))
        if reading.tracker or not (review or again):
            actions.append(_action(reading, row))
    return actions, events


def _key(ref: str) -> str:
    return re.sub(r"\W+", "", ref).casefold()


def _people(reading: Reading, row: Row) -> tuple[list[Party], int]:
    """The owners of a row: its owner cell, else its heading, else the words of the action."""
    text = reading.document.text
    if "owner" in row.cells:
        span = row.cells["owner"]
        return reading.parties.whole(span.of(text)), span.start
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
        ref=flat(row.text("ref", text)),
        owners=owners,
        owners_text=flat(written),
        due=_due(reading, row),
    )


def _due(reading: Reading, row: Row) -> When | None:
    """The deadline of a row: its target date, else a date in the action's own words."""
    text = reading.document.text
    for name in ("due",):
        if words := row.text(name, text):
            return dates.deadline(words, reading.day)
    return reading.due(row.text("action", text))


def _event(reading: Reading, row: Row) -> DraftUpdate:
    text = reading.document.text
    said = row.text("status", text)
    hit = statuses.last(said)
    status = hit.status if hit else (Status.UNKNOWN if said else Status.OPEN)
    moved = row.text("new_due", text)
    due = None
    if moved and status not in CLOSING:
        due = dates.deadline(moved, reading.day)
        status = Status.RESCHEDULED if status in {Status.OPEN, Status.UNKNOWN} else status
    people, start = _people(reading, row)
    return DraftUpdate(
        span=row.span,
        rule="update.table-row",
        section=row.section,
        status=status,
        grade=Grade.TABLE,
        ref=flat(row.text("ref", text)),
        quote=row.cells["action"],
        owners=reading.owners(people, start),
        due=due
        or (dates.deadline(row.text("due", text), reading.day) if "due" in row.cells else None),
    )


SUMMARY = SectionRole.SUMMARY_OF_ACTIONS
