"""Which function answers which address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pipeline.web import (
    about,
    action,
    charts,
    decisions,
    documents,
    exports,
    home,
    inspections,
    meeting,
    meetings,
    people,
    quality,
    search,
    source,
    versions,
)

View = Callable[..., Awaitable[Any]]

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/$", home.page),
    (r"^/-/search$", search.page),
    (r"^/-/search\.(?P<form>json|csv|xlsx|atom)$", exports.download),
    (r"^/-/action/(?P<key>[^/]+)$", action.page),
    (r"^/-/meetings$", meetings.page),
    (r"^/-/meeting/(?P<key>[^/]+)$", meeting.page),
    (r"^/-/meeting/(?P<key>[^/]+)/versions$", versions.page),
    (r"^/-/decisions$", decisions.page),
    (r"^/-/decision/(?P<key>[^/]+)$", decisions.one),
    (r"^/-/hmicfrs$", inspections.page),
    (r"^/-/hmicfrs\.(?P<form>csv|xlsx)$", inspections.download),
    (r"^/-/people$", people.page),
    (r"^/-/person/(?P<key>[^/]+)$", people.one),
    (r"^/-/charts$", charts.page),
    (r"^/-/quality$", quality.page),
    (r"^/-/about$", about.page),
    (r"^/-/document/(?P<key>[^/]+)$", documents.page),
    (r"^/-/file/(?P<key>[^/]+)$", documents.file),
    (r"^/-/page/(?P<key>[^/]+)/(?P<number>[0-9]{1,5})\.png$", source.image),
)
