"""Running heads, feet and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.values import Rule, Sheet
from pipeline.model import Furniture, FurnitureKind

_DEPTH = 6  # rows from the edge that may be running heads
_BAND = 0.2  # share of the page's height in which they stand
_NEAR = 4.0  # points
_SHARE = 0.25  # share of the pages on which a running head is seen
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"[-–—|.(]*(?:page|pg|p)?[|:.]*#(?:(?:of|/|\|)#)?(?:\|?page)?[-–—|.)]*")
_CLEAR = re.compile(r"page[|:]?#(?:(?:of|/)#)?|[-–—]#[-–—]|#\|page|#of#")

Rows = list[list[Line]]


def part_furniture(
    sheets: Sequence[Sheet], pages: Sequence[Rows]
) -> tuple[list[Rows], list[Furniture]]:
    """Give the rows of each page without running heads and feet, and these apart."""
    tops = [_edge(sheet, rows, foot=False) for sheet, rows in zip(sheets, pages, strict=True)]
    feet = [_edge(sheet, rows, foot=True) for sheet, rows in zip(sheets, pages, strict=True)]
    found: list[Furniture] = []
    gone: set[int] = set()
    for edges, kind in ((tops, FurnitureKind.HEADER), (feet, FurnitureKind.FOOTER)):
        seen = _count(edges)
        need = max(2, math.ceil(_SHARE * len(pages)))
        for edge in edges:
            for row in edge:
                outermost = row is edge[0]
                running = [
                    line for line in row if _is_running(line, seen, need, outermost=outermost)
                ]
                gone.update(map(id, running))
                found.extend(_furniture(line, kind) for line in running)
                if len(running) < len(row):
                    break
    rest = [
        [kept for row in rows if (kept := [line for line in row if id(line) not in gone])]
        for rows in pages
    ]
    left = sum(len(line.text) for rows in rest for row in rows for line in row)
    if left < sum(len(one.text) for one in found) / 2:  # pages of one line: it is what they say
        return list(pages), []
    return rest, found


def _edge(sheet: Sheet, rows: Rows, *, foot: bool) -> Rows:
    """Give the outermost rows of a page, from the edge inwards, that stand outside any table."""
    deep = _BAND * sheet.height
    some = rows[: -_DEPTH - 1 : -1] if foot else rows[:_DEPTH]
    upright = [rule for rule in sheet.rules if rule.x0 == rule.x1]
    result: Rows = []
    for row in some:
        middle = row[0].middle
        if middle < sheet.height - deep if foot else middle > deep:
            break
        if upright and _ruled(row, upright):
            break
        result.append(row)
    return result


def _ruled(row: Sequence[Line], upright: Iterable[Rule]) -> bool:
    """Whether a row stands between two upright rules, as in a table."""
    middle = row[0].middle
    sides = [rule.x0 for rule in upright if rule.top <= middle <= rule.bottom]
    return bool(sides) and min(sides) <= row[0].x0 and max(sides) >= row[-1].x1


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Give a line's letters with every number as #: "P a g e | 3" is "page|#"."""
    return _SPACE.sub("", _DIGITS.sub("#", text)).casefold()


def _count(edges: Iterable[Rows]) -> dict[str, list[float]]:
    seen: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        for row in edge:
            for line in row:
                seen[_key(line.text)].append(line.middle)
    return seen


def _is_running(line: Line, seen: dict[str, list[float]], need: int, *, outermost: bool) -> bool:
    """Whether the same line stands at this height on `need` pages, or is plainly a page number."""
    key = _key(line.text)
    if outermost and _CLEAR.fullmatch(key):
        return True
    return sum(abs(height - line.middle) <= _NEAR for height in seen[key]) >= need


def _furniture(line: Line, kind: FurnitureKind) -> Furniture:
    if _PAGE_NUMBER.fullmatch(_key(line.text)):
        kind = FurnitureKind.PAGE_NUMBER
    return Furniture(kind=kind, text=line.text, page=line.page)
