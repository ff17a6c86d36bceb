"""The shape of a source: one meeting, its words in order, and the truth beside them.

A word-for-word description for people who write sources is in `corpus/README.md`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml
from msgspec import UNSET, UnsetType

from corpus.source.render.inline import marks, plain

KINDS = ("title", "line", "h", "p", "b", "nl", "table", "who", "box", "rule", "page")
Format = Literal["word", "office", "pdf", "text"]


class Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A shape that refuses a key that it does not know."""


class Person(Strict, kw_only=True):
    """One entry of an attendance list; `line` replaces the list's form."""

    n: str
    i: str = ""  # personal initials
    a: str = ""  # bracket that is not personal initials: a post
    r: str = ""  # post as printed
    rank: str = ""
    org: str = ""
    note: str = ""  # partial attendance, stand-in
    s: str = ""  # status, where it differs from the list's
    remote: bool = False
    line: str = ""

    def bracket(self) -> str:
        """What stands in the bracket after the name."""
        return self.a or self.i


class Truth(Strict, kw_only=True):
    """One truth about the words of a block: an action, a decision or a mention of an action.

    It belongs to the block's next `[[marked words]]`, unless `key` gives the words.
    """

    key: str = ""
    action: str = ""
    kind: Literal["labelled", "implied"] = "labelled"
    owners: list[str] = []
    due: list[Any] = []  # words, date, basis
    fate: str = ""
    decision: str = ""
    condition: str | None = None
    maker: str | None = None
    event: str | UnsetType | None = UNSET
    status: str = ""
    grade: str = ""
    successor: str | None = None
    listed: dict[str, str | None] = {}
    ref: str | None = None
    hm: list[str] = []  # programme, reason


class Table(Strict, kw_only=True):
    """A table: column heads, rows of cells, relative widths."""

    head: list[str] = []
    rows: list[list[str]]
    widths: list[float] = []
    lines: bool = True


class Block(Strict, kw_only=True):
    """A piece of the page; exactly one of the fields named in `KINDS` says what it is."""

    title: str | None = None
    line: str | None = None
    h: str | None = None
    p: str | None = None
    b: list[str] | None = None
    nl: list[str] | None = None
    table: Table | None = None
    who: str | None = None
    box: str | None = None
    rule: bool | None = None
    page: bool | None = None
    # headings
    n: str = ""
    role: str = "item"
    level: int = 0
    plain: bool = False  # printed as words only: no section of its own
    form: str = ""  # of a heading's number, or of an attendance line
    # attendance
    people: list[Person] = []
    layout: Literal["bullet", "lines", "run", "table", "columns", "stacked"] = "lines"
    lead: str = ""
    # words
    bold: bool = False
    align: Literal["left", "right", "center"] = "left"
    indent: int = 0
    side: str = ""  # initials in the margin column
    truth: list[Truth] = []

    @property
    def kind(self) -> str:
        """Which of `KINDS` this is."""
        found = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(found) != 1:
            message = f"a block must be exactly one of {KINDS}, not {found}"
            raise ValueError(message)
        return found[0]

    def texts(self) -> list[str]:
        """The block's marked-up words, in printed order."""
        table = self.table
        cells = [cell for row in ([table.head, *table.rows] if table else []) for cell in row]
        single = [t for t in (self.title, self.line, self.h, self.p, self.box) if t]
        return [*single, *(self.b or []), *(self.nl or []), *cells, self.side]


class Layout(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """How the page looks."""

    headings: Literal["styles", "bold", "auto", "caps"] = "styles"
    number: str = "{n}. {h}"  # a line break puts number and heading on lines of their own
    first: int = 1  # where automatic numbering begins
    bullets: Literal["list", "hyphen", "dot"] = "list"
    font: str = "Arial"
    size: float = 11
    header: str = ""
    footer: str = ""
    control: bool = False  # attendance inside a content control
    side: float = 0  # width of the margin column in points
    landscape: bool = False


class Source(Strict, kw_only=True):
    """One meeting, or one tracker."""

    file: str
    render: Format
    body: str
    kind: str
    date: dt.date | None
    date_basis: str | None = "stated"
    blocks: list[Block]
    split: Literal["dev", "held-out"] = "dev"
    date_last: dt.date | None = None
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    chair: str | None = None
    next: dict[str, Any] | None = None
    marking: str | None = None
    version: str | None = None
    hmicfrs_discussed: bool = False
    layout: Layout = Layout()


def title(source: Source) -> str:
    """What the file's properties call it: the first title on the page."""
    return next((plain(block.title) for block in source.blocks if block.title), "")


def load(path: Path) -> Source:
    """Read one source. Raises `ValueError` where it contradicts itself."""
    try:
        source = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Source)
        for block in source.blocks:
            _check(block)
    except (ValueError, yaml.YAMLError) as error:
        message = f"{path.name}: {error}"
        raise ValueError(message) from error
    return source


def load_all(folder: Path) -> list[Source]:
    """Every source under `folder`, in order of its rendered file's name."""
    found = [load(path) for path in sorted(folder.glob("*/*.yml"))]
    return sorted(found, key=lambda source: source.file)


def _check(block: Block) -> None:
    """Each marked run of words has one truth, and the other way about."""
    marked = [words for text in block.texts() for words in marks(text)]
    wanting = [t for t in block.truth if not t.key and not t.listed]
    if block.kind and len(marked) != len(wanting):
        message = f"{len(marked)} marked words but {len(wanting)} truths: {block.texts()[:1]}"
        raise ValueError(message)
