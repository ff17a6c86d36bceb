"""The list of actions at the end repeats those of the text: each task is one action."""

from __future__ import annotations

import pytest

from pipeline.model import Action, ActionKind, Document
from tests.support.typed import HEAD, Typed, minutes_of, page

PROSE = "The officers spoke to the paper at some length and members asked several questions."
FUEL, TYRES = "prepare a note on fuel for members", "write to the yard about worn tyres"
TABLE = [
    ("Action", "Owner", "Due"),
    (FUEL.capitalize(), "BO", "30 June 2023"),
    (TYRES.capitalize(), "CD", "July"),
]


def ending(first: str, second: str, heading: str, *below: str | Typed) -> Document:
    """Give minutes with two items and a list at their end."""
    body = ["1. Apologies", "None.", "2. Fleet", PROSE, first, "3. Estates", PROSE, second]
    return page(*HEAD.strip().splitlines(), *body, Typed(heading, bold=True), *below)


def labelled(document: Document) -> list[Action]:
    return [one for one in minutes_of(document).actions if one.kind is ActionKind.LABELLED]


def owned(document: Document) -> list[list[str]]:
    return [[owner.name for owner in one.owners] for one in labelled(document)]


def grid(*rows: tuple[str, ...]) -> list[Typed]:
    return [Typed(w, cell=(0, r, c)) for r, row in enumerate(rows) for c, w in enumerate(row)]


@pytest.mark.parametrize("heading", ["Summary of actions", "Actions", "Appendix – actions"])
@pytest.mark.parametrize(
    "below",
    [
        [f"BO to {FUEL}", f"CD to {TYRES}"],
        [f"{FUEL.capitalize()} – BO", f"{TYRES.capitalize()} – CD"],
        [f"1. BO to {FUEL}", f"2. CD to {TYRES}"],
        [f"BO: {FUEL}", f"CD: {TYRES}"],
        [f"AP1 BO to {FUEL}", f"AP2 CD to {TYRES}"],
        grid(*TABLE),
        grid(*(("No", "1", "2")[i : i + 1] + row for i, row in enumerate(TABLE))),
    ],
)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"Action: BO to {FUEL}.", f"Action: CD to {TYRES}."),
        (f"BO agreed to {FUEL}. (AP1)", f"CD agreed to {TYRES}. (AP2)"),
        (f"BO would {FUEL}. Action: BO", f"CD would {TYRES}. Action: CD"),
        (f"AP1 – BO to {FUEL}", f"AP2 – CD to {TYRES}"),
        (f"→ 23/14 BO to {FUEL}", f"→ 23/15 CD to {TYRES}"),
    ],
)
def test_a_task_of_the_list_is_the_action_of_the_text(
    first: str, second: str, heading: str, below: list[str | Typed]
) -> None:
    assert owned(ending(first, second, heading, *below)) == [["Ben Osei"], ["Cora Dale"]]


@pytest.mark.parametrize("heading", ["Summary of actions", "Who does what", "Action points"])
@pytest.mark.parametrize(
    "below",
    [
        [f"BO to {FUEL}", f"CD to {TYRES}"],
        [f"{FUEL.capitalize()} – BO", f"{TYRES.capitalize()} – CD"],
        grid(*TABLE),
    ],
)
def test_a_list_may_hold_what_the_text_does_not_mark(
    heading: str, below: list[str | Typed]
) -> None:
    found = owned(ending("Fuel was dear.", "Tyres wear.", heading, *below))
    assert found == [["Ben Osei"], ["Cora Dale"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Action: BO to send the fuel figures.", "Action: BO to send the tyre figures."),
        (f"Action: BO to {FUEL}.", f"Action: CD to {FUEL}."),
        (f"Action 14: BO to {FUEL}.", f"Action 15: BO to {FUEL}."),
        ("Action: BO to report back.", "Action: BO to report back."),
    ],
)
def test_other_tasks_owners_or_numbers_are_other_actions(first: str, second: str) -> None:
    assert len(labelled(ending(first, second, "Any other business", "None."))) > 1


def test_a_sentence_that_only_points_to_the_list_takes_its_words_from_there() -> None:
    table = [("No", "Action", "Owner"), ("13", f"{FUEL.capitalize()}", "BO"), ("14", "Yard", "CD")]
    document = ending(
        "The board had wished for figures. (Action 13)",
        "It would like to hear of the yard. (Action 14)",
        "Summary of actions",
        *grid(*table),
    )
    assert [(one.ref, one.text, one.section) for one in labelled(document)] == [
        ("14", "It would like to hear of the yard.", 4),
        ("13", FUEL.capitalize(), 3),
    ]


def test_a_number_in_brackets_behind_a_sentence_points_to_a_column_without_a_head() -> None:
    table = [("", "Action", "Owner", "Due"), ("A1", FUEL.capitalize(), "BO", "June")]
    table.append(("A2", "Write to the yard about its tyres", "CD", "July"))
    document = ending(
        "CD will put them in the next note. [A1]",
        "Members agreed the price of the tyres. [A2]",
        "Actions from this meeting",
        *grid(*table),
    )
    assert [(one.ref, one.text, one.owners[0].text) for one in minutes_of(document).actions] == [
        ("A1", FUEL.capitalize(), "BO"),
        ("A2", "Write to the yard about its tyres", "CD"),
    ]
