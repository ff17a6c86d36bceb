"""Minutes laid out as a table, lists of actions under a heading, and tables that list none."""

from __future__ import annotations

import pytest

from pipeline.model import Action, ActionKind, Minutes
from tests.support.typed import HEAD, Typed, minutes_of, page

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)
FUEL = "The fleet figures were discussed. It was agreed to send the figures to members."
TYRES = "The tyres are worn. The yard would be asked for a price."


def found(*rows: tuple[str, ...]) -> Minutes:
    """Give the minutes of a meeting that holds this table."""
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    lines: list[str | Typed] = [*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", PROSE]
    return minutes_of(page(*lines, *cells, "3. Any other business", "None."))


def told(actions: tuple[Action, ...]) -> list[tuple[str, list[str]]]:
    return [(action.text, [owner.text for owner in action.owners]) for action in actions]


ASKED = [
    ("It was agreed to send the figures to members.", ["BO"]),
    ("The yard would be asked for a price.", ["CD", "DN"]),
]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Item", "Discussion", "Action"),
            ("2.1", FUEL, "BO"),
            ("2.2", PROSE, ""),
            ("2.3", TYRES, "CD/DN"),
        ],
        [("2.1", FUEL, "BO"), ("2.2", PROSE, ""), ("2.3", TYRES, "CD/DN")],
        [
            ("No", "Minute", "Action by", "By when"),
            ("2.1", FUEL, "BO", ""),
            ("2.2", PROSE, ""),
            ("2.3", TYRES, "CD, DN", ""),
        ],
        [("Minutes", "Owner"), (FUEL, "BO"), (PROSE, ""), (TYRES, "CD and DN")],
    ],
)
def test_owners_in_a_narrow_column_mark_the_sentence_beside_them(
    rows: list[tuple[str, ...]],
) -> None:
    assert told(found(*rows).actions) == ASKED


def test_several_owners_in_one_cell_mean_a_sentence_each_in_their_order() -> None:
    rows = [
        ("2.1", FUEL, "BO"),
        ("2.2", "It was agreed to count them. BO to write. The gate should be shut.", "CD\nBO\nDN"),
        ("2.3", "CD to ring the yard. The rota to be sent. It would be put up.", "CD"),
    ]
    cells = [
        Typed(line, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        for line in words.splitlines()
    ]
    lines: list[str | Typed] = [*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", PROSE]
    minutes = minutes_of(page(*lines, *cells, "3. Any other business", "None."))
    assert told(minutes.actions) == [
        ASKED[0],
        ("It was agreed to count them.", ["CD"]),
        ("BO to write.", ["BO"]),
        ("The gate should be shut.", ["DN"]),
        ("CD to ring the yard.", ["CD"]),
    ]


def test_a_narrow_column_may_say_what_is_to_be_done() -> None:
    rows = [
        ("Item", "Discussion", "Action"),
        ("2.1", FUEL, "BO to send the figures by 30 June 2023"),
        ("2.2", PROSE, "None"),
        ("2.3", TYRES, "Noted"),
    ]
    (action,) = found(*rows).actions
    assert told((action,)) == [("BO to send the figures by 30 June 2023", ["BO"])]
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


def test_a_deadline_may_stand_in_a_column_of_its_own() -> None:
    rows = [
        ("No", "Minute", "Action by", "By when"),
        ("2.1", FUEL, "BO", "30 June 2023"),
        ("2.2", PROSE),
    ]
    (action,) = found(*rows).actions
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


@pytest.mark.parametrize(
    "rows",
    [
        [("Item", "Lead", "Amount"), ("Fuel", "BO", "£20"), ("Tyres", "CD", "£30")],
        [("Item", "Lead", "Time"), ("Apologies", "Chair", "10:00"), ("Fleet", "BO", "10:15")],
        [
            ("Priority", "Progress", "Lead"),
            ("Safer roads", "Cameras were fitted", "BO"),
            ("Victims", "The contract was let", "CD"),
        ],
        [
            ("Name", "Role", "Organisation"),
            ("Ben Osei", "Lead", "Force"),
            ("Cora Dale", "Treasurer", "OPCC"),
        ],
        [
            ("Risk", "Mitigation", "Owner", "Score"),
            ("Theft", "Locks were fitted", "BO", "12"),
            ("Fire", "None", "CD", "9"),
        ],
    ],
)
def test_tables_of_other_things_hold_no_actions(rows: list[tuple[str, ...]]) -> None:
    assert found(*rows).actions == ()


@pytest.mark.parametrize("head", ["New Action Items", "Actions", "Action points", "Next steps"])
def test_a_heading_that_is_a_label_makes_its_entries_actions(head: str) -> None:
    lines: list[str | Typed] = [
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        Typed("2. Fleet", bold=True),
        PROSE,
        Typed(head, bold=True, heading="Heading 2"),
        Typed("Send the fleet figures to all members—Bob", marker="•"),
        Typed("CD to ask the yard for a price", marker="•"),
        Typed("3. Any other business", bold=True),
        "None.",
    ]
    assert told(minutes_of(page(*lines)).actions) == [
        ("Send the fleet figures to all members—Bob", ["Bob"]),
        ("CD to ask the yard for a price", ["CD"]),
    ]


def test_a_margin_beside_words_that_set_no_task_means_the_next_that_does() -> None:
    lines: list[str | Typed] = [
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        "2. Fleet",
        "The team gave a talk on tyres.",
        Typed("BO", style="side-column"),
        "A price is to be asked of the yard.",
        PROSE,
    ]
    assert told(minutes_of(page(*lines)).actions) == [
        ("A price is to be asked of the yard.", ["BO"])
    ]


def test_a_deadline_may_stand_with_the_owner_or_below() -> None:
    rows = [("2.1", FUEL, "BO June 2023"), ("2.2", PROSE, ""), ("2.3", TYRES, "CD/DN")]
    fuel, tyres = found(*rows).actions
    assert fuel.due is not None
    assert str(fuel.due.last) == "2023-06-30"
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    below = Typed("31/7", cell=(0, 2, 2))
    lines: list[str | Typed] = [*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", PROSE]
    fuel, tyres = minutes_of(page(*lines, *cells, below)).actions
    assert tyres.due is not None
    assert str(tyres.due.last) == "2023-07-31"


def test_a_row_of_a_review_that_was_raised_at_this_meeting_is_new() -> None:
    rows = [
        ("Date opened", "Action", "Responsible", "Status"),
        ("3/2023", "Send the plan of the yard", "CD", "Open"),
        ("5/2023", "Ask the yard for a price", "BO", "Open"),
    ]
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
    ]
    head: list[str | Typed] = [*HEAD.splitlines(), Typed("1. Review of action log", bold=True)]
    minutes = minutes_of(page(*head, *cells))
    assert [one.quote for one in minutes.updates] == ["Send the plan of the yard"]
    assert [a.text for a in minutes.actions if a.kind is ActionKind.LABELLED] == [
        "Ask the yard for a price"
    ]


def test_rows_with_numbers_of_their_own_belong_to_their_own_items() -> None:
    rows = [
        ("2.1", f"The roof – the builder had been told and would come. {PROSE}", "CD"),
        ("3", "Fleet", ""),
        ("3.1", f"{PROSE} {FUEL}", "BO"),
        ("4", "Matters arising from the panel", ""),
        ("4.1", f"The gate – the officers had asked for a price and would be told. {PROSE}", "DN"),
    ]
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    head: list[str | Typed] = [*HEAD.splitlines(), "1. Apologies", "None."]
    minutes = minutes_of(page(*head, Typed("2. Matters arising", bold=True), PROSE, *cells))
    assert told(minutes.actions) == ASKED[:1]


def test_a_calendar_of_events_holds_no_actions() -> None:
    rows = [("Date & time", "Where", "What"), ("12 June 2023", "The yard", "Board meeting")]
    assert found(*rows).actions == ()


def test_a_cell_may_name_an_owner_on_each_line() -> None:
    rows = [("Action", "Responsible"), ("Ask the yard for a price", "Ben Osei\nCora Dale")]
    assert told(found(*rows).actions) == [("Ask the yard for a price", ["Ben Osei", "Cora Dale"])]


def test_a_row_of_the_list_with_other_words_and_the_same_owner_is_the_action_of_the_text() -> None:
    body = "It was resolved that draft minutes go to Ben for the website before approval. Action CD"
    text = (
        f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{body}\n3. Summary of actions\n"
        "- CD to provide Ben with draft minutes for the website\n"
    )
    minutes = minutes_of(text)
    assert len(minutes.actions) == 1


def test_nouns_that_begin_a_line_of_a_list_own_nothing() -> None:
    lines: list[str | Typed] = [
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        Typed("2. Fleet", bold=True),
        PROSE,
        Typed("Action points", bold=True, heading="Heading 2"),
        Typed("Notices to universities and colleges", marker="•"),
        Typed("Peter to send the notices", marker="•"),
    ]
    assert told(minutes_of(page(*lines)).actions) == [("Peter to send the notices", ["Peter"])]


def test_the_number_of_a_task_may_stand_on_a_line_above_it() -> None:
    cells = [
        Typed(text, cell=(0, row, column))
        for row, column, text in (
            (0, 0, "Item"),
            (0, 1, "Discussion"),
            (0, 2, "Action"),
            (1, 0, "1"),
            (1, 1, PROSE),
            (1, 2, "HTA/23/039"),
            (1, 2, "BO to ring the yard"),
            (1, 2, "HTA/23/040"),
            (1, 2, "CD - list of tyres to come to the July meeting"),
        )
    ]
    actions = minutes_of(page(*HEAD.splitlines(), *cells)).actions
    assert [(one.ref, one.text) for one in actions] == [
        ("HTA/23/039", "BO to ring the yard"),
        ("HTA/23/040", "CD - list of tyres to come to the July meeting"),
    ]


def test_action_alone_over_the_last_column_is_the_head_of_the_owners_beside_the_words() -> None:
    rows = [
        ("", "", "Action"),
        ("1", "Apologies received.", ""),
        ("2", FUEL, "BO"),
        ("3", PROSE, ""),
    ]
    assert told(found(*rows).actions) == ASKED[:1]
