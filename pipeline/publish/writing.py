"""Writing the edition: a new file into which only what may be seen is ever written."""

from __future__ import annotations

import mmap
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.publish.editing import proven_tables
from pipeline.store.across import finish
from pipeline.store.schema import schema

TABLES = (
    "rules", "bodies", "documents", "meetings", "meeting_documents", "pages", "furniture",
    "people", "attendances", "sections", "actions", "action_owners", "action_events",
    "draft_approvals", "action_links", "decisions", "inspections", "inspection_items",
    "inspection_mentions", "action_inspections", "issues", "corrections", "hand_closings", "runs",
)  # fmt: skip
"""Tables that are copied, with every other whose rows rest on words of a document: those that rest on
withheld words are gone from the copy. Any other table stays empty, or is derived from these."""

LONGEST, MOST = 200, 2000
"""Letters of a withheld text that are looked for in the file's bytes, and how many texts."""


def write(
    path: Path, copy: Path, left_out: Iterable[tuple[object, ...]], publication: tuple[str, ...]
) -> None:
    """Write the edition to `path`, which must not exist, from the edited `copy`."""
    edition = sqlite3.connect(path)
    try:
        edition.execute("pragma journal_mode = memory")
        edition.execute("pragma foreign_keys = off")
        edition.executescript(schema())
        edition.execute("attach ? as copy", (str(copy),))
        for table in _copied(edition):
            columns = _shared(edition, table)
            if columns:
                names = ", ".join(columns)
                sql = f"insert into main.{table} ({names}) select {names} from copy.{table}"  # noqa: S608 (our own names)
                edition.execute(sql)
        edition.commit()
        edition.execute("detach copy")
        _hits(edition)
        edition.executemany(
            "insert into withheld (reason, what, meeting_id, count, note) values (?, ?, ?, ?, ?)",
            left_out,
        )
        edition.execute("insert into publication values (1, ?, ?, ?)", publication)
        finish(edition)
        edition.commit()
        edition.execute("analyze")
        edition.commit()
        _check(edition)
    finally:
        edition.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def look_for(path: Path, words: Iterable[str]) -> list[str]:
    """The texts that stand in the file's bytes; what is looked for, a line at a time."""
    wanted = sorted({text[:LONGEST].encode() for text in words if text}, key=len, reverse=True)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return [text.decode("utf-8", "replace") for text in wanted[:MOST] if data.find(text) >= 0]


def _copied(edition: sqlite3.Connection) -> list[str]:
    """The tables of the schema that are copied."""
    proven = [table for table in proven_tables(edition) if table not in TABLES]
    return [*TABLES, *proven]


def _shared(edition: sqlite3.Connection, table: str) -> list[str]:
    """The columns that both files have; none where one has no such table."""
    here, there = (
        {row[1] for row in edition.execute(f"pragma {place}.table_info({table})")}
        for place in ("main", "copy")
    )
    return sorted(here & there)


def _hits(edition: sqlite3.Connection) -> None:
    """Count for each rule the rows of this file."""
    tables = [
        table
        for table in _copied(edition)
        if {"rule"} <= {row[1] for row in edition.execute(f"pragma table_info({table})")}
    ]
    counted = " union all ".join(f"select rule from {table}" for table in tables)  # noqa: S608
    edition.execute(
        f"update rules set hits = (select count(*) from ({counted}) c where c.rule = rules.id)"  # noqa: S608
    )


def _check(edition: sqlite3.Connection) -> None:
    """Raise StoreError unless the edition is whole."""
    verdict = edition.execute("pragma integrity_check").fetchone()[0]
    broken = edition.execute("pragma foreign_key_check").fetchall()
    untrue = edition.execute(
        "select count(*) from action_events e join documents d on d.id = e.document_id "
        "where e.quote <> substr(d.text, e.span_start + 1, e.span_end - e.span_start)"
    ).fetchone()[0]
    if verdict != "ok" or broken or untrue:
        message = (
            f"The edition is not whole ({verdict}; {len(broken)} references without their row; "
            f"{untrue} quotations that do not stand). Nothing was published: report this."
        )
        raise StoreError(message)
