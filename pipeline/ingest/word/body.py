"""The body, walked block by block: paragraphs, tables, content controls, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece
from pipeline.ingest.text import split_bullet
from pipeline.ingest.word.lines import DELETED, INSERTED, ROW_OF_TEXT, Inline, Line, Shape, chosen
from pipeline.ingest.word.names import (
    ALTERNATE,
    RELATION,
    attribute,
    child,
    children,
    flag,
    leading,
    number,
    w,
)
from pipeline.ingest.word.numbering import Numbering
from pipeline.ingest.word.styles import Styles, toggles
from pipeline.model import AFTER_BLANK, BlockKind, Cell, replace, value

MOST_COLUMNS = 1000
"""Word allows 63; a cell that claims more is a trap for whoever lays out the grid."""

_PARAGRAPH, _TABLE = w("p"), w("tbl")
_HEADING_LEVELS = range(9)
_NO_WORDS = frozenset({w("sectPr"), w("tblPr"), w("tblGrid"), w("tcPr"), w("trPr"), w("sdtPr")})


@value
class Place:
    """Where blocks stand: in which cell, under which table's formatting."""

    cell: Cell | None = None
    table_bold: bool = False


@dataclass
class Walker:
    """Walks one story of the file, and adds its blocks to `drafts` in reading order."""

    styles: Styles
    numbering: Numbering
    inline: Inline
    chunk: Callable[[str], list[Draft]] = lambda _: []
    drafts: list[Draft] = field(default_factory=list)
    _tables: int = 0
    _blank: bool = False
    _carried: list[Piece] = field(default_factory=list)

    def blocks(self, container: _Element, place: Place | None = None) -> None:
        """Add every block below a container. Raises SourceError `too-large` for absurd tables."""
        place = place or Place()
        for node in container:
            if node.tag not in _NO_WORDS and isinstance(node.tag, str):
                self.block(node, place)

    def block(self, node: _Element, place: Place) -> None:
        """Add one block, or those inside a wrapper."""
        tag = node.tag
        if tag == _PARAGRAPH:
            self._paragraph(node, place)
        elif tag == _TABLE:
            self._table(node, place)
        elif tag in DELETED:
            if len(node):
                self.inline.delete(node)
        elif tag == ALTERNATE:
            self.blocks(chosen(node), place)
        elif tag == w("altChunk"):
            self.drafts += self.chunk(attribute(node, RELATION))
        elif tag in ROW_OF_TEXT:
            line = Line()
            self.inline.collect_one(node, Shape(), line)
            self._write(line, Draft(pieces=(), cell=place.cell), place)
        else:
            self.inline.insertions += tag in INSERTED and len(node) > 0
            self.blocks(node, place)

    def _paragraph(self, node: _Element, place: Place) -> None:
        nodes = list(node)
        properties = children(leading(nodes, w("pPr")))
        style = attribute(properties.get(w("pStyle"))) or self.styles.default_paragraph
        if flag(properties.get(w("pageBreakBefore"))):
            self.inline.pages.demanded()
        line = Line()
        self.inline.collect(nodes, Shape(style=style, table_bold=place.table_bold), line)
        mark = properties.get(w("rPr"))
        if mark is not None and any(node.tag in DELETED for node in mark):
            self._carried += line.pieces  # without its mark, the paragraph runs into the next
            self._boxes(line.before + line.boxes, place)
            return
        line.pieces, self._carried = self._carried + line.pieces, []
        listed = self.numbering.place(properties.get(w("numPr")), style)
        if listed and _blank(line.pieces) and toggles(mark).get("vanish"):
            listed = None  # a hidden paragraph is not counted
        outline = self._outline(properties.get(w("outlineLvl")), style)
        marker = self.numbering.mark(*listed) if listed else ""
        level = outline if outline is not None else listed[1] if listed else None
        draft = Draft(
            pieces=(),
            kind=_kind(outline, place.cell, listed=bool(marker)),
            style=self.styles.name(style),
            level=level,
            marker=marker,
            cell=place.cell,
        )
        self._write(line, draft, place)

    def _outline(self, level: _Element | None, style: str) -> int | None:
        own = number(attribute(level))
        if own is not None:
            return own if own in _HEADING_LEVELS else None
        return self.styles.outline(style)

    def _write(self, line: Line, draft: Draft, place: Place) -> None:
        """Add a paragraph, in two where an empty line stands within it."""
        written = False
        if line.before:
            self._boxes(line.before, place)
        for pieces in _stretches(line.pieces):
            current = draft
            if not draft.marker and draft.kind is not BlockKind.HEADING:
                current, pieces = _typed_bullet(draft, pieces)  # noqa: PLW2901
            if written:
                current = replace(current, marker="" if draft.marker else current.marker)
            style = f"{draft.style} {AFTER_BLANK}".strip() if self._blank else draft.style
            self.drafts.append(replace(current, pieces=tuple(pieces), style=style))
            self._blank = written = True
        self._blank = not written and not line.boxes and not line.before
        self._boxes(line.boxes, place)

    def _boxes(self, boxes: list[_Element], place: Place) -> None:
        """The text boxes of a paragraph, as blocks of their own."""
        for box in boxes:
            if box.tag in {_PARAGRAPH, _TABLE}:
                self.block(box, place)
            else:
                self.blocks(box, place)

    def _table(self, table: _Element, outer: Place) -> None:
        key, self._tables = self._tables, self._tables + 1
        first_draft = len(self.drafts)
        style = attribute(child(table, "tblPr", "tblStyle"))
        headers: set[int] = set()
        row = 0
        for node in _members(table, w("tr")):
            properties = children(child(node, "trPr"))
            if w("del") in properties:
                self.inline.delete(node)
                continue
            if flag(properties.get(w("tblHeader"))) and len(headers) == row:
                headers.add(row)
            bold = self.styles.table_bold(style, first_row=row == 0)
            first = number(attribute(properties.get(w("gridBefore")))) or 0
            self._row(node, Cell(table=key, row=row, column=first), table_bold=bold)
            row += 1
        self._blank = False
        own = range(first_draft, len(self.drafts))
        headers = headers or _bold_header([self.drafts[at] for at in own], key)
        for at in own:
            draft = self.drafts[at]
            if draft.cell and draft.cell.table == key and draft.cell.row in headers:
                self.drafts[at] = replace(draft, cell=replace(draft.cell, header=True))
            elif draft.cell is None:
                self.drafts[at] = replace(draft, cell=outer.cell)

    def _row(self, node: _Element, first: Cell, *, table_bold: bool) -> None:
        """The cells of a row. Each begins on the row's page, whatever page the last ended on."""
        pages = self.inline.pages
        column = first.column
        top = last = pages.page
        before = len(self.drafts)
        for cell in _members(node, w("tc")):
            properties = children(leading(cell, w("tcPr")))
            width = number(attribute(properties.get(w("gridSpan")))) or 1
            if max(column, width) > MOST_COLUMNS:
                message = (
                    f"A table claims more than {MOST_COLUMNS:,} columns, as none that people read "
                    "does. Ask the sender of the file for a fresh copy."
                )
                raise SourceError(QuarantineKind.TOO_LARGE, message)
            if not _merged_away(cell, properties.get(w("vMerge"))):
                pages.page = top
                self._blank = False
                place = Cell(table=first.table, row=first.row, column=column)
                self.blocks(cell, Place(cell=place, table_bold=table_bold))
                last = max(last, pages.page)
                if len(self.drafts) > before and top < (self._page_of(before) or top):
                    top = self._page_of(before) or top
            column += max(width, 1)
        pages.page = last

    def _page_of(self, at: int) -> int | None:
        return next((piece.page for piece in self.drafts[at].pieces if piece.page), None)


def _kind(outline: int | None, cell: Cell | None, *, listed: bool) -> BlockKind:
    if outline is not None:
        return BlockKind.HEADING
    if cell is not None:
        return BlockKind.CELL
    return BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH


def _merged_away(cell: _Element, merge: _Element | None) -> bool:
    """Whether a cell only continues the one above it and holds no words of its own."""
    if merge is None or attribute(merge) == "restart":
        return False
    return not any((node.text or "").strip() for node in cell.iter(w("t")))


def _members(container: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those inside content controls and the like."""
    for node in container:
        if node.tag == tag:
            yield node
        elif node.tag == ALTERNATE:
            yield from _members(chosen(node), tag)
        elif isinstance(node.tag, str) and node.tag not in _NO_WORDS and node.tag not in DELETED:
            yield from _members(node, tag)


def _blank(pieces: list[Piece]) -> bool:
    return not any(piece.text.strip() for piece in pieces)


def _stretches(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a paragraph, parted where two line breaks follow each other."""
    stretch: list[Piece] = []
    breaks, words = 0, False
    for piece in pieces:
        if piece.text == "\n":
            breaks += 1
        elif piece.text.strip():
            if breaks > 1 and words:
                yield stretch
                stretch = []
            breaks, words = 0, True
        stretch.append(piece)
    if words:
        yield stretch


def _typed_bullet(draft: Draft, pieces: list[Piece]) -> tuple[Draft, list[Piece]]:
    """Part a bullet that was typed, not set, from its words."""
    if pieces[0].text[:1].isalnum():
        return draft, pieces
    head = "".join(piece.text for piece in pieces[:4])
    marker, rest = split_bullet(head + ("\0" if len(pieces) > 4 else ""))  # noqa: PLR2004
    if not marker:
        return draft, pieces
    cut = len(head) - len(rest.removesuffix("\0"))
    kept = []
    for piece in pieces:
        if cut >= len(piece.text):
            cut -= len(piece.text)
            continue
        kept.append(replace(piece, text=piece.text[cut:]))
        cut = 0
    kind = BlockKind.LIST_ITEM if draft.kind is BlockKind.PARAGRAPH else draft.kind
    return replace(draft, marker=marker, kind=kind), kept


def _bold_header(drafts: list[Draft], key: int) -> set[int]:
    """The first row, where it alone is all bold and names at least two columns."""
    bold: dict[int, bool] = {}
    columns: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.cell is None or draft.cell.table != key:
            continue
        row = draft.cell.row
        whole = all(piece.bold for piece in draft.pieces if piece.text.strip())
        bold[row] = bold.get(row, True) and whole
        columns.setdefault(row, set()).add(draft.cell.column)
    first = bold.get(0, False) and len(columns.get(0, ())) > 1
    return {0} if first and len(bold) > 1 and not all(bold.values()) else set()
