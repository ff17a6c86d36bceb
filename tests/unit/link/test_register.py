from __future__ import annotations

import datetime as dt

import pytest

from pipeline.link import RegisterRow, link, register
from pipeline.model import ActionKind, Extraction, Grade, InspectionReason, Status
from tests.support.linking import action, day, meeting, mention, update

RAISED = meeting("2023-01-18", action("mend the roof", "1/23"))


def only(*extractions: Extraction, as_at: dt.date | None = None) -> RegisterRow:
    (row,) = register(extractions, link(extractions), as_at)
    return row


def test_an_action_that_nothing_mentions_is_open() -> None:
    row = only(RAISED)
    assert (row.status, row.status_on, row.grade, row.closed_on) == (Status.OPEN, None, None, None)


@pytest.mark.parametrize("grade", [Grade.LISTED, Grade.STATED, Grade.TABLE])
def test_decisive_words_close(grade: Grade) -> None:
    row = only(RAISED, meeting("2023-02-15", update("1/23", Status.COMPLETE, grade)))
    assert (row.status, row.closed_on, row.grade) == (Status.COMPLETE, day("2023-02-15"), grade)
    assert row.evidence_text == "1/23 complete"


@pytest.mark.parametrize("grade", [Grade.NARRATIVE, Grade.COUNT, Grade.LOG_UPDATED])
def test_weaker_words_never_close(grade: Grade) -> None:
    assert (
        only(RAISED, meeting("2023-02-15", update("1/23", Status.CLOSED, grade))).status == "open"
    )


def test_drafts_do_not_close_but_their_doubts_are_heard() -> None:
    draft = meeting("2023-02-15", update("1/23"), version="draft")
    assert only(RAISED, draft).status is Status.OPEN
    closes = meeting("2023-02-15", update("1/23"))
    doubt = meeting("2023-03-15", update("1/23", Status.DISPUTED, Grade.STATED), version="draft")
    assert only(RAISED, closes, doubt).status is Status.DISPUTED


def test_the_latest_meeting_wins() -> None:
    closes = meeting("2023-02-15", update("1/23"))
    opens = meeting("2023-03-15", update("1/23", Status.OPEN, Grade.STATED))
    again = meeting("2023-04-15", update("1/23", Status.COMPLETE, Grade.STATED))
    assert only(RAISED, closes, opens).status is Status.OPEN
    row = only(RAISED, closes, opens, again)
    assert (row.status, row.closed_on) == (Status.COMPLETE, day("2023-04-15"))


def test_it_was_closed_on_the_first_day_that_said_so() -> None:
    every = (
        RAISED,
        meeting("2023-02-15", update("1/23")),
        meeting("2023-03-15", update("1/23", Status.COMPLETE, Grade.STATED)),
    )
    row = only(*every)
    assert (row.closed_on, row.status_on) == (day("2023-02-15"), day("2023-03-15"))


def test_within_a_meeting_decisive_words_win_then_the_later() -> None:
    def both(first: Grade, second: Grade) -> Status:
        said = meeting(
            "2023-02-15",
            update("1/23", Status.CARRIED_FORWARD, first, place=1),
            update("1/23", Status.ON_HOLD, second, place=2),
        )
        return only(RAISED, said).status

    assert both(Grade.STATED, Grade.STATED) is Status.ON_HOLD
    assert both(Grade.STATED, Grade.NARRATIVE) is Status.CARRIED_FORWARD


def test_as_at_a_day_only_what_was_said_by_then_counts() -> None:
    closes = meeting("2023-02-15", update("1/23"))
    later = meeting("2023-03-15", action("count the bats", "2/23"))
    every = (RAISED, closes, later)
    links = link(every)
    assert [row.status for row in register(every, links, day("2023-02-14"))] == [Status.OPEN]
    assert [row.status for row in register(every, links, day("2023-02-15"))] == [Status.CLOSED]
    assert register(every, links, day("2023-01-17")) == ()
    assert len(register(every, links)) == 2


def test_implied_actions_and_second_listings_have_no_row() -> None:
    promise = meeting("2023-01-18", action("share the audit", kind=ActionKind.IMPLIED))
    again = meeting("2023-02-15", action("mend the roof", "1/23"))
    assert register((promise,), link((promise,))) == ()
    assert only(RAISED, again).raised_on == day("2023-01-18")


def test_the_successor_is_named() -> None:
    later = meeting(
        "2023-02-15", update("1/23", Status.CLOSED_SUPERSEDED, Grade.STATED, successor="16/23")
    )
    assert only(RAISED, later).successor == "16/23"


def test_an_inspection_counts_from_the_day_that_shows_it() -> None:
    tracker = meeting(
        "2023-02-15",
        action("mend the roof", "1/23"),
        mention(5, ("mend the roof", InspectionReason.NAMED_IN_ACTION)),
        tracker=True,
    )
    every = (RAISED, tracker)
    assert only(*every).hmicfrs
    assert not only(*every, as_at=day("2023-02-14")).hmicfrs
