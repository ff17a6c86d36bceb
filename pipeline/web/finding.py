"""Asking the full-text index: SQL for a `Criteria`, and the hits it gives."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pipeline.web import narrowing
from pipeline.web.criteria import Criteria
from pipeline.web.database import NAME, edition, exact_rows, first
from pipeline.web.matching import expression, neighbours, some
from pipeline.web.narrowing import BOUNDS, between, conditions

if TYPE_CHECKING:
    from datasette.app import Datasette

COUNTED = 1_000
"""Hits are counted up to here; beyond, "more than" is said."""

RANKED = 2_000
"""Of more matches than this, the newest so many are ranked: ranking all takes too long."""

LOOSE = 10_000
"""As RANKED, where any of the words will do: those with most of them must be among the ranked."""

FEW = 50_000
"""Rows that are taken as a set, where a filter leaves no more."""

_MATCHED = (
    "from search_index join search_keys k on k.number = search_index.rowid "
    "where search_index match :match"
)
_OWNED = "from search_owners w join search_keys k on k.number = w.number where w.name = :owner"
_LISTED = "from search_keys k where 1"
_DEADLINE = "coalesce(k.deadline, '9999-12-31'), k.number"
_WORD = re.compile(r"\w+(?![\w*])", re.UNICODE)
_PHRASE = re.compile(r'"[^"]*"?')
_vocabularies: WeakKeyDictionary[Any, tuple[str, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of search_keys on a page of results, in order, and how many results there are.

    `total` is exact up to COUNTED; COUNTED + 1 stands for more. `ranked` is how many of the newest
    were put in order, where there were too many to rank them all, else 0.
    """

    numbers: tuple[int, ...]
    total: int
    ranked: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question finds, and how it was asked.

    `match` is the full-text expression ("" where no words are asked), `added` the spellings that
    were tried besides, `some` tells that no row has all of the words and these have some of them.
    """

    found: Found
    match: str = ""
    added: tuple[str, ...] = ()
    some: bool = False


async def answer(
    datasette: Datasette, criteria: Criteria, *, limit: int, offset: int = 0
) -> Answer | None:
    """What answers a question, best first (or as it sorts); None where its words hold none."""
    if not criteria.q:
        return Answer(await find(datasette, criteria, "", limit=limit, offset=offset))
    spellings = await _spellings(datasette, criteria.q)

    def others(word: str) -> tuple[str, ...]:
        return spellings.get(word, ())

    match = expression(criteria.q, others)
    if not match:
        return None
    added = tuple(spelling for found in spellings.values() for spelling in found)
    found = await find(datasette, criteria, match, limit=limit, offset=offset)
    loose = some(criteria.q, others) if not found.total else ""
    if loose:
        near = await find(datasette, criteria, loose, limit=limit, offset=offset, ranked=LOOSE)
        if near.total:
            return Answer(near, loose, added, some=True)
    return Answer(found, match, added)


async def find(
    datasette: Datasette,
    criteria: Criteria,
    match: str,
    *,
    limit: int,
    offset: int = 0,
    ranked: int = RANKED,
) -> Found:
    """What answers a question, best first (or as it sorts): `match` is "" where no words are asked."""
    narrowed, given = conditions(criteria)
    days = ""
    if criteria.start or criteria.end:
        asked = {"start": criteria.start, "end": criteria.end}
        bounds = (await exact_rows(datasette, BOUNDS, asked))[0]
        days = between(criteria, bounds, "search_index.rowid" if match else "k.number")
    if match:
        given["match"] = match
        narrowed = await _few(datasette, criteria, given) + narrowed
    source = _MATCHED if match else _OWNED if criteria.owner else _LISTED
    where = f"{source}{days}{narrowed}"
    if match and not criteria.sort:
        return await _ranked(datasette, where, given, (limit, offset), max(ranked, limit + offset))
    order = _DEADLINE if criteria.sort == "deadline" else _NEWEST[source]
    page = f"select k.number as number {where} order by {order} limit :limit offset :offset"
    window = {"limit": limit, "offset": offset}
    numbers = [row["number"] for row in await exact_rows(datasette, page, given | window)]
    counting = f"select count(*) as n from (select 1 {where} limit {COUNTED + 1})"  # noqa: S608 (fixed words)
    total = (await exact_rows(datasette, counting, given))[0]["n"]
    return Found(tuple(numbers), total)


_NEWEST = {_MATCHED: "search_index.rowid", _OWNED: "w.number", _LISTED: "k.number"}
"""The newest first, by the column that each source is walked along."""


async def _few(datasette: Datasette, criteria: Criteria, given: dict[str, object]) -> str:
    """SQL for the sets of `narrowing` that are small.

    A unary plus keeps the index of words from being asked for each of their rows apart.
    """
    sets = narrowing.sets(criteria)
    if not sets:
        return ""
    counts = ", ".join(
        f"(select count(*) from ({sql} limit {FEW + 1})) as {name}"  # noqa: S608 (fixed words)
        for name, sql in sets.items()
    )
    held = (await exact_rows(datasette, f"select {counts}", given))[0]
    small = [sql for name, sql in sets.items() if held[name] <= FEW]
    return "".join(f" and +search_index.rowid in ({sql})" for sql in small)


async def _ranked(
    datasette: Datasette,
    where: str,
    given: dict[str, object],
    window: tuple[int, int],
    most: int,
) -> Found:
    """The best matches first, of the newest `most`; `window` is how many, and from which."""
    limit, offset = window
    sql = f"""
      select search_index.rowid as number, bm25(search_index) as place {where}
      order by search_index.rowid limit {most + 1}
    """
    found = await exact_rows(datasette, sql, given)
    best = sorted(found[:most], key=lambda row: (row["place"], row["number"]))
    return Found(
        tuple(row["number"] for row in best[offset : offset + limit]),
        min(len(found), COUNTED + 1),
        ranked=most if len(found) > most else 0,
    )


async def _spellings(datasette: Datasette, typed: str) -> dict[str, tuple[str, ...]]:
    """For each word that the register does not hold, its nearest neighbours there."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _WORD.findall(_PHRASE.sub(" ", typed)):
        if not await _known(datasette, word):
            found[word] = neighbours(word, await _vocabulary(datasette))
    return found


async def _known(datasette: Datasette, word: str) -> bool:
    sql = "select 1 from search_index where search_index match :match limit 1"
    return await first(datasette, sql, {"match": f'"{word}"'}) is not None


async def _vocabulary(datasette: Datasette) -> tuple[str, ...]:
    """Every stem of the register's index, read once for each database that is served."""
    served = edition(datasette)
    if served not in _vocabularies:

        def read(connection: sqlite3.Connection) -> tuple[str, ...]:
            connection.execute(
                "create virtual table if not exists temp.search_words"
                " using fts5vocab('main', 'search_index', 'row')"
            )
            return tuple(row[0] for row in connection.execute("select term from search_words"))

        _vocabularies[served] = await datasette.get_database(NAME).execute_fn(read)
    return _vocabularies[served]
