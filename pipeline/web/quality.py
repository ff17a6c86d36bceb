"""What was not read, and what is in doubt: the page that keeps the rest honest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from pipeline.web import accuracy, words
from pipeline.web.database import once
from pipeline.web.meetings import gaps

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

RUN = "select * from runs order by id desc limit 1"
FILES = """
  select kind, count(*) as files, sum(state = 'partial') as partial, sum(is_current = 0) as earlier,
    sum(pages) as pages, avg(coverage) as coverage from documents group by kind order by files desc
"""
UNREAD = "select kind, path, message from quarantine order by kind, path limit 500"
PARTIAL = """
  select id, path, coverage, state from documents where state = 'partial' or coverage < 0.98
  order by coverage, path limit 200
"""
ISSUES = """
  select code, level, count(*) as n, min(message) as example from issues
  group by code, level order by instr('error warning info', level), n desc
"""
BLANKS = """
  select
    (select count(*) from meetings) as meetings,
    (select count(*) from meetings where date is null) as undated,
    (select count(*) from meetings where date_basis <> 'stated') as worked_out,
    (select count(*) from meetings m where not exists
      (select 1 from attendances a where a.meeting_id = m.id)) as no_attendance,
    (select count(*) from actions where kind = 'labelled') as actions,
    (select count(*) from actions a where kind = 'labelled' and not exists
      (select 1 from action_owners o where o.action_id = a.id)) as no_owner,
    (select count(*) from actions where kind = 'labelled' and due_text is null) as no_due,
    (select count(*) from actions where kind = 'labelled' and due_text is not null
      and due_date is null) as due_without_date,
    (select count(*) from action_events where action_id is null) as unattributed,
    (select count(*) from action_events where action_id is null
      and status in ('complete', 'closed', 'closed-superseded', 'transferred')) as closures,
    (select count(*) from action_links where suggested = 1) as suggested
"""
WITHHELD = """
  select w.reason, w.what, w.count, w.note, m.id as meeting_id, m.date, b.name as body
  from withheld w left join meetings m on m.id = w.meeting_id left join bodies b on b.id = m.body_id
  order by w.id limit 500
"""
PUBLICATION = "select made_on, level from publication"
RULES = "select id, kept_in, hits from rules order by hits desc, id"


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the quality page."""
    runs = await once(datasette, RUN)
    context = {
        "run": runs[0] if runs else None,
        "counts": _pairs(runs[0]["counts"]) if runs else [],
        "libraries": _pairs(runs[0]["libraries"]) if runs else [],
        "files": await once(datasette, FILES),
        "unread": await once(datasette, UNREAD),
        "partial": await once(datasette, PARTIAL),
        "issues": await once(datasette, ISSUES),
        "gaps": sorted(gaps(runs[0]["counts"]).items()) if runs else [],
        "blanks": (await once(datasette, BLANKS))[0],
        "withheld": await once(datasette, WITHHELD),
        "publication": next(iter(await once(datasette, PUBLICATION)), None),
        "rules": await once(datasette, RULES),
        "accuracy": accuracy.told(datasette),
    }
    return Response.html(
        await datasette.render_template("register/quality.html", context, request=request)
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    """A JSON object as names and texts, what is nested spelt out; empty parts and lists are left out."""
    try:
        held = json.loads(text)
    except json.JSONDecodeError:
        return []
    return list(_spelt(held, ""))


def _spelt(held: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(held, dict):
        for inner, content in held.items():
            named = "" if inner == "files" and not name else f"{name} {words.label(inner)}".strip()
            yield from _spelt(content, named)
    elif not isinstance(held, list):
        yield name, f"{held:,}" if isinstance(held, int) else str(held)
