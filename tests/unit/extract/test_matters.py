"""Earlier actions that minutes answer in prose, matter by matter: found, and closed by no prose."""

from __future__ import annotations

import pytest

from pipeline.extract.items.matters import in_prose
from pipeline.model import CLOSING, DECISIVE, ActionUpdate, Grade, Status
from tests.support.typed import HEAD, Typed, minutes_of, page


def updates(body: str, heading: str = "Matters arising") -> list[ActionUpdate]:
    return list(minutes_of(f"1. {heading}\n{body}\n2. Fleet\nNothing was said.\n").updates)


def test_a_paragraph_holds_a_matter_for_each_number() -> None:
    found = updates(
        "12/38: the tender was over and new cover was in place. 12/41: BO had asked three yards and "
        "would report in May. 12/43: still outstanding; the Board extended this to 30 April."
    )
    assert [(one.ref, one.status) for one in found] == [
        ("12/38", Status.COMPLETE),
        ("12/41", Status.OPEN),
        ("12/43", Status.RESCHEDULED),
    ]
    assert found[0].grade is Grade.NARRATIVE


@pytest.mark.parametrize(
    ("line", "ref", "status"),
    [
        ("[A24] BO – retention: done, schedule agreed.", "A24", Status.COMPLETE),
        ("[A28] now with CD, as BO is on leave.", "A28", Status.REASSIGNED),
        ("A/19/22 (Isles exercise) had been suspended for the winter.", "A/19/22", Status.ON_HOLD),
        ("101/11 Allotment water BO had met the company.", "101/11", Status.COMPLETE),
        (
            "Minute 17/18 (Fraud) – BO said it had been put back to May.",
            "17/18",
            Status.RESCHEDULED,
        ),
        ("Item 6: BO still chasing.", "6", Status.IN_PROGRESS),
        ("Item 3.1 The yard letter has been sent to BO.", "3.1", Status.COMPLETE),
        ("Minute 20 (iii) – Kites. The Clerk still awaits advice.", "20 (iii)", Status.OPEN),
        ("Minute 7 (Costs): there was nothing more to be done.", "7", Status.COMPLETE),
        ("12/4 – BO has met the yard and a letter is in draft.", "12/4", Status.IN_PROGRESS),
        ("12/5 – this now belongs with Cora Dale.", "12/5", Status.REASSIGNED),
        ("12/6 – nothing to report, roll on.", "12/6", Status.CARRIED_FORWARD),
        ("12/7 – BO and CD do not agree whether this has been done.", "12/7", Status.DISPUTED),
        ("Action 91 – Lamps: with the yard. BO hopes to end by Easter.", "91", Status.IN_PROGRESS),
    ],
)
def test_marks_that_begin_a_matter(line: str, ref: str, status: Status) -> None:
    (found,) = updates(line)
    assert (found.ref, found.status) == (ref, status)


def test_a_subject_may_hold_a_hyphen_before_its_answer() -> None:
    (found,) = updates(
        "Staff lamp group - this is going on and will begin once the team has been filled."
    )
    assert (found.quote, found.status in CLOSING) == ("Staff lamp group", False)


def test_a_long_condition_keeps_an_action_open() -> None:
    (found,) = updates("12/8: it begins once the new lamp team recruitment has been completed.")
    assert found.status not in CLOSING


def test_a_sentence_over_a_list_names_no_action_and_its_list_is_told_in_prose() -> None:
    lines = [Typed("Ended – these had been completed:"), Typed("Bank papers", marker="•")]
    lines.append(Typed("Lamp contract", marker="•"))
    head = [*map(Typed, HEAD.splitlines()), Typed("1. Matters arising", bold=True)]
    found = minutes_of(page(*head, *lines, Typed("2. Fleet"), Typed("Nil."))).updates
    assert [(one.quote, one.status) for one in found] == [
        ("Bank papers", Status.COMPLETE),
        ("Lamp contract", Status.COMPLETE),
    ]
    assert not any(one.grade in DECISIVE for one in found)


def test_what_is_said_of_all_others_is_of_no_number() -> None:
    (found,) = updates(
        "12/43: the Board extended this to 30 April. All other items had been cleared."
    )
    assert found.status is Status.RESCHEDULED


def test_a_status_below_its_matter_is_of_it() -> None:
    (found,) = updates("Item 6 – Cadets: BO said the scheme would begin at Easter.\nOngoing.")
    assert (found.ref, found.status) == ("6", Status.IN_PROGRESS)


def test_a_matter_before_a_new_action_is_told_beside_it() -> None:
    body = "1. Matters arising\nMinute 20/18 (Training) – nothing more had been heard. Action: BO\n2. Fleet\nNil.\n"
    minutes = minutes_of(body)
    assert [(one.ref, one.status) for one in minutes.updates] == [("20/18", Status.OPEN)]
    assert len(minutes.actions) == 1


def test_prose_without_a_number_is_told_and_closes_nothing() -> None:
    found = updates("The bin in Mill Lane has been replaced.\nThe letter has not been answered.")
    assert [one.status for one in found] == [Status.COMPLETE, Status.OPEN]
    assert not any(one.status in CLOSING and one.grade in DECISIVE for one in found)


def test_items_without_numbers_below_matters_arising_are_of_it() -> None:
    body = "Roof\nThis was repaired in June.\nGate\nThe quotation has been received."
    found = updates(body)
    assert [one.status for one in found] == [Status.COMPLETE, Status.COMPLETE]


@pytest.mark.parametrize(
    "said",
    [
        "There were no matters arising.",
        "The minutes were agreed and signed.",
        "The Chair thanked BO for the flowers she had sent.",
        "It was resolved to send our support.",
        "The dates will be sent when they have been received.",
    ],
)
def test_what_reports_on_nothing_is_no_event(said: str) -> None:
    assert updates(said) == []


def test_corrections_of_the_last_minutes_are_no_events() -> None:
    body = (
        "Agreed subject to the following changes:\nItem 4.2 – Adviser – a paper was agreed.\n"
        "Item 9 – the last line should read ‘if known’."
    )
    assert updates(body, "Minutes of the previous meeting") == []


def test_a_status_in_brackets_is_said_of_its_clause() -> None:
    found = updates(
        "BO reported: the contract has been let (CLOSED); the levy paper is with the People Board "
        "(TRANSFERRED); the roll-out stands at half (ONGOING)."
    )
    assert [one.status for one in found] == [
        Status.CLOSED,
        Status.TRANSFERRED,
        Status.IN_PROGRESS,
    ]
    assert {one.grade for one in found} == {Grade.STATED}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("The notice has been sent and will be signed in May.", Status.IN_PROGRESS),
        ("The yard has not replied to the letter that was sent.", Status.OPEN),
        ("The portal went live on 3 February.", Status.COMPLETE),
        ("The view from the hall is fine.", Status.UNKNOWN),
    ],
)
def test_what_prose_comes_to(said: str, status: Status) -> None:
    assert in_prose(said) is status


def test_an_item_that_is_only_an_agenda_in_passing_is_not_open() -> None:
    (found,) = updates("Away Day – the agenda was agreed and the Away Day held.")
    assert found.status is Status.COMPLETE
