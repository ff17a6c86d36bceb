"""What differs between two files of one meeting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.comparing import compare
from tests.web.conftest import Get

WORDS = st.lists(st.sampled_from(["the", "board", "agreed", "noted", "budget"]), max_size=30)


async def test_what_differs_is_shown_in_its_place(get: Get) -> None:
    text = (await get("/-/meeting/meeting-board-1/versions")).text
    assert "<del>June</del>" not in text, "a word is shown with its stop"
    assert "<del>June.</del>" in text
    assert "<ins>March.</ins>" in text
    assert "<h2>2 Call handling</h2>" in text
    assert text.count('<p class="change">') == 1


async def test_either_file_may_come_first(get: Get) -> None:
    address = "/-/meeting/meeting-board-1/versions?from=doc-board-1&to=doc-board-1-draft"
    text = (await get(address)).text
    assert "<del>March.</del>" in text
    assert "<ins>June.</ins>" in text


async def test_files_of_other_meetings_are_not_taken(get: Get) -> None:
    text = (await get("/-/meeting/meeting-board-1/versions?from=doc-hostile&to=doc-panel")).text
    assert "<ins>March.</ins>" in text


async def test_a_meeting_in_one_file_has_nothing_to_compare(get: Get) -> None:
    assert (await get("/-/meeting/meeting-board-2/versions")).status_code == 404
    assert (await get("/-/meeting/none/versions")).status_code == 404


async def test_the_meeting_and_the_earlier_file_lead_to_it(get: Get) -> None:
    address = "/-/meeting/meeting-board-1/versions"
    assert f'href="{address}"' in (await get("/-/meeting/meeting-board-1")).text
    assert f"{address}?from=doc-board-1-draft" in (await get("/-/document/doc-board-1-draft")).text


@pytest.mark.parametrize(
    ("first", "second", "gone", "new"),
    [
        ("a b c d e f g", "a b c X e f g", "d", "X"),
        ("a b c", "a b c d", "", "d"),
        ("d a b c", "a b c", "d", ""),
        ("", "a", "", "a"),
        ("a", "", "a", ""),
        ("one two of three four", "1 2 of 3 4", "one two of three four", "1 2 of 3 4"),
    ],
)
def test_words_only_one_text_has(first: str, second: str, gone: str, new: str) -> None:
    (change,) = compare(first, second).changes
    assert (change.gone, change.new) == (gone, new)


def test_spaces_quotation_marks_and_dashes_do_not_count() -> None:
    assert compare("the “Force” –\nagreed", 'the "Force" - agreed').changes == ()


def test_a_word_broken_by_a_line_end_is_the_same_word() -> None:
    assert compare("see exa mple.org/page now", "see example.org/page now").changes == ()


def test_numbers_and_bullets_of_lists_are_counted_apart() -> None:
    found = compare(
        "Apologies came from nobody Finance was discussed (a) It was noted",
        "1. Apologies came from nobody 2. Finance was discussed • It was noted",
    )
    assert found.changes == ()
    assert found.markers == 3


def test_a_long_text_is_compared_as_far_as_it_is_said() -> None:
    found = compare("word " * 30_001, "word " * 30_001 + "more")
    assert found.cut
    assert found.changes == ()


@given(WORDS, WORDS)
def test_the_figures_are_those_of_the_changes(first: list[str], second: list[str]) -> None:
    found = compare(" ".join(first), " ".join(second))
    assert ("".join(first) == "".join(second)) or found.changes
    assert sum(len(change.gone.split()) for change in found.changes) == found.only_first
    assert sum(len(change.new.split()) for change in found.changes) == found.only_second
