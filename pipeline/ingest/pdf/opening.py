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
    fixed = _repair(data)
    try:
        document = pypdfium2.PdfDocument(fixed)
    except pypdfium2.PdfiumError as error:
        if _locked(error, data):
            raise _encrypted() from error
        raise _malformed() from error
    if len(document) == 0:
        document.close()
        raise _malformed()
    return _limited(Opened(document, fixed, repaired=True))


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


def _repair(data: bytes) -> bytes:
    """Write the file anew with qpdf's repair of cross-references and page tree."""
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
    except Exception as error:  # qpdf raises many kinds on hostile files
        raise _malformed() from error
    return target.getvalue()


def _encrypted() -> SourceError:
    message = "The file is locked with a password: save a copy without one and add that instead."
    return SourceError(QuarantineKind.ENCRYPTED, message)


def _malformed() -> SourceError:
    message = (
        "The file is damaged and could not be repaired: open it where it came from "
        "and save or print it to PDF again."
    )
    return SourceError(QuarantineKind.MALFORMED, message)
