"""The running text of a meeting, in the pieces that rules read: blocks without their headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipeline.extract.items.data import items
from pipeline.model import Block, Document, Section, Span, value

SIDE_COLUMN = "side-column"
"""Style of a block that stands in the margin beside the paragraph before it."""

SENTENCES_KNOWN = 4096
"""Passages whose sentences a process remembers: every rule asks for them in turn."""

_END = re.compile(r"[.!?][)\]”\"']*\s+(?=[A-Z0-9“\"(‘•])|\n(?=\s*[A-Z•–-])")


_DOTTED = re.compile(r"(?:\b[A-Z]\.){2,}$")
_OPENER = re.compile(r"(?:The|It|This|That|These|There|They|He|She|We|An?|In|On|At|No)\s")
"""Words that begin a sentence and are nobody's surname: "a letter to A.B. The report was noted"."""


@cache
def _abbreviation() -> re.Pattern[str]:
    words = "|".join(map(re.escape, items().abbreviations))
    return re.compile(rf"(?:\b(?:{words})|\b[A-Z]|^\d{{1,2}}[a-z]?)\.$")


@value
class Passage:
    """A block's running text, or what follows a heading on its line; `side` where in a side column."""

    span: Span
    text: str
    index: int
    section: int
    block: Block
    bold: float
    side: bool

    @property
    def bullet(self) -> bool:
        """Whether the passage is an entry of a list."""
        return bool(self.block.marker)

    def span_of(self, start: int, end: int) -> Span:
        """The document's span of a stretch of this passage's text."""
        return Span(start=self.span.start + start, end=self.span.start + end)


def read_passages(
    document: Document, within: Span, sections: Sequence[Section]
) -> tuple[Passage, ...]:
    """The passages of a meeting in reading order; headings are left out."""
    starts = [section.span.start for section in sections]
    found: list[Passage] = []
    for block in document.blocks:
        if not within.start <= block.span.start < within.end:
            continue
        for section, left, right in _pieces(block, sections, starts):
            printed = document.text[left:right]
            text = printed.strip()
            if not text:
                continue
            start = left + len(printed) - len(printed.lstrip())
            whole = len(text) == block.span.end - block.span.start
            span = block.span if whole else Span(start=start, end=start + len(text))
            found.append(
                Passage(
                    span=span,
                    text=text,
                    index=len(found),
                    section=section,
                    block=block,
                    bold=_bold(block, span),
                    side=block.style.startswith(SIDE_COLUMN),
                )
            )
    return tuple(found)


@lru_cache(maxsize=SENTENCES_KNOWN)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a passage as (start, end); abbreviations and initials do not end one."""
    return tuple(in_turn(text))


def in_turn(text: str) -> Iterator[tuple[int, int]]:
    """The same one by one, for who needs only the first of a long text."""
    start = 0
    for match in _END.finditer(text):
        stop = match.start() + 1 if text[match.start()] != "\n" else match.start()
        short = text[match.start()] == "." and _abbreviation().search(
            text[start:stop].lstrip()[-12:]
        )
        if short and not (_DOTTED.search(text, start, stop) and _OPENER.match(text, match.end())):
            continue
        if text[match.start()] == "\n" and not text[:stop].rstrip().endswith((".", ":", "!", "?")):
            continue
        end = start + len(text[start : match.end()].rstrip())
        if end > start:
            yield start, end
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _pieces(
    block: Block, sections: Sequence[Section], starts: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """What of a block is not heading, each stretch with its section's place among them."""
    start, end = block.span.start, block.span.end
    for at in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
        span, heading = sections[at].span, sections[at].evidence.span
        left = max(start, span.start)
        right = min(end, span.end)
        if heading.end > left and heading.start <= left:
            left = heading.end
        if left < right:
            yield at, left, right


def _bold(block: Block, span: Span) -> float:
    """The share of the span's letters that are bold."""
    bold = [run.span for run in block.runs if run.bold and run.span.overlaps(span)]
    if not bold:
        return 0.0
    covered = sum(min(one.end, span.end) - max(one.start, span.start) for one in bold)
    return covered / max(1, span.end - span.start)
