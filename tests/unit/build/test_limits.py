from __future__ import annotations

import pytest

from pipeline.build.limits import LONGEST, SHORTEST, patience, seconds_for


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINUTES_TIMEOUT", raising=False)


def test_a_large_file_may_take_longer_up_to_a_limit() -> None:
    assert seconds_for(0) == SHORTEST < seconds_for(10_000_000) < seconds_for(10**9) == LONGEST


def test_the_clock_is_more_patient_than_the_processor_is_given_time_and_never_endless() -> None:
    assert patience(SHORTEST) > SHORTEST
    assert patience(LONGEST) == LONGEST


def test_a_time_that_is_set_by_hand_holds_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_TIMEOUT", "5")
    assert seconds_for(10**9) == 5
    assert patience(5) == 5
