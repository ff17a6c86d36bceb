"""Keeping the register up to date, over builds with stand-ins."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.build import Build, Counts, Report
from pipeline.cli.watch import AGAIN, ANYWAY, follow, moments
from pipeline.errors import ConfigError
from tests.support.builds import fill, link, minutes
from tests.support.readers import PLAIN

SECONDS = 60


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def report() -> Report:
    counts = Counts(seen=1, loaded=1, partial=0, pages=1, set_aside={}, skipped={})
    return Report(counts=counts, gaps=(), quarantined=(), unchanged=False, seconds=0.1)


def test_it_builds_at_once_and_at_every_change_and_now_and_then(report: Report) -> None:
    clock = Clock()
    built: list[float] = []

    def once() -> Report:
        built.append(clock.now)
        return report

    def pass_time() -> Iterator[bool]:
        for now, changed in ((0, False), (1, False), (2, True), (3, False), (ANYWAY + 3, False)):
            clock.now = now
            yield changed

    told: list[str] = []
    follow(once, pass_time(), told.append, clock)
    assert built == [0, 2, ANYWAY + 3]
    assert len(told) == 3
    assert "1 files" in told[0]


def test_what_is_refused_is_said_once_and_tried_again(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    answers: list[Report | str] = ["Another build is writing.", "Another build is writing.", report]

    def once() -> Report:
        answer = answers.pop(0)
        if isinstance(answer, str):
            raise ConfigError(answer)
        return answer

    def pass_time() -> Iterator[bool]:
        for now in (0.0, 1.0, AGAIN, AGAIN + 1, 2 * AGAIN, 2 * AGAIN + 1):
            clock.now = now
            yield False

    told: list[str] = []
    follow(once, pass_time(), told.append, clock)
    assert answers == []
    assert capsys.readouterr().err.count("Another build") == 1
    assert len(told) == 1


@pytest.mark.parametrize("inside", [False, True], ids=["register elsewhere", "register inside"])
def test_a_file_that_is_dropped_is_in_the_register_and_its_own_writing_is_no_change(
    tmp_path: Path, *, inside: bool
) -> None:
    archive = fill(tmp_path / "archive", january=minutes("2024-01-02", "Action 1/24: count"))
    output = (archive if inside else tmp_path) / "output" / "minutes.db"
    (archive / ".minutesignore").write_text("output\n")
    place = output.parent / "corrections.jsonl"
    built: list[Report] = []
    ended = threading.Event()

    def once() -> Report:
        built.append(Build(archive, output, jobs=1, plain=PLAIN, link=link).run())
        return built[-1]

    def until_the_end() -> Iterator[bool]:
        for changed in moments(archive, output, place, poll=False):
            if ended.is_set():
                return
            yield changed

    watcher = threading.Thread(target=follow, args=(once, until_the_end(), lambda _: None))
    watcher.start()
    try:
        wait(lambda: meetings(output) == 1)
        fill(archive, february=minutes("2024-02-02", "1/24 Complete"))
        wait(lambda: meetings(output) == 2)
        time.sleep(2.5)  # two looks and more: nothing further is to be built
        assert len(built) <= 4
    finally:
        ended.set()
        watcher.join(SECONDS)
    assert not watcher.is_alive()


def meetings(output: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{output.as_uri()}?mode=ro", uri=True)) as db:
            return int(db.execute("select count(*) from meetings").fetchone()[0])
    except sqlite3.Error:
        return 0


def wait(condition: object) -> None:
    deadline = time.monotonic() + SECONDS
    assert callable(condition)
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
