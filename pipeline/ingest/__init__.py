"""Reading: the bytes of one file become a `Document`, whatever its format.

The readers are imported when they are needed, so that importing this package is cheap.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pipeline.errors import QuarantineKind, SourceError
from pipeline.garbage import uncollected
from pipeline.ingest.sniff import NAMES, Format, mismatch, sniff
from pipeline.ingest.transfer import rewritten
from pipeline.ingest.unpacking import refuse_bombs
from pipeline.model import Document, Issue, Level, SourceFile, replace

Reader = Callable[[bytes, SourceFile], Document]

LARGEST = 200_000_000
"""Bytes of the largest file that is opened: ten times the largest of 4,000 real ones."""

READERS = {
    Format.PDF: ("pipeline.ingest.pdf", "read_pdf"),
    Format.DOCX: ("pipeline.ingest.word", "read_word"),
    Format.DOC: ("pipeline.ingest.legacy", "read_doc"),
    Format.RTF: ("pipeline.ingest.rtf", "read_rtf"),
    Format.ODT: ("pipeline.ingest.odt", "read_odt"),
    Format.XLSX: ("pipeline.ingest.sheet", "read_sheet"),
    Format.PPTX: ("pipeline.ingest.slides", "read_slides"),
    Format.HTML: ("pipeline.ingest.webpage", "read_webpage"),
    Format.TEXT: ("pipeline.ingest.text", "read_text"),
}
"""The module and the function that read each format."""

_CONTAINERS = frozenset({Format.ZIP, Format.EML, Format.MSG})


def read(data: bytes, source: SourceFile) -> Document:
    """Read the bytes of one file.

    `source.media_type` is replaced by what the bytes show. Raises SourceError, and nothing else,
    with a kind of `QuarantineKind` and a sentence that tells an officer what to do.
    """
    if not data:
        raise SourceError(QuarantineKind.EMPTY, "The file is empty. Ask for it again.")
    if len(data) > LARGEST:
        message = f"The file has {len(data):,} bytes; more than {LARGEST:,} are not opened."
        raise SourceError(QuarantineKind.TOO_LARGE, message)
    found = sniff(data)
    _refuse(data, source.path, found)
    if found is Format.PDF:
        refuse_bombs(data)
    module, name = READERS[found]
    reader: Reader = getattr(import_module(module), name)
    with uncollected():
        document = reader(data, replace(source, media_type=found.value))
    if found is Format.PDF and (doubt := rewritten(data)) is not None:
        document = replace(document, partial=True, issues=(*document.issues, doubt))
    return document if document.text or document.pages else _empty(document, found)


def _empty(document: Document, found: Format) -> Document:
    """A file without words. The Word readers have made sure that it holds no pictures either."""
    if found not in {Format.DOCX, Format.DOC}:
        message = "The file holds no text. Look at it: it may hold only pictures, or nothing."
        raise SourceError(QuarantineKind.NO_TEXT, message)
    message = "The file was read and holds no text at all. Look at it: is it the right one?"
    issue = Issue(code="no-text", level=Level.WARNING, message=message, stage="read")
    return replace(document, issues=(*document.issues, issue))


def _refuse(data: bytes, path: str, found: Format) -> None:
    """Raise SourceError for what no reader is meant for."""
    if found is Format.LOCKED:
        message = "The file is protected by a password. Save it without one and add it again."
        raise SourceError(QuarantineKind.ENCRYPTED, message)
    if mismatch(path, found):
        if len(data) < len(b"%PDF-") and b"%PDF-".startswith(data):
            message = "The file breaks off in its first bytes. Ask for it again."
            raise SourceError(QuarantineKind.MALFORMED, message)
        message = (
            f"The ending of the name does not fit: the content is {NAMES[found]}. "
            "Give it the right ending, or ask for the right file."
        )
        raise SourceError(QuarantineKind.TYPE_MISMATCH, message)
    if found not in READERS:
        message = f"The content is {NAMES[found]}, which cannot be read. Save it as .docx or PDF."
        raise SourceError(QuarantineKind.UNSUPPORTED, message)


def expand(data: bytes, path: str) -> tuple[tuple[str, bytes | SourceError], ...] | None:
    """The files inside an archive or a message, named by path inside; None for other files.

    `("mail.eml/minutes.docx", …)`; an error stands for a file that cannot be had. Raises
    SourceError where the container itself is unusable.
    """
    if all(mismatch(path, kind) for kind in _CONTAINERS):  # ".docx": no need to look inside
        return None
    found = sniff(data) if 0 < len(data) <= LARGEST else Format.UNKNOWN
    if found not in _CONTAINERS or mismatch(path, found):
        return None
    from pipeline.ingest import containers  # noqa: PLC0415 - seldom needed

    return containers.expand(data, path)
