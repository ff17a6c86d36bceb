"""Meetings that persons corrected, as labels in the form of docs/accuracy.md, from the register.

What persons said is certain; the rest is the program's own reading, to be looked through.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any

import yaml

_CORRECTED = """
select * from corrections
where applies = 1 and kind <> 'undo' and meeting_id is not null
order by number
"""
_ATTENDEES = """
select name, initials, role, status, remote from attendances where meeting_id = ? order by ordinal
"""
_SECTIONS = "select number, heading, role from sections where meeting_id = ? order by ordinal"
_ACTIONS = """
select a.id, substr(d.text, a.span_start + 1, a.span_end - a.span_start) as key, a.ref, a.kind,
  (select group_concat(text, char(31)) from (
    select o.text from action_owners o where o.action_id = a.id order by o.ordinal)) as owners,
  a.due_text, a.due_date, a.due_basis, s.hmicfrs
from actions a join action_states s on s.action_id = a.id join documents d on d.id = a.document_id
where a.meeting_id = ? order by a.span_start, a.id
"""
_DECISIONS = """
select text as key, outcome, condition, maker from decisions where meeting_id = ? order by span_start
"""
_EVENTS = """
select action_id, ref, quote, status, grade, successor_ref from action_events
where meeting_id = ? order by span_start
"""

_KEY = 120
"""Letters of an action's words that serve as its key in the labels."""


def labels(register: sqlite3.Connection) -> dict[str, str]:
    """Give, a name of a file to write, its text (YAML): one a corrected meeting.

    `register` gives its rows by name.
    """
    said: dict[str, list[sqlite3.Row]] = {}
    for row in register.execute(_CORRECTED):
        said.setdefault(row["meeting_id"], []).append(row)
    return {f"{meeting}.yml": _file(register, meeting, rows) for meeting, rows in said.items()}


def _file(register: sqlite3.Connection, meeting: str, said: list[sqlite3.Row]) -> str:
    comment = "".join(f"# {line}\n" for line in _comment(said))
    plain = yaml.safe_dump(_meeting(register, meeting), allow_unicode=True, sort_keys=False)
    return comment + plain


def _comment(said: list[sqlite3.Row]) -> Iterator[str]:
    yield "Labels begun from persons' corrections. What is not named here is the program's own"
    yield "reading: look through it before you measure with it."
    for row in said:
        value = row["person_value"] or "none"
        yield _line(f"{row['number']}. {row['kind']}: {value} ({row['made_by']}: {row['reason']})")
        yield _line(f"   of the words: {row['words'] or ''}")


def _line(text: str) -> str:
    """Keep words of a document inside one comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _meeting(register: sqlite3.Connection, meeting: str) -> dict[str, Any]:
    row = register.execute(
        "select m.*, b.name as body, d.path, d.marking, d.version from meetings m "
        "join bodies b on b.id = m.body_id join documents d on d.id = m.document_id where m.id = ?",
        (meeting,),
    ).fetchone()

    def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(found) for found in register.execute(sql, (meeting,))]

    return {
        "file": row["path"],
        "split": "dev",
        "body": row["body"],
        "kind": row["kind"],
        "date": _day(row["date"]),
        "date_basis": row["date_basis"],
        "date_last": _day(row["date_last"]),
        "start": row["start_time"],
        "end": row["end_time"],
        "venue": row["venue"],
        "chair": row["chair"],
        "next": {"date": _day(row["next_date"])},
        "marking": row["marking"],
        "version": row["version"],
        "attendees": [{**who, "remote": bool(who["remote"])} for who in rows(_ATTENDEES)],
        "sections": rows(_SECTIONS),
        "actions": [_action(action) for action in rows(_ACTIONS)],
        "decisions": rows(_DECISIONS),
        "events": [
            {
                "action": event["action_id"],
                "ref": event["ref"],
                "key": event["quote"],
                "status": event["status"],
                "grade": event["grade"],
                "successor": event["successor_ref"],
            }
            for event in rows(_EVENTS)
        ],
        "hmicfrs_discussed": bool(row["hmicfrs_discussed"]),
    }


def _action(row: dict[str, Any]) -> dict[str, Any]:
    label = {
        "id": row["id"],
        "key": row["key"][:_KEY],
        "ref": row["ref"],
        "kind": row["kind"],
        "owners": row["owners"].split("\x1f") if row["owners"] else [],
        "due_text": row["due_text"],
        "due": _day(row["due_date"]),
        "due_basis": row["due_basis"],
    }
    return {**label, "hmicfrs": {}} if row["hmicfrs"] else label


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
