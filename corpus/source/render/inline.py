"""The small markup inside a source's words.

`**bold**`, `__italic__`, `[[the words that a truth is about]]`, and for Word alone
`{+inserted+}`, `{-deleted-}` (tracked changes) and `{~in a content control~}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace  # noqa: TID251 - of a dataclass

_TOKEN = re.compile(r"(\*\*|__|\[\[|\]\]|\{\+|\+\}|\{-|-\}|\{~|~\})")
_OPENS = {"{+": "inserted", "{-": "deleted", "{~": "control"}
_CLOSES = {"+}", "-}", "~}"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words with one look. `wrap` is "", "inserted", "deleted" or "control"."""

    text: str
    bold: bool = False
    italic: bool = False
    wrap: str = ""
    mark: int = -1  # which marked run of the text it belongs to


def pieces(text: str) -> list[Piece]:
    """Split marked-up words into pieces; the markup itself is gone."""
    out: list[Piece] = []
    look, count = Piece(""), -1
    for part in _TOKEN.split(text):
        if part == "**":
            look = replace(look, bold=not look.bold)
        elif part == "__":
            look = replace(look, italic=not look.italic)
        elif part == "[[":
            count += 1
            look = replace(look, mark=count)
        elif part == "]]":
            look = replace(look, mark=-1)
        elif part in _OPENS:
            look = replace(look, wrap=_OPENS[part])
        elif part in _CLOSES:
            look = replace(look, wrap="")
        elif part:
            out.append(replace(look, text=part))
    return out


def plain(text: str) -> str:
    """The words as a reader sees them, without deleted ones."""
    return "".join(piece.text for piece in pieces(text) if piece.wrap != "deleted")


def marks(text: str) -> list[str]:
    """The marked runs of words, in order, as a reader sees them."""
    found: dict[int, str] = {}
    for piece in pieces(text):
        if piece.mark >= 0 and piece.wrap != "deleted":
            found[piece.mark] = found.get(piece.mark, "") + piece.text
    return [found[index] for index in sorted(found)]
