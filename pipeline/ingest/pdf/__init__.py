"""Reading PDF: words and their places through pdfium, tables through pdfplumber's geometry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, assemble, size
from pipeline.ingest.pdf.compose import compose
from pipeline.ingest.pdf.furniture import part_furniture
from pipeline.ingest.pdf.layout import Seen, lay_out
from pipeline.ingest.pdf.lines import read_lines
from pipeline.ingest.pdf.opening import Opened, open_pdf
from pipeline.ingest.pdf.pages import Read, read_by_second, read_pages
from pipeline.model import Document, Furniture, Properties, SourceFile

_WHEN = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def read_pdf(data: bytes, source: SourceFile) -> Document:
    """Read a PDF file's bytes into a document. Raises SourceError only.

    Blocks come in reading order, column by column; a narrow column of initials beside the text
    becomes blocks of the style "side-column", each after the paragraph at its height. Boxes are
    in points from the page's top left corner, as the page is seen.
    """
    try:
        opened = open_pdf(data)
    except SourceError as error:
        rescued = read_by_second(data) if error.kind is QuarantineKind.MALFORMED else None
        if rescued is None:
            raise
        return _compose(rescued, Properties(), source)
    try:
        return _compose(read_pages(opened, data), _properties(opened), source)
    finally:
        opened.document.close()


def _compose(read: Read, properties: Properties, source: SourceFile) -> Document:
    sheets, pages, issues, partial = read
    rows = [read_lines(sheet.number, sheet.words) for sheet in sheets]
    rest, furniture = part_furniture(sheets, rows)
    seen = Seen()
    layouts = [lay_out(sheet, page, seen) for sheet, page in zip(sheets, rest, strict=True)]
    drafts, repeated = compose(layouts)
    furniture.extend(repeated)
    furniture.extend(one for sheet in sheets for one in sheet.furniture)
    furniture.sort(key=lambda one: one.page or 0)
    return assemble(
        source,
        drafts,
        furniture=furniture,
        pages=pages,
        properties=properties,
        coverage=_coverage(sum(sheet.letters for sheet in sheets), drafts, furniture),
        partial=partial,
        issues=issues,
    )


def _coverage(letters: int, drafts: Iterable[Draft], furniture: Iterable[Furniture]) -> float:
    """Give the share of the file's letters that came through to blocks or furniture."""
    kept = [piece.text for draft in drafts for piece in draft.pieces]
    kept.extend(draft.marker for draft in drafts)
    kept.extend(one.text for one in furniture)
    return min(1.0, size("".join(kept)) / max(letters, 1))


def _properties(opened: Opened) -> Properties:
    try:
        title, author, date = map(
            opened.document.get_metadata_value, ("Title", "Author", "CreationDate")
        )
    except Exception:  # noqa: BLE001 - broken text in a property is no reason to lose the file
        return Properties()
    when = _WHEN.match(date)
    created = ""
    if when and when[3]:
        created = f"{when[1]}-{when[2]}-{when[3]}"
        if when[5]:
            created += f"T{when[4]}:{when[5]}:{when[6] or '00'}"
    return Properties(title=title, author=author, created=created)
