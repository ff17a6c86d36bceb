"""The Word Binary File Format ([MS-DOC]), Word 97 to 2003: text by its piece table."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, assemble, clean, letters, share
from pipeline.ingest.legacy.drawing import Draughtsman
from pipeline.ingest.legacy.formats import DEFAULT, Format, Formats
from pipeline.ingest.ole import MAGIC, Ole, broken
from pipeline.ingest.text import lines
from pipeline.model import BlockKind, Document, Furniture, FurnitureKind, Issue, Level, SourceFile

_IDENT, _WORD_97 = 0xA5EC, 0x00C1
_WORD_6, _COMPLEX = 0xA5DC, 0x0004
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX = 0x01A2
_COUNTS, _COUNTS_AT = struct.Struct("<7i"), 0x4C
_COMPRESSED = 0x40000000
_PICTURES = ("\x01", "\x08")
_PIECE_MARK, _SKIPPED_MARK = 2, 1
_STRETCH = re.compile(r"[\r\x07\x0c\x13-\x15]|[^\r\x07\x0c\x13-\x15]+")
_FIELD = re.compile(r"\x13[^\x13-\x15]*(?:\x14|(?=\x15))")
"""The instruction of a field, which is not printed."""

_HIGHEST = {
    # Characters 80 to 9F of a one-byte piece are those of Windows-1252 (2.9.73).
    code: bytes([code]).decode("cp1252", "replace")
    for code in range(0x80, 0xA0)
}


@dataclass(frozen=True)
class Stretch:
    """Characters of one formatting: their text, and the byte and width of the first."""

    text: str
    place: int
    width: int
    form: Format


def read_binary(data: bytes, source: SourceFile) -> Document:
    """Read a .doc of Word 97 or later, or the words of Word 6 and 95. No automatic numbers.

    Raises SourceError: encrypted, malformed, or unsupported for the versions before.
    """
    if not data.startswith(MAGIC):
        raise _too_old()
    with Ole(data) as ole:
        main = ole.read("WordDocument")
        if main is None or len(main) < _CLX + 8:
            raise broken()
        ident, version = struct.unpack_from("<HH", main)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & _ENCRYPTED or any("drmcontent" in name for name in ole.names):
            message = "The file is protected by a password. Save it without one and add it again."
            raise SourceError(QuarantineKind.ENCRYPTED, message)
        if ident == _WORD_6 and not flags & _COMPLEX:
            return assemble(source, _old_lines(main))
        if ident != _IDENT or version < _WORD_97:
            raise _too_old()
        table = ole.read("1Table" if flags & _TABLE_1 else "0Table") or b""
    return read_streams(main, table, source)


def read_streams(main: bytes, table: bytes, source: SourceFile) -> Document:
    """Read the two streams of a Word 97 file. Raises SourceError `malformed`."""
    try:
        return _document(main, table, source)
    except (struct.error, IndexError, OverflowError) as error:
        raise broken() from error


def _document(main: bytes, table: bytes, source: SourceFile) -> Document:
    formats = Formats(main, table)
    stretches = list(_stretches(main, table, formats))
    body, notes, heads, macros, comments, ends, boxes = _COUNTS.unpack_from(main, _COUNTS_AT)
    if body <= 0 or body > sum(len(one.text) for one in stretches):
        raise broken()
    pen = Draughtsman()
    stories: tuple[tuple[int, BlockKind | FurnitureKind], ...] = (
        (body, BlockKind.PARAGRAPH),
        (notes, BlockKind.NOTE),
        (heads, FurnitureKind.HEADER),
        (macros, FurnitureKind.HIDDEN),
        (comments, FurnitureKind.COMMENT),
        (ends, BlockKind.NOTE),
        (boxes, BlockKind.PARAGRAPH),
    )
    at = whole = 0
    for count, kind in stories:
        story = _between(stretches, at, at + max(count, 0))
        at += max(count, 0)
        if isinstance(kind, BlockKind):
            said = list(story)
            whole += letters(_FIELD.sub("", "".join(one.text for one in said)))
            _write(pen, said, formats, kind)
            continue
        words = "".join(one.text for one in story).replace("\x07", "\n")
        pen.furniture.append(Furniture(kind=kind, text=clean(words).strip()))
    if not pen.drafts and any(mark in one.text for one in stretches for mark in _PICTURES):
        message = "The file holds pictures and no text. Save it as PDF, so that they can be read."
        raise SourceError(QuarantineKind.NO_TEXT, message)
    issues = []
    if any(one.kind is FurnitureKind.DELETED for one in pen.furniture):
        message = "The file holds tracked changes that nobody has accepted; deletions are left out."
        issues.append(
            Issue(code="tracked-changes", level=Level.WARNING, message=message, stage="read")
        )
    coverage = share(_reached(pen), whole)
    return assemble(source, pen.drafts, furniture=pen.furniture, issues=issues, coverage=coverage)


def _reached(pen: Draughtsman) -> int:
    """Letters that became blocks, and those that were deleted or hidden and so are kept apart."""
    apart = {FurnitureKind.DELETED, FurnitureKind.HIDDEN}
    said = [piece.text for draft in pen.drafts for piece in draft.pieces]
    return sum(map(letters, said + [one.text for one in pen.furniture if one.kind in apart]))


def _stretches(main: bytes, table: bytes, formats: Formats) -> Iterator[Stretch]:
    """All characters of the file in order, by the piece table (2.8.35, 2.9.38)."""
    start, size = struct.unpack_from("<II", main, _CLX)
    clx = table[start : start + size]
    at = 0
    while at < len(clx) and clx[at] == _SKIPPED_MARK:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != _PIECE_MARK:
        raise broken()
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc)
    room = 2 * len(main)
    for piece in range(count):
        length = bounds[piece + 1] - bounds[piece]
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * piece + 2)[0]
        width = 1 if place & _COMPRESSED else 2
        first = (place & ~_COMPRESSED) // 2 if width == 1 else place
        room -= max(length, 0)
        if length < 0 or room < 0:
            raise broken()
        for begin, end, form in formats.characters(first, first + length * width):
            raw = main[begin:end]
            yield Stretch(_units(raw, width), begin, width, form)


def _units(raw: bytes, width: int) -> str:
    """One character for each unit of the file, for its positions count units."""
    if width == 1:
        return raw.decode("latin-1").translate(_HIGHEST)
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))


def _between(stretches: list[Stretch], first: int, last: int) -> Iterator[Stretch]:
    """The stretches from one character position to another."""
    at = 0
    for one in stretches:
        begin, end = max(first - at, 0), min(last - at, len(one.text))
        if begin < end:
            yield Stretch(one.text[begin:end], one.place + begin * one.width, one.width, one.form)
        at += len(one.text)


def _write(pen: Draughtsman, story: Iterable[Stretch], formats: Formats, kind: BlockKind) -> None:
    for one in story:
        for match in _STRETCH.finditer(one.text):
            word = match[0]
            if word in "\r\x07\x0c":
                whole = formats.paragraph(one.place + match.start() * one.width)
                pen.end(word, whole, kind)
            else:
                pen.say(word, one.form)
    pen.end("\r", DEFAULT, kind)


def _old_lines(main: bytes) -> Iterator[Draft]:
    """Word 6 and 95, saved whole: one stretch of Windows-1252 text, without its formatting."""
    start = struct.unpack_from("<I", main, 0x18)[0]
    count = struct.unpack_from("<I", main, 0x34)[0]
    text = _units(main[start : start + count], 1)
    text = re.sub(rf"{_FIELD.pattern}|\x15", "", text)
    return lines(re.split(r"[\r\x0c]|\x07+", text))


def _too_old() -> SourceError:
    message = (
        "The file was written by a Word older than Word 97. Install LibreOffice so that it can "
        "be converted, or open it and save it as .docx."
    )
    return SourceError(QuarantineKind.UNSUPPORTED, message)
