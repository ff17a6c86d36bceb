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
        ("Approved, with one correction on page 3.", Outcome.APPROVED),
        ("Adopted with item 7 taken before item 6.", Outcome.APPROVED),
        ("Accepted without change.", Outcome.AGREED),
        ("Approved and adopted - to be put on the website.", Outcome.APPROVED),
        ("Deferred to the 32nd meeting for lack of time.", Outcome.DEFERRED),
        ("Deferred – the Chair had not finished it.", Outcome.DEFERRED),
        ("Held over.", Outcome.DEFERRED),
        ("Noted, with regret.", Outcome.NOTED),
        ("Received and noted: the annual report of the visitors.", Outcome.NOTED),
        ("Pay – deferred to the summer because the code is in draft.", Outcome.DEFERRED),
        ("Bowls club £1,000 – refused, the club holding reserves.", Outcome.NOT_APPROVED),
        ("Safer Northvale Fund – APPROVED as recommended", Outcome.APPROVED),
        ("The Board NOTED the deep dive.", Outcome.NOTED),
        ("AFi APPROVED grants as set out in appendix 2.", Outcome.APPROVED),
        ("Decision D9: the second release moved to 17 April.", Outcome.AGREED),
        ("Resolution 31/2: the Board resolves not to approve the bid.", Outcome.NOT_APPROVED),
        ("The minutes were taken as read, confirmed and signed.", Outcome.APPROVED),
    ],
)
def test_few_words_decide(line: str, outcome: Outcome) -> None:
    assert [one.outcome for one in decisions(line)] == [outcome]


def test_an_outcome_in_a_cell_is_quoted_with_its_row() -> None:
    (found,) = decisions(
        *(Typed(text, cell=(0, 0, n)) for n, text in enumerate(["Change", "Cost", "Outcome"])),
        *(
            Typed(text, cell=(0, 1, n))
            for n, text in enumerate(["Second photo", "£6k", "Rejected"])
        ),
    )
    assert (found.text, found.outcome) == ("Second photo £6k Rejected", Outcome.NOT_APPROVED)


def test_a_label_with_a_number_in_a_cell_is_of_the_words_beside_it() -> None:
    (found,) = decisions(
        Typed("DECISION 2017/062", cell=(0, 0, 0)),
        Typed("The Commissioner notes the emerging findings.", cell=(0, 0, 1)),
    )
    assert found.outcome is Outcome.NOTED


def test_two_sentences_after_a_label_may_decide_two_things() -> None:
    found = decisions("Decision: annual report noted. The revised plan approved for the year.")
    assert [one.outcome for one in found] == [Outcome.NOTED, Outcome.APPROVED]


def test_entries_go_on_below_a_resolution_that_holds_the_first() -> None:
    found = decisions(
        "RESOLVED – (a) that the report be received; and",
        "(b) that the deferral of the audit be approved.",
    )
    assert [one.outcome for one in found] == [Outcome.NOTED, Outcome.APPROVED]


def test_entries_stand_below_a_bare_that() -> None:
    found = decisions(
        "RESOLVED – That",
        Typed("the response be noted;", marker="(a)"),
        Typed("a task group be set up.", marker="(b)"),
    )
    assert len(found) == 2


def test_a_motion_is_what_the_label_below_it_resolves() -> None:
    found = decisions(
        "AF moved, and BO seconded, that the proposal be supported.",
        "RESOLVED that the proposal be supported without recommendations.",
    )
    assert [one.rule for one in (d.evidence for d in found)] == ["decision.label"]
