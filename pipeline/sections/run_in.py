"""Headings that nothing but a colon sets off: "Web Page: Entries are made …", in plain minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model import Span, replace
from pipeline.sections.data import words
from pipeline.sections.headings import Candidate, group_row
from pipeline.sections.lines import Line

FEWEST = 5
"""Lines that make it the habit of the paper."""

SHARE = 0.25
"""The least share of the lines that begin so."""

TOP = 3
"""Lines of the title."""

RULE = "section.run-in"
_TITLE = re.compile(r"(?P<title>[A-Z][^:.;?!\n]{2,45}?)\s*:(?=\s|$)")
_MOST = 6  # words of a title


def run_in_headings(lines: Sequence[Line]) -> list[Candidate]:
    """The headings of minutes whose items have no number and no type; none where it is no habit.

    A title that returns is a speaker ("Ann: …") and no heading.
    """
    plain = [line for line in lines[TOP:] if not line.in_table]
    hits = [(line, hit) for line in plain if (hit := _title(line))]
    often = Counter(hit["title"].casefold() for _, hit in hits)
    found = [(line, hit) for line, hit in hits if often[hit["title"].casefold()] == 1]
    if len(found) < FEWEST or len(found) < SHARE * len(plain) or len(found) < SHARE * 3 * len(hits):
        return []
    return [_candidate(line, hit) for line, hit in found]


def _title(line: Line) -> re.Match[str] | None:
    hit = _TITLE.match(line.text)
    if not hit or len(hit["title"].split()) > _MOST or line.marker:
        return None
    known = words().known.fullmatch(hit["title"]) is not None
    return hit if known or not words().never.match(line.text) else None


def _candidate(line: Line, hit: re.Match[str]) -> Candidate:
    start = line.span.start
    rest = start + hit.end() + len(line.text[hit.end() :]) - len(line.text[hit.end() :].lstrip())
    return replace(
        group_row(line),
        title=Span(start=start, end=start + hit.end("title")),
        rest=rest,
        rule=RULE,
        own_line=hit.end() >= len(line.text.rstrip()),
    )
