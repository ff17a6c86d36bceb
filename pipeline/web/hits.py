"""What a search found, ready to be shown: rows of `search_keys` with their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.web import render, words
from pipeline.web.database import Row, rows

if TYPE_CHECKING:
    from datasette.app import Datasette

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
