"""What can be found, numbered day by day, and the index of its words: filled whole or brought up to date.

Each day has numbers of its own, so that a new row moves no other day's. In a register renewed in
part the days count on which something came or went, and the documents written anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store.shared import NotRenewableError

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEYS = """
select
  coalesce(cast(julianday('9999-12-31') - julianday(date) as integer), 9000000) * 1000000
    + row_number() over (
      partition by date order by instr('action decision event section person', kind), id
    ) as number,
  kind, id, meeting_id, body_id, date, is_current, repeated, mark, status, closed, closed_on,
  overdue, hmicfrs, deadline, has_due
from search_keys_derived
"""
"""The rows of search_keys."""

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
create temp table changed_days as
select distinct date from (
  select * from (select kind, id, date from gone_keys except select * from came_keys)
  union all
  select * from (select * from came_keys except select kind, id, date from gone_keys)
)
"""
"""The days on which a row came or went; what carries no date is a day, too, as null."""

_ON_THEM = (
    "date in (select date from changed_days where date is not null)",
    "date is null and exists (select 1 from changed_days where date is null)",
)
"""Conditions for a row of such a day. They are asked one by one: each then finds its rows quickly."""

_SAME_DAY = """
insert into new_keys
select g.number, v.* from search_keys_derived v
join gone_keys g on g.kind = v.kind and g.id = v.id
where v.id in (select id from came_keys)
and not exists (select 1 from changed_days c where c.date is v.date)
"""
"""Rows written anew on a day that has the same rows as before: they keep their numbers."""

_OLD = " union all ".join(f"select * from search_keys where {days}" for days in _ON_THEM)  # noqa: S608 - our own words

_MOVED = f"""
create temp table moved_keys as
select k.number from ({_OLD}) k
left join new_keys n on n.kind = k.kind and n.id = k.id
where n.number is not k.number
"""  # noqa: S608 - our own words

_FRESH = """
create temp table fresh_keys as
select number from new_keys where number not in (select number from search_keys)
"""

_STALE = f"select count(*) from ({_OLD} except select * from new_keys)"  # noqa: S608 - our own words


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
    db.execute(_DAYS)
    first, second = (f"{_KEYS} where {days}" for days in _ON_THEM)
    db.execute(f"create temp table new_keys as {first}")
    db.execute(f"insert into new_keys {second}")
    db.execute("create index temp.gone_keys_id on gone_keys (kind, id)")
    db.execute(_SAME_DAY)
    db.execute("create unique index temp.new_keys_id on new_keys (kind, id)")
    db.execute(_MOVED)
    _take_out(db, "moved_keys")
    db.execute(_FRESH)
    db.execute(
        "insert into search_keys select * from new_keys where number in (select number from fresh_keys)"
    )
    if db.execute(_STALE).fetchone()[0]:
        raise NotRenewableError
    db.execute(f"{_OWNERS} where number in (select number from fresh_keys)")  # noqa: S608 - our own query
    db.execute(
        "insert into search_index (rowid, kind, id, meeting_id, date, title, body) "
        "select number, kind, id, meeting_id, date, title, body from search_rows "
        "where number in (select number from fresh_keys)"
    )


def _take_out(db: Database, numbers: str) -> None:
    db.execute(_UNINDEX.format(numbers=numbers))
    for table in ("search_owners", "search_keys"):
        db.execute(f"delete from {table} where number in (select number from {numbers})")  # noqa: S608 - our own names
