"""What `serve`, `reviewer` and `publish` refuse before anything is served or written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
import pytest
from datasette import cli as datasette_cli

from pipeline.web.signing_settings import read
from tests.support import web_register
from tests.support.web_signing import PASSWORD, settings
from tests.unit.cli.conftest import Run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Datasette was started with, instead of starting it."""
    calls: list[list[str]] = []

    def main(*, args: list[str], **_: Any) -> None:  # noqa: ANN401 (click)
        calls.append(args)

    @click.command()
    def stand_in() -> None:
        """Nothing."""

    monkeypatch.setattr(stand_in, "main", main)
    monkeypatch.setattr(datasette_cli, "cli", stand_in)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    return calls


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return web_register.build(tmp_path / "minutes.db")


def test_serving_without_more_lets_nobody_sign_in(
    run: Run, db: Path, started: list[list[str]]
) -> None:
    assert run("serve", db, "--no-open")[0] == 0
    assert os.environ["MINUTES_SETTINGS"] == ""
    assert os.environ["MINUTES_PUBLIC"] == ""
    assert "--immutable" in started[0]


def test_review_needs_somebody_who_may_sign_in(
    run: Run, db: Path, started: list[list[str]]
) -> None:
    status, told = run("serve", db, "--review")
    assert status == 2
    assert "cannot be read" in told
    status, told = run("reviewer", "--settings", db.with_name("site.yml"), "list")
    assert "Nobody may sign in" in told
    settings(db.with_name("site.yml"))
    assert run("serve", db, "--review", "--no-open")[0] == 0
    assert os.environ["MINUTES_SETTINGS"] == str(db.with_name("site.yml"))
    assert os.environ["MINUTES_CORRECTIONS"] == str(db.with_name("corrections.jsonl"))
    assert len(started) == 1


def test_who_may_sign_in_is_not_said_in_the_archive(
    run: Run, db: Path, started: list[list[str]]
) -> None:
    archive = db.parent / "archive"
    archive.mkdir()
    place = settings(archive / "site.yml")
    status, told = run("serve", db, "--settings", place, "--archive", archive)
    assert status == 2
    assert "out of the folder of minutes" in told
    assert started == []


def test_people_are_added_changed_and_removed(run: Run, tmp_path: Path) -> None:
    place, password = tmp_path / "site.yml", tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    base = ("reviewer", "--settings", place)
    assert run(*base, "add", "fern", "--name", "A. Fern", "--password-from", password)[0] == 0
    first = read(place).people["fern"]
    assert first.password_hash.startswith("pbkdf2_sha256$")
    assert PASSWORD not in place.read_text()
    assert run(*base, "add", "fern", "--password-from", password, "--may", "sql")[0] == 0
    again = read(place).people["fern"]
    assert (again.name, again.may) == ("A. Fern", ("sql",))
    assert again.password_hash != first.password_hash, "salted anew"
    assert run(*base, "add", "moss", "--no-password")[0] == 0
    _, told = run(*base, "list")
    assert "moss: review; by the organisation's sign-on" in told
    assert run(*base, "remove", "moss")[0] == 0
    assert list(read(place).people) == ["fern"]
    assert run(*base, "remove", "moss")[0] == 2
    password.write_text("short")
    assert run(*base, "add", "sedge", "--password-from", password)[0] == 2


def test_publishing_is_asked_for_in_so_many_words(
    run: Run, db: Path, started: list[list[str]]
) -> None:
    output, listing = db.with_name("public.db"), db.with_name("withheld.csv")
    status, told = run("publish", db, "--output", output)
    assert status == 2
    assert "cannot be taken back" in told
    assert not output.exists()
    status, told = run("publish", "--public", db, "--output", output, "--list", listing)
    assert status == 0
    assert "withheld (implied): 1 in actions" in told
    assert "none is there" in told
    assert listing.read_text(encoding="utf-8-sig").startswith("reason,what,meeting,count,note")
    assert run("publish", "--public", db, "--output", db)[0] == 2
    assert run("publish", "--public", output, "--output", listing)[0] == 2
    assert run("serve", output, "--archive", db.parent)[0] == 2, "its source files stay inside"
    assert run("serve", output, "--no-open")[0] == 0
    assert os.environ["MINUTES_PUBLIC"] == "1"
    assert os.environ["MINUTES_CORRECTIONS"] == ""
    assert started[-1][started[-1].index("allow_csv_stream") + 1] == "false"
