"""The page of one file: what it is, its whole text as read, and the file itself to download."""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response

from pipeline.web import source
from pipeline.web.database import Row, exact_rows, first, rows
from pipeline.web.render import Paragraph, flows, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

DOCUMENT = """
  select id, sha256, path, media_type, bytes, pages, kind, version, state, coverage, title, marking,
    meeting_id, is_current from documents where id = :key
"""
TEXT = "select text from documents where id = :key"
SECTIONS = """
  select id, number, heading, span_start from sections where document_id = :key order by span_start
"""
MEETINGS = """
  select m.id, m.date, b.name as body, x.is_current from meeting_documents x
  join meetings m on m.id = x.meeting_id join bodies b on b.id = m.body_id
  where x.document_id = :key order by m.date, m.id
"""
ISSUES = """
  select level, code, message from issues where document_id = :key
  order by instr('error warning info', level), id limit 200
"""
FURNITURE = (
    "select kind, text, page from furniture where document_id = :key order by ordinal limit 200"
)
LOST = "The source file is not in the archive's folder, or the site was started without one."
CHANGED = "The file has changed since it was read, so it is not given out here. Build again."


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of a document. Raises NotFound for a key that no document has."""
    key = {"key": request.url_vars["key"]}
    document = await first(datasette, DOCUMENT, key)
    if document is None:
        message = "No document has this address."
        raise NotFound(message)
    text = (await exact_rows(datasette, TEXT, key))[0]["text"]
    sections = await rows(datasette, SECTIONS, key)
    context = {
        "document": document,
        "parts": [(row, flows(lines)) for row, lines in divided(text, sections)],
        "meetings": await rows(datasette, MEETINGS, key),
        "issues": await rows(datasette, ISSUES, key),
        "furniture": await rows(datasette, FURNITURE, key),
        "has_file": source.file_of(datasette, document["path"]) is not None,
    }
    return Response.html(
        await datasette.render_template("register/document.html", context, request=request)
    )


def divided(text: str, sections: list[Row]) -> list[tuple[Row | None, list[Paragraph]]]:
    """The whole text, cut where sections begin; what stands before the first has no section."""
    starts = [0, *(row["span_start"] for row in sections), len(text)]
    held: list[Row | None] = [None, *sections]
    return [
        (row, paragraphs(text, start, end))
        for row, start, end in zip(held, starts, starts[1:], strict=False)
        if start < end or row
    ]


async def file(datasette: Datasette, request: Request) -> Response:
    """The source file, never opened by the browser itself. Raises NotFound where it is not there."""
    document = await first(datasette, DOCUMENT, {"key": request.url_vars["key"]})
    place = source.file_of(datasette, document["path"]) if document else None
    if document is None or place is None:
        raise NotFound(LOST)
    data = await asyncio.get_running_loop().run_in_executor(None, _read, place)
    if hashlib.sha256(data).hexdigest() != document["sha256"]:
        raise NotFound(CHANGED)
    name = re.sub(r"[^\w. -]", "_", place.name) or "file"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(
        data, headers={"content-disposition": disposition}, content_type="application/octet-stream"
    )


def _read(place: Path) -> bytes:
    return place.read_bytes()
