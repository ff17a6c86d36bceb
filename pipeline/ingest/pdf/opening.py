"""Opening a PDF file: encrypted, damaged and huge ones are told apart, damaged ones repaired."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.pdf.loops import cut_loops, may_loop

MOST_PAGES = 5_000
"""Pages of one file that are read; minutes of one meeting have a dozen, packs some hundreds."""

_HEADER = re.compile(rb"%PDF-\d")
_OBJECT = re.compile(rb"\b(\d{1,7})\s+(\d{1,5})\s+obj\b")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_PAGES = re.compile(rb"/Type\s*/Pages\b(?![^>]*/Parent\b)")
_DICTIONARY = 4_000  # bytes before an entry in which its object begins
_LOOKS = 20
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


class Opened(NamedTuple):
    """A file that pdfium opened. `data` is what it reads: the file's bytes, or the repaired.

    `shortened`: drawings that draw themselves without end were cut off.
    """

    document: Any
    data: bytes
    repaired: bool
    shortened: bool = False


def open_pdf(data: bytes) -> Opened:
    """Open a PDF, repairing it when pdfium cannot, or sees no page. Raises SourceError."""
    if not data:
        raise SourceError(QuarantineKind.EMPTY, "The file is empty: copy it again.")
    shorter = cut_loops(data) if may_loop(data) else None
    opened = _open(data if shorter is None else shorter)
    return opened._replace(shortened=shorter is not None)


def _open(data: bytes) -> Opened:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _locked(error, data):
            raise _encrypted() from error
        document = None
    if document is not None and len(document) > 0:
        return _limited(Opened(document, data, repaired=False))
    if document is not None:
        document.close()
    for repair in (_repair, _with_trailer):
        fixed = repair(data)
        if fixed is None:
            continue
        try:
            document = pypdfium2.PdfDocument(fixed)
        except pypdfium2.PdfiumError as error:
            if _locked(error, data):
                raise _encrypted() from error
            continue
        if len(document) > 0:
            return _limited(Opened(document, fixed, repaired=True))
        document.close()
    raise _malformed()


def _locked(error: pypdfium2.PdfiumError, data: bytes) -> bool:
    """Whether a password is what is missing.

    pdfium keeps its last error: one that an earlier file left may be given for another failure.
    """
    return error.err_code in _PASSWORD and b"/Encrypt" in data


def _limited(opened: Opened) -> Opened:
    if (pages := len(opened.document)) > MOST_PAGES:
        opened.document.close()
        message = (
            f"The file has {pages:,} pages, more than the {MOST_PAGES:,} that are read: "
            "split it and add the part with the minutes."
        )
        raise SourceError(QuarantineKind.TOO_MANY_PAGES, message)
    return opened


def _repair(data: bytes) -> bytes | None:
    """Write the file anew with qpdf's repair of cross-references and page tree; None if it fails."""
    import pikepdf  # noqa: PLC0415 - heavy, and only for damaged files

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    start = _HEADER.search(data)
    if start is None and b"endobj" not in data:
        message = "The file is no PDF, whatever its name says: look what it is and rename it."
        raise SourceError(QuarantineKind.TYPE_MISMATCH, message)
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data[start.start() :] if start else data)) as file:
            with contextlib.suppress(Exception):  # the page tree may be what is broken
                file.remove_unreferenced_resources()
            file.save(target)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except Exception:  # noqa: BLE001 - qpdf raises many kinds on hostile files
        return None
    return target.getvalue()


def _with_trailer(data: bytes) -> bytes | None:
    """Give the file a new trailer that names its catalogue, or the root of its pages; else None."""
    if b"/Encrypt" in data:  # it stood in the old one
        return None
    number, added = _object_of(_CATALOGUE, data), b""
    if number is None:
        pages = _object_of(_PAGES, data)
        if pages is None:
            return None
        number = b"9999999 0"
        added = b"\n%b obj\n<</Type/Catalog/Pages %b R>>\nendobj" % (number, pages)
    old = data.replace(b"trailer", b"%railer").replace(b"startxref", b"%tartxref")
    return old + added + b"\ntrailer\n<</Root %b R>>\nstartxref\n0\n%%%%EOF\n" % number


def _object_of(pattern: re.Pattern[bytes], data: bytes) -> bytes | None:
    """Give the number of the last object with such an entry: "5 0"."""
    for found in reversed(list(pattern.finditer(data))[-_LOOKS:]):
        heads = _OBJECT.findall(data, max(0, found.start() - _DICTIONARY), found.start())
        if heads:
            return b" ".join(heads[-1])
    return None


def _encrypted() -> SourceError:
    message = "The file is locked with a password: save a copy without one and add that instead."
    return SourceError(QuarantineKind.ENCRYPTED, message)


def _malformed() -> SourceError:
    message = (
        "The file is damaged and could not be repaired: open it where it came from "
        "and save or print it to PDF again."
    )
    return SourceError(QuarantineKind.MALFORMED, message)
