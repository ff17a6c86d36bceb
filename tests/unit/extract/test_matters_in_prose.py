"""Matters arising in their many dresses: by minute, by letter, by subject, behind semicolons."""

from __future__ import annotations

import pytest

from pipeline.extract.items import matters
from pipeline.model import CLOSING, DECISIVE, ActionUpdate, Status
from tests.support.typed import minutes_of


def told(body: str, heading: str = "Matters arising") -> list[ActionUpdate]:
    """Give the events of minutes whose one item holds these words."""
    return list(minutes_of(f"1. {heading}\n{body}\n2. Fleet\nNothing was said.\n").updates)


BEGINNINGS = [
    ("With reference to Minute 33, BO said that the map had now been received.", "33"),
    ("In relation to minute 4.3, BO said that the map had been received.", "4.3"),
    ("Further to 6.2, the map had been received.", "6.2"),
    ("Further to item 6.2 (the map), this had been received.", "6.2"),
    ("Re 12/22, the map had been received.", "12/22"),
    ("As regards Minute 33 (the map) BO had received it and the map had been sent.", "33"),
    ("(a) Minute 08/29 – The map. BO reported that the letter had been sent.", "08/29"),
    ("(iv) Minute 08/29: the letter had been sent.", "08/29"),
    ("2.2 On Action 22/29 (the map) BO said that it had been sent.", "22/29"),
    ("Item 7.3 – Map: this had been sent.", "7.3"),
    ("Min. 7.3 – the map had been sent.", "7.3"),
    ("101/11 Mill map The map had been sent.", "101/11"),
    ("From Minute 207.2: BO said that the map had been sent.", "207.2"),
    ("Minute 4.3, map of the mill – the map had been sent.", "4.3"),
    ("(47) Mill map – the map had been sent.", "47"),
]


@pytest.mark.parametrize(("line", "ref"), BEGINNINGS)
def test_numbers_that_begin_a_matter(line: str, ref: str) -> None:
    (found,) = told(line.replace("minute 4.3", "Minute 4.3").replace("item 6.2", "Item 6.2"))
    assert (found.ref, found.status) == (ref, Status.COMPLETE)


def test_two_matters_of_a_paragraph_stand_apart() -> None:
    found = told(
        "With reference to Minute 33, BO reported that the map had been received. In respect of "
        "Minute 36 (the mill), a reply was still awaited."
    )
    assert [(one.ref, one.status) for one in found] == [
        ("33", Status.COMPLETE),
        ("36", Status.OPEN),
    ]


def test_what_is_still_awaited_is_a_matter_of_its_own() -> None:
    found = told("The letter to the mill went on Friday. Still waiting for the map of the yard.")
    assert [one.status for one in found] == [Status.COMPLETE, Status.OPEN]


ANSWERS = [
    ("BO had obtained the figures and these had been placed in the hall.", Status.COMPLETE),
    ("The letter to the mill went on Friday.", Status.COMPLETE),
    ("The police have supplied the map.", Status.COMPLETE),
    ("The new hours had been displayed at the mill since June.", Status.COMPLETE),
    ("Still waiting for the map.", Status.OPEN),
    ("A reply from the mill was still awaited.", Status.OPEN),
    ("BO was still waiting for the figures of the mill.", Status.IN_PROGRESS),
    ("The visit had not taken place.", Status.OPEN),
    ("The visit had been put off twice and had still not taken place.", Status.OPEN),
    ("The map – nothing had been heard from the mill.", Status.OPEN),
    ("The vans – a new key had arrived and all vans now have two.", Status.COMPLETE),
    ("The keys – BO handed these out at the meeting.", Status.COMPLETE),
    ("The visit would now be held in the new year.", Status.RESCHEDULED),
    ("The map would now be sent with the October papers.", Status.RESCHEDULED),
    ("The register was some two thirds complete.", Status.IN_PROGRESS),
    ("The visit has had to be put back to the autumn.", Status.RESCHEDULED),
    ("The audit will have to wait for her return.", Status.ON_HOLD),
    ("The review has been overtaken by the new plan.", Status.CLOSED_SUPERSEDED),
    ("The map was no longer required.", Status.WITHDRAWN),
    ("The work on the map is under way.", Status.IN_PROGRESS),
]


@pytest.mark.parametrize(("line", "status"), ANSWERS)
def test_what_an_answer_without_a_number_comes_to(line: str, status: Status) -> None:
    (found,) = told(line)
    assert found.status is status
    assert not (found.status in CLOSING and found.grade in DECISIVE)


ARISING = [
    (
        "Approved. Arising from these: BO had provided the list of vans; the audit will have to wait for "
        "CD’s return; CD had looked into the boiler."
    ),
    (
        "Correct record. Matters arising: BO had provided the list; the audit was on hold; the boiler had "
        "been repaired."
    ),
    (
        "The notes were agreed. Arising from the minutes, the list had been sent. The audit was paused. "
        "The boiler had been repaired."
    ),
]


@pytest.mark.parametrize("line", ARISING)
def test_answers_behind_the_minutes_are_matters_of_their_own(line: str) -> None:
    found = told(line, "Minutes, 15th July")
    assert [one.status for one in found] == [Status.COMPLETE, Status.ON_HOLD, Status.COMPLETE]


def test_an_answer_to_a_question_about_the_last_minutes() -> None:
    found = told(
        "The minutes were approved. BO asked what had become of the list of grants; CD said that it had "
        "been received in May. The Home Office map had yet to appear.",
        "Minutes of the last meeting",
    )
    assert [one.status for one in found][-2:] == [Status.COMPLETE, Status.OPEN]


NOTHING = [
    ("The minutes were agreed. The figures had been sent in error.", "Minutes of the last meeting"),
    ("On 22/10 BO explained that three dates had been sent.", "Minutes of the last meeting"),
    ("Arising from this BO thanked CD.", "Minutes of the last meeting"),
    ("The fleet was sold and the vans had been delivered.", "Depot"),
    ("Key: Blue – completed and closed; Red – overdue.", "Action log"),
]


@pytest.mark.parametrize(("line", "heading"), NOTHING)
def test_what_answers_no_action_is_no_event(line: str, heading: str) -> None:
    assert told(line, heading) == []


REVIEWS = [
    "Actions from the September conference",
    "Actions from 14 May 2023",
    "Tracker",
    "Action tracker update",
    "Open actions",
    "Previous actions and matters arising",
    "Notes and actions of 1 March",
    "Actions & matters arising",
    "Status of actions",
]


@pytest.mark.parametrize("heading", REVIEWS)
def test_headings_under_which_earlier_actions_are_answered(heading: str) -> None:
    (found,) = told("The map had been sent to the mill.", heading)
    assert found.status is Status.COMPLETE


@pytest.mark.parametrize(
    "heading",
    ["Actions from this meeting", "Action plan", "Vehicle tracker units", "Agreed actions"],
)
def test_headings_of_other_lists(heading: str) -> None:
    assert told("The map had been sent to the mill.", heading) == []


def test_a_matter_begins_behind_a_heading_on_its_line() -> None:
    (found,) = matters.numbered(". 12/38: the letter had been sent.", r"\d{2}/\d{2}")
    assert found.ref == "12/38"
