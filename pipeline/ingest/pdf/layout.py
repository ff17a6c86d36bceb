"""One page's rows to columns and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.ingest.pdf.values import Line, Sheet


class Flow(NamedTuple):
    """Lines of one column in reading order. `style` is "" for the running text."""

    lines: list[Line]
    style: str = ""
    listed: bool = False


def lay_out(sheet: Sheet, rows: Sequence[list[Line]]) -> list[Flow]:
    """Give the page's columns in reading order."""
    lines = [Line(sheet.number, [word for line in row for word in line.words]) for row in rows]
    right = max((line.x1 for line in lines), default=sheet.width)
    for line in lines:
        line.right = right
    return [Flow(lines)] if lines else []
