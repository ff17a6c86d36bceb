"""What comes in and goes out: short forms alone, and on every answer a policy without script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pipeline.web.formulas import CsvGuard

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No page of the site needs script, so none may run, whatever a document says."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


LARGEST_FORM = 64 * 1024
"""Bytes of what may be sent to the site: its forms are short."""

FORMS = ("/-/login", "/-/logout", "/-/review")
"""Where something may be sent; everything else is only read."""


def guard(app: App) -> App:
    """Wrap `app` so that only short forms reach it, and no password in a header.

    A password in a header could be tried without end and at any address.
    """

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        kept = [
            (name, told)
            for name, told in scope.get("headers") or []
            if name.lower() != b"authorization"
        ]
        scope = {**scope, "headers": kept}
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await app(scope, receive, send)
            return
        path = str(scope["path"])
        if scope["method"] != "POST" or not any(
            path.endswith(form) or f"{form}/" in path for form in FORMS
        ):
            await _refuse(send, 405, "This is only read here.")
            return
        body, more = b"", True
        while more and len(body) <= LARGEST_FORM:
            message = await receive()
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
        if more or len(body) > LARGEST_FORM:
            await _refuse(send, 413, "This is more than a form of this site holds.")
            return
        whole = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return whole.pop() if whole else await receive()

        await app(scope, again, send)

    return guarded


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})


def harden(app: App) -> App:
    """Wrap `app` so that each answer has HEADERS and no CSV cell can act as a formula."""

    async def hardened(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        cells: CsvGuard | None = None

        async def send_hardened(message: Message) -> None:
            nonlocal cells
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                if _is_csv(kept, str(scope.get("path", ""))):
                    cells = CsvGuard()
                    # Guarding lengthens the body, so a length that was announced no longer holds.
                    kept = [pair for pair in kept if pair[0].lower() != b"content-length"]
                message = {**message, "headers": [*kept, *HEADERS]}
            elif cells is not None and message["type"] == "http.response.body":
                body = cells.feed(message.get("body", b""))
                if not message.get("more_body"):
                    body += cells.close()
                message = {**message, "body": body}
            await send(message)

        await app(scope, receive, send_hardened)

    return hardened


def _is_csv(headers: list[tuple[bytes, bytes]], path: str) -> bool:
    """Whether the answer is CSV, or CSV that Datasette shows in the browser as plain text."""
    kinds = tuple(content for name, content in headers if name.lower() == b"content-type")
    if any(kind.startswith(b"text/csv") for kind in kinds):
        return True
    return path.endswith(".csv") and any(kind.startswith(b"text/plain") for kind in kinds)
