"""Looking into a register that is there."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Quarantined
from pipeline.model.value import fields
from pipeline.store.run import Run

LAST_DAY = "9999-12-31"
"""The day up to which `action_states_derived` looks."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a register for reading, rows by name. Raises sqlite3.Error where it is none."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


def last_run(path: Path) -> Run | None:
    """Give what built the register at `path`; None where there is no register of ours."""
    if not path.is_file():
        return None
    try:
        with opened(path) as register:
            found = register.execute("select * from runs").fetchone()
    except sqlite3.Error:
        return None
    if found is None or not {*fields(Run)} <= {*found.keys()}:
        return None  # a register of an earlier version of the program
    told = {name: found[name] for name in fields(Run)}
    told["libraries"] = json.loads(found["libraries"])
    told["counts"] = json.loads(found["counts"])
    told["corrections_head"] = found["corrections_head"] or ""
    return Run(**told)


def quarantined(path: Path) -> tuple[Quarantined, ...]:
    """Give the files that the register at `path` was built without."""
    with opened(path) as register:
        rows = register.execute("select path, sha256, kind, message from quarantine order by path")
        return tuple(
            Quarantined(
                path=row["path"],
                sha256=row["sha256"] or "",
                kind=row["kind"],
                message=row["message"],
            )
            for row in rows
        )


def register_rows(register: sqlite3.Connection, as_at: dt.date | None = None) -> list[sqlite3.Row]:
    """Give the rows of `action_register`, as raised; as they stood at the end of a day if given.

    The register of a day is the view's own text over `action_states_derived` with that day in the
    place of the last of all days, as `schema.sql` explains.
    """
    order = "order by raised_on, body, meeting_id, span_start, action_id"
    if as_at is None:
        return register.execute(f"select * from action_register {order}").fetchall()  # noqa: S608 - constant
    states = _text(register, "action_states_derived").replace(f"'{LAST_DAY}'", ":as_at")
    actions = _text(register, "action_register")
    query = f"with action_states as (\n{states}\n), register as (\n{actions}\n) select * from register {order}"  # noqa: S608 - our own views
    return register.execute(query, {"as_at": as_at.isoformat()}).fetchall()


def _text(register: sqlite3.Connection, view: str) -> str:
    """Give the query of a view."""
    (sql,) = register.execute("select sql from sqlite_master where name = ?", (view,)).fetchone()
    return str(sql).partition(" as")[2]
