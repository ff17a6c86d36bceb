from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.items import fates
from pipeline.extract.items.data import actions, ahead

LETTERS = st.text("Aa ctionsCTIONSPTt/12.")


@given(st.data())
def test_what_is_sought_by_its_first_letter_is_found_where_it_stands(data: st.DataObject) -> None:
    label = actions().label
    words = rf"\b (?: {label.separated} | {label.nouns} | {label.small} )"
    plain = re.compile(words, re.VERBOSE)
    standing = st.from_regex(plain).map(lambda text: text[:80])
    text = data.draw(st.one_of(LETTERS, standing, st.tuples(LETTERS, standing).map(" ".join)))
    found = re.compile(ahead(label.begins, words), re.VERBOSE).search(text)
    hit = plain.search(text)
    assert (found and found.start()) == (hit and hit.start())


@given(st.from_regex(rf"\b(?:{fates.words().introduced})\s*{fates.words().ref}", fullmatch=True))
def test_what_introduces_a_number_holds_some_of_its_letters(text: str) -> None:
    assert any(letters in text for letters in fates.words().holds)
