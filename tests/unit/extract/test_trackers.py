"""Trackers of earlier actions: their heads, their states, their colours, and none of these."""

from __future__ import annotations

import pytest

from pipeline.extract.items.answers import answered
from pipeline.model import CLOSING, DECISIVE, ActionUpdate, Grade, Status
from tests.support.typed import HEAD, Typed, minutes_of, page

Rows = tuple[tuple[str, ...], ...]


def tracker(rows: Rows, heading: str = "Action log", below: str = "") -> list[ActionUpdate]:
    """Give the events of minutes whose one item is a table with these rows."""
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    lines = [Typed(line) for line in HEAD.splitlines()]
    after = [Typed(line) for line in (below, "2. Fleet", "Nothing was said.") if line]
    return list(minutes_of(page(*lines, Typed(f"1. {heading}", bold=True), *cells, *after)).updates)


def closes(events: list[ActionUpdate]) -> list[str]:
    """Give the numbers of the actions that events would close."""
    return [one.ref for one in events if one.status in CLOSING and one.grade in DECISIVE]


HEADS: list[tuple[str, ...]] = [
    ("Ref", "Action", "Owner", "Update", "Status"),
    ("No", "Action", "Lead", "Position today", "RAG"),
    ("No.", "Action Point", "By whom", "Response", "Position"),
    ("Action no", "Action", "Responsible officer", "Progress to date", "Open/Closed"),
    ("Item", "Action required", "Action by", "Latest update", "Complete?"),
    ("#", "Task", "Who", "Comments", "BRAG"),
    ("Minute", "Matter", "Owner", "Position at 12.5.23", "State"),
    ("AP", "Text", "Who", "Update", "State"),
    ("Minute ref", "Agreed action", "Officer", "Officer response", "Current status"),
    ("Log ref", "Action", "Owner", "Update (May 2023)", "Status"),
    ("Ref", "Action", "Owner", "Update 12/05", "RAG rating"),
    ("Ref", "Action", "Owner", "Progress since last meeting", "Outcome"),
    ("Ref", "Action", "Owner", "Update as at 12 May 2023", "RAG status"),
    ("Cyf / Ref", "Cam gweithredu / Action", "Arweinydd / Owner", "Diweddariad / Update", "Status"),
]


@pytest.mark.parametrize("head", HEADS, ids=["-".join(head[3:]) for head in HEADS])
def test_the_state_stands_beside_the_update_whatever_the_heads(head: tuple[str, ...]) -> None:
    rows = (
        head,
        ("11/22", "Share the draft plan of the yard", "BO", "Draft shared on 2 May.", "Complete"),
        ("12/22", "Ask the landlord for a map of the mill", "CD", "Not yet received.", "C/fwd"),
        ("14/22", "Review the number of vans at the depot", "DN", "Paper drafted.", "Ongoing"),
    )
    found = tracker(rows)
    assert [(one.ref, one.status) for one in found] == [
        ("11/22", Status.COMPLETE),
        ("12/22", Status.CARRIED_FORWARD),
        ("14/22", Status.IN_PROGRESS),
    ]
    assert closes(found) == ["11/22"]


STATES = [
    ("Plan presented to the Estates Board in April.", "Blue - done", Status.COMPLETE, True),
    ("Written reply circulated 31 January.", "Closed", Status.CLOSED, True),
    ("Overtaken by the new plan.", "Superseded – close", Status.CLOSED_SUPERSEDED, True),
    ("Moved to the Owl Panel log.", "Closed", Status.TRANSFERRED, True),
    ("Passed to the mill.", "Transferred", Status.TRANSFERRED, True),
    ("Moved to the Owl Panel log.", "Grey", Status.TRANSFERRED, True),
    ("", "Discharged", Status.CLOSED, True),
    ("Not ready. CD has asked for more time.", "Red, re-dated", Status.RESCHEDULED, False),
    ("Not ready; Board accepted 19 November.", "Red", Status.RESCHEDULED, False),
    ("Date moved to 7 July.", "In progress", Status.RESCHEDULED, False),
    ("Paused until the review is over.", "Amber", Status.ON_HOLD, False),
    ("BO disputes that this was agreed.", "Not agreed", Status.DISPUTED, False),
    ("No longer required.", "Withdrawn", Status.WITHDRAWN, False),
    ("Withdrawn at the request of BO, a survey is now under way.", "", Status.WITHDRAWN, False),
    ("Partly answered; the costs to follow", "", Status.IN_PROGRESS, False),
    ("The answer was thin – remains open. Return to it in May.", "", Status.OPEN, False),
    ("GREEN – Complete. On agenda.", "", Status.COMPLETE, True),
    ("RED – Overdue. Carried forward to June.", "", Status.CARRIED_FORWARD, False),
    ("Draft shared on 2 May.", "", Status.COMPLETE, False),
    ("£84k confirmed by e-mail, 9 January.", "", Status.COMPLETE, False),
    ("Contract signed, fieldwork starts in June.", "Green", Status.OPEN, False),
]


@pytest.mark.parametrize(("update", "state", "status", "ends"), STATES)
def test_what_a_state_and_an_update_come_to(
    update: str, state: str, status: Status, *, ends: bool
) -> None:
    rows = (
        HEADS[0],
        ("10/22", "Buy four vans for the western yard", "BO", "The order was placed.", "Open"),
        ("11/22", "Share the draft plan of the yard", "BO", update, state),
    )
    found = tracker(rows)[-1]
    assert found.status is status
    assert (closes([found]) == ["11/22"]) is ends


KEPT = [
    ("Draft shared on 2 May.", "Green"),
    ("Draft shared on 2 May.", "Blue"),
    ("Draft shared on 2 May.", "B"),
    ("Draft shared on 2 May.", "Proposed for closure"),
    ("Draft shared on 2 May.", "Recommend closure"),
    ("Draft shared on 2 May.", "To be closed"),
    ("Draft shared on 2 May.", "Can be closed if CD agrees"),
    ("Draft shared on 2 May.", "Closed?"),
    ("Draft shared on 2 May.", "Complete – subject to sign-off"),
    ("Draft shared on 2 May.", "80% complete"),
    ("Draft shared on 2 May.", "Due to close in June"),
    ("This remains open.", "Closed"),
    ("Not complete.", "Done"),
    ("HMICFRS has closed its recommendation.", "Open"),
    ("The Owl Panel closed its own action.", "In progress"),
    ("Work was completed in the north.", ""),
    ("Passed to the Owl Panel for comment.", ""),
    ("To be moved to the Owl Panel log.", ""),
    ("Draft circulated, to be signed off in June.", ""),
]


@pytest.mark.parametrize(("update", "state"), KEPT)
def test_a_row_closes_nothing_where_no_word_says_so(update: str, state: str) -> None:
    rows = (
        HEADS[0],
        ("10/22", "Buy four vans for the western yard", "BO", "The order was placed.", "Open"),
        ("11/22", "Share the draft plan of the yard", "BO", update, state),
    )
    assert closes(tracker(rows)) == []


LEGENDS = [
    ("Key: Blue = complete; Green = on track; Red = overdue", ["11/22"]),
    ("Red – overdue, Amber – at risk, Green – on track, Blue – completed and closed.", ["11/22"]),
    ("RAG: Blue (B): closed. Amber (A): late.", ["11/22"]),
    ("Key: Blue = complete or on track; Red = overdue", []),
    ("Key: Blue = proposed for closure; Red = overdue", []),
    ("Key: Blue = to be closed at the next meeting; Red = overdue", []),
    ("Key: Green = complete; Red = overdue", []),
    ("Blue: the van was completed.", []),
    ("", []),
]


@pytest.mark.parametrize(("legend", "ended"), LEGENDS)
def test_a_colour_closes_only_where_the_legend_says_so(legend: str, ended: list[str]) -> None:
    rows = (
        HEADS[0],
        ("10/22", "Buy four vans for the western yard", "BO", "The order was placed.", "Red"),
        ("11/22", "Share the draft plan of the yard", "BO", "The plan went out.", "Blue"),
    )
    found = tracker(rows, below=legend)
    assert closes(found) == ended
    assert {one.grade for one in found if one.ref in ended} <= {Grade.TABLE}


HEADLESS: list[Rows] = [
    (
        ("2022-24 (BO) Publish the number of vans", "Done. First published in May."),
        ("2022-25 (CD) Explain the cost of oats", "Remains open. Return to it in June."),
    ),
    (
        ("A24", "Publish the number of vans", "BO", "Done."),
        ("A25", "Explain the cost of oats", "CD", "Remains open."),
    ),
    (
        ("12/22", "Publish the number of vans", "Complete"),
        ("13/22", "Explain the cost of oats", "Still outstanding"),
    ),
]


@pytest.mark.parametrize("rows", HEADLESS)
def test_a_review_needs_no_heads(rows: Rows) -> None:
    found = tracker(rows, "Actions from the May meeting")
    assert [one.status for one in found] == [Status.COMPLETE, Status.OPEN]
    assert all(one.ref for one in found)
    assert len(closes(found)) == 1


OTHER_TABLES: list[Rows] = [
    (("3.1", "BO was late."), ("3.2", "CD to write.", "CD"), ("3.3", "The yard was closed.")),
    (("Northern yard", "All vans completed their tests"), ("Southern yard", "Closed in May")),
]


def test_a_table_without_heads_in_another_item_is_no_review() -> None:
    assert tracker(HEADLESS[0], "Fleet") == []


@pytest.mark.parametrize("rows", OTHER_TABLES)
def test_what_is_no_list_of_numbers_with_answers_is_no_review(rows: Rows) -> None:
    assert tracker(rows) == []


def test_what_sounds_like_a_heading_in_a_tracker_is_an_action_of_it() -> None:
    rows = (
        ("Ref", "Action", "Owner", "Update"),
        ("14/22", "Contract for oats: exit plan", "BO", "Signed by both. Close."),
        ("2/23", "Cameras at the bus station", "CD", "Kit on order."),
    )
    found = tracker(rows, "Where we are with actions")
    assert [(one.ref, one.status) for one in found] == [
        ("14/22", Status.CLOSED),
        ("2/23", Status.IN_PROGRESS),
    ]


def test_the_rows_of_minutes_laid_out_as_a_table_answer_no_action() -> None:
    rows = (
        ("Item", "Discussion", "Action", "Owner", "Deadline"),
        ("Fleet", "The sale of the vans was completed.", "Sell the lorry", "BO", "June"),
    )
    assert tracker(rows, "Actions brought forward") == []


@pytest.mark.parametrize(
    "update", ["Partly", "Half of them sent", "Work continues", "3 of 7 stations done", "In hand"]
)
def test_a_state_that_its_update_contradicts_closes_nothing(update: str) -> None:
    assert answered(update, "Complete", {}, None).grade is Grade.NARRATIVE


@pytest.mark.parametrize("words", ["dropped off at the yard", "dropped to amber"])
def test_what_was_dropped_elsewhere_was_not_withdrawn(words: str) -> None:
    assert answered(words, "", {}, None).status is not Status.WITHDRAWN
