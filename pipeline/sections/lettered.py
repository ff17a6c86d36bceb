"""Items that are numbered A, B, C or i, ii, iii, as lists are: told by their type."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sections.chain import chain, ordinal
from pipeline.sections.data import words
from pipeline.sections.headings import Candidate, candidate
from pipeline.sections.lines import Line

FEWEST = 3
"""Items that make it the habit of the paper."""


def lettered(lines: Sequence[Line]) -> list[Candidate]:
    """The items so numbered, from the first letter on; none where they are not printed as headings.

    A letter with a dash behind it is no list's: such items may be printed plainly.
    """
    dashed = words().dashed
    printed = [
        line
        for line in lines
        if line.heading or (line.block.runs and line.bold_until) or dashed.match(line.text)
    ]
    found = [c for line in printed if (c := candidate(line, lettered=True)) is not None]
    best: list[Candidate] = []
    for notation, _, _ in words().lettered:
        kept = chain([c for c in found if c.notation == notation and c.title is not None])
        begins = bool(kept) and ordinal(kept[0].number, notation) == (1,)
        if begins and len(kept) >= max(FEWEST, len(best) + 1):
            best = kept
    return best
