"""Tables of actions in every head, and which of them review earlier actions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import Action, ActionKind, Document, Grade, Status
from tests.support.typed import HEAD, Typed, minutes_of, page

FUEL, TYRES = "Prepare a note on fuel for members", "Write to the yard about worn tyres"
NEW = [(FUEL, "BO", "30 June 2023"), (TYRES, "CD", "Next meeting")]
DUE = ["2023-06-30", "2023-06-21"]


def table(
    head: tuple[str, ...], rows: Sequence[tuple[str, ...]], heading: str = "Fleet"
) -> Document:
    """Give minutes that hold a table in an item, and the next meeting on 21 June 2023."""
    grid = [row for row in (head, *rows) if row]
    cells = [
        Typed(words, cell=(0, number, column))
        for number, row in enumerate(grid)
        for column, words in enumerate(row)
        if words
    ]
    above = ("1. Apologies", "None.", f"2. {heading}", "The officers spoke to the paper.")
    below = ("3. Any other business", "None.", "4. Date of next meeting", "21 June 2023 at 2pm")
    return page(*HEAD.strip().splitlines(), *above, *cells, *below)


def labelled(document: Document) -> list[Action]:
    return [one for one in minutes_of(document).actions if one.kind is ActionKind.LABELLED]


def told(document: Document) -> list[tuple[str, list[str], str]]:
    """Give task, owners and deadline of each labelled action."""
    return [
        (one.text, [o.text for o in one.owners], str(one.due.last) if one.due else "")
        for one in labelled(document)
    ]


BOTH = [(FUEL, ["BO"], DUE[0]), (TYRES, ["CD"], DUE[1])]


@pytest.mark.parametrize(
    "head",
    [
        ("Action", "Owner", "Due"),
        ("What", "Who", "When"),
        ("What", "Who", "By"),
        ("New action", "By whom", "By when"),
        ("Action", "Named lead", "Timescale"),
        ("Action point", "Responsible", "Deadline"),
        ("Action", "Owner(s)", "Target"),
        ("Action", "Accountable officer", "Expected date"),
        ("Action / Gweithred", "Owner / Perchennog", "Due / Erbyn"),
        ("Outcome / action", "By whom", "Date"),
        ("Action", "Initials", "Date"),
    ],
)
def test_a_table_is_told_by_the_words_of_its_head(head: tuple[str, str, str]) -> None:
    assert told(table(head, NEW)) == BOTH
    assert told(table(("Ref", *head), [("14/23", *NEW[0]), ("15/23", *NEW[1])])) == BOTH
    turned = [(owner, task, due) for task, owner, due in NEW]
    assert told(table((head[1], head[0], head[2]), turned)) == BOTH


@pytest.mark.parametrize("join", [", ", " – "])
@pytest.mark.parametrize(
    "head", ["Who / when", "Owner / date", "Lead and deadline", "By whom / when"]
)
def test_owner_and_deadline_may_share_a_column(head: str, join: str) -> None:
    rows = [(task, f"{owner}{join}{due}") for task, owner, due in NEW]
    assert told(table(("Action", head), rows)) == BOTH


def test_rows_that_are_fields_make_one_action() -> None:
    rows = [("Action", FUEL), ("Owner", "BO"), ("Due", "30 June 2023")]
    assert told(table((), rows)) == BOTH[:1]
    again = [("Action:", TYRES), ("Owner:", "CD"), ("Due:", "Next meeting")]
    assert told(table((), [*rows, *again])) == BOTH


def test_each_task_of_a_shared_row_has_its_own_deadline() -> None:
    row = [
        Typed(words, cell=(0, 1, column))
        for column, pair in enumerate(zip(*NEW, strict=True))
        for words in pair
    ]
    head = [Typed(w, cell=(0, 0, c)) for c, w in enumerate(("Action", "Owner", "Due"))]
    lines = (*HEAD.strip().splitlines(), "1. Fleet", "Noted.")
    below = ("2. Date of next meeting", "21 June 2023 at 2pm")
    assert told(page(*lines, *head, *row, *below)) == BOTH


@pytest.mark.parametrize(
    ("state", "first", "second"),
    [
        ("Status", "Complete", "Ongoing"),
        ("Update", "Sent on 3 May", "Still waiting"),
        ("Update 17/05", "Done", "Not done"),
        ("Position now", "Note sent. Closed", "In hand"),
        ("RAG / where things stand", "Green – lamps lit", "Amber – lamps bought"),
        ("Response", "Issued", "Awaited"),
        ("Where we are", "Complete", "Chasing"),
        ("Latest", "Complete", "In hand"),
    ],
)
@pytest.mark.parametrize(
    "heading",
    [
        "Status of action items",
        "Where things stand with actions",
        "What we agreed to do",
        "Follow-up",
        "Actions from last time",
        "Rolling actions",
    ],
)
def test_a_table_that_says_how_things_stand_holds_no_new_actions(
    heading: str, state: str, first: str, second: str
) -> None:
    rows = [("14/22", FUEL, "BO", first), ("15/22", TYRES, "CD", second)]
    minutes = minutes_of(table(("No", "Action", "Owner", state), rows, heading))
    assert [one for one in minutes.actions if one.kind is ActionKind.LABELLED] == []
    assert len(minutes.updates) == len(rows)


@pytest.mark.parametrize(
    ("update", "state", "told"),
    [
        ("The note was shared on 2 May.", "Complete", (Status.COMPLETE, Grade.TABLE)),
        ("Not yet received.", "C/fwd", (Status.CARRIED_FORWARD, Grade.TABLE)),
        ("The yard was rung twice.", "In progress", (Status.IN_PROGRESS, Grade.TABLE)),
        ("Moved to the Yard Board log.", "Grey", (Status.TRANSFERRED, Grade.TABLE)),
        ("Remains open until the yard replies.", "Complete", (Status.COMPLETE, Grade.NARRATIVE)),
    ],
)
def test_an_update_and_the_status_beside_it_are_judged_together(
    update: str, state: str, told: tuple[Status, Grade]
) -> None:
    head = ("No", "Action", "Owner", "Update", "Status")
    minutes = minutes_of(table(head, [("14/22", FUEL, "BO", update, state)], "Action log"))
    (event,) = minutes.updates
    assert (event.status, event.grade) == told


def test_deadlines_that_are_past_show_a_review_under_any_heading() -> None:
    rows = [("14/22", FUEL, "BO", "Mar 23", "Sent"), ("15/22", TYRES, "CD", "Apr 23", "Not yet")]
    document = table(("AP", "What", "Who", "By", "Comments"), rows)
    assert told(document) == []
    assert [one.ref for one in minutes_of(document).updates] == ["14/22", "15/22"]


@pytest.mark.parametrize(
    ("head", "heading", "states"),
    [
        (("No", "New action", "Owner", "Status"), "Action log", ("Open", "Open")),
        (("No", "Action", "Owner", "Update"), "Actions arising", ("", "")),
        (("No", "Action", "Owner", "Comments"), "Summary of actions", ("Urgent", "With the yard")),
        (("No", "Action", "Owner", "Priority"), "Fleet", ("High", "Low")),
    ],
)
def test_new_actions_stay_new_beside_columns_of_other_words(
    head: tuple[str, ...], heading: str, states: tuple[str, str]
) -> None:
    rows = [("14/23", FUEL, "BO", states[0]), ("15/23", TYRES, "CD", states[1])]
    assert [one.text for one in labelled(table(head, rows, heading))] == [FUEL, TYRES]


def test_minutes_in_a_table_below_a_review_are_no_review() -> None:
    head = ("Item", "Discussion", "Action", "Owner", "Deadline")
    talk = "The officers spoke to the paper at some length and members asked questions."
    rows = [
        (
            "1. Welcome",
            "The Chair welcomed everybody and thanked the outgoing secretary.",
            "",
            "",
            "",
        ),
        ("2. Fuel", talk, *NEW[0]),
        ("3. Tyres", talk, *NEW[1]),
    ]
    assert told(table(head, rows, "Actions brought forward")) == BOTH


def test_the_next_meeting_of_a_deadline_is_the_one_that_the_minutes_give() -> None:
    rows = [(FUEL, "BO", "Next meeting"), (TYRES, "CD", "30 September 2023")]
    minutes = minutes_of(table(("Action", "Who", "When"), rows))
    assert minutes.meeting.next is not None
    assert str(minutes.meeting.next.when.last) == "2023-06-21"
    assert str(minutes.actions[0].due and minutes.actions[0].due.last) == "2023-06-21"


LAST_TIME = ("Action No", "Action Summary", "To be progressed by")


def test_a_list_with_states_written_over_its_owners_looks_back() -> None:
    rows = [("NB 45", FUEL, "Complete"), ("NB 46", TYRES, "In progress – the yard is shut")]
    found = minutes_of(table(LAST_TIME, rows))
    assert [(one.ref, one.status, one.grade) for one in found.updates] == [
        ("NB 45", Status.COMPLETE, Grade.TABLE),
        ("NB 46", Status.IN_PROGRESS, Grade.TABLE),
    ]
    assert found.actions == ()


def test_the_same_list_with_owners_holds_new_actions() -> None:
    found = minutes_of(table(LAST_TIME, [("NB 45", FUEL, "BO"), ("NB 46", TYRES, "CD")]))
    assert [one.ref for one in found.actions] == ["NB 45", "NB 46"]
    assert found.updates == ()


def test_what_becomes_of_an_earlier_action_is_no_task_among_the_decisions() -> None:
    head = ("Item", "Discussion", "Decision / Action", "Lead")
    rows = [
        ("Log", "A12 was read.\nA14 was read.", "A12 – close"),
        ("Vans", "The vans were seen.", FUEL, "BO"),
    ]
    assert [one.text for one in labelled(table(head, rows))] == [FUEL]
