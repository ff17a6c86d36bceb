"""The words of one paragraph, run by run, with the formatting and the page of each."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.ingest.assemble import Piece
from pipeline.ingest.word.figures import BULLETS
from pipeline.ingest.word.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    MATH_TEXT,
    TEXT_PATH,
    attribute,
    leading,
    w,
)
from pipeline.ingest.word.styles import Look, Styles, character
from pipeline.model import Furniture, FurnitureKind

DELETED = frozenset({w("del"), w("moveFrom")})
INSERTED = frozenset({w("ins"), w("moveTo")})
ROW_OF_TEXT = frozenset({w("r"), w("hyperlink"), w("fldSimple"), w("smartTag")})

_RUN, _TEXT, _PROPERTIES = w("r"), w("t"), w("rPr")
_SILENT = frozenset(
    w(name)
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblGrid"),
        *("instrText", "delInstrText", "fldData", "rt", "rubyPr", "sectPr", "fldChar"),
    )
)
_FIXED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_PICTURES = frozenset({w("drawing"), w("pict"), w("object")})
_PRIVATE = range(0xF000, 0xF100)
_FIRST_PRIVATE = chr(_PRIVATE.start)
_SYMBOLS = {ord(private): usual for private, usual in BULLETS.items() if private >= _FIRST_PRIVATE}
_MOST_PAGES = 100_000


@dataclass
class Pages:
    """The page that Word last put the words on; `known` only where Word left its breaks."""

    known: bool = False
    page: int = 1
    _due: bool = False

    def rendered(self) -> None:
        """Word began a page here when it last laid the file out."""
        self._due = False
        self.page = min(self.page + 1, _MOST_PAGES)

    def demanded(self) -> None:
        """A break that the writer set: Word's own follows it, unless the file was changed."""
        self._due = True

    def now(self, text: str) -> int | None:
        """The page of the text that comes next; white space alone begins no page."""
        if self._due and text.strip():
            self.rendered()
        return self.page if self.known else None


@dataclass
class Shape:
    """The formatting that a paragraph gives to its runs."""

    style: str = ""
    table_bold: bool = False


@dataclass
class Line:
    """What one paragraph holds: its words, the text boxes tied to it, the notes it points to."""

    pieces: list[Piece] = field(default_factory=list)
    before: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    @property
    def anchor(self) -> list[_Element]:
        """Where a text box found now goes: before the paragraph while it has no words yet."""
        return self.boxes if any(piece.text.strip() for piece in self.pieces) else self.before


@dataclass
class Inline:
    """Collects the words of paragraphs, and what is kept apart from them."""

    styles: Styles
    pages: Pages = field(default_factory=Pages)
    furniture: list[Furniture] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    art: bool = True

    @property
    def reached(self) -> str:
        """The words collected so far, hidden ones left out."""
        return "".join(self.said)

    def collect(self, nodes: Iterable[_Element], shape: Shape, line: Line) -> None:
        """Add the words of the children of a paragraph, or of a wrapper within one."""
        for node in nodes:
            tag = node.tag
            if tag == _RUN:
                self._run(node, shape, line)
            elif tag in _SILENT or not isinstance(tag, str):
                continue
            elif tag in DELETED:
                self.delete(node)
            elif tag == ALTERNATE:
                self.collect(chosen(node), shape, line)
            elif tag in {w("p"), w("tbl")}:
                line.anchor.append(node)
            elif tag == MATH_TEXT:
                text = node.text or ""
                line.pieces.append(Piece(text=text, page=self.pages.now(text)))
            else:
                self.insertions += tag in INSERTED
                self.collect(node, shape, line)

    def collect_one(self, run: _Element, shape: Shape, line: Line) -> None:
        """Add the words of one run, or of one wrapper, that stands where a paragraph should."""
        if run.tag == _RUN:
            self._run(run, shape, line)
        else:
            self.collect(run, shape, line)

    def delete(self, element: _Element) -> None:
        """Keep struck-out words apart: those of a tracked deletion, or of text moved away."""
        words = "".join(node.text or "" for node in element.iter(w("t"), w("delText")))
        self.deletions += 1
        self.furniture.append(
            Furniture(kind=FurnitureKind.DELETED, text=words, page=self.pages.now(""))
        )

    def _run(self, run: _Element, shape: Shape, line: Line) -> None:
        nodes = list(run)  # once for all who ask: lxml makes each child anew at every look
        style, own = character(leading(nodes, _PROPERTIES))
        look = self.styles.look(shape.style, style, own, table_bold=shape.table_bold)
        self._content(nodes, look, shape, line)

    def _content(self, nodes: Iterable[_Element], look: Look, shape: Shape, line: Line) -> None:
        for node in nodes:
            tag = node.tag
            if tag == _TEXT:
                text = node.text or ""
                if not look.hidden:
                    self.said.append(text)
                self._say(_readable(text), look, line)
            elif tag in _SILENT or not isinstance(tag, str):
                continue
            elif tag in _FIXED:
                self._say(_FIXED[tag], look, line)
            elif tag == w("sym"):
                self._say(_symbol(node), look, line)
            elif tag == w("br"):
                if attribute(node, w("type")) == "page":
                    self.pages.demanded()
                self._say("\n", look, line)
            else:
                self._special(node, look, shape, line)

    def _special(self, node: _Element, look: Look, shape: Shape, line: Line) -> None:
        tag = node.tag
        if tag == w("lastRenderedPageBreak"):
            self.pages.rendered()
        elif tag in {w("footnoteReference"), w("endnoteReference")}:
            self.notes.append((tag, attribute(node, w("id"))))
        elif tag == w("delText"):
            self.delete(node)
        elif tag == ALTERNATE:
            self._content(chosen(node), look, shape, line)
        elif tag in _PICTURES:
            _find_boxes(node, line.anchor)
            if self.art:  # words drawn along a line; in page heads they are watermarks
                for drawn in node.iter(TEXT_PATH):
                    self._say(f"\n{drawn.get('string') or ''}\n", look, line)
        elif len(node):
            self.collect(node, shape, line)

    def _say(self, text: str, look: Look, line: Line) -> None:
        if not text:
            return
        page = self.pages.now(text)
        if not look.hidden:
            line.pieces.append(
                Piece(text=text, page=page, bold=look.bold, italic=look.italic, struck=look.struck)
            )
        elif text.strip():
            self.hidden += 1
            self.furniture.append(Furniture(kind=FurnitureKind.HIDDEN, text=text, page=page))


def chosen(alternate: _Element) -> _Element:
    """The first choice of an AlternateContent, or its fallback where it has no choice."""
    for tag in (CHOICE, FALLBACK):
        found = alternate.find(tag)
        if found is not None:
            return found
    return alternate


def _find_boxes(picture: _Element, boxes: list[_Element]) -> None:
    """The text boxes inside a drawing, each once."""
    for node in picture:
        if node.tag == w("txbxContent"):
            boxes.append(node)
        elif node.tag == ALTERNATE:
            _find_boxes(chosen(node), boxes)
        elif isinstance(node.tag, str):
            _find_boxes(node, boxes)


def _readable(text: str) -> str:
    """Text with the private codes of symbol fonts, never printable, as what everybody has."""
    return text if text.isascii() or text.isprintable() else text.translate(_SYMBOLS)


def _symbol(node: _Element) -> str:
    """A character of a symbol font: the fonts put theirs at F000 and up (17.3.3.30)."""
    try:
        code = int(attribute(node, w("char")), 16)
    except ValueError:
        return ""
    if code in _PRIVATE:
        return BULLETS.get(chr(code), "\ufffd")
    return chr(code) if 0 < code <= sys.maxunicode else ""
