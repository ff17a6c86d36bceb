"""Rich text (.rtf), version 1.9: words with their emphasis, list numbers and tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece, assemble, letters, share
from pipeline.ingest.text import split_bullet
from pipeline.ingest.word.figures import BULLETS
from pipeline.model import (
    AFTER_BLANK,
    BlockKind,
    Cell,
    Document,
    Furniture,
    FurnitureKind,
    Issue,
    Level,
    Properties,
    SourceFile,
    replace,
    value,
)

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z']))|([{}])|([^\\{}]+)"
)
_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "fldinst",
        "bkmkstart",
        "bkmkend",
        "filetbl",
        "revtbl",
        "pgptbl",
        "nonshppict",
        "shpinst",
        "wgrffmtfilter",
        "mmathPr",
        "atnid",
        "atrfstart",
        "atrfend",
        "userprops",
        "protusertbl",
        "passwordhash",
        "docvar",
        "template",
        "pnseclvl",
        "private1",
        "private2",
        "blipuid",
        "listpicture",
        "do",
        "objdata",
        "objclass",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
        "sp",
    ]
)
_MARGINS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), FurnitureKind.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), FurnitureKind.FOOTER),
    "annotation": FurnitureKind.COMMENT,
}
_LETTERS = {
    "tab": "\t",
    "line": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SIGNS = {b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
_LIST_MARKS = frozenset({"listtext", "pntext"})
_HIDING = {"deleted": FurnitureKind.DELETED, "v": FurnitureKind.HIDDEN}
_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
    238: "cp1250",
}
_MOST_DEPTH = 500


@value
class _State:
    """What a group may change, and what holds again after it."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    apart: FurnitureKind | None = None
    skip: bool = False
    note: bool = False
    mark: bool = False
    box: bool = False
    table: bool = False
    outline: int | None = None
    font: int = 0
    unicode_skip: int = 1


_LOOKS: dict[str, Callable[[_State, bool], _State]] = {
    "b": lambda state, on: replace(state, bold=on),
    "i": lambda state, on: replace(state, italic=on),
    "strike": lambda state, on: replace(state, struck=on),
    "striked": lambda state, on: replace(state, struck=on),
    "pard": lambda state, _: replace(state, table=False, outline=None),
    "intbl": lambda state, _: replace(state, table=True),
    "plain": lambda state, _: replace(state, bold=False, italic=False, struck=False),
}
"""Control words that change how the words after them look or stand."""

_GROUPS: dict[str, Callable[[_State], _State]] = {
    **dict.fromkeys(_SKIPPED, lambda state: replace(state, skip=True)),
    **dict.fromkeys(_LIST_MARKS, lambda state: replace(state, mark=True)),
    "footnote": lambda state: replace(state, note=True),
    # The words of a text box stand within what else is said of its shape, which is no text.
    "shptxt": lambda state: replace(state, skip=False, box=True, table=False, outline=None),
}
"""Control words that say what their whole group is."""


@dataclass
class _Reader:
    """Reads the tokens one by one; the stack holds the state of each open group."""

    drafts: list[Draft] = field(default_factory=list)
    notes: list[Draft] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    note: list[Piece] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    page: str = "cp1252"
    marker: str = ""
    cell: Cell | None = None
    tables: int = 0
    blank: bool = False
    pending: bytes = b""
    passed: int = 0
    held: list[tuple[list[Piece], str, Cell | None]] = field(default_factory=list)
    whole: int = 0

    def say(self, text: str) -> None:
        """Add words where they belong: the text, the list mark, or apart."""
        if self.state.skip or not text:
            return
        if self.state.mark:
            self.marker += text
        elif self.state.apart is not None:
            self.apart.append(text)
        else:
            look = self.state
            self.whole += letters(text)
            pieces = self.note if look.note else self.pieces
            pieces.append(Piece(text=text, bold=look.bold, italic=look.italic, struck=look.struck))

    def flush(self) -> None:
        """Decode the bytes that were collected: a letter may take two of them."""
        if self.pending:
            page = self.fonts.get(self.state.font, self.page)
            text, self.pending = self.pending.decode(page, "replace"), b""
            self.say(text)

    def letters(self, letters: bytes) -> None:
        """Collect bytes of text, but for those that only repeat a letter given by its number."""
        cut = min(self.passed, len(letters))
        self.passed -= cut
        self.pending += letters[cut:]

    def sign(self, sign: bytes) -> None:
        """A control symbol: a letter that stands for itself, or the end of a line."""
        if self.passed:
            self.passed -= 1
            return
        self.say(_SIGNS.get(sign, ""))
        if sign in b"\r\n":
            self.end()

    def group(self, *, opens: bool) -> None:
        """Begin or end a group. At its end, words that are kept apart, or a note, are whole."""
        self.passed = 0
        if opens:
            if len(self.stack) >= _MOST_DEPTH:
                message = "The file is nested too deeply to be read. Save it as .docx and add it."
                raise SourceError(QuarantineKind.MALFORMED, message)
            self.stack.append(self.state)
            return
        if not self.stack:
            return
        outer = self.stack.pop()
        if self.state.note and not outer.note:
            self.notes.append(
                Draft(pieces=tuple(self.note), kind=BlockKind.NOTE, marker=str(len(self.notes) + 1))
            )
            self.note.clear()
        if self.state.apart is not None and outer.apart is None:
            self.furniture.append(Furniture(kind=self.state.apart, text="".join(self.apart)))
            self.apart.clear()
        if self.state.box and not outer.box:
            self.end()
            self.pieces, self.marker, self.cell = self.held.pop()
        self.state = outer

    def box(self) -> None:
        """Begin a text box: what its paragraph has said so far waits until the box has ended."""
        if not self.state.box:
            self.held.append((self.pieces, self.marker, self.cell))
            self.pieces, self.marker, self.cell = [], "", None

    def end(self, *, cell: bool = False) -> None:
        """End a paragraph or a cell."""
        if self.state.skip:
            return
        if self.state.apart is not None or self.state.note:
            self.say("\n")
            return
        if not (self.state.table or cell):
            self.cell = None
        elif self.cell is None:
            self.cell = Cell(table=self.tables, row=0, column=0)
            self.tables += 1
        pieces, self.pieces = self.pieces, []
        marker, self.marker = " ".join(self.marker.split()), ""
        marker = BULLETS.get(marker, marker)
        if any(piece.text.strip() for piece in pieces):
            self._add(pieces, marker)
            self.blank = False
        else:
            self.blank = True
        if cell and self.cell is not None:
            self.cell = replace(self.cell, column=self.cell.column + 1)
            self.blank = False

    def _add(self, pieces: list[Piece], marker: str) -> None:
        outline = self.state.outline
        kind = BlockKind.PARAGRAPH if self.cell is None else BlockKind.CELL
        if outline is not None:
            kind = BlockKind.HEADING
        elif not marker:
            marker, rest = split_bullet(pieces[0].text)
            pieces[0] = replace(pieces[0], text=rest)
        if marker and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.LIST_ITEM
        self.drafts.append(
            Draft(
                pieces=tuple(pieces),
                kind=kind,
                style=AFTER_BLANK if self.blank else "",
                level=outline,
                marker=marker,
                cell=self.cell,
            )
        )

    def row(self) -> None:
        """End a row of a table."""
        if self.cell is not None and not self.state.skip:
            self.cell = replace(self.cell, row=self.cell.row + 1, column=0)

    def word(self, name: str, number: int | None, starred: bool) -> None:  # noqa: FBT001
        """Obey a control word; a starred one that is not known makes its group silent."""
        self.passed = 0
        if starred and name not in _MARGINS and name not in _LIST_MARKS:
            self.state = replace(self.state, skip=True)
            return
        on = number != 0
        if name in _LOOKS:
            self.state = _LOOKS[name](self.state, on)
        elif name in _LETTERS:
            self.say(_LETTERS[name])
        elif name in _HIDING or name in _MARGINS:
            apart = (_HIDING | _MARGINS)[name] if on else None
            self.state = replace(self.state, apart=apart)
        elif name in _GROUPS:
            if name == "shptxt":
                self.box()
            self.state = _GROUPS[name](self.state)
        elif name in _ENDS:
            _ENDS[name](self)
        else:
            self._setting(name, number)

    def _setting(self, name: str, number: int | None) -> None:
        number = number or 0
        if name == "outlinelevel" and number in range(9):
            self.state = replace(self.state, outline=number)
        elif name == "ansicpg":
            self.page = _known(f"cp{number}", self.page)
        elif name in {"f", "deff"}:
            self.state = replace(self.state, font=number)
        elif name == "fcharset" and number in _CODE_PAGES:
            self.fonts[self.state.font] = _CODE_PAGES[number]
        elif name == "uc":
            self.state = replace(self.state, unicode_skip=max(0, min(number, 8)))
        elif name == "u":
            self.say(_letter(number))
            self.passed = self.state.unicode_skip


_ENDS: dict[str, Callable[[_Reader], None]] = {
    **dict.fromkeys(("par", "sect", "page"), _Reader.end),
    **dict.fromkeys(("cell", "nestcell"), lambda reader: reader.end(cell=True)),
    **dict.fromkeys(("row", "nestrow"), _Reader.row),
}


def read_rtf(data: bytes, source: SourceFile) -> Document:
    """Read a rich text file. Raises SourceError `malformed` where its groups run too deep."""
    reader = _Reader()
    starred = False
    place = 0
    while match := _TOKEN.search(data, place):
        place = match.end()
        name, number, code, sign, brace, plain = match.groups()
        spelt = bytes([int(code, 16)]) if code is not None else _flat(plain)
        if spelt is not None:
            reader.letters(spelt)
            continue
        reader.flush()
        if brace is not None:
            reader.group(opens=brace == b"{")
        elif sign is not None:
            reader.sign(sign)
        elif name == b"bin":
            place += max(0, int(number or 0))  # raw bytes, which only pictures have
        elif name is not None:
            reader.word(name.decode("ascii"), None if number is None else int(number), starred)
        starred = sign == b"*"
    reader.flush()
    reader.end()
    broken = bool(reader.stack)
    while reader.stack:
        reader.group(opens=False)
    reader.end()
    title = re.search(rb"\\title ([^{}\\]*)", data)
    properties = Properties(title=title[1].decode("cp1252", "replace") if title else "")
    issues = []
    if broken:
        message = "The file breaks off before its end. What there is of it was read."
        issues.append(
            Issue(code="file-broken-off", level=Level.WARNING, message=message, stage="read")
        )
    drafts = reader.drafts + reader.notes
    reached = sum(letters(piece.text) for draft in drafts for piece in draft.pieces)
    return assemble(
        source,
        drafts,
        furniture=reader.furniture,
        properties=properties,
        coverage=share(reached, reader.whole),
        partial=broken,
        issues=issues,
    )


def _flat(plain: bytes | None) -> bytes | None:
    """Plain bytes of the file; its line ends mean nothing."""
    return None if plain is None else plain.replace(b"\r", b"").replace(b"\n", b"")


def _letter(number: int) -> str:
    code = number % 0x10000
    return "" if 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004 - halves of letters


def _known(name: str, default: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return default
