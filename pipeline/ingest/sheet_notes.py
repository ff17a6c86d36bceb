"""What stands beside the cells of a sheet: comments, and words in drawn boxes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.errors import SourceError
from pipeline.ingest.assemble import Draft, Piece
from pipeline.ingest.package import Package
from pipeline.ingest.xml import parse_xml
from pipeline.model import Furniture, FurnitureKind

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def comments(package: Package, sheet: str) -> list[Furniture]:
    """The comments on a sheet's cells (18.7), each with the cell that it is about."""
    found = []
    for root in _related(package, sheet, "comments"):
        for node in root.iter("{*}comment"):
            said = "".join(text.text or "" for text in node.iter("{*}t"))
            about = node.get("ref") or ""
            found.append(Furniture(kind=FurnitureKind.COMMENT, text=f"{about}: {said}".strip(": ")))
    return found


def boxes(package: Package, sheet: str) -> list[Draft]:
    """The paragraphs of the text boxes that are drawn over a sheet, in the file's order."""
    found = []
    for root in _related(package, sheet, "drawing"):
        for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            if next(paragraph.iterancestors(_FALLBACK), None) is None:
                said = "".join(text.text or "" for text in paragraph.iter("{*}t"))
                found.append(Draft(pieces=(Piece(text=said),)))
    return found


def _related(package: Package, sheet: str, kind: str) -> Iterator[_Element]:
    """The parts of one kind that a sheet refers to; what is missing or damaged is passed over."""
    folder, name = posixpath.split(sheet)
    for link in _links(package, f"{folder}/_rels/{name}.rels"):
        internal = link.get("TargetMode") != "External"
        if internal and (link.get("Type") or "").rpartition("/")[2] == kind:
            target = posixpath.join("/", folder, link.get("Target") or "")
            yield from _roots(package, posixpath.normpath(target).lstrip("/"))


def _links(package: Package, name: str) -> Iterator[_Element]:
    for root in _roots(package, name):
        yield from root.iterchildren("{*}Relationship")


def _roots(package: Package, name: str) -> Iterator[_Element]:
    try:
        data = package.read(name)
        root = parse_xml(data) if data is not None else None
    except SourceError:
        return
    if root is not None:
        yield root
