"""A register written anew in part: a copy of the last one, in which some documents are replaced.

Nearly every row belongs to one document, and what linking adds to it comes from documents that
share a body or a folder with it (`pipeline.build.offices`). So the rows of all documents of the
bodies and folders in which anything changed go, and are written as in a whole register. What
belongs to no one document is settled apart: inspections and their items (`pipeline.store.shared`),
and the search, which is numbered by day. The result has the rows of a register that is written
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


_GONE_KEYS = """
create temp table gone_keys as
select k.number from actions t join search_keys k on k.kind = 'action' and k.id = t.id
where t.document_id in (select id from gone)
union all
select k.number from decisions t join search_keys k on k.kind = 'decision' and k.id = t.id
where t.document_id in (select id from gone)
union all
select k.number from action_events t join search_keys k on k.kind = 'event' and k.id = t.id
where t.document_id in (select id from gone)
union all
select k.number from sections t join search_keys k on k.kind = 'section' and k.id = t.id
where t.document_id in (select id from gone)
union all
select k.number from people t join search_keys k on k.kind = 'person' and k.id = t.id
where t.document_id in (select id from gone)
"""

_UNINDEX = """
insert into search_index (search_index, rowid, kind, id, meeting_id, date, title, body)
select 'delete', number, kind, id, meeting_id, date, title, body from search_rows
where number in (select number from {numbers})
"""

_GONE_ACTIONS = "select id from actions where document_id in (select id from gone)"

_CLEAR = (
    "delete from search_owners where number in (select number from gone_keys)",
    "delete from search_keys where number in (select number from gone_keys)",
    f"delete from action_states where action_id in ({_GONE_ACTIONS})",  # noqa: S608 - our own names
    f"delete from action_links where source_action_id in ({_GONE_ACTIONS})",  # noqa: S608 - likewise
)


def clear(db: Database, gone: Collection[str]) -> None:
    """Take out every row of the documents at the paths `gone`, and note what they shared."""
    db.execute("create temp table gone (id text primary key)")
    db.conn.executemany(
        "insert into gone select id from documents where path = ?", [(path,) for path in gone]
    )
    db.execute(_GONE_KEYS)
    db.execute(_UNINDEX.format(numbers="gone_keys"))
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


_MOVED = """
create temp table moved_keys as
select k.number from search_keys k
left join new_keys n on n.kind = k.kind and n.id = k.id
where n.number is not k.number
"""

_FRESH = """
create temp table fresh_keys as
select number from new_keys where number not in (select number from search_keys)
"""

_STALE = """
select count(*) from (select * from search_keys except select * from new_keys)
"""


def renew_search(db: Database, keys: str, owners: str) -> None:
    """Bring the search up to date. `keys` and `owners` are the queries that give all of it.

    What stands after a new row of the same day moves on by one; all other days keep their numbers.
    Raises NotRenewableError where a row that stayed is not what it would be in a whole register.
    """
    db.execute(f"create temp table new_keys as {keys}")
    db.execute("create unique index temp.new_keys_id on new_keys (kind, id)")
    db.execute(_MOVED)
    db.execute(_UNINDEX.format(numbers="moved_keys"))
    for table in ("search_owners", "search_keys"):
        db.execute(f"delete from {table} where number in (select number from moved_keys)")  # noqa: S608 - our own names
    db.execute(_FRESH)
    db.execute(
        "insert into search_keys select * from new_keys where number in (select number from fresh_keys)"
    )
    if _number(db, _STALE):
        raise NotRenewableError
    db.execute(f"{owners} where number in (select number from fresh_keys)")  # noqa: S608 - our own query
    db.execute(
        "insert into search_index (rowid, kind, id, meeting_id, date, title, body) "
        "select number, kind, id, meeting_id, date, title, body from search_rows "
        "where number in (select number from fresh_keys)"
    )


def _number(db: Database | sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
