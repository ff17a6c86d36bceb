"""The page of one action: its words, where they stand, and everything that was said of it since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from pipeline.web import context, source
from pipeline.web.database import Row, first, rows

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

ACTION = """
  select a.*, st.status, st.status_on, st.closed_on, st.closed, st.grade, st.event_id, st.hmicfrs,
    m.title as meeting, m.date as date, m.date_basis, b.name as body, b.id as body_id,
    s.number as section_number, s.heading as section,
    d.path, d.sha256, d.media_type, d.pages, d.version, d.marking,
    rules.kept_in, due.due_date as revised_due_date, due.due_text as revised_due_text,
    due.meeting_id as revised_by,
    coalesce(due.due_date, a.due_date) as deadline,
    (select max(n.date) from meetings n where n.body_id = m.body_id) as newest
  from actions a
  join action_states st on st.action_id = a.id
  join meetings m on m.id = a.meeting_id
  join bodies b on b.id = m.body_id
  join documents d on d.id = a.document_id
  left join sections s on s.id = a.section_id
  left join rules on rules.id = a.rule
  left join action_events due on due.id = st.due_event_id
  where a.id = :key
"""
OWNERS = """
  select text, name, kind, person_id, basis, rule from action_owners
  where action_id = :key order by ordinal
"""
MENTIONS = """
  select e.*, m.date, m.title as meeting, b.name as body, d.path, d.version,
    (select f.speaks from event_facts f where f.event_id = e.id) as speaks,
    s.number as section_number, s.heading as section
  from action_events e
  join meetings m on m.id = e.meeting_id
  join bodies b on b.id = m.body_id
  join documents d on d.id = e.document_id
  left join sections s on s.id = e.section_id
  where e.action_id = :key
  order by m.date nulls first, e.span_start, e.id
"""
LINKS = """
  select l.kind, l.suggested, l.score, l.reason, 'later' as place, a.id, a.ref, a.text, m.date
  from action_links l
  join actions a on a.id = l.source_action_id join meetings m on m.id = a.meeting_id
  where l.target_action_id = :key
  union all
  select l.kind, l.suggested, l.score, l.reason, 'earlier', a.id, a.ref, a.text, m.date
  from action_links l
  join actions a on a.id = l.target_action_id join meetings m on m.id = a.meeting_id
  where l.source_action_id = :key
  order by suggested, date
"""
INSPECTIONS = """
  select i.body, i.programme, i.title, i.year, t.kind, t.number, t.board_status,
    t.inspectorate_status, x.reason, x.document_id, x.span_start, x.span_end, x.page, x.rule,
    x.inspection_id,
    substr(d.text, x.span_start + 1, x.span_end - x.span_start) as quote
  from action_inspections x
  join inspections i on i.id = x.inspection_id
  join documents d on d.id = x.document_id
  left join inspection_items t on t.id = x.inspection_item_id
  where x.action_id = :key
  order by instr('named-in-action named-in-section linked-item tracker', x.reason), x.mention_id
"""
ISSUES = """
  select level, code, message from issues
  where document_id = :document and span_start < :span_end and span_end > :span_start
  order by instr('error warning info', level), id
"""


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of an action. Raises NotFound for a key that no action has."""
    key = request.url_vars["key"]
    action = await first(datasette, ACTION, {"key": key})
    if action is None:
        message = "No action has this address. It may have been renumbered by a correction."
        raise NotFound(message)
    mentions = await rows(datasette, MENTIONS, {"key": key})
    evidence = next((row for row in mentions if row["id"] == action["event_id"]), None)
    described = {
        "action": action,
        "owners": await rows(datasette, OWNERS, {"key": key}),
        "mentions": mentions,
        "evidence": evidence,
        "links": await rows(datasette, LINKS, {"key": key}),
        "inspections": await rows(datasette, INSPECTIONS, {"key": key}),
        "issues": await rows(
            datasette, ISSUES,
            {
                "document": action["document_id"],
                "span_start": action["span_start"],
                "span_end": action["span_end"],
            },
        ),
        "overdue": overdue(action),
        "context": await context.around(datasette, action),
        "evidence_context": await context.around(datasette, evidence) if evidence else None,
        "image": await source.image_address(datasette, action),
        "evidence_image": await source.image_address(datasette, evidence) if evidence else None,
        "has_file": source.file_of(datasette, action["path"]) is not None,
        "here": f"{request.scheme}://{request.host}{request.path}",
    }  # fmt: skip
    return Response.html(
        await datasette.render_template("register/action.html", described, request=request)
    )


def overdue(action: Row) -> bool:
    """Whether an open action's deadline lies before the newest meeting of its body."""
    late = action["deadline"] and action["newest"] and action["deadline"] < action["newest"]
    return bool(late and not action["closed"])
