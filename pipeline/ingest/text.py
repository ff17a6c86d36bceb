"""Plain text: one block a line, and one a cell where the lines draw a table."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece, assemble, letters, share
from pipeline.ingest.columns import grids
from pipeline.ingest.encodings import GUESSED, MIXED, likeliest
from pipeline.ingest.sniff import is_bare_utf16
from pipeline.model import AFTER_BLANK, BlockKind, Cell, Document, Issue, Level, SourceFile

_BULLET = re.compile(r"\s*([-–—*•·▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8])\s+(?=\S)|\s*([•▪◦‣●➢\uf0b7])(?=\w)")
_XML = re.compile(r"[\ufeff\s]*<\?xml\s")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, source: SourceFile) -> Document:
    """A text file in UTF-8, UTF-16, UTF-32 or Windows-1252.

    Raises SourceError for JSON and XML: data of a program, whose words would be taken for minutes.
    """
    text, encoding = decode(data)
    kind = "JSON" if _is_records(text) else "XML" if _XML.match(text) else ""
    if kind:
        message = (
            f"This is data for a program ({kind}), not a document that people read. Save it as "
            ".docx or PDF where it was made; move it out of the folder if it does not belong there."
        )
        raise SourceError(QuarantineKind.UNSUPPORTED, message)
    issues = []
    if "\ufffd" in text:
        message = f"Some characters could not be read as {encoding}."
        issues.append(
            Issue(code="text-encoding", level=Level.WARNING, message=message, stage="read")
        )
    elif encoding in {*GUESSED, MIXED}:
        message = (
            f"The file does not say how its letters are coded; they were read as {encoding}. "
            "Look for odd characters; save the file again as UTF-8."
        )
        issues.append(Issue(code="text-encoding", level=Level.INFO, message=message, stage="read"))
    found = list(drafts(text))
    reached = sum(letters(piece.text) for draft in found for piece in draft.pieces)
    return assemble(source, found, issues=issues, coverage=share(reached, letters(text)))


def _is_records(text: str) -> bool:
    """Whether the first line, or all of it, is JSON with named fields."""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] not in {"{", "["}:
        return False
    for part in (start.partition("\n")[0], start):
        try:
            held = json.loads(part)
        except (ValueError, RecursionError):
            continue
        return isinstance(held[0] if isinstance(held, list) and held else held, dict)
    return False


def decode(data: bytes) -> tuple[str, str]:
    """Bytes as text, and the name of the encoding that was used."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if encoding := is_bare_utf16(data):
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return likeliest(data)


def drafts(text: str) -> Iterator[Draft]:
    """The blocks of a text: its lines, and the cells of the tables that lines draw."""
    printed = text.splitlines()
    at = 0
    for number, grid in enumerate(grids(printed)):
        yield from lines(printed[at : grid.start])
        for row, cells in enumerate(grid.rows):
            for column, words in enumerate(cells):
                cell = Cell(table=number, row=row, column=column, header=row == 0)
                yield Draft(pieces=(Piece(text=words),), kind=BlockKind.CELL, cell=cell)
        at = grid.end
    yield from lines(printed[at:])


def lines(text: str | Iterable[str]) -> Iterator[Draft]:
    """A block for each line with words; those after a blank line have that as their style."""
    blank = False
    for line in text.splitlines() if isinstance(text, str) else text:
        if not line.strip():
            blank = True
            continue
        marker, words = split_bullet(line)
        yield Draft(
            pieces=(Piece(text=words),),
            kind=BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH,
            style=AFTER_BLANK if blank else "",
            marker=marker,
        )
        blank = False


def split_bullet(line: str) -> tuple[str, str]:
    """A typed bullet and the words after it: "- Noted" gives ("-", "Noted")."""
    if match := _BULLET.match(line):
        return match[1] or match[2], line[match.end() :]
    return "", line
