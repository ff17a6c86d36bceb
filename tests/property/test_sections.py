"""Sections tile the text, whatever the lines are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bodies import recognise
from pipeline.sections import lines, partition, split
from pipeline.sections.data import tag_in, words
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


PIECES = [
    "06.23.02 Fleet",
    "Ref 01/17/05/2023",
    "5. Complaints and Conduct",
    "Fleet",
    ".",
    ":",
    " ",
    "\n",
    "5",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_lines_are_cut_as_if_every_one_were_looked_through(text: str) -> None:
    plainly = [piece for line in text.split("\n") for piece in lines._OWN_NUMBER.split(line)]
    assert lines._pieces(text) == plainly


TAGS = [
    "Fleet",
    " – ",
    "(",
    ")",
    "-",
    "Paper",
    "For Decision",
    "to note",
    "noted",
    "BO/AF",
    " ",
    "verbal update",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TAGS)).map("".join))
def test_a_tag_is_found_as_if_every_text_were_looked_through(text: str) -> None:
    found, plainly = tag_in(text), words().tag.search(text)
    assert (found and found.span()) == (plainly and plainly.span())


NOTATIONS = [pattern for _, _, pattern in (*words().notations, *words().lettered)]


@given(
    st.sampled_from(NOTATIONS).flatmap(lambda one: st.from_regex(rf"\A{one.pattern}"))
    | st.text(alphabet="AaIiVvXxPpRef1204 ./:(–-", max_size=12)
)
def test_every_number_of_a_notation_begins_as_the_words_say(text: str) -> None:
    if any(one.match(text) for one in NOTATIONS):
        assert words().begins.match(text)
