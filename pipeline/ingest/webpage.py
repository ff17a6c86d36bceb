"""Web pages that somebody saved: the words of the page, without menus and notices."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from lxml import etree, html

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece, assemble, share, size
from pipeline.ingest.text import decode, split_bullet
from pipeline.model import (
    BlockKind,
    Cell,
    Document,
    Furniture,
    FurnitureKind,
    Properties,
    SourceFile,
    replace,
    value,
)

_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed"),
        *("head", "select", "option", "button", "input", "textarea", "audio", "video", "map"),
        *("datalist", "dialog"),
    )
)
_BOILERPLATE = frozenset({"nav", "footer", "aside", "header", "form"})
_NOTICE = re.compile(
    r"\b(?:cookies?|consent|skip-?(?:link|to)|breadcrumbs?|sidebar|nav(?:bar|igation)?|menu|"
    r"social|share|site-?(?:header|footer)|page-?footer|banner|pagination|newsletter|search)\b",
    re.IGNORECASE,
)
_NOTICE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html"),
        *("legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul", "caption"),
    )
)
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em", "cite"})
_STRUCK = frozenset({"s", "strike", "del"})
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
_MOST_DEPTH = 300
"""Elements within elements: libxml2 itself goes no deeper than 256."""


def read_webpage(data: bytes, source: SourceFile) -> Document:
    """Read a web page. Menus, cookie notices and the like become furniture (`boilerplate`).

    Raises SourceError `malformed` where there is no page in it. Nothing is fetched.
    """
    root = _parse(data)
    try:
        return _read(root, source)
    except RecursionError as error:
        message = "The web page is nested too deeply to be read. Print it to PDF and add that."
        raise SourceError(QuarantineKind.MALFORMED, message) from error


def _read(root: etree._Element, source: SourceFile) -> Document:
    walker = _Walker()
    walker.walk(root, _State())
    title = root.findtext(".//title") or ""
    if not any(piece.text.strip() for draft in walker.finish() for piece in draft.pieces):
        walker = _Walker(keep=True)  # a page that is all menu by its mark-up is read whole
        walker.walk(root, _State())
    drafts = walker.finish()
    return assemble(
        source,
        drafts,
        furniture=walker.furniture,
        properties=Properties(title=title),
        coverage=share(walker.reached, _characters(root, walker.passed)),
    )


def _characters(root: etree._Element, passed: list[etree._Element]) -> int:
    """Characters of the page that ought to be read: all outside what was passed over knowingly."""
    left_out = sum(_inside(node) for node in passed)
    return _inside(root) - left_out


def _inside(node: etree._Element) -> int:
    return sum(size(str(text)) for text in node.itertext())


def drafts(data: bytes) -> Iterator[Draft]:
    """The blocks of a web page that is part of another file."""
    walker = _Walker(keep=True)
    walker.walk(_parse(data), _State())
    yield from walker.finish()


def _parse(data: bytes) -> etree._Element:
    declared = _CHARSET.search(data[:4096])
    text = decode(data)[0]
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        with contextlib.suppress(LookupError, UnicodeDecodeError, ValueError):
            text = data.decode(declared[1].decode("ascii"))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    text = re.sub(r"<\?xml[^>]*\?>", "", text, count=1).replace("\0", "")
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        message = "The web page is damaged or empty. Save it again, or print it to PDF."
        raise SourceError(QuarantineKind.MALFORMED, message) from error
    return root


@value
class _State:
    """What surrounds the words: emphasis, cell, how many lists and elements deep."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    cell: Cell | None = None
    depth: int = 0
    lists: int = 0


class _Walker:
    """Collects blocks in the order of the page."""

    def __init__(self, *, keep: bool = False) -> None:
        self.furniture: list[Furniture] = []
        self.passed: list[etree._Element] = []
        self.reached = 0
        self._keep = keep
        self._whole: int | None = None
        self._drafts: list[Draft] = []
        self._pieces: list[Piece] = []
        self._shape = Draft(pieces=())
        self._tables = 0

    def finish(self) -> list[Draft]:
        """The blocks, when all is walked."""
        self._flush()
        return self._drafts

    def walk(self, node: etree._Element, state: _State) -> None:
        """Add the words below an element."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _DROPPED or _hidden(node):
            self.passed.append(node)
            return
        if not self._keep and _is_notice(node) and not self._is_bulk(node):
            words = _WHITE.sub(" ", " ".join(str(text) for text in node.itertext())).strip()
            self.furniture.append(Furniture(kind=FurnitureKind.BOILERPLATE, text=words))
            self.passed.append(node)
            return
        if state.depth > _MOST_DEPTH:
            return
        if tag == "br":
            self._pieces.append(Piece(text="\n"))
            return
        inner = _State(
            bold=state.bold or tag in _BOLD,
            italic=state.italic or tag in _ITALIC,
            struck=state.struck or tag in _STRUCK,
            cell=state.cell,
            depth=state.depth + 1,
            lists=state.lists + (tag in {"ul", "ol"}),
        )
        is_block = tag in _BLOCKS
        outer_shape = self._shape
        if is_block:
            self._flush()
            self._shape = _shape(node, inner)
        if tag == "table":
            self._table(node, inner)
        else:
            self._say(node.text, inner)
            for child in node:
                self.walk(child, inner)
                self._say(child.tail, inner)
        if is_block:
            self._flush()
            self._shape = outer_shape

    def _is_bulk(self, node: etree._Element) -> bool:
        """Whether an element holds most of the page's words, and they are not mostly links.

        A frame around a whole page may be named for the menu beside it: "with-sidebar".
        """
        if self._whole is None:
            top = node.getroottree().getroot()
            out = sum(_inside(part) for part in top.iter(*_DROPPED))
            self._whole = _inside(top) - out
        inside = _inside(node)
        linked = sum(_inside(link) for link in node.iter("a"))
        return 2 * inside > self._whole and 2 * linked < inside

    def _table(self, table: etree._Element, state: _State) -> None:
        key, self._tables = self._tables, self._tables + 1
        taken: dict[tuple[int, int], bool] = {}
        for at, row in enumerate(self._members(table, frozenset({"tr"}), state)):
            column = 0
            for cell in self._members(row, _CELLS, state):
                while taken.get((at, column)):
                    column += 1
                place = Cell(table=key, row=at, column=column, header=_heads(row, table))
                self.walk(cell, replace(state, cell=place))
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                for below in range(1, height):
                    for across in range(width):
                        taken[at + below, column + across] = True
                column += width

    def _members(
        self, node: etree._Element, tags: frozenset[str], state: _State
    ) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, also those inside forms and the like.

        Words that stand between them, as no table ought to have any, become blocks beside it.
        """
        self._stray(node.text, state)
        for child in node:
            if child.tag in tags:
                yield child
            elif child.tag != "table" and next(child.iter(*tags), None) is not None:
                yield from self._members(child, tags, state)
            else:
                self.walk(child, state)
            self._stray(child.tail, state)

    def _stray(self, text: str | None, state: _State) -> None:
        self._say(text, state)
        self._flush()

    def _say(self, text: str | None, state: _State) -> None:
        if text:
            self._pieces.append(
                Piece(
                    text=_WHITE.sub(" ", text),
                    bold=state.bold,
                    italic=state.italic,
                    struck=state.struck,
                )
            )

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        if not any(piece.text.strip() for piece in pieces):
            return
        self.reached += sum(size(piece.text) for piece in pieces)
        shape = self._shape
        marker, kind = shape.marker, shape.kind
        if not marker and kind is BlockKind.PARAGRAPH and len(pieces) == 1:
            marker, rest = split_bullet(pieces[0].text)
            if marker:
                kind, pieces = BlockKind.LIST_ITEM, [Piece(text=rest, bold=pieces[0].bold)]
        self._drafts.append(
            Draft(
                pieces=tuple(pieces),
                kind=kind,
                style=shape.style,
                level=shape.level,
                marker=marker,
                cell=shape.cell,
            )
        )
        self._shape = Draft(pieces=(), kind=_rest_kind(kind), style=shape.style, cell=shape.cell)


def _rest_kind(kind: BlockKind) -> BlockKind:
    """What the words after a block inside a block are: a list item's mark is not repeated."""
    return kind if kind is BlockKind.CELL else BlockKind.PARAGRAPH


def _shape(node: etree._Element, state: _State) -> Draft:
    tag = str(node.tag)
    if re.fullmatch(r"h[1-6]", tag):
        return Draft(
            pieces=(), kind=BlockKind.HEADING, style=tag, level=int(tag[1]) - 1, cell=state.cell
        )
    kind = BlockKind.PARAGRAPH if state.cell is None else BlockKind.CELL
    if tag == "li":
        kind = BlockKind.LIST_ITEM if state.cell is None else kind
        level = max(state.lists - 1, 0)
        return Draft(pieces=(), kind=kind, marker=_mark(node), level=level, cell=state.cell)
    return Draft(pieces=(), kind=kind, style="" if tag in {"div", "td"} else tag, cell=state.cell)


def _mark(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = _span(parent, "start")
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    return f"{start + before}."


def _heads(row: etree._Element, table: etree._Element) -> bool:
    """Whether a row is a header row: in `thead`, or of `th` alone."""
    parent = row.getparent()
    if parent is not None and parent is not table and parent.tag == "thead":
        return True
    cells = list(row.iterchildren("td", "th"))
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def _span(node: etree._Element, name: str) -> int:
    text = (node.get(name) or "").strip()
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 7 else 1  # noqa: PLR2004


def _hidden(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("hidden") is not None or "display:none" in style


def _is_notice(node: etree._Element) -> bool:
    if node.tag in _BOILERPLATE:
        # A page's own header holds its title; a form may wrap the whole of an old page.
        wraps = next(node.iter("h1", "main", "article"), None) is not None
        return not wraps
    if (node.get("role") or "").lower() in _NOTICE_ROLES:
        return True
    if node.tag not in {"div", "section", "ul", "p", "a"}:
        return False
    named = _NOTICE.search(f"{node.get('id') or ''} {node.get('class') or ''}".replace("_", "-"))
    return bool(named) and next(node.iter("h1", "main", "article"), None) is None
