"""The body of an OpenDocument text, walked block by block."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.ingest.assemble import Draft, Piece, size
from pipeline.ingest.odt.counting import SILENT
from pipeline.ingest.odt.names import (
    DRAW,
    HEADING,
    LIST,
    OFFICE,
    PARAGRAPH,
    STYLE_NAME,
    TABLE,
    TEXT,
)
from pipeline.ingest.odt.styles import Look, Styles
from pipeline.ingest.text import split_bullet
from pipeline.ingest.xml import whole, words
from pipeline.model import AFTER_BLANK, BlockKind, Cell, Furniture, FurnitureKind, replace

_HELD = frozenset({PARAGRAPH, HEADING, LIST, f"{TABLE}table"})
_MOST_REPEATS = 1000


@dataclass
class Walker:
    """Adds blocks to `drafts` in reading order, and what is kept apart to `furniture`."""

    styles: Styles
    drafts: list[Draft] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    notes: list[_Element] = field(default_factory=list)
    reached: int = 0
    _boxes: list[_Element] = field(default_factory=list)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _tables: int = 0
    _blank: bool = False

    def blocks(self, container: _Element, cell: Cell | None = None) -> None:
        """Add every block below a container."""
        for node in container:
            self._block(node, cell)

    def _block(self, node: _Element, cell: Cell | None) -> None:
        tag = node.tag
        if tag in {PARAGRAPH, HEADING}:
            self._paragraph(node, Draft(pieces=(), cell=cell))
        elif tag == LIST:
            self._list(node, cell, node.get(STYLE_NAME) or "", 0)
        elif tag == f"{TABLE}table":
            self._table(node)
        elif tag == f"{TEXT}tracked-changes":
            for gone in node.iter(f"{TEXT}deletion"):
                self._aside(gone, FurnitureKind.DELETED)
        elif tag == f"{DRAW}text-box" or str(tag).startswith((TEXT, TABLE)):
            self.blocks(node, cell)
        elif str(tag).startswith(DRAW):
            for box in _boxes(node):
                self.blocks(box, cell)

    def _aside(self, node: _Element, kind: FurnitureKind) -> None:
        said = "\n".join(words(one) for one in node.iter(PARAGRAPH, HEADING))
        self.furniture.append(Furniture(kind=kind, text=said))

    def _list(self, node: _Element, cell: Cell | None, outer: str, depth: int) -> None:
        style = node.get(STYLE_NAME) or outer
        counts = self._counts.setdefault(style, {})
        continues = node.get(f"{TEXT}continue-numbering") == "true"
        if depth == 0 and not continues and not node.get(f"{TEXT}continue-list"):
            counts.clear()
        for item in node:
            fresh = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == LIST:
                    self._list(child, cell, style, depth + 1)
                elif child.tag in {PARAGRAPH, HEADING}:
                    draft = Draft(pieces=(), cell=cell)
                    if fresh:
                        marker = self._count(item, style, depth, counts)
                        draft = replace(draft, marker=marker, level=depth)
                    self._paragraph(child, draft)
                    fresh = False
                else:
                    self._block(child, cell)

    def _count(self, item: _Element, style: str, depth: int, counts: dict[int, int]) -> str:
        """Count an item of a list; the number or bullet that is printed before it."""
        after = counts.get(depth, self.styles.level(style, depth).start - 1) + 1
        counts[depth] = whole(item.get(f"{TEXT}start-value"), after)
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return self.styles.mark(style, depth, counts)

    def _table(self, node: _Element) -> None:
        key, self._tables = self._tables, self._tables + 1
        own = (
            row
            for row in node.iter(f"{TABLE}table-row")
            if next(row.iterancestors(f"{TABLE}table")) is node
        )
        for at, row in enumerate(own):
            parent = row.getparent()
            header = parent is not None and parent.tag == f"{TABLE}table-header-rows"
            column = 0
            for cell in row:
                if cell.tag == f"{TABLE}table-cell":
                    self._blank = False
                    self.blocks(cell, Cell(table=key, row=at, column=column, header=header))
                repeats = whole(cell.get(f"{TABLE}number-columns-repeated"), 1)
                column += min(repeats, _MOST_REPEATS)
        self._blank = False

    def _paragraph(self, node: _Element, draft: Draft) -> None:
        pieces: list[Piece] = []
        key = node.get(STYLE_NAME) or ""
        self._inline(node, self.styles.look(key), pieces)
        self.reached += sum(size(piece.text) for piece in pieces)
        if any(piece.text.strip() for piece in pieces):
            style = self.styles.name(key)
            style = f"{style} {AFTER_BLANK}".strip() if self._blank else style
            self.drafts.append(_shape(node, replace(draft, style=style), pieces))
            self._blank = False
        else:
            self._blank = not self._boxes
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, draft.cell)

    def _inline(self, node: _Element, look: Look, pieces: list[Piece]) -> None:
        def say(text: str | None) -> None:
            if text:
                flat = text.replace("\n", " ")
                pieces.append(
                    Piece(text=flat, bold=look.bold, italic=look.italic, struck=look.struck)
                )

        say(node.text)
        for child in node:
            tag = str(child.tag)
            if tag in {f"{TEXT}s", f"{TEXT}tab"}:
                say(" ")
            elif tag == f"{TEXT}line-break":
                pieces.append(Piece(text="\n"))
            elif tag == f"{TEXT}note":
                self.notes.append(child)
            elif tag == f"{OFFICE}annotation":
                self._aside(child, FurnitureKind.COMMENT)
            elif tag.startswith(DRAW):
                self._boxes += _boxes(child)
            elif tag.startswith("{") and tag not in SILENT:
                self._inline(child, self.styles.look(child.get(STYLE_NAME), look), pieces)
            say(child.tail)


def _boxes(drawing: _Element) -> list[_Element]:
    """The parts of a drawing that hold paragraphs: text boxes, and shapes with words in them."""
    if any(child.tag in _HELD for child in drawing):
        return [drawing]
    inner = (_boxes(child) for child in drawing if str(child.tag).startswith(DRAW))
    return [box for boxes in inner for box in boxes]


def _shape(node: _Element, draft: Draft, pieces: list[Piece]) -> Draft:
    """A paragraph as a block: heading, cell, list item or plain."""
    marker, level = draft.marker, draft.level
    kind = BlockKind.PARAGRAPH if draft.cell is None else BlockKind.CELL
    if node.tag == HEADING:
        kind, level = BlockKind.HEADING, whole(node.get(f"{TEXT}outline-level"), 1) - 1
    elif not marker:
        marker, rest = split_bullet(pieces[0].text)
        pieces = [replace(pieces[0], text=rest), *pieces[1:]]
    if marker and kind is BlockKind.PARAGRAPH:
        kind = BlockKind.LIST_ITEM
    return replace(draft, pieces=tuple(pieces), kind=kind, marker=marker, level=level)
