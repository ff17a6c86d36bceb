"""Word files (.docx, .docm, .dotx; transitional and strict): ISO/IEC 29500-1, clause 17."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.assemble import Draft, assemble, share, size
from pipeline.ingest.package import open_package
from pipeline.ingest.word import aside
from pipeline.ingest.word.body import Walker
from pipeline.ingest.word.lines import DELETED, Inline, Pages
from pipeline.ingest.word.names import FALLBACK, w
from pipeline.ingest.word.numbering import Numbering
from pipeline.ingest.word.parts import Parts, body, open_parts
from pipeline.ingest.word.styles import Styles
from pipeline.model import Document, Issue, Level, SourceFile

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_UNCOUNTED = (*DELETED, FALLBACK, w("rt"))


def read_word(data: bytes, source: SourceFile) -> Document:
    """Read a Word file: its body and notes as blocks, all else as furniture.

    `coverage` is the share of the body's characters (every `w:t` that is not deleted) that
    reached the text. Raises SourceError, `no-text` for a file of pictures alone.
    """
    try:
        return _read(data, source)
    except RecursionError as error:
        message = "The file is nested too deeply to be read. Ask its sender for a fresh copy."
        raise SourceError(QuarantineKind.MALFORMED, message) from error


def _read(data: bytes, source: SourceFile) -> Document:
    parts = open_parts(open_package(data))
    story = body(parts)
    styles = parts.styles or Styles(None)
    known = next(story.iter(w("lastRenderedPageBreak")), None) is not None
    inline = Inline(styles, pages=Pages(known=known))
    numbering = Numbering(parts.root("numbering"), styles)
    walker = Walker(styles, numbering, inline, chunk=lambda key: _chunk(parts, key))
    walker.blocks(story)
    reached = inline.reached
    drafts = walker.drafts + aside.notes(parts, walker)
    whole = _words(story)
    if not drafts and next(story.iter(*_PICTURES), None) is not None:
        message = "The file holds pictures and no text. Save it as PDF, so that they can be read."
        raise SourceError(QuarantineKind.NO_TEXT, message)
    return assemble(
        source,
        drafts,
        furniture=[*aside.margins(parts, styles), *inline.furniture],
        properties=parts.properties,
        coverage=1.0 if reached == whole else share(size(reached), size(whole)),
        partial=bool(parts.damage),
        issues=_issues(parts, inline),
    )


def _words(story: _Element) -> str:
    """The words of the body that ought to be read: every `w:t` outside what was deleted."""
    passed = {node for top in story.iter(*_UNCOUNTED) for node in top.iter(w("t"))}
    texts = story.iter(w("t"))
    kept = (node for node in texts if node not in passed) if passed else texts
    return "".join([node.text or "" for node in kept])


def _issues(parts: Parts, inline: Inline) -> list[Issue]:
    found = []
    if inline.insertions or inline.deletions:
        message = (
            f"The file holds tracked changes that nobody has accepted: {inline.insertions} "
            f"insertions are read as text, {inline.deletions} deletions are left out."
        )
        found.append(("tracked-changes", Level.WARNING, message))
    if inline.hidden:
        message = "The file holds hidden text, which is kept apart from the minutes."
        found.append(("hidden-text", Level.INFO, message))
    if parts.damage:
        message = f"The file is damaged: {'; '.join(parts.damage[:5])}. The rest was read."
        found.append(("damaged-package", Level.WARNING, message))
    return [
        Issue(code=code, level=level, message=message, stage="read")
        for code, level, message in found
    ]


def _chunk(parts: Parts, key: str) -> list[Draft]:
    """A part of the body that is a file of its own (17.17.2.1): a web page or plain text."""
    from pipeline.ingest.sniff import Format, sniff  # noqa: PLC0415 - seldom needed
    from pipeline.ingest.text import decode, lines  # noqa: PLC0415

    _, content = parts.chunks.get(key, ("", b""))
    found = sniff(content)
    if found is Format.HTML:
        from pipeline.ingest.webpage import drafts  # noqa: PLC0415

        return list(drafts(content))
    return list(lines(decode(content)[0])) if found is Format.TEXT else []
