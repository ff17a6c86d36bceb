"""Promises are found where spaCy's matcher finds them, though it is asked of few places."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher

from pipeline.extract import language
from pipeline.models import load_lines

NLP = language.load()
ROWS = load_lines("patterns/promises.jsonl", language.Promise)
EVERYWHERE = Matcher(NLP.vocab)
for _row in ROWS:
    EVERYWHERE.add(_row.id, [_row.pattern])


def said(token: dict[str, Any]) -> st.SearchStrategy[str]:
    """A word that a token of a pattern names, as one that it takes or refuses, or any other."""
    lower = token.get("LOWER", {})
    lower = {"IN": [lower]} if isinstance(lower, str) else lower
    named = [*lower.get("IN", ()), *lower.get("NOT_IN", ())]
    words = st.sampled_from([*named, "also", "be", "to", "minutes", "9", "\n"])
    return words.flatmap(lambda word: st.sampled_from([word, word.title()]))


SAID = st.sampled_from(ROWS).flatmap(lambda row: st.tuples(*map(said, row.pattern)).map(" ".join))


@given(st.lists(SAID, max_size=6).map(" ".join))
def test_promises_are_looked_for_only_where_one_may_begin(text: str) -> None:
    component = dict(NLP.pipeline)["promises"]
    assert isinstance(component, language.Promises)
    doc = NLP.make_doc(text)
    assert sorted(component.verbs(doc)) == sorted(EVERYWHERE(doc))
