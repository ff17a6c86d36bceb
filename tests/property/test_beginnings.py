from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.beginnings import AtWords, parsed
from pipeline.extract.dates.grammar import written
from tests.support.strategies import texts

ROWS = AtWords(written())
PLAIN = [(told, re.compile(rf"(?<!\w)(?:{one})", re.IGNORECASE)) for told, one in written()]
WORDS = texts(
    r"[A-Za-z]{1,9}|\d{1,4}(?:st|nd|th)?|[.,;:()/ –-]",
    ["by", "the", "next", "in", "May", "june", "WEDNESDAY", "Auguſt", "FRİDAY", "٣", "\u00a0"],
)


@settings(deadline=None, max_examples=200)  # strings that match a long pattern take time to make
@given(st.data())
def test_looking_at_beginnings_loses_no_match(data: st.DataObject) -> None:
    matching = st.from_regex(data.draw(st.sampled_from(PLAIN))[1]).map(lambda text: text[:200])
    text = data.draw(st.one_of(WORDS, matching, st.tuples(WORDS, matching).map(" ".join)))
    plain = [(told.id, hit.span()) for told, one in PLAIN for hit in one.finditer(text)]
    assert [(told.id, hit.span()) for told, hit in ROWS.finditer(text)] == plain


def test_a_pattern_begins_with_what_its_matches_begin_with() -> None:
    assert parsed(r"(?:by|no\s+later)\s", re.IGNORECASE)[1] == {"by ", "no   ", "no  l", "no la"}
    assert parsed(r"(?:The )?[0-3]?\d(?:st)?\b")[1] == {
        "the 0",
        *("0", "00", "0st", "00st"),
    }
    assert parsed(r"(?<!a)(?=b)(?:Q|[a-f])x")[1] == {"qx", ""}
    assert parsed("ab{2,}c")[1] == {"abbc", "abbbc", "abbbb"}


def test_a_pattern_that_may_match_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="may match no letter"):
        AtWords([("nothing", r"\d*")])
