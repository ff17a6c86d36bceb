"""Parts of items with numbers of their own, and lines that only look like headings."""

from __future__ import annotations

import pytest

from tests.support.items import PROSE, levels, numbered, sections
from tests.support.typed import Typed, page


def test_a_list_that_lost_a_number_is_still_below_the_item() -> None:
    document = numbered(
        "1 Apologies", "2 Interests", "3 Papers", "4 Pay", "1 Fleet", "3 Roofs", "4 Lamps", "5 Custody"
    )  # fmt: skip
    assert [level for level, _ in levels(document)] == [0, 0, 0, 0, 1, 1, 1, 0]


def test_titles_with_the_number_of_their_item_are_its_parts() -> None:
    document = page(
        "Northvale Board",
        Typed("Papers", bold=True, marker="1."),
        PROSE,
        Typed("Estates", bold=True, marker="2."),
        Typed("Lamp register", marker="2.1"),
        PROSE,
        Typed("Rear yard", marker="2.2"),
        PROSE,
        Typed("Roofs", marker="2.3"),
        PROSE,
        "Activities",
        PROSE,
        Typed("Custody", bold=True, marker="3."),
        PROSE,
    )
    assert levels(document) == [
        (0, "Papers"),
        (0, "Estates"),
        (1, "Lamp register"),
        (1, "Rear yard"),
        (1, "Roofs"),
        (0, "Custody"),
    ]


def test_a_short_line_before_the_next_item_or_below_another_heads_nothing() -> None:
    document = page(
        "Northvale Board",
        Typed("Report", bold=True, marker="1."),
        PROSE,
        "Ann Lee",
        Typed("Fleet", bold=True, marker="2."),
        PROSE,
        "Bob Dale – Treasurer",
        "Fay Hill – Auditor",
        "Cy Eden – Clerk",
        PROSE,
        Typed("Estates", bold=True, marker="3."),
        PROSE,
        "Roofs",
        PROSE,
    )
    assert (1, "Roofs") in levels(document)
    assert {"Ann Lee", "Cy Eden – Clerk"}.isdisjoint(heading for _, heading in levels(document))


@pytest.mark.parametrize(
    "line", ["Vote was unanimous in favour.", "The Commissioner noted the performance report."]
)
def test_a_sentence_in_bold_is_no_heading(line: str) -> None:
    document = page(
        "Northvale Board",
        Typed("1. Fleet", bold=True),
        PROSE,
        Typed(line, bold=True),
        PROSE,
        Typed("2. Estates", bold=True),
        PROSE,
    )
    assert [heading for _, heading in levels(document)] == ["Fleet", "Estates"]


def test_earlier_items_in_plain_type_are_looked_back_at() -> None:
    lines: list[str | Typed] = ["Northvale Board"]
    for number in ("10/114 Apologies", "10/115 Interests", "10/116 Minutes", "10/117 Matters"):
        lines += [Typed(number, bold=True), PROSE]
    lines += ["10/098 Bus shelter – the Clerk had two quotations.", PROSE]
    lines += [Typed("10/118 Planning", bold=True), PROSE]
    found = [one.number for one in sections(page(*lines))[1:]]
    assert found == ["10/114", "10/115", "10/116", "10/117", "10/118"]


def test_labels_of_people_in_one_block_are_no_items() -> None:
    people = "PCC: Ann Lee (chair), Bob Dale\nConstabulary: DCC Cy Eden\nFire: Cllr Di Ford"
    document = page(
        "Northvale Board",
        "Record of the meeting",
        "4 October 2023",
        Typed(people, bold_to=4),
        Typed("Custody", bold=True),
        PROSE,
    )
    assert [heading for _, heading in levels(document)] == ["Custody"]


def test_a_short_sentence_below_a_plain_heading_is_none() -> None:
    document = page(
        "Northvale Board",
        "3 May 2023",
        "Present: Ada Finch (AF), Bo Lark (BL)",
        "Welcome and apologies",
        "AF welcomed all.",
        "Minutes of last meeting",
        "Agreed.",
        "Fleet strategy",
        PROSE,
    )
    assert [words for _, words in levels(document)] == [
        "Welcome and apologies",
        "Minutes of last meeting",
        "Fleet strategy",
    ]


def test_bold_words_that_return_through_the_meeting_are_speakers() -> None:
    spoken = [Typed(f"{who}: {PROSE}", bold_to=len(who) + 1) for who in ("PCC", "CC") * 3]
    document = page(
        "Northvale Board",
        Typed("Fleet", bold=True, marker="1."),
        *spoken[:3],
        Typed("Roofs", bold=True, marker="2."),
        *spoken[3:],
        Typed(f"Dogs: {PROSE}", bold_to=5),
    )
    assert levels(document) == [(0, "Fleet"), (0, "Roofs"), (1, "Dogs")]
