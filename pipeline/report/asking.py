"""What a report asks of the register: rows as at a day, through the register's own published views.

Everything comes from the database file, opened read-only; there is no clock here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

Row = Mapping[str, Any]

LAST_DAY = "'9999-12-31'"
"""The literal for which schema.sql says to put the day."""

OPEN, CLOSED, ALL = "open", "closed", "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; "" and None ask for everything.

    `body` is a name or key of a body, or part of its name; `owner` part of an owner's name;
    `status` is `open`, `closed`, `all` or a word of the register; `first` and `last` bound the day on
    which an action was raised or a decision made.
    """

    body: str = ""
    owner: str = ""
    status: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


class Asked:
    """A register as at a day. Raises ConfigError where the file is no register of this version."""

    def __init__(
        self, connection: sqlite3.Connection, filters: Filters, as_at: dt.date | None = None
    ) -> None:
        self._connection = connection
        connection.row_factory = sqlite3.Row
        self.filters = filters
        self.newest = self._newest()
        self.as_at = as_at or self.newest
        self.bodies = self._bodies(filters.body)

    def rows(self, sql: str, **values: object) -> list[Row]:
        """Run a query; `:as_at` is always known to it."""
        given = {"as_at": self.as_at.isoformat(), **values}
        return [dict(row) for row in self._connection.execute(sql, given)]

    @cached_property
    def register(self) -> list[Row]:
        """The rows of `action_register` that the filters ask for, as they stood on the day."""
        return [row for row in self._register if self._wanted(row)]

    @cached_property
    def _register(self) -> list[Row]:
        return self.rows(
            f"with action_states as ({self._view('action_states_derived')}), "  # noqa: S608 - the register's own views
            f"action_register as ({self._view('action_register')}) "
            "select r.*, m.title as meeting, d.path, d.sha256, d.version, d.marking, "
            "e.path as evidence_path, e.marking as evidence_marking, e.sha256 as evidence_sha256, e.version as evidence_version, "
            "said.title as evidence_meeting, said.date as evidence_date, "
            "(select max(x.date) from action_history x where x.action_id = r.action_id "
            "  and x.event_id is not null and x.date <= :as_at) as last_mention "
            "from action_register r join meetings m on m.id = r.meeting_id "
            "join documents d on d.id = r.document_id "
            "left join documents e on e.id = r.evidence_document_id "
            "left join meetings said on said.id = r.evidence_meeting_id "
            "order by r.raised_on, r.body, r.meeting_id, r.span_start, r.action_id"
        )

    def _wanted(self, row: Row) -> bool:
        ask = self.filters
        status = {OPEN: not row["closed"], CLOSED: bool(row["closed"])}.get(
            ask.status, ask.status in {"", ALL, row["status"]}
        )
        return status and self.in_scope(row["body_id"], row["raised_on"], row["owners"])

    def in_scope(self, body_id: str, date: str | None, owners: str | None = None) -> bool:
        """Whether the filters other than the status ask for a row of this body, day and owners."""
        ask = self.filters
        return (
            (not ask.body or body_id in self.bodies)
            and (ask.first is None or (date or "") >= ask.first.isoformat())
            and (ask.last is None or (bool(date) and str(date) <= ask.last.isoformat()))
            and (not ask.owner or ask.owner.casefold() in (owners or "").casefold())
        )

    @cached_property
    def run(self) -> Row:
        """What built the register, its counts parsed."""
        (run,) = self.rows("select * from runs")
        return {**run, "counts": json.loads(run["counts"])}

    def _view(self, name: str) -> str:
        (found,) = self.rows("select sql from sqlite_master where name = :name", name=name)
        return str(found["sql"]).partition(" as")[2].replace(LAST_DAY, ":as_at")

    def _newest(self) -> dt.date:
        (found,) = self._connection.execute(
            "select max(day) from (select max(date) as day from meetings "
            "union all select max(closed_on) from hand_closings)"
        ).fetchone()
        if found is None:
            message = "No meeting of the register has a date: give one with --as-at."
            raise ConfigError(message)
        return dt.date.fromisoformat(found)

    def _bodies(self, asked: str) -> dict[str, str]:
        """Give key and name of each body that is asked for."""
        known = {
            row["id"]: row["name"]
            for row in self._connection.execute("select id, name from bodies order by name")
        }
        if not asked:
            return known
        wanted = asked.casefold()
        exact = {
            key: name for key, name in known.items() if wanted in {key.casefold(), name.casefold()}
        }
        found = exact or {key: name for key, name in known.items() if wanted in name.casefold()}
        if not found:
            message = f"No body is called {asked}. There are: {'; '.join(known.values())}."
            raise ConfigError(message)
        return found


@contextlib.contextmanager
def opened(path: Path, filters: Filters, as_at: dt.date | None = None) -> Iterator[Asked]:
    """Open the register at `path`, read-only. Raises ConfigError where there is none of ours."""
    if not path.is_file():
        message = f"There is no register at {path}. Make one with: minutes build FOLDER"
        raise ConfigError(message)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        yield Asked(connection, filters, as_at)
    except sqlite3.Error as error:
        message = f"{path} is not a register of this version ({error}). Build it again."
        raise ConfigError(message) from error
    finally:
        connection.close()


@dataclass(slots=True)
class Quoted:
    """Gathers the files that a report quotes."""

    files: dict[str, Row] = field(default_factory=dict)

    def note(self, rows: Iterable[Row]) -> None:
        """Take the files of rows with `path`, `sha256`, `version` and `marking`."""
        for row in rows:
            if row["path"]:
                self.files[row["path"]] = row

    def markings(self) -> tuple[str, ...]:
        """Say how the files that are quoted are marked: the paper must be kept no more openly."""
        marks = sorted({row["marking"] for row in self.files.values() if row["marking"]})
        return (f"Files quoted here are marked: {'; '.join(marks)}.",) if marks else ()
