"""Sections tile the text, whatever the lines are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bodies import recognise
from pipeline.sections import partition, split
from tests.support.typed import plain

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "1. Apologies",
                "2. Fleet – Paper – For Decision",
                "Ref 01/17/05/2023",
                "12/23",
                "Attendance",
                "ACTION: BO to report",
                "05.23.01 Apologies were made. 05.23.02 Fleet",
                "AOB",
                "3. DRAFT MINUTES The minutes were agreed.",
                "1. Roofs",
                "2.1 Burglary",
                "No     Action     Lead     Status",
                "1.1    Paint      AF       Complete",
                "May 2023",
                "Name | Post |",
                "---|---",
                "Ada Finch | Chair |",
            ]
        ),
        st.text(max_size=80),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_sections_tile_the_text(lines: list[str]) -> None:
    document = plain("\n".join(lines))
    body = recognise(document, ())
    for within in partition(document, body):
        found = split(document, body, within)
        assert found[0].span.start == within.start
        assert found[-1].span.end == within.end
        for left, right in pairwise(found):
            assert left.span.end == right.span.start
        for index, section in enumerate(found):
            assert section.parent is None or section.parent < index
            assert section.span.contains(section.evidence.span)
            assert section.heading is None or section.span.contains(section.heading)
