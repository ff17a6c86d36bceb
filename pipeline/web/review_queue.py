"""What waits for a person: doubtful actions, updates and links, by what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.web.database import LISTED_AGAIN, Row, once
from pipeline.web.words import label

if TYPE_CHECKING:
    from datasette.app import Datasette

MOST = 1000
"""Entries that are held; who has worked through them gets the next."""

_FIRST = "order by hmicfrs desc, open desc, m.date desc, 2 limit 2000"

CLOSING = "('complete', 'closed', 'closed-superseded', 'transferred')"

_SAID = """not exists (
  select 1 from corrections c where c.row_id = {key} and c.applies = 1 and c.kind in ({kinds})
)"""

LINKS = f"""
  select 'link' as kind, l.id, later.meeting_id, m.date, b.name as body, b.id as body_id,
    later.text as words, l.kind as what, l.score, earlier.ref as ref, l.source_action_id,
    l.target_action_id,
    s.hmicfrs or t.hmicfrs as hmicfrs, s.closed = 0 or t.closed = 0 as open,
    s.closed <> t.closed as differ, null as doubts, null as closing, null as target
  from action_links l
  join actions later on later.id = l.source_action_id
  join actions earlier on earlier.id = l.target_action_id
  join action_states s on s.action_id = later.id join action_states t on t.action_id = earlier.id
  join meetings m on m.id = later.meeting_id join bodies b on b.id = m.body_id
  where l.suggested = 1 {_FIRST}
"""  # noqa: S608 (fixed words)

UPDATES = f"""
  select 'update' as kind, e.id, e.meeting_id, m.date, b.name as body, b.id as body_id,
    e.quote as words, e.status as what, null as score, e.ref, null as source_action_id,
    null as target_action_id, coalesce(max(st.hmicfrs), 0) as hmicfrs,
    coalesce(max(st.closed = 0), 0) as open, 0 as differ, null as doubts,
    e.status in {CLOSING} as closing, max(a.ref) as target
  from action_events e
  join meetings m on m.id = e.meeting_id join bodies b on b.id = m.body_id
  left join actions a on a.ref = e.ref and a.id <> coalesce(e.action_id, '')
    and a.meeting_id in (
      select earlier.id from meetings earlier
      where earlier.body_id = m.body_id and coalesce(earlier.date <= m.date, 1)
    )
  left join action_states st on st.action_id = a.id
  where e.action_id is null and e.grade in ('listed', 'stated', 'table', 'narrative')
    and e.status <> 'unknown' and {
    _SAID.format(key="e.id", kinds="'event-closes', 'event-concerns', 'event-does-not-concern'")
}
  group by e.id {_FIRST}
"""  # noqa: S608 (fixed words)

AGAINST = f"""
  select 'update' as kind, e.id, e.meeting_id, m.date, b.name as body, b.id as body_id,
    e.quote as words, e.status as what, null as score, e.ref, null as source_action_id,
    null as target_action_id, st.hmicfrs, st.closed = 0 as open, 1 as differ,
    min(i.message) as doubts, e.status in {CLOSING} as closing, a.ref as target
  from issues i
  join action_events e on e.document_id = i.document_id and e.span_start = i.span_start
    and e.span_end = i.span_end
  join actions a on a.id = e.action_id join action_states st on st.action_id = a.id
  join meetings m on m.id = e.meeting_id join bodies b on b.id = m.body_id
  where i.code in ('status-contradicted', 're-opened') and {
    _SAID.format(key="e.id", kinds="'event-closes', 'event-concerns', 'event-does-not-concern'")
}
  group by e.id {_FIRST}
"""  # noqa: S608 (fixed words)

ACTIONS = f"""
  with doubtful as (
    select a.id, 'Nobody is named as its owner.' as doubt, 'owner' as about from actions a
    where a.kind = 'labelled' and not exists (
      select 1 from action_owners o where o.action_id = a.id)
    union all
    select a.id, 'Whose it is, is not certain: ' || i.message, 'owner' from issues i
    join actions a on a.document_id = i.document_id and i.span_start < a.span_end
      and i.span_end > a.span_start
    where i.code in ('owner-ambiguous', 'owner-unknown') and a.kind = 'labelled'
    union all
    select a.id, 'A deadline is printed from which no date follows: ' || a.due_text, 'due'
    from actions a where a.kind = 'labelled' and a.due_text is not null and a.due_date is null
    union all
    select a.id, 'It is not certain that this is an action.', 'action' from actions a
    where a.kind = 'labelled' and a.confidence < 0.7
  )
  select 'action' as kind, a.id, a.meeting_id, m.date, b.name as body, b.id as body_id,
    a.text as words, max(d.about) as what, null as score, a.ref, null as source_action_id,
    null as target_action_id, st.hmicfrs, st.closed = 0 as open, 0 as differ,
    group_concat(distinct d.doubt) as doubts, null as closing, null as target
  from doubtful d
  join actions a on a.id = d.id join action_states st on st.action_id = a.id
  join meetings m on m.id = a.meeting_id join bodies b on b.id = m.body_id
  where not exists (
    select 1 from corrections c where c.row_id = d.id and c.applies = 1 and c.kind = d.about
  ) and not {LISTED_AGAIN.format(key="a.id")}
  group by a.id {_FIRST}
"""  # noqa: S608 (fixed words)

KINDS = {"update": "What later minutes say", "link": "Suggested links", "action": "Actions"}
"""What can be asked of the queue, in the words of its page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look at. `weight` orders the queue; `hangs` says in words what hangs on it.

    `about` are the keys of the rows that it concerns, in the order of a correction's targets.
    """

    kind: str
    id: str
    body_id: str
    weight: int
    hangs: tuple[str, ...]
    row: Row = field(hash=False)

    @property
    def about(self) -> tuple[str, ...]:
        """Keys of the rows that are judged: the first names the entry among corrections."""
        if self.kind == "link":
            return self.row["source_action_id"], self.row["target_action_id"]
        return (self.id,)

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/-/review/{self.kind}/{self.id}"


async def queue(datasette: Datasette) -> list[Entry]:
    """Everything that waits in the register, what most hangs on first; the newest first of equals."""
    found: dict[tuple[str, str], Entry] = {}
    for sql in (LINKS, UPDATES, AGAINST, ACTIONS):
        for row in await once(datasette, sql):
            entry = weighed(row)
            held = found.get((entry.kind, entry.id))
            if held is None or held.weight < entry.weight:
                found[entry.kind, entry.id] = entry
    ordered = sorted(found.values(), key=lambda entry: entry.id)
    ordered.sort(key=lambda entry: entry.row["date"] or "", reverse=True)
    ordered.sort(key=lambda entry: -entry.weight)
    return ordered[:MOST]


def weighed(row: Row) -> Entry:
    """Weigh one row of the queries above.

    What could close an action of an inspection comes first, then what could close any, then
    what could change who is asked; what concerns closed actions comes last.
    """
    weigh = {"link": _link, "update": _update, "action": _action}[row["kind"]]
    weight, hangs = weigh(row)
    if row["hmicfrs"]:
        weight += 300 if row["what"] != "due" else 60  # "when available" is seldom an error
        hangs = [*hangs, "An HMICFRS action depends on it."]
    if not row["open"] and row["kind"] != "update":
        weight //= 4
        hangs = [*hangs, "Nothing that is open depends on it."]
    return Entry(
        kind=row["kind"], id=row["id"], body_id=row["body_id"], weight=weight,
        hangs=tuple(hangs), row=row,
    )  # fmt: skip


def _link(row: Row) -> tuple[int, list[str]]:
    told = {
        "duplicates": "If it is the same action, the register counts it once.",
        "continues": "If it goes on from the earlier action, the two are read as one story.",
        "supersedes": "If it replaces the earlier action, that one has a successor.",
        "transfers": "If the action was handed over here, that one has a successor.",
    }[row["what"]]
    if row["differ"]:
        return 200, [told, "One of the two is closed and the other is open."]
    return 100, [told]


def _update(row: Row) -> tuple[int, list[str]]:
    status = label(row["what"]).lower()
    if row["differ"]:
        return 260, [str(row["doubts"])]
    if row["closing"] and row["target"] and row["open"]:
        return 500, [f"It says “{status}”: it may close action {row['target']}, which is open."]
    if row["closing"]:
        return 220, [f"It says “{status}” and names no action that the register holds."]
    if row["target"]:
        return 90, [f"It says “{status}”, perhaps of action {row['target']}."]
    return 40, [f"It says “{status}” and names no action that the register holds."]


def _action(row: Row) -> tuple[int, list[str]]:
    weight = {"owner": 120, "due": 60, "action": 160}[row["what"]]
    return weight, [str(row["doubts"])]
