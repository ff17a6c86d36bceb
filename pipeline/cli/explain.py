"""`minutes explain`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from pipeline.cli.database import DATABASE, find_row, register_at
from pipeline.cli.printing import say

PROVENANCE = frozenset({"document_id", "span_start", "span_end", "page", "rule"})


@click.command(epilog="Example: minutes explain act-1f0c2b3a4d5e6f70")
@click.argument("key")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
def explain(key: str, db: Path) -> None:
    """Lead the row with the key KEY (or its first letters) back to its rule, words, page and file."""
    with register_at(db) as register:
        table, row = find_row(register, key)
        say(f"{row['id']}, a row of {table}", "bold")
        for name in row.keys():  # noqa: SIM118 - a sqlite3.Row iterates over values
            if name not in PROVENANCE and name not in {"id", "text"} and row[name] is not None:
                say(f"  {name}: {row[name]}")
        _origin(register, row)
        if table == "actions":
            _mentions(register, row["id"])


def _origin(register: sqlite3.Connection, row: sqlite3.Row) -> None:
    document = register.execute(
        "select path, sha256, kind, version, is_current, text from documents where id = ?",
        (row["document_id"],),
    ).fetchone()
    rule = register.execute("select * from rules where id = ?", (row["rule"],)).fetchone()
    text, start, end = document["text"], row["span_start"], row["span_end"]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    say("Rule", "bold")
    say(f"  {rule['id']}, kept in {rule['kept_in']}, made {rule['hits']:,} rows")
    say("Words", "bold")
    say(f"  {text[start:end]}")
    say("In their place", "bold")
    say(f"  {text[first : last if last >= 0 else None]}")
    say("File", "bold")
    page = "" if row["page"] is None else f", page {row['page']}"
    say(f"  {document['path']}{page}, characters {start:,} to {end:,}")
    say(f"  {document['version'] or ''} {document['kind']}, sha256 {document['sha256']}".strip())
    if not document["is_current"]:
        say("  An earlier version: the facts are taken from another file of this meeting.")


def _mentions(register: sqlite3.Connection, key: str) -> None:
    """Print what later meetings say of an action, and what follows."""
    mentions = register.execute(
        "select h.*, d.path from action_history h join documents d on d.id = h.document_id "
        "where h.action_id = ? and h.event_id is not null order by h.date, h.span_start",
        (key,),
    ).fetchall()
    if mentions:
        say("Later mentions", "bold")
    for row in mentions:
        page = "" if row["page"] is None else f", page {row['page']}"
        weight = "" if row["speaks"] else " (sets no status)"
        say(f"  {row['date']} {row['status']}, {row['grade']}{weight}: {row['text']}")
        say(f"    {row['path']}{page}, by rule {row['rule']}")
    (state,) = register.execute("select * from action_states where action_id = ?", (key,))
    say("So it is", "bold")
    since = f" since {state['status_on']}" if state["status_on"] else ": nothing speaks of it again"
    say(f"  {state['status']}{since}")
