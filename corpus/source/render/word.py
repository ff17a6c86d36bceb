"""Render a source as a Word file, with the constructions that real offices leave in theirs."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from corpus.source.render import wordxml
from corpus.source.render.inline import Piece, pieces, plain
from corpus.source.render.lines import heading_lines, people_lines, person_line
from corpus.source.render.model import Block, Layout, Source, title

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_STAMP = (2024, 4, 1, 9, 0, 0)
_TYPED = {"hyphen": "- ", "dot": "• ", "list": ""}


def render(source: Source) -> bytes:
    """The bytes of the .docx, the same each time."""
    return Writer(source).save()


class Writer:
    """Writes one source into one Word document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout: Layout = source.layout
        self.document: Any = docx.Document()
        self.boxes = 0

    def save(self) -> bytes:
        """Write every block; return the bytes with fixed times inside."""
        self._page()
        wordxml.add_numbering(self.document, first=self.layout.first)
        for block in self.source.blocks:
            self._block(block)
        made = dt.datetime(*_STAMP, tzinfo=dt.UTC)
        core = self.document.core_properties
        core.author, core.title, core.comments = "", title(self.source), ""
        core.created = core.modified = made
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _fixed(buffer.getvalue())

    def _page(self) -> None:
        """Fonts, margins, header and footer."""
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = self.layout.font, Pt(self.layout.size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), self.layout.font)
        normal.paragraph_format.space_after = Pt(6)
        for level, name in enumerate(("Title", "Heading 1", "Heading 2")):
            style = self.document.styles[name]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]  # a theme's font would win over ours
            style.font.name, style.font.size = self.layout.font, Pt((18, 13, 12)[level])
        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(595), Pt(842)
        if self.layout.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Pt(842), Pt(595)
        section.left_margin = section.right_margin = Pt(68)
        section.top_margin = section.bottom_margin = Pt(62)
        if self.layout.header:
            section.header.paragraphs[0].text = self.layout.header
        if self.layout.footer:
            place = section.footer.paragraphs[0]
            head, found, tail = self.layout.footer.partition("{page}")
            place.add_run(head)
            if found:
                wordxml.page_field(place)
                place.add_run(tail)

    def _block(self, block: Block) -> None:
        """Write one block."""
        handlers: dict[str, Callable[[Block], None]] = {
            "h": self._heading,
            "who": self._people,
            "b": self._bullets,
            "nl": self._numbers,
            "table": self._table,
            "box": self._box,
            "rule": lambda _: wordxml.rule(self._words("")),
            "page": lambda _: self.document.add_page_break(),
            "title": self._title,
        }
        handlers.get(block.kind, self._paragraph)(block)

    def _bullets(self, block: Block) -> None:
        """A list without numbers."""
        for item in block.b or []:
            self._bullet(item)

    def _numbers(self, block: Block) -> None:
        """A list that Word numbers, from 1."""
        number = wordxml.restart(self.document, wordxml.LIST)
        for item in block.nl or []:
            wordxml.numbered(self._words(item), number, 0)

    def _box(self, block: Block) -> None:
        """A text box."""
        self.boxes += 1
        wordxml.text_box(self._words(""), block.box or "", self.boxes)

    def _title(self, block: Block) -> None:
        """The document's title."""
        style = "Title" if self.layout.headings == "styles" else None
        paragraph = self._words(block.title or "", style=style, bold=True)
        paragraph.alignment = _ALIGN[block.align]

    def _paragraph(self, block: Block) -> None:
        """A line or a paragraph, with its initials after a tab if it has any."""
        text = block.line if block.line is not None else block.p or ""
        paragraph = self._words(text, bold=block.bold)
        paragraph.alignment = _ALIGN[block.align]
        if block.line is not None:
            paragraph.paragraph_format.space_after = Pt(2)
        if block.indent:
            paragraph.paragraph_format.left_indent = Pt(18 * block.indent)
        if block.side:
            paragraph.add_run("\t" + block.side).bold = True

    def _heading(self, block: Block) -> None:
        """A heading by style, by bold alone, or numbered by Word itself."""
        style = f"Heading {block.level + 1}"
        if self.layout.headings == "auto" and block.n:
            paragraph = self.document.add_paragraph(style=style)
            paragraph.add_run(plain(block.h or ""))
            wordxml.numbered(paragraph, wordxml.HEADINGS, block.level)
            return
        for line in heading_lines(block, self.layout):
            if self.layout.headings in {"styles", "auto"}:
                self.document.add_paragraph(line, style=style)
            else:
                paragraph = self._words(line, bold=True)
                paragraph.paragraph_format.space_before = Pt(8)
                if block.level:
                    for run in paragraph.runs:
                        run.underline, run.bold = True, False

    def _people(self, block: Block) -> None:
        """An attendance list as lines, bullets, or a table; perhaps in a content control."""
        if block.layout in {"table", "columns"}:
            rows = [[person_line(p, block.form.split("|")[0]), p.r] for p in block.people]
            head = block.lead.split("|") if block.lead else []
            self._grid([*([head] if head else []), *rows], lines=block.layout == "table")
            return
        made = []
        for line in people_lines(block):
            made.append(self._bullet(line) if block.layout == "bullet" else self._words(line))
            made[-1].paragraph_format.space_after = Pt(2)
        if self.layout.control and made:
            wordxml.in_control([paragraph._p for paragraph in made])  # noqa: SLF001 - no public way

    def _bullet(self, text: str) -> Any:  # noqa: ANN401 - python-docx is untyped here
        """A list item: Word's own bullet, or one that was typed."""
        if self.layout.bullets == "list":
            return self._words(text, style="List Bullet")
        return self._words(_TYPED[self.layout.bullets] + text)

    def _table(self, block: Block) -> None:
        """A table with a bold head."""
        table = block.table
        assert table is not None
        rows = [[f"**{cell}**" for cell in table.head], *table.rows] if table.head else table.rows
        self._grid(rows, lines=table.lines, widths=table.widths)

    def _grid(
        self, rows: list[list[str]], *, lines: bool, widths: list[float] | None = None
    ) -> None:
        """Rows of cells; a line break in a cell begins a new paragraph."""
        grid = self.document.add_table(rows=0, cols=len(rows[0]))
        if lines:
            grid.style = "Table Grid"
        for row in rows:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                first, *more = text.split("\n")
                self._runs(cell.paragraphs[0], first)
                for line in more:
                    self._runs(cell.add_paragraph(), line)
        wordxml.widths(grid, widths or [1.0] * len(rows[0]), 706 if self.layout.landscape else 459)
        self._words("")

    def _words(self, text: str, *, style: str | None = None, bold: bool = False) -> Any:  # noqa: ANN401
        """A paragraph of marked-up words."""
        paragraph = self.document.add_paragraph(style=style)
        self._runs(paragraph, text, bold=bold)
        return paragraph

    def _runs(self, paragraph: Any, text: str, *, bold: bool = False) -> None:  # noqa: ANN401
        """Runs for each piece; tracked changes and inline content controls by hand."""
        for piece in pieces(text):
            look = Piece(piece.text, bold or piece.bold, piece.italic, piece.wrap)
            if look.wrap:
                paragraph._p.append(parse_xml(wordxml.wrapped(look)))  # noqa: SLF001
                continue
            run = paragraph.add_run(look.text)
            run.bold, run.italic = look.bold or None, look.italic or None


def _fixed(data: bytes) -> bytes:
    """The same zip with one time for every part."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=_STAMP)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return buffer.getvalue()
