"""What reading a file gives: one text, and everything known about its places."""

from __future__ import annotations

from pipeline.model.keys import make_id
from pipeline.model.value import value
from pipeline.model.words import BlockKind, FurnitureKind, Level, PageOutcome

AFTER_BLANK = "after-blank"
"""How the style of a block ends that follows one or more blank lines or empty paragraphs."""


@value
class Span:
    """A half-open stretch of code points in `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is not a stretch."""
        if not 0 <= self.start <= self.end:
            message = f"not a span: {self.start}..{self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@value
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@value
class Issue:
    """A doubt or a defect, kept beside the facts. `code` is a word of `docs/issues.md`."""

    code: str
    level: Level
    message: str
    stage: str
    span: Span | None = None


@value
class SourceFile:
    """A file of the archive. `path` is relative to the archive, with forward slashes."""

    sha256: str
    path: str
    media_type: str
    size: int


@value
class Run:
    """A stretch with one page and one formatting: a Word run, or a PDF line × font."""

    span: Span
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    confidence: float | None = None


@value
class Cell:
    """Where a block stands in a table. All counts from 0; `table` is unique in the document."""

    table: int
    row: int
    column: int
    header: bool = False


@value
class Block:
    """A paragraph, list item or paragraph of a table cell.

    `marker` holds the bullet or the printed number ("3.1", "•"), which is never in the text.
    `level` is the outline level of a heading or the depth of a list item, from 0.
    """

    span: Span
    kind: BlockKind
    runs: tuple[Run, ...] = ()
    style: str = ""
    level: int | None = None
    marker: str = ""
    cell: Cell | None = None


@value
class Furniture:
    """Text kept apart from the running text: headers, footers, comments, deleted words."""

    kind: FurnitureKind
    text: str
    page: int | None = None


@value
class Page:
    """One page: its size in points, its number from 1, what became of it."""

    number: int
    width: float
    height: float
    outcome: PageOutcome = PageOutcome.READ


@value
class Properties:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    created: str = ""


@value
class Document:
    """A file that was read: one text, and everything that is known about its places.

    Blocks are in reading order, do not overlap, and are joined in `text` by one character:
    a tab between neighbouring cells of one table row, else a newline.
    `coverage` is the share (0 to 1) of the source's characters that reached `text`.
    `pages` is empty where the format has no pages.
    """

    source: SourceFile
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    properties: Properties = Properties()
    coverage: float = 1.0
    partial: bool = False
    issues: tuple[Issue, ...] = ()

    @property
    def id(self) -> str:
        """The key of the document: made of its content and its place in the archive."""
        return make_id("doc", self.source.sha256, self.source.path)
