"""Asking the full-text index: SQL with parameters for a `Criteria`, and the hits it gives."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from pipeline.web import render, words
from pipeline.web.criteria import Criteria
from pipeline.web.database import LISTED_AGAIN, NAME, Row, first, rows
from pipeline.web.matching import expression, neighbours

if TYPE_CHECKING:
    from datasette.app import Datasette

COUNTED = 1_000
"""Hits are counted up to here; beyond, "more than" is said."""

_COLUMNS = """
  k.kind, k.id, k.meeting_id, k.date, k.body_id, k.is_current, b.name as body, m.title as meeting,
  r.title as heading, substr(r.body, 1, 240) as snippet, f.number,
  a.ref, a.kind as mark, coalesce(a.owners_text, '') as owners_text, e.earlier_text,
  (select group_concat(name, '; ') from (
     select o.name from action_owners o where o.action_id = a.id order by o.ordinal)) as owners,
  a.due_text, coalesce(due.due_date, a.due_date) as due_date,
  coalesce(st.status, e.status) as status, st.closed, st.hmicfrs, d.outcome,
  coalesce(a.page, d.page, e.page, s.page) as page, s.document_id as section_document,
  coalesce(e.action_id, case when k.kind = 'action' then k.id end) as action_id,
  case k.kind
    when 'action' then a.text when 'decision' then d.text when 'event' then e.quote
    when 'section' then substr(s.text, 1, 1000) else p.name end as text,
  (k.kind = 'action' and st.closed = 0 and coalesce(due.due_date, a.due_date) <
     (select max(date) from meetings n where n.body_id = k.body_id)) as overdue
"""
_DETAILS = """
  join search_keys k on k.number = f.number
  join search_rows r on r.number = f.number
  left join bodies b on b.id = k.body_id
  left join meetings m on m.id = k.meeting_id
  left join actions a on k.kind = 'action' and a.id = k.id
  left join action_states st on st.action_id = a.id
  left join action_events due on due.id = st.due_event_id
  left join decisions d on k.kind = 'decision' and d.id = k.id
  left join action_events e on k.kind = 'event' and e.id = k.id
  left join sections s on k.kind = 'section' and s.id = k.id
  left join people p on k.kind = 'person' and p.id = k.id
"""
RANKED = 10_000
"""Of more matches than this, the best of the first so many is shown: ranking all takes seconds."""

_MATCHED = (
    "select search_index.rowid as number, bm25(search_index) as place from search_index "
    "join search_keys k on k.number = search_index.rowid where search_index match :match"
)
_LISTED = "select k.number as number, -k.number as place from search_keys k where 1"
_BY_DATE = (
    "select k.number as number, 0 as place from meetings day cross join search_keys k "
    "on k.meeting_id = day.id where 1"
)
"""From the newest meeting down, so that a page of a large register is had without sorting it."""

_SNIPPETS = f"""
  select rowid as number, snippet(search_index, 5, '{render.OPEN}', '{render.CLOSE}', '…', 40) as snippet
  from search_index where search_index match :match and rowid in (0)
"""  # noqa: S608 (two characters of ours)
DATED = frozenset({"action", "decision", "event"})
"""Kinds of which every row belongs to a meeting."""

_ORDERS = {
    "newest": "k.date desc nulls last, f.place",
    "deadline": "coalesce(due.due_date, a.due_date) nulls last, k.date",
}
_WORD = re.compile(r"\w+(?![\w*])", re.UNICODE)
_PHRASE = re.compile(r'"[^"]*"?')
_vocabularies: WeakKeyDictionary[Any, tuple[str, ...]] = WeakKeyDictionary()


def conditions(criteria: Criteria) -> tuple[str, dict[str, object]]:
    """The filters as SQL over search_keys k (empty, or beginning with "and"), with parameters."""
    parts: list[str] = []
    given: dict[str, object] = {}
    if criteria.kinds:
        parts.append("k.kind = :kind")
        given["kind"] = criteria.kinds
    if not criteria.earlier:
        parts.append(f"k.is_current = 1 and not {LISTED_AGAIN.format(key='k.id')}")
    if criteria.body:
        parts.append("k.body_id = :body")
        given["body"] = criteria.body
    if criteria.start:
        parts.append("k.date >= :start")
        given["start"] = criteria.start
    if criteria.end:
        parts.append("k.date <= :end")
        given["end"] = criteria.end
    if criteria.owner:
        parts.append(
            "exists (select 1 from action_owners o where o.action_id = k.id"
            " and (o.name = :owner or o.text = :owner))"
        )
        given["owner"] = criteria.owner
    if criteria.mark:
        parts.append("exists (select 1 from actions a where a.id = k.id and a.kind = :mark)")
        given["mark"] = criteria.mark
    if criteria.due:
        stated = "exists (select 1 from actions a where a.id = k.id and a.due_text is not null)"
        parts.append(stated if criteria.due == "yes" else f"not {stated}")
    if criteria.status or criteria.hmicfrs:
        parts.append(_state(criteria, given))
    return "".join(f" and {part}" for part in parts), given


def _state(criteria: Criteria, given: dict[str, object]) -> str:
    """The condition on an action's derived state."""
    tests = ["st.action_id = k.id"]
    if criteria.hmicfrs:
        tests.append("st.hmicfrs = 1")
    if criteria.status in {"open", "overdue"}:
        tests.append("st.closed = 0")
    elif criteria.status == "closed":
        tests.append("st.closed = 1")
    elif criteria.status:
        tests.append("st.status = :status")
        given["status"] = criteria.status
    if criteria.status == "overdue":
        tests.append(
            "coalesce((select e.due_date from action_events e where e.id = st.due_event_id),"
            " (select a.due_date from actions a where a.id = k.id))"
            " < (select max(n.date) from meetings n where n.body_id = k.body_id)"
        )
    return f"exists (select 1 from action_states st where {' and '.join(tests)})"  # noqa: S608 (fixed words)


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


async def hits(
    datasette: Datasette, criteria: Criteria, match: str, *, limit: int, offset: int = 0
) -> list[Row]:
    """The hits of a question, best first (or as it sorts), each with its pieces to show."""
    where, given = conditions(criteria)
    order = _ORDERS.get(criteria.sort, "f.place" if match else _ORDERS["newest"])
    given |= {"match": match} if match else {}
    given |= {"limit": limit, "offset": offset}
    ending = f"order by {order}, f.number limit :limit offset :offset"
    if match:
        found = f"{_MATCHED}{where} limit {RANKED}"
        if order == "f.place":  # take the page before looking anything up
            found = f"select * from ({found}) order by place limit :limit offset :offset"  # noqa: S608 (fixed words)
            ending = "order by f.place"
    elif criteria.sort != "deadline" and (criteria.kinds in DATED or not criteria.kinds):
        found = f"{_BY_DATE}{where} order by day.date desc limit :limit offset :offset"
        ending = "order by k.date desc nulls last, f.number"
    else:
        found = _LISTED + where
    sql = f"select {_COLUMNS} from ({found}) f {_DETAILS} {ending}"  # noqa: S608 (fixed words; input is in parameters)
    listed = await rows(datasette, sql, given)
    if match:
        await _add_snippets(datasette, listed, match)
    for hit in listed:
        finish(hit)
    return listed


async def _add_snippets(datasette: Datasette, listed: list[Row], match: str) -> None:
    """Give each hit the words around what was found, from the full-text index."""
    numbers = ", ".join(str(int(hit["number"])) for hit in listed) or "0"
    sql = _SNIPPETS.replace("(0)", f"({numbers})")
    snippets = {
        row["number"]: row["snippet"] for row in await rows(datasette, sql, {"match": match})
    }
    for hit in listed:
        hit["snippet"] = snippets.get(hit["number"]) or hit["snippet"]


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


async def total(datasette: Datasette, criteria: Criteria, match: str) -> int:
    """How many hits there are; COUNTED + 1 stands for more."""
    where, given = conditions(criteria)
    if match:
        given["match"] = match
    found = (_MATCHED if match else _LISTED).replace(", bm25(search_index) as place", "") + where
    counting = f"select count(*) as n from ({found} limit {COUNTED + 1})"  # noqa: S608 (fixed words)
    row = await first(datasette, counting, given)
    return int(row["n"]) if row else 0


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
