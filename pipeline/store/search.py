"""What can be found, numbered day by day, and the index of its words: filled whole or brought up to date.

Each day has numbers of its own, so that a new row moves no other day's. In a register renewed in
part the days count on which something came or went, and the documents written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.store.shared import NotRenewableError

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEYS = """
select
  day * 1000000 + row_number() over (
    partition by day order by instr('action decision event section person', kind), id
  ) as number,
  kind, id, meeting_id, body_id, date, is_current, repeated, mark, status, closed, closed_on,
  overdue, hmicfrs, deadline, has_due
from (
  select
    *, coalesce(cast(julianday('9999-12-31') - julianday(date) as integer), 9000000) as day
  from search_keys_derived
)
"""
"""The rows of search_keys, in the order of their numbers."""

_OWNERS = """
insert or ignore into search_owners (name, number)
select name, number from (
  select o.name, k.number
  from action_owners o join search_keys k on k.kind = 'action' and k.id = o.action_id
  union all
  select o.text, k.number
  from action_owners o join search_keys k on k.kind = 'action' and k.id = o.action_id
)
"""

FILL = (
    f"insert into search_keys {_KEYS}",
    _OWNERS,
    "insert into search_index (search_index) values ('rebuild')",
    "insert into search_index (search_index) values ('optimize')",
)
"""What fills the tables of the search, once everything else is in place."""

_TABLES = {
    "action": "actions",
    "decision": "decisions",
    "event": "action_events",
    "section": "sections",
    "person": "people",
}
"""Where the rows of each kind stand."""

_GONE = """
select k.number, k.kind, k.id, k.date
from {table} t join search_keys k on k.kind = '{kind}' and k.id = t.id
where t.document_id in (select id from gone)
"""

_NEW = """
select '{kind}' as kind, t.id, m.date
from {table} t join documents d on d.id = t.document_id left join meetings m on m.id = {meeting}
where t.document_id not in (select id from stays)
"""

_MEETING = {"section": "coalesce(t.meeting_id, d.meeting_id)", "person": "null"}
"""The meeting of a row, where it is not simply told: as search_keys_derived has it."""

_UNINDEX = """
insert into search_index (search_index, rowid, kind, id, meeting_id, date, title, body)
select 'delete', number, kind, id, meeting_id, date, title, body from search_rows
where number in (select number from {numbers})
"""

_DAYS = """
select distinct date from (
  select * from (select kind, id, date from gone_keys except select * from came_keys)
  union all
  select * from (select * from came_keys except select kind, id, date from gone_keys)
)
"""
"""The days on which a row came or went; what carries no date is a day, too, as null."""

_MANY = 900
"""Days that are named one by one; where they are more, all days are looked at."""

_SAME_DAY = """
insert into new_keys
select g.number, v.* from search_keys_derived v
join gone_keys g on g.kind = v.kind and g.id = v.id
where v.id in (select id from came_keys)
and not exists (select 1 from new_keys n where n.kind = g.kind and n.id = g.id)
"""
"""Rows written anew on a day that has the same rows as before: they keep their numbers."""

_OLD = "create temp table old_keys as select * from search_keys where false"

_MOVED = """
create temp table moved_keys as
select k.number from old_keys k
left join new_keys n on n.kind = k.kind and n.id = k.id
where n.number is not k.number
"""

_FRESH = """
create temp table fresh_keys as
select number from new_keys where number not in (select number from search_keys)
"""

_STALE = """
select count(*) from (
  select * from old_keys where number not in (select number from moved_keys)
  except select * from new_keys
)
"""


def unindex(db: Database) -> None:
    """Take what stands in documents that are `gone` out of the search."""
    gone = " union all ".join(_GONE.format(kind=kind, table=_TABLES[kind]) for kind in _TABLES)
    db.execute(f"create temp table gone_keys as {gone}")
    _take_out(db, "gone_keys")


def renew_search(db: Database) -> None:
    """Bring the search up to date with the documents that are new, those that do not `stay`.

    What stands after a new row of the same day moves on by one. Raises NotRenewableError where a
    row of such a day that stayed is not what it would be in a whole register.
    """
    came = " union all ".join(
        _NEW.format(kind=kind, table=table, meeting=_MEETING.get(kind, "t.meeting_id"))
        for kind, table in _TABLES.items()
    )
    db.execute(f"create temp table came_keys as {came}")
    days = [day for (day,) in db.execute(_DAYS)]
    db.execute(f"create temp table new_keys as {_KEYS} where false")
    db.execute(_OLD)
    for condition, named in _on(days):
        db.execute(f"insert into new_keys {_KEYS} where {condition}", named)
        db.execute(f"insert into old_keys select * from search_keys where {condition}", named)  # noqa: S608 - our own words
    db.execute("create index temp.gone_keys_id on gone_keys (kind, id)")
    db.execute("create unique index temp.new_keys_id on new_keys (kind, id)")
    db.execute(_SAME_DAY)
    db.execute(_MOVED)
    if db.execute(_STALE).fetchone()[0]:
        raise NotRenewableError
    _take_out(db, "moved_keys")
    db.execute(_FRESH)
    db.execute(
        "insert into search_keys select * from new_keys where number in (select number from fresh_keys)"
    )
    db.execute(f"{_OWNERS} where number in (select number from fresh_keys)")  # noqa: S608 - our own query
    db.execute(
        "insert into search_index (rowid, kind, id, meeting_id, date, title, body) "
        "select number, kind, id, meeting_id, date, title, body from search_rows "
        "where number in (select number from fresh_keys)"
    )


def _on(days: Sequence[str | None]) -> Iterator[tuple[str, Sequence[str]]]:
    """Give conditions for the rows of some days, with what they name.

    They are told in constants: then SQLite derives no other row.
    """
    dated = [day for day in days if day is not None]
    if len(dated) > _MANY:
        yield "date is not null", ()
    elif dated:
        yield f"date in ({', '.join('?' * len(dated))})", dated
    if None in days:
        yield "date is null", ()


def _take_out(db: Database, numbers: str) -> None:
    db.execute(_UNINDEX.format(numbers=numbers))
    for table in ("search_owners", "search_keys"):
        db.execute(f"delete from {table} where number in (select number from {numbers})")  # noqa: S608 - our own names
