"""Decisions: label, outcome, condition, maker; and what is not a decision."""

from __future__ import annotations

import pytest

from pipeline.model import Decision, Outcome
from tests.support.typed import HEAD, extraction_of, minutes_of, plain


def decisions(body: str) -> list[Decision]:
    return list(minutes_of(f"1. Apologies\nNone.\n2. Fleet strategy\n{body}\n").decisions)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Decision: The PCC approved the strategy.", Outcome.APPROVED),
        ("DECISION – Not Supported.", Outcome.NOT_APPROVED),
        (
            "Decision: The paper was supported in principle, subject to audit.",
            Outcome.APPROVED_CONDITIONALLY,
        ),
        ("RESOLVED that Ms Reed be elected Chair.", Outcome.RESOLVED),
        ("RESOLVED – that the report be noted.", Outcome.NOTED),
        ("It was RESOLVED:- That the minutes of 7 April be approved.", Outcome.APPROVED),
        ("It was agreed that the depot be sold.", Outcome.AGREED),
        ("The minutes were agreed as a true record.", Outcome.APPROVED),
        (
            "The April minutes were not approved; a new text is to come to the June meeting.",
            Outcome.DEFERRED,
        ),
        ("Decision: Deferred to a future meeting.", Outcome.DEFERRED),
        ("The strategy was approved.", Outcome.APPROVED),
        ("The Board endorsed the plan.", Outcome.APPROVED),
        ("The report was noted.", Outcome.NOTED),
        ("a) The Mayor approved the sale of the old mill.", Outcome.APPROVED),
        ("Deferred to late December as BO was away.", Outcome.DEFERRED),
        ("Paper not received. Item deferred to April.", Outcome.DEFERRED),
        ("Members thanked BO for her work and noted the report.", Outcome.NOTED),
        ("RESOLVED – that no lease be taken without the approval of the Board.", Outcome.RESOLVED),
        ("Motion to approve the budget made by Ada; approved.", Outcome.APPROVED),
    ],
)
def test_outcomes_keep_to_the_printed_word(line: str, outcome: Outcome) -> None:
    (found,) = decisions(line)
    assert found.outcome is outcome


@pytest.mark.parametrize(
    "line",
    [
        "The PCC noted that the figures had risen.",
        "The plan will be approved in June.",
        "He asked whether the committee had approved it.",
        "The budget needs to be agreed with the council.",
        "It was agreed to close this action.",
        "A motion to adjourn was made.",
        "The Mayor thanked all who had approved of the sale.",
    ],
)
def test_passing_remarks_and_plans_are_no_decisions(line: str) -> None:
    assert decisions(line) == []


def test_a_condition_is_kept() -> None:
    (found,) = decisions("Decision: The paper was supported, subject to the audit committee.")
    assert found.condition == "subject to the audit committee"


def test_a_joint_decision_names_its_makers() -> None:
    (found,) = decisions("The strategy was approved. Logged as a JOINT DECISION of PCC and CC.")
    assert found.maker == "PCC and CC"


def test_two_halves_that_differ_are_two_decisions() -> None:
    found = decisions("Decision: Not supported for the depot; the garage was approved.")
    assert [one.outcome for one in found] == [Outcome.NOT_APPROVED, Outcome.APPROVED]


def test_a_list_under_resolved_gives_a_decision_each() -> None:
    found = decisions("RESOLVED to:\n- NOTE the report.\n- APPROVE the budget.")
    assert [one.outcome for one in found] == [Outcome.NOTED, Outcome.APPROVED]


def test_a_motion_and_its_vote_are_one_decision() -> None:
    assert len(decisions("Motion to approve rule 12.\nVote 9 for.\nMotion passed.")) == 1


def test_words_copied_from_another_item_are_an_issue() -> None:
    document = plain(
        HEAD + "1. Capital Strategy\nDecision: The PCC approved the capital strategy.\n"
        "2. Treasury Strategy\nDecision: The PCC approved the capital strategy.\n"
    )
    codes = [issue.code for issue in extraction_of(document).issues]
    assert codes.count("decision-subject-differs") == 1


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (
            "The minutes were agreed, save that ‘Finsh’ on page 2 should read ‘Finch’.",
            Outcome.AGREED,
        ),
        (
            "The minutes were agreed with one amendment: item 4 should read 77% and not 71%.",
            Outcome.AGREED,
        ),
        ("The minutes were agreed as amended in the copy tabled.", Outcome.AGREED),
        ("The motion was tabled.", Outcome.DEFERRED),
        ("The report was noted with regret.", Outcome.NOTED),
        ("The Board spoke of its concern and the report was noted.", Outcome.NOTED),
        ("The draft was endorsed, subject to that change.", Outcome.APPROVED_CONDITIONALLY),
        ("RESOLVED: that Ms Reed be thanked.", Outcome.RESOLVED),
        ("It went to A.B. The report was noted.", Outcome.NOTED),
        ("Cllr Epps moved that the plan be put off.", Outcome.AGREED),
    ],
)
def test_exceptions_and_short_sentences_are_decided(line: str, outcome: Outcome) -> None:
    (found,) = decisions(line)
    assert found.outcome is outcome


@pytest.mark.parametrize(
    "line",
    [
        "Four children should have been moved to another place.",
        "The force was moved to the second phase of monitoring.",
        "The work could not be supported from reserves.",
        "It was agreed that the date should move to the June meeting.",
        "The grant has been approved.",
        "It was agreed that a note on the reserves be prepared. (AP1)",
    ],
)
def test_stories_and_marked_actions_are_no_decisions(line: str) -> None:
    assert decisions(line) == []


def test_a_sentence_may_decide_and_ask_for_something_at_once() -> None:
    (found,) = decisions("The May minutes were not approved; a new text is to come. (AP1)")
    assert found.outcome is Outcome.DEFERRED
