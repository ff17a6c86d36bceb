"""What marks of actions need: where it is missing they are not sought, and none is lost by that."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.extract.items.data import actions, items, verbose
from pipeline.extract.items.dress import may_return, shape
from pipeline.extract.items.labels import label, word
from tests.support.strategies import texts

LABELS = texts(
    r"[(\[]?[A-Za-z/]{1,9}[)\]]?[:–-]?",
    (
        "Action",
        "[Action",
        "**ACTION:",
        "ACTIONS",
        "Outstanding action:",
        "New actions –",
        "AP 3 of 26 June:",
        "(AP1)",
        "A12:",
        "to do:",
        "Task",
        "Actions/s",
        "action:",
    ),
)
DRESSES = texts(
    r"[A-Z(\[][a-z/]{0,2}\d{0,2}[)\]:.|–-]{0,2}",
    ("AP", "AP9", "23/14", "9:", "–", "|"),  # none returns by itself, as an arrow does
)
FIELDS = texts(
    r"[A-Za-z]{1,9}[:–—-]?",
    (
        "Lead:",
        "Owner –",
        "Due: 3 May",
        "By when:",
        "By:",
        "Status:",
        "RAG:",
        "Who:",
        "Target date -",
    ),
)
NUMBERS = texts(r"[(\[]?[A-Za-z]{1,6}\d{0,2}[)\]]?", ("(AP1)", "[A3]", "(Action", "Point 5)", "A3"))


@given(FIELDS)
def test_every_field_has_a_colon_or_dash(text: str) -> None:
    words = items().owners
    for field in (words.field, words.due_field, words.other_field):
        assert all(re.search("[:–—-]", found[0]) for found in re.finditer(field, text))


@given(NUMBERS)
def test_every_number_at_a_tasks_end_has_a_bracket(text: str) -> None:
    for found in verbose(actions().end_marker).finditer(text):
        assert found[0][0] in "(["


@given(LABELS)
def test_no_label_stands_behind_the_last_of_its_words(text: str) -> None:
    for found in label().finditer(text):
        told = word().search(text, found.start())
        assert told is not None
        assert told.start() < found.end()


@given(DRESSES, DRESSES, st.lists(st.sampled_from(("dress", "more", "9", "else")), max_size=6))
def test_what_may_not_return_may_not_return_with_more_behind_it(
    dress: str, more: str, rest: list[str]
) -> None:
    words = {"dress": dress, "more": more}
    meeting = " ".join([dress, more, *(words.get(one, one) for one in rest)])

    def twice(part: str) -> bool:
        return meeting.count(part) > 1

    assume(may_return(shape(f"{dress} {more}"), twice))
    assert may_return(shape(dress), twice)
