"""The search page: one box, filters that live in the address, ranked hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web import finding, hits, words
from pipeline.web.criteria import STATES, Criteria, read
from pipeline.web.database import once
from pipeline.web.environment import day
from pipeline.web.listing import BODIES

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

OWNERS = """
  select name, count(*) as actions from action_owners
  group by name order by actions desc, name limit 60
"""


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of a search; without a question, the form alone."""
    criteria = read(request.args)
    answer = finding.Answer(finding.Found((), 0))
    unreadable = False
    if criteria.asks:
        window = {"limit": criteria.size, "offset": (criteria.page - 1) * criteria.size}
        given = await finding.answer(datasette, criteria, **window)
        answer, unreadable = given or answer, given is None
    total = answer.found.total
    bodies = await once(datasette, BODIES)
    context = {
        "criteria": criteria,
        "hits": await hits.hits(datasette, answer.found.numbers, answer.match),
        "total": total,
        "more": total > finding.COUNTED,
        "counted": finding.COUNTED,
        "ranked": answer.found.ranked,
        "added": answer.added,
        "some": answer.some,
        "unreadable": unreadable,
        "bodies": bodies,
        "asked": narrowed(criteria, {row["id"]: row["name"] for row in bodies}),
        "owners": await once(datasette, OWNERS),
        "states": STATES,
        "kinds": words.KINDS,
        "last": criteria.page * criteria.size >= total,
    }
    return Response.html(
        await datasette.render_template("register/search.html", context, request=request)
    )


def narrowed(criteria: Criteria, bodies: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each filter that is set: what it is, what it is set to, the address without it."""
    status = {"open": "not closed", "closed": "closed (any way)", "overdue": "overdue"}
    due = {"yes": "given", "no": "not given"}
    mark = {"labelled": "marked as an action", "implied": "promised in prose"}
    shown = {
        "kind": ("What", words.KINDS.get(criteria.kind, "")),
        "body": ("Body", bodies.get(criteria.body, criteria.body)),
        "start": ("From", day(criteria.start)),
        "end": ("To", day(criteria.end)),
        "owner": ("Owner", criteria.owner),
        "status": ("Status", status.get(criteria.status, words.label(criteria.status))),
        "hmicfrs": ("Linked to", "HMICFRS" if criteria.hmicfrs else ""),
        "due": ("Deadline", due.get(criteria.due, "")),
        "mark": ("Marked", mark.get(criteria.mark, "")),
        "earlier": ("Earlier versions and repeats", "shown" if criteria.earlier else ""),
    }
    absent: dict[str, object] = {"hmicfrs": False, "earlier": False}
    return [
        (name, text, criteria.altered({field: absent.get(field, "")}).address())
        for field, (name, text) in shown.items()
        if text
    ]
