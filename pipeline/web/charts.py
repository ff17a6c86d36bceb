"""Charts drawn as SVG on the server, each from a table that stands beneath it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from pipeline.web.database import Row, once
from pipeline.web.drawing import across, columns
from pipeline.web.listing import listing

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

REGISTER = """
  select number, id, meeting_id, body_id, date as raised, closed, closed_on, hmicfrs, deadline
  from search_keys
  where kind = 'action' and mark = 'labelled' and repeated = 0 and date is not null
    and (:body is null or body_id = :body)
"""
DAYS = "select body_id, max(date) as newest from meetings group by body_id"
OVER_TIME = f"""
  with register as ({REGISTER}), days as materialized ({DAYS})
  select substr(raised, 1, 7) as raised, substr(closed_on, 1, 7) as closed,
    case when deadline < newest then substr(date(deadline, '+1 day'), 1, 7) end as late,
    count(*) as n
  from register join days using (body_id) where closed = 0 or closed_on is not null group by 1, 2, 3
"""  # noqa: S608 (fixed words)
NEWEST = (
    "select substr(max(date), 1, 7) as month from meetings where :body is null or body_id = :body"
)
MONTHS = 36
"""Months that the first chart shows, up to the newest meeting's."""

NOT_STATED = "not stated"
"""What the owners are called of whom no organisation is known."""

AGES = f"""
  with register as ({REGISTER}), days as materialized ({DAYS}),
  ages as materialized (
    select cast(julianday(newest) - julianday(raised) as integer) as age, count(*) as n
    from register join days using (body_id) where closed = 0 group by 1
  ),
  classes(place, label, low, high) as (values (1, 'under 3 months', -1, 91),
    (2, '3 to 6 months', 91, 183), (3, '6 to 12 months', 183, 365),
    (4, '1 to 2 years', 365, 730), (5, 'over 2 years', 730, 1000000))
  select label, coalesce((select sum(n) from ages where age >= low and age < high), 0) as first,
    low, high
  from classes order by place
"""  # noqa: S608 (fixed words)
MEDIANS = """
  counted as (select label, days, count(*) as n from spans group by 1, 2),
  ranked as (
    select label, days, sum(n) over (partition by label order by days) as upto,
      sum(n) over (partition by label) as n from counted
  )
  select label, max(n) as second, cast(round((
      min(case when upto >= (n + 1) / 2 then days end)
      + min(case when upto >= (n + 2) / 2 then days end)
    ) / 2) as integer) as first
  from ranked group by label order by second desc, label limit 12
"""
"""The medians of the days of each label: counted by days first, which leaves little to sort."""

CLOSING = f"""
  with register as ({REGISTER}),
  spans as (
    select o.name as label, julianday(r.closed_on) - julianday(r.raised) as days
    from register r join action_owners o on o.action_id = r.id
    where r.closed = 1 and r.closed_on is not null
  ), {MEDIANS}
"""  # noqa: S608 (fixed words)
ORGANISATIONS = f"""
  with register as ({REGISTER}),
  spans as (
    select case o.kind when 'organisation' then o.name else (
        select t.organisation from attendances t
        where t.meeting_id = r.meeting_id and t.person_id = o.person_id and t.organisation is not null
        order by t.ordinal limit 1
      ) end as label, julianday(r.closed_on) - julianday(r.raised) as days
    from register r join action_owners o on o.action_id = r.id
    where r.closed = 1 and r.closed_on is not null
  ), {MEDIANS}
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
    newest = (await once(datasette, NEWEST, given))[0]["month"]
    time = over_time(await once(datasette, OVER_TIME, given), newest)
    meetings = list(reversed(await once(datasette, PER_MEETING, given)))
    organisations = await once(datasette, ORGANISATIONS, given)
    body = {"body": given["body"]} if given["body"] else {}

    def search(**asked_for: str) -> str:
        return "/-/search?" + urlencode({"kind": "action", "mark": "labelled"} | body | asked_for)

    def query(name: str, **asked_for: object) -> str:
        return f"/minutes/{name}?" + urlencode(asked_for | body)

    context = {
        "listing": asked,
        "over_time": columns(
            time,
            ("open", "late"),
            lambda row, look: (
                query("open_on_day", day=row["day"]) + ("&late=overdue" if look == "late" else "")
            ),
        ),
        "ages": across(
            await once(datasette, AGES, given),
            "open",
            lambda row, _: query("open_of_age", from_days=row["low"], to_days=row["high"]),
        ),
        "closing": across(
            await once(datasette, CLOSING, given),
            "done",
            lambda row, _: search(status="closed", owner=row["label"]),
        ),
        "organisations": across(
            [row | {"label": row["label"] or NOT_STATED} for row in organisations],
            "done",
            lambda row, _: query(
                "closed_of_organisation",
                organisation="" if row["label"] == NOT_STATED else row["label"],
            ),
        ),
        "per_meeting": columns(meetings, ("open",), lambda row, _: f"/-/meeting/{row['id']}"),
        "hmicfrs": columns(
            await once(datasette, HMICFRS, given),
            ("open", "done"),
            lambda row, look: search(
                hmicfrs="1",
                status="open" if look == "open" else "closed",
                **{"from": row["label"], "to": row["label"]},
            ),
            stacked=True,
        ),
    }
    return Response.html(
        await datasette.render_template("register/charts.html", context, request=request)
    )


def over_time(groups: Sequence[Row], newest: str | None) -> list[Row]:
    """For each month up to `newest`: how many actions were open at its end, and how many overdue.

    `groups` counts actions by the months in which they were raised, closed and first overdue.
    """
    if newest is None or not groups:
        return []
    first = min(row["raised"] for row in groups)
    last = int(newest[:4]) * 12 + int(newest[5:]) - 1
    months = [
        f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(last - MONTHS + 1, last + 1)
    ]
    found = []
    for month in months:
        if month < first:
            continue
        held = [
            row
            for row in groups
            if row["raised"] <= month and (row["closed"] is None or row["closed"] > month)
        ]
        year, number = int(month[:4]), int(month[5:])
        found.append(
            {
                "label": f"{calendar.month_abbr[number]} {year}",
                "day": f"{month}-{calendar.monthrange(year, number)[1]}",
                "first": sum(row["n"] for row in held),
                "second": sum(row["n"] for row in held if row["late"] and row["late"] <= month),
            }
        )
    return found
