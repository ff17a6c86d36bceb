from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, QuarantineKind, SourceError
from pipeline.evaluate import Report, Score, check_floors, run
from pipeline.evaluate.floors import Floors
from pipeline.model import (
    Action,
    ActionKind,
    ActionUpdate,
    AttendanceStatus,
    Attendee,
    Block,
    BlockKind,
    Decision,
    Document,
    DocumentKind,
    Evidence,
    Extraction,
    Grade,
    Meeting,
    MeetingKind,
    Minutes,
    Outcome,
    Owner,
    OwnerKind,
    Section,
    SectionRole,
    SourceFile,
    Span,
    Status,
    When,
    replace,
)

LINES = (
    "Mill Board, 18 January 2023",
    "Ann Fern (AF)",
    "1. Actions",
    "References 11 and 12 can be closed.",
    "Action: AF to send the plan by May.",
    "The budget was approved.",
    "Bo Reed offered to paint the gate.",
)
TEXT = "\n".join(LINES)

GOLD = """
file: board.txt
body: Mill Board
date: 2023-01-18
chair: Ann Fern
attendees:
  - {name: Ann Fern, initials: AF, status: present}
sections:
  - {number: "1", heading: Actions}
actions:
  - {key: send the plan, owners: [AF], due_text: by May, due: 2023-05-31}
  - {key: paint the gate, owners: [Bo Reed], kind: implied}
decisions:
  - {key: budget was approved, outcome: approved}
events:
  - {ref: "11", key: can be closed, status: closed, grade: listed}
"""


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(span=Span(start=start, end=start + len(words)), rule="test.rule")


def document() -> Document:
    blocks, start = [], 0
    for line in LINES:
        span = Span(start=start, end=start + len(line))
        blocks.append(Block(span=span, kind=BlockKind.PARAGRAPH))
        start += len(line) + 1
    source = SourceFile(sha256="0" * 64, path="board.txt", media_type="text/plain", size=1)
    return Document(source=source, text=TEXT, blocks=tuple(blocks))


def owner(name: str, text: str) -> Owner:
    return Owner(
        text=text, name=name, kind=OwnerKind.PERSON, basis="initials", evidence=evidence(text)
    )


def update(ref: str) -> ActionUpdate:
    return ActionUpdate(
        id=f"upd-{ref}",
        status=Status.CLOSED,
        grade=Grade.LISTED,
        text="References 11 and 12 can be closed.",
        evidence=evidence("can be closed"),
        ref=ref,
    )


def minutes() -> Minutes:
    held = When(text="18 January 2023", first=dt.date(2023, 1, 18), last=dt.date(2023, 1, 18))
    may = When(text="by May", first=dt.date(2023, 5, 1), last=dt.date(2023, 5, 31))
    meeting = Meeting(
        id="mtg-1",
        body_id="mill",
        body_name="Mill Board",
        kind=MeetingKind.BOARD,
        title="",
        held=held,
        evidence=evidence("Mill Board"),
        chair="Ann Fern",
    )
    return Minutes(
        span=Span(start=0, end=len(TEXT)),
        meeting=meeting,
        sections=(
            Section(
                span=Span(start=TEXT.index("1."), end=len(TEXT)),
                number="1.",
                heading=evidence("Actions").span,
                level=0,
                parent=None,
                role=SectionRole.ITEM,
                evidence=evidence("Actions"),
            ),
        ),
        attendees=(
            Attendee(
                name="Ann Fern",
                status=AttendanceStatus.PRESENT,
                initials="AF",
                evidence=evidence("Ann Fern"),
            ),
        ),
        actions=(
            Action(
                id="act-1",
                text="AF to send the plan by May",
                kind=ActionKind.LABELLED,
                evidence=evidence("AF to send the plan by May"),
                owners=(owner("Ann Fern", "AF"),),
                due=may,
            ),
            Action(
                id="act-2",
                text="Bo Reed offered to paint the gate",
                kind=ActionKind.IMPLIED,
                evidence=evidence("paint the gate"),
                confidence=0.65,
            ),
        ),
        decisions=(
            Decision(
                id="dec-1",
                text="The budget was approved.",
                outcome=Outcome.APPROVED,
                evidence=evidence("The budget was approved."),
            ),
        ),
        updates=(update("11"),),
    )


def evaluate(tmp_path: Path, found: Minutes | None, *, errors: bool = False) -> Report:
    gold = tmp_path / "gold"
    gold.mkdir(exist_ok=True)
    (gold / "board.yml").write_text(GOLD, encoding="utf-8")

    def reader(root: Path, path: str) -> tuple[Document, Extraction]:
        if found is None:
            raise SourceError(QuarantineKind.NEEDS_OCR, "The file is a picture. Scan it again.")
        extraction = Extraction(
            document_id="doc-1",
            path=path,
            kind=DocumentKind.MINUTES,
            title="",
            minutes=(found,),
        )
        return document(), extraction

    return run(gold, reader=reader, errors=errors)


def test_right_minutes_score_one_in_every_field(tmp_path: Path) -> None:
    report = evaluate(tmp_path, minutes())
    for name in ("date", "chair", "attendance", "initials", "sections", "labelled actions"):
        assert report.score(name) == Score(tp=1), name
    for name in ("implied actions", "due dates", "decisions", "outcomes", "events", "grades"):
        assert report.score(name) == Score(tp=1), name
    assert report.score("owners") == Score(tp=1)
    assert not report.score("false closed").measured


def test_a_blank_counts_as_missed_and_an_extra_as_false(tmp_path: Path) -> None:
    extra = (*minutes().updates, update("12"))
    report = evaluate(tmp_path, replace(minutes(), attendees=(), decisions=(), updates=extra))
    assert report.score("attendance") == Score(fn=1)
    assert report.score("decisions") == Score(fn=1)
    assert report.score("events") == Score(tp=1, fp=1)
    assert report.score("false closed") == Score(fp=1)


def test_an_earlier_action_taken_for_a_new_one_is_false(tmp_path: Path) -> None:
    old = Action(
        id="act-3",
        text="References 11 and 12 can be closed.",
        kind=ActionKind.LABELLED,
        evidence=evidence("References 11"),
    )
    report = evaluate(tmp_path, replace(minutes(), actions=(*minutes().actions, old)))
    assert report.score("labelled actions") == Score(tp=1, fp=1)


def test_a_file_that_cannot_be_read_misses_everything(tmp_path: Path) -> None:
    report = evaluate(tmp_path, None)
    assert report.score("labelled actions") == Score(fn=1)
    assert "The file is a picture. Scan it again." in str(report)


def test_minutes_without_a_meeting_miss_everything(tmp_path: Path) -> None:
    report = evaluate(tmp_path, replace(minutes(), actions=()))
    assert report.score("implied actions") == Score(fn=1)


def test_errors_are_printed_with_their_words_when_asked(tmp_path: Path) -> None:
    found = replace(minutes(), attendees=())
    assert "missed: Ann Fern, present" in str(evaluate(tmp_path, found, errors=True))
    assert "missed: Ann Fern" not in str(evaluate(tmp_path, found))


def test_the_report_shows_how_sure_the_implied_actions_were(tmp_path: Path) -> None:
    assert "0.6 to 0.7: 1 claims, 1.00 right" in str(evaluate(tmp_path, minutes()))


def test_floors_name_the_field_that_fell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = evaluate(
        tmp_path, replace(minutes(), decisions=(), updates=(update("11"), update("12")))
    )
    floors = {"corpus": Floors(f1={"decisions": 0.9, "date": 0.9, "hmicfrs": 0.9})}
    monkeypatch.setattr("pipeline.evaluate.floors.load", lambda _name, _shape: floors)
    assert check_floors(report) == (
        "decisions: F1 0.000 is below the floor of 0.900.",
        "hmicfrs: nothing was measured; the floor is 0.900.",
        "false closed: 1, and at most 0 may be.",
    )
    with pytest.raises(ConfigError, match="no floors for 'elsewhere'"):
        check_floors(report, "elsewhere")


def test_a_missing_label_file_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        run(tmp_path / "absent.jsonl")
