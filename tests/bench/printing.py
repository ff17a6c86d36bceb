"""Lines of invented minutes as the bytes of a Word file or a PDF, as offices make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

import docx
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.bench.story import Line
from tests.support.word_package import cell, document, para, run, table

_STYLES = {"title": "Title", "heading": "Heading1", "bullet": "ListBullet"}
_WIDTH, _HEIGHT, _MARGIN, _LEADING = 595.0, 842.0, 64.0, 14.0
_MADE = (2024, 5, 1, 9, 0, 0)


def word(lines: Iterable[Line]) -> bytes:
    """A Word file with the styles, theme and settings that Word's own template has."""
    body = []
    for is_row, some in groupby(lines, lambda line: line[0] == "row"):
        if is_row:
            body.append(table(*("".join(map(cell, text.split("\t"))) for _, text in some)))
            continue
        for kind, text in some:
            style = _STYLES.get(kind)
            label, mark, rest = text.partition(":")
            if kind == "text" and mark and label.startswith(("Action", "DECISION")):
                body.append(para(run(label + mark, "<w:b/>") + run(rest)))
            else:
                body.append(para(text, f'<w:pStyle w:val="{style}"/>' if style else ""))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in _template().items():
            package.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED, 1)
        main = zipfile.ZipInfo("word/document.xml", _MADE)
        package.writestr(main, document("".join(body)), zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


@cache
def _template() -> dict[str, bytes]:
    """The parts of python-docx's template, which Word made, without the main one."""
    place = Path(docx.__file__).parent / "templates" / "default.docx"
    with zipfile.ZipFile(place) as package:
        return {
            name: package.read(name) for name in package.namelist() if name != "word/document.xml"
        }


def pdf(lines: Iterable[Line]) -> bytes:
    """A born-digital PDF: bold headings, ruled tables, a footer with the page's number."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH, _HEIGHT), invariant=True, pageCompression=1)
    page = _Page(canvas)
    for kind, text in lines:
        page.put(kind, text)
    page.end()
    canvas.save()
    return stream.getvalue()


class _Page:
    """Writes lines from the top of a page down, and goes on to the next."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.number = 1
        self.y = _HEIGHT - _MARGIN

    def put(self, kind: str, text: str) -> None:
        """Write one line of the minutes, wrapped where it is long."""
        if kind == "row":
            self._row(text.split("\t"))
            return
        bold = kind in {"title", "heading"}
        font, size = ("Helvetica-Bold" if bold else "Helvetica"), (16 if kind == "title" else 11)
        indent = 18.0 if kind == "bullet" else 0.0
        self.y -= 8 if kind != "line" else 0
        parts = simpleSplit(text, font, size, _WIDTH - 2 * _MARGIN - indent)
        for number, part in enumerate(parts):
            self._room()
            if kind == "bullet" and not number:
                self.canvas.setFont(font, size)
                self.canvas.drawString(_MARGIN + 6, self.y, "•")
            label, mark, rest = part.partition(":")
            self.canvas.setFont(font, size)
            if not number and mark and label.startswith(("Action", "DECISION")):
                self.canvas.setFont("Helvetica-Bold", size)
                self.canvas.drawString(_MARGIN, self.y, label + mark)
                width = self.canvas.stringWidth(label + mark, "Helvetica-Bold", size)
                self.canvas.setFont(font, size)
                self.canvas.drawString(_MARGIN + width, self.y, rest)
            else:
                self.canvas.drawString(_MARGIN + indent, self.y, part)
            self.y -= _LEADING

    def _row(self, cells: list[str]) -> None:
        self._room()
        width = (_WIDTH - 2 * _MARGIN) / len(cells)
        self.canvas.setFont("Helvetica", 10)
        for number, text in enumerate(cells):
            left = _MARGIN + number * width
            self.canvas.rect(left, self.y - 4, width, _LEADING)
            self.canvas.drawString(left + 3, self.y, text)
        self.y -= _LEADING

    def _room(self) -> None:
        """Begin a new page where this one is full."""
        if self.y < _MARGIN + 2 * _LEADING:
            self.end()
            self.number += 1
            self.y = _HEIGHT - _MARGIN

    def end(self) -> None:
        """Write the footer and close the page."""
        self.canvas.setFont("Helvetica", 9)
        self.canvas.drawString(_MARGIN, _MARGIN - 20, "OFFICIAL")
        self.canvas.drawRightString(_WIDTH - _MARGIN, _MARGIN - 20, f"Page {self.number}")
        self.canvas.showPage()
