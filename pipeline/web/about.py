"""What the words mean, and what the register does not claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the page on words."""
    return Response.html(
        await datasette.render_template("register/about.html", {}, request=request)
    )
