"""What a file is, by its bytes. The name is only compared afterwards, never believed."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from pipeline.errors import SourceError


class Format(StrEnum):
    """The formats that are told apart. The value is the media type kept with the document."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"
    PPT = "application/vnd.ms-powerpoint"
    MSG = "application/vnd.ms-outlook"
    LOCKED = "application/x-ole-storage; encrypted"
    RTF = "application/rtf"
    HTML = "text/html"
    EML = "message/rfc822"
    ZIP = "application/zip"
    TEXT = "text/plain"
    UNKNOWN = "application/octet-stream"


NAMES = {
    Format.PDF: "a PDF file",
    Format.DOCX: "a Word document (.docx)",
    Format.XLSX: "an Excel workbook (.xlsx)",
    Format.PPTX: "a PowerPoint file (.pptx)",
    Format.ODT: "an OpenDocument text (.odt)",
    Format.DOC: "an old Word document (.doc)",
    Format.XLS: "an old Excel workbook (.xls)",
    Format.PPT: "an old PowerPoint file",
    Format.MSG: "an Outlook message (.msg)",
    Format.LOCKED: "an encrypted Office file",
    Format.RTF: "a rich text file (.rtf)",
    Format.HTML: "a web page",
    Format.EML: "a saved e-mail",
    Format.ZIP: "a zip archive",
    Format.TEXT: "plain text",
    Format.UNKNOWN: "nothing that this program knows",
}
"""What each format is called in a sentence for an officer."""

_ENDINGS = {
    "pdf": {Format.PDF},
    "docx": {Format.DOCX, Format.LOCKED},
    "docm": {Format.DOCX, Format.LOCKED},
    "dotx": {Format.DOCX, Format.LOCKED},
    "dotm": {Format.DOCX, Format.LOCKED},
    "doc": {Format.DOC, Format.LOCKED},
    "dot": {Format.DOC, Format.LOCKED},
    "rtf": {Format.RTF},
    "odt": {Format.ODT},
    "xlsx": {Format.XLSX, Format.LOCKED},
    "xlsm": {Format.XLSX, Format.LOCKED},
    "pptx": {Format.PPTX, Format.LOCKED},
    "ppsx": {Format.PPTX, Format.LOCKED},
}
"""Endings that promise one format. Others (.txt, .html, .eml, none) promise nothing we rely on."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Format.LOCKED),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.XLS),
    ("PowerPoint Document", Format.PPT),
    ("__properties_version1.0", Format.MSG),
    ("Book", Format.XLS),
)
_MAIN_TYPES = (
    (b"wordprocessingml.", Format.DOCX),
    (b"ms-word.", Format.DOCX),
    (b"spreadsheetml.", Format.XLSX),
    (b"ms-excel.", Format.XLSX),
    (b"presentationml.", Format.PPTX),
    (b"ms-powerpoint.", Format.PPTX),
)
_FOLDERS = (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX))
_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HEADER = re.compile(
    rb"(?:received|return-path|from|to|subject|date|mime-version|message-id|delivered-to|"
    rb"x-[\w-]+|content-type|reply-to|thread-topic|thread-index):[^\r\n]*\r?\n",
    re.IGNORECASE,
)
_PDF = re.compile(rb"%PDF-\d\.\d")
_JUNK = 16_384
"""Bytes that a broken download may put before a PDF: the headers of its answer, a page of errors."""
_TYPE_LIMIT = 2_000_000
_OLE_SEARCHED = 50_000_000
_OLDEST_WORD = (b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe\0\0")
_HEAD = 4096


def sniff(data: bytes) -> Format:
    """The format of a file's bytes. Never raises; `UNKNOWN` where nothing fits."""
    if b"%PDF" in data[:1024] or (_PDF.search(data, 0, _JUNK) and b"endobj" in data):
        return Format.PDF
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(_OLDEST_WORD):
        return Format.DOC
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEAD]
    if head.startswith(b"{\\rt"):
        return Format.RTF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or zipfile.is_zipfile(io.BytesIO(data)):
        return _sniff_zip(data)
    return _sniff_text(head) if is_text(data) else Format.UNKNOWN


def mismatch(path: str, found: Format) -> bool:
    """Whether the ending of a name promises another format than the one found."""
    stem, _, ending = path.rstrip("/").rpartition("/")[2].rpartition(".")
    promised = _ENDINGS.get(ending.lower().strip(" ")) if stem else None  # ".pdf" is a name
    return promised is not None and found not in promised


def is_text(data: bytes) -> bool:
    """Whether bytes look like text: no NUL but in UTF-16, and hardly a control character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or is_bare_utf16(data):
        return True
    sample = data[:65536]
    controls = sum(sample.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return bool(sample) and controls * 100 <= len(sample) and b"\0" not in sample


def is_bare_utf16(data: bytes) -> str:
    """The name of the UTF-16 order, where Latin text has no byte order mark; else nothing."""
    sample = data[:2000]
    half = len(sample) // 2
    if half < 2:  # noqa: PLR2004 - fewer than two characters show no pattern
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else ""


def _sniff_text(head: bytes) -> Format:
    """Text by its beginning, with NULs taken out so that UTF-16 markup is seen too."""
    if _MARKUP.search(head.replace(b"\0", b"")):
        return Format.HTML
    return Format.EML if _is_mail(head) else Format.TEXT


def _is_mail(head: bytes) -> bool:
    """Whether a text begins with at least three header lines of a message (RFC 5322)."""
    text = re.sub(rb"\r?\n[ \t]+", b" ", head)
    count, place = 0, 0
    while match := _HEADER.match(text, place):
        count, place = count + 1, match.end()
    return count >= 3  # noqa: PLR2004 - "From:", "To:", "Date:" may head minutes typed as text


def _sniff_ole(data: bytes) -> Format:
    """By the streams at the top of the container; a Word file may hold a workbook further in."""
    from pipeline.ingest.ole import Ole  # noqa: PLC0415 - its library is seldom needed

    try:
        with Ole(data) as ole:
            names = ole.names
    except SourceError:
        names = tuple(
            name.lower()
            for name, _ in _OLE_STREAMS
            if (name.encode("utf-16-le") + b"\0\0") in data[:_OLE_SEARCHED]
        )
    found = (kind for name, kind in _OLE_STREAMS if name.lower() in names)
    return next(found, Format.DOC)  # a container that makes no sense: the reader will say so


def _sniff_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members: dict[str, zipfile.ZipInfo] = {}
            for info in package.infolist():
                name = info.filename.replace("\\", "/").lstrip("/").lower()
                members.setdefault(name, info)
            types = _beginning(package, members.get("[content_types].xml"))
            kind = _beginning(package, members.get("mimetype"))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return _sniff_broken_zip(data)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return Format.ODT
    for word, found in _MAIN_TYPES:
        if re.search(word + rb"[\w.]*main\+xml", types.replace(b"Enabled", b""), re.IGNORECASE):
            return found
    for folder, found in _FOLDERS:
        if any(name.startswith(folder) for name in members):
            return found
    return Format.ZIP


def _beginning(package: zipfile.ZipFile, member: zipfile.ZipInfo | None) -> bytes:
    """The beginning of a member, or nothing where it is absent or damaged."""
    if member is None:
        return b""
    try:
        with package.open(member) as stream:
            return stream.read(_TYPE_LIMIT)
    except Exception:  # noqa: BLE001 - zipfile and zlib raise at least six kinds here
        return b""


def _sniff_broken_zip(data: bytes) -> Format:
    """By the names in the local headers, where the directory at the end is lost."""
    lower = data.lower()
    found = (kind for folder, kind in _FOLDERS if folder.encode() in lower)
    return next(found, Format.DOCX)  # the reader will say that it is damaged
