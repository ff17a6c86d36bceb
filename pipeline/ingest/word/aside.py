"""What stands beside the body: headers, footers, comments, and the notes at the end."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.ingest.assemble import Draft, clean
from pipeline.ingest.word.body import Walker
from pipeline.ingest.word.lines import Inline
from pipeline.ingest.word.names import TEXT_PATH, attribute, w
from pipeline.ingest.word.numbering import Numbering
from pipeline.ingest.word.parts import Parts
from pipeline.ingest.word.styles import Styles
from pipeline.model import BlockKind, Furniture, FurnitureKind

_KINDS = (("header", FurnitureKind.HEADER), ("footer", FurnitureKind.FOOTER))
_NOTES = (
    ("footnotes", "footnote", w("footnoteReference")),
    ("endnotes", "endnote", w("endnoteReference")),
)


def margins(parts: Parts, styles: Styles) -> list[Furniture]:
    """Headers, footers, their watermarks, and comments: each text once."""
    found: list[Furniture] = []
    for name, kind in _KINDS:
        for root in parts.by_kind.get(name, ()):
            found.append(Furniture(kind=kind, text=_words(root, styles)))
            marks = (node.get("string") or "" for node in root.iter(TEXT_PATH))
            found += (Furniture(kind=FurnitureKind.WATERMARK, text=mark) for mark in marks)
    comments = parts.root("comments")
    for comment in () if comments is None else comments.iterchildren(w("comment")):
        words, author = _words(comment, styles), attribute(comment, w("author"))
        text = f"{author}: {words}" if author and words else words
        found.append(Furniture(kind=FurnitureKind.COMMENT, text=text))
    return [one for one in dict.fromkeys(found) if one.text.strip()]


def notes(parts: Parts, walker: Walker) -> list[Draft]:
    """The footnotes and endnotes that the body points to, in that order, marked 1, 2, ...

    Their words are counted by the walker's `inline`, as those of the body are.
    """
    found: list[Draft] = []
    asked = list(dict.fromkeys(walker.inline.notes))
    for kind, tag, reference in _NOTES:
        root = parts.root(kind)
        if root is None:
            continue
        by_id = {attribute(node, w("id")): node for node in root.iterchildren(w(tag))}
        keys = [key for what, key in asked if what == reference and key in by_id]
        for count, key in enumerate(keys, start=1):
            inner = Walker(walker.styles, walker.numbering, walker.inline)
            inner.blocks(by_id[key])
            for at, draft in enumerate(inner.drafts):
                marker = draft.marker if at else str(count)
                found.append(
                    Draft(
                        pieces=draft.pieces,
                        kind=BlockKind.NOTE,
                        style=draft.style,
                        marker=marker,
                    )
                )
    return found


def _words(root: _Element, styles: Styles) -> str:
    """The words of a story, a line for each paragraph."""
    walker = Walker(styles, Numbering(None, styles), Inline(styles, art=False))
    walker.blocks(root)
    lines = (
        clean("".join(piece.text for piece in draft.pieces)).strip() for draft in walker.drafts
    )
    return "\n".join(line for line in lines if line)
