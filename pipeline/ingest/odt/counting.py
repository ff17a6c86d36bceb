"""The characters that an OpenDocument text holds, counted apart from the reading of it."""

from __future__ import annotations

from lxml.etree import _Element

from pipeline.ingest.assemble import size
from pipeline.ingest.odt.names import HEADING, OFFICE, PARAGRAPH, TABLE, TEXT

SILENT = frozenset(
    {f"{TEXT}note-citation", f"{TEXT}sequence-decls", f"{TEXT}soft-page-break", f"{TEXT}ruby-text"}
)
"""What stands in a paragraph and is no part of its words."""

_APART = SILENT | {
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation",
    f"{TABLE}covered-table-cell",
}


def characters(body: _Element) -> int:
    """Characters of paragraphs and headings, but for deletions, comments and covered cells."""
    found = 0
    waiting = [(body, False)]
    while waiting:
        node, inside = waiting.pop()
        if node.tag in _APART or not isinstance(node.tag, str):
            continue
        inside = inside or node.tag in {PARAGRAPH, HEADING}
        found += size(node.text or "") if inside else 0
        for child in node:
            found += size(child.tail or "") if inside else 0
            waiting.append((child, inside))
    return found
