"""Accuracy on labels written by people, held by the floors of models/floors.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import check_floors, run


def test_the_corpus_is_understood_as_its_gold_says(root: Path) -> None:
    report = run(root / "corpus" / "gold")
    assert check_floors(report, "corpus") == ()


@pytest.mark.shared
def test_the_specimens_are_understood_as_labelled(shared: Path) -> None:
    report = run(shared / "specimens" / "gold_specimens.jsonl")
    assert check_floors(report, "specimens") == ()


@pytest.mark.shared
@pytest.mark.slow
def test_the_real_labelled_files_close_nothing_falsely(shared: Path) -> None:
    report = run(shared / "archive" / "gold.jsonl")
    assert check_floors(report, "archive") == ()
