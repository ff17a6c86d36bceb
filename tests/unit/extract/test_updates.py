"""Events of earlier actions. A false "closed" is the worst error of all."""

from __future__ import annotations

import pytest

from pipeline.extract.items import statuses
from pipeline.model import CLOSING, DECISIVE, ActionUpdate, Grade, Status
from tests.support.typed import HEAD, Typed, extraction_of, minutes_of, page


def updates(body: str, heading: str = "Action updates") -> list[ActionUpdate]:
    return list(minutes_of(f"1. {heading}\n{body}\n2. Fleet\nNothing was said.\n").updates)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete.", Status.COMPLETE),
        ("discharged", Status.CLOSED),
        ("C/Fwd", Status.CARRIED_FORWARD),
        ("The letter was received. Complete.", Status.COMPLETE),
        ("Complete; the AFI stays open with the Inspectorate.", Status.COMPLETE),
        ("Discharged, and transferred to the quarterly Estates Board.", Status.TRANSFERRED),
        ("Transferred to Kellaway.", Status.REASSIGNED),
        ("In progress – four found to be open", Status.IN_PROGRESS),
        ("A new timescale was agreed, and it is open.", Status.RESCHEDULED),
        ("the action should now sit with BO", Status.REASSIGNED),
        ("On hold", Status.ON_HOLD),
        ("On hold pending the new mill", Status.ON_HOLD),
        ("Nobody can start, and members were content to pause it.", Status.ON_HOLD),
        ("The lamp review has moved from BO to CD.", Status.REASSIGNED),
        ("No longer required", Status.WITHDRAWN),
        ("Not yet – moved to summer term", Status.RESCHEDULED),
        ("Ownership moved from BO to CD. Ongoing.", Status.REASSIGNED),
        ("no news, BO not on the call", Status.OPEN),
    ],
)
def test_words_of_status(text: str, status: Status) -> None:
    found = statuses.settle(text)
    assert found is not None
    assert found.status is status


@pytest.mark.parametrize(
    "text",
    [
        "will be closed once the plan is shared",
        "BO confirmed that the letter will be sent and the action closed",
        "BO would write to the yard about all of its tyres and this closed",
        "was confirmed as closed following evidence to be sent",
        "cannot be closed",
        "not yet complete",
        "partially discharged",
        "80% complete",
        "two thirds complete",
        "BO had sent the leaflet, so this could be discharged",
        "BO would send the leaflet, so this could be discharged",
        "BO was asked to send the leaflet, so this could be discharged",
        "BO had not sent the leaflet, so it could be closed",
        "BO had sent the leaflet so that this could be discharged",
        "BO had sent the leaflet, so this could be discharged once it is read",
        "three-quarters completed",
        "The meeting went into closed session.",
        "to be completed by June",
        "should be closed at the next meeting",
        "The form is nearly complete",
        "can be closed once it is signed",
        "Complete the survey",
        "has not been closed",
        "closed when the letter is sent",
        "awaiting closure; expected to be signed off",
    ],
)
def test_denied_and_coming_endings_close_nothing(text: str) -> None:
    assert all(hit.status not in CLOSING for hit in statuses.hits(text))
    settled = statuses.settle(text)
    assert settled is None or settled.status not in CLOSING


@pytest.mark.parametrize(
    ("body", "refs"),
    [
        (
            "The following actions can be closed.\nReference – 4/2023, 5/2023, 9/2023 .",
            ["4/2023", "5/2023", "9/2023"],
        ),
        ("Closed actions: 17/2022, 18/2022.", ["17/2022", "18/2022"]),
        ("Actions 1, 2 and 19 were closed.", ["1", "2", "19"]),
        ("Also closed: 40/2022.", ["40/2022"]),
    ],
)
def test_lists_of_closed_numbers(body: str, refs: list[str]) -> None:
    found = updates(body, "Minutes and Action Log")
    assert [(one.ref, one.status, one.grade) for one in found] == [
        (ref, Status.CLOSED, Grade.LISTED) for ref in refs
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Of the nineteen actions on the schedule, fourteen had been completed and five remained open.",
        "Of the seven actions in the log five were completed and two remained open.",
    ],
)
def test_how_many_of_the_actions_have_ended(body: str) -> None:
    found = updates(f"BO presented the schedule. {body}", "Outstanding actions")
    assert [(one.status, one.grade, one.ref) for one in found] == [
        (Status.COMPLETE, Grade.COUNT, ""),
        (Status.OPEN, Grade.COUNT, ""),
    ]


def test_actions_of_an_earlier_year_are_counted() -> None:
    (found,) = updates("Two actions from 2019 remain outstanding.", "Outstanding actions")
    assert (found.status, found.grade) == (Status.OPEN, Grade.COUNT)


@pytest.mark.parametrize(
    "body",
    [
        "Several actions were closed.",
        "Three actions remain open.",
        "The action log was updated accordingly.",
        "Actions were reviewed and progressed as per the action tracker.",
        "The following actions will be closed once the plan is shared: 4/2023.",
        "Actions 4/2023 and 5/2023 cannot be closed.",
        "Timescales were clarified for the other open actions.",
    ],
)
def test_what_names_no_action_or_is_yet_to_come_closes_nothing(body: str) -> None:
    for one in updates(body, "Review of Action Tracker"):
        assert not (one.status in CLOSING and one.grade in DECISIVE)


def test_a_status_on_a_numbered_action() -> None:
    (found,) = updates("Action 57/23 - discharged")
    assert (found.ref, found.status, found.grade) == ("57/23", Status.CLOSED, Grade.STATED)


def test_a_number_in_the_heading_is_what_the_action_means() -> None:
    found = minutes_of(
        "1. Apologies\nNone.\n2. Action 3/24 Parade day\n"
        "DN spoke. The action was discharged and the topic moves to the Estates Board.\n"
    ).updates
    assert [(one.ref, one.status) for one in found] == [("3/24", Status.TRANSFERRED)]


def test_a_quoted_action_with_its_updates_is_one_event_and_no_action() -> None:
    minutes = minutes_of(
        "1. Action updates\nAction: A plan for nights is to be drawn up by the Force.\n"
        "Update 19.04.23 – See the paper.  C/Fwd.\nUpdate 17.05.23 – BO will lead.  C/Fwd.\n"
    )
    (found,) = minutes.updates
    assert minutes.actions == ()
    assert found.quote == "A plan for nights is to be drawn up by the Force."
    assert (found.status, [owner.text for owner in found.owners]) == (
        Status.CARRIED_FORWARD,
        ["BO"],
    )


def test_an_answer_in_prose_is_narrative_and_cannot_close() -> None:
    (found,) = updates(
        "Action: BO to give the survey results.\nBO read out the results.", "Minutes"
    )
    assert found.grade is Grade.NARRATIVE


def test_a_labelled_action_without_an_answer_is_new_even_under_minutes() -> None:
    minutes = minutes_of(
        "1. Minutes and Action Log\nAction 2023/4: CD is to lead talks with them.\n"
    )
    assert [action.ref for action in minutes.actions] == ["2023/4"]
    assert minutes.updates == ()


def test_closed_and_replaced_names_the_successor() -> None:
    minutes = minutes_of(
        "1. Action updates\nAction 11 – agreed to close, with a new action to give weekly figures "
        "by the 02/06/2023 (Action 16 – CD)\n"
    )
    (found,) = minutes.updates
    assert (found.ref, found.status, found.successor_ref) == ("11", Status.CLOSED_SUPERSEDED, "16")
    assert [(a.ref, [o.text for o in a.owners]) for a in minutes.actions] == [("16", ["CD"])]


def test_a_corrected_owner_is_a_reassignment() -> None:
    (found,) = updates("Amendment: Item 06/15/02/2023 – Action should sit with CD not BO.")
    assert (found.ref, found.status) == ("06/15/02/2023", Status.REASSIGNED)
    assert [owner.text for owner in found.owners] == ["CD"]


def test_a_dispute_is_kept() -> None:
    (found,) = updates("Note: Item 05/19/04/2023 – officers differ on whether it was ever raised.")
    assert found.status is Status.DISPUTED


def test_a_condition_not_yet_met_keeps_an_action_open() -> None:
    (found,) = updates(
        "The SOC action stays open until the PCC has seen the plan, and closes then."
    )
    assert found.status is Status.OPEN


def test_rows_of_a_tracker_are_events_of_grade_table() -> None:
    rows = [
        ("No", "Action", "Owner", "Update"),
        ("Feb23.03", "Signs to be ordered", "BO", "Ordered in May. Complete."),
        ("Mar23.01", "Fence to be painted", "CD", "still waiting for paint"),
    ]
    cells = [
        Typed(text, cell=(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    document = page(*HEAD.splitlines(), "1. Review of actions", *cells, "2. Fleet", "Nothing.")
    minutes = extraction_of(document).minutes[0]
    assert minutes.actions == ()
    assert [(u.ref, u.status, u.grade) for u in minutes.updates] == [
        ("Feb23.03", Status.COMPLETE, Grade.TABLE),
        ("Mar23.01", Status.OPEN, Grade.TABLE),
    ]


@pytest.mark.parametrize("heading", ["Matters arising", "Minutes of the previous meeting"])
def test_a_label_that_closes_the_talk_of_an_earlier_matter_is_a_new_action(heading: str) -> None:
    body = (
        "1. Apologies\nNone.\n"
        f"2. {heading}\nThe yard has not replied to the letter that was sent.\n"
        "Action: BO to write to the yard again.\n"
    )
    minutes = minutes_of(body)
    assert [one.text for one in minutes.actions] == ["BO to write to the yard again."]
    assert all(one.status is Status.OPEN for one in minutes.updates)  # the talk may be told of it


def test_a_new_action_under_matters_arising_is_new_by_its_own_word() -> None:
    body = "1. Apologies\nNone.\n2. Action updates\nNone were due. New action: BO to write.\n"
    assert [one.text for one in minutes_of(body).actions] == ["BO to write."]


def test_a_status_in_brackets_ends_a_quoted_action() -> None:
    body = "1. Apologies\nNone.\n2. Matters arising\nAction 12: BO to write to the yard (ongoing)\n"
    minutes = minutes_of(body)
    assert minutes.actions == ()
    assert [(one.ref, one.status) for one in minutes.updates] == [("12", Status.IN_PROGRESS)]


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("AP3 of 26 April: the yard had answered. Complete.", "2023-04-26"),
        ("AP3 of 22 November: complete.", "2022-11-22"),
        ("Action 3 from 26 April 2023 – complete", "2023-04-26"),
        ("Action 3 of the meeting of 26/04/23: discharged", "2023-04-26"),
    ],
)
def test_a_number_may_name_the_meeting_that_raised_it(text: str, raised: str) -> None:
    (found,) = updates(f"{text}\n{text.replace('3', '5', 1)}")[:1]
    assert (found.ref, str(found.raised)) == ("3", raised)
    assert found.status in CLOSING


def test_a_number_of_this_very_meeting_is_no_earlier_one() -> None:
    assert [one.raised for one in updates("AP3 of 17 May: the yard had answered. Complete.")] == [
        None
    ]
