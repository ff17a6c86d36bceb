"""The exceptions of the pipeline: ours, the file's, and the store's."""

from __future__ import annotations

from enum import StrEnum


class QuarantineKind(StrEnum):
    """Why a file could not be read: a closed list, shown to officers."""

    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    TYPE_MISMATCH = "type-mismatch"
    MALFORMED = "malformed"
    CORRUPT_ZIP = "corrupt-zip"
    MISSING_PART = "missing-part"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    XML_DTD = "xml-dtd"
    AMBIGUOUS = "ambiguous"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    PARSER_CRASH = "parser-crash"
    NEEDS_OCR = "needs-ocr"
    NO_TEXT = "no-text"
    GARBLED_TEXT = "garbled-text"
    UNREADABLE = "unreadable"
    CHANGED_WHILE_READING = "changed-while-reading"
    UNSUPPORTED = "unsupported"


TRANSIENT = frozenset(
    {
        QuarantineKind.TIMEOUT,
        QuarantineKind.OUT_OF_MEMORY,
        QuarantineKind.PARSER_CRASH,
        QuarantineKind.UNREADABLE,
        QuarantineKind.CHANGED_WHILE_READING,
    }
)
"""Kinds that may be the machine's fault: never cached, tried again at every build."""


class PipelineError(Exception):
    """Anything the pipeline raises on purpose."""


class ConfigError(PipelineError):
    """Our own configuration is wrong: stop, exit status 2."""


class SourceError(PipelineError):
    """One file cannot be read: set it aside and go on.

    `message` is a whole sentence that an officer understands, with what to do.
    """

    def __init__(self, kind: QuarantineKind, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    def __str__(self) -> str:
        """The sentence for the officer, without the code."""
        return self.message


class StoreError(PipelineError):
    """The database was refused or could not be written: the old one stays, exit status 3."""
