"""From characters with marks to blocks: paragraphs, cells, fields, deletions."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ingest.assemble import Draft, Piece
from pipeline.ingest.legacy.formats import Format
from pipeline.ingest.text import split_bullet
from pipeline.model import AFTER_BLANK, BlockKind, Cell, Furniture, FurnitureKind, replace

_BEGIN, _MIDDLE, _END = "\x13", "\x14", "\x15"
_READ_AS = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x01": None, "\x08": None})
_HEADINGS = range(1, 10)


@dataclass
class Draughtsman:
    """Collects words until a mark ends their paragraph, cell or row."""

    drafts: list[Draft] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    _cell: Cell | None = None
    _tables: int = 0
    _blank: bool = False

    def say(self, words: str, form: Format) -> None:
        """Add words, or a field's mark: the instruction of a field is not text."""
        if words == _BEGIN:
            self._fields.append(True)
        elif words == _MIDDLE and self._fields:
            self._fields[-1] = False
        elif words == _END and self._fields:
            self._fields.pop()
        elif words in {_BEGIN, _MIDDLE, _END} or any(self._fields):
            return
        elif form.deleted or form.hidden:
            kind = FurnitureKind.DELETED if form.deleted else FurnitureKind.HIDDEN
            self.furniture.append(Furniture(kind=kind, text=words))
        else:
            text = _whole(words.translate(_READ_AS))
            self._pieces.append(
                Piece(text=text, bold=form.bold, italic=form.italic, struck=form.struck)
            )

    def end(self, mark: str, form: Format, kind: BlockKind) -> None:
        """End a paragraph; the mark of code 7 ends a cell or a row."""
        in_table = form.in_table or mark == "\x07"
        if not in_table:
            self._cell = None
        elif self._cell is None:
            self._cell = Cell(table=self._tables, row=0, column=0)
            self._tables += 1
        if mark == "\r":
            self._fields.clear()  # no field of minutes spans paragraphs; a lost end costs one line
        if form.row_end and self._cell:
            self._pieces.clear()
            self._cell = replace(self._cell, row=self._cell.row + 1, column=0)
            return
        self._add(form, kind)
        if mark == "\x07" and self._cell:
            self._cell = replace(self._cell, column=self._cell.column + 1)
            self._blank = False

    def _add(self, form: Format, kind: BlockKind) -> None:
        pieces, self._pieces = self._pieces, []
        head = "".join(piece.text for piece in pieces)
        if not head.strip():
            self._blank = True
            return
        level = None
        if form.style in _HEADINGS and kind is BlockKind.PARAGRAPH:
            kind, level = BlockKind.HEADING, form.style - 1
        elif self._cell is not None:
            kind = BlockKind.CELL
        marker = ""
        if level is None:
            marker, rest = split_bullet(head)
            pieces = _cut(pieces, len(head) - len(rest))
            if kind is BlockKind.PARAGRAPH and (marker or form.listed):
                kind = BlockKind.LIST_ITEM
        self.drafts.append(
            Draft(
                pieces=tuple(pieces),
                kind=kind,
                style=AFTER_BLANK if self._blank else "",
                level=level,
                marker=marker,
                cell=self._cell,
            )
        )
        self._blank = False


def _whole(text: str) -> str:
    """Text with the halves of characters beyond the first 65,536 put together."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _cut(pieces: list[Piece], count: int) -> list[Piece]:
    """The pieces without their first characters."""
    kept = []
    for piece in pieces:
        if count < len(piece.text):
            kept.append(replace(piece, text=piece.text[count:]))
        count = max(0, count - len(piece.text))
    return kept
