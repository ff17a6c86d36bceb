"""The verbs: what they print, in sentences, and how they end."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

from pipeline import cli
from pipeline.cli.printing import safe
from tests.support.builds import build, fill, minutes
from tests.unit.cli.conftest import Run


@pytest.fixture
def db(tmp_path: Path) -> Path:
    archive = fill(
        tmp_path / "archive",
        january=minutes("2024-01-02", "Action 1/24: count the signs", "Action 2/24: =SUM(A1)"),
        february=minutes("2024-02-02", "1/24 Complete"),
        locked="REFUSE",
    )
    output = tmp_path / "output" / "minutes.db"
    build(archive, output)
    return output


def test_help_is_quick_and_names_every_verb() -> None:
    fastest = 9.0
    for _ in range(3):
        started = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "pipeline.cli", "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        fastest = min(fastest, time.perf_counter() - started)
    for verb in cli.VERBS:
        assert f"\n  {verb}" in told.stdout
    assert not re.search(r"\| +(spacy|datasette|sqlite_utils|yaml|rich)\b", told.stderr)
    assert fastest < 2, "loaded machines included; see tests/bench for the time itself"


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help_with_an_example(run: Run, verb: str) -> None:
    status, told = run(verb, "--help")
    assert status == 0
    assert "Example: minutes" in told


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_list_of_verbs_says_what_each_verb_says_of_itself(verb: str) -> None:
    command = cli.minutes.get_command(click.Context(cli.minutes), verb)
    assert command is not None
    assert command.help
    assert cli.VERBS[verb].endswith(".")


def test_an_unknown_verb_is_refused(run: Run) -> None:
    status, told = run("bulid")
    assert status == 2
    assert "No such command 'bulid'" in told


@pytest.mark.parametrize("words", [["register"], ["quarantine"], ["explain", "act-1"], ["serve"]])
def test_a_missing_register_is_told_with_what_to_do(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    status, told = run(*words, tmp_path / "none.db")
    assert status == 2
    assert "Make one with: minutes build" in told


def test_another_file_is_no_register(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    place.write_text("words")
    status, told = run("register", place)
    assert status == 2
    assert "is not a register of this program" in told


def test_the_register_is_printed_and_counted(run: Run, db: Path) -> None:
    status, told = run("register", db)
    assert status == 0
    assert "2 actions, 1 of them open." in told
    assert "2024-02-02" in told


def test_the_register_of_an_earlier_day_knows_no_later_words(run: Run, db: Path) -> None:
    assert "2 actions, 2 of them open." in run("register", db, "--as-at", "2024-02-01")[1]
    assert "0 actions, 0 of them open." in run("register", db, "--as-at", "2023-12-31")[1]


@pytest.mark.parametrize(
    ("status", "count"), [("open", 1), ("closed", 1), ("complete", 1), ("disputed", 0)]
)
def test_the_register_is_filtered_by_status(run: Run, db: Path, status: str, count: int) -> None:
    assert f"{count} actions" in run("register", db, "--status", status)[1]


def test_csv_holds_every_column_and_no_formula(run: Run, db: Path) -> None:
    _, told = run("register", db, "--csv")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["ref"] for row in rows] == ["1/24", "2/24"]
    assert "evidence" in rows[0]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_explain_leads_to_the_file_and_back_to_the_rule(run: Run, db: Path) -> None:
    _, told = run("register", db, "--csv")
    (row, _) = csv.DictReader(io.StringIO(told))
    status, told = run("explain", row["action_id"][:12], db)
    assert status == 0
    for words in ("action.test", "count the signs", "january.txt", "page 1", "1/24 Complete"):
        assert words in told


def test_explain_asks_for_one_row(run: Run, db: Path) -> None:
    status, told = run("explain", "act-", db)
    assert (status, "More than one row begins" in told) == (2, True)
    status, told = run("explain", "nothing", db)
    assert (status, "No row of the register begins" in told) == (2, True)


def test_quarantine_says_what_to_do(run: Run, db: Path) -> None:
    status, told = run("quarantine", db)
    assert status == 0
    assert "locked.txt" in told
    assert "encrypted: It is locked. Unlock it." in told


def test_building_nothing_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "output" / "minutes.db"
    status, told = run("build", tmp_path / "none", "--output", output)
    assert status == 2
    assert "There is no folder" in told


def test_an_unsound_label_folder_ends_with_2(run: Run, tmp_path: Path) -> None:
    status, told = run("evaluate", tmp_path)
    assert status == 2
    assert "Traceback" not in told


def test_nothing_from_a_document_commands_the_terminal() -> None:
    words = safe("\x1b[31mred\x07 [bold]loud[/bold] \u202eback\x9b")
    assert words.plain == "\ufffd[31mred\ufffd [bold]loud[/bold] \ufffdback\ufffd"
    assert words.spans == []


def test_serve_answers_on_a_free_port(db: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "pipeline.cli", "serve", str(db), "--no-open"]
        refused = subprocess.run(
            [*command, "--port", str(port)], capture_output=True, text=True, check=False
        )
    assert refused.returncode == 2
    assert f"Port {port} is taken" in refused.stderr
    served = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        address = f"http://127.0.0.1:{port}/minutes/actions.json?_shape=array&_nocol=text"
        assert {row["ref"] for row in json.loads(answer(served, address))} == {"1/24", "2/24"}
    finally:
        served.terminate()
        served.communicate(timeout=20)


def answer(served: subprocess.Popen[str], address: str) -> bytes:
    """Wait for the site, not for ever, and show its output if it dies."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        if served.poll() is not None:
            pytest.fail(served.communicate()[0])
        try:
            with urlopen(address, timeout=10) as response:  # noqa: S310 - our own site
                found: bytes = response.read()
                return found
        except ConnectionError:
            time.sleep(0.2)
        except OSError:
            time.sleep(0.2)
    pytest.fail("the site did not answer")
