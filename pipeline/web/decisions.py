"""The register of decisions, and the page of one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from pipeline.web import context, source
from pipeline.web.database import first, once, rows
from pipeline.web.listing import listing, split

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LIST = """
  select r.*, m.title as meeting from decision_register r join meetings m on m.id = r.meeting_id
  where (:body is null or r.body_id = :body) and (:from is null or r.date >= :from)
    and (:to is null or r.date <= :to) and (:outcome is null or r.outcome = :outcome)
  order by r.date desc nulls last, r.decision_id limit :limit offset :offset
"""
OUTCOMES = "select outcome, count(*) as n from decisions group by outcome order by n desc"
DECISION = """
  select d.*, m.date, b.name as body, b.id as body_id, s.number as section_number,
    s.heading as section, f.path, f.sha256, f.marking, rules.kept_in
  from decisions d join meetings m on m.id = d.meeting_id join bodies b on b.id = m.body_id
  join documents f on f.id = d.document_id left join sections s on s.id = d.section_id
  left join rules on rules.id = d.rule
  where d.id = :key
"""


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the register of decisions, newest first."""
    asked = await listing(datasette, request, "outcome")
    shown, more = split(await rows(datasette, LIST, asked.parameters()))
    described = {
        "listing": asked,
        "decisions": shown,
        "more": more,
        "outcomes": await once(datasette, OUTCOMES),
    }
    return Response.html(
        await datasette.render_template("register/decisions.html", described, request=request)
    )


async def one(datasette: Datasette, request: Request) -> Response:
    """The HTML of one decision. Raises NotFound for a key that no decision has."""
    decision = await first(datasette, DECISION, {"key": request.url_vars["key"]})
    if decision is None:
        message = "No decision has this address."
        raise NotFound(message)
    described = {
        "decision": decision,
        "context": await context.around(datasette, decision),
        "image": await source.image_address(datasette, decision),
        "has_file": source.file_of(datasette, decision["path"]) is not None,
        "here": f"{request.scheme}://{request.host}{request.path}",
    }
    return Response.html(
        await datasette.render_template("register/decision.html", described, request=request)
    )
