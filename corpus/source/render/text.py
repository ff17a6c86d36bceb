"""Render a source as plain text, one paragraph a line, as a web page is saved."""

from __future__ import annotations

from corpus.source.render.inline import plain
from corpus.source.render.lines import heading_lines, people_lines
from corpus.source.render.model import Block, Source

_BULLETS = {"list": "• ", "dot": "• ", "hyphen": "- "}


def render(source: Source) -> bytes:
    """The file's bytes, UTF-8."""
    layout = source.layout
    lines = [layout.header, ""] if layout.header else []
    for block in source.blocks:
        lines += [*_lines(block, source), ""]
    if layout.footer:
        lines.append(layout.footer)
    return "\n".join(lines).encode()


def _lines(block: Block, source: Source) -> list[str]:
    """The lines of one block."""
    bullet = _BULLETS[source.layout.bullets]
    lines: list[str] = []
    if block.h is not None:
        lines = heading_lines(block, source.layout)
    elif block.who is not None:
        mark = bullet if block.layout == "bullet" else ""
        lines = [mark + line for line in people_lines(block)]
    elif block.b:
        lines = [bullet + item for item in block.b]
    elif block.nl:
        lines = [f"{n}. {item}" for n, item in enumerate(block.nl, 1)]
    elif block.table:
        head = [block.table.head] if block.table.head else []
        lines = [" | ".join(row) for row in [*head, *block.table.rows]]
    else:
        lines = [text for text in block.texts() if text]
    return [plain(line) for line in lines]
