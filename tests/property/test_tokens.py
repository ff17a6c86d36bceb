from __future__ import annotations

import string

from hypothesis import example, given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from pipeline.extract.language import load

DEFAULTS = English.Defaults
PREFIX = compile_prefix_regex(DEFAULTS.prefixes)
SUFFIX = compile_suffix_regex(DEFAULTS.suffixes)
INFIX = compile_infix_regex(DEFAULTS.infixes)


@given(st.text(string.ascii_letters, min_size=1, max_size=20))
@example("httpwwwdorsetcom")
@example("km")
@example("mmHg")
@example("USD")
def test_no_affix_is_letters_alone(word: str) -> None:
    assert PREFIX.search(word) is None
    assert SUFFIX.search(word) is None
    assert INFIX.search(word) is None


@given(st.from_regex(URL_PATTERN))
def test_every_address_has_a_full_stop(address: str) -> None:
    assert "." in address


@given(st.text(f"{string.ascii_letters}{string.digits} .,:;'’()[]/-–£@%&é\n", max_size=60))
@example("Don't go to a.m. (the U.S. one), 5km/h, £3.50; e-mail ab@cd.co.uk or http://ab.cd/e?f=g")
def test_words_are_split_as_the_rules_of_english_split_them(text: str) -> None:
    assert [one.text for one in load().make_doc(text)] == [one.text for one in ENGLISH(text)]


ENGLISH = English()
