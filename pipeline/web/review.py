"""Reviewing: the queue, one entry beside its page, and what was said. For who has signed in alone.

The register is only read here. What a reviewer says goes to the file of corrections and takes effect
at the next build.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import NotFound, Response

from pipeline.corrections import Correction, Kind
from pipeline.errors import PipelineError
from pipeline.web import review_entry, review_saying, review_store, signing
from pipeline.web.review_queue import KINDS, Entry, queue

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SIZE = 25
WHY = "The words on the page say so."
SHOWN = {
    "action": review_entry.action,
    "update": review_entry.update,
    "link": review_entry.link,
}
LATEST = 200
"""Corrections that the page of what was said lists."""


async def page(datasette: Datasette, request: Request) -> Response:
    """The queue, what hangs on an entry deciding its place."""
    place, refusal = _entry(datasette, request)
    if place is None:
        return refusal or _nothing()
    wanted = request.args.get("kind") or ""
    wanted = wanted if wanted in KINDS else ""
    waiting, ledger_trouble = await _waiting(datasette, place)
    entries = _open(await queue(datasette), waiting)
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}
    entries = [entry for entry in entries if wanted in {"", entry.kind}]
    number = _page_number(request)
    shown = entries[(number - 1) * SIZE : number * SIZE]
    context = {
        "entries": shown, "counts": counts, "kinds": KINDS, "wanted": wanted, "total": len(entries),
        "page_number": number, "more": len(entries) > number * SIZE, "waiting": waiting,
        "trouble": ledger_trouble, "start": (number - 1) * SIZE + 1,
        "said": _said(request, waiting),
        "address": lambda **given: _address("/-/review", **given),
    }  # fmt: skip
    return await _html(datasette, request, "review", context)


async def entry(datasette: Datasette, request: Request) -> Response:
    """One entry: shown, or what was said of it taken down. Raises NotFound where there is none."""
    place, refusal = _entry(datasette, request)
    if place is None:
        return refusal or _nothing()
    kind, key = request.url_vars["kind"], request.url_vars["key"]
    if request.method == "POST":
        return await _take(datasette, request, place, kind, key)
    return await _show(datasette, request, place, kind, key)


async def said(datasette: Datasette, request: Request) -> Response:
    """What was said so far, the newest first; taking one back."""
    place, refusal = _entry(datasette, request)
    if place is None:
        return refusal or _nothing()
    error = ""
    if request.method == "POST":
        answer = await _take_back(datasette, request, place)
        if isinstance(answer, Response):
            return answer
        error = answer
    waiting, trouble = await _waiting(datasette, place)
    entries = () if trouble else review_store.ledger(place).corrections
    context = {
        "entries": [review_store.shown(one) for one in reversed(entries[-LATEST:])], "total": len(entries), "waiting": waiting,
        "states": await review_store.states(datasette), "trouble": trouble, "error": error,
        "undone": _undone(entries), "said": _said(request, waiting),
    }  # fmt: skip
    return await _html(datasette, request, "review_said", context, status=409 if error else 200)


def _entry(datasette: Datasette, request: Request) -> tuple[Path | None, Response | None]:
    """The file of corrections for a reviewer; else None, with the way to sign in if there is one."""
    settings, place = signing.settings_of(datasette), review_store.place_of(datasette)
    if settings is None or not settings.people or place is None:
        return None, None
    if signing.may(datasette, request.actor, "review"):
        return place, None
    if signing.person(datasette, request.actor) is not None:
        return None, None
    wanted = request.path + (f"?{request.query_string}" if request.query_string else "")
    back = quote(wanted if request.method == "GET" else "/-/review", safe="")
    return None, Response.redirect(datasette.urls.path(f"/-/login?next={back}"))


def _nothing() -> Response:
    message = "There is nothing here."
    raise NotFound(message)


async def _show(  # noqa: PLR0917 (an entry's address)
    datasette: Datasette, request: Request, place: Path, kind: str, key: str, error: str = ""
) -> Response:
    found = await SHOWN[kind](datasette, key)
    if found is None:
        message = "This no longer stands in the register: it was built anew meanwhile."
        raise NotFound(message)
    waiting, trouble = await _waiting(datasette, place)
    everything = await queue(datasette)
    entries = _open(everything, waiting)
    held = next((one for one in everything if (one.kind, one.id) == (kind, key)), None)
    following = _after(entries, held)
    judged = held is not None and held not in entries
    context = found | {
        "kind": kind, "entry": held, "judged": judged, "why": WHY, "error": error,
        "trouble": trouble, "following": following, "left": len(entries),
        "place": entries.index(held) + 1 if held in entries else None,
        "here": f"/-/review/{kind}/{quote(key, safe='')}", "waiting": waiting,
        "said": _said(request, waiting),
    }  # fmt: skip
    return await _html(datasette, request, "review_entry", context, status=409 if error else 200)


async def _take(
    datasette: Datasette, request: Request, place: Path, kind: str, key: str
) -> Response:
    given = await signing.form(request)
    if not signing.intended(request, given):
        told = "The form had grown old. Please say it again."
        return await _show(datasette, request, place, kind, key, told)
    waiting, _ = await _waiting(datasette, place)
    entries = _open(await queue(datasette), waiting)
    held = next((one for one in entries if (one.kind, one.id) == (kind, key)), None)
    following = _after(entries, held)
    try:
        draft = await review_saying.draft(datasette, kind, key, given)
        added = await _keep(datasette, request, place, draft, given)
    except LookupError as error:
        message = "This no longer stands in the register: it was built anew meanwhile."
        raise NotFound(message) from error
    except (review_saying.Refused, PipelineError) as error:
        return await _show(datasette, request, place, kind, key, str(error))
    where = following.path if following else "/-/review"
    return _see(datasette, where, added)


async def _take_back(datasette: Datasette, request: Request, place: Path) -> Response | str:
    given = await signing.form(request)
    if not signing.intended(request, given):
        return "The form had grown old. Please say it again."
    try:
        known = {one.n: one for one in review_store.ledger(place).corrections}
        number = given.get("undo", "")
        plain = number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004 (digits)
        found = known.get(int(number)) if plain else None
        if found is None:
            return "There is no such correction."
        draft: dict[str, Any] = {
            "kind": Kind.UNDO, "targets": (), "machine_value": found.person_value,
            "person_value": found.machine_value, "undoes": found.n,
        }  # fmt: skip
        added = await _keep(datasette, request, place, draft, given)
    except PipelineError as error:
        return str(error)
    return _see(datasette, "/-/review/said", added)


async def _keep(
    datasette: Datasette, request: Request, place: Path, draft: dict[str, Any],
    given: dict[str, str],
) -> Correction:  # fmt: skip
    person = signing.person(datasette, request.actor)
    assert person is not None
    who = f"{person.name} ({request.actor['id']})"
    return await review_store.keep(place, draft, who=who, why=given.get("why", "").strip() or WHY)


def _see(datasette: Datasette, where: str, added: Correction) -> Response:
    """Send the browser on, so that going back does not send a form twice."""
    return Response.redirect(datasette.urls.path(_address(where, said=str(added.n))), status=303)


async def _waiting(datasette: Datasette, place: Path) -> tuple[list[Correction], str]:
    """What waits for the next build, and what is wrong with the file."""
    try:
        return await review_store.waiting(datasette, place), review_store.ledger(place).trouble
    except PipelineError as error:
        return [], str(error)


def _open(entries: list[Entry], waiting: list[Correction]) -> list[Entry]:
    """The entries of which nobody has said anything since the last build."""
    judged = review_store.judged(waiting)
    return [one for one in entries if one.about not in judged and one.about[:1] not in judged]


def _after(entries: list[Entry], held: Entry | None) -> Entry | None:
    """The entry that comes next; the first after the last."""
    if held not in entries:
        return entries[0] if entries else None
    rest = entries[entries.index(held) + 1 :] + entries[: entries.index(held)]
    return rest[0] if rest else None


def _said(request: Request, waiting: list[Correction]) -> Correction | None:
    """What was said a moment ago, to be shown once more."""
    number = request.args.get("said") or ""
    found = next((one for one in waiting if str(one.n) == number), None)
    return None if found is None else review_store.shown(found)


def _undone(entries: tuple[Correction, ...]) -> set[int]:
    gone: set[int] = set()
    for one in reversed(entries):
        if one.kind is Kind.UNDO and one.n not in gone and one.undoes is not None:
            gone.add(one.undoes)
    return gone


def _address(path: str, **given: object) -> str:
    pairs = {name: str(told) for name, told in given.items() if told not in {None, "", 1}}
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def _page_number(request: Request) -> int:
    text = request.args.get("page") or ""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 (digits)


async def _html(
    datasette: Datasette, request: Request, name: str, context: dict[str, Any], status: int = 200
) -> Response:
    body = await datasette.render_template(f"register/{name}.html", context, request=request)
    return Response.html(body, status=status, headers={"cache-control": "private, no-store"})
