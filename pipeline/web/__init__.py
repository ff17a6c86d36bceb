"""The site: a Datasette plugin over the register. Its only interface is the database.

Registered as the `datasette` entry point `pipeline.web`, so that `datasette minutes.db` has it too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from datasette import hookimpl
from datasette.database import Database

from pipeline.web import ahead, cells, environment, errors, live, review_routes, security, signing
from pipeline.web.database import NAME
from pipeline.web.live import LiveDatabase
from pipeline.web.routes import ROUTES, View
from pipeline.web.serving import serve_arguments, serve_environment, settle

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response
    from jinja2 import Environment

__all__ = ["serve_arguments", "serve_environment"]


@hookimpl
async def startup(datasette: Datasette) -> None:
    """Keep tracebacks quiet; call the register by one name whatever its file is called; settle."""
    errors.quieten()
    names = [name for name in datasette.databases if not name.startswith("_")]
    found = NAME if NAME in names else names[0] if len(names) == 1 else None
    held = datasette.databases[found] if found else None
    if held is None or held.path is None or "action_register" not in await held.view_names():
        return
    if held.is_mutable:  # somebody writes to it: Datasette's own way
        register = Database(datasette, path=held.path, is_mutable=True)
    else:
        register = LiveDatabase(datasette, held.path, NAME)
    datasette.remove_database(found)
    datasette.add_database(register, name=NAME)
    settle()


@hookimpl(tryfirst=True)
def register_routes() -> list[tuple[str, View]]:
    """Our pages, each a pattern and the function that answers it; other plugins' come after."""
    return [*ROUTES, *review_routes.ROUTES]


@hookimpl
def actor_from_request(datasette: Datasette, request: Request) -> signing.Actor:
    """Whom the organisation's own sign-on names."""
    return signing.from_headers(datasette, request)


@hookimpl
def permission_allowed(datasette: Datasette, actor: signing.Actor, action: str) -> bool | None:
    """Where the site is public, SQL of one's own is for analysts who have signed in."""
    return signing.permitted(datasette, actor, action)


@hookimpl
def menu_links(
    datasette: Datasette, actor: signing.Actor, request: Request | None
) -> list[dict[str, str]]:
    """The queue of a reviewer, and signing in where somebody can."""
    return review_routes.menu(datasette, actor, request)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[security.App], security.App]:
    """Keep each request to one edition of the register; put the security headers on every answer."""

    def wrapped(app: security.App) -> security.App:
        return security.harden(security.guard(ahead.ask(live.keep(app, datasette), datasette)))

    return wrapped


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Read the register through the system's page cache, which spares copying: half the time."""
    if database == NAME:
        conn.execute("pragma mmap_size = 17179869184")  # as much as SQLite was built for, at most


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give every template our filters, words and navigation."""
    environment.prepare(env, datasette)
    review_routes.prepare(env, datasette)


@hookimpl(tryfirst=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Awaitable[Response] | None:
    """Answer a query that was stopped, or a register that is not one, in plain words."""
    return errors.answer(datasette, request, exception)


@hookimpl
def render_cell(value: object, column: str, table: str | None, database: str) -> object:
    """Link the keys in Datasette's own tables to our pages."""
    return cells.render(value, column, table) if database == NAME else None
