from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.items import fates
from pipeline.extract.items.data import actions, ahead

LETTERS = st.text("Aa ctionsCTIONSPTt/12.")


def patterns() -> dict[str, tuple[str, str, int]]:
    """Give the letters and the words of every look, with the flags of its pattern."""
    label, some = actions().label, fates.words()
    mark = rf"\b (?: {label.separated} | {label.nouns} | {label.small} )"
    number = rf"\b(?:{some.introduced})\s*{some.ref}"
    return {"label": (label.begins, mark, re.VERBOSE), "number": (some.begins, number, 0)}


@given(st.sampled_from(sorted(patterns())), st.data())
def test_what_is_sought_by_its_first_letter_is_found_where_it_stands(
    name: str, data: st.DataObject
) -> None:
    letters, words, flags = patterns()[name]
    plain = re.compile(words, flags)
    standing = st.from_regex(plain).map(lambda text: text[:80])
    text = data.draw(st.one_of(LETTERS, standing, st.tuples(LETTERS, standing).map(" ".join)))
    found = re.compile(ahead(letters, words), flags).search(text)
    hit = plain.search(text)
    assert (found and found.start()) == (hit and hit.start())
