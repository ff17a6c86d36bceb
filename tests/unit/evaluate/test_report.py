from __future__ import annotations

from pipeline.evaluate.report import Report
from pipeline.evaluate.score import Tally


def test_the_report_says_what_labelled_values_were_taken_for() -> None:
    tally = Tally("a.txt")
    tally.take("outcomes", {"noted"}, "noted")
    tally.take("outcomes", {"noted"}, "approved")
    tally.take("outcomes", {"noted", "received"}, "received")
    tally.take("outcomes", {"noted"}, "noted")
    tally.take("events", {"closed"}, "open")
    told = str(Report(files=(tally.result("Board"),)))
    lines = [" ".join(line.split()) for line in told.splitlines()]
    start = lines.index("What labelled values were taken for")
    assert lines[start + 1 : start + 4] == [
        "events closed open 1",
        "outcomes noted noted 2, approved 1",
        "outcomes received received 1",
    ]


def test_without_labelled_values_nothing_is_said_of_them() -> None:
    assert "taken for" not in str(Report(files=(Tally("a.txt").result("Board"),)))
