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
