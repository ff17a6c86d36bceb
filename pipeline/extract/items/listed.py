"""Several actions behind one label: the lines below it, or numbers inside one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.items.dress import marked
from pipeline.extract.items.labels import Mark
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.passages import Passage
from pipeline.extract.reading import Reading
from pipeline.model import replace

NUMBER = re.compile(r"\(?(?P<n>\d{1,2}|[a-z]|[ivx]{1,4})[.):]\s+(?=\S)")
_INSIDE = re.compile(r"(?:(?<=^)|(?<=\s))\(?(?P<n>\d{1,2}|[a-z])[.)]\s+(?=[A-Z])")


def below(reading: Reading, following: Sequence[Passage]) -> list[tuple[Passage, int]]:
    """The passages that a label alone marks, each with the place where its words begin.

    They go on as they begin: entries of a list, numbered lines, or lines that say who is to act.
    The first line is marked whatever it looks like.
    """
    first = following[0]
    if marked(reading, first.text) or first.side:
        return []
    numbered = NUMBER.match(first.text)
    owned = _owned(reading, first)
    found = [(first, numbered.end() if numbered else 0)]
    for other in following[1:]:
        number = NUMBER.match(other.text)
        if other.side:
            continue
        if other.section != first.section or marked(reading, other.text):
            break
        if first.bullet or other.bullet:
            goes_on = other.bullet == first.bullet
        elif numbered:
            goes_on = number is not None
        else:
            goes_on = owned and _owned(reading, other)
        if not goes_on:
            break
        found.append((other, number.end() if numbered and number else 0))
    return found


def after_cell(passage: Passage, following: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that a label in a cell can mark: the next cell of its row, else those below it.

    A label above a column with others beside it is the head of that column, and marks no list.
    """
    cell = passage.block.cell
    assert cell is not None
    table = [p for p in following if p.block.cell and p.block.cell.table == cell.table]
    cells = [(p, p.block.cell) for p in table if p.block.cell]
    beside = tuple(p for p, other in cells if other.row == cell.row and other.column > cell.column)
    if any(other.column != cell.column and other.row > cell.row for _, other in cells):
        return beside[:1] if cell.column == 0 and cell.row > 0 else ()
    return beside or tuple(p for p, _ in cells)


def _owned(reading: Reading, passage: Passage) -> bool:
    """Whether a line says at its start who is to act, or names the owner at its end."""
    if leading(passage.text, reading.parties)[0]:
        return True
    tail = re.search(r"[–—(\[-]\s*[^–—()\[\]-]{1,30}[)\]]?\.?$", passage.text)
    return tail is not None and bool(owners_of(passage.text, reading.parties))


def enumerated(text: str, mark: Mark) -> list[Mark]:
    """The tasks of one paragraph that numbers them: "1. RJ to write. 2. DB to ring". Else `mark`."""
    body = text[mark.body : mark.end]
    if not _INSIDE.match(body, len(body) - len(body.lstrip())):
        return [mark]
    numbers = list(_INSIDE.finditer(body))
    if len(numbers) < 2:  # noqa: PLR2004 - a list has two
        return [mark]
    told = [number["n"] for number in numbers]
    counted = (
        [str(n) for n in range(1, len(told) + 1)],
        [chr(96 + n) for n in range(1, len(told) + 1)],
    )
    if told not in counted:
        return [mark]
    ends = [number.start() for number in numbers[1:]] + [len(body)]
    return [
        replace(
            mark,
            start=mark.start if position == 0 else mark.body + number.start(),
            body=mark.body + number.end(),
            end=mark.body + len(body[:end].rstrip()),
        )
        for position, (number, end) in enumerate(zip(numbers, ends, strict=True))
    ]
