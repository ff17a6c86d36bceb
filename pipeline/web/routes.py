"""Which function answers which address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pipeline.web import (
    action,
    exports,
    meeting,
    search,
)

View = Callable[..., Awaitable[Any]]

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/-/search$", search.page),
    (r"^/-/search\.(?P<form>json|csv|xlsx|atom)$", exports.download),
    (r"^/-/action/(?P<key>[^/]+)$", action.page),
    (r"^/-/meeting/(?P<key>[^/]+)$", meeting.page),
)
