"""Minutes laid out as a table: "Item | Discussion | Action", with owners or tasks beside the words.

The narrow column names who is to act, or says what is to be done; the wide one holds the minutes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import mean

from pipeline.extract import dates
from pipeline.extract.items.columns import begins_with_ref, is_ref
from pipeline.extract.items.data import header_columns, items, whole
from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.dress import marked
from pipeline.extract.items.labels import none
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.items.tags import tag
from pipeline.extract.items.tasks import bare_task, in_order, leads, plainly, sets_task, tasks
from pipeline.extract.parties import Party
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import Block, Span, replace, value
from pipeline.remembered import remembered
from pipeline.sections.data import role_of

RULES = ("action.table-margin",)

WIDE = 60
"""Code points that the cells of the wide column hold at least, on average."""

OWNED = 2
"""Cells with owners by which a column without a head is known."""

Grid = Mapping[int, Mapping[int, Sequence[Block]]]


@value
class Minuted:
    """The actions of such tables; `claimed` are the passages of the narrow cells that gave them."""

    actions: tuple[DraftAction, ...] = ()
    claimed: frozenset[int] = frozenset()


@value
class _Table:
    """A table of minutes: its narrow and its wide column, and the row of the narrow one's head."""

    grid: Grid
    narrow: int
    wide: int
    head: int


def minuted(reading: Reading, besides: frozenset[int]) -> Minuted:
    """The actions beside the words of a table, but for the tables `besides`."""
    found: list[DraftAction] = []
    used: set[tuple[int, int]] = set()
    for number, table in _tables(reading).items():
        if number in besides:
            continue
        reviews = _reviews(reading, table.grid)
        due = _due(reading, table.grid, table.head)
        for row, cells in table.grid.items():
            if row <= table.head or table.narrow not in cells:
                continue
            columns = table.narrow, table.wide, due
            told, gave = _row(reading, cells, columns, review=row in reviews)
            found += told
            used |= gave
    claimed = frozenset(
        p.index for p in reading.passages if (p.block.span.start, p.block.span.end) in used
    )
    return Minuted(actions=tuple(found), claimed=claimed)


def _row(
    reading: Reading,
    cells: Mapping[int, Sequence[Block]],
    columns: tuple[int, int, int],
    *,
    review: bool,
) -> tuple[list[DraftAction], set[tuple[int, int]]]:
    """The actions of a row, and the places of the narrow cell's paragraphs that gave them.

    `columns` are the narrow one, the wide one and that of deadlines. A number may stand on a line of
    its own above its task, or before its owners.
    """
    narrow, wide, due = columns
    entries = [_numbered(reading, block) for block in cells[narrow]]
    places = _places(reading, [entry for _, entry in entries], cells.get(wide, ()))
    found: list[DraftAction] = []
    used: set[tuple[int, int]] = set()
    ref = ""
    for block, (number, entry) in zip(cells[narrow], entries, strict=True):
        words = block.span.of(reading.document.text).strip()
        if not (found and _adds_deadline(reading, block, found)):
            if is_ref(words):
                ref = words
                continue
            one = _one(reading, entry, places.get(entry.span), review=review)
            if one is None:
                continue
            found.append(_dated(reading, replace(one, ref=number or ref), cells.get(due, ())))
            ref = ""
        used.add((block.span.start, block.span.end))
    return found, used


def _numbered(reading: Reading, block: Block) -> tuple[str, Block]:
    """The number before the owners of a paragraph ("19/23 BO"), and what stands behind it."""
    words = block.span.of(reading.document.text)
    length = begins_with_ref(words)
    rest = words[length:].lstrip()
    if not length or not tag(rest, reading.parties, reading.day):
        return "", block
    end = block.span.end
    return words[:length], replace(block, span=Span(start=end - len(rest), end=end))


def margined(reading: Reading) -> frozenset[int]:
    """The tables of minutes that have a narrow column for their actions."""
    return frozenset(_tables(reading))


@remembered
def _tables(reading: Reading) -> Mapping[int, _Table]:
    """The same with their columns."""
    found: dict[int, _Table] = {}
    for number, grid in _grids(reading).items():
        narrow, head = _narrow(reading, grid)
        wide = _wide(reading, grid, narrow, head) if narrow >= 0 else -1
        if wide >= 0:
            found[number] = _Table(grid=grid, narrow=narrow, wide=wide, head=head)
    return found


def _grids(reading: Reading) -> Mapping[int, dict[int, dict[int, list[Block]]]]:
    grids: dict[int, dict[int, dict[int, list[Block]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for block in reading.document.blocks:
        if block.cell is None:
            continue
        if reading.within.start <= block.span.start < reading.within.end:
            grids[block.cell.table][block.cell.row][block.cell.column].append(block)
    return grids


def _words(reading: Reading, blocks: Sequence[Block]) -> str:
    return flat(" ".join(block.span.of(reading.document.text) for block in blocks))


def _narrow(reading: Reading, grid: Grid) -> tuple[int, int]:
    """The column beside the words and the row of its head; -1 where there is none.

    It is known by its head ("Action"), or as the last column, which holds owners alone.
    """
    for row in sorted(grid)[:HEADER_ROWS]:
        for column, blocks in grid[row].items():
            head = _words(reading, blocks)
            if column and whole(items().tables.margin).fullmatch(head):
                return column, row
    last = max(column for cells in grid.values() for column in cells)
    held = [_words(reading, cells[last]) for cells in grid.values() if last in cells]
    owned = [words for words in held if tag(words, reading.parties, reading.day)]
    known = last > 0 and len(owned) >= OWNED and len(owned) == len([w for w in held if w])
    return (last, -1) if known else (-1, -1)


def _due(reading: Reading, grid: Grid, head: int) -> int:
    """The column of deadlines, told by its head; -1 where there is none."""
    due = next(pattern for name, pattern in header_columns() if name == "due")
    heads = grid[head].items() if head >= 0 else ()
    return next((c for c, blocks in heads if due.fullmatch(_words(reading, blocks))), -1)


def _dated(reading: Reading, action: DraftAction, cell: Sequence[Block]) -> DraftAction:
    """The action with the deadline that stands in a cell of its row."""
    words = _words(reading, cell)
    return replace(action, due=dates.deadline(words, reading.day)) if words else action


def _adds_deadline(reading: Reading, block: Block, found: list[DraftAction]) -> bool:
    """Whether a line of the narrow column is the deadline of the action above it, which then has it."""
    due = dates.alone(block.span.of(reading.document.text), reading.day)
    if due is None:
        return False
    last = found[-1]
    found[-1] = replace(last, due=due, span=Span(start=last.span.start, end=block.span.end))
    return True


HEADER_ROWS = 3
"""A head stands in one of the first rows."""


def _wide(reading: Reading, grid: Grid, narrow: int, head: int) -> int:
    """The column of the minutes themselves: the one with most words, if they are sentences."""
    held: dict[int, list[int]] = defaultdict(list)
    for row, cells in grid.items():
        for column, blocks in cells.items():
            if row > head and column != narrow:
                held[column].append(len(_words(reading, blocks)))
    best = max(held, key=lambda column: sum(held[column]), default=-1)
    return best if best >= 0 and mean(held[best]) >= WIDE else -1


def _reviews(reading: Reading, grid: Grid) -> frozenset[int]:
    """The rows that speak of earlier actions.

    Where the rows bear numbers of items, a row belongs to its own item: one that goes on with the
    number of the review above the table, or that is a review by its title. Else the item above tells.
    """
    found: set[int] = set()
    own: bool | None = None
    for row in sorted(grid):
        blocks = [cells[0] for _, cells in sorted(grid[row].items()) if cells]
        section = reading.section_at(blocks[0].span.start)
        words = flat(" ".join(block.span.of(reading.document.text) for block in blocks[:2]))
        if item := _ITEM.match(words):
            above = reading.sections[section].number if reading.sections else ""
            goes_on = reading.role(section) in REVIEWS and above.rstrip(".") == item["number"]
            entitled = role_of(item["title"][:TITLE]) in REVIEWS
            own = entitled or goes_on or (bool(own) and bool(item["part"]))
        if own if own is not None else reading.role(section) in REVIEWS:
            found.add(row)
    return frozenset(found)


_ITEM = re.compile(r"(?P<number>\d{1,3})(?P<part>\.[1-9]\d?)?[.:)]?(?:\.0)?\s+(?P<title>\S.*)")
TITLE = 60
"""Code points of a row's title that tell what its item is for."""


def _one(reading: Reading, block: Block, place: Span | None, *, review: bool) -> DraftAction | None:
    """The action of a paragraph of the narrow column; None where it sets no task.

    `place` is that of the sentence that sets it, where the paragraph holds owners alone.
    """
    words = block.span.of(reading.document.text)
    if none(words) or marked(reading, words):
        return None
    section = reading.section_at(block.span.start)
    told = tag(words, reading.parties, reading.day)
    if told is not None:
        action = _beside(reading, block, place, told.owners, section)
        if action is None or (review and not _charges(reading, action)):
            return None
        return replace(action, due=told.due) if told.due else action
    charged = owners_of(words, reading.parties)
    if review or not (charged or sets_task(words, reading.parties)):
        return None
    return DraftAction(
        span=block.span,
        task=block.span,
        rule="action.table-margin",
        section=section,
        owners=reading.owners(charged, block.span.start),
        owners_text=", ".join(party.text for party in charged),
        due=reading.due(words),
    )


def _charges(reading: Reading, action: DraftAction) -> bool:
    """Whether a sentence among earlier actions sets a new task: its owner is to do it ("ML to …")."""
    words = action.task.of(reading.document.text)
    after = _SUBJECT.match(words)
    return bool(leading(words[after.end() if after else 0 :], reading.parties, strangers=False)[0])


_SUBJECT = re.compile(r"(?:[^.]|\.(?=\d)){0,80}\s?[:–—]\s+")
"""What an answer is about: "Item 7.3 – Website: "."""


def _beside(
    reading: Reading, block: Block, task: Span | None, owners: Sequence[Party], section: int
) -> DraftAction | None:
    """The action whose owners alone stand beside its words."""
    if task is None:
        return None
    return DraftAction(
        span=Span(start=task.start, end=max(task.end, block.span.end)),
        task=task,
        rule="action.table-margin",
        section=section,
        owners=reading.owners(owners, block.span.start),
        owners_text=", ".join(party.text for party in owners),
        due=reading.due(task.of(reading.document.text)),
    )


def _places(reading: Reading, narrow: Sequence[Block], beside: Sequence[Block]) -> dict[Span, Span]:
    """The sentence of the wide cell that each paragraph of owners in the narrow one means.

    Several owners mean sentences in the same order, each its own, and best one that charges them;
    where there are fewer sentences than owners, each looks for the best.
    """
    text = reading.document.text
    told = [(block, tag(block.span.of(text), reading.parties, reading.day)) for block in narrow]
    named = [(block.span, one.owners) for block, one in told if one is not None]
    if not named:
        return {}
    spans: list[Span] = []
    worth: list[list[int]] = [[] for _ in named]
    for other in beside:
        words = other.span.of(text)
        parts = tasks(words)
        charging = [leads(words, parts, owners, reading.parties) for _, owners in named]
        for part in parts:
            spans.append(Span(start=other.span.start + part[0], end=other.span.start + part[1]))
            said = words[part[0] : part[1]]
            plain = BARE if bare_task(said) else PLAIN if plainly(said) else 0
            if leading(said, reading.parties, strangers=False)[0]:
                plain = 0  # it charges somebody: no other's task
            for row, theirs in zip(worth, charging, strict=True):
                row.append((CHARGES if part in theirs else plain) + len(spans))
    if len(spans) < len(named):
        chosen = [max(range(len(spans)), key=row.__getitem__, default=-1) for row in worth]
    else:
        chosen = in_order(worth)
    return {block: spans[at] for (block, _), at in zip(named, chosen, strict=True) if at >= 0}


CHARGES, BARE, PLAIN = 1_000_000, 20_000, 1_000
"""The worth of a sentence that charges the owner, of one that is a task and nothing else, and of one
that plainly sets a task; a later one is worth more than another like it."""
