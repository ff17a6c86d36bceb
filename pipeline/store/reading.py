"""Looking into a register that is there."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Quarantined
from pipeline.store.run import Run


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
    if found is None:
        return None
    told = {name: found[name] for name in Run.__dataclass_fields__}
    told["libraries"] = json.loads(found["libraries"])
    told["counts"] = json.loads(found["counts"])
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
