"""Who is asking: persons of the settings file, by password or by the organisation's sign-on.

Off unless a settings file is given. Passwords are kept and compared in the way of
datasette-auth-passwords; its own pages are closed, because they carry inline style, let a password be
tried without end, and let names be told apart by the time that they take.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils import baseconv
from datasette.utils.asgi import NotFound, Response

from pipeline.errors import ConfigError
from pipeline.web import live
from pipeline.web.signing_limits import Attempts
from pipeline.web.signing_settings import Person, Right, Settings, read
from pipeline.web.source import PLUGIN

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

HOURS = 10
"""After so many hours one signs in anew."""

LONGEST = 200
"""Characters of a name or password that are looked at."""

NOBODY = "pbkdf2_sha256$480000$00000000000000000000000000000000$x"
"""Compared with where there is no such name, so that it takes as long."""

WRONG = "Name or password are not right."
CLOSED = Settings(public=True)
"""Where the settings cannot be read nobody may do anything but read."""

Actor = dict[str, Any] | None

_read: dict[Path, tuple[tuple[int, int], Settings]] = {}
_attempts: WeakKeyDictionary[Any, Attempts] = WeakKeyDictionary()
_comparing = asyncio.Semaphore(2)


def settings_of(datasette: Datasette) -> Settings | None:
    """The settings as they stand in their file now; None where the site was given none."""
    given = (datasette.plugin_config(PLUGIN) or {}).get("settings")
    if not given or not isinstance(given, str):
        return None
    path = Path(given)
    try:
        found = path.stat()
    except OSError:
        return CLOSED
    stamp = (found.st_mtime_ns, found.st_size)
    if path not in _read or _read[path][0] != stamp:
        try:
            settings = read(path)
        except ConfigError as error:
            print(error, file=sys.stderr)  # noqa: T201 (the log)
            settings = CLOSED
        _read[path] = (stamp, settings)
    return _read[path][1]


def person(datasette: Datasette, actor: Actor) -> Person | None:
    """Who an actor is, if the settings still know them with the password they signed in with."""
    settings = settings_of(datasette)
    if settings is None or not actor:
        return None
    found = settings.people.get(str(actor.get("id")))
    if found is None or not secrets.compare_digest(str(actor.get("v")), _version(found)):
        return None
    return found


def may(datasette: Datasette, actor: Actor, right: Right) -> bool:
    """Whether the actor has a right."""
    found = person(datasette, actor)
    return found is not None and right in found.may


def is_public(datasette: Datasette) -> bool:
    """Whether strangers see the site: as the settings say, or an edition made for the public."""
    settings = settings_of(datasette)
    if settings is not None and settings.public:
        return True
    if (datasette.plugin_config(PLUGIN) or {}).get("public"):
        return True
    database = live.live(datasette)
    return database is not None and database.edition.published


def permitted(datasette: Datasette, actor: Actor, action: str) -> bool | None:
    """Datasette's question: False forbids, None leaves it to others.

    Where the site is public only analysts ask SQL of their own, and only what was made for the
    public can be taken away whole.
    """
    if action not in {"execute-sql", "view-database-download"} or not is_public(datasette):
        return None
    if action == "view-database-download":
        database = live.live(datasette)
        return None if database is not None and database.edition.published else False
    return None if may(datasette, actor, "sql") else False


def from_headers(datasette: Datasette, request: Request) -> Actor:
    """Whom the organisation's proxy names, if it proves to be the proxy."""
    settings = settings_of(datasette)
    if settings is None or settings.single_sign_on is None:
        return None
    sign_on = settings.single_sign_on
    given = request.headers.get(sign_on.secret_header.lower()) or ""
    if not secrets.compare_digest(given.encode(), sign_on.secret.encode()):
        return None
    return _actor(settings, (request.headers.get(sign_on.header.lower()) or "").strip())


async def page(datasette: Datasette, request: Request) -> Response:
    """Signing in. Raises NotFound where nobody can."""
    settings = settings_of(datasette)
    if settings is None or not settings.people:
        message = "Nobody can sign in here."
        raise NotFound(message)
    wanted = request.args.get("next") or "/"
    if request.method != "POST":
        return await _form(datasette, request, wanted=wanted)
    given = await form(request)
    name, password = given.get("name", "")[:LONGEST].strip(), given.get("password", "")[:LONGEST]
    wanted = given.get("next") or "/"
    if not intended(request, given):
        return await _form(datasette, request, "Please try again.", wanted, name, status=403)
    attempts = _attempts.setdefault(datasette, Attempts())
    if wait := attempts.wait(name):
        told = f"Too many attempts. Try again in {_soon(wait)}."
        return await _form(datasette, request, told, wanted, name, status=429)
    known = settings.people.get(name)
    attempts.failed(name)  # before comparing, so that many at once count as many
    if not await _same(password, known.password_hash if known else "") or known is None:
        return await _form(datasette, request, WRONG, wanted, name, status=403)
    attempts.succeeded(name)
    answer = Response.redirect(datasette.urls.path(local(wanted)))
    ends = baseconv.base62.encode(int(time.time()) + HOURS * 3600)
    answer.set_cookie(
        "ds_actor",
        datasette.sign({"a": _actor(settings, name), "e": ends}, "actor"),
        max_age=HOURS * 3600,
        secure=settings.https or request.scheme == "https",
        httponly=True,
    )
    return answer


async def closed(datasette: Datasette, request: Request) -> Response:
    """Pages of Datasette that tell of the machine, and those of other plugins that we replace."""
    del datasette, request
    message = "There is nothing here."
    raise NotFound(message)


async def form(request: Request) -> dict[str, str]:
    """What was sent, as text; {} where it is no form."""
    try:
        found: dict[str, str] = await request.post_vars()
    except UnicodeDecodeError:
        return {}
    return {name: held.replace("\0", "") for name, held in found.items()}


def intended(request: Request, given: dict[str, str]) -> bool:
    """Whether a form is one that we gave to this browser.

    Datasette asks for this only where a cookie is sent; behind single sign-on there may be none.
    """
    token = request.scope["csrftoken"]()
    return secrets.compare_digest(given.get("csrftoken", "").encode(), token.encode())


def local(address: str) -> str:
    """The address if it is one of ours, else the first page."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and address[1:2] != "/" else "/"


def _actor(settings: Settings, name: str) -> Actor:
    found = settings.people.get(name)
    return None if found is None else {"id": name, "name": found.name, "v": _version(found)}


def _version(found: Person) -> str:
    """What changes with the password, so that a new one ends what was signed in with the old."""
    return hashlib.sha256(found.password_hash.encode()).hexdigest()[:16]


async def _same(password: str, known: str) -> bool:
    """Compare in a thread of its own, since it takes a while on purpose."""
    try:
        from datasette_auth_passwords.utils import (  # type: ignore[import-untyped]  # noqa: PLC0415 (an extra)
            verify_password,
        )
    except ImportError:
        return False
    loop = asyncio.get_running_loop()
    async with _comparing:
        same = await loop.run_in_executor(None, verify_password, password, known or NOBODY)
    return bool(same) and bool(known)


def _soon(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 (a minute and a half)
        return f"{int(seconds) + 1} seconds"
    return f"{int(seconds / 60) + 1} minutes"


async def _form(  # noqa: PLR0917 (the fields of a form)
    datasette: Datasette, request: Request, error: str = "", wanted: str = "/", name: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    context = {"error": error, "wanted": local(wanted), "name": name}
    body = await datasette.render_template("register/login.html", context, request=request)
    return Response.html(body, status=status, headers={"cache-control": "private, no-store"})
