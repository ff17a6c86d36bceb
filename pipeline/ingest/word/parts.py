"""The parts of a Word file: the body and what it refers to, whatever they are called."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.package import Package, corrupt
from pipeline.ingest.word.names import R, W, child, w
from pipeline.ingest.word.styles import Styles
from pipeline.ingest.xml import parse_xml, refuse_doctype
from pipeline.model import Properties

Told = TypeVar("Told")

USED = frozenset({"numbering", "footnotes", "endnotes", "comments", "header", "footer"})
"""The kinds of part read besides styles, by the last word of their relationship's type."""

LONGEST_KEPT = 1_000_000
"""Bytes of the longest styles that are kept for the next file."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Strict Open XML differs in its namespaces alone, as far as text goes."""

_STRICT_HOST = b"http://purl.oclc.org/"

_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_MAIN_TYPES = (b"wordprocessingml.", b"ms-word.")


@dataclass
class Relation:
    """What a part refers to. `target` is a part's name, or an address where it is external."""

    key: str
    kind: str
    target: str
    external: bool = False


@dataclass
class Parts:
    """The roots of a Word file's parts. `damage` says in words what is missing or broken."""

    main: _Element
    styles: Styles | None = None
    by_kind: dict[str, list[_Element]] = field(default_factory=dict)
    chunks: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    properties: Properties = field(default_factory=Properties)
    damage: list[str] = field(default_factory=list)

    def root(self, kind: str) -> _Element | None:
        """The first part of a kind."""
        return next(iter(self.by_kind.get(kind, ())), None)


def open_parts(package: Package) -> Parts:
    """The parts that are read, one by one; theme, settings and fonts are never parsed.

    Raises SourceError: missing-part, malformed, xml-dtd, corrupt-zip.
    """
    for name in package.names:
        if name.lower().endswith((".xml", ".rels")):
            refuse_doctype(package.head(name))
    damage = ["the list of parts cannot be used"] if package.salvaged else []
    types = (package.read(_TYPES) or b"").replace(b"\0", b"")  # of UTF-16 too
    if not any(name in types for name in _MAIN_TYPES):
        damage.append("the list of content types is missing or wrong")
    name = _main_name(package, damage)
    data = package.read(name)
    if data is None and package.salvaged:
        raise corrupt()
    if data is None:
        message = "The file holds no main text. Open it in Word, save it again and add it."
        raise SourceError(QuarantineKind.MISSING_PART, message)
    parts = Parts(main=_parse(data), damage=damage, properties=_properties(package))
    for relation in _relations(package, name, damage):
        if not relation.external:
            _add(parts, package, relation)
    return parts


def _add(parts: Parts, package: Package, relation: Relation) -> None:
    """Add the part that a relation of the main part names, where it is of a kind that is read."""
    if package.find(relation.target) is None:
        name = posixpath.basename(relation.target)
        parts.damage.append(f"the part {name[:80]!r} is missing")
    elif relation.kind == "aFChunk":
        parts.chunks[relation.key] = (relation.target, package.read(relation.target) or b"")
    elif relation.kind == "styles":
        styles = _optional(package, relation.target, parts.damage, _styles)
        parts.styles = parts.styles or styles
    elif relation.kind in USED:
        root = _optional(package, relation.target, parts.damage, _parse)
        if root is not None:
            parts.by_kind.setdefault(relation.kind, []).append(root)


def _main_name(package: Package, damage: list[str]) -> str:
    """The name of the body's part: by the root's relationships, else by the usual names."""
    if package.find(_ROOT_RELATIONS) is None:
        damage.append("the root's relationships are missing")
    for relation in _relations(package, "", damage):
        if relation.kind == "officeDocument" and package.find(relation.target):
            return relation.target
    for name in package.names:
        folder, _, file = name.lower().rpartition("/")
        if folder == "word" and file.startswith("document") and file.endswith(".xml"):
            return name
    return "word/document.xml"


def _relations(package: Package, name: str, damage: list[str]) -> list[Relation]:
    folder, file = posixpath.split(name)
    root = _optional(package, posixpath.join(folder, "_rels", f"{file}.rels"), damage, _parse)
    found = []
    for element in () if root is None else root.iterchildren("{*}Relationship"):
        target = element.get("Target") or ""
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = (element.get("Type") or "").rpartition("/")[2]
        found.append(Relation(element.get("Id") or "", kind, target, external))
    return found


def _optional(
    package: Package, name: str, damage: list[str], reader: Callable[[bytes], Told]
) -> Told | None:
    """What a part says that the body can do without: None where it is absent or broken."""
    try:
        data = package.read(name)
        return None if data is None else reader(data)
    except SourceError as error:
        if error.kind is QuarantineKind.XML_DTD:
            raise
        damage.append(f"the part {posixpath.basename(name)[:80]!r} is damaged")
        return None


def _parse(data: bytes) -> _Element:
    if _STRICT_HOST in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return parse_xml(data, blanks=False)


def _styles(data: bytes) -> Styles:
    return kept_styles(data) if len(data) <= LONGEST_KEPT else Styles(_parse(data))


@lru_cache(maxsize=2)
def kept_styles(data: bytes) -> Styles:
    """The styles of a part, kept since files made from one template hold them byte for byte."""
    return Styles(_parse(data))


def _properties(package: Package) -> Properties:
    root = _optional(package, "docProps/core.xml", [], _parse)
    if root is None:
        return Properties()
    return Properties(
        title=root.findtext(f"{_DC}title") or "",
        author=root.findtext(f"{_DC}creator") or "",
        created=root.findtext(f"{_TERMS}created") or "",
    )


def body(parts: Parts) -> _Element:
    """The body of the main part. Raises SourceError `malformed` where there is none."""
    found = parts.main if parts.main.tag == w("body") else child(parts.main, "body")
    if found is None:
        message = "The file holds no body of text. Open it in Word, save it again and add it."
        raise SourceError(QuarantineKind.MALFORMED, message)
    return found
