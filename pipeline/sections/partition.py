"""Several meetings in one file: where each begins, where the file shows it beyond doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.model import BlockKind, Document, Span
from pipeline.sections.lines import Line, read_lines
from pipeline.sections.partition_heads import Head, heads, shape

if TYPE_CHECKING:
    from pipeline.bodies import Body

TURNING = 6
"""Meetings from which a log may change once from oldest first to newest first, or back."""

SHORT = 300
"""Characters before the first head that are its letterhead; more is a part of its own."""

LETTERHEAD = 5
"""Lines above a title that may belong to it, where they stand above the others too."""

A_DAY = dt.timedelta(days=1)
LARGER = 1.15


def partition(document: Document, body: Body) -> tuple[Span, ...]:
    """One span a meeting, in reading order, without overlap.

    A file is cut only at heads of one look (a title with a full date, or a dated heading) that
    come at least twice, with lists of people below them, and whose dates run one way; all else is
    one meeting. What precedes the first head, and chapters that stand above the meetings, is in no
    span where a file is cut: it belongs to none of the meetings.
    """
    del body
    whole = Span(start=0, end=len(document.text))
    lines = read_lines(document, whole)
    found = _one_look(heads(lines))
    if not found:
        return (whole,)
    found = _with_letterheads(found, lines)
    starts = [lines[head.first].span.start for head in found]
    if starts[0] <= SHORT:
        starts[0] = 0
    ends = [*starts[1:], whole.end]
    return tuple(
        Span(start=start, end=min([end, *_chapters(head, lines, start, end)]))
        for head, start, end in zip(found, starts, ends, strict=True)
    )


def _one_look(found: Sequence[Head]) -> list[Head]:
    """The heads of the look that most of them share; none where they do not tell meetings."""
    looks = {head.look for head in found}
    groups = ([head for head in found if head.look == look] for look in sorted(looks))
    told = [group for group in groups if _tell(group)]
    if not told:
        return []
    chosen = _days(max(told, key=len))
    return chosen if len(chosen) > 1 else []


def _tell(group: Sequence[Head]) -> bool:
    """Whether heads of one look begin meetings: people below, and dates that run one way.

    Titles bring their lists of people each; of dated headings, a good part do.
    """
    peopled = sum(1 for head in group if head.people)
    if peopled < len(group) / (1 if group[0].titled else 4) or peopled < 2:  # noqa: PLR2004 - several
        return False
    days = [head.day for head in _days(group)]
    if len(set(days)) < max(2, len(days)):
        return False  # one day at two places: pages of one meeting, or something else
    if len(days) == 2 and abs(days[1] - days[0]) <= A_DAY:  # noqa: PLR2004 - a pair
        return False  # the two days of one meeting
    steps = [later > earlier for earlier, later in pairwise(days)]
    turns = sum(1 for one, other in pairwise(steps) if one != other)
    return turns <= (1 if len(days) >= TURNING else 0)


def _days(group: Sequence[Head]) -> list[Head]:
    """The heads without those that say the same day again: a title repeated on each page."""
    kept: list[Head] = []
    for head in group:
        if not kept or kept[-1].day != head.day:
            kept.append(head)
    return kept


def _with_letterheads(found: list[Head], lines: Sequence[Line]) -> list[Head]:
    """Heads that begin with the lines above them, where the same stand above all of them."""
    for _ in range(LETTERHEAD):
        above = [head.first - 1 for head in found]
        if not found[0].titled or above[0] < 0:
            break
        said = {shape(lines[index].text) for index in above}
        if len(said) > 1 or "" in said:
            break
        found = [head.moved(first=head.first - 1) for head in found]
    return found


def _chapters(head: Head, lines: Sequence[Line], start: int, end: int) -> list[int]:
    """Where headings above the meetings' own rank begin, inside one meeting's stretch."""
    if head.titled:
        return []
    own = lines[head.first]
    return [
        line.span.start
        for line in lines
        if start < line.span.start < end
        and line.first
        and not line.in_table
        and line.block.kind is BlockKind.HEADING
        and _above(line, own)
    ]


def _above(line: Line, own: Line) -> bool:
    """Whether a heading is of a higher rank: by its level, or by larger letters on a page.

    The headings of a PDF have all one level, so that their letters alone tell.
    """
    one, other = line.block.level, own.block.level
    if one is not None and other is not None and one != other:
        return one < other
    return _height(line) > LARGER * _height(own) > 0


def _height(line: Line) -> float:
    boxes = [run.box for run in line.block.runs if run.box is not None]
    return max((box.bottom - box.top for box in boxes), default=0.0)
