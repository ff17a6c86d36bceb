"""Whether words that end something end the action: what is tried here are words of invented boards.

A false "closed" is the worst error of all, so most of what follows closes nothing.
"""

from __future__ import annotations

import pytest

from pipeline.link import link, register
from pipeline.model import CLOSING, Extraction
from tests.support.typed import HEAD, extraction_of, plain

LATER = HEAD.replace("17 May 2023", "19 July 2023")

OPEN = (
    "not yet complete.",
    "to be closed.",
    "to be closed at the next meeting.",
    "will be closed once the plan is shared.",
    "BO recommended closure.",
    "recommend closure.",
    "recommended for closure.",
    "propose to close.",
    "proposed for closure.",
    "Closed?",
    "close?",
    "could be closed.",
    "nearly complete.",
    "90% complete.",
    "complete by March 2024.",
    "to complete by March 2024.",
    "completion expected in September.",
    "due to be completed in September.",
    "the first phase is complete, the second is not.",
    "first stage completed; second stage to follow.",
    "BO said the closure of stations was discussed.",
    "the man was discharged from hospital.",
    "the closed session was told of it.",
    "the stations closed in 2019 were listed.",
    "the consultation has closed and the plan follows.",
    "the survey closed on 3 July; the plan is being written.",
    "a draft has been completed and will come to the next meeting.",
    "the audit of vehicles is complete; the plan is being drafted.",
    "once complete it will be shared.",
    "incomplete.",
    "not closed.",
    "do not close.",
    "should not have been closed.",
    "was closed in error.",
    "closed in error and re-opened.",
    "re-opened.",
    "remains open, it was thought to be complete.",
    "partially closed.",
    "members disagreed that it was complete.",
    "it is hoped to close this in September.",
    "BO asked for it to be closed; the Chair declined.",
    "Request to close.",
    "Awaiting closure.",
    "Ready to close.",
    "Pending closure.",
    "for closure subject to AF's agreement.",
    "Closed subject to receipt of the plan.",
    "Complete, subject to sign off by the Commissioner.",
    "Complete pending approval.",
    "the Treasurer closed the meeting before it was reached.",
    "it is unclear whether this is complete.",
    "BO believed that it was complete but would check.",
    "BO thought this had been completed. AF asked for evidence.",
    "Superseded?",
    "may be superseded by the national plan.",
    "might be transferred to the Audit Committee.",
    "could be moved to the Audit Committee.",
    "if not done by August it will be moved to the Audit Committee.",
    "Green.",
    "Blue.",
    "moved to the next meeting of the Board.",
    "BO to complete.",
    "BO to complete and close.",
    "please complete.",
    "complete the plan and send it.",
    "close the gap in the plan.",
    "the case was closed by the IOPC.",
    "The A12 is closed.",
    "the number of cases closed rose.",
    "the work is to be done.",
    "cannot be done.",
    "nothing has been done.",
    "less could be done.",
    "what has been done so far was explained.",
    "signed off by the DCC for consultation.",
    "the budget was signed off; the plan is awaited.",
    "was not delivered.",
    "will be delivered in autumn.",
    "to be delivered in autumn.",
    "the issue has not been resolved.",
    "IT problems resolved, plan to follow.",
    "implemented in two of five areas.",
    "complete for two of the five areas.",
    "Completed in part.",
    "Complete: no.",
    "Complete? No.",
    "Completed: 60%",
    "Status: awaiting complete data.",
    "a complete review is needed.",
    "complete overhaul of the plan is needed.",
    "completed forms are awaited.",
    "Close to completion.",
    "closely linked to 18/2023.",
    "Closed in the Force's own log, open here.",
    "The Force considers this complete; the Board does not.",
    "The Force considers this closed. The Commissioner asked for it to stay open.",
    "complete according to the Force; the Commissioner has yet to agree.",
    "Marked complete but to stay open.",
    "Closed. AF disagreed and asked for it to be kept open.",
    "Complete. On reflection this was left open.",
    "Complete; kept open at the request of the PCC.",
    "Closed – reopened 3 July",
    "Complete (part 1 only)",
    "Closed season for bats",
    "Closed by the IOPC",
    "Closed to the public",
    "% complete: 80",
    "Completed part 1",
    "Consultation closed 3 May",
    "Draft completed",
    "Complete 31 March 2025",
    "RAG: Green. Complete: N",
    "It was agreed that this could be closed next month.",
    "It was agreed to close it at the next meeting.",
    "agreed to close this in June.",
    "agreed to close this before the next meeting.",
    "It was resolved to write again.",
    "Resolved to keep under review.",
    "Complete for HR.",
    "Completed, with two exceptions.",
    "Complete at Wells; Street to follow.",
    "Closed (not yet agreed by the office).",
    "Complete (3 of 5).",
    "Completed for the north only.",
    "Complete save the annex.",
    "Completed with the exception of HR.",
    "Complete in the north. South outstanding.",
    "Complete – draft only.",
    "Completed by the end of June.",
    "The action is closed for the force but not the office.",
    "This is done each year.",
    "It is carried out every month.",
    "This was done last year and needs doing again.",
)

CLOSED = (
    "Complete.",
    "complete",
    "closed.",
    "Closed 12/07/2023.",
    "Complete (18 June)",
    "Completed on 3 July 2023.",
    "agreed to close.",
    "the plan was sent on 3 June. Action closed.",
    "the plan was sent on 3 June; action complete.",
    "the plan was sent and the action was closed.",
    "plan sent – closed",
    "this action was discharged.",
    "this was closed.",
    "it was agreed that this action be closed.",
    "it was agreed to close this action.",
    "it was agreed that the action could be closed.",
    "BO confirmed that this was complete.",
    "BO reported that the action is complete.",
    "members agreed to close the action.",
    "members were content to close the action.",
    "Done.",
    "done and closed.",
    "Actioned.",
    "This has been completed.",
    "Has been completed.",
    "All complete.",
    "now complete.",
    "Status: Closed",
    "CLOSED",
    "transferred to the Joint Audit Committee.",
    "closed and replaced by Action 22/2023.",
    "superseded by Action 22/2023.",
    "Closed; merged with 18/2023.",
    "Completed; see item 5.",
    "The plan went to members on 1 June. Discharged.",
    "complete, the plan is on the website.",
    "complete and on the website.",
    "agreed complete.",
    "agreed closed.",
    "Closed by the Chair.",
    "Closed as the plan was shared.",
    "Closed at the request of the Commissioner.",
    "Item closed.",
    "plan circulated, action closed.",
    "Removed from the log.",
    "Complete; the AFI remains open with HMICFRS.",
    "Completed, no response",
    "Completed – no objection was made",
    "Completed Awaiting response",
    "Costs shared at £400 Action closed",
    "Complete – reopened on the tracker of the audit committee",
)

LISTS_THAT_CLOSE_NOTHING = (
    "Action 17/2023 is not yet complete.",
    "Action 17/2023 cannot be closed until the plan has been seen.",
    "Actions to close: 17/2023, 18/2023",
    "Actions proposed for closure: 17/2023, 18/2023",
    "The following actions are recommended for closure: 17/2023, 18/2023.",
    "The following actions can be closed once evidence is received: 17/2023, 18/2023.",
    "The following actions are not closed: 17/2023, 18/2023.",
    "The following actions should be closed by September: 17/2023, 18/2023.",
    "The following actions were closed at the Owl Panel: 17/2023, 18/2023.",
    "The Audit Committee closed its actions 17/2023 and 18/2023.",
    "The Joint Audit Committee has closed the following actions: 17/2023, 18/2023.",
    "All actions were closed except 17/2023 and 18/2023.",
    "Closed actions: none. Open: 17/2023, 18/2023.",
    "Several actions were closed.",
    "All actions are complete.",
    "Actions closed since the last meeting: 2",
    "Outstanding: 17/2023, 18/2023. All others were closed.",
    "Actions 17/2023 and 18/2023 remain open. Others were completed.",
    "Action: BO to send the vehicle replacement plan to members by June.\nUpdate 19.07.23 – To be completed in September.",
    "Action: BO to send the vehicle replacement plan to members by June.\nUpdate 19.07.23 – Not complete.",
    "Action: BO to send the vehicle replacement plan to members by June.\nThe plan is complete in draft.",
    "Action: BO to send the vehicle replacement plan to members by June.\nUpdate 19.07.23 – Plan completed by the fleet manager, not yet sent.",
    "[In relation to Action 17/2023 – vehicle replacement plan – the plan had not been sent.]",
    "[In relation to Action 17/2023 – vehicle replacement plan – this would be complete in August.]",
    "The register of gifts action was nearly complete.",
    "The register of gifts action will be closed when it is published.",
    "AF asked whether the register of gifts action was closed.",
)

LISTS_THAT_CLOSE = (
    "Closed: 17/2023, 18/2023.",
    "Closed actions: 17/2023, 18/2023",
    "The following actions were closed: 17/2023, 18/2023.",
    "The following actions were confirmed as closed: 17/2023 and 18/2023",
    "Actions 17/2023 and 18/2023 were closed.",
    "Actions 17/2023 and 18/2023 can be closed.",
    "Actions 17/2023 and 18/2023 were agreed as closed.",
    "17/2023 – closed",
    "17/2023: Complete",
    "17/2023 closed.",
    "17/2023 (vehicle plan) – complete.",
    "Action: BO to send the vehicle replacement plan to members by June.\nUpdate 19.07.23 – Complete.",
    "Action: BO to send the vehicle replacement plan to members by June.\nUpdate 19.07.23 – The plan was sent on 3 July. Complete.",
    "Action: BO to send the vehicle replacement plan to members by June. Complete.",
    "Action: BO to send the vehicle replacement plan to members by June – Complete",
    "Action: BO to send the vehicle replacement plan to members by June. Closed.",
    "[In relation to Action 17/2023 – vehicle replacement plan – the plan had been sent and the action was complete.]",
)


def raised(number: int) -> Extraction:
    """Give minutes that raise so many actions, numbered 1/2023 and on."""
    lines = [
        f"Action {n}/2023: BO to send the vehicle replacement plan of station {n} to members."
        for n in range(1, number + 1)
    ]
    return extraction_of(plain(f"{HEAD}1. Apologies\nNone.\n2. Fleet\n" + "\n".join(lines)))


def answered(*lines: str) -> Extraction:
    """The minutes of the next meeting, with these lines in their review of actions."""
    said = "\n".join(lines)
    return extraction_of(
        plain(
            f"{LATER}1. Apologies\nNone.\n2. Minutes of the last meeting and actions\n{said}\n"
            "3. Fleet\nThe report was noted.\n"
        )
    )


def closed(*extractions: Extraction) -> set[str]:
    """The references of the actions that the register has as closed."""
    rows = register(extractions, link(extractions))
    return {row.ref for row in rows if row.status in CLOSING}


def test_endings_of_something_else_close_no_action() -> None:
    said = answered(*(f"Action {n}/2023 – {words}" for n, words in enumerate(OPEN, start=1)))
    found = closed(raised(len(OPEN)), said)
    assert [OPEN[int(ref.partition("/")[0]) - 1] for ref in sorted(found)] == []


def test_endings_of_the_action_close_it() -> None:
    said = answered(*(f"Action {n}/2023 – {words}" for n, words in enumerate(CLOSED, start=1)))
    found = closed(raised(len(CLOSED)), said)
    refs = [f"{n}/2023" for n in range(1, len(CLOSED) + 1)]
    assert [words for ref, words in zip(refs, CLOSED, strict=True) if ref not in found] == []


RAISED = (
    "1. Apologies\nNone.\n2. Fleet\n"
    "Action 17/2023: BO to send the vehicle replacement plan to members by June.\n"
    "Action 18/2023: CD to publish the register of gifts on the website.\n"
)


@pytest.mark.parametrize("line", LISTS_THAT_CLOSE_NOTHING)
def test_lists_and_notes_that_close_nothing(line: str) -> None:
    assert closed(extraction_of(plain(HEAD + RAISED)), answered(line)) == set()


@pytest.mark.parametrize("line", LISTS_THAT_CLOSE)
def test_lists_and_notes_that_close(line: str) -> None:
    assert "17/2023" in closed(extraction_of(plain(HEAD + RAISED)), answered(line))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Complete (18 June).", "2023-06-18"),
        ("Complete 3 March.", "2023-03-03"),
        ("Closed 12/05/2022.", "2022-05-12"),
    ],
)
def test_the_day_of_an_ending_is_the_nearest_or_the_printed_one(words: str, day: str) -> None:
    (update,) = answered(f"Action 1/2023 – {words}").minutes[0].updates
    assert update.status in CLOSING
    assert update.dated is not None
    assert str(update.dated.first) == day


def test_a_day_without_a_year_that_is_nearer_to_come_is_a_date_that_is_set() -> None:
    said = answered("Action 1/2023 – Complete 3 August.")
    assert closed(raised(1), said) == set()


def test_a_day_in_a_list_of_endings_is_no_number_of_an_action() -> None:
    said = answered("Action 1/2023 – Closed 12/05/2023.").minutes[0].updates
    assert [one.ref for one in said] == ["1/2023"]
