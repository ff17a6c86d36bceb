from __future__ import annotations

import pytest

from pipeline.link.refs import is_bare, ref_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Action 17/2022", "17/22"),
        ("Feb23.04", "FEB 23.4"),
        ("March26.01", "Mar26.01"),
        ("Ref 06/15/02/2023", "6/15/02/23"),
        ("AP1", "1."),
        ("683a", "683 (a)"),
    ],
)
def test_two_ways_of_writing_are_one_reference(one: str, other: str) -> None:
    assert ref_key(one) == ref_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("17/2022", "18/2022"), ("4.1", "4.10"), ("Feb23.04", "March23.04"), ("683a", "683b")],
)
def test_other_references_stay_apart(one: str, other: str) -> None:
    assert ref_key(one) != ref_key(other)


@pytest.mark.parametrize("ref", ["", "Ongoing", "Action", "–"])
def test_words_without_a_number_are_no_reference(ref: str) -> None:
    assert ref_key(ref) == ""


@pytest.mark.parametrize(("ref", "bare"), [("11", True), ("683a", True), ("17/2022", False)])
def test_a_running_number_is_bare(ref: str, *, bare: bool) -> None:
    assert is_bare(ref_key(ref)) is bare
