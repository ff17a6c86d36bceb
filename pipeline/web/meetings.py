"""The calendar: every body's meetings by year and month, with the gaps."""

from __future__ import annotations

import calendar
from collections import defaultdict
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web.database import Row, rows
from pipeline.web.listing import listing

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MEETINGS = """
  select m.id, m.date, m.title, m.kind, m.body_id, b.name as body,
    (select count(*) from actions a where a.meeting_id = m.id and a.kind = 'labelled') as actions
  from meetings m join bodies b on b.id = m.body_id
  where m.body_id = :body or (:body is null and
    coalesce(m.date, '9') >= (select date(max(date), '-4 years', 'start of year') from meetings))
  order by b.name, m.body_id, m.date, m.id
"""
MISSING = """
  select m.id, m.next_date, m.next_text, m.date, b.name as body
  from meetings m join bodies b on b.id = m.body_id
  where m.next_date is not null and (:body is null or m.body_id = :body)
    and m.next_date < (select max(n.date) from meetings n where n.body_id = m.body_id)
    and not exists (
      select 1 from meetings n where n.body_id = m.body_id
        and n.date between date(m.next_date, '-3 days') and date(m.next_date, '+3 days')
    )
  order by m.next_date desc, b.name
"""
MONTHS = tuple(calendar.month_abbr[1:])


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the calendar, of all bodies or (`body=`) of one."""
    asked = await listing(datasette, request)
    given = {"body": asked.given["body"] or None}
    found = await rows(datasette, MEETINGS, given)
    context = {
        "listing": asked,
        "bodies": years(found),
        "undated": [row for row in found if not row["date"]],
        "missing": await rows(datasette, MISSING, given),
        "months": MONTHS,
        "listed": list(reversed(found)) if asked.given["body"] else [],
    }
    return Response.html(
        await datasette.render_template("register/meetings.html", context, request=request)
    )


def years(found: list[Row]) -> list[tuple[str, list[tuple[str, list[list[Row]]]]]]:
    """Dated meetings as body, then year (newest first), then twelve lists of a month's meetings."""
    bodies: dict[tuple[str, str], dict[str, list[list[Row]]]] = {}
    for row in found:
        if not row["date"]:
            continue
        year, month = row["date"][:4], int(row["date"][5:7])
        months = bodies.setdefault(
            (row["body"], row["body_id"]), defaultdict(lambda: [[] for _ in MONTHS])
        )
        months[year][month - 1].append(row)
    return [(name, sorted(held.items(), reverse=True)) for (name, _), held in bodies.items()]
