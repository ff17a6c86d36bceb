from __future__ import annotations

import datetime as dt

import pytest

from pipeline.link import link
from pipeline.model import DateBasis, Extraction, When
from tests.support.linking import action, day, meeting, on


def named(text: str, first: str = "2023-07-01", last: str = "2023-07-31") -> When:
    return When(text=text, first=day(first), last=day(last), basis=DateBasis.NAMED_MEETING)


def due_of(raised: Extraction, *others: Extraction) -> dt.date | None:
    dues = link((raised, *others)).dues
    (own,) = raised.minutes[0].actions
    refined = dues.get(own.id)
    return refined.last if refined else None


JULY = meeting("2023-07-19")
PANEL = meeting("2023-07-05", body="mill-panel", name="Mill Police and Crime Panel")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("July MGB meeting", "2023-07-19"),
        ("the July board", "2023-07-19"),
        ("to the July Panel", "2023-07-05"),
        ("July XYZ meeting", None),
    ],
)
def test_a_named_meeting_is_the_one_its_body_held(words: str, expected: str | None) -> None:
    raised = meeting("2023-05-17", action("report back", due=named(words)))
    assert due_of(raised, JULY, PANEL) == (day(expected) if expected else None)


def test_an_announced_meeting_counts_where_none_is_known_to_be_held() -> None:
    raised = meeting(
        "2023-05-17", action("report back", due=named("July board")), following=on("2023-07-20")
    )
    assert due_of(raised) == day("2023-07-20")
    assert due_of(raised, JULY) == day("2023-07-19")


def test_two_meetings_in_the_month_leave_the_month() -> None:
    raised = meeting("2023-05-17", action("report back", due=named("July board")))
    assert due_of(raised, JULY, meeting("2023-07-26")) is None


def test_a_quarters_meeting_is_found_by_its_title() -> None:
    due = When(text="Q2 meeting", basis=DateBasis.NAMED_MEETING)
    raised = meeting("2023-05-17", action("report back", due=due))
    second = meeting("2023-10-03", title="Quarter 2 Performance – 2023/24")
    assert due_of(raised, JULY, second) == day("2023-10-03")


def test_the_next_meeting_is_the_stated_else_the_one_held() -> None:
    due = When(text="next meeting", basis=DateBasis.NEXT_MEETING)
    raised = meeting("2023-05-17", action("report back", due=due))
    stated = meeting("2023-05-17", action("report back", due=due), following=on("2023-07-20"))
    assert due_of(raised) is None
    assert due_of(raised, JULY) == day("2023-07-19")
    assert due_of(stated, JULY) == day("2023-07-20")
    assert due_of(raised, meeting("2024-07-19")) is None


def test_a_day_that_the_minutes_give_stands() -> None:
    due = on("2023-06-14", DateBasis.NEXT_MEETING)
    raised = meeting("2023-05-17", action("report back", due=due))
    assert due_of(raised, JULY) is None
