"""Accuracy on labels written by people, held by the floors of models/floors.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import check_floors, run
from pipeline.evaluate.floors import Floors
from pipeline.evaluate.report import FIELDS
from pipeline.models import load


def test_the_corpus_is_understood_as_its_gold_says(root: Path) -> None:
    report = run(root / "corpus" / "gold")
    assert check_floors(report, "corpus") == ()
    held = {*load("floors.yml", dict[str, Floors])["corpus"].f1, "false closed"}
    assert [name for name in FIELDS if report.score(name).measured and name not in held] == []


@pytest.mark.shared
def test_the_specimens_are_understood_as_labelled(shared: Path) -> None:
    report = run(shared / "specimens" / "gold_specimens.jsonl")
    assert check_floors(report, "specimens") == ()


@pytest.mark.shared
@pytest.mark.slow
def test_the_real_labelled_files_close_nothing_falsely(shared: Path) -> None:
    report = run(shared / "archive" / "gold.jsonl")
    assert check_floors(report, "archive") == ()
