"""Splitting a document into meetings and items, by the notation of its headings.

`partition` gives one span a meeting. `split` gives the items of one meeting: they tile its span,
so that every character stands in exactly one of them. The first holds what precedes any heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Document, Evidence, Section, SectionRole, Span
from pipeline.sections.choose import choose
from pipeline.sections.data import purpose_of, role_of, tag_in, words
from pipeline.sections.headings import LONGEST, SHORTEST, run_in
from pipeline.sections.lines import Line, read_lines
from pipeline.sections.partition import partition
from pipeline.sections.unnumbered import Heading

if TYPE_CHECKING:
    from pipeline.bodies import Body

__all__ = ["partition", "rules", "split"]

_LOOKS = (
    "head",
    "heading-style",
    "bold",
    "bold-run-in",
    "known-words",
    "short-line",
    "group-row",
    "cell-title",
    "run-in",
)
_SENTENCE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|said|agreed|received)\b")


def rules() -> tuple[str, ...]:
    """The ids of the rules that can claim a section."""
    kinds = (*words().notations, *words().lettered)
    notations = [f"section.{notation}" for notation, _, _ in kinds]
    return (*notations, *(f"section.{look}" for look in _LOOKS))


def split(document: Document, body: Body, within: Span) -> tuple[Section, ...]:
    """The items of the meeting in `within`; they tile it. `parent` is an index into the result."""
    del body
    lines = read_lines(document, within)
    headings = choose(document, lines)
    attendance_named = any(
        role_of(_title_text(document, h, lines)) is SectionRole.ATTENDANCE for h in headings
    )
    starts = [h.candidate.line.span.start for h in headings]
    head_end = starts[0] if starts else within.end
    sections = []
    if not starts or head_end > within.start:
        span = Span(start=within.start, end=head_end)
        role = SectionRole.ITEM if attendance_named else SectionRole.ATTENDANCE
        evidence = Evidence(span=Span(start=span.start, end=span.start), rule="section.head")
        sections.append(
            Section(
                span=span,
                number="",
                heading=None,
                level=0,
                parent=None,
                role=role,
                evidence=evidence,
            )
        )
    open_items: list[tuple[int, int]] = []  # (level, index) of the items about the present one
    for position, heading in enumerate(headings):
        end = starts[position + 1] if position + 1 < len(starts) else within.end
        while open_items and open_items[-1][0] >= heading.level:
            open_items.pop()
        parent = open_items[-1][1] if open_items else None
        open_items.append((heading.level, len(sections)))
        level = len(open_items) - 1
        sections.append(_section(document, heading, lines, end=end, level=level, parent=parent))
    return tuple(sections)


def _section(
    document: Document,
    heading: Heading,
    lines: Sequence[Line],
    *,
    end: int,
    level: int,
    parent: int | None,
) -> Section:
    c = heading.candidate
    title = _title(heading, lines, end=end)
    text = title.of(document.text) if title else ""
    tag = tag_in(lines[c.line.index + 1].text) if title and not c.title else None
    claimed = Span(start=c.line.span.start, end=max(c.rest, title.end if title else 0))
    if tag and title:
        claimed = Span(start=claimed.start, end=title.end + len(tag[0]))
    return Section(
        span=Span(start=c.line.span.start, end=end),
        number=c.number,
        heading=title,
        level=level,
        parent=parent,
        role=role_of(text),
        purpose=c.purpose or (purpose_of(tag["tag"]) if tag else ""),
        evidence=Evidence(span=claimed, rule=c.rule),
    )


def _title_text(document: Document, heading: Heading, lines: Sequence[Line]) -> str:
    title = _title(heading, lines, end=len(document.text))
    return title.of(document.text) if title else ""


def _title(heading: Heading, lines: Sequence[Line], *, end: int) -> Span | None:
    """The heading's words: on the number's line, or on the next where the number stands alone."""
    c = heading.candidate
    if c.title is not None:
        return c.title
    following = lines[c.line.index + 1 : c.line.index + 2]
    if not following or following[0].span.start >= end:
        return None
    line = following[0]
    if words().never.match(line.text) and not (line.block.runs and line.all_bold):
        return None
    text = words().scaffolding.sub("", line.text)
    tag = tag_in(text)
    text = text[: tag.start()] if tag and tag.start() >= SHORTEST else text
    cut, rest = run_in(text, line.bold_until)
    if rest < len(text):
        text = text[:cut].rstrip(" .:–—-")
    if len(text) > LONGEST or (_SENTENCE.search(text) and text.endswith(".")):
        return None
    return Span(start=line.span.start, end=line.span.start + len(text))
