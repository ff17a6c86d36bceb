"""Asking the register: SQL with parameters in, plain dictionaries out."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from datasette.app import Datasette

NAME = "minutes"
"""What the register is called in addresses, whatever its file is called."""

Row = dict[str, Any]

KEPT = 500
"""Answers that `once` keeps of a database: enough for every page, too few to fill memory."""

LISTED_AGAIN = """exists (
  select 1 from action_links again
  where again.source_action_id = {key} and again.kind = 'duplicates' and again.suggested = 0
)"""
"""SQL: whether an action is the repetition of an earlier one, which the register counts once."""

_once: WeakKeyDictionary[Any, dict[tuple[str, str], list[Row]]] = WeakKeyDictionary()

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def undirected(text: str) -> str:
    """`text` without the invisible marks that turn the order of what stands around them."""
    return _DIRECTION.sub("", text)


async def rows(
    datasette: Datasette, sql: str, parameters: Mapping[str, object] | None = None
) -> list[Row]:
    """Run `sql`; every row as a dictionary, its texts ready to be shown (`undirected`)."""
    return [_shown(row) for row in await exact_rows(datasette, sql, parameters)]


async def exact_rows(
    datasette: Datasette, sql: str, parameters: Mapping[str, object] | None = None
) -> list[Row]:
    """Run `sql`; every row as a dictionary, texts code point for code point, as spans need."""
    results = await datasette.get_database(NAME).execute(sql, dict(parameters or {}))
    return [dict(row) for row in results.rows]


def _whole(connection: sqlite3.Connection, sql: str, parameters: Mapping[str, object]) -> list[Row]:
    """Every row of a question of ours that is asked once, however long a large register takes."""
    found = (dict(row) for row in connection.execute(sql, dict(parameters)))
    return [_shown(row) for row in found]


def _shown(row: Row) -> Row:
    return {name: undirected(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


async def first(
    datasette: Datasette, sql: str, parameters: Mapping[str, object] | None = None
) -> Row | None:
    """Run `sql`; its first row, or None."""
    found = await rows(datasette, sql, parameters)
    return found[0] if found else None


def edition(datasette: Datasette) -> object:
    """What is served at present: a register whose file was replaced is another one."""
    database = datasette.get_database(NAME)
    return getattr(database, "edition", database)


async def once(
    datasette: Datasette, sql: str, parameters: Mapping[str, object] | None = None
) -> list[Row]:
    """As `rows`, but asked once for each database that is served, which does not change."""
    database = datasette.get_database(NAME)
    held = _once.setdefault(edition(datasette), {})
    key = (sql, repr(sorted((parameters or {}).items())))
    found = None if database.is_mutable else held.pop(key, None)
    if found is None:
        found = await database.execute_fn(partial(_whole, sql=sql, parameters=parameters or {}))
    held[key] = found  # the last: what nobody has asked for longest is first, and goes first
    if len(held) > KEPT:
        del held[next(iter(held))]
    return found
