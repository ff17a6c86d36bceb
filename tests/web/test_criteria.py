from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web import words
from pipeline.web.criteria import LARGEST, STATES, Criteria, read

_WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(
    str.strip
)
_DAYS = st.one_of(st.just(""), st.dates().map(str))


def _read(address: str) -> Criteria:
    return read(MultiParams(parse_qs(urlsplit(address).query, keep_blank_values=True)))


@given(
    st.builds(
        Criteria,
        q=_WORDS,
        kind=st.sampled_from(["", *words.KINDS]),
        body=_WORDS,
        start=_DAYS,
        end=_DAYS,
        owner=_WORDS,
        status=st.sampled_from(["", *STATES]),
        hmicfrs=st.booleans(),
        due=st.sampled_from(["", "yes", "no"]),
        mark=st.sampled_from(["", "labelled", "implied"]),
        earlier=st.booleans(),
        sort=st.sampled_from(["", "newest", "deadline"]),
        size=st.integers(1, LARGEST),
    )
)
def test_a_question_survives_its_address(question: Criteria) -> None:
    assert _read(question.address()) == question


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("from=2023&to=2023", "2023-01-01", "2023-12-31"),
        ("from=2024-02&to=2024-02", "2024-02-01", "2024-02-29"),
        ("from=2024-12&to=2024-12", "2024-12-01", "2024-12-31"),
        ("from=yesterday&to=31/12/2023", "", ""),
    ],
)
def test_years_and_months_stand_for_their_days(query: str, start: str, end: str) -> None:
    question = _read(f"/-/search?{query}")
    assert (question.start, question.end) == (start, end)


@pytest.mark.parametrize("query", ["size=0", "size=-1", "page=0", "size=x", "page=1e3", "kind=x"])
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    question = _read(f"/-/search?{query}")
    assert question.size >= 1
    assert question.page == 1
    assert question.kind == ""
