"""Decisions of minutes that are mere notes: a participle, capitals, a cell, a label with a number."""

from __future__ import annotations

import pytest

from pipeline.model import Decision, Outcome
from tests.support.typed import HEAD, Typed, minutes_of, page


def decisions(*lines: str | Typed) -> list[Decision]:
    head = [*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet strategy"]
    return list(minutes_of(page(*head, *lines)).decisions)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Approved, with two words put right on page 8.", Outcome.APPROVED),
        ("Adopted with the roof taken first.", Outcome.APPROVED),
        ("Accepted without a vote.", Outcome.AGREED),
        ("Approved and adopted - to be printed in May.", Outcome.APPROVED),
        ("Deferred to the next meeting as it was late.", Outcome.DEFERRED),
        ("Deferred – the figures were not there.", Outcome.DEFERRED),
        ("Held over.", Outcome.DEFERRED),
        ("Noted, with thanks to all.", Outcome.NOTED),
        ("Received and noted: the letter of the wardens.", Outcome.NOTED),
        ("Lamps – deferred to the autumn because the price may fall.", Outcome.DEFERRED),
        ("Kite club £90 – refused, the club being rich.", Outcome.NOT_APPROVED),
        ("Northvale river fund – APPROVED as recommended", Outcome.APPROVED),
        ("The Board NOTED the long slides.", Outcome.NOTED),
        ("AFi APPROVED the lease of the yard.", Outcome.APPROVED),
        ("Decision K4: the opening moved to 3 June.", Outcome.AGREED),
        ("Resolution 8/2: the Board resolves not to approve the sale.", Outcome.NOT_APPROVED),
        ("The minutes were taken as read, confirmed and signed.", Outcome.APPROVED),
        ("The accounts were received.", Outcome.NOTED),
        ("RECEIVED, and noted without talk.", Outcome.NOTED),
        ("APPROVED new lamps up to £2m;", Outcome.APPROVED),
        ("4.2 RESOLVED that the report be noted.", Outcome.NOTED),
        ("4.3.1 The lamp survey was approved.", Outcome.APPROVED),
        ("Kite club (£900) agreed subject to insurance.", Outcome.APPROVED_CONDITIONALLY),
        ("New lamp policy agreed, Ada to print it.", Outcome.AGREED),
        ("Draft 3 signed off for consultation.", Outcome.APPROVED),
        ("D 7 Lamps: approved provided that all are lit.", Outcome.APPROVED_CONDITIONALLY),
        ("The Panel noted the letter from the mill about lamps.", Outcome.NOTED),
        ("The Panel noted the progress on lamps.", Outcome.NOTED),
        ("Gate sale not supported.", Outcome.NOT_APPROVED),
        ("Bank balance £11,207.90 noted.", Outcome.NOTED),
        ("Grant to the kite club: not agreed this year.", Outcome.NOT_APPROVED),
        ("Group agreed that the yard be sold first.", Outcome.AGREED),
        ("The lamp policy was put off until the survey is back.", Outcome.DEFERRED),
        ("A wish to use the badge was turned down.", Outcome.NOT_APPROVED),
        ("Governors were not willing to approve the draft.", Outcome.NOT_APPROVED),
        ("A motion to sell the yard was put and LOST, 3 to 5.", Outcome.NOT_APPROVED),
        ("The sale was agreed on that basis by the Board.", Outcome.APPROVED_CONDITIONALLY),
        ("The Board APPROVED the grants, except for bid 9 which was REJECTED.", Outcome.APPROVED),
    ],
)
def test_few_words_decide(line: str, outcome: Outcome) -> None:
    assert [one.outcome for one in decisions(line)] == [outcome]


def test_an_outcome_in_a_cell_is_quoted_with_its_row() -> None:
    (found,) = decisions(
        *(Typed(text, cell=(0, 0, n)) for n, text in enumerate(["Change", "Cost", "Outcome"])),
        *(Typed(text, cell=(0, 1, n)) for n, text in enumerate(["Third gate", "£9k", "Rejected"])),
    )
    assert (found.text, found.outcome) == ("Third gate £9k Rejected", Outcome.NOT_APPROVED)


def test_a_label_with_a_number_in_a_cell_is_of_the_words_beside_it() -> None:
    (found,) = decisions(
        Typed("DECISION 2021/007", cell=(0, 0, 0)),
        Typed("The Commissioner notes the tender.", cell=(0, 0, 1)),
    )
    assert found.outcome is Outcome.NOTED


def test_two_sentences_after_a_label_may_decide_two_things() -> None:
    found = decisions("Decision: tree survey noted. The new route approved for the summer.")
    assert [one.outcome for one in found] == [Outcome.NOTED, Outcome.APPROVED]


def test_entries_go_on_below_a_resolution_that_holds_the_first() -> None:
    found = decisions(
        "RESOLVED – (a) that the report be received; and",
        "(b) that the longer lease be approved.",
    )
    assert [one.outcome for one in found] == [Outcome.NOTED, Outcome.APPROVED]


def test_entries_stand_below_a_bare_that() -> None:
    found = decisions(
        "RESOLVED – That",
        Typed("the survey be noted;", marker="(a)"),
        Typed("a new warden be found.", marker="(b)"),
    )
    assert len(found) == 2


def test_a_motion_is_what_the_label_below_it_resolves() -> None:
    found = decisions(
        "AF moved, and BO seconded, that the proposal be supported.",
        "RESOLVED that the proposal be supported without recommendations.",
    )
    assert [one.rule for one in (d.evidence for d in found)] == ["decision.label"]


@pytest.mark.parametrize(
    "line",
    [
        "Cllr Reed agreed.",
        "Ada to have the lease agreed by the Board.",
        "The letter was received.",
        "As previously agreed, the yard opens in May.",
        "Status: Approved for publication",
        "It was agreed that 088 and 090 could be closed.",
    ],
)
def test_few_words_of_others_decide_nothing(line: str) -> None:
    assert decisions(line) == []


def test_a_lost_motion_stands_beside_the_resolution_below_it() -> None:
    found = decisions(
        "An amendment, moved by Cllr Reed, to leave out the yard was put to the vote and lost.",
        "Resolved: that the yard be kept.",
    )
    assert [one.outcome for one in found] == [Outcome.NOT_APPROVED, Outcome.RESOLVED]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("AF approved the terms of the survey.", Outcome.APPROVED),
        ("AF noted the lamp update and thanked all.", Outcome.NOTED),
        ("AF considered the lamps. The lamps are old.", None),
        ("The Commissioner read it. She was content to approve two years.", Outcome.APPROVED),
        ("AF content to approve the lease.", Outcome.APPROVED),
        ("AF was not content with the paper and did not accept it.", Outcome.NOT_APPROVED),
    ],
)
def test_initials_of_one_who_decides_alone_are_the_office(
    line: str, outcome: Outcome | None
) -> None:
    assert [one.outcome for one in decisions(line)] == [outcome] * (outcome is not None)


@pytest.mark.parametrize(
    "line",
    [
        "BO approved the terms of the survey.",
        "AF accepted that.",
        "AF agreed with BO.",
        "Ben Osei spoke. He approved the lease.",
        "The Panel noted the point.",
        "The Board noted the following points:",
    ],
)
def test_initials_of_others_and_passing_words_decide_nothing(line: str) -> None:
    assert decisions(line) == []
