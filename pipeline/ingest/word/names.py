"""The names of WordprocessingML (ISO/IEC 29500-1, clause 17) that the reader uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_OFF = frozenset({"0", "false", "off", "none"})
_NUMBER = re.compile(r"\s*([+-]?\d{1,10})(?:\.\d*)?\s*")


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{W}}}{name}"


VAL = w("val")
FALLBACK = f"{{{MC}}}Fallback"
CHOICE = f"{{{MC}}}Choice"
ALTERNATE = f"{{{MC}}}AlternateContent"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
MATH_TEXT = f"{{{M}}}t"
RELATION = f"{{{R}}}id"


def attribute(element: _Element | None, name: str = VAL) -> str:
    """The value of an attribute, or nothing where the element or the attribute is absent."""
    return "" if element is None else (element.get(name) or "")


def children(element: _Element | None) -> dict[str, _Element]:
    """The children by their full names, the first of each: one pass where several are asked for."""
    if element is None:
        return {}
    return {node.tag: node for node in element.iterchildren(reversed=True)}


def leading(nodes: Iterable[_Element], name: str) -> _Element | None:
    """The first child of a full name, which the standard has first of all: a run's properties."""
    for node in nodes:
        if node.tag == name:
            return node
    return None


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant by child names: `child(p, "pPr", "numPr")`."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(w(name)), None)  # half the time of `find`
    return element


def flag(element: _Element | None) -> bool | None:
    """An on/off property: None where absent, else whether it is on (17.17.4, ST_OnOff)."""
    return None if element is None else attribute(element).lower() not in _OFF


def number(text: str | None) -> int | None:
    """A whole number as written, or None: real files hold "", "auto" and "1.5" too."""
    match = _NUMBER.fullmatch(text) if text else None
    return int(match[1]) if match else None
