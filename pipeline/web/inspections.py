"""The HMICFRS audit: inspections, their items, the actions that serve them, and what closed those.

Gaps come first. `as_at` shows what the minutes had said by a day.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web.criteria import read_day
from pipeline.web.database import LISTED_AGAIN, Row, once, rows
from pipeline.web.workbook import workbook

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

INSPECTIONS = """
  select i.*, (select count(*) from inspection_mentions x where x.inspection_id = i.id) as mentions,
    (select max(m.date) from inspection_mentions x join meetings m on m.id = x.meeting_id
      where x.inspection_id = i.id) as last
  from inspections i order by i.year desc nulls last, i.programme, i.title, i.id
"""
ITEMS = "select * from inspection_items order by inspection_id, kind, number, id"
STATUS_TEXTS = """
  select x.inspection_item_id, x.inspectorate_status, x.meeting_id, m.date, x.id,
    substr(d.text, x.span_start + 1, min(x.span_end - x.span_start, 400)) as quote
  from inspection_mentions x join meetings m on m.id = x.meeting_id
  join documents d on d.id = x.document_id
  where x.inspectorate_status is not null and x.inspection_item_id is not null
    and coalesce(m.date, '') <= :as_at
  order by m.date desc, x.id
"""
LINKS = """
  with {states}
  served as (
    select x.action_id, x.inspection_id, x.inspection_item_id, x.reason, x.span_start, x.span_end,
      x.document_id, row_number() over (
        partition by x.action_id, x.inspection_id, x.inspection_item_id
        order by instr('named-in-action named-in-section linked-item tracker', x.reason), x.mention_id
      ) as place
    from action_inspections x
    join meetings said on said.id = x.meeting_id
    where coalesce(said.date, '') <= :as_at
  )
  select x.inspection_id, x.inspection_item_id, x.reason, a.id, a.ref, a.text, a.kind, a.owners_text,
    a.due_text, coalesce(due.due_date, a.due_date) as due_date, m.date, b.name as body,
    st.status, st.closed, st.closed_on, st.status_on, st.grade,
    e.quote as evidence, e.meeting_id as evidence_meeting_id, e.id as event_id, e.page as evidence_page,
    (select group_concat(name, '; ') from (
      select o.name from action_owners o where o.action_id = a.id order by o.ordinal)) as owners,
    substr(d.text, x.span_start + 1, min(x.span_end - x.span_start, 400)) as link_words
  from served x
  join actions a on a.id = x.action_id
  join meetings m on m.id = a.meeting_id
  join bodies b on b.id = m.body_id
  join {table} st on st.action_id = a.id
  join documents d on d.id = x.document_id
  left join action_events e on e.id = st.event_id
  left join action_events due on due.id = st.due_event_id
  where x.place = 1 and not {again} and coalesce(m.date, '') <= :as_at
  order by st.closed, m.date, a.id
"""
VIEW = "select sql from sqlite_master where name = 'action_states_derived'"
FOREVER = "9999-12-31"
COLUMNS = (
    "inspection", "item_kind", "item_number", "item", "board_status", "inspectorate_status",
    "action_id", "ref", "body", "raised_on", "action", "marked", "owners", "due_date", "due_text",
    "status", "status_on", "closed_on", "grade", "evidence", "evidence_page", "reason", "link_words",
)  # fmt: skip


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the audit, as at a day where the address gives one."""
    as_at = read_day(request.args, "as_at")
    found = await audit(datasette, as_at)
    context = {"inspections": found, "as_at": as_at, **totals(found)}
    return Response.html(
        await datasette.render_template("register/inspections.html", context, request=request)
    )


async def download(datasette: Datasette, request: Request) -> Response:
    """The audit as one flat table, CSV or XLSX: the dossier."""
    table = dossier(await audit(datasette, read_day(request.args, "as_at")))
    if request.url_vars["form"] == "xlsx":
        return Response(
            workbook("HMICFRS", COLUMNS, table),
            headers={"content-disposition": 'attachment; filename="hmicfrs.xlsx"'},
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *table])
    return Response(
        "\ufeff" + text.getvalue(),
        headers={"content-disposition": 'attachment; filename="hmicfrs.csv"'},
        content_type="text/csv; charset=utf-8",
    )


async def audit(datasette: Datasette, as_at: str) -> list[Row]:
    """Each inspection with items and actions, gaps first on every level."""
    states, table = "", "action_states"
    if as_at:  # the schema's own rule for another day: the view's text with the day put in
        view = (await rows(datasette, VIEW))[0]["sql"].partition(" as")[2]
        states, table = f"states_then as ({view.replace(repr(FOREVER), ':as_at')}),", "states_then"
    sql = LINKS.format(states=states, table=table, again=LISTED_AGAIN.format(key="a.id"))
    given = {"as_at": as_at or FOREVER}
    links = await (rows if as_at else once)(datasette, sql, given)
    said = await once(datasette, STATUS_TEXTS, given)
    items = await once(datasette, ITEMS)
    found = [
        {
            **inspection,
            "name": name(inspection),
            "items": sorted(
                (
                    _with_links(item, links, said)
                    for item in items
                    if item["inspection_id"] == inspection["id"]
                ),
                key=lambda item: item["gap"],
            ),
            "actions": [
                link
                for link in links
                if link["inspection_id"] == inspection["id"] and not link["inspection_item_id"]
            ],
        }
        for inspection in await once(datasette, INSPECTIONS)
    ]
    for inspection in found:
        inspection["totals"] = totals([inspection])
    return sorted(found, key=lambda inspection: not inspection["totals"]["unserved"])


def name(inspection: Row) -> str:
    """What an inspection is called: body, programme, title and year as far as they are known."""
    title = inspection["title"] or ""
    programme = inspection["programme"] if f"({inspection['programme']})" not in title else None
    parts = (inspection["body"], programme, title, inspection["year"])
    return " ".join(str(part) for part in parts if part)


def _with_links(item: Row, links: list[Row], said: list[Row]) -> Row:
    """An item with its actions, the words on the inspectorate's status, and how wide its gap is."""
    served = [link for link in links if link["inspection_item_id"] == item["id"]]
    words = next((row for row in said if row["inspection_item_id"] == item["id"]), None)
    unserved, unfinished = not served, any(not link["closed"] for link in served)
    return {
        **item,
        "actions": served,
        "said": words,
        "inspectorate_status": words["inspectorate_status"] if words else None,
        "gap": 0 if unserved else 1 if unfinished else 2,
    }


def totals(found: list[Row]) -> dict[str, int]:
    """How many items have no action, and how many distinct actions are open and closed."""
    items = [item for inspection in found for item in inspection["items"]]
    actions = {
        link["id"]: link["closed"]
        for inspection in found
        for link in [
            *inspection["actions"],
            *(a for item in inspection["items"] for a in item["actions"]),
        ]
    }
    return {
        "items": len(items),
        "unserved": sum(not item["actions"] for item in items),
        "open": sum(not closed for closed in actions.values()),
        "closed": sum(1 for closed in actions.values() if closed),
    }


def dossier(found: list[Row]) -> list[list[object]]:
    """The audit as rows of COLUMNS: an item without action is a row too, so that gaps are seen."""
    table: list[list[object]] = []
    for inspection in found:
        for item in inspection["items"]:
            table += [_line(inspection, item, link) for link in item["actions"] or [{}]]
        table += [_line(inspection, {}, link) for link in inspection["actions"]]
    return table


def _line(inspection: Row, item: Row, link: Row) -> list[object]:
    return [
        inspection["name"], item.get("kind"), item.get("number"), item.get("text"),
        item.get("board_status"), item.get("inspectorate_status"), link.get("id"), link.get("ref"),
        link.get("body"), link.get("date"), link.get("text"), link.get("kind"),
        link.get("owners") or link.get("owners_text"), link.get("due_date"), link.get("due_text"),
        link.get("status"), link.get("status_on"), link.get("closed_on"), link.get("grade"),
        link.get("evidence"), link.get("evidence_page"), link.get("reason"), link.get("link_words"),
    ]  # fmt: skip
