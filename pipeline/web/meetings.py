"""The calendar: every body's meetings by year and month, with the gaps."""

from __future__ import annotations

import calendar
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from datasette.utils.asgi import Response

from pipeline.web.database import Row, once, rows
from pipeline.web.environment import day, plural
from pipeline.web.listing import listing
from pipeline.web.words import short

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SIZE = 25
"""Bodies on a page."""

SHOWN = """
  select id, name from bodies b
  where (:body is null or id = :body) and exists (select 1 from meetings m where m.body_id = b.id)
  order by name, id limit :limit offset :offset
"""
MEETINGS = f"""
  with shown as ({SHOWN})
  select m.id, m.date, m.title, m.kind, m.body_id, b.name as body,
    (select count(*) from actions a where a.meeting_id = m.id and a.kind = 'labelled') as actions
  from shown b join meetings m on m.body_id = b.id
  where :body is not null
    or coalesce(m.date, '9') >= (select date(max(date), '-4 years', 'start of year') from meetings)
  order by b.name, m.body_id, m.date, m.id
"""  # noqa: S608 (fixed words)
MISSING = """
  select m.id, m.next_date, m.next_text, m.date, b.name as body
  from meetings m join bodies b on b.id = m.body_id
  where m.next_date is not null and (:body is null or m.body_id = :body)
    and m.next_date < (select max(n.date) from meetings n where n.body_id = m.body_id)
    and not exists (
      select 1 from meetings n where n.body_id = m.body_id
        and n.date between date(m.next_date, '-3 days') and date(m.next_date, '+3 days')
    )
  order by m.next_date desc, b.name limit 100
"""
RUN = "select counts from runs order by id desc limit 1"
MONTHS = tuple(calendar.month_abbr[1:])


@dataclass(frozen=True, slots=True)
class Calendar:
    """One body: its years, newest first, each with its twelve months.

    `gaps` holds the months ("2023-04") in which a regular series has no minutes.
    """

    name: str
    years: dict[str, list[Month]]
    gaps: frozenset[str]


class Month(NamedTuple):
    """The meetings of a month (`shown`), and whether a regular series has no minutes of it."""

    meetings: list[Row]
    gap: bool


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the calendar, of all bodies or (`body=`) of one."""
    asked = await listing(datasette, request)
    given = {"body": asked.given["body"] or None}
    window = given | {"limit": SIZE + 1, "offset": (asked.page - 1) * SIZE}
    more = len(await rows(datasette, SHOWN, window)) > SIZE
    found = await rows(datasette, MEETINGS, window | {"limit": SIZE})
    runs = await once(datasette, RUN)
    context = {
        "listing": asked,
        "more": more,
        "bodies": calendars(found, gaps(runs[0]["counts"] if runs else "")),
        "undated": [row for row in found if not row["date"]],
        "missing": await once(datasette, MISSING, given),
        "months": MONTHS,
        "listed": list(reversed(found)) if asked.given["body"] else [],
    }
    return Response.html(
        await datasette.render_template("register/meetings.html", context, request=request)
    )


def gaps(counts: str) -> dict[str, frozenset[str]]:
    """The months without minutes of each regular series, from what the build counted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    try:
        for gap in json.loads(counts)["gaps"]:
            found[str(gap["body"])].add(str(gap["month"]))
    except (ValueError, KeyError, TypeError):
        return {}
    return {body: frozenset(months) for body, months in found.items()}


def calendars(found: list[Row], missing: dict[str, frozenset[str]]) -> list[Calendar]:
    """Dated meetings by body, year (newest first) and month; years without meetings are kept."""
    bodies: defaultdict[str, list[Row]] = defaultdict(list)
    for row in found:
        if row["date"]:
            bodies[row["body_id"]].append(row)
    return [_calendar(held, missing.get(held[0]["body"], frozenset())) for held in bodies.values()]


def _calendar(found: list[Row], missing: frozenset[str]) -> Calendar:
    """The calendar of one body's dated meetings, in the order of their days."""
    months: defaultdict[str, list[Row]] = defaultdict(list)
    for row in found:
        months[row["date"][:7]].append(shown(row))
    years = range(int(found[-1]["date"][:4]), int(found[0]["date"][:4]) - 1, -1)
    written = {str(year): [f"{year}-{month:02}" for month in range(1, 13)] for year in years}
    return Calendar(
        found[0]["body"],
        {
            year: [Month(months.get(month, []), month in missing) for month in twelve]
            for year, twelve in written.items()
        },
        missing,
    )


def shown(row: Row) -> Row:
    """A dated meeting with what its cell shows: its day, what to tell of it, where it leads.

    A calendar has a thousand cells: what the template would do in each takes it three times as long.
    """
    full = day(row["date"])
    told = f"{short(row['title'] or row['body'], 80)}, {full}: {plural(row['actions'], 'action')}"
    address = f"/-/meeting/{quote(row['id'], safe='')}"
    return row | {"full": full, "day": int(row["date"][8:]), "told": told, "address": address}
