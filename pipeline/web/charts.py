"""Charts drawn as SVG on the server, each from a table that stands beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from pipeline.web.database import once
from pipeline.web.drawing import across, columns
from pipeline.web.listing import listing

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

REGISTER = """
  select a.id, m.date as raised, st.closed_on, st.closed, st.hmicfrs,
    coalesce(due.due_date, a.due_date) as deadline, m.body_id, newest.day as newest
  from actions a join meetings m on m.id = a.meeting_id join action_states st on st.action_id = a.id
  join (select body_id, max(date) as day from meetings group by body_id) newest
    on newest.body_id = m.body_id
  left join action_events due on due.id = st.due_event_id
  where a.kind = 'labelled' and m.date is not null and (:body is null or m.body_id = :body)
"""
OVER_TIME = f"""
  with register as ({REGISTER}),
  months(day) as (
    select date(max((select min(raised) from register),
      date((select max(date) from meetings), '-35 months')), 'start of month', '+1 month', '-1 day')
    union all
    select date(day, '+1 day', '+1 month', '-1 day') from months
    where day < (select max(date) from meetings)
  )
  select substr(day, 1, 7) as label, day,
    (select count(*) from register r where r.raised <= day
      and (r.closed = 0 or r.closed_on > day)) as first,
    (select count(*) from register r where r.raised <= day
      and (r.closed = 0 or r.closed_on > day) and r.deadline < min(day, r.newest)) as second
  from months where day is not null
"""  # noqa: S608 (fixed words)
AGES = f"""
  with register as ({REGISTER}),
  ages as (
    select cast(julianday(r.newest) - julianday(r.raised) as integer) as days from register r where r.closed = 0
  ),
  classes(place, label, low, high) as (values (1, 'under 3 months', -1, 91),
    (2, '3 to 6 months', 91, 183), (3, '6 to 12 months', 183, 365),
    (4, '1 to 2 years', 365, 730), (5, 'over 2 years', 730, 1000000))
  select label, (select count(*) from ages where days >= low and days < high) as first
  from classes order by place
"""  # noqa: S608 (fixed words)
CLOSING = f"""
  with register as ({REGISTER}),
  spans as (
    select o.name, julianday(r.closed_on) - julianday(r.raised) as days
    from register r join action_owners o on o.action_id = r.id
    where r.closed = 1 and r.closed_on is not null
  ),
  ranked as (
    select name, days, row_number() over (partition by name order by days) as place,
      count(*) over (partition by name) as n from spans
  )
  select name as label, cast(round(avg(days)) as integer) as first, max(n) as n from ranked
  where place in ((n + 1) / 2, (n + 2) / 2)
  group by name order by n desc, name limit 12
"""  # noqa: S608 (fixed words)
PER_MEETING = """
  select m.date as label, m.id, b.name as body,
    (select count(*) from actions a where a.meeting_id = m.id and a.kind = 'labelled') as first
  from meetings m join bodies b on b.id = m.body_id
  where m.date is not null and m.kind <> 'tracker' and (:body is null or m.body_id = :body)
  order by m.date desc, m.id limit 24
"""
HMICFRS = f"""
  with register as ({REGISTER})
  select substr(raised, 1, 4) as label, sum(closed = 0) as first, sum(closed = 1) as second
  from register where hmicfrs = 1 group by 1 order by 1
"""  # noqa: S608 (fixed words)


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the charts, of all bodies or (`body=`) of one."""
    asked = await listing(datasette, request)
    given = {"body": asked.given["body"] or None}
    time = await once(datasette, OVER_TIME, given)
    meetings = list(reversed(await once(datasette, PER_MEETING, given)))
    body = {"body": given["body"]} if given["body"] else {}

    def search(**asked_for: str) -> str:
        return "/-/search?" + urlencode({"kind": "action", "mark": "labelled"} | body | asked_for)

    context = {
        "listing": asked,
        "over_time": columns(
            time,
            ("open", "late"),
            lambda row: "/minutes/open_on_day?" + urlencode({"day": row["day"]} | body),
        ),
        "ages": across(
            await once(datasette, AGES, given),
            "open",
            lambda _: search(status="open", sort="deadline"),
        ),
        "closing": across(
            await once(datasette, CLOSING, given),
            "done",
            lambda row: search(status="closed", owner=row["label"]),
        ),
        "per_meeting": columns(meetings, ("open",), lambda row: f"/-/meeting/{row['id']}"),
        "hmicfrs": columns(
            await once(datasette, HMICFRS, given),
            ("open", "done"),
            lambda row: search(hmicfrs="1", **{"from": row["label"], "to": row["label"]}),
            stacked=True,
        ),
    }
    return Response.html(
        await datasette.render_template("register/charts.html", context, request=request)
    )
