"""The duty to reply to an inspection report: days that minutes print, counted and not judged.

The local policing body publishes its comments within 56 days that begin with the day on which the
report is published (Police Act 1996 s.55(5A)). What minutes do not print is said to be missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pipeline.report.asking import Asked, Quoted, Row
from pipeline.report.audit_queries import REPLIES
from pipeline.report.decision_log import place
from pipeline.report.neutral import Column, Content, Section, Table, Words, one_line
from pipeline.report.phrases import short_name

LAST = 55
"""Days after that of publication on which the last day falls."""

COLUMNS = (
    Column("Inspection", 1.2),
    Column("Report published", 1.1),
    Column("Last day (56th)", 1.1),
    Column("Last day as printed", 1.1),
    Column("Comments published", 1.1),
    Column("On day", 0.6),
    Column("Words", 4.2),
    Column("File, page", 2.2),
)


def reply_duties(asked: Asked, quoted: Quoted) -> Section | None:
    """The section of the duty to reply, as far as minutes of the bodies asked for tell; else None."""
    told = [row for row in asked.rows(REPLIES) if asked.in_scope(row["body_id"], row["date"])]
    if not told:
        return None
    quoted.note(told)
    by_report: dict[tuple[str, str], list[Row]] = {}
    for row in told:
        by_report.setdefault((row["inspection_id"], row["area"]), []).append(row)
    lines = [line for rows in by_report.values() for line in _lines(rows)]
    return Section(
        "Comments on reports (Police Act 1996, section 55)",
        (
            Words(
                "The local policing body publishes its comments on a report within 56 days that begin with "
                "the day on which the report is published. The days below are those that minutes print; they "
                "are counted and not judged: minutes may mean a letter, a meeting or a website."
            ),
            Table("Comments on reports", COLUMNS, tuple(lines)),
        ),
        wide=True,
    )


def _lines(rows: list[Row]) -> Iterator[tuple[Content, ...]]:
    """One line a report of an inspection: each day of publication begins one."""
    published = sorted({row["day"] for row in rows if row["kind"] == "published"})
    bounds: list[str | None] = [*published] or [None]
    for number, first in enumerate(bounds):
        after = bounds[number + 1] if number + 1 < len(bounds) else None
        mine = [
            row
            for row in rows
            if (first is None or row["day"] >= first) and (after is None or row["day"] < after)
        ]
        yield _line(mine, first)


def _line(rows: list[Row], published: str | None) -> tuple[Content, ...]:
    began = dt.date.fromisoformat(published) if published else None
    printed, answered = _first(rows, "last-day"), _first(rows, "answered")
    told = list(dict.fromkeys((one_line(row["quote"], 300), place(row)) for row in rows))
    area = rows[0]["area"]
    return (
        f"{area}: {short_name(rows[0])}" if area else short_name(rows[0]),
        began or "no minutes print it",
        began + dt.timedelta(days=LAST) if began else None,
        printed,
        answered or "no minutes print it",
        (answered - began).days + 1 if answered and began else None,
        " ".join(f"“{words}”" for words, _ in told),
        "; ".join(dict.fromkeys(where for _, where in told)),
    )


def _first(rows: Iterable[Row], kind: str) -> dt.date | None:
    days = [dt.date.fromisoformat(row["day"]) for row in rows if row["kind"] == kind]
    return min(days, default=None)
