"""The first page: what is in the register, what is newest, what was not read, one search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web import news
from pipeline.web.database import NAME, once

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

COUNTS = """
  with r as (
    select count(*) as actions, coalesce(sum(closed = 0), 0) as open,
      coalesce(sum(overdue), 0) as overdue,
      coalesce(sum(closed = 0 and hmicfrs = 1), 0) as hmicfrs_open
    from search_keys where kind = 'action' and mark = 'labelled' and repeated = 0
  )
  select
    (select count(*) from bodies) as bodies,
    (select count(*) from meetings) as meetings,
    (select count(*) from decisions) as decisions,
    (select count(*) from people) as people,
    r.actions, r.open, r.overdue, r.hmicfrs_open,
    (select count(*) from quarantine) as unread,
    (select count(*) from documents) as documents,
    (select count(*) from documents where state = 'partial') as partial,
    (select count(*) from issues where level <> 'info') as doubts,
    (select count(*) from unattributed_events where closure) as unattributed,
    (select min(date) from meetings) as first, (select max(date) from meetings) as last,
    (select finished_at from runs) as built, (select version from runs) as version
  from r
"""
NEWEST = """
  select m.id, m.date, m.title, b.name as body,
    (select count(*) from actions a where a.meeting_id = m.id and a.kind = 'labelled') as actions,
    (select count(*) from decisions d where d.meeting_id = m.id) as decisions,
    (select count(distinct e.action_id) from action_events e
      join action_states s on s.event_id = e.id
      where e.meeting_id = m.id and s.closed = 1) as closures
  from meetings m join bodies b on b.id = m.body_id
  where m.date is not null order by m.date desc, m.id limit 8
"""
LATE = """
  select k.id as action_id, a.ref, a.text, b.name as body, k.deadline, coalesce((
    select group_concat(name, '; ')
    from (select o.name from action_owners o where o.action_id = a.id order by o.ordinal)
  ), a.owners_text) as owners
  from (
    select number from search_keys
    where overdue = 1 and mark = 'labelled' and repeated = 0
    order by coalesce(deadline, '9999-12-31') desc, number limit 6
  ) late
  join search_keys k on k.number = late.number
  join actions a on a.id = k.id join bodies b on b.id = k.body_id
  order by k.deadline desc, k.number
"""
BODIES = """
  select b.id, b.name, count(m.id) as meetings, min(m.date) as first, max(m.date) as last
  from bodies b join meetings m on m.body_id = b.id group by b.id order by b.name limit 40
"""
UNREAD = "select path, kind, message from quarantine order by path limit 5"


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the first page."""
    queries = await datasette.get_canned_queries(NAME, request.actor)
    context = {
        "counts": (await once(datasette, COUNTS))[0],
        "newest": await once(datasette, NEWEST),
        "late": await once(datasette, LATE),
        "bodies": await once(datasette, BODIES),
        "unread": await once(datasette, UNREAD),
        "queries": queries,
        "news": await news.told(datasette),
    }
    return Response.html(
        await datasette.render_template("register/home.html", context, request=request)
    )
