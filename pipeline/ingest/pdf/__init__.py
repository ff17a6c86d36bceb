"""Reading PDF: words and their places through pdfium, tables through pdfplumber's geometry."""

from __future__ import annotations

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import assemble
from pipeline.ingest.pdf.compose import compose
from pipeline.ingest.pdf.furniture import part_furniture
from pipeline.ingest.pdf.layout import lay_out
from pipeline.ingest.pdf.lines import read_lines
from pipeline.ingest.pdf.opening import Opened, open_pdf
from pipeline.ingest.pdf.sheets import UnreadablePage, read_sheet
from pipeline.ingest.pdf.values import Sheet
from pipeline.model import Document, Issue, Level, Page, PageOutcome, Properties, SourceFile


def read_pdf(data: bytes, source: SourceFile) -> Document:
    """Read a PDF file's bytes into a document. Raises SourceError only."""
    opened = open_pdf(data)
    try:
        return _read(opened, source)
    finally:
        opened.document.close()


def _read(opened: Opened, source: SourceFile) -> Document:
    sheets: list[Sheet] = []
    pages: list[Page] = []
    for number in range(1, len(opened.document) + 1):
        try:
            sheet = read_sheet(opened.document, number)
        except UnreadablePage:
            pages.append(Page(number=number, width=0, height=0, outcome=PageOutcome.FAILED))
            continue
        sheets.append(sheet)
        outcome = PageOutcome.READ if sheet.words else PageOutcome.NO_TEXT
        pages.append(Page(number=number, width=sheet.width, height=sheet.height, outcome=outcome))
    if not any(sheet.words for sheet in sheets):
        message = "The file has no text: its pages are pictures."
        raise SourceError(QuarantineKind.NO_TEXT, message)
    rows = [read_lines(sheet.number, sheet.words) for sheet in sheets]
    rest, furniture = part_furniture(sheets, rows)
    layouts = [lay_out(sheet, page) for sheet, page in zip(sheets, rest, strict=True)]
    drafts, repeated = compose(layouts)
    furniture.extend(repeated)
    issues: list[Issue] = []
    if opened.repaired:
        message = "The file is damaged; it was repaired before it was read."
        issues.append(Issue(code="repaired", level=Level.WARNING, message=message, stage="read"))
    furniture.extend(one for sheet in sheets for one in sheet.furniture)
    return assemble(
        source,
        drafts,
        furniture=furniture,
        pages=pages,
        properties=Properties(),
        issues=issues,
    )
