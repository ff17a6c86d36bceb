"""What stands inside an item or a table: lists with numbers, captions, rows that name groups."""

from __future__ import annotations

import pytest

from tests.support.items import PROSE, levels, numbered, sections
from tests.support.typed import Typed, page, plain


def test_numbers_that_restart_inside_an_item_are_one_level_below() -> None:
    document = numbered(
        "1 Apologies", "2 Interests", "3 Papers", "1 Fleet", "2 Roofs", "3 Pay", "4 Custody"
    )
    assert [level for level, _ in levels(document)] == [0, 0, 0, 1, 1, 1, 0]
    assert sections(document)[4].parent == 3


def test_of_two_equal_numbers_after_a_list_the_second_is_the_item() -> None:
    document = numbered(
        "1 Apologies",
        "2 Interests",
        "3 Papers",
        "1 Roofs",
        "2 Pay",
        "3 Cars",
        "4 Dogs",
        "4 Custody",
    )
    assert levels(document)[-2:] == [(1, "Dogs"), (0, "Custody")]


def test_items_that_all_have_one_number_are_items() -> None:
    document = numbered("1 Apologies", "1 Fleet", "1 Estates")
    assert [level for level, _ in levels(document)] == [0, 0, 0]


def test_a_slip_leaves_its_own_number_out_and_stays_an_item() -> None:
    titles = ["8 Apologies", "9 Fleet", "10 Pay", "1 Roofs", "12 Custody", "13 Estates"]
    assert [level for level, _ in levels(numbered(*titles))] == [0] * 6


def test_what_restarts_for_good_below_a_review_of_actions_is_no_part_of_it() -> None:
    document = numbered("1 Apologies", "2 Action log", "1 Fleet", "2 Custody")
    assert [level for level, _ in levels(document)] == [0, 0, 0, 0]


def test_a_heading_over_restarting_numbers_is_an_item() -> None:
    document = page(
        "Northvale Board",
        *(
            line
            for n in range(1, 4)
            for line in (Typed(f"Report {n}a", bold=True, marker=f"{n}."), PROSE)
        ),
        Typed("COUNTY VISITS", bold=True),
        *(
            line
            for n in range(1, 4)
            for line in (Typed(f"Visit {n}a", bold=True, marker=f"{n}."), PROSE)
        ),
    )
    assert levels(document)[3:] == [
        (0, "COUNTY VISITS"),
        (1, "Visit 1a"),
        (1, "Visit 2a"),
        (1, "Visit 3a"),
    ]


@pytest.mark.parametrize("number", ["2a.", "7."])
def test_one_number_that_begins_no_list_is_an_item(number: str) -> None:
    document = plain(f"Northvale Board\nThe record was approved.\n{number} Parade day\n{PROSE}")
    assert levels(document) == [(0, "Parade day")]


def test_one_number_that_may_begin_a_list_is_none() -> None:
    document = plain(f"Northvale Board\nThe record was approved.\n1. Parade day\n{PROSE}")
    assert levels(document) == []


@pytest.mark.parametrize(
    "line",
    [
        "Chair, Northvale Council",
        "The firm gave its prices as follows:",
        "Roof of the garage - Clerk to find out",
        "Dealt with above under Fleet",
        "28th September, 26th October, 23rd November",
        "Item 6, point 3: change 'paid' to 'found'",
        "P Page a g e | 3",
        "Two lamps with a switch @£45 each",
        "Ada Finch",
    ],
)
@pytest.mark.parametrize("bold", [True, False])
def test_furniture_names_prices_and_dates_are_no_headings(line: str, *, bold: bool) -> None:
    document = page(
        "Northvale Board",
        "Attendees: Ben Osei (Chair), Ada Finch, Cora Dale",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Fleet", bold=True),
        PROSE,
        Typed(line, bold=bold),
        PROSE,
    )
    assert [heading for _, heading in levels(document)] == ["Apologies", "Fleet"]


def test_the_caption_of_a_table_of_payments_is_no_heading() -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Finance", bold=True),
        Typed("Paid by standing order", bold=True),
        Typed("Payee", cell=(0, 0, 0)),
        Typed("Amount", cell=(0, 0, 1)),
        Typed("Ada Finch", cell=(0, 1, 0)),
        Typed("12.00", cell=(0, 1, 1)),
        PROSE,
    )
    assert [heading for _, heading in levels(document)] == ["Apologies", "Finance"]


def test_a_heading_over_a_table_of_actions_is_one_without_any_text() -> None:
    document = page(
        "Northvale Action Log",
        "Compiled 9 June 2023",
        "For the board",
        Typed("Raised on 7 May 2023", heading="x"),
        Typed("No", cell=(0, 0, 0)),
        Typed("Action", cell=(0, 0, 1)),
        Typed("1/23", cell=(0, 1, 0)),
        Typed("Count the cars", cell=(0, 1, 1)),
        Typed("The end of the log of the actions of the board, which is kept by its clerk."),
    )
    assert levels(document) == [(0, "Raised on 7 May 2023")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("May 2023", [(0, "May 2023")]),
        ("Actions from 14 March 2023", [(0, "Actions from 14 March 2023")]),
        ("Meeting of 3rd June 2023", [(0, "Meeting of 3rd June 2023")]),
        ("Estates", []),
        ("May 2023 was wet", []),
    ],
)
def test_a_row_that_names_a_month_or_meeting_heads_the_rows_below(
    row: str, found: list[tuple[int, str]]
) -> None:
    document = page(
        "Northvale Action Log",
        Typed("No", cell=(0, 0, 0)),
        Typed("Action", cell=(0, 0, 1)),
        Typed("Lead", cell=(0, 0, 2)),
        Typed(row, cell=(0, 1, 0)),
        Typed("x.1", cell=(0, 2, 0)),
        Typed("Count the cars", cell=(0, 2, 1)),
        Typed("AF", cell=(0, 2, 2)),
    )
    assert levels(document) == found


def test_a_title_may_begin_with_a_number_or_go_on_after_a_dash() -> None:
    document = plain(
        f"Northvale Board\n05.23.01 Apologies\n{PROSE}\n05.23.02 20mph limit\n{PROSE}\n"
        "05.23.03 Planning - the following papers had been received and discussed:\n"
        f"{PROSE}"
    )
    assert [heading for _, heading in levels(document)] == ["Apologies", "20mph limit", "Planning"]


@pytest.mark.parametrize(
    ("heading", "level"), [("Other matters", 0), ("For next agenda", 0), ("Matters arising", 1)]
)
def test_known_words_are_items_unless_they_belong_to_the_minutes_of_before(
    heading: str, level: int
) -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Minutes of the last meeting", bold=True),
        PROSE,
        Typed(heading, bold=True),
        PROSE,
    )
    assert levels(document)[-1] == (level, heading)


def test_a_heading_below_a_decimal_number_stands_below_it_not_beside_it() -> None:
    titles = ["1. Performance", "2. Crime", "2.1 Burglary", "Rural burglary", "3. Fleet"]
    typed = [line for title in titles for line in (Typed(title, bold=True), PROSE)]
    document = page("Northvale Board", *typed)
    assert levels(document) == [
        (0, "Performance"),
        (0, "Crime"),
        (1, "Burglary"),
        (2, "Rural burglary"),
        (0, "Fleet"),
    ]


def test_a_bold_line_right_over_the_first_number_is_a_heading_once_items_have_begun() -> None:
    document = page(
        "Northvale Board",
        "Held on 4 May 2023",
        Typed("Treasurer’s report", heading="Heading 2"),
        PROSE,
        Typed("COMMITTEES", bold=True),
        Typed("Fleet", bold=True, marker="1."),
        PROSE,
        Typed("Roofs", bold=True, marker="2."),
        PROSE,
    )
    assert [heading for _, heading in levels(document)] == [
        "Treasurer’s report",
        "COMMITTEES",
        "Fleet",
        "Roofs",
    ]


def test_an_address_far_on_in_the_text_does_not_unmake_a_heading() -> None:
    document = page(
        "Northvale Council",
        "Held on 4 May 2023",
        Typed(f"Village green: {PROSE} {PROSE} See www.example.org for more.", bold_to=14),
        Typed(f"Footpaths: {PROSE}", bold_to=10),
        PROSE,
        PROSE,
    )
    assert levels(document) == [(0, "Village green"), (0, "Footpaths")]


def test_a_sentence_glued_to_a_heading_is_no_part_of_it() -> None:
    document = plain(
        f"Northvale Board\n05.23.01 Apologies\n{PROSE}\n05.23.02 Fleet\n{PROSE}\n"
        "05.23.03 Finance The following accounts were approved for payment by the two\n"
        f"{PROSE}"
    )
    assert [heading for _, heading in levels(document)] == ["Apologies", "Fleet", "Finance"]


@pytest.mark.parametrize(
    "heading",
    ["Date/location of next board meeting", "Time and venue of the next meeting", "Action items"],
)
def test_more_words_that_are_headings_by_themselves(heading: str) -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Fleet", bold=True),
        PROSE,
        heading,
        "Nothing is known yet.",
    )
    assert levels(document)[-1][1] == heading


def test_the_list_of_officers_at_the_top_is_no_item() -> None:
    document = page(
        "Northvale Network",
        Typed("OFFICERS: Ada Finch, President; Ben Osei, Treasurer", bold_to=9),
        "Held on 4 May 2023",
        Typed("Treasurer’s report", bold=True),
        PROSE,
        Typed("Fleet", bold=True),
        PROSE,
    )
    assert levels(document) == [(0, "Treasurer’s report"), (0, "Fleet")]


def test_a_list_longer_than_the_items_before_it_is_one_level_below_too() -> None:
    document = numbered(
        "1 Apologies", "2 Interests", "1 Roofs", "2 Pay", "3 Cars", "4 Dogs", "3 Custody", "4 Fleet"
    )
    assert [level for level, _ in levels(document)] == [0, 0, 1, 1, 1, 1, 0, 0]


def test_numbers_of_items_in_the_list_of_actions_are_no_items() -> None:
    lines: list[str | Typed] = ["Northvale Board"]
    for number in ("03.22.01 Apologies", "03.22.02 Interests", "03.22.03 Fleet"):
        lines += [number, PROSE]
    lines += [Typed("03.22.01", cell=(0, 0, 0)), Typed("AF to write", cell=(0, 0, 1))]
    assert [title for _, title in levels(page(*lines))] == ["Apologies", "Interests", "Fleet"]


def test_plain_numbers_may_go_on_where_a_notation_of_its_own_ends() -> None:
    lines: list[str | Typed] = ["Northvale Board"]
    for title in ("03.22.01 Apologies", "03.22.02 Interests", "03.22.03 Fleet"):
        lines += [title, PROSE]
    for title in ("4. Custody", "5. Roofs", "6. Pay"):
        lines += [title, PROSE]
    assert [title for _, title in levels(page(*lines))][3:] == ["Custody", "Roofs", "Pay"]


def test_numbered_sentences_between_printed_headings_are_a_list() -> None:
    lines: list[str | Typed] = ["Northvale Board"]
    for title in ("Apologies", "Fund raising", "Newsletter", "Archives"):
        lines += [Typed(title, bold=True), PROSE]
        if title == "Fund raising":
            lines += [
                "1. Two applications were sent, one of them on paper.",
                "2. Letters will be written to all who gave money.",
            ]
    assert [title for _, title in levels(page(*lines))] == [
        "Apologies",
        "Fund raising",
        "Newsletter",
        "Archives",
    ]


def test_a_colon_sets_headings_off_where_nothing_else_does() -> None:
    lines = ["Northvale Board", "3 May 2023", "At the home of Ada Finch", "The meeting began."]
    titles = ["Web page", "Membership", "Fund raising", "Newsletter", "Science fair"]
    lines += [f"{title}: {PROSE}" for title in titles]
    assert [title for _, title in levels(page(*lines))] == titles


def test_a_speaker_who_returns_is_no_heading() -> None:
    lines = ["Northvale Board", "3 May 2023", "At the home of Ada Finch", "The meeting began."]
    lines += [f"{name}: {PROSE}" for name in ("Adam", "Beth", "Cora", "Dev", "Eve") * 2]
    assert levels(page(*lines)) == []


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("HMICFRS Inspections", "HMICFRS Inspections"),
        ("DRAFT MINUTES The minutes of 3 May were agreed.", "DRAFT MINUTES"),
        ("Finance -The following accounts were approved for payment:", "Finance"),
    ],
)
def test_capitals_and_dashes_end_a_title_only_before_a_sentence(line: str, title: str) -> None:
    document = plain(f"Board\n1. Apologies\n{PROSE}\n2. {line}\n{PROSE}\n3. Fleet\n{PROSE}\n")
    assert [title for _, title in levels(document)] == ["Apologies", title, "Fleet"]


def test_an_item_joined_to_the_paragraph_above_it_is_an_item() -> None:
    document = plain(
        f"Board\n1. Apologies\n{PROSE}\n2. Fleet\nThe paper was deferred. 3. Conduct\n{PROSE}\n"
        f"4. Pay\n{PROSE}\n"
    )
    assert [title for _, title in levels(document)] == ["Apologies", "Fleet", "Conduct", "Pay"]


def test_the_word_for_the_whole_paper_is_no_heading() -> None:
    document = page(
        Typed("Northvale Board", bold=True),
        Typed("MINUTES", bold=True),
        "3 May 2023",
        Typed("Fleet", bold=True),
        PROSE,
        Typed("Pay", bold=True),
        PROSE,
    )
    assert [title for _, title in levels(document)] == ["Fleet", "Pay"]


def test_items_of_the_last_minutes_that_are_looked_back_at_are_none() -> None:
    document = page(
        "Northvale Board",
        *(
            line
            for title in ("Apologies", "Matters arising", "Fleet", "Pay")
            for line in (Typed(title, heading="Heading 2"), PROSE)
        ),
        "Item 5: the gate was painted.",
        "Item 7: the walk was put off.",
        "Item 9: the lamp was lit.",
    )
    assert [title for _, title in levels(document)] == [
        "Apologies",
        "Matters arising",
        "Fleet",
        "Pay",
    ]


@pytest.mark.parametrize("marks", [("A", "B", "C"), ("i", "ii", "iii")])
def test_letters_number_items_only_where_they_are_printed_as_headings(
    marks: tuple[str, ...],
) -> None:
    titles = ("Welcome", "Fleet", "Custody")
    printed = [
        line
        for mark, title in zip(marks, titles, strict=True)
        for line in (Typed(f"{mark}. {title}", bold=True), PROSE)
    ]
    document = page("Northvale Board", "3 May 2023", "Ada Finch", *printed)
    assert [(one.number, one.level) for one in sections(document)[1:]] == [(m, 0) for m in marks]
    listed = [
        f"{mark}. {title} was spoken of at length"
        for mark, title in zip(marks, titles, strict=True)
    ]
    document = plain(
        "\n".join(["Northvale Board", f"1. Fleet\n{PROSE}", *listed, f"2. Pay\n{PROSE}"])
    )
    assert [one.number for one in sections(document)[1:]] == ["1", "2"]


def test_items_before_a_first_number_that_is_no_one_have_lost_theirs() -> None:
    document = page(
        "Northvale Board",
        Typed(f"Apologies: {PROSE}", bold_to=9),
        Typed(f"Declarations of interest: {PROSE}", bold_to=24),
        Typed("Minutes of the meeting held on 3 May", heading="Heading 2"),
        PROSE,
        *(
            line
            for number, title in ((4, "Fleet"), (5, "Pay"), (6, "Custody"))
            for line in (Typed(title, heading="Heading 2", marker=f"{number}."), PROSE)
        ),
    )
    assert (0, "Minutes of the meeting held on 3 May") in levels(document)


@pytest.mark.parametrize("title", ["River Board", "Board Meeting: Record of the Day"])
def test_the_name_of_the_body_or_the_paper_is_no_heading(title: str) -> None:
    document = page(
        Typed("Northvale", bold=True),
        Typed("Police and Crime Commissioner", bold=True),
        Typed(title, bold=True),
        PROSE,
        Typed("Fleet", bold=True),
        PROSE,
    )
    assert [title for _, title in levels(document)] == ["Fleet"]


@pytest.mark.parametrize(
    "title", ["Previous notes and actions", "Notes of last meeting (2 June 2015)"]
)
def test_the_last_minutes_are_the_first_item_though_little_is_said_of_them(title: str) -> None:
    document = page(
        "Northvale weekly",
        "3 May 2023",
        "Ada Finch (AF) and Bo Lark (BL) met at the depot.",
        Typed(title, bold=True),
        "Agreed.",
        Typed("HMIC", bold=True),
        PROSE,
    )
    assert [words for _, words in levels(document)] == [title, "HMIC"]
