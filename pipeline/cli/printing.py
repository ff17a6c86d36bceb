"""Printing hostile text: nothing from a document may command a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

WIDE = 160
"""Columns where the output goes to a file or another program."""

console = Console(highlight=False)
if not console.is_terminal and "COLUMNS" not in os.environ:
    console.width = WIDE


NARROW = frozenset({"raised", "due", "on", "status", "by rule"})
"""Columns of short words, which are never broken."""


def safe(text: object) -> Text:
    """Give text without markup or control characters; those show as a question mark."""
    return Text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)))


def say(text: str = "", style: str = "") -> None:
    """Print a line of our own and of documents' words mixed."""
    words = safe(text)
    words.stylize(style)
    console.print(words, soft_wrap=True)


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; nothing where it has no rows."""
    listed = [tuple(safe("" if cell is None else cell) for cell in row) for row in rows]
    if not listed:
        return
    shown = Table(title=title, title_justify="left", box=None, pad_edge=False, show_edge=False)
    for head in heads:
        shown.add_column(head, overflow="fold", no_wrap=head in NARROW)
    for row in listed:
        shown.add_row(*row)
    console.print(shown)
    console.print()


def short(text: str, most: int = 90) -> str:
    """Give the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
