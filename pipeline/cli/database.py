"""Opening a register for a verb, with a sentence where there is none."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.store import opened

DATABASE = Path("output/minutes.db")


@contextlib.contextmanager
def register_at(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the register at `path`. Raises ConfigError where there is none, or another file."""
    if not path.is_file():
        message = f"There is no register at {path}. Make one with: minutes build FOLDER"
        raise ConfigError(message)
    try:
        with opened(path) as register:
            register.execute("select 1 from action_register limit 0")
            yield register
    except sqlite3.Error as error:
        message = f"{path} is not a register of this program ({error}). Build it again."
        raise ConfigError(message) from error


def find_row(register: sqlite3.Connection, key: str) -> tuple[str, sqlite3.Row]:
    """Find the table and row of a key, or the only one that begins so. Raises ConfigError else."""
    tables = register.execute(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c "
        "where m.type = 'table' and c.name = 'rule' and exists "
        "(select 1 from pragma_table_info(m.name) k where k.name = 'id') order by m.name"
    ).fetchall()
    found: list[tuple[str, sqlite3.Row]] = []
    for (table,) in tables:
        sql = f"select * from {table} where id >= ? and id < ? limit 3"  # noqa: S608 - our own table names
        found += [(table, row) for row in register.execute(sql, (key, key + "\U0010ffff"))]
    exact = [pair for pair in found if pair[1]["id"] == key]
    if len(exact or found) != 1:
        many = "More than one row begins" if found else "No row of the register begins"
        message = f"{many} with {key}. Keys stand in the columns id of its tables."
        raise ConfigError(message)
    return (exact or found)[0]
