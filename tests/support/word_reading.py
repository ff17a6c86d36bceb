"""Reads bytes as the pipeline does, and shows blocks in a form that tests can compare."""

from __future__ import annotations

import hashlib

from pipeline.ingest import read
from pipeline.model import Block, Document, FurnitureKind, SourceFile


def source(data: bytes, path: str = "board/minutes") -> SourceFile:
    """A file of the archive with these bytes."""
    return SourceFile(
        sha256=hashlib.sha256(data).hexdigest(), path=path, media_type="", size=len(data)
    )


def reading(data: bytes, path: str = "board/minutes") -> Document:
    """What reading makes of the bytes."""
    return read(data, source(data, path))


def words(document: Document, block: Block) -> str:
    """The text of a block."""
    return block.span.of(document.text)


def shown(document: Document) -> list[tuple[str, str, str]]:
    """Kind, marker and text of each block."""
    return [(block.kind.value, block.marker, words(document, block)) for block in document.blocks]


def lines(document: Document) -> list[str]:
    """Marker and text of each block, as they stand on the page."""
    return [f"{block.marker} {words(document, block)}".strip() for block in document.blocks]


def cells(document: Document) -> list[tuple[int, int, int, bool, str]]:
    """Table, row, column, header and text of each block in a table."""
    return [
        (
            block.cell.table,
            block.cell.row,
            block.cell.column,
            block.cell.header,
            words(document, block),
        )
        for block in document.blocks
        if block.cell
    ]


def bold_words(document: Document) -> list[str]:
    """The stretches of the text that are bold."""
    return [
        run.span.of(document.text).strip()
        for block in document.blocks
        for run in block.runs
        if run.bold
    ]


def apart(document: Document, kind: FurnitureKind) -> list[str]:
    """What is kept apart of one kind."""
    return [one.text for one in document.furniture if one.kind is kind]


def codes(document: Document) -> list[str]:
    """The codes of the document's issues."""
    return [issue.code for issue in document.issues]
