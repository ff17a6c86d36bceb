from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import asking, building, plot, readers
from tests.bench.archive import make
from tests.bench.figures import Budget, Figure, budgets

STARTING_UP = {"added", "rule"}
"""Ratios that tell something of hundreds of files; of a dozen they measure how children start."""


@pytest.mark.slow
def test_no_ratio_is_clearly_beyond_its_budget(tmp_path: Path) -> None:
    archive = make(tmp_path / "archive-12", 12)
    figures = [
        *readers.measure(archive, runs=1, files=6),
        *building.again(tmp_path, 12, jobs=1, runs=1, short=True),
    ]
    limits = budgets()
    measured = [figure for figure in figures if figure.key]
    assert {figure.key for figure in measured} == set(limits) - {"cores", "cluster"}
    breached = [
        figure.row()
        for figure in measured
        if figure.key not in STARTING_UP and limits[figure.key].breached(figure.middle)
    ]
    assert not breached


@pytest.mark.slow
def test_the_site_answers_over_a_generated_register(tmp_path: Path) -> None:
    register = asking.register(tmp_path / "actions.db", 200)
    figures = asking.measure(register, 200, runs=1)
    assert [figure.unit for figure in figures] == ["MiB"] + ["ms"] * 5 * len(asking.PAGES)


def test_an_archive_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one, two = make(tmp_path / "one", 6), make(tmp_path / "two", 6)
    names = sorted(file.relative_to(one) for file in one.rglob("*.*") if file.is_file())
    assert len(names) == 6
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_a_budget_is_breached_beyond_its_limit_not_beyond_its_goal() -> None:
    most = Budget(goal=0.1, limit=0.3)
    assert [most.breached(value) for value in (0.1, 0.2, 0.31)] == [False, False, True]
    least = Budget(goal=1.8, limit=1.2, at_least=True)
    assert [least.breached(value) for value in (1.9, 1.5, 1.1)] == [False, False, True]


def test_a_figure_tells_its_median_and_spread() -> None:
    assert Figure("x", "s", (3.0, 1.0, 2.0)).row() == "| x | 2 s | 1–3 |  |"


def test_the_power_of_growth_is_found_and_drawn(tmp_path: Path) -> None:
    points = [(10.0, 3.0), (100.0, 30.0), (1000.0, 300.0)]
    assert plot.exponent(points) == pytest.approx(1.0)
    assert plot.exponent([(x, x * x) for x, _ in points]) == pytest.approx(2.0)
    plot.draw({"seconds": points}, tmp_path / "growth.png", title="Growth")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")
