from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model import (
    ActionKind,
    AttendanceStatus,
    DateBasis,
    Extraction,
    Grade,
    Issue,
    Level,
    Status,
    When,
    replace,
)
from pipeline.proofread import Earlier, Finding, proofread, unmentioned
from tests.support.invented import Writer, document, stated

HELD = dt.date(2024, 5, 14)
LATER = dt.date(2024, 6, 10)


def writer(*lines: str) -> Writer:
    return Writer(document("board.txt", "Hartwell Board", *lines), HELD)


def owned(made: Writer) -> None:
    """Give every action an owner as written, so that only other slips are found."""
    made.actions = [replace(action, owners_text="AF") for action in made.actions]


def look(made: Writer, extraction: Extraction | None = None) -> dict[str, Finding]:
    found = proofread(made.document, extraction or made.extraction())
    assert len({one.code for one in found}) == len(found)
    return {one.code: one for one in found}


def test_sound_minutes_need_no_look() -> None:
    made = writer("Action 1/24: count the bats by 10 June")
    made.action("Action 1/24: count the bats by 10 June", ref="1/24", due=stated(LATER))
    owned(made)
    assert look(made) == {}


def test_an_action_without_owner_or_date_is_found() -> None:
    made = writer("Count the bats")
    made.action("Count the bats")
    assert {*look(made)} == {"no-owner", "no-date"}


def test_words_from_which_no_date_follows_are_named() -> None:
    made = writer("Count the bats when available")
    made.action("Count the bats when available", due=When(text="when available"))
    owned(made)
    assert "when available" in look(made)["no-date"].message


def test_promises_in_prose_need_no_owner_or_date() -> None:
    made = writer("Ann would count the bats")
    made.action("Ann would count the bats", kind=ActionKind.IMPLIED)
    assert look(made) == {}


def test_a_deadline_before_the_meeting_is_found() -> None:
    made = writer("Count the bats by 2 May")
    made.action("Count the bats by 2 May", due=stated(dt.date(2024, 5, 2)))
    owned(made)
    assert {*look(made)} == {"due-before-meeting"}


def test_a_weekday_that_is_not_the_days_is_found() -> None:
    made = writer("Count the bats by Friday 10 June 2024")
    due = When(text="Friday 10 June 2024", first=LATER, last=LATER, basis=DateBasis.STATED)
    made.action("Count the bats by Friday 10 June 2024", due=due)
    owned(made)
    assert "is a Monday" in look(made)["weekday-disagrees"].message


@pytest.mark.parametrize(
    ("second", "found"), [("2/24", set()), ("Action 01/2024", {"ref-used-twice"})]
)
def test_a_reference_used_twice_is_found_however_it_is_written(
    second: str, found: set[str]
) -> None:
    made = writer("Count the bats", "Mend the roof")
    made.action("Count the bats", ref="1/24", due=stated(LATER))
    made.action("Mend the roof", ref=second, due=stated(LATER))
    owned(made)
    assert {*look(made)} == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Bo Reed reported that all is well", True),
        ("On behalf of Bo Reed reported figures were shown", False),
        ("Bo Reed’s report was taken as read", False),
        ("Bo Reed to report to the next meeting", False),
    ],
)
def test_somebody_who_acts_though_away_is_found(line: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    made = writer("Apologies: Bo Reed", "1 Bats", line)
    made.attendee("Bo Reed", AttendanceStatus.APOLOGIES)
    made.section("1", "1 Bats", line)
    assert {*look(made)} == ({"acts-though-away"} if found else set())


def test_doubts_of_reading_that_the_author_can_clear_up_are_told_and_others_are_not() -> None:
    made = writer("Count")
    told = ("weekday-disagrees", "date-year-inferred")
    issues = tuple(Issue(code=c, level=Level.WARNING, message=c, stage="header") for c in told)
    assert {*look(made, replace(made.extraction(), issues=issues))} == {"weekday-disagrees"}


EARLIER = (
    Earlier(ref="1/24", text="Count the bats in the church tower", raised_on="2024-04-09"),
    Earlier(ref="", text="Mend the roof of the mill before winter", raised_on="2024-04-09"),
)


def test_actions_of_last_time_that_are_not_mentioned_are_named() -> None:
    made = writer("Nothing")
    (minutes,) = made.extraction().minutes
    found = unmentioned(made.document, minutes, EARLIER)
    assert [one.code for one in found] == ["not-mentioned", "not-mentioned"]
    assert "Action 1/24" in found[0].message


def test_a_number_anywhere_or_the_words_of_an_update_are_a_mention() -> None:
    made = writer("See 1/24.", "Mend the roof of the mill: the roof is mended")
    made.update("Mend the roof of the mill: the roof is mended", Status.COMPLETE, Grade.STATED)
    (minutes,) = made.extraction().minutes
    assert unmentioned(made.document, minutes, EARLIER) == ()


def test_a_number_inside_another_is_no_mention() -> None:
    made = writer("See 11/24 and 1/243.")
    (minutes,) = made.extraction().minutes
    assert len(unmentioned(made.document, minutes, EARLIER[:1])) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Write to the maker by 1 May 2024", True),
        ("Write to the maker, as agreed on 1 May 2024", False),
        ("Write to the maker by 1 June 2024", False),
    ],
)
def test_a_past_date_by_which_something_is_due_is_found(words: str, *, told: bool) -> None:
    made = writer(words)
    made.action(words)
    owned(made)
    assert ("due-before-meeting" in look(made)) is told
