"""Tables whose rows say what they are: actions with what came of them, decisions, the rest."""

from __future__ import annotations

import pytest

from pipeline.model import Grade, Minutes, Outcome, Status
from tests.support.typed import HEAD, Typed, minutes_of, page


def log(*rows: tuple[str, ...]) -> Minutes:
    """Give minutes whose one item is a table with these rows."""
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    lines = [Typed(line) for line in HEAD.splitlines()]
    return minutes_of(page(*lines, Typed("1. Estates", bold=True), *cells))


ROWS = (
    ("Action", "CD", "Send the schedule of rents to the members", "Complete"),
    ("Decision", "", "Keep the lease of the depot for another year"),
    ("Action", "All", "Comment on the draft policy by 30 June 2023"),
    ("Information", "", "The survey of roofs goes on"),
    ("Action", "DN", "Ask the landlord for a plan of the yard", "pending"),
)


def test_rows_that_say_action_are_actions_with_their_owners() -> None:
    found = log(*ROWS).actions
    assert [(one.text, one.owners_text) for one in found] == [
        ("Send the schedule of rents to the members", "CD"),
        ("Comment on the draft policy by 30 June 2023", "All"),
        ("Ask the landlord for a plan of the yard", "DN"),
    ]
    assert [one.name for one in found[0].owners] == ["Cora Dale"]
    assert found[1].due is not None
    assert {one.evidence.rule for one in found} == {"action.typed-row"}


def test_rows_that_say_decision_are_decisions() -> None:
    found = log(*ROWS).decisions
    assert [one.text for one in found] == ["Keep the lease of the depot for another year"]
    assert found[0].outcome is Outcome.AGREED


def test_the_last_cell_tells_what_came_of_the_action_of_its_row() -> None:
    found = log(*ROWS).updates
    assert [(one.quote, one.status, one.grade) for one in found] == [
        ("Send the schedule of rents to the members", Status.COMPLETE, Grade.TABLE),
        ("Ask the landlord for a plan of the yard", Status.OPEN, Grade.TABLE),
    ]


@pytest.mark.parametrize(
    "words",
    ["Superseded?", "Complete?", "Partly done", "not complete", "Letter sent", "To be closed"],
)
def test_words_that_do_not_say_so_close_nothing(words: str) -> None:
    found = log(ROWS[1], ("Action", "CD", "Send the schedule of rents to the members", words))
    assert [one.status in {Status.OPEN, Status.IN_PROGRESS} for one in found.updates] == [True]


def test_an_action_brought_forward_is_an_event_of_the_earlier_one() -> None:
    found = log(ROWS[1], ("Action brought forward", "CD", "Send the schedule of rents", "done"))
    assert found.actions == ()
    assert [(one.quote, one.status) for one in found.updates] == [
        ("Send the schedule of rents", Status.COMPLETE)
    ]


def test_a_table_that_says_of_few_rows_what_they_are_is_left_to_the_others() -> None:
    rows = [("Depot", "north", "12"), ("Yard", "south", "3"), ("Action", "east", "9")]
    assert "action.typed-row" not in {one.evidence.rule for one in log(*rows).actions}
