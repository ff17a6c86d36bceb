"""The source file behind a quotation: the file itself, and its page as an image.

The archive's folder comes from the plugin setting `archive`. Without it, or when the file is gone
or no longer the one that was read, the site says so and shows the words alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response

from pipeline.web import laid_out
from pipeline.web.database import NAME, Row, exact_rows, first

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

PLUGIN = "minutes-pipeline"
DOCUMENT = "select id, path, sha256 from documents where id = :key"
WORDS = """
  select substr(text, :before + 1, :lead) as lead, substr(text, :start + 1, :width) as quotation
  from documents where id = :key
"""
LEAD, LONGEST, SECONDS, HELD = 60, 20_000, 20, 32
"""Code points before a quotation, and of it; seconds for drawing a page; pages kept in memory."""

SEARCHED = 0
"""The page number that stands for the page on which the words are found."""

SCRIPT = Path(__file__).with_name("page_image.py")
"""Run as a file of its own, so that it loads nothing but what draws a page."""

_drawn: dict[tuple[str, str, int, str, str], bytes] = {}
_drawing = asyncio.Semaphore(2)


def archive_of(datasette: Datasette) -> Path | None:
    """The folder that `documents.path` is relative to, where one is set and exists.

    None for an edition for the public: the files hold what it leaves out.
    """
    edition = getattr(datasette.databases.get(NAME), "edition", None)
    if edition is not None and edition.published:
        return None
    setting = (datasette.plugin_config(PLUGIN) or {}).get("archive")
    folder = Path(setting) if isinstance(setting, str) and setting else None
    return folder if folder is not None and folder.is_dir() else None


def file_of(datasette: Datasette, path: str) -> Path | None:
    """The source file at `path` of the archive; None where it is not there or leads outside."""
    folder = archive_of(datasette)
    if folder is None:
        return None
    root = folder.resolve()
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


async def image_address(datasette: Datasette, row: Row) -> str | None:
    """Where the page image with the quotation of `row` is; None where there can be none.

    A Word file has no pages of its own: of its layout, page 0 stands for the one with the words.
    """
    number = row["page"] if row["path"].lower().endswith(".pdf") else None
    if number is None and laid_out.possible(row["path"]):
        number = SEARCHED
    if number is None or file_of(datasette, row["path"]) is None:
        return None
    key = quote(row["document_id"], safe="")
    return f"/-/page/{key}/{number}.png?start={row['span_start']}&end={row['span_end']}"


async def image(datasette: Datasette, request: Request) -> Response:
    """A PNG of a source page with the quotation between `start` and `end` highlighted.

    Raises NotFound where the file is not there, has changed, or the page cannot be drawn.
    """
    document = await first(datasette, DOCUMENT, {"key": request.url_vars["key"]})
    place = file_of(datasette, document["path"]) if document else None
    if document is None or place is None:
        message = "The source file is not at hand."
        raise NotFound(message)
    start, end = _whole(request, "start"), _whole(request, "end")
    end = min(end, start + LONGEST)
    asked = {
        "key": document["id"],
        "before": max(start - LEAD, 0),
        "lead": start - max(start - LEAD, 0),
        "start": start,
        "width": max(end - start, 0),
    }
    found = (await exact_rows(datasette, WORDS, asked))[0]
    number = int(request.url_vars["number"])
    key = (str(place), document["sha256"], number, found["quotation"], found["lead"])
    if key not in _drawn:
        data = await asyncio.get_running_loop().run_in_executor(None, place.read_bytes)
        if hashlib.sha256(data).hexdigest() != document["sha256"]:
            message = "The file has changed since it was read. Build again."
            raise NotFound(message)
        word = laid_out.possible(document["path"])
        drawn = await laid_out.pdf(datasette, place, document["sha256"]) if word else place
        png = None
        if drawn is not None and word == (number == SEARCHED):
            png = await _draw(drawn, number, found["quotation"], found["lead"])
        if png is None:
            message = "This page cannot be drawn."
            raise NotFound(message)
        while len(_drawn) >= HELD:
            _drawn.pop(next(iter(_drawn)))
        _drawn[key] = png
    return Response(
        _drawn[key], headers={"cache-control": "private, max-age=600"}, content_type="image/png"
    )


async def _draw(place: Path, number: int, quotation: str, before: str) -> bytes | None:
    """The page drawn by a process of its own, which a damaged file may bring down."""
    asked = {"path": str(place), "number": number, "quotation": quotation, "before": before}
    async with _drawing:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(SCRIPT),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            png, _ = await asyncio.wait_for(
                process.communicate(json.dumps(asked).encode()), timeout=SECONDS
            )
        except TimeoutError:
            process.kill()
            await process.wait()
            return None
    return png if process.returncode == 0 else None


def _whole(request: Request, name: str) -> int:
    text = request.args.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (digits)
