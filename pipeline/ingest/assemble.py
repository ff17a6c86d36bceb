"""From what a reader saw to one text with blocks: the one place where `Document.text` is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.model import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Furniture,
    Issue,
    Level,
    Page,
    Properties,
    Run,
    SourceFile,
    Span,
    value,
)

ENOUGH = 0.98
"""Share of the source's characters below which a document is flagged."""


@value
class Piece:
    """Words of one formatting on one page. `text` may hold tabs, and newlines as line breaks."""

    text: str
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    confidence: float | None = None


@value
class Draft:
    """A block before its place in the text is known. The marker is never in the pieces."""

    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    style: str = ""
    level: int | None = None
    marker: str = ""
    cell: Cell | None = None


# Controls, bidirectional marks, zero-width marks, soft hyphens, lone surrogates, non-characters.
# SQLite's length() and LIKE stop at NUL; the others make two equal words look unequal.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def size(text: str) -> int:
    """Characters that are not white space: what coverage counts."""
    return len("".join(text.replace(" ", "").split()))  # most white space are plain spaces


def letters(text: str) -> int:
    """Letters and figures: what coverage counts where signs draw lines or mark places."""
    return sum(map(str.isalnum, text))


def share(reached: int, whole: int) -> float:
    """The coverage of a document: the characters that reached its text, of all in its source."""
    return min(1.0, reached / whole) if whole else 1.0


def clean(text: str) -> str:
    """Text as it may stand in a document: no controls, single spaces, newlines as line breaks."""
    if text.isprintable() and "  " not in text:  # nothing that the patterns below would change
        return text
    text = _UNWANTED.sub("", _BREAK.sub("\n", text))
    return _LINES.sub("\n", _SPACES.sub(" ", text))


def assemble(
    source: SourceFile,
    drafts: Iterable[Draft],
    *,
    furniture: Iterable[Furniture] = (),
    pages: Iterable[Page] = (),
    properties: Properties | None = None,
    coverage: float = 1.0,
    partial: bool = False,
    issues: Iterable[Issue] = (),
) -> Document:
    """One document from drafted blocks in reading order.

    Blocks are joined by a tab between neighbouring cells of one table row, else by a newline.
    Blocks and furniture without text are dropped. A coverage below `ENOUGH` becomes an issue.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for draft in drafts:
        words = _join(draft.pieces)
        if not words:
            continue
        if blocks:
            parts.append("\t" if _same_row(blocks[-1].cell, draft.cell) else "\n")
            length += 1
        start = length
        runs: list[Run] = []
        for text, piece in words:
            parts.append(text)
            _append(runs, length, length + len(text), piece)
            length += len(text)
        blocks.append(
            Block(
                span=Span(start=start, end=length),
                kind=draft.kind,
                runs=tuple(runs),
                style=_name(draft.style),
                level=draft.level,
                marker=_name(draft.marker),
                cell=draft.cell,
            )
        )
    kept = (
        Furniture(kind=one.kind, text=text, page=one.page)
        for one in furniture
        if (text := clean(one.text).strip())
    )
    found = list(issues)
    if coverage < ENOUGH:
        message = f"Only {coverage:.1%} of the file's characters could be read into the text."
        found.append(Issue(code="low-coverage", level=Level.WARNING, message=message, stage="read"))
    return Document(
        source=source,
        text="".join(parts),
        blocks=tuple(blocks),
        furniture=tuple(kept),
        pages=tuple(pages),
        properties=_tidy(properties or Properties()),
        coverage=coverage,
        partial=partial,
        issues=tuple(found),
    )


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    """A style or a marker, cleaned: a file uses few of them, many times."""
    return clean(text).strip()


def _join(pieces: Sequence[Piece]) -> list[tuple[str, Piece]]:
    """The pieces' words, with white space single across their borders and none at the ends."""
    if len(pieces) == 1:
        text = clean(pieces[0].text).strip()
        return [(text, pieces[0])] if text else []
    words: list[tuple[str, Piece]] = []
    before = "\n"
    for piece in pieces:
        text = clean(piece.text)
        if before == "\n":
            text = text.lstrip()
        elif before == " ":
            if text[:1] == "\n":
                _trim(words)
            text = text.removeprefix(" ")
        if text:
            words.append((text, piece))
            before = text[-1]
    while words and words[-1][0][-1].isspace():
        _trim(words)
    return words


def _trim(words: list[tuple[str, Piece]]) -> None:
    """Take the white space off the end of the last piece; drop it if nothing is left."""
    text, piece = words.pop()
    if text := text.rstrip():
        words.append((text, piece))


def _append(runs: list[Run], start: int, end: int, piece: Piece) -> None:
    """Add a run, or lengthen the last one where nothing but its end would differ."""
    if runs and _alike(runs[-1], piece):
        start = runs.pop().span.start
    runs.append(
        Run(
            span=Span(start=start, end=end),
            page=piece.page,
            box=piece.box,
            bold=piece.bold,
            italic=piece.italic,
            struck=piece.struck,
            confidence=piece.confidence,
        )
    )


def _alike(run: Run, piece: Piece) -> bool:
    one, two = run.box, piece.box
    if one is not None and two is not None and one.top != two.top:  # as two lines of a page
        return False
    return (
        one == two
        and run.page == piece.page
        and (run.bold, run.italic, run.struck) == (piece.bold, piece.italic, piece.struck)
        and run.confidence == piece.confidence
    )


def _same_row(one: Cell | None, two: Cell | None) -> bool:
    """Whether a tab belongs between two blocks: two cells of one row of one table."""
    return (
        one is not None
        and two is not None
        and (one.table, one.row) == (two.table, two.row)
        and one.column != two.column
    )


def _tidy(properties: Properties) -> Properties:
    return Properties(
        title=clean(properties.title).strip(),
        author=clean(properties.author).strip(),
        created=clean(properties.created).strip(),
    )
