"""OpenDocument text (.odt): ISO/IEC 26300, read from `content.xml` and `styles.xml`."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, assemble, share
from pipeline.ingest.odt.counting import characters
from pipeline.ingest.odt.names import OFFICE, PARAGRAPH, STYLE, TEXT
from pipeline.ingest.odt.styles import Styles
from pipeline.ingest.odt.walker import Walker
from pipeline.ingest.package import open_package
from pipeline.ingest.xml import parse_xml, words
from pipeline.model import (
    BlockKind,
    Document,
    Furniture,
    FurnitureKind,
    Issue,
    Level,
    SourceFile,
    replace,
)

_KINDS = (("header", FurnitureKind.HEADER), ("footer", FurnitureKind.FOOTER))


def read_odt(data: bytes, source: SourceFile) -> Document:
    """Read an OpenDocument text. Raises SourceError."""
    package = open_package(data)
    if any("<manifest:encryption-data" in line for line in _manifest(package.read(_MANIFEST))):
        message = "The file is protected by a password. Save it without one and add it again."
        raise SourceError(QuarantineKind.ENCRYPTED, message)
    content = package.read("content.xml")
    if content is None:
        message = "The file's main part is missing. Open it, save it again and add it."
        raise SourceError(QuarantineKind.MISSING_PART, message)
    root = parse_xml(content)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        message = "The file holds no text document. Open it, save it as .docx and add it."
        raise SourceError(QuarantineKind.MALFORMED, message)
    extra = package.read("styles.xml")
    roots = [root] if extra is None else [parse_xml(extra), root]
    walker = Walker(Styles(roots))
    try:
        walker.blocks(body)
        drafts = walker.drafts + _notes(walker)
    except RecursionError as error:
        message = "The file is nested too deeply to be read. Ask its sender for a fresh copy."
        raise SourceError(QuarantineKind.MALFORMED, message) from error
    return assemble(
        source,
        drafts,
        furniture=walker.furniture + _margins(roots),
        coverage=share(walker.reached, characters(body)),
        partial=package.salvaged,
        issues=_issues(walker),
    )


_MANIFEST = "META-INF/manifest.xml"


def _manifest(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()


def _notes(walker: Walker) -> list[Draft]:
    found: list[Draft] = []
    for note in walker.notes:
        inner = Walker(walker.styles)
        for part in note.iter(f"{TEXT}note-body"):
            inner.blocks(part)
        mark = note.findtext(f"{TEXT}note-citation") or ""
        found += (
            replace(draft, kind=BlockKind.NOTE, marker="" if at else mark)
            for at, draft in enumerate(inner.drafts)
        )
        walker.reached += inner.reached
    return found


def _margins(roots: list[_Element]) -> list[Furniture]:
    found = [
        Furniture(kind=kind, text="\n".join(words(one) for one in node.iter(PARAGRAPH)))
        for root in roots
        for name, kind in _KINDS
        for node in root.iter(f"{STYLE}{name}")
    ]
    return list(dict.fromkeys(found))


def _issues(walker: Walker) -> list[Issue]:
    if not any(one.kind is FurnitureKind.DELETED for one in walker.furniture):
        return []
    message = "The file holds tracked changes that nobody has accepted; deletions are left out."
    return [Issue(code="tracked-changes", level=Level.WARNING, message=message, stage="read")]
