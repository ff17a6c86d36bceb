"""What is shown beside the page for one entry of the queue: its words, and what can be said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette.database import QueryInterrupted

from pipeline.web import context, source
from pipeline.web.database import Row, first, rows, undirected
from pipeline.web.words import CLOSED, STATUSES

if TYPE_CHECKING:
    from datasette.app import Datasette

    from pipeline.web.render import Flow

ACTION = """
  select a.*, st.status, st.closed, st.hmicfrs, m.date, m.body_id, b.name as body, d.path,
    d.version, s.number as section_number, s.heading as section
  from actions a join action_states st on st.action_id = a.id
  join meetings m on m.id = a.meeting_id join bodies b on b.id = m.body_id
  join documents d on d.id = a.document_id left join sections s on s.id = a.section_id
  where a.id = :key
"""
OWNERS = "select name, text, basis from action_owners where action_id = :key order by ordinal"
PRESENT = """
  select name, initials, abbreviation, role from attendances where meeting_id = :meeting
  order by status <> 'present', ordinal limit 200
"""
EVENT = """
  select e.*, m.date, m.body_id, b.name as body, d.path, d.version,
    s.number as section_number, s.heading as section
  from action_events e join meetings m on m.id = e.meeting_id join bodies b on b.id = m.body_id
  join documents d on d.id = e.document_id left join sections s on s.id = e.section_id
  where e.id = :key
"""
CANDIDATES = """
  with likely as (
    select a.id, 0 as place from actions a where a.id = :held
    union all
    select a.id, 1 from actions a where a.ref = :ref
    union all
    select id, 2 from (
      select k.id from search_index i join search_keys k on k.number = i.rowid
      where search_index match :words and k.kind = 'action' and k.body_id = :body
      order by rank limit 12
    )
  )
  select a.id, a.ref, a.text, a.document_id, a.span_start, a.span_end, a.page, m.date, d.path,
    st.status, st.closed, st.hmicfrs, min(likely.place) as place
  from likely join actions a on a.id = likely.id
  join action_states st on st.action_id = a.id
  join meetings m on m.id = a.meeting_id join documents d on d.id = a.document_id
  where m.body_id = :body and a.meeting_id <> :meeting and coalesce(m.date <= :date, 1)
  group by a.id order by place, st.closed, m.date desc limit 6
"""
LINK = "select * from action_links where id = :key"
ISSUES = """
  select code, level, message from issues
  where document_id = :document and span_start < :span_end and span_end > :span_start
  order by instr('error warning info', level), id limit 20
"""
NOTHING = '"-"'
"""An expression of the full-text index that nothing fulfils."""

WORD = re.compile(r"[^\W\d_]{4,}")
SHARED = 3
"""Words that an update and an action must share to be shown together."""

NAMES = 14
"""Names of a meeting that are offered as buttons; others are typed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation as it is shown: its row, the lines around it, and its page as an image."""

    row: Row
    around: list[Flow]
    image: str | None
    issues: list[Row]


async def action(datasette: Datasette, key: str) -> dict[str, object] | None:
    """What is shown of an action: its words, its owners, who was at the meeting."""
    row = await first(datasette, ACTION, {"key": key})
    if row is None:
        return None
    owners = await rows(datasette, OWNERS, {"key": key})
    present = await rows(datasette, PRESENT, {"meeting": row["meeting_id"]})
    return {
        "shown": [await _shown(datasette, row)],
        "action": row,
        "owners": owners,
        "names": offered(row, [owner["name"] for owner in owners], present),
    }


async def update(datasette: Datasette, key: str) -> dict[str, object] | None:
    """What is shown of an update: its words, and the actions that it may be about."""
    row = await first(datasette, EVENT, {"key": key})
    if row is None:
        return None
    asked = {
        "held": row["action_id"] or "", "ref": row["ref"] or "", "meeting": row["meeting_id"],
        "words": _match(f"{row['quote']} {row['earlier_text'] or ''}"),
        "body": row["body_id"], "date": row["date"],
    }  # fmt: skip
    try:
        likely = await rows(datasette, CANDIDATES, asked)
    except QueryInterrupted:  # common words in a large register: those of its reference will do
        likely = await rows(datasette, CANDIDATES, asked | {"words": NOTHING})
    named = [one for one in likely if one["place"] < 2]  # noqa: PLR2004 (held, or of its reference)
    words = distinctive(f"{row['quote']} {row['earlier_text'] or ''}", row["status"])
    alike = [one for one in likely if len(words & distinctive(one["text"], "")) >= SHARED]
    likely = named or alike
    return {
        "shown": [await _shown(datasette, row)],
        "event": row,
        "closing": row["status"] in CLOSED,
        "draft": row["version"] == "draft",
        "candidates": likely,
    }


async def link(datasette: Datasette, key: str) -> dict[str, object] | None:
    """What is shown of a suggested link: both actions, each in its place."""
    row = await first(datasette, LINK, {"key": key})
    if row is None:
        return None
    sides = [
        await first(datasette, ACTION, {"key": row[side]})
        for side in ("source_action_id", "target_action_id")
    ]
    return {
        "link": row,
        "shown": [await _shown(datasette, side) for side in sides if side is not None],
    }


def offered(row: Row, owners: list[str], present: list[Row]) -> list[Row]:
    """Who was at the meeting, those first whom the action's words name; without its owners."""
    text = undirected(row["text"]).casefold()
    words = set(re.findall(r"\w+", text))

    def named(who: Row) -> bool:
        marks = {who["initials"], who["abbreviation"]} - {None}
        last = who["name"].casefold().split()[-1:]
        return any(mark.casefold() in words for mark in marks) or bool(words.intersection(last))

    others: dict[str, Row] = {}
    for who in present:
        if who["name"] not in owners and len(who["name"]) <= 80:  # noqa: PLR2004 (a button's words)
            others.setdefault(who["name"], who)
    return sorted(others.values(), key=lambda who: not named(who))[:NAMES]


def distinctive(text: str, status: str) -> set[str]:
    """The words that could tell one action from another: not those of statuses and labels."""
    common = {word for name in STATUSES for word in name.split("-")} | {"action", "actions", status}
    return {word.casefold() for word in WORD.findall(text[:2000])} - common


async def _shown(datasette: Datasette, row: Row) -> Shown:
    place = {
        "document": row["document_id"], "span_start": row["span_start"],
        "span_end": row["span_end"],
    }  # fmt: skip
    return Shown(
        row=row,
        around=await context.around(datasette, row),
        image=await source.image_address(datasette, row),
        issues=await rows(datasette, ISSUES, place),
    )


def _match(words: str) -> str:
    """An expression of the full-text index that any of the longest words fulfils."""
    found = dict.fromkeys(word.casefold() for word in WORD.findall(words[:2000]))
    longest = sorted(found, key=len, reverse=True)[:8]
    return " OR ".join(f'"{word}"' for word in longest) or NOTHING
