"""Excel workbooks (.xlsx): action trackers, read as tables (ISO/IEC 29500-1, clause 18)."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece, assemble, share
from pipeline.ingest.package import Package, open_package
from pipeline.ingest.sheet_notes import boxes, comments
from pipeline.ingest.xml import parse_xml, whole
from pipeline.model import BlockKind, Cell, Document, Furniture, Issue, Level, SourceFile

MOST_CELLS = 500_000

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)), "d"),
    **dict.fromkeys((*range(18, 22), 32, 33, 45, 46, 47), "h"),
    **dict.fromkeys((9, 10), "%"),
}
_EPOCH, _MAC_EPOCH = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - wall time
_LAST_SERIAL = 2_958_466


@dataclass
class Book:
    """What all sheets share."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # "date", "time", "percent" or "" by style
    bold: list[bool] = field(default_factory=list)
    mac: bool = False


def read_sheet(data: bytes, source: SourceFile) -> Document:
    """Read a workbook: for each visible sheet a heading with its name, its cells, its text boxes.

    Comments on cells are kept apart. `coverage` is the share of the cells with a value.
    Dates come as "3 May 2024". Formulas are never computed: their stored result is read.
    Raises SourceError.
    """
    package = open_package(data)
    root = _part(package, "xl/workbook.xml")
    if root is None:
        message = "The workbook's main part is missing. Open it in Excel, save it and add it again."
        raise SourceError(QuarantineKind.MISSING_PART, message)
    book = _book(package, root)
    targets = _targets(package)
    drafts: list[Draft] = []
    hidden: list[str] = []
    lost: list[str] = []
    aside: list[Furniture] = []
    filtered = False
    held = 0
    sheets = [node for node in root.iter("{*}sheet") if node.get("name") is not None]
    for number, node in enumerate(sheets):
        name = node.get("name") or ""
        if node.get("state") in {"hidden", "veryHidden"}:
            hidden.append(name)
            continue
        part = targets.get(node.get(f"{_R}id") or "", "")
        sheet = _sheet(package, part)
        if sheet is None:
            lost.append(name)
            continue
        filtered |= any(row.get("hidden") in {"1", "true"} for row in sheet.iter("{*}row"))
        cells = [*_cells(sheet, book, number), *boxes(package, part)]
        aside += comments(package, part)
        held += sum(1 for cell in sheet.iter("{*}c") if _held(cell, book))
        if cells:
            drafts.append(
                Draft(pieces=(Piece(text=name),), kind=BlockKind.HEADING, style="sheet", level=0)
            )
            drafts += cells
    issues = []
    if hidden:
        message = f"The workbook hides {len(hidden)} of its sheets; they are not read."
        issues.append(Issue(code="hidden-text", level=Level.WARNING, message=message, stage="read"))
    if filtered:
        message = "The workbook hides some rows, as a filter does; they are read with the others."
        issues.append(Issue(code="hidden-rows", level=Level.INFO, message=message, stage="read"))
    if lost:
        message = f"The sheets {', '.join(lost)[:200]} are missing or damaged. The rest was read."
        issues.append(
            Issue(code="damaged-package", level=Level.WARNING, message=message, stage="read")
        )
    reached = sum(1 for draft in drafts if draft.cell is not None)
    return assemble(
        source,
        drafts,
        furniture=aside,
        issues=issues,
        partial=bool(lost) or package.salvaged,
        coverage=share(reached, held),
    )


def _sheet(package: Package, name: str) -> _Element | None:
    """A sheet's part; None where it is missing or damaged."""
    try:
        return _part(package, name)
    except SourceError as error:
        if error.kind is QuarantineKind.XML_DTD:
            raise
        return None


def _held(cell: _Element, book: Book) -> bool:
    """Whether a cell has words of any kind, looked at apart from the reading of it."""
    held = [(node.text or "").strip() for node in cell.iter("{*}v", "{*}t")]
    if cell.get("t") == "s":
        held = [
            text
            for text in held
            if (book.strings[whole(text)] if whole(text) < len(book.strings) else text).strip()
        ]
    return any(held)


def _part(package: Package, name: str) -> _Element | None:
    data = package.read(name) if name else None
    if data is None:
        return None
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return parse_xml(data)


def _targets(package: Package) -> dict[str, str]:
    root = _part(package, "xl/_rels/workbook.xml.rels")
    return {
        node.get("Id") or "": posixpath.normpath(
            posixpath.join("/xl", node.get("Target") or "")
        ).lstrip("/")
        for node in (() if root is None else root.iterchildren("{*}Relationship"))
        if node.get("TargetMode") != "External"
    }


def _book(package: Package, root: _Element) -> Book:
    book = Book()
    properties = root.find("{*}workbookPr")
    book.mac = properties is not None and properties.get("date1904") in {"1", "true"}
    shared = _part(package, "xl/sharedStrings.xml")
    for item in () if shared is None else shared.iterchildren("{*}si"):
        book.strings.append(_text(item))
    styles = _part(package, "xl/styles.xml")
    if styles is None:
        return book
    own = {
        whole(node.get("numFmtId")): node.get("formatCode") or ""
        for node in styles.iter("{*}numFmt")
    }
    fonts = [_is_bold(node.find("{*}b")) for node in styles.iterfind("{*}fonts/{*}font")]
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        book.formats.append(_kind(whole(node.get("numFmtId")), own))
        font = whole(node.get("fontId"))
        book.bold.append(font < len(fonts) and fonts[font])
    return book


def _is_bold(mark: _Element | None) -> bool:
    return mark is not None and mark.get("val") not in {"0", "false"}


def _kind(number: int, own: dict[int, str]) -> str:
    """What a number format shows: "date", "time", "percent", or "" for a plain number (18.8.30)."""
    code = _BUILT_IN.get(number) or own.get(number, "")
    code = _QUOTED.sub("", code.split(";")[0]).lower()
    if "y" in code or "d" in code or "mmm" in code:
        return "date"
    if "h" in code or "ss" in code:
        return "time"
    return "percent" if "%" in code else ""


def _cells(sheet: _Element, book: Book, table: int) -> Iterator[Draft]:
    """The cells that hold words, row by row; the first row of bold cells is the header."""
    header: int | None = None
    seen = 0
    for at, row in enumerate(sheet.iterfind("{*}sheetData/{*}row")):
        number = whole(row.get("r"), at + 1) - 1
        found = []
        for column, cell in enumerate(row.iterchildren("{*}c")):
            seen += 1
            if seen > MOST_CELLS:
                message = f"A sheet has more than {MOST_CELLS:,} cells. Save the part that matters."
                raise SourceError(QuarantineKind.TOO_LARGE, message)
            if text := _value(cell, book).strip():
                found.append((_column(cell, column), text, _style(cell, book.bold, default=False)))
        if header is None and len(found) > 1 and all(bold for _, _, bold in found):
            header = number
        for column, text, bold in found:
            yield Draft(
                pieces=(Piece(text=text, bold=bold),),
                kind=BlockKind.CELL,
                cell=Cell(table=table, row=number, column=column, header=number == header),
            )


def _style(cell: _Element, values: list[bool], *, default: bool) -> bool:
    at = whole(cell.get("s"))
    return values[at] if at < len(values) else default


def _column(cell: _Element, default: int) -> int:
    match = _REFERENCE.fullmatch(cell.get("r") or "")
    if not match:
        return default
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _value(cell: _Element, book: Book) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _text(inline)
    raw = cell.findtext("{*}v") or ""
    if kind == "s":
        at = whole(raw, -1)
        return book.strings[at] if 0 <= at < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "d":
        return _iso(raw)
    if kind != "n":
        return raw
    at = whole(cell.get("s"))
    return _number(raw, book.formats[at] if at < len(book.formats) else "", book)


def _number(raw: str, kind: str, book: Book) -> str:
    try:
        number = float(raw)
    except ValueError:
        return raw
    if kind in {"date", "time"} and 0 <= number < _LAST_SERIAL:
        epoch = _MAC_EPOCH if book.mac else _EPOCH
        moment = epoch + dt.timedelta(seconds=round(number * 86400))
        if kind == "time":
            return moment.strftime("%H:%M")
        day = f"{moment.day} {moment:%B} {moment.year}"
        return day if number == int(number) else f"{day} {moment:%H:%M}"
    if kind == "percent":
        return f"{number * 100:.10g}%"
    return f"{number:.12g}"


def _iso(raw: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return f"{moment.day} {moment:%B} {moment.year}"


def _text(item: _Element) -> str:
    """The text of a string, without its phonetic guide."""
    return "".join(
        node.text or ""
        for node in item.iter("{*}t")
        if (parent := node.getparent()) is None or not str(parent.tag).endswith("}rPh")
    )
