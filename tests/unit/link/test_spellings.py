"""A number of a log ("A112") and of minutes ("Action 112") are one where words of the body show it."""

from __future__ import annotations

import pytest

from pipeline.link import link
from pipeline.link.refs import other_spelling, ref_key
from pipeline.model import Extraction, Links
from tests.support.linking import action, meeting, update

ROOF = "mend the roof of the mill before the winter"
BATS = "count the bats in the tower twice a year"


def closes(links: Links, *extractions: Extraction) -> list[str | None]:
    """The words of the action that each update is about."""
    every = [minutes for one in extractions for minutes in one.minutes]
    words = {own.id: own.text for minutes in every for own in minutes.actions}
    return [words.get(links.events.get(said.id, "")) for one in every for said in one.updates]


@pytest.mark.parametrize(
    ("ref", "other"), [("A112", "112"), ("Action 112", "A112"), ("AP112", "A112")]
)
def test_the_letter_of_the_word_may_be_left_out(ref: str, other: str) -> None:
    assert other_spelling(ref_key(ref)) == ref_key(other)


@pytest.mark.parametrize("ref", ["B12", "17/2022", "A17/22", "12a", "Mar23.04", ""])
def test_other_series_have_one_spelling(ref: str) -> None:
    assert other_spelling(ref_key(ref)) == ""


@pytest.mark.parametrize(("raised", "said"), [("A112", "112"), ("112", "A112"), ("AP112", "A112")])
def test_the_words_join_two_spellings(raised: str, said: str) -> None:
    first = meeting("2023-01-18", action(ROOF, raised))
    later = meeting("2023-02-15", update(said, quote=ROOF))
    assert closes(link((first, later)), first, later) == [ROOF]


def test_the_number_alone_joins_nothing_in_a_body_not_known_to_write_both() -> None:
    first = meeting("2023-01-18", action(ROOF, "A112"))
    later = meeting("2023-02-15", update("112"))
    assert closes(link((first, later)), first, later) == [None]


def test_the_number_alone_joins_once_a_log_listed_an_action_under_the_other_spelling() -> None:
    first = meeting("2023-01-18", action(ROOF, "111"), action(BATS, "112"))
    log = meeting("2023-01-20", action(ROOF, "A111"), tracker=True)
    later = meeting("2023-02-15", update("A112"))
    assert closes(link((first, log, later)), first, log, later) == [BATS]


def test_a_number_that_two_series_have_joins_neither() -> None:
    first = meeting("2023-01-18", action(ROOF, "A11"), action(BATS, "A12"), action("dust", "B12"))
    shown = meeting("2023-02-15", update("11", quote=ROOF))
    later = meeting("2023-03-15", update("12"))
    assert closes(link((first, shown, later)), first, shown, later) == [ROOF, None]


def test_other_words_under_the_other_spelling_join_nothing() -> None:
    first = meeting("2023-01-18", action(ROOF, "A12"))
    later = meeting("2023-02-15", update("12", quote="invite the bishop to supper"))
    assert closes(link((first, later)), first, later) == [None]


def test_letters_of_two_series_are_two_numbers() -> None:
    first = meeting("2023-01-18", action(ROOF, "A12"))
    later = meeting("2023-02-15", update("B12", quote="mend the roof"))
    assert closes(link((first, later)), first, later) == [None]


def test_an_action_without_a_number_that_comes_again_shows_no_spelling() -> None:
    bare = meeting("2023-01-18", action(ROOF))
    numbered = meeting("2023-02-15", action(ROOF, "17/2022"), action(BATS, "A112"), tracker=True)
    later = meeting("2023-03-15", update("112"))
    every = (bare, numbered, later)
    assert closes(link(every), *every) == [None]
