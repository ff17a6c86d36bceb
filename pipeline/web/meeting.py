"""The page of one meeting: who was there, and its minutes as a document with the facts in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from pipeline.web import source, words
from pipeline.web.database import Row, exact_rows, first, rows, undirected
from pipeline.web.render import Flow, Mark, flows, paragraphs

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MEETING = """
  select m.*, b.name as body, d.path, d.sha256, d.media_type, d.pages, d.version, d.marking,
    d.coverage, d.state
  from meetings m join bodies b on b.id = m.body_id join documents d on d.id = m.document_id
  where m.id = :key
"""
NEIGHBOUR = """
  select id, date, title from meetings
  where body_id = :body and (date, id) {sign} (:date, :key)
  order by date {order}, id {order} limit 1
"""
ATTENDANCE = "select * from attendances where meeting_id = :key order by ordinal"
SECTIONS = """
  select id, parent_id, ordinal, level, number, heading, purpose, role, span_start, span_end, page
  from sections where meeting_id = :key and document_id = :document order by span_start, ordinal
"""
TEXT = "select text from documents where id = :document"
ACTIONS = """
  select a.id, a.ref, a.text, a.kind, a.span_start, a.span_end, a.page, a.owners_text, a.due_date,
    a.due_text, st.status, st.closed
  from actions a join action_states st on st.action_id = a.id
  where a.meeting_id = :key order by a.span_start
"""
DECISIONS = "select * from decisions where meeting_id = :key order by span_start"
EVENTS = "select * from action_events where meeting_id = :key order by span_start"
ISSUES = """
  select level, code, message from issues where meeting_id = :key
  order by instr('error warning info', level), id
"""
VERSIONS = """
  select d.id, d.path, d.version, x.is_current, d.media_type from meeting_documents x
  join documents d on d.id = x.document_id where x.meeting_id = :key order by x.is_current desc, d.path
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: its row, and its own words without its heading."""

    row: Row
    flows: list[Flow]


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of a meeting. Raises NotFound for a key that no meeting has."""
    key = {"key": request.url_vars["key"]}
    meeting = await first(datasette, MEETING, key)
    if meeting is None:
        message = "No meeting has this address."
        raise NotFound(message)
    actions = await rows(datasette, ACTIONS, key)
    decisions = await rows(datasette, DECISIONS, key)
    events = await rows(datasette, EVENTS, key)
    document = {"document": meeting["document_id"]}
    text = (await exact_rows(datasette, TEXT, document))[0]["text"]
    sections = await rows(datasette, SECTIONS, key | document)
    beside = {"body": meeting["body_id"], "date": meeting["date"], **key}
    context = {
        "meeting": meeting,
        "attendance": await rows(datasette, ATTENDANCE, key),
        "parts": parts(text, sections, marks(actions, decisions, events)),
        "actions": actions,
        "decisions": decisions,
        "events": events,
        "issues": await rows(datasette, ISSUES, key),
        "versions": await rows(datasette, VERSIONS, key),
        "previous": await first(datasette, NEIGHBOUR.format(sign="<", order="desc"), beside),
        "next": await first(datasette, NEIGHBOUR.format(sign=">", order="asc"), beside),
        "here": f"{request.scheme}://{request.host}{request.path}",
        "has_file": source.file_of(datasette, meeting["path"]) is not None,
    }
    return Response.html(
        await datasette.render_template("register/meeting.html", context, request=request)
    )


def marks(actions: Sequence[Row], decisions: Sequence[Row], events: Sequence[Row]) -> list[Mark]:
    """The facts of a meeting as marks in its text, each with where it leads."""
    found = [
        Mark(row["span_start"], row["span_end"], "quote", f"/-/action/{row['id']}",
             "Action" if row["kind"] == "labelled" else "Promise", row["id"])
        for row in actions
    ]  # fmt: skip
    found += [
        Mark(row["span_start"], row["span_end"], "decision", f"/-/decision/{row['id']}",
             "Decision", row["id"])
        for row in decisions
    ]  # fmt: skip
    found += [
        Mark(row["span_start"], row["span_end"], "event",
             f"/-/action/{row['action_id']}" if row["action_id"] else "",
             f"Update: {words.label(row['status']).lower()}", row["id"])
        for row in events
    ]  # fmt: skip
    return found


def parts(text: str, sections: Sequence[Row], shown: Sequence[Mark]) -> list[Part]:
    """Each section's own words, up to where the next section begins, so that none comes twice."""
    found = []
    for number, row in enumerate(sections):
        following = sections[number + 1]["span_start"] if number + 1 < len(sections) else None
        end = row["span_end"] if following is None else min(row["span_end"], following)
        if following is not None and row["span_end"] > following:
            end = following
        lines = paragraphs(text, row["span_start"], end, shown)
        if lines and row["heading"] and not lines[0].is_row:
            head = "".join(piece.text for piece in lines[0].cells[0])
            marked = any(piece.mark for piece in lines[0].cells[0])
            if not marked and head.strip() in {row["heading"], undirected(row["heading"]).strip()}:
                lines = lines[1:]
        found.append(Part(row, flows(lines)))
    return found
