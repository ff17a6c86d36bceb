"""A report as a Word document (.docx)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.report.neutral import Facts, Report, Section, Table, Words, clean, day, shown

INK, PALE, LINE = "1F3864", "DCE3EE", "B8C0CC"
"""Colours: of headings, of the head of a table, of its lines."""

_SHORT, _LONG, _MARGIN = Cm(21.0), Cm(29.7), Cm(1.9)
Part = Any
"""What the library hands out: it has no types."""

_FIRST = (1980, 1, 1, 0, 0, 0)


def word(report: Report) -> bytes:
    """Give the bytes of the document: the same report gives the same bytes."""
    paper = _Paper(report)
    target = io.BytesIO()
    paper.document.save(target)
    return _undated(target.getvalue())


class _Paper:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Any = Document()
        self.wide = False
        self._styles()
        self._properties()
        self._page(self.document.sections[0], wide=report.parts()[0].wide)
        self._running()
        self._front()
        for section in report.parts():
            self._section(section)

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(10)
        normal.paragraph_format.space_after = Pt(4)
        fonts = normal.element.rPr.rFonts
        for name in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(name), "Arial")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        normal.element.rPr.append(language)
        for name, size, before in (
            ("Title", 20, 0),
            ("Heading 1", 14, 14),
            ("Heading 2", 11.5, 14),
        ):
            style = styles[name]
            style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), True
            style.font.color.rgb = RGBColor.from_string(INK)
            style.paragraph_format.space_before, style.paragraph_format.space_after = (
                Pt(before),
                Pt(4),
            )
            style.paragraph_format.keep_with_next = True
            held = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in held.attrib if key.endswith(("Theme", "theme"))]:
                del held.attrib[key]
            for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                held.set(qn(key), "Arial")
        for border in styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break

    def _properties(self) -> None:
        about = self.document.core_properties
        moment = dt.datetime.combine(self.report.as_at, dt.time())
        about.title, about.author, about.language = (
            clean(self.report.title),
            "Minutes register",
            "en-GB",
        )
        about.subject, about.comments, about.last_modified_by = (
            f"As at {day(self.report.as_at)}",
            "",
            "",
        )
        about.created = about.modified = moment
        about.revision = 1

    # --- pages --------------------------------------------------------------------------------

    def _page(self, section: Part, *, wide: bool) -> None:
        self.wide = wide
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin, section.bottom_margin = Cm(2.0), Cm(1.8)
        section.header_distance = section.footer_distance = Cm(0.9)

    def _running(self) -> None:
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        self._small(head, clean(self.report.title))
        foot = section.footer.paragraphs[0]
        self._small(foot, f"As at {day(self.report.as_at)}.  Page ")
        self._field(foot, "PAGE")
        self._small(foot, " of ")
        self._field(foot, "NUMPAGES")

    def _small(self, paragraph: Part, text: str) -> Part:
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string("595959")
        return run

    def _field(self, paragraph: Part, code: str) -> None:
        """Put in a field that the word processor works out. ECMA-376, 17.16."""
        for kind in ("begin", "instr", "separate", "text", "end"):
            run = self._small(paragraph, "1" if kind == "text" else "")
            if kind == "instr":
                words = OxmlElement("w:instrText")
                words.set(qn("xml:space"), "preserve")
                words.text = f" {code} "
                run._r.append(words)  # noqa: SLF001 - python-docx has no fields of its own
            elif kind != "text":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)  # noqa: SLF001 - likewise

    def _front(self) -> None:
        self.document.add_paragraph(clean(self.report.title), style="Title")
        line = self.document.add_paragraph()
        line.add_run(f"As at {day(self.report.as_at)}").bold = True
        chosen = [
            f"{name}: {value}"
            for name, value in self.report.about[1:5]
            if value not in {"all", "any", "at any time"}
        ]
        if chosen:
            line.add_run(clean(f".  {'.  '.join(chosen)}."))
        for sentence in self.report.summary:
            self.document.add_paragraph(clean(sentence), style="List Bullet")

    # --- what stands on them -----------------------------------------------------------------

    def _section(self, section: Section) -> None:
        if section.wide != self.wide:
            self._page(self.document.add_section(WD_SECTION.NEW_PAGE), wide=section.wide)
        elif section.new_page:
            self.document.add_page_break()
        self.document.add_heading(clean(section.heading), level=section.level)
        for block in section.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Facts):
                self._facts(block)
            else:
                self._words(block)

    def _words(self, words: Words) -> None:
        text = clean(words.text)
        if words.kind == "gap":
            self.document.add_paragraph(
                text, style="List Bullet"
            ).paragraph_format.space_after = Pt(1)
            return
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        if words.kind == "quote":
            paragraph.paragraph_format.left_indent = Cm(0.5)
            paragraph.paragraph_format.keep_with_next = True
            run.font.size = Pt(10.5)
            _left_line(paragraph)
        elif words.kind == "heading":
            run.bold = True
            paragraph.paragraph_format.space_before = Pt(8)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.keep_with_next = True

    def _facts(self, facts: Facts) -> None:
        pairs = [(name, value) for name, value in facts.pairs if value]
        table = self._grid(len(pairs), (0.22, 0.78))
        for row, (name, value) in zip(table.rows, pairs, strict=True):
            self._cell(row.cells[0], name, bold=True, stay=True)
            self._cell(row.cells[1], value, stay=True)
            _whole(row)
        self._gap(stay=True)

    def _gap(self, *, stay: bool = False) -> None:
        """Leave a little room after a table."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = stay
        paragraph.add_run().font.size = Pt(4)
        paragraph.paragraph_format.line_spacing = Pt(8)

    def _table(self, table: Table) -> None:
        total = sum(column.width for column in table.columns)
        grid = self._grid(
            len(table.rows) + 1, tuple(column.width / total for column in table.columns)
        )
        for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
            self._cell(cell, column.name, bold=True)
            _shade(cell)
        _repeated(grid.rows[0])
        for row, line in zip(grid.rows[1:], table.rows, strict=True):
            _whole(row)
            for cell, content in zip(row.cells, line, strict=True):
                self._cell(cell, shown(content))
        self._gap()

    def _grid(self, rows: int, shares: tuple[float, ...]) -> Part:
        grid = self.document.add_table(rows=rows, cols=len(shares))
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        _lines(grid)
        room = (_LONG if self.wide else _SHORT) - 2 * _MARGIN
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = int(room * share)
            for cell in column.cells:
                cell.width = int(room * share)
        return grid

    def _cell(self, cell: Part, text: str, *, bold: bool = False, stay: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.keep_with_next = stay
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold = Pt(8.5), bold


def _element(name: str, **attributes: str) -> Part:
    element = OxmlElement(name)
    for key, told in attributes.items():
        element.set(qn(f"w:{key}"), told)
    return element


def _shade(cell: Part) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=PALE))  # noqa: SLF001 - not offered


def _repeated(row: Part) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx offers neither
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))


def _whole(row: Part) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 - likewise


def _lines(grid: Part) -> None:
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    indent = _element("w:tblInd", w="70", type="dxa")
    margins = _element("w:tblCellMar")
    for side, width in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties = grid._tbl.tblPr  # noqa: SLF001 - likewise
    layout = properties.find(qn("w:tblLayout"))
    for child in (indent, borders, margins):
        if layout is not None and child is not margins:
            layout.addprevious(child)
        elif layout is not None:
            layout.addnext(child)
        else:
            properties.append(child)


def _left_line(paragraph: Part) -> None:
    border = _element("w:pBdr")
    border.append(_element("w:left", val="single", sz="18", space="8", color=INK))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - likewise
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _undated(package: bytes) -> bytes:
    """Take the moment of writing out of the package."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            about = zipfile.ZipInfo(name, _FIRST)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(name))
    return target.getvalue()
