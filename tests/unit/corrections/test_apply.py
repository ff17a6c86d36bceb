from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.corrections import Correction, Kind, Outcome, State, Target
from pipeline.link import RegisterRow, register
from pipeline.model import (
    ActionLink,
    AttendanceStatus,
    DateBasis,
    Evidence,
    Extraction,
    Grade,
    LinkKind,
    Links,
    OwnerKind,
    Span,
    Status,
    replace,
)
from tests.support.corrected import Pair, apply, keep, says, target
from tests.support.invented import Writer, document
from tests.support.registers import links

JANUARY, FEBRUARY, MARCH = dt.date(2024, 1, 9), dt.date(2024, 2, 6), dt.date(2024, 3, 5)


Built = tuple[dict[str, RegisterRow], tuple[Outcome, ...], tuple[list[Extraction], Links]]
"""The register by action, what became of the corrections, and what it is made of."""


class Archive:
    """Two meetings: one raises two actions, the next speaks of one of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = ("Hartwell Board", "Ann Fern", "Mend the roof of the mill", "Count the bats")
        self.first = Writer(document("a.txt", *lines), JANUARY)
        self.first.attendee("Ann Fern", AttendanceStatus.PRESENT)
        self.roof = self.first.action(lines[2], ref="1/24")
        self.bats = self.first.action(lines[3], ref="2/24")
        said = ("Hartwell February", "1/24 the roof was mended and all is well", "2/24 Complete")
        self.second = Writer(document("b.txt", *said), FEBRUARY)
        self.told = self.second.update(said[1], Status.IN_PROGRESS, Grade.NARRATIVE, ref="1/24")
        self.done = self.second.update(said[2], Status.COMPLETE, Grade.STATED, ref="2/24")
        self.links = links(
            self.first,
            self.second,
            events={self.told: self.roof, self.done: self.bats},
            actions=[
                ActionLink(
                    source=self.bats,
                    target=self.roof,
                    kind=LinkKind.CONTINUES,
                    suggested=True,
                    score=0.8,
                    reason="alike",
                )
            ],
        )

    @property
    def pairs(self) -> list[Pair]:
        return [(w.document, w.extraction()) for w in (self.first, self.second)]

    def at(self, key: str) -> Target:
        """Point at an action or an event."""
        return next(found for pair in self.pairs if (found := target(pair, key)) is not None)

    def build(self, *drafts: Correction, pairs: list[Pair] | None = None) -> Built:
        """Keep the corrections and build with them."""
        kept = keep(self.path, *drafts)
        extractions, held, outcomes = apply(pairs or self.pairs, kept, self.links)
        rows = {row.action_id: row for row in register(extractions, held)}
        return rows, outcomes, (extractions, held)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "corrections.jsonl")


def states(outcomes: tuple[Outcome, ...]) -> list[State]:
    return [outcome.state for outcome in outcomes]


def test_without_corrections_nothing_changes(archive: Archive) -> None:
    rows, outcomes, (extractions, held) = archive.build()
    assert extractions == [extraction for _, extraction in archive.pairs]
    assert held == archive.links
    assert outcomes == ()
    assert rows[archive.bats].status is Status.COMPLETE


def test_what_is_no_action_is_taken_out(archive: Archive) -> None:
    rows, outcomes, _ = archive.build(says(Kind.NOT_AN_ACTION, archive.at(archive.roof)))
    assert [*rows] == [archive.bats]
    assert states(outcomes) == [State.APPLIES]


def test_an_owner_is_the_attendee_of_that_name_and_shows_the_rule(archive: Archive) -> None:
    _, _, (extractions, _) = archive.build(
        says(Kind.OWNER, archive.at(archive.roof), value="ann fern; The Bishop")
    )
    known, unknown = extractions[0].minutes[0].actions[0].owners
    assert (known.name, known.kind, known.attendee) == ("Ann Fern", OwnerKind.PERSON, 0)
    assert (unknown.name, unknown.kind, unknown.attendee) == ("The Bishop", OwnerKind.UNKNOWN, None)
    assert {known.evidence.rule, unknown.evidence.rule} == {"correction.owner"}
    assert known.basis == "correction"


def test_a_due_date_says_that_a_person_set_it(archive: Archive) -> None:
    rows, _, (extractions, _) = archive.build(
        says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    )
    assert rows[archive.roof].due_date == dt.date(2024, 4, 1)
    due = extractions[0].minutes[0].actions[0].due
    assert due is not None
    assert due.basis is DateBasis.CORRECTION


def test_an_event_that_closes_an_action_closes_it_on_the_day_it_was_said(archive: Archive) -> None:
    rows, _, (extractions, _) = archive.build(
        says(Kind.EVENT_CLOSES, archive.at(archive.told), archive.at(archive.roof))
    )
    row = rows[archive.roof]
    assert (row.status, row.closed_on, row.grade) == (Status.CLOSED, FEBRUARY, Grade.STATED)
    assert extractions[1].minutes[0].updates[0].evidence.rule == "correction.event-closes"


def test_an_event_in_draft_minutes_closes_nothing_even_by_a_persons_word(archive: Archive) -> None:
    archive.second.version = "draft"
    rows, _, _ = archive.build(
        says(Kind.EVENT_CLOSES, archive.at(archive.told), archive.at(archive.roof))
    )
    assert rows[archive.roof].closed_on is None


def test_an_event_is_taken_from_one_action_and_given_to_another(archive: Archive) -> None:
    rows, _, _ = archive.build(
        says(Kind.EVENT_APART, archive.at(archive.done), archive.at(archive.bats)),
        says(Kind.EVENT_CONCERNS, archive.at(archive.done), archive.at(archive.roof)),
    )
    assert rows[archive.bats].status is Status.OPEN
    assert rows[archive.roof].status is Status.COMPLETE


@pytest.mark.parametrize("kind", [Kind.CONFIRM_LINK, Kind.REJECT_LINK])
def test_a_suggested_link_is_confirmed_or_rejected(archive: Archive, kind: Kind) -> None:
    _, _, (_, held) = archive.build(
        says(kind, archive.at(archive.bats), archive.at(archive.roof), field="continues")
    )
    assert [link.suggested for link in held.actions] == (
        [False] if kind is Kind.CONFIRM_LINK else []
    )


def test_a_closing_by_hand_has_no_grade_and_no_evidence(archive: Archive) -> None:
    by_hand = says(Kind.CLOSED_BY_HAND, archive.at(archive.roof), value="2024-03-01")
    rows, _, (extractions, held) = archive.build(by_hand)
    row = rows[archive.roof]
    assert (row.status, row.closed_on) == (Status.CLOSED, dt.date(2024, 3, 1))
    assert (row.grade, row.evidence, row.evidence_text) == (None, "", "")
    before = {r.action_id: r for r in register(extractions, held, dt.date(2024, 2, 29))}
    assert before[archive.roof].closed_on is None


def test_minutes_of_a_later_day_win_over_a_closing_by_hand(archive: Archive) -> None:
    by_hand = says(Kind.CLOSED_BY_HAND, archive.at(archive.roof), value="2024-02-01")
    rows, _, _ = archive.build(by_hand)
    assert rows[archive.roof].status is Status.IN_PROGRESS


def test_an_undo_takes_back_and_can_be_taken_back(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    rows, outcomes, _ = archive.build(said, says(Kind.UNDO, undoes=1))
    assert rows[archive.roof].due_date is None
    assert states(outcomes) == [State.UNDONE, State.APPLIES]
    extractions, held, outcomes = apply(
        archive.pairs,
        (*(o.correction for o in outcomes), *keep(archive.path, says(Kind.UNDO, undoes=2))),
        archive.links,
    )
    rows = {row.action_id: row for row in register(extractions, held)}
    assert rows[archive.roof].due_date == dt.date(2024, 4, 1)


def test_the_last_word_on_a_thing_holds(archive: Archive) -> None:
    at = archive.at(archive.roof)
    rows, outcomes, _ = archive.build(
        says(Kind.OWNER, at, value="One"), says(Kind.OWNER, at, value="Two")
    )
    assert rows[archive.roof].owners == ("Two",)
    assert states(outcomes) == [State.REPLACED, State.APPLIES]
    assert outcomes[0].reason == "replaced by correction 2"


def test_changed_words_lapse_visibly(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    changed = Writer(
        document("a.txt", "Hartwell Board", "Mend the roof of the barn", "Count the bats"), JANUARY
    )
    changed.action("Mend the roof of the barn", ref="1/24")
    changed.action("Count the bats", ref="2/24")
    archive.links = replace(
        archive.links, current={**archive.links.current, changed.meeting: changed.document.id}
    )
    pairs = [(changed.document, changed.extraction()), archive.pairs[1]]
    _, outcomes, (_, held) = archive.build(said, pairs=pairs)
    assert states(outcomes) == [State.LAPSED]
    (issue,) = held.issues
    assert issue.issue.code == "correction-lapsed"
    assert issue.document_id == changed.document.id
    assert "have changed" in issue.issue.message


def test_minutes_that_are_gone_lapse_with_a_reason(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    _, outcomes, _ = archive.build(said, pairs=archive.pairs[1:])
    assert states(outcomes) == [State.LAPSED]
    assert "no longer in the archive" in outcomes[0].reason


def test_half_a_correction_closes_nothing(archive: Archive) -> None:
    """The event is there and its action is not: nothing may be closed."""
    said = says(Kind.EVENT_CLOSES, archive.at(archive.told), archive.at(archive.roof))
    _, outcomes, (extractions, held) = archive.build(said, pairs=archive.pairs[1:])
    assert states(outcomes) == [State.LAPSED]
    assert extractions[0].minutes[0].updates[0].status is Status.IN_PROGRESS
    assert archive.told not in held.events


def test_better_rules_that_draw_other_bounds_keep_a_correction(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    (text, extraction), second = archive.pairs
    (minutes,) = extraction.minutes
    roof, bats = minutes.actions
    narrower = Span(start=roof.evidence.span.start, end=roof.evidence.span.end - 9)
    other = replace(
        roof, id="act-anew", text="Mend the roof", evidence=Evidence(span=narrower, rule="new.rule")
    )
    anew = replace(extraction, minutes=(replace(minutes, actions=(other, bats)),))
    rows, outcomes, _ = archive.build(said, pairs=[(text, anew), second])
    assert states(outcomes) == [State.APPLIES]
    assert rows["act-anew"].due_date == dt.date(2024, 4, 1)


def test_the_same_minutes_in_another_file_keep_a_correction(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    moved = Writer(
        document(
            "z.txt", "Hartwell  Board, printed", "mend the roof\tof the mill.", "Count the bats"
        ),
        JANUARY,
    )
    again = moved.action("mend the roof\tof the mill.", ref="1/24")
    assert again == archive.roof
    archive.links = replace(
        archive.links, current={**archive.links.current, moved.meeting: moved.document.id}
    )
    rows, outcomes, _ = archive.build(
        said, pairs=[(moved.document, moved.extraction()), archive.pairs[1]]
    )
    assert states(outcomes) == [State.APPLIES]
    assert rows[archive.roof].due_date == dt.date(2024, 4, 1)


def test_words_that_stand_only_in_an_earlier_version_lapse(archive: Archive) -> None:
    said = says(Kind.DUE, archive.at(archive.roof), value="2024-04-01")
    anew = Writer(document("n.txt", "Hartwell Board", "Something else"), JANUARY)
    archive.links = replace(
        archive.links, current={**archive.links.current, anew.meeting: anew.document.id}
    )
    pairs = [*archive.pairs, (anew.document, anew.extraction())]
    rows, outcomes, _ = archive.build(said, pairs=pairs)
    assert states(outcomes) == [State.LAPSED]
    assert archive.roof not in rows
