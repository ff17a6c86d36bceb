"""Formatting in the Word Binary File Format: which bytes are bold, deleted, in a table."""

from __future__ import annotations

import bisect
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_CHARACTERS = 0x00FA
_PARAGRAPHS = 0x0102
_PAGE = 512
_ENTRY = 13
_TABLE_DEFINITION = 0xD608
_TABS = 0xC615
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_SETS = {
    0x0800: "deleted",
    0x0835: "bold",
    0x0836: "italic",
    0x0837: "struck",
    0x2A53: "struck",
    0x083C: "hidden",
    0x2416: "in_table",
    0x2417: "row_end",
}
_ON = frozenset({1, 0x81})
_LIST = 0x460B
_OUTLINE = 0x2640
_MOST_RUNS = 2_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """Formatting of characters or of a paragraph. `style` is the style's index: 1 is heading 1."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    row_end: bool = False
    listed: bool = False
    style: int = 0


DEFAULT = Format()


class Formats:
    """The formatting of stretches of the main stream, each by its first byte ([MS-DOC] 2.8.5)."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._characters = sorted(_stretches(main, table, _CHARACTERS), key=_first)
        self._paragraphs = sorted(_stretches(main, table, _PARAGRAPHS), key=_first)

    def characters(self, first: int, last: int) -> Iterator[tuple[int, int, Format]]:
        """Stretches of one formatting that cover the bytes from `first` to `last`."""
        at = first
        start = max(bisect.bisect_right(self._characters, first, key=_first) - 1, 0)
        for begin, end, form in self._characters[start:]:
            if begin >= last:
                break
            if end <= at:
                continue
            if begin > at:
                yield at, begin, DEFAULT
                at = begin
            yield at, min(end, last), form
            at = min(end, last)
        if at < last:
            yield at, last, DEFAULT

    def paragraph(self, place: int) -> Format:
        """The formatting of the paragraph whose mark stands at a byte."""
        at = bisect.bisect_right(self._paragraphs, place, key=_first) - 1
        if at >= 0 and self._paragraphs[at][1] > place:
            return self._paragraphs[at][2]
        return DEFAULT


def _first(stretch: tuple[int, int, Format]) -> int:
    return stretch[0]


def _stretches(main: bytes, table: bytes, pointer: int) -> Iterator[tuple[int, int, Format]]:
    """The runs of all formatting pages that a table of pages points to."""
    start, size = struct.unpack_from("<II", main, pointer)
    plc = table[start : start + size]
    count = (len(plc) - 4) // 8
    seen = 0
    for page_number in struct.unpack_from(f"<{max(count, 0)}I", plc, 4 * (count + 1)):
        number = page_number & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        if 4 * (runs + 1) > _PAGE:
            continue
        bounds = struct.unpack_from(f"<{runs + 1}I", page)
        for at in range(runs):
            seen += 1
            if seen > _MOST_RUNS:
                return
            yield bounds[at], bounds[at + 1], _format(page, runs, at, pointer == _PARAGRAPHS)


def _format(page: bytes, runs: int, at: int, paragraph: bool) -> Format:  # noqa: FBT001
    place = 4 * (runs + 1) + at * (_ENTRY if paragraph else 1)
    offset = page[place] * 2 if place < _PAGE else 0
    if not offset:
        return DEFAULT
    if not paragraph:
        return _read(page[offset + 1 : offset + 1 + page[offset]], 0)
    size = page[offset] * 2 - 1
    offset += 1
    if size < 0:
        size = page[offset] * 2
        offset += 1
    properties = page[offset : offset + size]
    if len(properties) < 2:  # noqa: PLR2004 - the style's index
        return DEFAULT
    return _read(properties[2:], int.from_bytes(properties[:2], "little"))


def _read(properties: bytes, style: int) -> Format:
    """Single property modifiers, one after the other (2.6)."""
    found: dict[str, bool] = {}
    at = 0
    while at + 2 < len(properties):
        code = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        size = _OPERANDS[code >> 13]
        if code == _TABLE_DEFINITION:
            size = 1 + int.from_bytes(properties[at : at + 2], "little")
        elif not size:
            size = 1 + properties[at]
            if code == _TABS and size > 255:  # noqa: PLR2004 - its own way of counting
                break
        if name := _SETS.get(code):
            found[name] = properties[at] in _ON
        elif code == _LIST:
            found["listed"] = any(properties[at : at + 2])
        elif code == _OUTLINE and properties[at] < 9:  # noqa: PLR2004 - nine is body text
            style = properties[at] + 1
        at += size
    return Format(style=style, **found)
