"""The statement of completeness."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.build.completeness import CONTAINER, Calendar, Counts, count, days_of, missing_months
from pipeline.build.stages import Content, Part
from pipeline.model import Quarantined
from pipeline.model.words import DocumentKind
from tests.support.invented import Writer, document


def monthly(*months: int) -> list[dt.date]:
    return [dt.date(2024, month, 12 + month % 3) for month in months]


def quarterly(*quarters: int) -> list[dt.date]:
    return [dt.date(2020 + quarter // 4, 3 * (quarter % 4) + 1, 20) for quarter in quarters]


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        (monthly(1, 2, 3, 4, 5, 6, 7, 8), ()),
        (monthly(1, 2, 3, 5, 6, 7, 8), ("2024-04",)),
        (monthly(1, 2, 3, 4, 5, 6, 7, 10), ("2024-08", "2024-09")),
        (quarterly(0, 1, 2, 3, 4, 6, 7), ("2021-04",)),
        (quarterly(0, 1, 2, 3, 4, 5, 6), ()),
        (monthly(1, 3), ()),
        (monthly(1, 1, 1), ()),
        ([], ()),
    ],
)
def test_a_hole_in_a_regular_series_is_named(days: list[dt.date], missing: tuple[str, ...]) -> None:
    assert missing_months(days) == missing


def test_an_irregular_series_has_no_missing_months() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in (0, 3, 40, 41, 150, 170, 400, 401)]
    assert missing_months(days) == ()


def test_trackers_and_undated_minutes_are_no_meetings() -> None:
    calendar = Calendar()
    days = [*monthly(1, 2, 3, 4, 6, 7, 8)]
    for number, day in enumerate(days):
        calendar.note(
            days_of(Writer(document(f"{number}.txt", "Hartwell Board"), day).extraction())
        )
    calendar.note(days_of(Writer(document("x.txt", "Hartwell Board"), None).extraction()))
    tracker = Writer(
        document("t.txt", "Hartwell Board"), dt.date(2024, 5, 1), kind=DocumentKind.TRACKER
    )
    calendar.note(days_of(tracker.extraction()))
    assert [(gap.body, gap.month) for gap in calendar.gaps()] == [("Hartwell Board", "2024-05")]


def test_every_file_is_counted_once() -> None:
    contents = [
        Content(sha256="a", parts=(Part(path="a", sha256="a", key="k", pages=3),)),
        Content(
            sha256="b", parts=(Part(path="b", sha256="b", key="k", pages=2, lost=1, partial=True),)
        ),
        Content(
            sha256="z",
            container=True,
            parts=(
                Part(path="z/1", sha256="1", key="k", pages=1),
                Part(path="z/2", sha256="2", kind="encrypted", message="m"),
            ),
        ),
    ]
    aside = [
        Quarantined(path="z/2", sha256="2", kind="encrypted", message="m"),
        Quarantined(path="u", sha256="", kind="unreadable", message="m"),
    ]
    assert count(contents, [("Thumbs.db", "junk")], aside) == Counts(
        seen=7,
        loaded=2,
        partial=1,
        pages=6,
        pages_lost=1,
        set_aside={"encrypted": 1, "unreadable": 1},
        skipped={CONTAINER: 1, "junk": 1},
    )
