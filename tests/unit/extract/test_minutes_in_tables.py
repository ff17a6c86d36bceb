"""Minutes laid out as a table whose columns share decisions, actions and answers."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model import Minutes, Outcome, Status
from tests.support.typed import HEAD, Typed, minutes_of, page

TALK = "The officers spoke to the paper at some length and members asked several questions of them."
ROWS: list[tuple[str, ...]] = [
    ("1. Welcome", TALK, "", "", ""),
    ("2. Action log", TALK, "Minutes approved.\nNB23/04 ongoing.", "", ""),
    ("3. Fleet", TALK, "NB23/07 Write to the yard about its tyres", "BO", "24/06/23"),
    ("4. Depot", TALK, "Lease approved for two years.\nNB23/08 Add a plan", "CD", "End June"),
    ("5. Budget", TALK, "Position and gap noted\nNo decisions\nN12 – close", "", ""),
    ("6. Lamps", TALK, "AF to circulate the agreed plan", "AF", ""),
]


def found(head: str) -> Minutes:
    """Give the minutes of a meeting whose third column has this head."""
    rows = [("Item", "Discussion", head, "Owner", "By when"), *ROWS]
    cells = [
        Typed(line, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        for line in words.splitlines()
    ]
    return minutes_of(page(*HEAD.splitlines(), *cells, "Next Board: 14 June 2023"))


@pytest.mark.parametrize("head", ["Decision / Action", "Decisions and actions", "Actions/Outcome"])
def test_a_column_of_decisions_and_actions_is_read_paragraph_by_paragraph(head: str) -> None:
    minutes = found(head)
    assert [(one.ref, one.text, one.due and one.due.last) for one in minutes.actions] == [
        ("NB23/07", "Write to the yard about its tyres", dt.date(2023, 6, 24)),
        ("NB23/08", "Add a plan", dt.date(2023, 6, 30)),
        ("", "AF to circulate the agreed plan", None),
    ]
    assert [[owner.text for owner in one.owners] for one in minutes.actions] == [
        ["BO"],
        ["CD"],
        ["AF"],
    ]
    assert [one.outcome for one in minutes.decisions] == [
        Outcome.APPROVED,
        Outcome.APPROVED,
        Outcome.NOTED,
    ]
    assert [(one.ref, one.status) for one in minutes.updates] == [("NB23/04", Status.IN_PROGRESS)]


def test_its_items_stand_in_the_first_column() -> None:
    assert [one.number for one in found("Decision / Action").sections if one.number] == list(
        "123456"
    )


def test_a_date_in_a_column_of_deadlines_is_not_the_day_of_the_meeting() -> None:
    assert found("Decision / Action").meeting.held.first == dt.date(2023, 5, 17)
