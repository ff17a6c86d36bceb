"""Writing and reading whole registers in tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.model import ActionLink, InspectionLink, LinkIssue, Links, Quarantined, When
from tests.support.invented import Writer

RUN = store.Run(
    started_at="2025-01-01T00:00:00Z",
    finished_at="2025-01-01T00:00:01Z",
    version="0",
    fingerprint="f",
    inputs="i",
    archive="minutes",
    archive_key="k",
    libraries={},
    counts={},
)


def links(
    *writers: Writer,
    events: dict[str, str] | None = None,
    people: dict[tuple[str, int], tuple[str, str]] | None = None,
    dues: dict[str, When] | None = None,
    current: dict[str, str] | None = None,
    actions: Sequence[ActionLink] = (),
    inspections: Sequence[InspectionLink] = (),
    issues: Sequence[LinkIssue] = (),
) -> Links:
    """Make links in which the last writer of a meeting holds its current document."""
    return Links(
        current={w.meeting: w.document.id for w in writers} | (current or {}),
        people=people or {},
        events=events or {},
        dues=dues or {},
        actions=tuple(actions),
        inspections=tuple(inspections),
        issues=tuple(issues),
    )


def write(
    path: Path,
    writers: Iterable[Writer],
    held: Links,
    *,
    quarantined: Sequence[Quarantined] = (),
    run: store.Run = RUN,
) -> sqlite3.Connection:
    """Write a register and open it."""
    pairs = sorted(
        ((w.document, w.extraction()) for w in writers), key=lambda pair: pair[0].source.path
    )
    whole = store.Office(loaded=pairs, links=held)
    store.write(path, [whole], quarantined=quarantined, run=run, rules={})
    return open_register(path)


def open_register(path: Path) -> sqlite3.Connection:
    """Open a register for reading, rows by name."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    """Run a query; give its rows as dictionaries."""
    return [dict(row) for row in connection.execute(sql, values)]


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table, in stored order, but for what tells one run from another."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        names = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        found = {
            name: connection.execute(f"select * from {name}").fetchall()  # noqa: S608 - its own names
            for (name,) in names
            if not name.startswith(("search_index", "sqlite_"))
        }
        found["runs"] = [tuple(row[3:]) for row in found["runs"]]
        found["found"] = connection.execute(
            "select rowid from search_index where search_index match 'the' order by rowid"
        ).fetchall()
        return found
    finally:
        connection.close()


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a register, table by table, in an order of its own, and what a search finds."""
    found = dump(path)
    register = sqlite3.connect(path)
    register.execute("insert into search_index (search_index, rank) values ('integrity-check', 1)")
    for words in ("bats", "hmicfrs", "fern", "action"):
        query = "select rowid from search_index where search_index match ? order by rowid"
        found[words] = register.execute(query, [words]).fetchall()
    register.rollback()
    register.close()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}
