"""Owners alone on the line beneath a task, and bold lines that charge somebody."""

from __future__ import annotations

import pytest

from tests.support.typed import HEAD, Typed, extraction_of, page

PROSE = "The officers spoke to the paper and members asked several questions of them at length."


def told(*lines: str | Typed) -> list[tuple[str, list[str]]]:
    """The words and owners of each action of an item with these lines, and of one more behind it."""
    document = page(
        *HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", *lines, "3. Yard", PROSE
    )
    return [
        (one.text, [owner.text for owner in one.owners])
        for one in extraction_of(document).minutes[0].actions
    ]


@pytest.mark.parametrize("tags", [("[BO]", "[CD/DN]"), ("BO", "CD, DN"), ("BO – June", "CD/DN")])
def test_owners_alone_beneath_a_task_are_its_owners(tags: tuple[str, str]) -> None:
    assert told(
        f"{PROSE} The cards to be sent out again by post.",
        Typed(tags[0], bold=True),
        PROSE,
        "Prices should be sought for a new gate.",
        Typed(tags[1], bold=True),
        PROSE,
    ) == [
        ("The cards to be sent out again by post.", ["BO"]),
        ("Prices should be sought for a new gate.", ["CD", "DN"]),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("These members would sit on it:", "Ben Osei", PROSE, "These would too:", "Cora Dale"),
        ("Ann would like to see it.", "Force", PROSE, "Bob would like to see it.", "OPCC", PROSE),
        ("These would sit on it, they said.", "Ben Osei", "Cora Dale", PROSE),
        ("The cards to be sent out again by post.", "BO", PROSE),
        # who wrote a report signs it, with the day
        (
            "The yard continues to be kept.",
            "Ben Osei 10/05/23",
            PROSE,
            "Oil is to be sold.",
            "Cora Dale 2nd May 2023",
            PROSE,
        ),
    ],
)
def test_lists_subjects_and_a_single_line_of_owners_mark_nothing(lines: tuple[str, ...]) -> None:
    assert not [one for one in told(*lines) if one[1]]


def test_a_bold_line_that_charges_somebody_is_an_action_and_no_item() -> None:
    found = told(
        PROSE,
        Typed("Treasurer to submit the returns by 9 June", bold=True),
        PROSE,
        Typed("BO/CD – draft the rota for the yard", bold=True),
        PROSE,
    )
    assert found == [
        ("Treasurer to submit the returns by 9 June", ["Treasurer"]),
        ("BO/CD – draft the rota for the yard", ["BO", "CD"]),
    ]
