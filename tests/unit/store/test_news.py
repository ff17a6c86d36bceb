"""What is new is told beside the register, and never in it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from pipeline.store import news
from tests.support import web_register


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented register."""
    return web_register.build(tmp_path_factory.mktemp("news") / "register.db")


def _less(whole: Path, folder: Path, *changes: str) -> Path:
    """A copy of the register in which `changes` have not happened yet."""
    old = folder / "old.db"
    shutil.copyfile(whole, old)
    db = sqlite3.connect(old)
    for change in changes:
        db.execute(change)
    db.commit()
    db.close()
    return old


def _told(old: Path, new: Path) -> dict[str, dict[str, object]]:
    found = news.compare(old, new)
    assert found is not None
    told: dict[str, dict[str, object]] = json.loads(found)
    return told


def test_what_only_the_new_register_has_is_named(whole: Path, tmp_path: Path) -> None:
    old = _less(
        whole, tmp_path,
        "delete from meetings where id = 'meeting-board-8'",
        "delete from actions where id = 'act-budget-8'",
        "update action_states set status = 'open', closed = 0 where action_id = 'act-peel'",
        "delete from quarantine where path = 'northmoor/locked.docx'",
        "update documents set path = 'northmoor/gone.docx' where id = 'doc-panel'",
    )  # fmt: skip
    told = _told(old, whole)
    assert told["meetings"] == {"count": 1, "keys": ["meeting-board-8"]}
    assert told["raised"] == {"count": 1, "keys": ["act-budget-8"]}
    assert told["closed"] == {"count": 1, "keys": ["act-peel"]}
    assert told["reopened"] == {"count": 0, "keys": []}
    assert told["unread"] == {"count": 1, "keys": ["northmoor/locked.docx"]}
    assert told["gone"] == {"count": 1, "keys": ["northmoor/gone.docx"]}
    assert str(told["since"]).startswith("2024-09-01")


def test_an_action_that_is_open_again_is_told(whole: Path, tmp_path: Path) -> None:
    closed = "update action_states set status = 'closed', closed = 1, grade = 'stated'"
    old = _less(whole, tmp_path, f"{closed} where action_id = 'act-call'")
    assert _told(old, whole)["reopened"] == {"count": 1, "keys": ["act-call"]}


@pytest.mark.parametrize(
    "change",
    ["update rules set hits = 99", "update runs set archive_key = 'another'", "drop table runs"],
)
def test_nothing_is_told_where_nothing_changed_or_can_be_compared(
    whole: Path, tmp_path: Path, change: str
) -> None:
    assert news.compare(_less(whole, tmp_path, change), whole) is None


def test_without_an_old_register_nothing_is_new(whole: Path, tmp_path: Path) -> None:
    assert news.compare(tmp_path / "none.db", whole) is None
    (tmp_path / "no.db").write_text("no register")
    assert news.compare(tmp_path / "no.db", whole) is None


def test_older_news_stay_where_nothing_is_new(tmp_path: Path) -> None:
    register = tmp_path / "minutes.db"
    news.keep(register, b"{}")
    news.keep(register, None)
    assert news.place(register).read_bytes() == b"{}"


def test_news_that_cannot_be_kept_stop_nothing(tmp_path: Path) -> None:
    news.keep(tmp_path / "no folder" / "minutes.db", b"{}")
