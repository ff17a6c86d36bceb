from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.extract.items import counts
from pipeline.extract.items.data import compiled
from pipeline.extract.items.update_words import words

COUNTED = st.sampled_from([(rule.id, pattern.pattern) for rule, pattern in counts.counting()])
AROUND = st.sampled_from(
    ["", "The Board met. ", "Two vacancies remain, he said.\n", " (see below)"]
)


@given(COUNTED, AROUND, AROUND, st.data())
def test_a_count_of_a_sentence_is_seen_in_its_passage(
    counted: tuple[str, str], before: str, after: str, data: st.DataObject
) -> None:
    rule, words_of_it = counted
    pattern = compiled(words_of_it, ignore_case=True)
    hit = pattern.search(
        data.draw(st.from_regex(re.compile(words_of_it, re.IGNORECASE | re.ASCII)))
    )
    assume(hit is not None)
    assert hit is not None  # for the type checker
    passage = f"{before}{hit[0]} {after}"
    assert pattern.search(passage)
    assert rule != "update.count" or counts.NEEDED.likely(passage)


@given(st.from_regex(re.compile(words().list_before, re.IGNORECASE | re.ASCII)), AROUND)
def test_a_list_of_a_sentence_is_seen_in_its_passage(sentence: str, before: str) -> None:
    pattern = compiled(words().list_before, ignore_case=True)
    assume(pattern.search(sentence))
    assert pattern.likely(f"{before}{sentence}")
