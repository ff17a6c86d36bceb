"""What differs between the files of one meeting: a draft and what was approved, Word and PDF."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from pipeline.web import meeting as meetings
from pipeline.web.comparing import Change, Comparison, compare
from pipeline.web.database import Row, exact_rows, first, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SHOWN = 200
"""Differences on a page; where there are more, the page says so."""

SECTIONS = """
  select number, heading, span_start from sections
  where document_id = :key and coalesce(number, heading) is not null order by span_start
"""
HELD = "select count(*) as n from meeting_documents where document_id in (:earlier, :later)"


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of a comparison. `from` and `to` name two of the meeting's files.

    Unless told otherwise the current file is compared with the next of the others. Raises NotFound
    for a meeting that stands in fewer than two files.
    """
    key = {"key": request.url_vars["key"]}
    meeting = await first(datasette, meetings.MEETING, key)
    files = await rows(datasette, meetings.VERSIONS, key)
    if meeting is None or len(files) < 2:  # noqa: PLR2004 (two files are needed to compare)
        message = "No meeting with more than one file has this address."
        raise NotFound(message)
    by_id = {row["id"]: row for row in files}
    later = by_id.get(request.args.get("to") or "", files[0])
    others = [row for row in files if row["id"] != later["id"]]
    earlier = by_id.get(request.args.get("from") or "", others[0])
    if earlier["id"] == later["id"]:
        earlier = others[0]
    texts = [
        (await exact_rows(datasette, meetings.TEXT, {"document": row["id"]}))[0]["text"]
        for row in (earlier, later)
    ]
    found: Comparison = await asyncio.get_running_loop().run_in_executor(None, compare, *texts)
    sections = await rows(datasette, SECTIONS, {"key": later["id"]})
    held = await exact_rows(datasette, HELD, {"earlier": earlier["id"], "later": later["id"]})
    context = {
        "meeting": meeting,
        "files": files,
        "earlier": earlier,
        "later": later,
        "comparison": found,
        "changes": placed(found.changes[:SHOWN], sections),
        "hidden": max(len(found.changes) - SHOWN, 0),
        "shared": held[0]["n"] > 2,  # noqa: PLR2004 (this meeting in each of both)
    }
    return Response.html(
        await datasette.render_template("register/versions.html", context, request=request)
    )


def placed(changes: Sequence[Change], sections: Sequence[Row]) -> list[tuple[str, Change]]:
    """Each difference with the heading under which it stands; "" where that is the one before's."""
    starts = [row["span_start"] for row in sections]
    found = []
    last = ""
    for change in changes:
        place = bisect_right(starts, change.at)
        row = sections[place - 1] if place else None
        name = f"{row['number'] or ''} {row['heading'] or ''}".strip() if row else "Beginning"
        found.append(("" if name == last else name, change))
        last = name
    return found
