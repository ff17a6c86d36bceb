"""Correcting, verifying and reporting from the command line, over builds with stand-ins."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.builds import build, fill, minutes
from tests.unit.cli.conftest import Run

WHO = ("--who", "A. Fern", "--why", "the board said so")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return fill(
        tmp_path / "archive",
        january=minutes("2024-01-02", "Action 1/24: count the signs", "Action 2/24: mend the roof"),
        february=minutes("2024-02-02", "1/24 Complete"),
    )


@pytest.fixture
def db(tmp_path: Path, archive: Path) -> Path:
    output = tmp_path / "output" / "minutes.db"
    build(archive, output)
    return output


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as register:
        return register.execute(sql).fetchall()


def key(db: Path, ref: str) -> str:
    ((found,),) = ask(db, f"select id from actions where ref = '{ref}'")  # noqa: S608 - a test's own word
    return str(found)


def test_a_correction_is_kept_and_applied_at_the_next_build(
    run: Run, db: Path, archive: Path
) -> None:
    status, told = run("correct", key(db, "2/24"), "--db", db, "--due", "2024-03-01", *WHO)
    assert status == 0
    assert "Correction 1 is kept" in told
    assert "not yet built" in run("correct", "--list", "--db", db)[1]
    assert ask(db, "select count(*) from corrections") == [(0,)]
    build(archive, db)
    assert ask(db, "select due_date, due_basis from actions where ref = '2/24'") == [
        ("2024-03-01", "correction")
    ]
    ((made_by, applies, words),) = ask(db, "select made_by, applies, words from corrections")
    assert (made_by, applies) == ("A. Fern", 1)
    assert "mend the roof" in words
    assert build(archive, db).unchanged


def test_an_undo_brings_the_machines_value_back(run: Run, db: Path, archive: Path) -> None:
    run("correct", key(db, "2/24"), "--db", db, "--not-an-action", *WHO)
    build(archive, db)
    assert ask(db, "select ref from actions") == [("1/24",)]
    run("correct", "--undo", "1", "--db", db, *WHO)
    build(archive, db)
    assert ask(db, "select count(*) from actions") == [(2,)]
    assert ask(db, "select state from corrections order by number") == [("undone",), ("applies",)]


def test_a_closing_by_hand_is_a_persons_word_under_the_actions_own_words(
    run: Run, db: Path, archive: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"%PDF a letter")
    closing_words = (
        "--close-by-hand",
        "--note",
        "a letter",
        "--document",
        paper,
        "--on",
        "2024-02-20",
    )
    status, told = run("correct", key(db, "2/24"), "--db", db, *closing_words, *WHO)
    assert status == 0, told
    build(archive, db)
    assert ask(
        db,
        "select status, closed_on, closed, grade, evidence, status_by from action_register "
        "where ref = '2/24'",
    ) == [("closed", "2024-02-20", 1, None, None, "person")]
    ((rule, quote, name),) = ask(
        db,
        "select h.rule, substr(d.text, h.span_start + 1, h.span_end - h.span_start), h.document_name "
        "from hand_closings h join documents d on d.id = h.document_id",
    )
    assert (rule, name) == ("correction.closed-by-hand", "letter.pdf")
    assert "mend the roof" in quote
    assert ask(db, "select count(*) from action_events where rule like 'correction.%'") == [(0,)]


def test_a_closing_by_hand_needs_a_paper_and_a_possible_day(
    run: Run, db: Path, tmp_path: Path
) -> None:
    action = key(db, "2/24")
    status, told = run("correct", action, "--db", db, "--close-by-hand", "--note", "x", *WHO)
    assert (status, "--document" in told) == (2, True)
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"x")
    words = ("--close-by-hand", "--note", "x", "--document", paper, "--on", "2023-01-01")
    status, told = run("correct", action, "--db", db, *words, *WHO)
    assert (status, "cannot have been closed" in told) == (2, True)
    undated = ("--close-by-hand", "--note", "x", "--document", paper)
    status, told = run("correct", key(db, "1/24"), "--db", db, *undated, *WHO)
    assert (status, "already" in told) == (2, True)


def test_a_day_that_is_none_and_a_row_that_has_no_deadline_are_refused(run: Run, db: Path) -> None:
    status, told = run("correct", key(db, "2/24"), "--db", db, "--due", "2024-13-01", *WHO)
    assert (status, "is no day" in told) == (2, True)
    ((meeting,), *_) = ask(db, "select id from meetings order by date")
    status, told = run("correct", meeting, "--db", db, "--due", "2024-03-01", *WHO)
    assert (status, "is a row of meetings" in told) == (2, True)


def test_an_event_is_given_to_an_action(run: Run, db: Path, archive: Path) -> None:
    ((event,),) = ask(db, "select id from action_events")
    run("correct", key(db, "2/24"), "--db", db, "--closes", event, *WHO)
    build(archive, db)
    assert ask(db, "select ref, status, status_by from action_register order by ref") == [
        ("1/24", "open", None),
        ("2/24", "complete", "person"),
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("act-none", "--due", "2024-01-01"), "No row of the register begins"),
        (("act-", "--due", "2024-01-01"), "More than one row begins"),
        (("--undo", "7"), "There is no correction 7"),
        (("act-", "--confirm"), "No link"),
        (("act-",), "Say one thing at a time"),
        (("act-", "--confirm", "--reject"), "Say one thing at a time"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    run: Run, db: Path, words: tuple[str, ...], sentence: str
) -> None:
    status, told = run("correct", *words, "--db", db, *WHO)
    assert status == 2
    assert sentence in told
    assert not (db.parent / "corrections.jsonl").exists() or (
        (db.parent / "corrections.jsonl").read_bytes() == b""
    )


def test_nobody_corrects_without_a_name_and_a_reason(run: Run, db: Path) -> None:
    status, told = run("correct", key(db, "2/24"), "--db", db, "--due", "2024-03-01")
    assert status == 2
    assert "--who" in told


def test_verify_tells_whole_from_tampered(run: Run, db: Path, archive: Path) -> None:
    assert run("verify", db)[0] == 0
    for day in ("2024-03-01", "2024-03-02"):
        run("correct", key(db, "2/24"), "--db", db, "--due", day, *WHO)
    status, told = run("verify", db)
    assert status == 0
    assert "2 of them are newer than the register" in told
    build(archive, db)
    assert run("verify", db)[0] == 0
    place = db.parent / "corrections.jsonl"
    whole = place.read_bytes()
    for broken in (
        whole.replace(b"2024-03-01", b"2024-03-09"),
        whole.splitlines(keepends=True)[0],
        b"",
    ):
        place.write_bytes(broken)
        status, told = run("verify", db)
        assert status == 3, told
    place.unlink()
    assert run("verify", db)[0] == 3


def test_a_build_stops_at_a_broken_chain_and_the_old_register_stays(
    run: Run, db: Path, archive: Path
) -> None:
    run("correct", key(db, "2/24"), "--db", db, "--due", "2024-03-01", *WHO)
    place = db.parent / "corrections.jsonl"
    place.write_bytes(place.read_bytes().replace(b"2024-03-01", b"2024-03-09"))
    before = db.read_bytes()
    status, told = run("build", archive, "--output", db)
    assert status == 2
    assert "altered" in told
    assert db.read_bytes() == before


def test_corrected_meetings_become_labels(
    run: Run, db: Path, archive: Path, tmp_path: Path
) -> None:
    run("correct", key(db, "2/24"), "--db", db, "--due", "2024-03-01", *WHO)
    build(archive, db)
    status, told = run("correct", "--export-labels", tmp_path / "labels", "--db", db)
    assert status == 0, told
    (file,) = (tmp_path / "labels").glob("*.yml")
    label = yaml.safe_load(file.read_text())
    assert label["file"] == "january.txt"
    assert str({a["ref"]: a["due"] for a in label["actions"]}["2/24"]) == "2024-03-01"
    assert "the board said so" in file.read_text()


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "pdf", "csv", "ics"])
def test_a_report_is_written_where_it_was_wanted(
    run: Run, db: Path, tmp_path: Path, form: str
) -> None:
    place = tmp_path / "papers" / f"log.{form}"
    status, told = run("report", "actions", db, "--format", form, "--output", place)
    assert status == 0, told
    assert place.stat().st_size > 100
    assert "as at 2024-02-02" in told
    assert "1 open action." in told


def test_a_report_of_no_register_is_refused(run: Run, tmp_path: Path) -> None:
    status, told = run("report", "audit", tmp_path / "none.db")
    assert status == 2
    assert "minutes build" in told
