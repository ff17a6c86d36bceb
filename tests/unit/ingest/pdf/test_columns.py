"""Columns: lists side by side, the side column of initials, labels and aligned tables."""

from __future__ import annotations

import pytest

from pipeline.model import Cell
from tests.support.pdf_pages import Sheet, make_pdf, read, texts

FULL = "The Commissioner asked for a further report on the custody estate and its costs to be put"


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["Present:", "Priya Holt (PH)", "Dan Ferris (DF)", "Ana Obi (AO)"])
        sheet.lines(330, 100, ["Apologies:", "Tom Reed (TR)", "Lou Vane (LV)"])
        sheet.words(72, 190, "The Chair opened the meeting.")

    assert texts(read(make_pdf(page))) == [
        "Present:",
        "Priya Holt (PH)",
        "Dan Ferris (DF)",
        "Ana Obi (AO)",
        "Apologies:",
        "Tom Reed (TR)",
        "Lou Vane (LV)",
        "The Chair opened the meeting.",
    ]


def test_three_lists_in_a_row_stay_apart() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(60, 100, ["Present", "Priya Holt", "Dan Ferris"])
        sheet.lines(230, 100, ["In attendance", "Ana Obi", "Kit Marsh"])
        sheet.lines(420, 100, ["Apologies", "Tom Reed"])

    assert texts(read(make_pdf(page))) == [
        *("Present", "Priya Holt", "Dan Ferris"),
        *("In attendance", "Ana Obi", "Kit Marsh"),
        *("Apologies", "Tom Reed"),
    ]


def _with_initials(sheet: Sheet, height: float) -> None:
    sheet.lines(72, 100, [FULL, "to the next meeting of the Board in June.", ""])
    sheet.lines(72, 150, [FULL, "on the website by the end of the month."])
    sheet.lines(72, 200, [FULL, "to the Panel."])
    sheet.words(548, height, "PH", bold=True)
    sheet.words(548, 200, "DF/AO", bold=True)


def test_initials_at_the_margin_follow_the_paragraph_at_their_height() -> None:
    document = read(make_pdf(lambda sheet: _with_initials(sheet, 164)))
    found = [(block.style.split()[0:1], block.span.of(document.text)) for block in document.blocks]
    assert [text for _, text in found] == [
        f"{FULL} to the next meeting of the Board in June.",
        f"{FULL} on the website by the end of the month.",
        "PH",
        f"{FULL} to the Panel.",
        "DF/AO",
    ]
    assert [text for style, text in found if style == ["side-column"]] == ["PH", "DF/AO"]


def test_initials_one_line_above_belong_to_the_paragraph_below() -> None:
    document = read(make_pdf(lambda sheet: _with_initials(sheet, 136)))
    found = texts(document)
    assert found.index("PH") == 2


def test_initials_that_touch_the_text_are_parted_from_it() -> None:
    def page(sheet: Sheet) -> None:
        _with_initials(sheet, 164)
        sheet.lines(72, 240, [FULL + " at each", "meeting."])
        sheet.words(548, 240, "KM", bold=True)

    found = texts(read(make_pdf(page)))
    assert found[-2:] == [f"{FULL} at each meeting.", "KM"]


def test_labels_and_values_make_one_line_each() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["Date:", "Venue:", "Chair:"])
        sheet.lines(180, 100, ["5 May 2021", "Alder Room", "Priya Holt"])

    assert texts(read(make_pdf(page))) == [
        "Date: 5 May 2021",
        "Venue: Alder Room",
        "Chair: Priya Holt",
    ]


def test_aligned_columns_make_a_table_with_its_head() -> None:
    def page(sheet: Sheet) -> None:
        for x, column in (
            (72, ["Ref", "A1", "A2", "", "A3"]),
            (
                120,
                ["Action", "Cut spare keys", "Write to the Panel about", "the estate", "Buy vans"],
            ),
            (330, ["Owner", "PH", "DF", "", "AO"]),
            (430, ["Due", "May", "June", "", "July"]),
        ):
            sheet.lines(x, 100, column)

    document = read(make_pdf(page))
    cells = {
        (block.cell.row, block.cell.column): block.span.of(document.text)
        for block in document.blocks
        if block.cell
    }
    assert cells[2, 1] == "Write to the Panel about the estate"
    assert cells[3, 2] == "AO"
    assert document.blocks[0].cell == Cell(table=0, row=0, column=0, header=True)
    assert "A1\tCut spare keys\tPH\tMay\nA2\t" in document.text


def test_two_columns_of_sentences_are_read_down_each() -> None:
    def page(sheet: Sheet) -> None:
        numbers = ("one", "two", "three", "four", "five")
        left = [f"Left words that make up line number {number}" for number in numbers]
        right = [f"Right words that fill the line {number}" for number in numbers]
        sheet.lines(60, 100, left)
        sheet.lines(330, 103, right)

    text = read(make_pdf(page)).text
    assert text.index("number five") < text.index("Right words that fill the line one")


@pytest.mark.parametrize("colon", [":", ""])
def test_labels_in_a_column_of_their_own_stand_with_their_first_person(colon: str) -> None:
    labels = ["Present", "Officers", "Force", "Apologies"]
    people = ["Ann Lee (Chair)", "Bob Dale", "Cy Eden, Clerk", "Di Ford, Treasurer", "Supt Ed Gray"]

    def page(sheet: Sheet) -> None:
        for label, line in zip(labels, (0, 2, 4, 5), strict=True):
            sheet.words(72, 100 + 14 * line, f"{label}{colon}")
        for line, name in enumerate([*people, "Fay Hill"]):
            sheet.words(200, 100 + 14 * line, name)

    assert texts(read(make_pdf(page))) == [
        f"Present{colon} Ann Lee (Chair)",
        "Bob Dale",
        f"Officers{colon} Cy Eden, Clerk",
        "Di Ford, Treasurer",
        f"Force{colon} Supt Ed Gray",
        f"Apologies{colon} Fay Hill",
    ]
