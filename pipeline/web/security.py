"""What every answer of the site carries: no script, nothing from elsewhere, no framing."""

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


def harden(app: App) -> App:
    """Wrap `app` so that each answer has HEADERS and no CSV cell can act as a formula."""

    async def hardened(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        guard: CsvGuard | None = None

        async def send_hardened(message: Message) -> None:
            nonlocal guard
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                if _is_csv(kept, str(scope.get("path", ""))):
                    guard = CsvGuard()
                    # Guarding lengthens the body, so a length that was announced no longer holds.
                    kept = [pair for pair in kept if pair[0].lower() != b"content-length"]
                message = {**message, "headers": [*kept, *HEADERS]}
            elif guard is not None and message["type"] == "http.response.body":
                body = guard.feed(message.get("body", b""))
                if not message.get("more_body"):
                    body += guard.close()
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
