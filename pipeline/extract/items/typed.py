"""Tables whose rows say what they are: "Action | owner | task | what came of it", "Decision | …".

Such logs need no header row. Of an action's row the last cell tells what became of it, often
written later: it is an event of that action.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.extract.items import statuses
from pipeline.extract.items.data import row_kinds
from pipeline.extract.items.dated import told
from pipeline.extract.items.decisions import outcome_of
from pipeline.extract.items.drafts import DraftAction, DraftDecision, DraftUpdate
from pipeline.extract.items.owners import owners_of
from pipeline.extract.reading import Reading, flat
from pipeline.model import Block, Grade, Span, Status, value
from pipeline.remembered import remembered

RULES = ("action.typed-row", "update.typed-row", "decision.typed-row")

FEWEST = 2
"""Rows of a table that tell its habit."""

MOSTLY = 0.8
"""Share of the rows that say what they are."""

ADJACENT = 2
"""Columns before the task: what the row is, and who is to do it."""


@value
class Typed:
    """What such tables give; `tables` are their numbers, `claimed` the passages that they hold."""

    actions: tuple[DraftAction, ...] = ()
    updates: tuple[DraftUpdate, ...] = ()
    decisions: tuple[DraftDecision, ...] = ()
    claimed: frozenset[int] = frozenset()
    tables: frozenset[int] = frozenset()


Cells = dict[int, Span]


@value
class _Row:
    """One row: what it says it is, and its cells by column."""

    kind: str
    span: Span
    owner: Span | None
    task: Span
    outcome: Span | None
    section: int


@remembered
def typed(reading: Reading) -> Typed:
    """The rows of the meeting's tables that say of themselves what they are."""
    rows: list[_Row] = []
    tables: set[int] = set()
    for number, grid in _grids(reading).items():
        found = _rows(reading, grid)
        if found:
            rows += found
            tables.add(number)
    if not rows:
        return Typed()
    text = reading.document.text
    return Typed(
        actions=tuple(_action(reading, row) for row in rows if row.kind == "action"),
        updates=tuple(
            _event(reading, row)
            for row in rows
            if row.kind == "again" or (row.kind == "action" and row.outcome is not None)
        ),
        decisions=tuple(
            DraftDecision(
                span=row.task,
                rule="decision.typed-row",
                section=row.section,
                outcome=outcome_of(row.task.of(text), "decision"),
            )
            for row in rows
            if row.kind == "decision"
        ),
        claimed=frozenset(
            passage.index
            for passage in reading.passages
            if passage.block.cell is not None and passage.block.cell.table in tables
        ),
        tables=frozenset(tables),
    )


def _grids(reading: Reading) -> Mapping[int, Mapping[int, Cells]]:
    """The tables of the meeting: table, row, column, and the place of the cell's words."""
    blocks: dict[tuple[int, int, int], list[Block]] = defaultdict(list)
    for block in reading.document.blocks:
        if block.cell is None:
            continue
        if reading.within.start <= block.span.start < reading.within.end:
            blocks[block.cell.table, block.cell.row, block.cell.column].append(block)
    grids: dict[int, dict[int, Cells]] = defaultdict(lambda: defaultdict(dict))
    for (table, row, column), held in blocks.items():
        grids[table][row][column] = Span(start=held[0].span.start, end=held[-1].span.end)
    return grids


def _rows(reading: Reading, grid: Mapping[int, Cells]) -> list[_Row]:
    """The rows of one table; none where its first column does not say what they are."""
    text = reading.document.text
    told = [(_kind(cells[0].of(text)), cells) for _, cells in sorted(grid.items()) if 0 in cells]
    said = [kind for kind, _ in told if kind]
    if len(said) < FEWEST or len(said) < MOSTLY * len(told) or not {"action", "decision"} & {*said}:
        return []
    task = _task_column(text, [cells for kind, cells in told if kind in {"action", "again"}])
    rows = []
    for kind, cells in told:
        last = max(cells)
        own = task if task in cells else last
        if not kind or own == 0:
            continue
        named = cells[last] if last > own and _names(reading, cells[last]) else None
        rows.append(
            _Row(
                kind=kind,
                span=Span(start=cells[0].start, end=max(cell.end for cell in cells.values())),
                owner=named or next((cells[c] for c in range(1, own) if c in cells), None),
                task=cells[own],
                outcome=cells[last] if last > own and named is None else None,
                section=_section(reading, cells[0]),
            )
        )
    return rows


def _names(reading: Reading, cell: Span) -> bool:
    """Whether a cell holds owners alone."""
    return bool(reading.parties.whole(cell.of(reading.document.text), loose=False))


def _kind(words: str) -> str:
    cell = flat(words)
    return next((kind for kind, pattern in row_kinds() if pattern.fullmatch(cell)), "")


def _task_column(text: str, rows: Sequence[Cells]) -> int:
    """The column of the tasks: the wordier of the two that follow what the row is."""
    size: dict[int, int] = defaultdict(int)
    for cells in rows:
        for column, span in cells.items():
            if 0 < column <= ADJACENT:
                size[column] += len(flat(span.of(text)))
    return max(size, key=lambda column: size[column], default=ADJACENT)


def _section(reading: Reading, span: Span) -> int:
    return max((i for i, s in enumerate(reading.sections) if s.span.start <= span.start), default=0)


def _action(reading: Reading, row: _Row) -> DraftAction:
    text = reading.document.text
    if row.owner is not None:
        words, start = row.owner.of(text), row.owner.start
        people = reading.parties.whole(words) or reading.parties.listed(words, 0)[0]
        written = flat(words)
    else:
        words, start = row.task.of(text), row.task.start
        people = owners_of(words, reading.parties)
        written = ", ".join(party.text for party in people)
    return DraftAction(
        span=row.span,
        task=row.task,
        rule="action.typed-row",
        section=row.section,
        owners=reading.owners(people, start),
        owners_text=written,
        due=reading.due(row.task.of(text)),
    )


def _event(reading: Reading, row: _Row) -> DraftUpdate:
    """What a row says of its action; where its words tell no status, it is still open.

    The last cell is filled in after the meeting: the day that it gives is the day of what it tells.
    """
    said = row.outcome.of(reading.document.text) if row.outcome else ""
    first = statuses.leading(said) or statuses.last(said)
    judgement = told(said, first, Grade.TABLE, reading.day.held, log=True)
    hit = judgement.hit
    return DraftUpdate(
        span=row.span,
        rule="update.typed-row",
        section=row.section,
        status=hit.status if hit and hit.plain else Status.OPEN,
        grade=judgement.grade if hit and hit.plain else Grade.TABLE,
        quote=row.task,
        dated=judgement.dated,
    )
