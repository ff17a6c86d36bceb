"""Where an action stands: the rules of the schema, one by one."""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.words import ActionKind, DocumentKind, Grade, Status
from tests.support.invented import Writer, document, stated
from tests.support.registers import links, open_register, rows, write

JANUARY = dt.date(2024, 1, 10)


class Story:
    """An action raised in January, and what later meetings say of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = count()
        self.writers: list[Writer] = []
        self.events: dict[str, str] = {}
        first = self.meeting(JANUARY, "Count the signs")
        self.action = first.action("Count the signs", ref="1")

    def meeting(
        self, day: dt.date | None, *lines: str, version: str = "", tracker: bool = False
    ) -> Writer:
        kind = DocumentKind.TRACKER if tracker else DocumentKind.MINUTES
        name = f"{next(self.number):02d}.txt"
        writer = Writer(document(name, f"Hartwell {name}", *lines), day, version=version, kind=kind)
        self.writers.append(writer)
        return writer

    def says(
        self,
        day: dt.date | None,
        *said: tuple[Status, Grade],
        version: str = "",
        tracker: bool = False,
    ) -> Story:
        """Add a meeting that says this of the action, one after the other."""
        lines = [f"{number} {status} {grade}" for number, (status, grade) in enumerate(said)]
        writer = self.meeting(day, *lines, version=version, tracker=tracker)
        for line, (status, grade) in zip(lines, said, strict=True):
            self.events[writer.update(line, status, grade)] = self.action
        return self

    def ends(self) -> dict[str, Any]:
        """Write the register and give the action's row."""
        held = links(*self.writers, events=self.events)
        (row,) = rows(write(self.path, self.writers, held), "select * from action_register")
        return row


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "minutes.db")


def day(month: int, number: int = 10) -> dt.date:
    return dt.date(2024, month, number)


def test_an_action_that_nothing_mentions_is_open(story: Story) -> None:
    row = story.ends()
    assert (row["status"], row["status_on"], row["closed"], row["events"]) == ("open", None, 0, 0)


@pytest.mark.parametrize("grade", [Grade.LISTED, Grade.STATED, Grade.TABLE])
@pytest.mark.parametrize(
    "status", [Status.COMPLETE, Status.CLOSED, Status.CLOSED_SUPERSEDED, Status.TRANSFERRED]
)
def test_decisive_words_close(story: Story, grade: Grade, status: Status) -> None:
    row = story.says(day(2), (status, grade)).ends()
    assert (row["status"], row["closed"], row["closed_on"]) == (status, 1, "2024-02-10")


@pytest.mark.parametrize("grade", [Grade.NARRATIVE, Grade.COUNT, Grade.LOG_UPDATED])
def test_weaker_words_never_close(story: Story, grade: Grade) -> None:
    row = story.says(day(2), (Status.CLOSED, grade)).ends()
    assert (row["status"], row["closed"], row["events"]) == ("open", 0, 1)


def test_drafts_never_close_but_may_keep_open(story: Story) -> None:
    story.says(day(2), (Status.CLOSED, Grade.LISTED), version="draft")
    assert story.ends()["closed"] == 0
    story.says(day(3), (Status.IN_PROGRESS, Grade.STATED), version="draft")
    assert story.ends()["status"] == "in-progress"


def test_undated_words_never_close(story: Story) -> None:
    assert story.says(None, (Status.CLOSED, Grade.LISTED)).ends()["closed"] == 0


def test_words_from_before_the_action_do_not_answer_it(story: Story) -> None:
    early = JANUARY - dt.timedelta(days=1)
    assert story.says(early, (Status.CLOSED, Grade.LISTED)).ends()["closed"] == 0


def test_words_of_the_day_it_was_raised_may_close_it(story: Story) -> None:
    assert story.says(JANUARY, (Status.CLOSED, Grade.TABLE), tracker=True).ends()["closed"] == 1


def test_the_latest_day_wins_and_reopening_is_heard(story: Story) -> None:
    story.says(day(2), (Status.CLOSED, Grade.LISTED)).says(
        day(3), (Status.IN_PROGRESS, Grade.NARRATIVE)
    )
    row = story.ends()
    assert (row["status"], row["closed"], row["closed_on"]) == ("in-progress", 0, None)


def test_a_repeated_closure_keeps_the_day_of_the_first(story: Story) -> None:
    story.says(day(2), (Status.COMPLETE, Grade.STATED)).says(day(3), (Status.CLOSED, Grade.TABLE))
    row = story.ends()
    assert (row["status"], row["status_on"], row["closed_on"]) == (
        "closed",
        "2024-03-10",
        "2024-02-10",
    )


def test_after_a_reopening_the_later_closure_counts(story: Story) -> None:
    closed = (Status.CLOSED, Grade.STATED)
    story.says(day(2), closed).says(day(3), (Status.DISPUTED, Grade.STATED)).says(day(4), closed)
    assert story.ends()["closed_on"] == "2024-04-10"


def test_within_a_meeting_the_later_decisive_words_win(story: Story) -> None:
    story.says(
        day(2),
        (Status.CLOSED, Grade.STATED),
        (Status.CARRIED_FORWARD, Grade.STATED),
        (Status.IN_PROGRESS, Grade.NARRATIVE),
    )
    assert story.ends()["status"] == "carried-forward"


def test_between_two_meetings_of_a_day_open_wins(story: Story) -> None:
    story.says(day(2), (Status.CLOSED, Grade.TABLE), tracker=True).says(
        day(2), (Status.IN_PROGRESS, Grade.STATED)
    )
    assert story.ends()["closed"] == 0


def test_unknown_says_nothing(story: Story) -> None:
    story.says(day(2), (Status.CLOSED, Grade.STATED)).says(day(3), (Status.UNKNOWN, Grade.STATED))
    assert story.ends()["status"] == "closed"


def test_an_implied_action_has_a_state_and_no_line_in_the_register(story: Story) -> None:
    other = story.meeting(day(2), "Somebody will look")
    other.action("Somebody will look", kind=ActionKind.IMPLIED)
    story.ends()
    states = rows(open_register(story.path), "select status from action_states")
    assert states == [{"status": "open"}, {"status": "open"}]


def test_a_new_deadline_counts_for_being_overdue(story: Story) -> None:
    writer = story.meeting(day(2), "1 moved")
    due = stated(day(3))
    event = writer.update("1 moved", Status.RESCHEDULED, Grade.STATED, ref="1", due=due)
    story.events[event] = story.action
    story.meeting(day(6), "nothing of it")
    row = story.ends()
    assert (row["due_date"], row["revised_due_date"], row["deadline"]) == (
        None,
        "2024-03-10",
        "2024-03-10",
    )
    (late,) = rows(open_register(story.path), "select judged_on from overdue_actions")
    assert late["judged_on"] == "2024-06-10"
