from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.report import REPORTS, Filters, Report, opened
from pipeline.report.neutral import Facts, Table, Words
from tests.support.reported import EVIL, JANUARY, MARCH, reported


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reported(tmp_path_factory.mktemp("register"))


def made(db: Path, kind: str, as_at: dt.date | None = None, **filters: object) -> Report:
    with opened(db, Filters(**filters), as_at) as asked:  # type: ignore[arg-type]
        return REPORTS[kind](asked)


def column(report: Report, name: str) -> list[object]:
    table = report.tables[0]
    index = [column.name for column in table.columns].index(name)
    return [row[index] for row in table.rows]


def said(report: Report) -> str:
    words = [*report.summary, *report.statement]
    for section in report.parts():
        words.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Words):
                words.append(block.text)
            elif isinstance(block, Facts):
                words += [f"{name}: {value}" for name, value in block.pairs]
    return "\n".join(words)


def test_the_day_is_that_of_the_newest_meeting_unless_given(db: Path) -> None:
    assert made(db, "actions").as_at == MARCH
    assert made(db, "actions", JANUARY).as_at == JANUARY


def test_the_log_holds_the_open_actions_with_real_dates(db: Path) -> None:
    report = made(db, "actions", status="open")
    assert column(report, "Ref") == ["1/24", "2/24", "3/24"]
    assert column(report, "Due date") == [dt.date(2024, 1, 31), dt.date(2024, 2, 1), None]
    assert column(report, "Overdue") == ["yes", "yes", "no"]
    assert "3 open actions." in report.summary


def test_an_action_closed_by_hand_says_that_no_minutes_do(db: Path) -> None:
    report = made(db, "actions", status="closed")
    assert column(report, "Ref") == ["4/24"]
    assert "no minutes say so" in str(column(report, "Position in the minutes")[0])
    assert column(report, "Evidence") == [None]
    assert column(report, "Status from") == ["person"]


def test_as_at_an_earlier_day_nothing_later_is_known(db: Path) -> None:
    february = made(db, "actions", dt.date(2024, 2, 10))
    assert column(february, "Status") == ["complete", "open", "open", "open"]
    january = made(db, "actions", JANUARY)
    assert column(january, "Status") == ["open"] * 4
    assert column(january, "Last mentioned") == [None] * 4


@pytest.mark.parametrize(
    ("filters", "refs"),
    [
        ({"body": "hartwell"}, 4),
        ({"owner": "HARTW"}, 1),
        ({"owner": "nobody"}, 0),
        ({"status": "open"}, 3),
        ({"first": dt.date(2024, 2, 1)}, 0),
        ({"last": dt.date(2024, 2, 1)}, 4),
    ],
)
def test_filters_choose_and_are_printed(db: Path, filters: dict[str, object], refs: int) -> None:
    report = made(db, "actions", None, **filters)
    assert len(column(report, "Ref")) == refs
    assert any(name == "Status" for name, _ in report.about)
    assert report.sections


def test_a_body_that_is_not_there_is_refused_with_those_that_are(db: Path) -> None:
    with pytest.raises(ConfigError, match="Hartwell Board"):
        made(db, "actions", body="Nowhere")


def test_every_report_tells_what_was_not_read(db: Path) -> None:
    for kind in REPORTS:
        told = said(made(db, kind))
        assert "a/locked.pdf (encrypted)" in told
        assert "No minutes of Hartwell Board are held for 2024-02." in told
        assert "1 hidden" in told


def test_every_report_prints_what_it_was_made_of(db: Path) -> None:
    for kind in REPORTS:
        about = dict(made(db, kind).about)
        assert about["As at"] == "5 March 2024"
        assert about["Program"].startswith("minutes 0")
        assert about["Register inputs (SHA-256)"] == "i"


def test_files_that_are_quoted_are_listed_with_their_hashes(db: Path) -> None:
    rows = made(db, "audit").sources.rows
    assert [row[0] for row in rows] == ["a/february.pdf", "a/january.pdf", "a/march.pdf"]
    assert all(len(str(row[3])) == 64 for row in rows)


def test_actions_never_mentioned_again_are_counted(db: Path) -> None:
    assert "2 of the 3 actions here are never mentioned again" in said(
        made(db, "actions", status="open")
    )


def test_a_dossier_holds_the_chain_and_what_was_not_found(db: Path) -> None:
    report = made(db, "audit")
    told = said(report)
    assert "Action 1/24: Hartwell Board, 9 January 2024" in told
    assert "No words that close it were found." in told
    assert "No owner was found." in told
    assert "No later mention of it was found." in told
    assert "no words found that give it" in told
    chain = report.tables[1]
    assert [(row[2], row[5]) for row in chain.rows if row[0] == 1] == [
        (JANUARY, "raised"),
        (dt.date(2024, 2, 6), "complete"),
        (MARCH, "open"),
    ]
    assert {row[7] for row in chain.rows if row[0] == 1} == {
        "a/january.pdf, page 1",
        "a/february.pdf, page 1",
        "a/march.pdf, page 1",
    }


def test_the_board_closing_its_action_says_nothing_of_the_inspectorate(db: Path) -> None:
    report = made(db, "audit", dt.date(2024, 2, 10))
    assert column(report, "Board: status") == ["complete", "open"]
    assert column(report, "HMICFRS: status") == ["none found", "none found"]


def test_decisions_are_listed_with_their_place(db: Path) -> None:
    report = made(db, "decisions")
    assert column(report, "Decision") == ["Approved the budget"]
    assert column(report, "File, page") == ["a/january.pdf, page 2"]
    assert column(made(db, "decisions", status="deferred"), "Decision") == []


def test_words_of_documents_are_kept_whole(db: Path) -> None:
    assert EVIL in column(made(db, "actions"), "Action")


def test_columns_in_which_nothing_stands_are_not_printed(db: Path) -> None:
    report = made(db, "decisions")
    (table,) = [block for block in report.sections[0].blocks if isinstance(block, Table)]
    assert "Condition" not in [column.name for column in table.columns]


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ConfigError, match="There is no register"),
        opened(tmp_path / "x", Filters()),
    ):
        pass
    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    with pytest.raises(ConfigError, match="not a register"), opened(other, Filters()):
        pass


def test_nothing_is_ever_written(db: Path) -> None:
    before = db.read_bytes()
    for kind in REPORTS:
        made(db, kind)
    assert db.read_bytes() == before
