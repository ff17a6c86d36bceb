# ruff: noqa: S608 (table and column names are the schema's own, values are bound)
"""Taking rows out of a copy of the register: whatever rests on withheld words, and what hangs on it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from pipeline.publish.markings import Markings
from pipeline.publish.passages import without
from pipeline.publish.repeats import words_of
from pipeline.publish.sifting import Sifted

MOVED = ("people", "inspections", "inspection_items")
"""Tables whose rows stand for something named in many places: another place may show them."""

GONE = """
  create temp table gone (document_id text, start integer, stop integer, reason text);
  create temp table left_out (reason text, what text, meeting_id text, count integer, note text);
"""

OVERLAPS = """exists (
  select 1 from gone g where g.document_id = {table}.document_id
    and ({table}.span_start < g.stop and {table}.span_end > g.start
      or {table}.span_start = {table}.span_end and {table}.span_start between g.start and g.stop)
)"""

_PEOPLE = (
    f"""
  update people set (name, document_id, span_start, span_end, page, rule) = (
    select a.name, a.document_id, a.span_start, a.span_end, a.page, a.rule from attendances a
    where a.person_id = people.id order by a.document_id, a.span_start limit 1
  ) where {OVERLAPS.format(table="people")}
    and exists (select 1 from attendances a where a.person_id = people.id)
""",
    f"delete from people where {OVERLAPS.format(table='people')}",
    """
  update action_owners set person_id = null, name = text, kind = 'unknown'
  where person_id is not null and person_id not in (select id from people)
""",
    """
  update attendances set person_id = null
  where person_id is not null and person_id not in (select id from people)
""",
)
"""A person is shown by another attendance, or is not known to the public."""

_INSPECTIONS = (
    f"""
  update inspection_items set (document_id, span_start, span_end, page, rule, text) = (
    select t.document_id, t.span_start, t.span_end, t.page, t.rule,
      substr(d.text, t.span_start + 1, t.span_end - t.span_start)
    from inspection_mentions t join documents d on d.id = t.document_id
    where t.inspection_item_id = inspection_items.id order by t.document_id, t.span_start limit 1
  ) where {OVERLAPS.format(table="inspection_items")}
    and exists (select 1 from inspection_mentions t where t.inspection_item_id = inspection_items.id)
""",
    f"delete from inspection_items where {OVERLAPS.format(table='inspection_items')}",
    f"""
  update inspections set (document_id, span_start, span_end, page, rule) = (
    select t.document_id, t.span_start, t.span_end, t.page, t.rule from inspection_mentions t
    where t.inspection_id = inspections.id order by t.document_id, t.span_start limit 1
  ) where {OVERLAPS.format(table="inspections")}
    and exists (select 1 from inspection_mentions t where t.inspection_id = inspections.id)
""",
    f"delete from inspections where {OVERLAPS.format(table='inspections')}",
    "delete from inspection_items where inspection_id not in (select id from inspections)",
    """
  update inspection_mentions set inspection_item_id = null
  where inspection_item_id is not null
    and inspection_item_id not in (select id from inspection_items)
""",
    """
  update action_inspections set inspection_item_id = null
  where inspection_item_id is not null
    and inspection_item_id not in (select id from inspection_items)
""",
)
"""An inspection is shown by another mention; what was said of an item's standing is then blank."""

HANGING = """
  select m.name, f."from", f."table", f."to", c."notnull"
  from sqlite_master m join pragma_foreign_key_list(m.name) f
  join pragma_table_info(m.name) c on c.name = f."from"
  where m.type = 'table'
"""
"""Every reference of a table to another, and whether it may be absent."""

REOPENED = """
  select p.action_id from action_states_derived p join main.action_states s on s.action_id = p.action_id
  where p.closed = 1 and (s.closed = 0 or p.closed_on is not s.closed_on)
"""
"""Actions that the public's minutes alone would call closed, and the whole register does not, or
since another day: what opened them again is withheld."""


def edit(copy: sqlite3.Connection, sifted: Sifted, known: Markings) -> None:
    """Leave in `copy` what the public may see. Its temporary table `left_out` tells what went.

    The copy must hold nothing but the register; it is not fit for publication itself, since a
    deleted row may stay in the file.
    """
    copy.executescript(GONE)
    copy.executemany(
        "insert into gone values (?, 0, 1 << 40, 'marking')",
        [(key,) for key in sorted(sifted.documents)],
    )
    copy.executemany(
        "insert into gone values (?, ?, ?, ?)",
        [
            (key, one.span.start, one.span.end, one.reason)
            for key, found in sorted(sifted.passages.items())
            for one in found
        ],
    )
    copy.execute("create index temp.gone_document on gone (document_id)")
    copy.execute(
        "create temp table lost_items as select distinct inspection_item_id from "
        f"inspection_mentions where inspection_item_id is not null and {OVERLAPS.format(table='inspection_mentions')}"
    )
    _words(copy, sifted)
    _rows(copy)
    _blank_items(copy)
    for statement in (*_PEOPLE, *_INSPECTIONS):
        copy.execute(statement)
    _implied(copy)
    _beside(copy, sifted, known)
    _hanging(copy)
    _bodies(copy)
    _values(copy, sifted)
    _hanging(copy)
    _never_closed_by_omission(copy)


def tell(
    copy: sqlite3.Connection, reason: str, what: str, note: str, *, count: int = 1,
    meeting: str | None = None,
) -> None:  # fmt: skip
    """Note that something was left out."""
    if count:
        copy.execute(
            "insert into left_out values (?, ?, ?, ?, ?)", (reason, what, meeting, count, note)
        )


def _words(copy: sqlite3.Connection, sifted: Sifted) -> None:
    """Take the passages out of the texts, and tell of them a meeting at a time."""
    tell(
        copy, "marking", "documents", "Documents marked above the level of this edition, or exempt as a whole.",
        count=len(sifted.documents),
    )  # fmt: skip
    told = {
        "exempt": "Exempt items and what stands under them.",
        "marking": "Passages marked above the level of this edition.",
        "repeated": "Lines that repeat the words of what is withheld.",
    }
    for document, passages in sorted(sifted.passages.items()):
        text, meeting = copy.execute(
            "select text, meeting_id from documents where id = ?", (document,)
        ).fetchone()
        copy.execute(
            "update documents set text = ? where id = ?", (without(text, passages), document)
        )
        for reason, count in Counter(one.reason for one in passages).items():
            tell(copy, reason, "documents.text", told[reason], count=count, meeting=meeting)
    # what is left of a section is its part of what is left of the text
    copy.execute(
        "delete from sections where exists (select 1 from gone g where g.document_id = "
        "sections.document_id and g.start <= sections.span_start and g.stop >= sections.span_end)"
    )
    copy.execute(
        "update sections set text = (select substr(d.text, sections.span_start + 1, "
        "sections.span_end - sections.span_start) from documents d "
        "where d.id = sections.document_id) where document_id in (select document_id from gone)"
    )


def _rows(copy: sqlite3.Connection) -> None:
    """Delete every row that rests on withheld words; sections are cut already."""
    for table in proven_tables(copy):
        if table in {*MOVED, "sections"}:
            continue
        where = OVERLAPS.format(table=table)
        _count_rows(copy, table, where)
        copy.execute(f"delete from {table} where {where}")
    for table in ("issues", "furniture", "pages", "meeting_documents"):
        whole = f"select document_id from gone g where g.document_id = {table}.document_id"
        only = "and g.stop = 1 << 40" if table in {"pages", "meeting_documents"} else ""
        copy.execute(f"delete from {table} where exists ({whole} {only})")
    copy.execute(
        "delete from documents where id in (select document_id from gone where stop = 1 << 40)"
    )


def _count_rows(copy: sqlite3.Connection, table: str, where: str) -> None:
    label = {"actions": "Actions", "decisions": "Decisions", "action_events": "Updates on actions"}
    if table in label:
        (count,) = copy.execute(f"select count(*) from {table} where {where}").fetchone()
        tell(copy, "exempt", table, f"{label[table]} of what is withheld.", count=count)


def _blank_items(copy: sqlite3.Connection) -> None:
    """Blank what is told of an item of a report where some of the words that told it are withheld."""
    kept = {"number", "parent_id"}
    columns = [
        row[1]
        for row in copy.execute("pragma table_info(inspection_items)")
        if row[2].lower() == "text" and not row[3] and not row[5] and row[1] not in kept
    ]
    copy.execute(
        f"update inspection_items set {', '.join(f'{column} = null' for column in columns)} "
        f"where {OVERLAPS.format(table='inspection_items')} "
        "or id in (select inspection_item_id from temp.lost_items)"
    )


def _implied(copy: sqlite3.Connection) -> None:
    (count,) = copy.execute("select count(*) from actions where kind = 'implied'").fetchone()
    tell(
        copy, "implied", "actions",
        "Promises in prose that the program took for actions; the words stay in the minutes.",
        count=count,
    )  # fmt: skip
    copy.execute("delete from actions where kind = 'implied'")
    if copy.execute("pragma table_info(due_days)").fetchall():
        copy.execute(
            "delete from due_days where row_id not in (select id from actions) "
            "and row_id not in (select id from action_events)"
        )


def _beside(copy: sqlite3.Connection, sifted: Sifted, known: Markings) -> None:
    """Comments, deleted and hidden words, and what tells of files that nobody could judge."""
    marks = ", ".join("?" for _ in known.beside)
    done = copy.execute(f"delete from furniture where kind in ({marks})", known.beside)
    tell(
        copy, "beside-the-text", "furniture", "Comments, deleted and hidden words of files.",
        count=done.rowcount,
    )  # fmt: skip
    for table in ("quarantine", "skipped"):
        done = copy.execute(f"delete from {table}")
        note = "Files that were not read, so that nobody could judge them."
        tell(copy, "unread", table, note, count=done.rowcount)
    # messages may quote; those of a document of which something is withheld went with it
    copy.execute("delete from issues where code in ('correction-lapsed', 'several-versions')")
    del sifted


def _hanging(copy: sqlite3.Connection) -> None:
    """Follow every reference to a row that is gone: it becomes absent, or its row goes too."""
    references = [
        row
        for row in copy.execute(HANGING).fetchall()
        if row[0] not in {"action_states", "search_keys", "search_owners"}
    ]
    changed = True
    while changed:
        changed = False
        for table, column, other, key, required in references:
            primary = any(
                row[1] == column and row[5] for row in copy.execute(f"pragma table_info({table})")
            )
            lost = f"{column} is not null and {column} not in (select {key} from {other})"
            if required or primary:
                done = copy.execute(f"delete from {table} where {lost}")
            else:
                done = copy.execute(f"update {table} set {column} = null where {lost}")
            changed = changed or done.rowcount > 0


def _bodies(copy: sqlite3.Connection) -> None:
    """Leave out bodies of which nothing is left."""
    copy.execute("delete from bodies where id not in (select body_id from meetings)")


def _values(copy: sqlite3.Connection, sifted: Sifted) -> None:
    """Blank what still says withheld words, such as a title or a venue taken from them."""
    for table, column, required in _texts(copy):
        if (table, column) in {("documents", "text"), ("sections", "text")}:
            continue
        sql = f"select rowid, {column} from {table} where length({column}) > 20"
        hits = [row for row, told in copy.execute(sql) if sifted.repeats.says(told)]
        _blank(copy, table, column, hits, required=required)
    # a heading or a detail whose words are nowhere else in what is left of its document
    for table in ("meetings", "sections"):
        for column in _columns(copy, table):
            sql = (
                f"select t.rowid, t.{column}, d.text from {table} t "
                "join documents d on d.id = t.document_id "
                f"where t.{column} is not null and d.id in (select document_id from gone)"
            )
            hits = [row for row, told, text in copy.execute(sql) if not _stands(told, text)]
            _blank(copy, table, column, hits, required=False)


def _blank(
    copy: sqlite3.Connection, table: str, column: str, rows: Iterable[int], *, required: bool
) -> None:
    statement = (
        f"delete from {table} where rowid = ?"
        if required
        else f"update {table} set {column} = null where rowid = ?"
    )
    copy.executemany(statement, [(row,) for row in rows])


def _stands(told: str, text: str) -> bool:
    wanted = [word for word, _, _ in words_of(told)]
    if not wanted:
        return True
    return f" {' '.join(wanted)} " in f" {' '.join(word for word, _, _ in words_of(text))} "


def _never_closed_by_omission(copy: sqlite3.Connection) -> None:
    """Take closings back where the words that opened an action again are withheld."""
    while keys := [key for (key,) in copy.execute(REOPENED)][:500]:
        marks = ", ".join("?" for _ in keys)
        done = copy.execute(
            "update action_events set action_id = null where status in "
            f"('complete', 'closed', 'closed-superseded', 'transferred') and action_id in ({marks})",
            keys,
        )
        if not done.rowcount:  # what is left was closed by hand
            copy.execute(f"delete from hand_closings where action_id in ({marks})", keys)
        note = "Closings that withheld words take back: the public sees them as words of no action."
        tell(copy, "exempt", "action_events.action_id", note, count=done.rowcount)


def proven_tables(register: sqlite3.Connection) -> list[str]:
    """The tables whose rows rest on words of a document."""
    return [
        table
        for (table,) in register.execute("select name from sqlite_master where type = 'table'")
        if {"document_id", "span_start", "span_end"}
        <= {row[1] for row in register.execute(f"pragma table_info({table})")}
    ]


def _texts(copy: sqlite3.Connection) -> list[tuple[str, str, bool]]:
    """Every column of words: its table, its name, and whether it must hold something."""
    skipped = {"action_states", "search_keys", "search_owners", "rules", "runs"}
    return [
        (table, row[1], bool(row[3] or row[5]))
        for (table,) in copy.execute(
            "select name from sqlite_master where type = 'table' and sql not like '%virtual%' "
            "and name not like 'search_index%' and name not like 'sqlite%'"
        ).fetchall()
        if table not in skipped
        for row in copy.execute(f"pragma table_info({table})").fetchall()
        if row[2].lower() == "text"
    ]


def _columns(copy: sqlite3.Connection, table: str) -> list[str]:
    """The columns of words that a meeting or a section may leave blank."""
    wanted = {
        "title", "date_text", "venue", "chair", "next_text", "heading", "number", "purpose",
    }  # fmt: skip
    return [row[1] for row in copy.execute(f"pragma table_info({table})") if row[1] in wanted]
