"""What the header asks of every line of a meeting, and the few lines in which any of it may stand."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.front import Line, header_words, lines
from pipeline.extract.guarded import Guarded, Look, guarded
from pipeline.model import Document, Span
from pipeline.remembered import remembered


@remembered
def asked_lines(document: Document, within: Span) -> tuple[tuple[Line, Line | None], ...]:
    """The lines of a meeting that may hold what is asked here, each with the next; all others do not."""
    look = _any()
    every = lines(document, within)
    return tuple(
        (line, following)
        for line, following in zip(every, (*every[1:], None), strict=False)  # there may be none
        if look.likely(line.text)
    )


@cache
def _any() -> Look:
    return Look((announced(), started(), ended(), chaired(), took_chair(), marking()))


@cache
def announced() -> Guarded:
    """Words that announce the next meeting."""
    words = "|".join(re.escape(one) for one in header_words().next_meeting)
    bodies = "|".join(header_words().title[3:])
    # the body's own name between the two: "the next Holding to Account Meeting"
    own = rf"next\s+(?-i:(?:[A-Z][\w’'-]*|to|and|of|&)\s+){{1,6}}(?:{bodies})"
    # the short form of it, before a colon: "Next PAPM: 26 March 2025"
    short = r"next\s+(?-i:[A-Z]{2,6})(?=\s*:)"
    return guarded(rf"\b(?:{words}|{own}|{short})(?!\w)", re.IGNORECASE)


@cache
def started() -> Guarded:
    """Words before the time at which the meeting began."""
    return guarded("|".join(header_words().started), re.IGNORECASE)


@cache
def ended() -> Guarded:
    """Words before the time at which the meeting ended."""
    return guarded("|".join(header_words().ended), re.IGNORECASE)


@cache
def chaired() -> Guarded:
    """Words before the name of whoever opened the meeting."""
    return guarded("|".join(header_words().chaired), re.IGNORECASE)


@cache
def took_chair() -> Guarded:
    """Words behind whoever took the chair."""
    return guarded(header_words().took_chair)


@cache
def marking() -> Guarded:
    """A protective marking."""
    return guarded(rf"(?<![\w-])(?:{'|'.join(header_words().markings)})(?![\w-])")
