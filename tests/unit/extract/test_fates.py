"""Actions that a sentence names by number: each has its own fate, and few words end one."""

from __future__ import annotations

import pytest

from pipeline.model import CLOSING, DECISIVE, ActionUpdate, Grade, Status
from tests.support.typed import HEAD, Typed, minutes_of, page

C, T, S = Status.CLOSED, Status.TRANSFERRED, Status.CLOSED_SUPERSEDED


def told(words: str, heading: str = "Minutes of the last meeting") -> list[ActionUpdate]:
    """Give the events of minutes whose one item holds these words."""
    body = f"1. {heading}\nThe minutes were approved. {words}\n2. Fleet\nNothing was said.\n"
    return list(minutes_of(body).updates)


def closes(events: list[ActionUpdate]) -> list[str]:
    """Give the numbers of the actions that events would close."""
    return sorted(
        one.ref for one in events if one.status in CLOSING and one.grade in DECISIVE and one.ref
    )


FATES: list[tuple[str, dict[str, Status]]] = [
    (
        ("The Board was content to discharge actions 2016/29, 2016/30 and 2016/33. It was confirmed "
        "that 2016/31 (the Welsh leaflet) was still in hand."),
        {"2016/29": C, "2016/30": C, "2016/33": C, "2016/31": Status.IN_PROGRESS},
    ),
    (
        ("Actions 20/27, 21/03 and 21/05 had been reported complete and the Committee agreed that they "
        "be closed. 21/04 (the yard) remained open pending a test. 21/07 had been passed to the Owl "
        "Committee and would be reported there."),
        {"20/27": C, "21/03": C, "21/05": C, "21/04": Status.OPEN, "21/07": T},
    ),
    (
        ("Actions closed since the last meeting: NGB/112, NGB/115. BO asked why NGB/109 had been open "
        "for so long; it was agreed to put it on hold until the map appears."),
        {"NGB/112": C, "NGB/115": C, "NGB/109": Status.ON_HOLD},
    ),
    ("Actions 3, 5 and 8 were closed; action 6 was still in hand.", {"3": C, "6": Status.IN_PROGRESS}),
    ("It was agreed that actions 12/22 and 14/22 could be closed.", {"12/22": C, "14/22": C}),
    ("The Panel was happy for actions 12/22 and 14/22 to be closed.", {"12/22": C, "14/22": C}),
    ("Members agreed to close actions 12/22 and 14/22.", {"12/22": C, "14/22": C}),
    ("It was agreed to sign off actions 12/22 and 14/22.", {"12/22": C, "14/22": C}),
    ("The Panel agreed the closure of actions 12/22 & 14/22.", {"12/22": C, "14/22": C}),
    ("Actions 12/22 and 14/22 were complete, while action 15/22 was ongoing.", {"12/22": Status.COMPLETE, "15/22": Status.IN_PROGRESS}),
    ("Actions 22/31, 22/33 and 22/36 had been discharged and were closed.", {"22/31": C, "22/36": C}),
    ("Action 22/34 had been overtaken by the new plan.", {"22/34": S}),
    ("BO’s action 16/34 is to be taken over by Cora Dale.", {"16/34": Status.REASSIGNED}),
    ("CD did not accept that action 22/35 (the figures) had been met.", {"22/35": Status.DISPUTED}),
    ("On action 22/29 (the seminar) BO said that the date had been moved from May to 21 June.", {"22/29": Status.RESCHEDULED}),
    ("BO said that action 22/29 had been withdrawn.", {"22/29": Status.WITHDRAWN}),
    ("The date of action 22/29 stands, but action 22/30 was carried forward.", {"22/30": Status.CARRIED_FORWARD}),
    ("BO has drafted action 7/22 and asked for more time. Extended to 31 March.", {"7/22": Status.RESCHEDULED}),
    ("Action Point 4 (oats) was complete.", {"4": Status.COMPLETE}),
    ("Actions A12 and A15 are now closed; A16 is on hold.", {"A12": C, "A15": C, "A16": Status.ON_HOLD}),
    ("It was noted that actions 5/22 and 6/22 were complete.", {"5/22": Status.COMPLETE}),
    ("BO spoke of action 7/22. It was left open.", {"7/22": Status.OPEN}),
    ("Actions 5/22 and 6/22 were confirmed as closed following evidence sent by BO.", {"5/22": C, "6/22": C}),
    ("Action 90 was reported closed, but letters had come since which suggest otherwise.", {"90": Status.DISPUTED}),
    ("Completed since the last meeting: 5/22, 6/22.", {"5/22": Status.COMPLETE, "6/22": Status.COMPLETE}),
    ("In respect of minute 29/13 (Mill), BO said that the visit was on hold.", {"29/13": Status.ON_HOLD}),
    ("BO ran through the log. Item 4 (van survey) is finished. Item 7 (maps) is in progress.", {"4": Status.COMPLETE, "7": Status.IN_PROGRESS}),
    ("CD noted that nothing had been heard about action 4.5 (vans) and asked BO to chase.", {"4.5": Status.OPEN}),
    ("CD said that she had still had no reply about the yard (minute 24/25-33). BO sent regrets.", {"24/25-33": Status.OPEN}),
    ("BO asked on action 22/29 for the date to be moved to 30 June, which Members accepted.", {"22/29": Status.RESCHEDULED}),
    ("Actions 22/31 and 22/33 had been completed and were closed.", {"22/31": C, "22/33": C}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fates"), FATES)
def test_each_number_has_its_own_fate(words: str, fates: dict[str, Status]) -> None:
    found = {one.ref: one.status for one in told(words) if one.ref}
    assert {ref: found.get(ref) for ref in fates} == fates
    ending = {ref for ref, status in found.items() if status in CLOSING}
    assert set(closes(told(words))) == ending


NEAR_MISSES = [
    "It was not agreed that actions 12/22 and 14/22 could be closed.",
    "It was agreed that actions 12/22 and 14/22 could be closed once the letter is sent.",
    "It was agreed that action 12/22 should stay open until it is complete.",
    "BO asked if it was agreed that action 12/22 could be closed.",
    "Actions 12/22 and 14/22 were proposed for closure.",
    "Actions 12/22 and 14/22 will be closed following receipt of the letter.",
    "Actions 12/22 and 14/22 can come off once the letter is sent.",
    "BO asked if action 12/22 can come off.",
    "Actions 12/22 and 14/22 could be closed if BO agrees.",
    "Actions 12/22 and 14/22 are to be closed at the next meeting.",
    "Actions 12/22 and 14/22 will be closed once the letter is sent.",
    "Actions recommended to be closed: 12/22, 14/22.",
    "Actions to be closed: 12/22, 14/22.",
    "Actions proposed to be closed: 12/22, 14/22.",
    "BO asked whether actions 12/22 and 14/22 were closed.",
    "BO thought that action 12/22 was complete.",
    "BO hoped that action 12/22 could be closed.",
    "The Board was not content to close actions 12/22 and 14/22.",
    "Members would be content to close action 12/22 once the letter is sent.",
    "BO proposed that the Board agree to close action 12/22.",
    "Subject to the letter, action 12/22 was closed.",
    "The Inspectorate was content to close actions 12/22 and 14/22.",
    "HMICFRS has confirmed that actions 12/22 and 14/22 are closed.",
    "The auditors reported that actions 12/22 and 14/22 were complete.",
    "AFI 4 and AFI 5 have been closed by the Inspectorate.",
    "Recommendations 12/22 and 14/22 were closed.",
    "Action 12/22 was not closed.",
    "Action 12/22 was nearly complete.",
    "Action 12/22 was complete in the north.",
    "Action 12/22 was sent to the Owl Committee for comment.",
    "Action 12/22 was passed to the Owl Committee for comment.",
    "Of actions 12/22 and 14/22, one was closed.",
    "The work of action 12/22 closed two roads.",
    "Action 12/22: the consultation closed on 4 May.",
    "BO suggested closing actions 12/22 and 14/22.",
    "The Board declined to close action 12/22.",
    "Action 12/22 was closed in error.",
    "Action 12/22 was closed but BO disagreed and it was re-opened.",
    "The matter was overtaken by item 5 below. Closed – superseded.",
    "Item 5 below is finished.",
    "Item 5 of the agenda was closed to the public.",
    "In respect of minute 12/22, nothing was closed.",
    "In respect of minute 12/22 BO thought that the work was complete.",
    "BO asked whether anything had been heard about action 12/22 and whether it was closed.",
    "Actions 12/22 and 14/22 had been completed in part and were not closed.",
    "Actions 12/22 and 14/22 would be completed and closed.",
]


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_near_misses_close_nothing(words: str) -> None:
    assert closes(told(words)) == []


def test_the_number_of_something_else_outside_a_review_is_no_action() -> None:
    for words in (
        "Action 3 was closed to traffic.",
        "Risk 7/22 was closed.",
        "Item 3/22 was closed.",
    ):
        assert closes(told(words, "Roads")) == []


def test_an_action_raised_here_has_no_event() -> None:
    found = told("BO was late.\nAction 12/23: CD to write to the mill by June.", "Roads")
    assert found == []


def test_lists_are_listed_and_single_numbers_stated() -> None:
    found = {
        one.ref: one.grade
        for one in told("Actions 1/22 and 2/22 were closed. Action 3/22 was closed.")
    }
    assert found == {"1/22": Grade.LISTED, "2/22": Grade.LISTED, "3/22": Grade.STATED}


def test_numbers_in_the_wide_column_of_minutes_laid_out_as_a_table() -> None:
    rows = (
        ("Minute", "Discussion", "Action by"),
        (
            "3/22",
            "Members went through the list. Actions 20/27 and 21/03 were closed. 21/04 was open.",
            "",
        ),
        (
            "4/22",
            "Members asked whether the vans had been counted by two people at the yard.",
            "BO",
        ),
    )
    cells = [
        Typed(words, cell=(0, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]
    found = minutes_of(page(*(Typed(line) for line in HEAD.splitlines()), *cells)).updates
    assert [(one.ref, one.status) for one in found] == [
        ("20/27", C),
        ("21/03", C),
        ("21/04", Status.OPEN),
    ]


@pytest.mark.parametrize(
    "tail",
    [
        " once the report is shared.",
        " subject to the data being shared.",
        " when the audit has reported.",
        " at the next meeting.",
        " in March.",
        " unless members objected.",
        ", provided that the paper is circulated.",
        " later in the year.",
        " (to be confirmed).",
    ],
)
def test_an_agreement_to_close_with_more_behind_the_numbers_closes_nothing(tail: str) -> None:
    for numbers in ("action 17/2023", "actions 17/2023 and 18/2023"):
        assert closes(told(f"The Board agreed to close {numbers}{tail}")) == []


def test_an_agreement_to_close_that_ends_with_the_numbers_closes_them() -> None:
    said = told("The Board agreed to close actions 17/2023 and 18/2023.")
    assert closes(said) == ["17/2023", "18/2023"]


def test_an_ending_in_question_closes_nothing() -> None:
    assert closes(told("Action 17/2023 – overtaken by events? To discuss.")) == []
