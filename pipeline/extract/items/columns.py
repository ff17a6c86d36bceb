"""What the columns of a table of actions hold, told by their heads or by their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from pipeline.extract import dates
from pipeline.extract.items import statuses
from pipeline.extract.items.data import compiled, header_columns, items, whole
from pipeline.extract.items.headed import lists, lists_actions
from pipeline.extract.items.tasks import sets_task
from pipeline.extract.reading import Reading, flat
from pipeline.model import Block

HEADER_ROWS = 3
"""A header stands in one of the first rows."""

HEADS = 1000
"""Heads of columns whose meanings are remembered: the tables of a body have the same ones again."""

ACTED_ON = frozenset({"owner", "action"})
"""Columns of which every header of a table of actions names one."""


def header_above(reading: Reading, first: Block) -> dict[int, str]:
    """The columns of a table whose header was read as the line above: "No Action Owner Update"."""
    above = [p for p in reading.passages if p.span.end <= first.span.start]
    if not above or len(above[-1].text) > HEADER_LINE:
        return {}
    words = above[-1].text.split()
    names: list[str] = []
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            told = " ".join(words[at : at + length])
            name = next((n for n, pattern in header_columns() if pattern.fullmatch(told)), "")
            if name and name not in names:
                names.append(name)
                at += length
                break
        else:
            return {}
    if "owner" in names and len(names) > 1 and "action" not in names:
        names.insert(names.index("owner"), "action")
    return dict(enumerate(names)) if {"owner", "action"} <= set(names) else {}


HEADER_LINE = 60
"""Code points of a line that holds the headers of a table."""


Grid = dict[int, dict[int, list[Block]]]


def grid_of(blocks: Sequence[Block]) -> Grid:
    """The blocks of a table by row and column."""
    grid: Grid = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if block.cell:
            grid[block.cell.row][block.cell.column].append(block)
    return grid


def words_of(reading: Reading, blocks: Sequence[Block]) -> str:
    """The words of a cell on one line."""
    return flat(" ".join(block.span.of(reading.document.text) for block in blocks))


def header(reading: Reading, grid: Grid) -> tuple[int, dict[int, str]]:
    """The header row and what its columns hold; an action table names an owner or a task."""
    both = shared(reading, grid)
    for row in sorted(grid)[:HEADER_ROWS]:
        names: dict[int, str] = {}
        answers: list[int] = []
        for column, blocks in grid[row].items():
            name = named(words_of(reading, blocks), taken=names.values())
            if column == both:
                names[column] = "action"
            elif name == "status":
                answers.append(column)
            elif name:
                names[column] = name
        if ACTED_ON.isdisjoint(names.values()):
            continue  # as most tables: they list people, days or papers
        names |= _answers(reading, grid, row, answers)
        names |= _numbers(reading, grid, row, names)
        names = _dated(reading, grid, row, _filled(reading, grid, row, names))
        kinds = set(names.values())
        if "owner" in kinds and "action" not in kinds and len(grid[row]) > 1:
            guessed = _guessed(reading, grid, row, names)
            if guessed is not None:
                names[guessed] = "action"
                kinds = set(names.values())
        weak = whole(items().tables.weak)
        heads = [words_of(reading, grid[row][c]) for c, name in names.items() if name == "action"]
        needed = {"owner"} if all(map(weak.fullmatch, heads)) else {"owner", "status", "due"}
        if "action" in kinds and kinds & needed:
            return row, names
    return -1, {}


def _filled(reading: Reading, grid: Grid, head: int, names: dict[int, str]) -> dict[int, str]:
    """The columns with one for owners as that of states, where all its cells tell how actions stand.

    Some bodies print last time's list again and write "Complete" over whoever was to act.
    """
    for column, name in names.items():
        if name != "owner" or "status" in names.values():
            continue
        cells = [grid[row].get(column, ()) for row in sorted(grid) if row > head]
        said = [words for blocks in cells if (words := words_of(reading, blocks))]
        if said and all(statuses.leading(words) is not None for words in said):
            return {**names, column: "status"}
    return names


def shared(reading: Reading, grid: Grid) -> int:
    """The column of minutes that holds decisions and actions: "Item | Discussion | Decision / Action".

    -1 where the table has none.
    """
    mixed = whole(items().tables.mixed)
    minutes = whole(items().tables.discussion)
    for row in sorted(grid)[:HEADER_ROWS]:
        heads = {column: words_of(reading, blocks) for column, blocks in grid[row].items()}
        if any(map(minutes.fullmatch, heads.values())):
            return next((column for column, head in heads.items() if mixed.fullmatch(head)), -1)
    return -1


def in_columns_of_decisions(reading: Reading) -> frozenset[int]:
    """The passages that decide something in a column of the minutes that is there for it."""
    tables: dict[int, list[Block]] = defaultdict(list)
    decides = compiled(items().tables.decided, ignore_case=True)
    told = []
    for passage in reading.passages:
        if passage.block.cell is not None:
            tables[passage.block.cell.table].append(passage.block)
            if decides.search(passage.text):
                told.append((passage.index, passage.block.cell))
    columns = {
        number: shared(reading, grid_of(tables[number]))
        for number in {cell.table for _, cell in told}
    }
    return frozenset(index for index, cell in told if columns[cell.table] == cell.column)


def named(words: str, *, taken: Collection[str]) -> str:
    """What a head says that its column holds, the first not `taken`; empty where it says nothing.

    A head in two languages says it in one of them: "Diweddariad / Update".
    """
    found = _meanings(words)
    if not found and len(parts := _TONGUES.split(words)) == len(("one", "other")):
        told = [meanings for part in parts if (meanings := _meanings(part))]
        found = told[0] if len(told) == 1 else ()
    return next((name for name in found if name == "status" or name not in taken), "")


@lru_cache(maxsize=HEADS)
def _meanings(head: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in header_columns() if pattern.fullmatch(head))


_TONGUES = re.compile(r"\s+/\s+|\s+\|\s+")


def _answers(reading: Reading, grid: Grid, head: int, columns: Sequence[int]) -> dict[int, str]:
    """The columns that answer: of several the wordiest tells what was done, the shortest the state."""
    if not columns:
        return {}
    lengths = {
        column: sum(
            len(words_of(reading, cells[column]))
            for row, cells in grid.items()
            if row > head and column in cells
        )
        for column in columns
    }
    wordiest = max(columns, key=lambda column: lengths[column])
    shortest = min(reversed(columns), key=lambda column: lengths[column])
    return {shortest: "state", wordiest: "status"} if len(columns) > 1 else {wordiest: "status"}


def _numbers(reading: Reading, grid: Grid, head: int, names: Mapping[int, str]) -> dict[int, str]:
    """The column that holds nothing but numbers, of a subject ("Item") or the first without a head.

    None where another column holds numbers.
    """
    nameless = min(min(cells) for cells in grid.values())
    if not words_of(reading, grid[head].get(nameless, ())):
        below = [words_of(reading, row.get(nameless, ())) for n, row in grid.items() if n > head]
        if below and all(map(_NUMBER.fullmatch, below)) and "ref" not in names.values():
            return {nameless: "ref"}
    for column, name in names.items():
        cells = [cells[column] for row, cells in grid.items() if row > head and column in cells]
        held = [words for blocks in cells if (words := words_of(reading, blocks))]
        if name == "subject" and held and all(is_ref(words) for words in held):
            return {} if "ref" in names.values() else {column: "ref"}
    return {}


def _dated(reading: Reading, grid: Grid, row: int, names: dict[int, str]) -> dict[int, str]:
    """The columns, where a mere "Date" that lies ahead of the meeting is a deadline."""
    held = reading.day.held
    for column, name in names.items():
        bare = words_of(reading, grid[row].get(column, ())).strip(" :").casefold() == "date"
        if held is None or name != "raised" or not bare or "due" in names.values():
            continue
        cells = (words_of(reading, more.get(column, ())) for n, more in grid.items() if n > row)
        days = [dates.deadline(words, reading.day) for words in cells if words]
        if any(day and day.first and day.first > held for day in days):
            return {**names, column: "due"}
    return names


def _guessed(reading: Reading, grid: Grid, header: int, names: Mapping[int, str]) -> int | None:
    """The column of the tasks where no head says so: the wordiest, if its cells set tasks.

    Without a deadline or a status beside it, the owners' head must say that they are to act.
    """
    kinds = set(names.values())
    heads = [words_of(reading, grid[header][c]) for c, n in names.items() if n == "owner"]
    acting = whole(items().tables.acting)
    if not (kinds & {"due", "status"} or any(acting.fullmatch(head) for head in heads)):
        return None
    held: dict[int, list[str]] = defaultdict(list)
    for row, cells in grid.items():
        if row > header:
            for column, blocks in cells.items():
                if names.get(column, "subject") in {"subject", "ref", "discussion"}:
                    held[column].append(words_of(reading, blocks))
    best = max(held, key=lambda column: sum(map(len, held[column])), default=None)
    if best is None:
        return None
    told = [words for words in held[best] if sets_task(words, reading.parties)]
    prose = [words for words in held[best] if len(words) > PROSE]
    enough = len(told) * 2 >= len(held[best]) and len(prose) * 2 < len(held[best])
    return best if enough else None


def reviewed(reading: Reading, grid: Grid) -> dict[int, str]:
    """What the columns of a review's table without heads hold: numbered actions, and their answers.

    Each row begins with the action's number, in a cell of its own or before its words; the last
    column in words answers. Empty where the table is not such a one.
    """
    first = min(min(row) for row in grid.values())
    numbers = [words_of(reading, row[first]) if first in row else "" for row in grid.values()]
    alone = all(_NUMBER.fullmatch(words) or is_ref(words) for words in numbers)
    if len(numbers) < LEAST or not (alone or all(begins_with_ref(words) for words in numbers)):
        return {}
    held: dict[int, list[str]] = defaultdict(list)
    for cells in grid.values():
        for column, blocks in cells.items():
            if words := words_of(reading, blocks):
                held[column].append(words)
    names = {
        column: _holds(reading, held[column]).removesuffix("-field") for column in sorted(held)
    }
    names |= {first: "ref"} if alone else {}
    told = [name for name in names.values() if name]
    worded = [column for column, name in names.items() if not name]
    if len(worded) < len(("action", "status")) or len(set(told)) < len(told):
        return {}
    if len(held[worded[-1]]) * 2 <= len(numbers):
        return {}  # initials beside some of the paragraphs are those of minutes laid out as a table
    names[worded[0]], names[worded[-1]] = "action", "status"
    return {column: name for column, name in names.items() if name}


_NUMBER = re.compile(r"(?:[A-Z]{1,4}[ /-]?)?\d{1,4}[.)]?")
"""A number that stands alone in its cell; before other words it may be the name of a road."""

LEAST = 2
"""Rows by which a list is told from a single line."""


def begins_with_ref(words: str) -> int:
    """The length of the number of an action that a cell begins with; nought where it has none."""
    found = compiled(rf"(?:{REF_CELL})(?![\w/])").match(words)
    return found.end() if found else 0


def by_cells(reading: Reading, grid: Grid, section: int) -> tuple[int, dict[int, str]]:
    """What the columns of a table without heads hold, told by their cells, and the row above them.

    Cells may be fields ("Owner: Ann"). Without any, the table must be a list of actions: its `section`
    is one, or its own first row says so and nothing else ("Action Items"). Alone over a later column,
    such words are the head of that column.
    """
    first = min(grid)
    title, begins = min(grid[first]), min(min(row) for row in grid.values())
    alone = len(grid[first]) == 1 and title == begins
    entitled = alone and lists(words_of(reading, grid[first][title]))
    rows = {row: cells for row, cells in grid.items() if row != first or not entitled}
    held: dict[int, list[str]] = defaultdict(list)
    for cells in rows.values():
        for column, blocks in cells.items():
            if words := words_of(reading, blocks):
                held[column].append(words)
    fielded = any(_are_fields(cells, items().owners.field) for cells in held.values())
    if not (fielded or entitled or lists_actions(reading, section)):
        return -1, {}
    names = {column: _holds(reading, words) for column, words in held.items()}
    plain = {column: name.removesuffix("-field") for column, name in names.items()}
    free = [column for column, name in plain.items() if not name]
    told = [name for name in plain.values() if name]
    if "owner" not in told or len(set(told)) < len(told) or not free:
        return -1, {}
    task = max(free, key=lambda column: sum(map(len, held[column])))
    return (first if entitled else -1), {
        column: name or "action" for column, name in plain.items() if name or column == task
    }


def _holds(reading: Reading, cells: Sequence[str]) -> str:
    """What all the cells of one column hold: "owner", "due" (perhaps in fields), "ref"; else ""."""
    owners = items().owners
    for name, field in (("owner-field", owners.field), ("due-field", owners.due_field)):
        if _are_fields(cells, field):
            return name
    if all(reading.parties.whole(words, loose=False) for words in cells):
        return "owner"
    if all(dates.alone(words, reading.day) for words in cells):
        return "due"
    return "ref" if all(is_ref(words) for words in cells) else ""


def _are_fields(cells: Sequence[str], field: str) -> bool:
    """Whether each of the cells begins with the name of a field: "Owner: Ann"."""
    return all(map(compiled(field).match, cells))


PROSE = 160
"""Code points of a cell that holds the minutes themselves rather than a task."""


def continues(reading: Reading, grid: Grid) -> bool:
    """Whether a table without a header goes on with the one above: its first cells are numbers."""
    firsts = [words_of(reading, row[min(row)]) for row in grid.values()]
    numbered = [words for words in firsts if is_ref(words)]
    return bool(firsts) and len(numbered) >= len(firsts) / 2


def is_ref(words: str) -> bool:
    """Whether the words of a cell are the number of an action."""
    return compiled(REF_CELL).fullmatch(words) is not None


REF_CELL = r"(?:[A-Z]{1,5}[ /-]?)?\d{1,4}[a-z]?(?:[./-]\d{1,4}){1,3}[a-z]?|[A-Z][a-z]{2,8}\s?(?:\(\d\)\s?)?\d{2}[./]\d{2}"
