"""The lines of a document as headings need them: words, place, number, weight of the type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Block, BlockKind, Document, Span, value
from pipeline.remembered import remembered


@value
class Line:
    """One printed or logical line: a block, or a piece of one between line breaks."""

    span: Span
    text: str
    block: Block
    index: int
    first: bool
    marker: str
    bold_until: int
    heading: bool
    in_table: bool

    @property
    def words(self) -> int:
        """How many words the line has."""
        return len(_WORD.findall(self.text))

    @property
    def all_bold(self) -> bool:
        """Whether every letter of the line is bold."""
        return self.bold_until >= len(self.text.rstrip(" .:"))


_WORD = re.compile(r"\w[\w'’/&.-]*")


@remembered
def read_lines(document: Document, within: Span) -> tuple[Line, ...]:
    """The non-empty lines of the blocks that begin inside `within`, in reading order."""
    found: list[Line] = []
    inside = [block for block in document.blocks if within.start <= block.span.start < within.end]
    telling = _bold_share(inside) <= MOSTLY
    for block in inside:
        if block.style.startswith(SIDE_COLUMN):
            continue
        start = block.span.start
        for number, text in enumerate(_pieces(block.span.of(document.text))):
            if shown := text.strip():
                begin = start + len(text) - len(text.lstrip())
                whole = len(shown) == block.span.end - block.span.start
                span = block.span if whole else Span(start=begin, end=begin + len(shown))
                found.append(
                    Line(
                        span=span,
                        text=shown,
                        block=block,
                        index=len(found),
                        first=number == 0,
                        marker=block.marker if number == 0 else "",
                        bold_until=_bold_until(block, span, document.text) if telling else 0,
                        heading=number == 0 and _styled(block, telling=telling),
                        in_table=block.cell is not None,
                    )
                )
            start += len(text) + 1
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """A block's lines; a number of a notation of its own begins one too, wherever it stands.

    They are cut before "06.23.02 Title" and "Ref 02/19/04/2023" after a sentence's end. The blank before
    the number is the cut, so that pieces and cuts add up to the line.
    """
    lines = text.split("\n")
    if not _NUMBER_BEHIND.search(text):
        return lines
    return [piece for line in lines for piece in _OWN_NUMBER.split(line)]


_NUMBER_BEHIND = re.compile(r"[.!?:)]\s(?:\d|Ref)")
"""What stands at every such cut: few blocks have it."""

_OWN_NUMBER = re.compile(
    r"(?<=[.!?:)])\s(?=\d{2}\.\d{2}\.(?:\d?\.)?\d{2}\.?\s+[A-Z]|Ref\.?[ /]\s?\d{1,2}/\d{1,2}/\d{1,2}/\d{4}"
    # "… is complete. 5. Complaints and Conduct": an item that was joined to the paragraph above it
    r"|\d{1,3}\.\s?[A-Z][^.:;!?\d]{2,70}$)"
)


def _styled(block: Block, *, telling: bool) -> bool:
    """Whether a block is a heading by its style; where all is bold, only a named style counts."""
    return block.kind is BlockKind.HEADING and (telling or "head" in block.style.casefold())


def _bold_share(blocks: Sequence[Block]) -> float:
    """The share of the letters of running text that are bold."""
    runs = [run for block in blocks if block.cell is None for run in block.runs]
    letters = sum(run.span.end - run.span.start for run in runs)
    return sum(run.span.end - run.span.start for run in runs if run.bold) / max(1, letters)


MOSTLY = 0.6
"""Where more of the text is bold than this, bold tells no heading."""

SIDE_COLUMN = "side-column"
"""Style of what stands in the margin: never a heading."""


def _bold_until(block: Block, span: Span, text: str) -> int:
    """How many characters of the line, from its start, are bold (heading styles count whole).

    A tab between a bold number and a bold title has no weight of its own.
    """
    if block.kind is BlockKind.HEADING and not block.runs:
        return span.end - span.start
    reach = span.start
    for run in block.runs:
        if not run.bold or run.span.end <= reach or not run.span.of(text).strip():
            continue
        if text[reach : run.span.start].strip():
            break  # words that are not bold
        reach = run.span.end
    return max(0, min(reach, span.end) - span.start)
