"""Asking the full-text index: SQL for a `Criteria`, and the hits it gives."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from pipeline.web import narrowing, render, words
from pipeline.web.criteria import Criteria
from pipeline.web.database import NAME, Row, exact_rows, first, rows
from pipeline.web.matching import expression, neighbours
from pipeline.web.narrowing import BOUNDS, between, conditions

if TYPE_CHECKING:
    from datasette.app import Datasette

COUNTED = 1_000
"""Hits are counted up to here; beyond, "more than" is said."""

RANKED = 2_000
"""Of more matches than this, the newest so many are ranked: ranking all takes too long."""

FEW = 50_000
"""Rows that are taken as a set, where a filter leaves no more."""

_DETAILS = """
  select f.number, k.kind, k.id, k.meeting_id, k.date, k.body_id, k.is_current, k.mark, k.overdue,
    k.closed, k.hmicfrs, k.deadline as due_date, coalesce(k.status, e.status) as status,
    b.name as body, m.title as meeting, r.title as heading, substr(r.body, 1, 240) as snippet,
    a.ref, coalesce(a.owners_text, '') as owners_text, a.due_text, d.outcome, e.earlier_text,
    (select group_concat(name, '; ') from (
       select o.name from action_owners o where o.action_id = a.id order by o.ordinal)) as owners,
    coalesce(a.page, d.page, e.page, s.page) as page, s.document_id as section_document,
    coalesce(e.action_id, case when k.kind = 'action' then k.id end) as action_id,
    case k.kind
      when 'action' then a.text when 'decision' then d.text when 'event' then e.quote
      when 'section' then substr(s.text, 1, 1000) else p.name end as text
  from (select column1 as number from (values {numbers})) f
  join search_keys k on k.number = f.number
  join search_rows r on r.number = f.number
  left join bodies b on b.id = k.body_id
  left join meetings m on m.id = k.meeting_id
  left join actions a on k.kind = 'action' and a.id = k.id
  left join decisions d on k.kind = 'decision' and d.id = k.id
  left join action_events e on k.kind = 'event' and e.id = k.id
  left join sections s on k.kind = 'section' and s.id = k.id
  left join people p on k.kind = 'person' and p.id = k.id
"""
_SNIPPETS = f"""
  select rowid as number, snippet(search_index, 5, '{render.OPEN}', '{render.CLOSE}', '…', 40) as snippet
  from search_index where search_index match :match and rowid in ({{numbers}})
"""  # noqa: S608 (two characters of ours)

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

    `total` is exact up to COUNTED; COUNTED + 1 stands for more. `ranked` tells that there were too
    many to rank them all.
    """

    numbers: tuple[int, ...]
    total: int
    ranked: bool = False


async def find(
    datasette: Datasette, criteria: Criteria, match: str, *, limit: int, offset: int = 0
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
        return await _ranked(datasette, where, given, limit, offset)
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
    datasette: Datasette, where: str, given: dict[str, object], limit: int, offset: int
) -> Found:
    """The best matches first, of the newest RANKED or as many as are asked for."""
    most = max(RANKED, limit + offset)
    sql = f"""
      select search_index.rowid as number, bm25(search_index) as place {where}
      order by search_index.rowid limit {most + 1}
    """
    found = await exact_rows(datasette, sql, given)
    best = sorted(found[:most], key=lambda row: (row["place"], row["number"]))
    return Found(
        tuple(row["number"] for row in best[offset : offset + limit]),
        min(len(found), COUNTED + 1),
        ranked=len(found) > most,
    )


async def hits(datasette: Datasette, numbers: Sequence[int], match: str) -> list[Row]:
    """The rows of search_keys with these `numbers`, in this order, each with its pieces to show."""
    if not numbers:
        return []
    shown = await rows(
        datasette, _DETAILS.format(numbers=", ".join(f"({int(number)})" for number in numbers))
    )
    if match:
        await _add_snippets(datasette, shown, match)
    for hit in shown:
        finish(hit)
    places = {number: place for place, number in enumerate(numbers)}
    return sorted(shown, key=lambda hit: places[hit["number"]])


async def _add_snippets(datasette: Datasette, shown: list[Row], match: str) -> None:
    """Give each hit the words around what was found, from the full-text index."""
    numbers = ", ".join(str(int(hit["number"])) for hit in shown)
    sql = _SNIPPETS.format(numbers=numbers)
    snippets = {
        row["number"]: row["snippet"] for row in await rows(datasette, sql, {"match": match})
    }
    for hit in shown:
        hit["snippet"] = snippets.get(hit["number"]) or hit["snippet"]


async def matched(datasette: Datasette, criteria: Criteria) -> tuple[str, tuple[str, ...]]:
    """The full-text expression of what was typed, and the spellings that were added to it."""
    added: list[str] = []
    spellings: dict[str, tuple[str, ...]] = {}
    for word in _WORD.findall(_PHRASE.sub(" ", criteria.q)):
        if not await _known(datasette, word):
            spellings[word] = neighbours(word, await _vocabulary(datasette))
            added += spellings[word]
    found = expression(criteria.q, lambda word: spellings.get(word, ()))
    return found, tuple(added)


def finish(hit: Row) -> None:
    """Add what is shown: the snippet's pieces, a title, the page where the hit stands."""
    hit["snippet"] = _own_words(hit["snippet"] or "", hit["owners_text"], hit["earlier_text"])
    hit["pieces"] = render.snippet((hit["snippet"] or "").strip().replace("\n", " · "))
    hit["snippet"] = "".join(piece.text for piece in hit["pieces"])
    hit["title"] = title(hit)
    hit["url"] = address(hit)


def _own_words(snippet: str, *added: str | None) -> str:
    """A snippet without its last line where that was only added for the index (owners, …)."""
    words, line_end, last = snippet.rpartition("\n")
    bare = last.replace(render.OPEN, "").replace(render.CLOSE, "").strip("…")
    return words if line_end and any(text and bare in text for text in added) else snippet


def title(hit: Row) -> str:
    """What to head a hit with."""
    if hit["kind"] == "decision":
        return f"Decision: {words.label(hit['outcome']).lower()}"
    if hit["kind"] == "section":
        return hit["heading"] or "Section without a heading"
    if hit["kind"] == "action" and str(hit["ref"]).casefold().startswith("action"):
        return str(hit["ref"])
    return hit["heading"] or words.label(hit["kind"])


def address(hit: Row) -> str:
    """Where a hit is shown."""
    key = quote(hit["id"], safe="")
    if hit["kind"] in {"action", "decision", "person"}:
        return f"/-/{hit['kind']}/{key}"
    if hit["kind"] == "event" and hit["action_id"]:
        return f"/-/action/{quote(hit['action_id'], safe='')}#{key}"
    if hit["kind"] == "section" and not (hit["is_current"] and hit["meeting_id"]):
        return f"/-/document/{quote(hit['section_document'], safe='')}#{key}"
    return f"/-/meeting/{quote(hit['meeting_id'], safe='')}#{key}"


async def _known(datasette: Datasette, word: str) -> bool:
    sql = "select 1 from search_index where search_index match :match limit 1"
    return await first(datasette, sql, {"match": f'"{word}"'}) is not None


async def _vocabulary(datasette: Datasette) -> tuple[str, ...]:
    """Every stem of the register's index, read once for each database that is served."""
    database = datasette.get_database(NAME)
    if database not in _vocabularies:

        def read(connection: sqlite3.Connection) -> tuple[str, ...]:
            connection.execute(
                "create virtual table if not exists temp.search_words"
                " using fts5vocab('main', 'search_index', 'row')"
            )
            return tuple(row[0] for row in connection.execute("select term from search_words"))

        _vocabularies[database] = await database.execute_fn(read)
    return _vocabularies[database]
