"""What a button of the review page says, as a correction with the words that it rests on."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from pipeline.corrections import Kind, Target, words_hash
from pipeline.corrections.words import ACTION, EVENT
from pipeline.web.database import Row, exact_rows
from pipeline.web.review_store import one_line

if TYPE_CHECKING:
    from datasette.app import Datasette

_TABLES = {ACTION: "actions", EVENT: "action_events"}

_ROW = """
  select x.*, d.path, d.sha256, m.date, m.body_id,
    substr(d.text, x.span_start + 1, x.span_end - x.span_start) as words
  from {table} x join documents d on d.id = x.document_id join meetings m on m.id = x.meeting_id
  where x.id = :key
"""
LINK = "select * from action_links where id = :key"
OWNERS = "select name from action_owners where action_id = :key order by ordinal"
EARLIER = """
  select machine_value from corrections where row_id = :key and field = :field and applies = 1
  order by number desc
"""
NAMED = """
  select a.id from actions a join meetings m on m.id = a.meeting_id
  where (a.id >= :given and a.id < :given || char(1114111)) or
    (m.body_id = :body and a.ref is not null and lower(a.ref) = lower(:given))
  order by a.id <> :given, m.date desc limit 3
"""
KEY = re.compile(r"act-[0-9a-z-]+")


class Refused(ValueError):  # noqa: N818 (an answer, not a fault)
    """What was sent makes no sense, with a sentence for the reviewer."""


async def draft(datasette: Datasette, kind: str, key: str, given: dict[str, str]) -> dict[str, Any]:
    """The fields of the correction that a form says of the entry `kind`/`key`.

    Raises Refused, with a sentence; LookupError where the register holds no such row.
    """
    if kind == "link":
        return await _link(datasette, key, given.get("say", ""))
    if kind == "update":
        return await _update(datasette, key, given)
    return await _action(datasette, key, given)


async def _link(datasette: Datasette, key: str, say: str) -> dict[str, Any]:
    if say not in {"confirm", "reject"}:
        message = "Say whether the link is right."
        raise Refused(message)
    found = await exact_rows(datasette, LINK, {"key": key})
    if not found:
        raise LookupError(key)
    (link,) = found
    later, _ = await _target(datasette, ACTION, link["source_action_id"])
    earlier, _ = await _target(datasette, ACTION, link["target_action_id"])
    return {
        "kind": Kind.CONFIRM_LINK if say == "confirm" else Kind.REJECT_LINK,
        "targets": (later, earlier),
        "field": link["kind"],
        "machine_value": "suggested" if link["suggested"] else "certain",
        "person_value": "confirmed" if say == "confirm" else "rejected",
    }


async def _update(datasette: Datasette, key: str, given: dict[str, str]) -> dict[str, Any]:
    event, row = await _target(datasette, EVENT, key)
    say = given.get("say", "")
    action, raised = await _meant(datasette, row, given)
    held = row["action_id"] or ""
    if say == "apart":
        value, kind = ("action_id", held, ""), Kind.EVENT_APART
    elif say in {"closes", "concerns"}:
        if raised["date"] and row["date"] and row["date"] < raised["date"]:
            message = (
                f"This is said on {row['date']}, before the action was raised on {raised['date']}."
            )
            raise Refused(message)
        about = f"{row['status']} ({row['grade']}), about {held or 'no action'}"
        closing = ("status", about, f"closes {action.id}")
        value = closing if say == "closes" else ("action_id", held, action.id)
        kind = Kind.EVENT_CLOSES if say == "closes" else Kind.EVENT_CONCERNS
    else:
        message = "Say what these words are about."
        raise Refused(message)
    return {
        "kind": kind, "targets": (event, action), "field": value[0],
        "machine_value": await _machine(datasette, event.id, value[0], value[1]),
        "person_value": value[2],
    }  # fmt: skip


async def _meant(datasette: Datasette, row: Row, given: dict[str, str]) -> tuple[Target, Row]:
    """The action of a button, else the one that was typed: its key, address or reference."""
    typed = given.get("action", "").strip()
    if found := KEY.search(typed):
        typed = found[0]
    keys = await exact_rows(datasette, NAMED, {"given": typed, "body": row["body_id"]})
    if not typed or not keys:
        message = "Give the key, the address or the reference of an action of the register."
        raise Refused(message)
    if len(keys) > 1 and keys[0]["id"] != typed:
        message = f"More than one action is called {typed}. Give the address of its page."
        raise Refused(message)
    return await _target(datasette, ACTION, keys[0]["id"])


async def _action(datasette: Datasette, key: str, given: dict[str, str]) -> dict[str, Any]:
    target, row = await _target(datasette, ACTION, key)
    say = given.get("say", "")
    if say == "not-an-action":
        told = Kind.NOT_AN_ACTION, "kind", row["kind"], "no action"
    elif say == "owner":
        names = [one_line(name) for name in given.get("owner", "").split(";")]
        wanted = "; ".join(name for name in names if name)
        if not wanted and not given.get("nobody"):
            message = "Give the owner's name."
            raise Refused(message)
        held = [found["name"] for found in await exact_rows(datasette, OWNERS, {"key": key})]
        told = Kind.OWNER, "owners", "; ".join(held) or row["owners_text"] or "", wanted
    elif say == "due":
        day = _day(given.get("due", ""), none=bool(given.get("none")))
        told = Kind.DUE, "due_date", row["due_date"] or row["due_text"] or "", day
    else:
        message = "Say what is right."
        raise Refused(message)
    kind, name, machine, person = told
    machine = await _machine(datasette, key, name, machine)
    return {
        "kind": kind, "targets": (target,), "field": name, "machine_value": machine,
        "person_value": person,
    }  # fmt: skip


def _day(text: str, *, none: bool) -> str:
    """A day as ISO; "" for none."""
    if none:
        return ""
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        message = "Give the day like 2024-03-31."
        raise Refused(message) from error


async def _machine(datasette: Datasette, key: str, field: str, held: str) -> str:
    """What the program had found: what an earlier correction set is not the program's."""
    earlier = await exact_rows(datasette, EARLIER, {"key": key, "field": field})
    return (earlier[0]["machine_value"] or "") if earlier else held


async def _target(datasette: Datasette, table: str, key: str) -> tuple[Target, Row]:
    found = await exact_rows(datasette, _ROW.format(table=_TABLES[table]), {"key": key})
    if not found:
        raise LookupError(key)
    (row,) = found
    target = Target(
        table=table, id=row["id"], meeting_id=row["meeting_id"], path=row["path"],
        document_sha256=row["sha256"], words_sha256=words_hash(row["words"]), words=row["words"],
        start=row["span_start"], end=row["span_end"],
    )  # fmt: skip
    return target, row
