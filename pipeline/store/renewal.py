"""A register written anew in part: a copy of the last one, in which some documents are replaced.

Nearly every row belongs to one document, and what linking adds to it comes from documents that
share a body or a folder with it (`pipeline.build.offices`). So the rows of all documents of the
bodies and folders in which anything changed go, and are written as in a whole register. What
belongs to no one document is settled apart: inspections and their items (`pipeline.store.shared`),
and the search (`pipeline.store.search`). The result has the rows of a register that is written
whole, and a property test compares the two.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Extraction, value
from pipeline.store.search import unindex
from pipeline.store.shared import NAMED, NotRenewableError

if TYPE_CHECKING:
    from sqlite_utils import Database

WORN = 0.3
"""Share of a file's pages that may lie empty before it is better written whole."""


@value
class Renewal:
    """What of the register at hand does not stay.

    `gone` are the paths of the documents whose rows go: of those that left the archive and of all
    that are written anew. `extraction` gives what was understood of a document that stays.
    `ahead`: the register has been copied already.
    """

    gone: Collection[str]
    extraction: Callable[[str], Extraction]
    ahead: bool = False


def copy(old: Path, new: Path) -> None:
    """Copy a register, and look through every page of the copy.

    Raises NotRenewableError where it is worn, damaged, corrected by persons, or no register.
    """
    shutil.copyfile(old, new)
    try:
        with closing(sqlite3.connect(new)) as db:
            empty, pages = (
                _number(db, f"pragma {name}") for name in ("freelist_count", "page_count")
            )
            corrected = _number(db, "select count(*) from corrections")
            sound = db.execute("pragma quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise NotRenewableError from error
    if corrected or not sound or empty > WORN * pages:
        raise NotRenewableError


_GONE_ACTIONS = "select id from actions where document_id in (select id from gone)"

_CLEAR = (
    f"delete from action_states where action_id in ({_GONE_ACTIONS})",  # noqa: S608 - our own names
    f"delete from action_links where source_action_id in ({_GONE_ACTIONS})",  # noqa: S608 - likewise
)


def clear(db: Database, gone: Collection[str]) -> None:
    """Take out every row of the documents at the paths `gone`, and note what they shared."""
    db.execute("create temp table gone (id text primary key)")
    db.conn.executemany(
        "insert into gone select id from documents where path = ?", [(path,) for path in gone]
    )
    unindex(db)
    for table, named in NAMED.items():
        db.execute(
            f"create temp table gone_{table} as select distinct key from ({named}) "  # noqa: S608 - our own names
            "where document_id in (select id from gone)"
        )
    for statement in _CLEAR:
        db.execute(statement)
    for table in _tables(db):
        db.execute(f"delete from {table} where document_id in (select id from gone)")  # noqa: S608 - likewise
    db.execute("delete from documents where id in (select id from gone)")
    db.execute("delete from bodies where id not in (select body_id from meetings)")
    for table in ("quarantine", "skipped", "runs", "rules"):
        db.execute(f"delete from {table}")  # noqa: S608 - likewise
    db.execute("create temp table stays as select id from documents")
    db.execute("create unique index temp.stays_id on stays (id)")


def _tables(db: Database) -> list[str]:
    """The tables whose rows belong to a document."""
    rows = db.execute(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c "
        "where m.type = 'table' and c.name = 'document_id' and m.name not like 'search_%'"
    )
    return [name for (name,) in rows]


def _number(db: Database | sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
