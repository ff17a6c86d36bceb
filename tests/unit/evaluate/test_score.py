from __future__ import annotations

import pytest

from pipeline.evaluate.score import Score, Tally


def test_counts_add_and_ratios_follow() -> None:
    score = Score(tp=3, fp=1) + Score(tp=1, fn=4)
    assert score == Score(tp=4, fp=1, fn=4)
    assert score.precision == pytest.approx(0.8)
    assert score.recall == pytest.approx(0.5)
    assert score.f1 == pytest.approx(8 / 13)


def test_nothing_to_find_and_nothing_found_is_right_but_not_measured() -> None:
    assert Score().f1 == Score().precision == Score().recall == 1.0
    assert not Score().measured


def test_a_value_is_right_missed_false_or_wrong() -> None:
    tally = Tally("a.txt")
    tally.judge("venue", "Oak", "Oak", right=True)
    tally.judge("venue", "Oak", "", right=False)
    tally.judge("venue", "", "Elm", right=False)
    tally.judge("venue", "Oak", "Elm", right=False)
    tally.judge("venue", "", "", right=True)
    assert tally.scores == {"venue": Score(tp=1, fp=2, fn=2)}
    assert [miss.kind for miss in tally.misses] == ["missed", "false", "wrong"]
