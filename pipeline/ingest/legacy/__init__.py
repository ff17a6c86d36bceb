"""Old Word files (.doc): through LibreOffice where it is installed, else read directly.

LibreOffice prints the automatic numbers and knows the versions before Word 97; the direct
reader needs nothing, and checks that the conversion lost no words.
"""

from __future__ import annotations

from pipeline import office
from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.legacy import binary
from pipeline.ingest.legacy.converted import read_converted
from pipeline.ingest.ole import broken
from pipeline.model import Document, SourceFile, replace

_ENOUGH = 0.9


def read_doc(data: bytes, source: SourceFile) -> Document:
    """Read a .doc file of any age. Raises SourceError: encrypted, malformed, no-text, unsupported.

    The two readings are compared: where the conversion holds less than nine tenths of the words
    that stand in the file, the direct reading is given instead.
    """
    direct, failure = None, broken()
    try:
        direct = binary.read_binary(data, source)
    except SourceError as error:
        if error.kind in {QuarantineKind.ENCRYPTED, QuarantineKind.NO_TEXT}:
            raise
        failure = error
    converted = read_converted(data, ".doc", source)
    if converted is not None and (direct is None or _words(converted) >= _ENOUGH * _words(direct)):
        return replace(converted, coverage=_coverage(converted, direct))
    if direct is not None:
        return direct
    if failure.kind is QuarantineKind.UNSUPPORTED and office.command() is not None:
        message = (
            "The file was written by a Word older than Word 97, or by another program, and could "
            "not be converted. Open it where it was made and save it as .docx or PDF."
        )
        raise SourceError(QuarantineKind.UNSUPPORTED, message)
    raise failure


def _words(document: Document) -> int:
    return len(document.text.split())


def _coverage(converted: Document, direct: Document | None) -> float:
    """The share of the direct reading's words that the conversion holds."""
    if direct is None or not _words(direct):
        return converted.coverage
    return min(1.0, _words(converted) / _words(direct))
