"""Files of old programs, read as LibreOffice converts them."""

from __future__ import annotations

from pipeline import office
from pipeline.errors import SourceError
from pipeline.ingest.word import read_word
from pipeline.model import Document, SourceFile


def read_converted(data: bytes, ending: str, source: SourceFile) -> Document | None:
    """The file as LibreOffice's .docx of it reads; None where that cannot be had."""
    content = office.convert(data, ending, "docx")
    if content is None:
        return None
    try:
        return read_word(content, source)
    except SourceError:
        return None
