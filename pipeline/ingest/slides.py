"""Slides (.pptx): ISO/IEC 29500-1, clause 19, read from the slides in the order they are shown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, Piece, assemble, share, size
from pipeline.ingest.package import Package, open_package
from pipeline.ingest.xml import parse_xml, whole
from pipeline.model import BlockKind, Cell, Document, Page, SourceFile

_MAIN = "ppt/presentation.xml"
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = frozenset({"title", "ctrTitle"})
_EMU_A_POINT = 12_700
_SIZE = (720.0, 540.0)
"""Points of a slide whose size is not said: 4 by 3."""


def read_slides(data: bytes, source: SourceFile) -> Document:
    """Read slides: one page each, titles as headings, then their speakers' notes as notes.

    Raises SourceError.
    """
    package = open_package(data)
    shown = _shown(package)
    if not shown:
        message = "The file's slides are missing. Open it, save it as PDF and add that."
        raise SourceError(QuarantineKind.MISSING_PART, message)
    width, height = _size(package)
    drafts: list[Draft] = []
    tables = 0
    whole = reached = 0
    for number, name in enumerate(shown, start=1):
        root = parse_xml(package.read(name) or b"")
        whole += _characters(root)
        try:
            found = list(_slide(root, number, tables))
        except RecursionError as error:
            message = "The file is nested too deeply to be read. Ask its sender for a fresh copy."
            raise SourceError(QuarantineKind.MALFORMED, message) from error
        tables += 1 + max((draft.cell.table for draft in found if draft.cell), default=tables)
        drafts += found
        reached += sum(size(piece.text) for draft in found for piece in draft.pieces)
        drafts += _notes(package, name, number)
    return assemble(
        source,
        drafts,
        pages=[Page(number=at + 1, width=width, height=height) for at in range(len(shown))],
        partial=package.salvaged,
        coverage=share(reached, whole),
    )


def _shown(package: Package) -> list[str]:
    """The names of the slides in the order they are shown; by their numbers where that is lost."""
    by_number = sorted(
        (name for name in package.names if _SLIDE.fullmatch(name)),
        key=lambda name: whole(_SLIDE.sub(r"\1", name)),
    )
    main = package.read(_MAIN)
    if main is None:
        return by_number
    targets = _targets(package, _MAIN)
    keys = [
        next((value for name, value in node.attrib.items() if str(name).endswith("}id")), "")
        for node in parse_xml(main).iter("{*}sldId")
    ]
    held = {name.lower(): name for name in by_number}
    ordered = [held[place] for key in keys if (place := targets.get(str(key), "")) in held]
    ordered = list(dict.fromkeys(ordered))
    return ordered + [name for name in by_number if name not in ordered]


def _targets(package: Package, part: str) -> dict[str, str]:
    """Where the relations of a part lead, by their keys."""
    folder, name = posixpath.split(part)
    relations = package.read(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    return {
        node.get("Id") or "": posixpath.normpath(
            posixpath.join("/", folder, node.get("Target") or "")
        )
        .lstrip("/")
        .lower()
        for node in parse_xml(relations).iter("{*}Relationship")
        if node.get("TargetMode") != "External"
    }


def _size(package: Package) -> tuple[float, float]:
    main = package.read(_MAIN)
    size = next(parse_xml(main).iter("{*}sldSz"), None) if main is not None else None
    if size is None:
        return _SIZE
    width, height = whole(size.get("cx")) / _EMU_A_POINT, whole(size.get("cy")) / _EMU_A_POINT
    return (width, height) if width and height else _SIZE


def _slide(root: _Element, page: int, tables: int) -> Iterator[Draft]:
    """The paragraphs of a slide, shape by shape."""
    for node in root.iter("{*}sp", "{*}tbl"):
        if next(node.iterancestors(_FALLBACK), None) is not None:
            continue  # the same again, for old readers
        if str(node.tag).endswith("}tbl"):
            yield from _table(node, page, tables)
            tables += 1
            continue
        place = next(node.iter("{*}ph"), None)
        title = place is not None and place.get("type") in _TITLES
        for paragraph in node.iter("{*}p"):
            yield Draft(
                pieces=_pieces(paragraph, page),
                kind=BlockKind.HEADING if title else BlockKind.PARAGRAPH,
                level=0 if title else None,
                style="title" if title else "",
            )


def _characters(root: _Element) -> int:
    """Characters of a slide, each once."""
    return sum(
        size(node.text or "")
        for node in root.iter("{*}t")
        if next(node.iterancestors(_FALLBACK), None) is None
    )


def _table(table: _Element, page: int, number: int) -> Iterator[Draft]:
    for at, row in enumerate(table.iter("{*}tr")):
        for column, cell in enumerate(row.iter("{*}tc")):
            for paragraph in cell.iter("{*}p"):
                yield Draft(
                    pieces=_pieces(paragraph, page),
                    kind=BlockKind.CELL,
                    cell=Cell(table=number, row=at, column=column),
                )


def _notes(package: Package, slide: str, page: int) -> Iterator[Draft]:
    """What the speaker wrote under a slide."""
    for name in _targets(package, slide).values():
        data = package.read(name) if "notesslide" in name else None
        for paragraph in () if data is None else parse_xml(data).iter("{*}p"):
            yield Draft(pieces=_pieces(paragraph, page), kind=BlockKind.NOTE, marker=str(page))


def _pieces(paragraph: _Element, page: int) -> tuple[Piece, ...]:
    found = []
    for node in paragraph.iter("{*}r", "{*}br", "{*}fld"):
        if str(node.tag).endswith("}br"):
            found.append(Piece(text="\n", page=page))
            continue
        style = node.find("{*}rPr")
        words = "".join(text.text or "" for text in node.iter("{*}t"))
        bold = style is not None and style.get("b") in {"1", "true"}
        italic = style is not None and style.get("i") in {"1", "true"}
        found.append(Piece(text=words, page=page, bold=bold, italic=italic))
    return tuple(found)
