"""Styles: names, outline levels, list numbers and formatting along `basedOn`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element

from pipeline.ingest.word.names import attribute, child, children, flag, number, w

TOGGLES = ("b", "i", "strike", "dstrike", "vanish")
"""Properties that a style switches over rather than sets (17.7.3)."""

_TOGGLES = {w(name): name for name in TOGGLES}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
_STYLE, _DEFAULT, _TYPE = w("rStyle"), w("default"), w("type")
_ON = frozenset({"1", "true", "on"})
_LONGEST_CHAIN = 50


@dataclass
class Style:
    """One style. `toggles` holds only what the style itself says."""

    name: str = ""
    base: str = ""
    outline: int | None = None
    numbering: str | None = None
    list_level: int | None = None
    toggles: dict[str, bool] = field(default_factory=dict)
    first_row_bold: bool | None = None


class Look(NamedTuple):
    """The formatting of a run, after all styles."""

    bold: bool
    italic: bool
    struck: bool
    hidden: bool


class Styles:
    """The styles of a document; `root` is the root of its styles part, or None.

    A file names some two hundred styles and uses ten: each is read when it is first asked for.
    """

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._styles: dict[str, Style] = {}
        self.default_paragraph = ""
        self._defaults: dict[str, bool] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        self._outlines: dict[str, int | None] = {}
        self._numbers: dict[str, tuple[str | None, int | None]] = {}
        if root is None:
            return
        self._defaults = toggles(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in root.iter(w("style")):
            key = element.get(w("styleId")) or ""
            self._elements.setdefault(key, element)
            default = element.get(_DEFAULT)
            if default and default.lower() in _ON and element.get(_TYPE) == "paragraph":
                self.default_paragraph = key

    def _style(self, key: str) -> Style:
        """The style of a key that there is."""
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = _style(self._elements[key])
        return found

    def chain(self, key: str) -> tuple[Style, ...]:
        """The style and those it is based on, nearest first."""
        if key not in self._chains:
            found: list[Style] = []
            seen: set[str] = set()
            name = key
            while name in self._elements and name not in seen and len(found) < _LONGEST_CHAIN:
                seen.add(name)
                found.append(self._style(name))
                name = found[-1].base
            self._chains[key] = tuple(found)
        return self._chains[key]

    def name(self, key: str) -> str:
        """The name that Word shows, or the key where there is no such style."""
        return self._style(key).name if key in self._elements else key

    def outline(self, key: str) -> int | None:
        """The outline level (0 to 8) of a paragraph style; None for body text."""
        if key not in self._outlines:
            self._outlines[key] = self._outline(key)
        return self._outlines[key]

    def _outline(self, key: str) -> int | None:
        for style in self.chain(key):
            if style.outline is not None:
                return style.outline if style.outline < _BODY_LEVEL else None
            if match := _HEADING.fullmatch(style.name.strip()):
                return int(match[1]) - 1
        match = _HEADING.fullmatch(key.strip()) if key not in self._elements else None
        return int(match[1]) - 1 if match else None

    def numbering(self, key: str) -> tuple[str | None, int | None]:
        """The list (numId) and level that a paragraph style gives, each by the nearest style."""
        if key not in self._numbers:
            chain = self.chain(key)
            lists = (one.numbering for one in chain if one.numbering is not None)
            levels = (one.list_level for one in chain if one.list_level is not None)
            self._numbers[key] = next(lists, None), next(levels, None)
        return self._numbers[key]

    def look(
        self, paragraph: str, character: str, own: dict[str, bool], *, table_bold: bool
    ) -> Look:
        """The formatting of a run by its paragraph's style, its own style and its own toggles.

        Its own toggles hold; else the document's defaults win where they are on; else each kind of
        style switches over.
        """
        key = (paragraph, character, table_bold, *own.items())
        if key not in self._looks:
            on = {
                name: self._defaults.get(name, False)
                or (name == "b" and table_bold)
                ^ self._nearest(name, paragraph)
                ^ self._nearest(name, character)
                for name in TOGGLES
            } | own
            self._looks[key] = Look(
                bold=on["b"],
                italic=on["i"],
                struck=on["strike"] or on["dstrike"],
                hidden=on["vanish"],
            )
        return self._looks[key]

    def table_bold(self, key: str, *, first_row: bool) -> bool:
        """Whether a table style makes a row bold."""
        for style in self.chain(key):
            if first_row and style.first_row_bold is not None:
                return style.first_row_bold
        return self._nearest("b", key)

    def _nearest(self, name: str, key: str) -> bool:
        return next((one.toggles[name] for one in self.chain(key) if name in one.toggles), False)


def toggles(properties: _Element | None) -> dict[str, bool]:
    """The toggle properties that an `rPr` sets itself."""
    return character(properties)[1]


def character(properties: _Element | None) -> tuple[str, dict[str, bool]]:
    """The character style that an `rPr` names, and the toggle properties that it sets itself."""
    style: str | None = None
    found: dict[str, bool] = {}
    for node in () if properties is None else properties:
        tag = node.tag
        if tag in _TOGGLES:
            found.setdefault(_TOGGLES[tag], bool(flag(node)))
        elif tag == _STYLE and style is None:
            style = attribute(node)
    return style or "", found


def _style(element: _Element) -> Style:
    inside = children(element)
    paragraph = children(inside.get(w("pPr")))
    listed = children(paragraph.get(w("numPr")))
    first_row = None
    for part in element.findall(w("tblStylePr")):
        if part.get(w("type")) == "firstRow":
            first_row = flag(child(part, "rPr", "b"))
    numbering = listed.get(w("numId"))
    return Style(
        name=attribute(inside.get(w("name"))),
        base=attribute(inside.get(w("basedOn"))),
        outline=number(attribute(paragraph.get(w("outlineLvl")))),
        numbering=None if numbering is None else attribute(numbering),
        list_level=number(attribute(listed.get(w("ilvl")))),
        toggles=toggles(inside.get(w("rPr"))),
        first_row_bold=first_row,
    )
