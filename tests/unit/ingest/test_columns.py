"""Tables that plain text draws with blanks or strokes."""

from __future__ import annotations

import pytest

from pipeline.ingest.columns import grids
from tests.support.word_reading import cells, lines, reading

LOG = """\
NORTHVALE BOARD ACTION LOG
No     Topic           Action to be taken          Lead     Target    Progress/
                                                            date      comment
March 2023
3.01   Estates         Report on the roof of the   AF       June      Two quotes,
                       garage                                         third awaited
3.02   Fleet           List of cars                BO/CD    1 July

April 2023
4.01   Custody         Visit plan                  DN                 Complete
Compiled by the policy officer.
"""


def table(text: str) -> list[tuple[int, int, str]]:
    return [(row, column, words) for _, row, column, _, words in cells(reading(text.encode()))]


def test_aligned_columns_are_a_table_with_wrapped_cells_joined() -> None:
    assert table(LOG) == [
        (0, 0, "No"),
        (0, 1, "Topic"),
        (0, 2, "Action to be taken"),
        (0, 3, "Lead"),
        (0, 4, "Target\ndate"),
        (0, 5, "Progress/\ncomment"),
        (1, 0, "March 2023"),
        (2, 0, "3.01"),
        (2, 1, "Estates"),
        (2, 2, "Report on the roof of the\ngarage"),
        (2, 3, "AF"),
        (2, 4, "June"),
        (2, 5, "Two quotes,\nthird awaited"),
        (3, 0, "3.02"),
        (3, 1, "Fleet"),
        (3, 2, "List of cars"),
        (3, 3, "BO/CD"),
        (3, 4, "1 July"),
        (4, 0, "April 2023"),
        (5, 0, "4.01"),
        (5, 1, "Custody"),
        (5, 2, "Visit plan"),
        (5, 3, "DN"),
        (5, 5, "Complete"),
    ]


def test_the_lines_about_a_table_stay_lines() -> None:
    document = reading(LOG.encode())
    assert lines(document)[0] == "NORTHVALE BOARD ACTION LOG"
    assert document.blocks[-1].cell is None
    assert document.text.endswith("\nCompiled by the policy officer.")


def test_only_the_first_row_is_the_header() -> None:
    headers = {row for _, row, _, header, _ in cells(reading(LOG.encode())) if header}
    assert headers == {0}


def test_a_cell_that_fills_its_column_ends_where_the_next_begins() -> None:
    text = "Ref    Task          Lead\n1.1    Paint         AF\n1.2    Count the car BO\n"
    assert table(text)[-3:] == [(2, 0, "1.2"), (2, 1, "Count the car"), (2, 2, "BO")]


@pytest.mark.parametrize(
    "text",
    [
        "Ref    Task\n1.1    Paint\n1.2    Count\n1.3    Sell\n",
        "Ref    Task    Lead\n1.1    Paint   AF\nNothing else was raised.\n",
        "The board met.  It was  late.\nIt rose  at  five.\nNobody  was  there.\n",
        "12  May  2023\nRef    Task    Lead\n",
        "Ref    Task    Lead\nOne two   three    four\nFive  six  seven\n",
    ],
)
def test_what_is_no_habit_stays_text(text: str) -> None:
    assert grids(text.splitlines()) == []
    assert cells(reading(text.encode())) == []


def test_a_table_ends_at_a_line_that_keeps_no_column() -> None:
    text = "Ref    Task    Lead\n1.1    Paint   AF\n1.2    Sell    BO\n   Noted.\nClosed.\n"
    (grid,) = grids(text.splitlines())
    assert (grid.start, grid.end) == (0, 3)


def test_strokes_and_a_ruling_draw_a_table() -> None:
    text = "Board\n| Name | Post |\n|---|:--:|\n| Ada Finch | Chair |\n| Ben Osei | |\nApologies\n"
    assert table(text) == [
        (0, 0, "Name"),
        (0, 1, "Post"),
        (1, 0, "Ada Finch"),
        (1, 1, "Chair"),
        (2, 0, "Ben Osei"),
    ]


def test_a_row_broken_over_lines_goes_on_with_its_next_cell() -> None:
    text = "Name | Post |\n---|---|\nAda Finch |\nChair |\nBen Osei | Member |\n"
    assert table(text)[2:] == [
        (1, 0, "Ada Finch"),
        (1, 1, "Chair"),
        (2, 0, "Ben Osei"),
        (2, 1, "Member"),
    ]


@pytest.mark.parametrize("text", ["A | B\nC | D\n", "A | B\n-----\nC | D\n", "---|---\n---|---\n"])
def test_a_stroke_without_a_ruled_header_draws_none(text: str) -> None:
    assert grids(text.splitlines()) == []


def test_two_tables_have_two_numbers() -> None:
    text = "A | B\n---|---\nc | d\n\nE | F\n---|---\ng | h\n"
    assert {number for number, *_ in cells(reading(text.encode()))} == {0, 1}


def test_a_cell_without_end_is_no_cell() -> None:
    row = "Ref    Task    Lead\n1.1    Paint   AF\n1.2    Sell    BO\n"
    (grid,) = grids((row + "       and on\n" * 1000).splitlines())
    assert grid.end < 100


def test_a_line_that_is_too_long_or_has_too_many_cells_is_no_row() -> None:
    many = "A  " * 30
    assert grids([many, many, many]) == []
    row = "Ref    Task    Lead\n1.1    Paint   AF\n1.2    Sell    BO\n"
    (grid,) = grids([*row.splitlines(), "1.3    " + "Word " * 100])
    assert grid.end == 3
