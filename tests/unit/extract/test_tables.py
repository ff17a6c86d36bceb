"""Tables of actions: new rows, rows of a review, and what their cells say."""

from __future__ import annotations

import pytest

from pipeline.extract.items import statuses
from pipeline.model import CLOSING, ActionKind, Grade, Minutes, Status
from tests.support.typed import HEAD, Typed, extraction_of, minutes_of, page

COLUMNS = ("No", "Action", "Owner", "Update")


def tabled(heading: str, *rows: tuple[str, ...]) -> Minutes:
    """Give minutes whose one item, under this heading, is a table with these rows."""
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    lines = [Typed(line) for line in HEAD.splitlines()]
    return minutes_of(page(*lines, Typed(f"1. {heading}", bold=True), *cells))


def told(words: str) -> Status | None:
    hit = statuses.of_cell(words)
    return hit.status if hit else None


@pytest.mark.parametrize("words", ["Completed", "Done.", "Letter sent. Action closed", "Closed"])
def test_a_new_action_whose_own_row_says_done_is_ended_by_that_row(words: str) -> None:
    row = ("May23.01", "Send the plan of the yard to the panel", "CD", words)
    found = tabled("Summary of actions", COLUMNS, row)
    assert [one.ref for one in found.actions] == ["May23.01"]
    assert [(one.ref, one.quote, one.grade) for one in found.updates] == [
        ("May23.01", "Send the plan of the yard to the panel", Grade.TABLE)
    ]
    assert found.updates[0].status in CLOSING


@pytest.mark.parametrize(
    "words",
    ["", "Complete by June", "CD completed the first form", "In progress", "To be closed", "Done?"],
)
def test_a_new_action_whose_own_row_does_not_say_done_has_no_event(words: str) -> None:
    row = ("May23.01", "Send the plan of the yard to the panel", "CD", words)
    found = tabled("Summary of actions", COLUMNS, row)
    assert [one.ref for one in found.actions] == ["May23.01"]
    assert found.updates == ()


@pytest.mark.parametrize(
    "words",
    [
        "Completed, no response",
        "Completed\nAwaiting response",
        "Done. Agenda item",
        "Closed – waiting for a reply",
        "Letter sent. Complete",
        "Completed and in place until June",
    ],
)
def test_an_ending_stands_beside_an_answer_awaited_or_the_agenda(words: str) -> None:
    assert told(words) in CLOSING


@pytest.mark.parametrize(
    "words",
    [
        "Completed, awaiting approval",
        "Completed. Roof remains open",
        "Completed. 3.5 update: no response",
        "Completed forms sent, no response",
        "No response; agenda item once completed",
        "Complete by 5 May, awaiting reply",
        "Completed until the next survey",
        "Closed and filed once the lease is signed",
    ],
)
def test_an_ending_does_not_stand_against_other_words(words: str) -> None:
    assert told(words) not in CLOSING


def test_the_second_meeting_of_a_month_may_stand_in_a_number() -> None:
    rows = (
        COLUMNS,
        ("June(1)22.01", "Ask the landlord for a plan", "CD", "Completed"),
    )
    found = tabled("Actions from previous meeting", *rows)
    assert [(one.ref, one.quote) for one in found.updates] == [
        ("June(1)22.01", "Ask the landlord for a plan")
    ]


def test_two_tasks_of_one_number_in_the_summary_are_two_actions() -> None:
    lines = [Typed(line) for line in HEAD.splitlines()]
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(
            (
                COLUMNS[:3],
                ("May23.01", "Dev Nair to write to the water company", "DN"),
                ("May23.01", "CD will speak to the landlord of the mill", "CD"),
            )
        )
        for column, words in enumerate(held)
    ]
    found = minutes_of(
        page(
            *lines,
            Typed("1. Drains", bold=True),
            Typed("Action: Dev Nair to write to the water company"),
            Typed("Summary of actions", bold=True),
            *cells,
        )
    )
    labelled = [one for one in found.actions if one.kind is ActionKind.LABELLED]
    assert [(one.ref, one.text) for one in labelled] == [
        ("May23.01", "Dev Nair to write to the water company"),
        ("May23.01", "CD will speak to the landlord of the mill"),
    ]


def two_tasks(*said: str) -> list[tuple[str, Status, Grade]]:
    """What a review table says of two tasks that share one row, with these lines as its answer."""
    cells = [
        Typed(text, cell=(0, row, column))
        for row, column, text in (
            (0, 0, "Ref"),
            (0, 1, "Action"),
            (0, 2, "Owner"),
            (0, 3, "Status"),
            (1, 0, "12/23"),
            (1, 1, "Buy two vans"),
            (1, 1, "Sell the old lorry"),
            (1, 2, "BO"),
            (1, 2, "CD"),
            *((1, 3, line) for line in said),
        )
    ]
    lines: list[str | Typed] = [
        *HEAD.splitlines(),
        "1. Action updates",
        *cells,
        "2. Fleet",
        "Nothing was said.",
    ]
    return [(one.quote, one.status, one.grade) for one in minutes_of(page(*lines)).updates]


def test_each_task_of_a_shared_row_has_its_own_answer() -> None:
    assert two_tasks("Completed", "In progress") == [
        ("Buy two vans", Status.COMPLETE, Grade.TABLE),
        ("Sell the old lorry", Status.IN_PROGRESS, Grade.TABLE),
    ]


def test_one_bare_answer_is_that_of_both_tasks() -> None:
    assert two_tasks("Completed.") == [
        ("Buy two vans", Status.COMPLETE, Grade.TABLE),
        ("Sell the old lorry", Status.COMPLETE, Grade.TABLE),
    ]


def test_prose_beside_two_tasks_closes_neither() -> None:
    assert [grade for *_, grade in two_tasks("Completed, the lorry was a wreck.")] == [
        Grade.NARRATIVE,
        Grade.NARRATIVE,
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Closed?",
        "Propose to close",
        "Recommend closure",
        "Green",
        "Blue",
        "Complete?",
        "Completed: No",
        "80%",
        "For closure",
        "Complete subject to sign off",
        "Complete 31 March 2024",
        "Phase 1 complete",
        "Stage 1 closed, stage 2 open",
        "Tender closed",
        "Audit complete, actions outstanding",
        "Survey closed on 3 July and results awaited",
        "Closed – reopened 3 May",
        "Closed by IOPC",
        "Discharged from hospital",
    ],
)
def test_a_cell_that_does_not_end_its_own_row_closes_nothing(words: str) -> None:
    row = ("12/22", "Send the plan of the yard to the panel", "CD", words)
    (update,) = tabled("Action updates", COLUMNS, row).updates
    assert not (update.status in CLOSING and update.grade is Grade.TABLE)


@pytest.mark.parametrize(
    "rows",
    [
        [("NB/2023/34", "The plan of the yard", "Owner: CD", "Timescale: 30 June 2023")],
        [("The plan of the yard", "Due: 30 June 2023", "Lead: CD")],
    ],
)
def test_cells_that_are_fields_make_a_row_an_action(rows: list[tuple[str, ...]]) -> None:
    (action,) = tabled("Fleet", *rows).actions
    assert (action.text, [one.text for one in action.owners]) == ("The plan of the yard", ["CD"])
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


def test_a_table_that_a_list_of_actions_holds_is_told_by_its_cells() -> None:
    rows = [
        ("CD", "The plan of the yard", "30 June 2023"),
        ("BO/DN", "A price for tyres", "July 2023"),
    ]
    for found in (tabled("Action items", *rows), tabled("Fleet", ("Action items",), *rows)):
        assert [(a.text, [one.text for one in a.owners]) for a in found.actions] == [
            ("The plan of the yard", ["CD"]),
            ("A price for tyres", ["BO", "DN"]),
        ]
    assert tabled("Fleet", *rows[:1]).actions == ()


def test_the_table_of_two_owners_names_both() -> None:
    found = tabled("Fleet", ("Ben and Cora Tasks:",), ("Draw the plan of the yard",))
    assert [[one.name for one in a.owners] for a in found.actions] == [["Ben Osei", "Cora Dale"]]


def test_a_row_raised_in_the_month_of_the_meeting_is_new_also_in_a_log() -> None:
    rows = [
        ("Ref", "Meeting", "Action", "Owner", "Status"),
        ("TB88", "Jan 23", "Diagram to be sent", "BO", "Closed"),
        ("TB97", "May 23", "Paper to be written", "CD", "New"),
    ]
    cells = [
        Typed(text, cell=(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    document = page(*HEAD.splitlines(), "1. Review of actions", *cells, "2. Fleet", "Nothing.")
    minutes = extraction_of(document).minutes[0]
    assert [one.ref for one in minutes.updates] == ["TB88"]
    assert [one.ref for one in minutes.actions] == ["TB97"]
