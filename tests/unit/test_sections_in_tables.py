"""Minutes that stand in a table, and tables of actions that only look like them."""

from __future__ import annotations

from pipeline.bodies import recognise
from pipeline.model import Document
from pipeline.sections import partition, split
from tests.support.typed import Typed, page

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)


def named(document: Document) -> list[tuple[str, str]]:
    (within,) = partition(document, recognise(document, ()))
    return [
        (one.number, one.heading.of(document.text) if one.heading else "")
        for one in split(document, recognise(document, ()), within)[1:]
    ]


def row(number: int, *cells: str | Typed, table: int = 0) -> list[Typed]:
    """Give the cells of one row, in bold to where `bold_to` says."""
    typed = [Typed(cell) if isinstance(cell, str) else cell for cell in cells]
    return [
        Typed(cell.text, bold=cell.bold, bold_to=cell.bold_to, cell=(table, number, column))
        for column, cell in enumerate(typed)
        if cell.text
    ]


def test_items_stand_beside_a_narrow_column_of_actions() -> None:
    document = page(
        "Northvale Board",
        *row(0, "", "", "Action"),
        *row(1, "1.", Typed(f"Welcome to all. {PROSE}", bold_to=14)),
        *row(2, "2.", Typed("Decisions", bold=True), "CD"),
        *row(3, "3.", Typed(f"Lamp register. {PROSE}", bold_to=13), "BO"),
    )
    assert named(document) == [("1", "Welcome to all"), ("2", "Decisions"), ("3", "Lamp register")]


def test_a_bare_number_stands_beside_a_bold_title_over_a_short_sentence() -> None:
    document = page(
        "Northvale Board",
        *row(0, "1", Typed("Welcome\nAda welcomed Bo.", bold_to=7)),
        *row(1, "2", Typed("Minutes of 9th March\nAgreed as correct.", bold_to=20)),
        *row(2, "3", Typed(f"Visits\n{PROSE}", bold_to=6)),
    )
    found = [("1", "Welcome"), ("2", "Minutes of 9th March"), ("3", "Visits")]
    assert named(document) == found


def test_a_meeting_without_any_line_has_no_items() -> None:
    assert named(page("\n")) == []


def test_the_rows_of_a_table_of_actions_are_no_items() -> None:
    document = page(
        "Northvale Board",
        *row(0, "No", "Action"),
        *row(1, "1.", "Write to the owner of the depot about its roof and the lease."),
        *row(2, "2.", "Buy ten lamps for the rear yard before the winter begins."),
        *row(3, "3.", "Ask the trustees for a day on which both boards may meet."),
    )
    assert named(document) == []


def test_numbers_of_actions_are_no_items_where_headings_are_printed() -> None:
    actions = [
        row(0, f"NB/2023/{n}", f"Task {n} for the depot", "Owner: CD", table=n) for n in (14, 15)
    ]
    document = page(
        "Northvale Board",
        "3 May 2023",
        "Ada Finch",
        Typed("Welcome", heading="Heading 2"),
        PROSE,
        Typed("Fleet", heading="Heading 2"),
        PROSE,
        *actions[0],
        Typed("Custody", heading="Heading 2"),
        PROSE,
        *actions[1],
        *row(0, "NB/2023/16", "Task 16 for the yard", "Owner: BO", table=16),
    )
    assert [title for _, title in named(document)] == ["Welcome", "Fleet", "Custody"]


def test_a_bare_number_beside_a_bold_cell_is_an_item() -> None:
    document = page(
        "Northvale Board",
        Typed("Welcome", bold=True, marker="1."),
        PROSE,
        *row(0, "1.1", f"A paper was tabled. {PROSE}", "CD"),
        *row(1, "2", Typed("FLEET AND ROOFS", bold=True)),
        *row(2, "2.1", f"A paper was tabled. {PROSE}", "BO"),
        *row(3, "3", Typed("CUSTODY", bold=True)),
        *row(4, "3.1", f"A paper was tabled. {PROSE}", "BO"),
        Typed("Pay", bold=True, marker="4."),
        PROSE,
    )
    items = [one for one in named(document) if "." not in one[0]]
    assert items == [("1", "Welcome"), ("2", "FLEET AND ROOFS"), ("3", "CUSTODY"), ("4", "Pay")]


def test_numbers_that_count_names_are_no_items() -> None:
    names = ("ADA FINCH", "BEN OSEI", "CORA DALE", "DEV NAIR")
    rows = [row(n, str(n), Typed(name, bold=True)) for n, name in enumerate(names, 1)]
    assert (
        named(page("Northvale Board", "3 May 2023", *(one for four in rows for one in four))) == []
    )


def test_items_of_a_table_with_columns_for_action_owner_and_deadline() -> None:
    document = page(
        "Northvale Board",
        *row(0, "Item", "Discussion", "Action", "Owner", "Deadline"),
        *row(1, "1. Welcome", f"Ann welcomed all. {PROSE}"),
        *row(2, "2. Fleet", PROSE, "2. Buy lamps", "CD", "3 May"),
        *row(3, "3. Estates", PROSE, "3. Ask the trustees", "BO", "3 May"),
    )
    assert named(document) == [("1", "Welcome"), ("2", "Fleet"), ("3", "Estates")]


def test_numbers_of_earlier_actions_in_a_cell_are_no_items() -> None:
    document = page(
        "Northvale Board",
        *row(0, "No.", "Item", "Action"),
        *row(1, "1.", Typed("Action log", bold=True)),
        *row(1, "", "09/23 Lamp register – the order was placed in May."),
        *row(1, "", "11/23 Roofs – nothing has been heard.", "16/23 MA"),
        *row(2, "2.", Typed("Fleet", bold=True)),
        *row(2, "", PROSE, "17/23 BO"),
    )
    assert named(document) == [("1", "Action log"), ("2", "Fleet")]


def test_a_row_with_a_number_and_minutes_below_its_title_is_an_item() -> None:
    document = page(
        "Northvale Board",
        *row(1, "1", Typed("Welcome", bold=True)),
        *row(1, "", PROSE),
        *row(2, "2", Typed("Fleet", bold=True)),
        *row(2, "", PROSE),
        *row(3, "3", Typed("Estates", bold=True)),
        *row(3, "", PROSE),
    )
    assert named(document) == [("1", "Welcome"), ("2", "Fleet"), ("3", "Estates")]


def test_bold_titles_over_the_minutes_of_their_cells_are_items() -> None:
    rows = []
    for number, title in enumerate(("Fleet", "Estates", "Control rooms"), 1):
        cell = Typed(title, bold=True, cell=(0, number, 0))
        rows += [cell, Typed("No paper had been sent for this item.", cell=(0, number, 0))]
    assert named(page("Northvale Board", *rows)) == [
        ("", "Fleet"),
        ("", "Estates"),
        ("", "Control rooms"),
    ]


def test_the_last_rows_of_a_table_of_minutes_have_no_number() -> None:
    document = page(
        "Northvale Board",
        *row(0, "Item", "Discussion", "Action", "Owner"),
        *row(1, "1. Fleet", PROSE),
        *row(2, "2. Estates", PROSE, "Buy lamps", "CD"),
        *row(3, "AOB", PROSE),
    )
    assert named(document) == [("1", "Fleet"), ("2", "Estates"), ("", "AOB")]


def test_plain_titles_beside_their_numbers_where_the_head_names_the_column() -> None:
    document = page(
        "Northvale Board",
        *row(0, "#", "Item", "Discussion", "Decision / Action", "Lead"),
        *row(1, "1", "Welcome", PROSE),
        *row(2, "2", "Fleet – new depot", PROSE, "Buy lamps", "CD"),
        *row(3, "3", "AOB / next meeting", "Next on 3 May 2024."),
    )
    assert named(document) == [
        ("1", "Welcome"),
        ("2", "Fleet – new depot"),
        ("3", "AOB / next meeting"),
    ]
