"""The addresses of signing in and of reviewing, those that are closed, and what the menu shows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.web import review, signing
from pipeline.web.routes import View
from pipeline.web.source import PLUGIN

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment

_CLOSED = (
    "actor", "allow-debug", "auth-token", "config", "databases", "messages", "metadata",
    "password-tool", "patterns", "permissions", "plugins", "settings", "threads", "versions",
)  # fmt: skip
"""Pages of Datasette about itself, and one of datasette-auth-passwords."""

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/-/login$", signing.page),
    (r"^/-/review$", review.page),
    (r"^/-/review/said$", review.said),
    (r"^/-/review/(?P<kind>action|update|link)/(?P<key>[^/]+)$", review.entry),
    (rf"^/-/(?:{'|'.join(_CLOSED)})(?:\.json)?$", signing.closed),
)


def prepare(env: Environment, datasette: Datasette) -> None:
    """Give the templates the stylesheet of these pages, and whether somebody may review."""
    css = Path(__file__).parent / "static" / "review.css"
    digest = hashlib.sha256(css.read_bytes()).hexdigest()[:12]
    env.globals.update(
        review_stylesheet=datasette.urls.path(f"/-/static-plugins/{PLUGIN}/review.css?{digest}"),
        may_review=lambda actor: signing.may(datasette, actor, "review"),
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
