"""What was typed after `minutes correct`, as a correction with the words that it rests on."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import click

from pipeline.cli.database import find_row
from pipeline.corrections import Kind, Target, words_hash
from pipeline.corrections.words import ACTION, EVENT
from pipeline.errors import ConfigError

_TABLES = {"actions": ACTION, "action_events": EVENT}


class Says:
    """Turns what was typed into a correction, with the words that it rests on."""

    def __init__(self, register: sqlite3.Connection, key: str, given: dict[str, Any]) -> None:
        self.register = register
        self.key = key
        self.given = given

    def draft(self, said: str) -> dict[str, Any]:
        """Give the fields of the correction. Raises ConfigError with what is wrong."""
        if said in {"confirm", "reject"}:
            return self._link(confirm=said == "confirm")
        if said in {"closes", "concerns", "does_not_concern"}:
            return self._event(said)
        target, row = self._target(self.key, (ACTION, EVENT) if said == "due" else (ACTION,))
        if said == "not_an_action":
            return self._about(target, Kind.NOT_AN_ACTION, "kind", row["kind"], "no action")
        if said == "owner":
            names = [plain(name, "--owner") for name in self.given["owner"]]
            return self._about(target, Kind.OWNER, "owners", self._owners(row), "; ".join(names))
        if said == "due":
            found = row["due_date"] or row["due_text"] or ""
            return self._about(target, Kind.DUE, "due_date", found, day_of(str(self.given["due"])))
        return self._by_hand(target, row)

    def _about(
        self, target: Target, kind: Kind, field: str, machine: str, person: str
    ) -> dict[str, Any]:
        # what an earlier correction set is not the machine's
        earlier = self.register.execute(
            "select machine_value from corrections where row_id = ? and field = ? and applies = 1",
            (target.id, field),
        ).fetchone()
        return {
            "kind": kind,
            "targets": (target,),
            "field": field,
            "machine_value": (earlier["machine_value"] or "") if earlier else machine,
            "person_value": person,
        }

    def _owners(self, row: sqlite3.Row) -> str:
        names = self.register.execute(
            "select name from action_owners where action_id = ? order by ordinal", (row["id"],)
        ).fetchall()
        return "; ".join(name for (name,) in names) or row["owners_text"] or ""

    def _by_hand(self, target: Target, row: sqlite3.Row) -> dict[str, Any]:
        note, document = plain(self.given["note"], "--note"), self.given["document"]
        if not isinstance(document, Path):
            message = "A closing by hand rests on a paper: name it with --document."
            raise ConfigError(message)
        given = self.given["day"]
        day = (
            given.date()
            if isinstance(given, dt.datetime)
            else dt.datetime.now().astimezone().date()
        )
        raised = self._held(row)
        if raised and day.isoformat() < raised:
            message = f"The action was raised on {raised}; it cannot have been closed on {day}."
            raise ConfigError(message)
        state = self.register.execute(
            "select status, closed_on from action_states where action_id = ?", (row["id"],)
        ).fetchone()
        if state["closed_on"]:
            message = (
                f"The register has it as {state['status']} since {state['closed_on']} already."
            )
            raise ConfigError(message)
        draft = self._about(target, Kind.CLOSED_BY_HAND, "status", state["status"], day.isoformat())
        return {
            **draft,
            "note": note,
            "document_name": document.name.encode("utf-8", "replace").decode(),
            "document_sha256": hashlib.sha256(document.read_bytes()).hexdigest(),
        }

    def _event(self, said: str) -> dict[str, Any]:
        action, row = self._target(self.key, (ACTION,))
        event, event_row = self._target(str(self.given[said]), (EVENT,))
        raised, spoken = self._held(row), self._held(event_row)
        if said != "does_not_concern" and raised and spoken and spoken < raised:
            message = f"The update is of {spoken}, before the action was raised on {raised}."
            raise ConfigError(message)
        draft = {
            "closes": self._about(
                event,
                Kind.EVENT_CLOSES,
                "status",
                f"{event_row['status']} ({event_row['grade']}), about {event_row['action_id'] or 'no action'}",
                f"closes {action.id}",
            ),
            "concerns": self._about(
                event, Kind.EVENT_CONCERNS, "action_id", event_row["action_id"] or "", action.id
            ),
            "does_not_concern": self._about(
                event, Kind.EVENT_APART, "action_id", event_row["action_id"] or "", ""
            ),
        }[said]
        return {**draft, "targets": (event, action)}

    def _link(self, *, confirm: bool) -> dict[str, Any]:
        rows = self.register.execute(
            "select * from action_links where id >= ? and id < ? limit 2",
            (self.key, self.key + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1:
            message = (
                f"No link, or more than one, begins with {self.key}. See the table action_links."
            )
            raise ConfigError(message)
        (link,) = rows
        source, _ = self._target(link["source_action_id"], (ACTION,))
        target, _ = self._target(link["target_action_id"], (ACTION,))
        return {
            "kind": Kind.CONFIRM_LINK if confirm else Kind.REJECT_LINK,
            "targets": (source, target),
            "field": link["kind"],
            "machine_value": "suggested" if link["suggested"] else "certain",
            "person_value": "confirmed" if confirm else "rejected",
        }

    def _target(self, key: str, tables: tuple[str, ...]) -> tuple[Target, sqlite3.Row]:
        name, row = find_row(self.register, key)
        if _TABLES.get(name) not in tables:
            wanted = " or ".join({ACTION: "an action", EVENT: "an update"}[t] for t in tables)
            message = f"{row['id']} is a row of {name}; this is said of {wanted}."
            raise ConfigError(message)
        document = self.register.execute(
            "select path, sha256, substr(text, ?, ?) as words from documents where id = ?",
            (row["span_start"] + 1, row["span_end"] - row["span_start"], row["document_id"]),
        ).fetchone()
        target = Target(
            table=_TABLES[name],
            id=row["id"],
            meeting_id=row["meeting_id"],
            path=document["path"],
            document_sha256=document["sha256"],
            words_sha256=words_hash(document["words"]),
            words=document["words"],
            start=row["span_start"],
            end=row["span_end"],
        )
        return target, row

    def _held(self, row: sqlite3.Row) -> str:
        (day,) = self.register.execute(
            "select date from meetings where id = ?", (row["meeting_id"],)
        ).fetchone()
        return day or ""


def plain(words: object, option: str) -> str:
    """Give words as one line that every encoding holds."""
    text = " ".join(str(words).split())
    if not text:
        message = f"{option} is missing: every correction says who says it, and why."
        raise click.UsageError(message)
    return text.encode("utf-8", "replace").decode()


def day_of(text: str) -> str:
    """Give a day as ISO, "" for none."""
    if text == "none":
        return ""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        message = f"{text} is no day; write it like 2024-03-31, or none."
        raise click.UsageError(message) from error
