"""Which passages of a document are withheld, and how they are taken out: pure, on text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.model import Span, value
from pipeline.publish.markings import Markings

MARKING, EXEMPT, REPEATED = "marking", "exempt", "repeated"
"""Reasons, as the table `withheld` has them."""

NOTICES = {
    MARKING: "[Withheld: protectively marked]",
    EXEMPT: "[Withheld: exempt item]",
    REPEATED: "[Withheld: words of an exempt item]",
}
"""What stands in the place of a passage."""

WITHIN = 240
"""Characters of a heading that are looked at; more is no heading."""


@value
class Part:
    """A section of a document: its span, its heading, what it stands under, its meeting."""

    id: str
    span: Span
    heading: str = ""
    parent: str = ""
    meeting: str = ""


@value
class Passage:
    """A stretch that is withheld, with the reason."""

    span: Span
    reason: str


def exempt(text: str, parts: Sequence[Part], known: Markings) -> list[Passage]:
    """Find the passages of a document that its own words keep from the public.

    A heading that says so withholds its section and those under it; a line, the innermost section
    that it stands in, or itself where it stands in none; an exclusion of the public, everything to
    the end of the meeting.
    """
    found: list[Passage] = []
    withheld: set[str] = set()
    for part in parts:
        heading = part.heading[:WITHIN]
        reason = _reason(heading, known.heading, known)
        if reason or part.parent in withheld:
            withheld.add(part.id)
            found.append(Passage(span=part.span, reason=reason or EXEMPT))
    start = 0
    until = -1  # the end of what an exclusion of the public covers
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        span = Span(start=start, end=start + len(line.rstrip("\r\n")))
        start = end
        if not line.strip():
            continue
        inside = _innermost(parts, span)
        if until >= 0 and known.again.search(line):
            until = -1
        if until < 0 and known.onwards.search(line):
            until = _meeting_end(parts, inside, len(text))
        if span.start < until:  # with its line end, so that neighbours become one passage
            found.append(Passage(span=Span(start=span.start, end=start), reason=EXEMPT))
        else:
            until = -1
        reason = _reason(line, known.line, known)
        if reason:
            found.append(Passage(span=inside.span if inside else span, reason=reason))
    return merged(found)


def _reason(line: str, pattern: re.Pattern[str], known: Markings) -> str:
    if known.above.search(line):
        return MARKING
    return EXEMPT if pattern.search(line) else ""


def _innermost(parts: Sequence[Part], span: Span) -> Part | None:
    held = [part for part in parts if part.span.start <= span.start < part.span.end]
    return min(held, key=lambda part: part.span.end - part.span.start, default=None)


def _meeting_end(parts: Sequence[Part], inside: Part | None, length: int) -> int:
    """The end of the meeting that a section belongs to; of the document where none is known."""
    if inside is None or not inside.meeting:
        return length
    if len({part.meeting for part in parts if part.meeting}) < 2:  # noqa: PLR2004 (two meetings)
        return length
    return max(part.span.end for part in parts if part.meeting == inside.meeting)


def merged(passages: Iterable[Passage]) -> list[Passage]:
    """Join passages that overlap or touch; the first one's reason stays."""
    joined: list[Passage] = []
    for passage in sorted(passages, key=lambda one: (one.span.start, -one.span.end)):
        if passage.span.start >= passage.span.end:
            continue
        if joined and passage.span.start <= joined[-1].span.end:
            last = joined[-1]
            end = max(last.span.end, passage.span.end)
            joined[-1] = Passage(span=Span(start=last.span.start, end=end), reason=last.reason)
        else:
            joined.append(passage)
    return joined


def without(text: str, passages: Sequence[Passage]) -> str:
    """Give the text with a notice in the place of each passage, every other character in its place.

    Spans count characters, so a passage keeps its length: a notice, then empty lines.
    """
    pieces, at = [], 0
    for passage in passages:
        span = passage.span
        room = span.end - span.start
        if text[span.end - 1] == "\n":  # what follows stays a line of its own
            notice = NOTICES[passage.reason][: room - 1].ljust(room, "\n")
        else:
            notice = NOTICES[passage.reason][:room].ljust(room, "\n")
        pieces += [text[at : span.start], notice]
        at = span.end
    return "".join([*pieces, text[at:]])
