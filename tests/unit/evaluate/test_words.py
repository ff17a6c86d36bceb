from __future__ import annotations

import pytest

from pipeline.evaluate.words import label_words, likeness, lookup, same_heading, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cllr Una Fee", "una fee"),
        ("D/Supt Jim Bourne", "Jim  Bourne"),
        ("Zoë Ash", "Zoe Ash"),
        ("Ida Kerr (MLA)", "Mrs Ida Kerr"),
        ("K.Lamb", "K Lamb"),
    ],
)
def test_names_are_alike_without_titles_case_accents_and_brackets(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Una Fee", "Ida Fee"), ("", ""), ("Fee", "")])
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_run_of_words_as_printed_is_wholly_alike() -> None:
    assert likeness("share the audit", "Dan agreed to SHARE the  audit, soon.") == 1.0


def test_loose_words_count_by_their_stems() -> None:
    assert likeness("youth fund line restated", "The youth fund line is to be restated") > 0.9
    assert likeness("volunteers preferred", "ask volunteers which reward they prefer") > 0.9


def test_light_words_alone_prove_nothing() -> None:
    assert likeness("the plan for the roof", "it is for the best to be at the end") < 0.4


@pytest.mark.parametrize("words", ["", "nothing alike"])
def test_absent_words_are_not_alike(words: str) -> None:
    assert likeness("estates options", words) == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2", "Review of Tracker"), ("2.", "REVIEW OF TRACKER")),
        (("", "2 Review of Tracker"), ("2", "Review of Tracker")),
        (("Ref 01/15/03/2023", ""), ("01/15/03/2023", "")),
        (("3", "Drones"), ("3", "Drones – Paper – For Decision")),
    ],
)
def test_headings_are_alike_loosely(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert same_heading(one, other) >= 0.9


def test_headings_under_other_numbers_are_less_alike() -> None:
    assert same_heading(("2", "Finance"), ("5", "Finance")) < 0.9
    assert same_heading(("1", ""), ("2", "")) == 0.0


def test_the_longest_label_that_begins_the_words_is_taken() -> None:
    statuses = label_words().statuses
    assert lookup(statuses, "Carried forward to June") == frozenset({"carried-forward"})
    assert lookup(statuses, "open (count only)") == frozenset({"open", "in-progress"})
    assert lookup(statuses, "moved to agenda") is None
    assert lookup(statuses, "words nobody listed") is None
