"""Items of minutes: numbers as written, headings, levels, roles and purposes."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Run, SectionRole, Span, replace
from pipeline.sections import rules
from pipeline.sections.lines import read_lines
from tests.support.items import PROSE, sections
from tests.support.typed import Typed, page, plain, source


def named(document: Document) -> list[tuple[str, str]]:
    return [
        (one.number, one.heading.of(document.text) if one.heading else "")
        for one in sections(document)[1:]
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["1. Apologies", PROSE, "2. Custody", PROSE],
            [("1", "Apologies"), ("2", "Custody")],
        ),
        (["1.Review", PROSE, "2.Quarterly", PROSE], [("1", "Review"), ("2", "Quarterly")]),
        (["190. Estates", PROSE, "191. Fleet", PROSE], [("190", "Estates"), ("191", "Fleet")]),
        (
            ["5 Custody", PROSE, "5A Custody visits", PROSE, "6 Fleet", PROSE],
            [("5", "Custody"), ("5A", "Custody visits"), ("6", "Fleet")],
        ),
        (
            ["Ref 01/17/05/2023", "Attendance", "Ref/02/17/05/2023", "Fleet", PROSE],
            [("Ref 01/17/05/2023", "Attendance"), ("Ref/02/17/05/2023", "Fleet")],
        ),
        (
            ["01/17/05/2023Introduction", PROSE, "02/17/05/2023Fleet", PROSE],
            [("01/17/05/2023", "Introduction"), ("02/17/05/2023", "Fleet")],
        ),
        (
            ["1/21-22 Apologies", PROSE, "2/21-22 Fleet", PROSE, "3/21-22 Estates", PROSE],
            [("1/21-22", "Apologies"), ("2/21-22", "Fleet"), ("3/21-22", "Estates")],
        ),
        (
            ["05/20.1 Apologies", PROSE, "05/20.2 Fleet", PROSE, "05/20.3 Estates", PROSE],
            [("05/20.1", "Apologies"), ("05/20.2", "Fleet"), ("05/20.3", "Estates")],
        ),
        (
            ["A – Opening", PROSE, "B – Actions from last time", PROSE, "C – Next time", PROSE],
            [("A", "Opening"), ("B", "Actions from last time"), ("C", "Next time")],
        ),
        (
            ["12/23", "Apologies", PROSE, "13/23", "Fleet", PROSE, "14/23", "Estates", PROSE],
            [("12/23", "Apologies"), ("13/23", "Fleet"), ("14/23", "Estates")],
        ),
        (
            [
                "05.23.01 Apologies",
                PROSE,
                "05.23.02 Clerk’s report",
                PROSE,
                "05.23 03 Fleet",
                PROSE,
            ],
            [("05.23.01", "Apologies"), ("05.23.02", "Clerk’s report"), ("05.23 03", "Fleet")],
        ),
        (
            ["7.0 Apologies", PROSE, "8.0 Fleet", PROSE, "9.0 Estates", PROSE],
            [("7.0", "Apologies"), ("8.0", "Fleet"), ("9.0", "Estates")],
        ),
        (
            ["23.01 Apologies", PROSE, "23.02 Fleet", PROSE, "23.03 Estates", PROSE],
            [("23.01", "Apologies"), ("23.02", "Fleet"), ("23.03", "Estates")],
        ),
        (
            ["1: Apologies", PROSE, "2: Fleet", PROSE, "3: Estates", PROSE],
            [("1", "Apologies"), ("2", "Fleet"), ("3", "Estates")],
        ),
        (
            ["AGENDA ITEM 1 – Apologies", PROSE, "Minute 2: Fleet", PROSE, "Item 3. Pay", PROSE],
            [("1", "Apologies"), ("2", "Fleet"), ("3", "Pay")],
        ),
        (
            ["P12/23 Apologies", PROSE, "P13/23 Fleet", PROSE, "P14/23 Estates", PROSE],
            [("P12/23", "Apologies"), ("P13/23", "Fleet"), ("P14/23", "Estates")],
        ),
        (
            ["1", "Apologies", PROSE, "2", "Fleet strategy", PROSE, "3", "Estates", PROSE],
            [("1", "Apologies"), ("2", "Fleet strategy"), ("3", "Estates")],
        ),
        (
            ["Apologies", "1.", PROSE, "Fleet strategy", "2.", PROSE, "Estates", "3.", PROSE],
            [("1", "Apologies"), ("2", "Fleet strategy"), ("3", "Estates")],
        ),
        (
            ["NB23/045 Apologies", PROSE, "NB23/046 Fleet", PROSE, "NB23/047 Estates", PROSE],
            [("NB23/045", "Apologies"), ("NB23/046", "Fleet"), ("NB23/047", "Estates")],
        ),
        (
            ["NB/23/01 Apologies", PROSE, "NB/23/02 Fleet", PROSE, "NB/23/03 Estates", PROSE],
            [("NB/23/01", "Apologies"), ("NB/23/02", "Fleet"), ("NB/23/03", "Estates")],
        ),
        (
            ["05.23.1.01 Apologies", PROSE, "05.23.1.02 Fleet", PROSE, "05.23..03 Pay", PROSE],
            [("05.23.1.01", "Apologies"), ("05.23.1.02", "Fleet"), ("05.23..03", "Pay")],
        ),
        (
            ["1. Apologies", PROSE, "2. Next meeting", "15 May 2024, 10am", "3. Fleet", PROSE],
            [("1", "Apologies"), ("2", "Next meeting"), ("3", "Fleet")],
        ),
        (
            [
                "RESOURCES COMMITTEE",
                "7 APRIL 2024",
                "8/24 Apologies",
                PROSE,
                "9/24 Fleet",
                PROSE,
                "10/24 Pay",
            ],
            [("8/24", "Apologies"), ("9/24", "Fleet"), ("10/24", "Pay")],
        ),
        (
            ["I. Apologies", PROSE, "II. Fleet", PROSE, "III. Estates", PROSE],
            [("I", "Apologies"), ("II", "Fleet"), ("III", "Estates")],
        ),
        (
            [
                "1. APOLOGIES Apologies were received.",
                "2. DRAFT MINUTES The May minutes were agreed.",
            ],
            [("1", "APOLOGIES"), ("2", "DRAFT MINUTES")],
        ),
    ],
)
def test_numbers_are_kept_as_written(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert named(plain("\n".join(["Northvale Board", *lines]))) == expected


def test_a_number_in_the_marker_is_the_item_s_number() -> None:
    document = page(
        "Northvale Board",
        Typed("Apologies", heading="Heading 1", marker="1."),
        PROSE,
        Typed("Fleet", heading="Heading 1", marker="2."),
        PROSE,
    )
    assert named(document) == [("1", "Apologies"), ("2", "Fleet")]


def test_a_list_inside_an_item_is_no_item() -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Fleet", bold=True),
        "The options are:",
        Typed("Buy ten cars.", marker="1."),
        Typed("Hire ten cars.", marker="2."),
        Typed("3. Estates", bold=True),
        PROSE,
    )
    assert [number for number, _ in named(document)] == ["1", "2", "3"]


def test_a_mistyped_number_does_not_lose_its_item() -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Fleet", bold=True),
        PROSE,
        Typed("2. Estates", bold=True),
        PROSE,
        Typed("4. Custody", bold=True),
        PROSE,
    )
    assert [heading for _, heading in named(document)] == [
        "Apologies",
        "Fleet",
        "Estates",
        "Custody",
    ]


def test_bold_words_before_running_text_are_a_heading() -> None:
    document = page(
        Typed("Minutes of the Northvale Panel", bold=True),
        "Held on 4 May 2023",
        Typed(f"Apologies: {PROSE}", bold_to=10),
        Typed(f"Village green: {PROSE}", bold_to=14),
        PROSE,
        PROSE,
    )
    assert [heading for _, heading in named(document)] == ["Apologies", "Village green"]


def test_a_tab_does_not_part_a_bold_number_from_its_bold_title() -> None:
    text = f"12/23\tApologies {PROSE}"
    (line,) = page(Typed(text, bold_to=5)).blocks
    runs = tuple(
        Run(span=Span(start=a, end=b), bold=bold)
        for a, b, bold in ((0, 5, True), (5, 6, False), (6, 15, True), (15, len(text), False))
    )
    document = Document(source=source(), text=text, blocks=(replace(line, runs=runs),))
    (read,) = read_lines(document, Span(start=0, end=len(text)))
    assert read.bold_until == len("12/23\tApologies")


def test_where_all_is_bold_bold_tells_nothing() -> None:
    document = page(
        *(
            Typed(line, bold=True)
            for line in [
                "Northvale Council",
                "1. Apologies",
                PROSE,
                "No progress",
                "2. Fleet",
                PROSE,
            ]
        )
    )
    assert named(document) == [("1", "Apologies"), ("2", "Fleet")]


def test_short_lines_of_plain_text_are_sub_headings() -> None:
    document = plain(f"1. Performance\n{PROSE}\n999 call handling\n{PROSE}\n2. Fleet\n{PROSE}")
    found = sections(document)
    inner = found[[s.heading is not None and s.number == "" for s in found].index(True)]
    assert inner.level == 1
    assert found[inner.parent or 0].number == "1"


@pytest.mark.parametrize(
    "line",
    [
        "ACTION: Force to share the analysis",
        "Action – BO to report",
        "Decision: approved",
        "RESOLVED that the report be noted",
        "Date: 17 May 2023",
        "Wednesday 17th May 2023",
        "BO/CD",
        "Signed ................",
        "NOTED.",
        "Q. Why is the yard dark?",
        "AP 31/21 BO to paint the gate",
        "Resolution 8/1: the Board resolves to sell the yard",
        "Follow-up 5 – lamps by street",
        "(The meeting closed at 11.05am)",
        "→ BO to paint the gate",
        "▸ 23/14 Chief Constable – paint the gate",
        "AP Ben – paint the gate",
        "AP14: Paint the gate – BO",
        "NV/014 BO – paint the gate",
        "BO – 30 June",
        "By 30 June 2023",
        "Responsible: BO",
    ],
)
def test_labels_dates_and_initials_are_no_headings(line: str) -> None:
    document = page(
        "Northvale Board",
        Typed("1. Apologies", bold=True),
        PROSE,
        Typed("2. Fleet", bold=True),
        PROSE,
        Typed(line, bold=True),
        PROSE,
    )
    assert [number for number, _ in named(document)] == ["1", "2"]


@pytest.mark.parametrize(
    "line",
    [
        "ANNOUNCEMENTS",
        "Q4 report to the panel",
        "S106 money to be spent",
        "AI in the force",
        "A view",
    ],
)
def test_what_only_looks_like_a_mark_is_a_heading(line: str) -> None:
    above = ("Northvale Board", Typed("1. Apologies", bold=True), PROSE)
    document = page(*above, Typed(line, bold=True), PROSE, Typed("2. Fleet", bold=True), PROSE)
    assert [heading for _, heading in named(document)] == ["Apologies", line, "Fleet"]


@pytest.mark.parametrize(
    ("heading", "title", "purpose"),
    [
        ("Fleet – Paper – For Decision – SV", "Fleet", "decision"),
        ("Fleet (Papers)– For Decision", "Fleet", "decision"),
        ("Fleet – for decision (Papers)", "Fleet", "decision"),
        ("Fleet [For Information and Signing]", "Fleet", "information"),
        ("Fleet – Verbal – For Assurance", "Fleet", "assurance"),
        ("Fleet – the long view", "Fleet – the long view", ""),
    ],
)
def test_purpose_tags_are_told_from_the_heading(heading: str, title: str, purpose: str) -> None:
    document = plain(f"1. Apologies\n{PROSE}\n2. {heading}\n{PROSE}")
    found = sections(document)[-1]
    assert found.heading is not None
    assert (found.heading.of(document.text), found.purpose) == (title, purpose)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Minutes & actions", SectionRole.PREVIOUS_MINUTES),
        ("Previous record", SectionRole.PREVIOUS_MINUTES),
        ("Status of action items", SectionRole.ACTION_REVIEW),
        ("Progress since the last meeting", SectionRole.ACTION_REVIEW),
        ("Apologies for absence", SectionRole.ATTENDANCE),
        ("Introduction / Attendance / Apologies", SectionRole.ATTENDANCE),
        ("Burglary attendance", SectionRole.ITEM),
        ("Minutes of the previous meeting", SectionRole.PREVIOUS_MINUTES),
        ("Minutes – 8 March 2019", SectionRole.PREVIOUS_MINUTES),
        ("Minutes and Action Log for the meeting held on 15th February", SectionRole.ACTION_REVIEW),
        ("Review of Action Tracker", SectionRole.ACTION_REVIEW),
        ("Quarterly HMICFRS Update", SectionRole.INSPECTION),
        ("Summary of new actions", SectionRole.SUMMARY_OF_ACTIONS),
        ("Summary of Actions Arising", SectionRole.SUMMARY_OF_ACTIONS),
        ("AOB", SectionRole.ANY_OTHER_BUSINESS),
        ("Confirmation of next meeting type/date/time/venue", SectionRole.NEXT_MEETING),
        ("Estates", SectionRole.ITEM),
    ],
)
def test_roles_come_from_the_words(heading: str, role: SectionRole) -> None:
    document = plain(f"1. Custody\n{PROSE}\n2. {heading}\n{PROSE}")
    assert sections(document)[-1].role is role


def test_a_number_after_a_sentence_begins_an_item_within_a_paragraph() -> None:
    document = plain(
        f"05.23.01 Apologies\nApologies came from AB. 05.23.02 Interests\n{PROSE}\n05.23.03 Fleet\n{PROSE}"
    )
    found = [one.number for one in sections(document) if one.number]
    assert found == ["05.23.01", "05.23.02", "05.23.03"]


def test_every_rule_is_listed() -> None:
    document = plain(f"1. Custody\n{PROSE}\nAttendance\n{PROSE}\n2. Fleet\n{PROSE}")
    assert {section.evidence.rule for section in sections(document)} <= set(rules())


def test_small_letters_before_printed_headings_are_items() -> None:
    lines: list[str | Typed] = ["Northvale Board"]
    for title in ("a) Where we got to", "b) Fleet", "c) Other business"):
        lines += [Typed(title, heading="heading 3"), PROSE]
    assert named(page(*lines)) == [
        ("a", "Where we got to"),
        ("b", "Fleet"),
        ("c", "Other business"),
    ]


@pytest.mark.parametrize(
    "title", ["Previous record", "Last time’s notes", "Minutes of the last meeting"]
)
def test_the_last_minutes_at_the_top_are_no_title_of_the_paper(title: str) -> None:
    document = page(
        "Northvale Board",
        "Tuesday 6 March",
        "Present: Ann Lee, Bob Dale",
        Typed(title, bold=True),
        PROSE,
        Typed("Money", bold=True),
        PROSE,
    )
    assert named(document) == [("", title), ("", "Money")]


def test_a_day_in_two_languages_is_no_item() -> None:
    document = page(
        "Northvale Board",
        *(Typed(f"{n}. {title}", bold=True) for n, title in ((8, "Fleet"), (9, "Estates"))),
        "10 Mai / 10 May 2022, Oak Room",
    )
    assert [number for number, _ in named(document)] == ["8", "9"]
