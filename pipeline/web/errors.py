"""Errors in plain words, and no local variables in the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

TOO_LONG = "The register took too long to answer. Narrow the question, with dates or a body."
NO_SUCH_TABLE = "This database is not a register that this version can show. Build it again."


def quieten() -> None:
    """Stop Datasette printing each 404 with all local variables, as it does where rich is there."""
    # importing it loads all plugins, and so this one: too early while the module itself is loading
    from datasette import handle_exception  # noqa: PLC0415 - see above

    handle_exception.rich = None


def answer(
    datasette: Datasette, request: Request, exception: Exception
) -> Awaitable[Response] | None:
    """A hook's answer for what we can explain, else None, so that Datasette's own follows."""
    if isinstance(exception, QueryInterrupted):
        return _page(datasette, request, 503, TOO_LONG)
    if isinstance(exception, sqlite3.OperationalError) and "no such table" in str(exception):
        return _page(datasette, request, 500, NO_SUCH_TABLE)
    return None


async def _page(datasette: Datasette, request: Request, status: int, message: str) -> Response:
    """The message as the kind of answer that was asked for."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": message, "status": status}, status=status)
    body = await datasette.render_template(
        "error.html", {"status": status, "error": message, "title": None}, request=request
    )
    return Response.html(body, status=status)
