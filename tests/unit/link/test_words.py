from __future__ import annotations

import pytest

from pipeline.link.rules import Likeness
from pipeline.link.words import WordIndex, alike, fits, names_topic, same_numbers, shared

LIGHT = frozenset({"the", "and"})


def test_a_shortened_quotation_is_nearly_identical() -> None:
    whole = "rj is to send a revised paper on analyst posts to the commissioner by june"
    assert alike("send a revised paper on analyst posts", whole) > 90


def test_letters_alone_do_not_make_one_action() -> None:
    one, other = "clerk to write to the bank", "clerk to write to the bishop"
    assert alike(one, other) > 80
    assert shared(one, other, LIGHT) < 0.7
    assert fits(one, other, Likeness(letters=80, words=0.7), LIGHT) == 0.0
    assert fits(one, one, Likeness(letters=80, words=0.7), LIGHT) == 100.0


def test_nothing_is_like_nothing() -> None:
    assert alike("", "words") == 0.0
    assert shared("the", "and", LIGHT) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the q2 report", "the q3 report", False),
        ("the q2 report", "the report of q2", True),
        ("the report", "the q3 report", True),
    ],
)
def test_numbers_contradict_each_other(one: str, other: str, *, same: bool) -> None:
    assert same_numbers(one, other) is same


def test_a_topic_is_wholly_found_or_not_at_all() -> None:
    words = "agree a monthly return on the vetting backlogs"
    assert names_topic("vetting backlog", words, LIGHT, 2)
    assert not names_topic("vetting matrix", words, LIGHT, 2)
    assert not names_topic("the vetting", words, LIGHT, 2)


def test_the_index_finds_texts_of_one_office_by_rare_words() -> None:
    index = WordIndex()
    for number, text in enumerate(("mend the mill roof", "mend the barn roof", "count the bats")):
        index.add("mill", number, text)
    index.add("owl", 3, "mend the mill roof")
    assert index.near("mill", "the mill roofs of mending") == [0]
    assert index.near("mill", "bats") == [2]
    assert index.near("mill", "nothing known") == []
    assert index.near("owl", "mend the mill roof") == [3]
