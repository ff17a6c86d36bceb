"""What a new register must satisfy before it takes the place of the old one."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.models import Strict, load

if TYPE_CHECKING:
    from sqlite_utils import Database

EXPECT = "expect.yml"


class Expect(Strict, frozen=True):
    """The shape of `models/expect.yml`.

    `keep` gives, a table, the share (0 to 1) of the old register's rows that the new one must
    reach when both were built from the same folder; `of_at_least` the number of old rows from
    which this is asked.
    """

    keep: dict[str, float]
    of_at_least: int


def check(db: Database, old: Path | None, archive_key: str, *, whole: bool = True) -> None:
    """Raise StoreError, with a sentence, unless the new register is whole.

    `old` is the register that it replaces, None where nothing is compared. One that is `whole` new
    is looked through index by index. Of one renewed in part every page was looked through before
    (`pipeline.store.renewal`): there remain all references, and the words of what is new.
    """
    if whole:
        _sound(db)
    _consistent(db)
    _proven(db, _ALL if whole else _NEW)
    if old is not None and old.is_file():
        _not_shrunk(db, old, archive_key)


_ALL = "true"
_NEW = """
id not in (select id from stays)
or id in (select document_id from inspections union select document_id from inspection_items)
"""
"""Which documents' rows are looked at: of a renewed register, of those that do not stay as they were,
and of those that hold a row which changed hands."""


def leave_words_to_check(db: Database) -> None:
    """Ask no row as it comes whether its columns hold what they may: `check` asks all at once.

    For one row SQLite makes a table of each list of words that a column may hold.
    """
    db.execute("pragma ignore_check_constraints = on")


def _sound(db: Database) -> None:
    db.execute("pragma ignore_check_constraints = off")
    verdict = db.execute("pragma integrity_check").fetchone()[0]
    if verdict.startswith("CHECK"):
        message = (
            f"The new register holds what it may not ({verdict}). This is a fault of the program."
        )
        raise StoreError(message)
    if verdict != "ok":
        message = f"The new register is damaged ({verdict}). Is the disk sound? Build again."
        raise StoreError(message)


def _consistent(db: Database) -> None:
    broken = db.execute("pragma foreign_key_check").fetchall()
    if broken:
        table, _, parent, _ = broken[0]
        message = (
            f"The new register contradicts itself: {len(broken)} rows, the first in {table}, "
            f"refer to rows of {parent} that are not there. This is a fault of the program."
        )
        raise StoreError(message)


def _proven(db: Database, which: str) -> None:
    """Every row with a rule has words in its document, and every event quotes them."""
    lengths = f"select id as document_id, length(text) as length from documents where {which}"  # noqa: S608 - our own words
    db.execute(f"create temp table lengths as {lengths}")
    db.execute("create unique index temp.lengths_document on lengths (document_id)")
    for table in proven_tables(db):
        unproven = db.execute(
            f"select count(*) from lengths l cross join {table} t using (document_id) "  # noqa: S608 - our own table names
            "where not (0 <= t.span_start and t.span_start < t.span_end and t.span_end <= l.length)"
        ).fetchone()[0]
        if unproven:
            message = (
                f"{unproven} rows of {table} have no words in their document. "
                "This is a fault of the program."
            )
            raise StoreError(message)
    misquoted = db.execute(
        "select count(*) from lengths l cross join action_events e using (document_id) "
        "join documents d on d.id = e.document_id where e.quote <> substr(d.text, e.span_start + 1, e.span_end - e.span_start)"
    ).fetchone()[0]
    if misquoted:
        message = (
            f"{misquoted} updates do not quote their document. This is a fault of the program."
        )
        raise StoreError(message)


def proven_tables(db: Database) -> list[str]:
    """Name the tables whose rows carry provenance: all that have a column `rule`."""
    rows = db.execute(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c "
        "where m.type = 'table' and c.name = 'rule' order by m.name"
    )
    return [name for (name,) in rows]


def _not_shrunk(db: Database, old: Path, archive_key: str) -> None:
    """A folder that is only half there must not pass for the whole."""
    expect = load(EXPECT, Expect)
    before = sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if before.execute("select archive_key from runs").fetchone() != (archive_key,):
            return
        for table, share in expect.keep.items():
            count = f"select count(*) from {table}"  # noqa: S608 - names from our own model file
            was, now = before.execute(count).fetchone()[0], db.execute(count).fetchone()[0]
            if was >= expect.of_at_least and now < was * share:
                message = (
                    f"The new register would hold {now:,} {table} where the old one holds {was:,}. "
                    "Is part of the folder missing? If this is right, build with --force."
                )
                raise StoreError(message)
    except sqlite3.Error:
        return  # no register of ours: nothing to compare with
    finally:
        before.close()
