"""Decisions that no label marks: votes, views, elections, fragments; and stories that are none."""

from __future__ import annotations

import pytest

from pipeline.model import Decision, Outcome
from tests.support.typed import HEAD, extraction_of, minutes_of, plain


def decisions(body: str) -> list[Decision]:
    return list(minutes_of(f"1. Apologies\nNone.\n2. Fleet strategy\n{body}\n").decisions)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("We voted to give two awards of £25.", Outcome.AGREED),
        ("We also decided on ten rooms for the weekend.", Outcome.AGREED),
        ("It has been decided not to pursue this.", Outcome.AGREED),
        ("It was decided not to buy any; it is ready to be approved in May.", Outcome.AGREED),
        ("We further agreed that the team would work in pairs.", Outcome.AGREED),
        ("It was discussed and agreed that the fence be mended.", Outcome.AGREED),
        ("It was resolved that a new treasurer needs to be found by June.", Outcome.RESOLVED),
        (
            "The Annual Governance Statement was agreed and approved by the Council.",
            Outcome.APPROVED,
        ),
        ("The year end accounts were signed and approved.", Outcome.APPROVED),
        ("The timeline for the review was discussed and agreed.", Outcome.AGREED),
        ("The Board considered the late application and agreed to it.", Outcome.AGREED),
        ("The Board confirmed their agreement with this course.", Outcome.AGREED),
        ("Ada Finch was proposed and elected as Chair.", Outcome.AGREED),
        ("Mr Vane was unanimously co-opted onto the Council.", Outcome.AGREED),
        ("The Board did not support the bid.", Outcome.NOT_APPROVED),
        ("The decision on the depot was deferred until the figures are known.", Outcome.DEFERRED),
        ("The Panel deferred the report to its next meeting.", Outcome.DEFERRED),
        ("This was noted by the Board.", Outcome.NOTED),
        ("The August summary circulated was noted.", Outcome.NOTED),
        ("The internal audit report was discussed and noted.", Outcome.NOTED),
        ("Budget report – accepted as modified.", Outcome.AGREED),
        ("Agenda approved with additions.", Outcome.APPROVED),
        ("Approved by acclamation, as amended.", Outcome.APPROVED),
        ("Ada moved we accept the report. Ben seconded.", Outcome.AGREED),
        ("No objection was raised to the planning application.", Outcome.AGREED),
        ("The Council will not object to the application, but will comment.", Outcome.AGREED),
        ("24/00416/F – Playground – no objection", Outcome.AGREED),
        ("The minutes were agreed subject to the following changes:", Outcome.APPROVED),
        ("It was moved that ten flags be bought for the fair.", Outcome.AGREED),
        ("The wardens drew a new badge which was accepted by the Board.", Outcome.AGREED),
        ("The paper was proposed by the team and agreed by the Board.", Outcome.AGREED),
        ("The Board thanked Ben for this and agreed to adopt the plan.", Outcome.APPROVED),
        ("Ada asked the Board for a grant and the Board agreed.", Outcome.AGREED),
        ("The Board welcomed and supported the new route.", Outcome.APPROVED),
        ("The following wardens were voted in by the members:", Outcome.AGREED),
        ("The PCC gave her approval to the scheme.", Outcome.APPROVED),
        ("Approval was given to the longer contract.", Outcome.APPROVED),
        ("The PCC was content to approve the case.", Outcome.APPROVED),
        ("The PCC signed off the estates strategy.", Outcome.APPROVED),
        ("The Chair signed the minutes as a correct record.", Outcome.APPROVED),
        ("The recommendation was put to the vote and was lost.", Outcome.NOT_APPROVED),
        ("The Panel declined to support the appointment.", Outcome.NOT_APPROVED),
        ("The JARAC approved the yearly plan.", Outcome.APPROVED),
        ("Members voted 7 to 2 in favour of the sale.", Outcome.AGREED),
        ("All agreed.", Outcome.AGREED),
        ("All were in agreement that the gate be painted.", Outcome.AGREED),
        ("The Board voted, by a majority, that the depot be sold.", Outcome.AGREED),
        ("We voted unanimously not to accept the rent.", Outcome.NOT_APPROVED),
        ("AF proposed and BO seconded that Cora Dale be elected Chair.", Outcome.AGREED),
        ("As there was no seconder the motion fell.", Outcome.NOT_APPROVED),
        ("A rent of £95 was agreed.", Outcome.AGREED),
        ("The move of the gate was not agreed; BO wanted a plan first.", Outcome.NOT_APPROVED),
        ("The application for the kite park was rejected.", Outcome.NOT_APPROVED),
        (
            "The route was approved on the understanding that lamps are lit by May.",
            Outcome.APPROVED_CONDITIONALLY,
        ),
    ],
)
def test_what_a_meeting_decides_needs_no_label(line: str, outcome: Outcome) -> None:
    found = decisions(line)
    assert [one.outcome for one in found] == [outcome]


@pytest.mark.parametrize(
    "line",
    [
        "BO confirmed that these changes were approved by the Home Office.",
        "As the budget had been agreed for 20 months, one sum was asked for.",
        "The figures would then be agreed with the treasurer.",
        "There was a correction to reflect the changes that were passed.",
        "The report is in the copy that was passed out at the meeting.",
        "CD reported that the pay award was agreed in spring.",
        "24/00416/F – Playground – Approved",
        "A new timescale was agreed.",
        "Decisions – Membership",
        "The plan needs to be agreed by the treasurer.",
        "Minutes of 3 May 2023, approved on 7 June 2023.",
        "This item was withdrawn.",
        "Approved: 9 March 2011",
        "The Panel would look at the plan once it had been approved by the board.",
        "DCC Lane was appointed as Chief Constable of Exford last week.",
        "The Constabulary agreed a new policy with the union in March.",
        "The plan will be reviewed and agreed before the Board meets again.",
        "AF told us of the Pay Committee meeting where three rents were agreed.",
        "Ada spoke of these lamps, to which the county agreed.",
        "After some talk the motion was amended.",
        "He would paint the gate, whatever the Panel decided.",
        "The depot APPROVED BY THE COUNTY",
        "This was the walk that was or was not agreed in spring.",
        "The Chief Constable does not accept one of the numbers.",
        "A new date of the visit was agreed.",
    ],
)
def test_what_others_decided_or_will_decide_is_none(line: str) -> None:
    assert decisions(line) == []


def test_a_bare_view_is_quoted_with_the_application_that_it_answers() -> None:
    (found,) = decisions("24/00795/F The Barn, High Street\nA new car port and shed\nNo objection")
    assert found.text == "24/00795/F The Barn, High Street A new car port and shed No objection"


def test_a_bare_vote_is_quoted_with_its_motion() -> None:
    (found,) = decisions(
        "Members were asked to appoint Hale and Co as auditor.\n"
        "Proposed: Ada Finch\nSeconded: Ben Osei\nCarried unanimously."
    )
    assert found.text.startswith("Members were asked to appoint Hale and Co")


def test_a_sentence_broken_over_blocks_is_quoted_whole() -> None:
    found = minutes_of(
        "1. Apologies\nNone.\n2. Minutes\n\nThe minutes of the meeting held on 28 June were\n\n"
        "checked for content, agreed as a true record and signed.\n"
    )
    (decision,) = found.decisions
    assert decision.text.startswith("The minutes of the meeting held on 28 June")


def test_a_heading_that_decides_is_a_decision() -> None:
    read = plain(
        f"{HEAD}1. Apologies\nNone.\n2. The following accounts were approved for payment:\n"
        "Hale and Co, £120\n3. Fleet\nA paper was tabled.\n"
    )
    (minutes,) = extraction_of(read).minutes
    assert [one.outcome for one in minutes.decisions] == [Outcome.APPROVED]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("It was resolved that we should write and tell them of our support.", Outcome.RESOLVED),
        ("It was resolved to defer this to the next meeting.", Outcome.DEFERRED),
        ("RESOLVED that the bid be supported.", Outcome.APPROVED),
        ("Allowances of £200 for the fete were approved.", Outcome.APPROVED),
        ("Ada moved and Ben seconded that we give £200.", Outcome.AGREED),
    ],
)
def test_the_verb_that_decides_gives_the_outcome(line: str, outcome: Outcome) -> None:
    assert [one.outcome for one in decisions(line)] == [outcome]


def test_what_another_meeting_agreed_is_no_decision_of_this_one() -> None:
    line = "The policy was reviewed and agreed at the Finance and Audit meeting in February."
    assert decisions(line) == []


def test_a_correction_of_the_last_minutes_decides_nothing() -> None:
    found = minutes_of(
        "1. Apologies\nNone.\n2. Minutes of the previous meeting\n"
        "Item 4 – The lamp paper was agreed.\n3. Fleet\nItem 4 – The fleet paper was agreed.\n"
    )
    assert [one.text for one in found.decisions] == ["Item 4 – The fleet paper was agreed."]


def test_entries_below_a_body_are_what_it_decided() -> None:
    found = decisions(
        "The paper was long. The Board:\n(a) noted the delivery report;\n"
        "(b) approved the transfer of £2 to the mill;\n(c) asked for a list of vans."
    )
    assert [(one.text, one.outcome) for one in found] == [
        ("(a) noted the delivery report;", Outcome.NOTED),
        ("(b) approved the transfer of £2 to the mill;", Outcome.APPROVED),
    ]


@pytest.mark.parametrize("lead", ["The auditors:", "Ada Finch told the Board:", "The Board heard:"])
def test_entries_below_others_decide_nothing(lead: str) -> None:
    assert decisions(f"{lead}\n(a) noted the delivery report;\n(b) approved of the mill.") == []


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("The minutes of the meeting held on 18 June 2013 were confirmed.", Outcome.APPROVED),
        ("RESOLVED that the minutes of the meeting of 4 May, 2016 be signed.", Outcome.APPROVED),
        ("The minutes of 14 July were agreed and signed.", Outcome.AGREED),
        ("The record of 5 July was accepted.", Outcome.AGREED),
        ("Notes of 11 July agreed.", Outcome.AGREED),
    ],
)
def test_the_minutes_are_approved_or_agreed_as_printed(line: str, outcome: Outcome) -> None:
    found = minutes_of(f"1. Apologies\nNone.\n2. Minutes of the last meeting\n{line}\n")
    assert [one.outcome for one in found.decisions] == [outcome]


def test_a_thing_approved_in_capitals_is_decided_besides_the_action_on_it() -> None:
    found = decisions("The Commissioner APPROVED the awards.\nAction: Clerk")
    assert [one.outcome for one in found] == [Outcome.APPROVED]


def test_what_had_been_adopted_before_is_no_decision_of_this_meeting() -> None:
    assert decisions("A yard plan had been adopted in April, and each yard had its team.") == []
