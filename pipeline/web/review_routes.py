"""The addresses of signing in and of reviewing, those that are closed, and what the menu shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.web import signing
from pipeline.web.routes import View

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

_CLOSED = (
    "actor", "allow-debug", "auth-token", "config", "databases", "messages", "metadata",
    "password-tool", "patterns", "permissions", "plugins", "settings", "threads", "versions",
)  # fmt: skip
"""Pages of Datasette about itself, and one of datasette-auth-passwords."""

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/-/login$", signing.page),
    (rf"^/-/(?:{'|'.join(_CLOSED)})(?:\.json)?$", signing.closed),
)


def menu(
    datasette: Datasette, actor: signing.Actor, request: Request | None
) -> list[dict[str, str]]:
    """What the menu shows besides the pages that everybody reads."""
    if signing.may(datasette, actor, "review"):
        return [{"href": datasette.urls.path("/-/review"), "label": "Review"}]
    settings = signing.settings_of(datasette)
    if settings is None or not settings.people or signing.person(datasette, actor) is not None:
        return []
    back = quote(request.path, safe="") if request is not None else ""
    return [{"href": datasette.urls.path(f"/-/login?next={back}"), "label": "Sign in"}]
