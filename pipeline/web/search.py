"""The search page: one box, filters that live in the address, ranked hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web import finding, words
from pipeline.web.criteria import STATES, read
from pipeline.web.database import Row, rows

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

BODIES = "select id, name from bodies order by name, id"
OWNERS = """
  select name, count(*) as actions from action_owners
  group by name order by actions desc, name limit 60
"""


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of a search; without a question, the form alone."""
    criteria = read(request.args)
    found: list[Row] = []
    added: tuple[str, ...] = ()
    total, match = 0, ""
    if criteria.q:
        match, added = await finding.matched(datasette, criteria)
    unreadable = bool(criteria.q) and not match
    if criteria.asks and not unreadable:
        total = await finding.total(datasette, criteria, match)
        if total:
            found = await finding.hits(
                datasette, criteria, match,
                limit=criteria.size, offset=(criteria.page - 1) * criteria.size,
            )  # fmt: skip
    bodies = await rows(datasette, BODIES)
    context = {
        "criteria": criteria,
        "hits": found,
        "total": total,
        "more": total > finding.COUNTED,
        "counted": finding.COUNTED,
        "added": added,
        "unreadable": unreadable,
        "bodies": bodies,
        "body_name": next((row["name"] for row in bodies if row["id"] == criteria.body), ""),
        "owners": await rows(datasette, OWNERS),
        "states": STATES,
        "kinds": words.KINDS,
        "last": criteria.page * criteria.size >= total,
    }
    return Response.html(
        await datasette.render_template("register/search.html", context, request=request)
    )
