"""What somebody asks the search for: read from an address, written back into one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace  # noqa: TID251 - of a dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pipeline.web import words

if TYPE_CHECKING:
    from datasette.utils import MultiParams

SIZE, LARGEST = 20, 500
"""Hits on a page where the address says nothing, and at most."""

STATES = ("open", "overdue", "closed", *words.STATUSES)
"""What `status` may be: three families, and every status by its own word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """A question to the search. Every field is "" (or its default) where nothing is asked."""

    q: str = ""
    kind: str = ""
    body: str = ""
    start: str = ""
    end: str = ""
    owner: str = ""
    status: str = ""
    hmicfrs: bool = False
    due: str = ""
    mark: str = ""
    earlier: bool = False
    sort: str = ""
    size: int = SIZE
    page: int = 1

    @property
    def about_actions(self) -> bool:
        """Whether something is asked that only an action has."""
        return bool(self.owner or self.status or self.hmicfrs or self.due or self.mark)

    @property
    def kinds(self) -> str:
        """The kind of hit to give: actions, where something is asked that only they have."""
        return "action" if self.about_actions else self.kind

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.q or self.kinds or self.body or self.start or self.end)

    def pairs(self) -> dict[str, str]:
        """The question as the parameters of an address, without what is as by default."""
        given = {
            "q": self.q, "kind": self.kind, "body": self.body, "from": self.start, "to": self.end,
            "owner": self.owner, "status": self.status, "hmicfrs": "1" if self.hmicfrs else "",
            "due": self.due, "mark": self.mark, "sort": self.sort,
            "earlier": "1" if self.earlier else "",
            "size": str(self.size) if self.size != SIZE else "",
            "page": str(self.page) if self.page != 1 else "",
        }  # fmt: skip
        return {name: text for name, text in given.items() if text}

    def altered(self, changes: Mapping[str, object]) -> Criteria:
        """This question with other fields, from its first page unless told otherwise."""
        return replace(self, **({"page": 1} | dict(changes)))  # type: ignore[arg-type]

    def address(self, form: str = "", **changes: object) -> str:
        """The address of this question, changed as told; `form` is the ending, as "json"."""
        pairs = self.altered(changes).pairs()
        return f"/-/search{'.' + form if form else ''}{'?' + urlencode(pairs) if pairs else ''}"


def read(args: MultiParams) -> Criteria:
    """The question in an address. What makes no sense is left out rather than refused."""
    return Criteria(
        q=_text(args, "q"),
        kind=_one_of(args, "kind", words.KINDS),
        body=_text(args, "body"),
        start=_date(args, "from"),
        end=_date(args, "to"),
        owner=_text(args, "owner"),
        status=_one_of(args, "status", STATES),
        hmicfrs=_text(args, "hmicfrs") == "1",
        due=_one_of(args, "due", ("yes", "no")),
        mark=_one_of(args, "mark", ("labelled", "implied")),
        earlier=_text(args, "earlier") == "1",
        sort=_one_of(args, "sort", ("newest", "deadline")),
        size=min(max(_whole(args, "size", SIZE), 1), LARGEST),
        page=min(max(_whole(args, "page", 1), 1), 10_000),
    )


def read_day(args: MultiParams, name: str) -> str:
    """A day in an address as ISO; "" where there is none that makes sense."""
    return _date(args, name)


def _text(args: MultiParams, name: str) -> str:
    return (args.get(name) or "").replace("\0", "").strip()[:500]


def _one_of(args: MultiParams, name: str, allowed: object) -> str:
    text = _text(args, name)
    return text if text in allowed else ""  # type: ignore[operator]


def _date(args: MultiParams, name: str) -> str:
    """A day as ISO: `2023` and `2023-05` stand for their first day, or last for `to`."""
    text = _text(args, name)
    try:
        if len(text) == len("2023"):
            text += "-12-31" if name == "to" else "-01-01"
        elif len(text) == len("2023-05"):
            month = dt.date.fromisoformat(text + "-01")
            following = (month + dt.timedelta(days=32)).replace(day=1)
            text = (following - dt.timedelta(days=1)).isoformat() if name == "to" else text + "-01"
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _whole(args: MultiParams, name: str, otherwise: int) -> int:
    text = _text(args, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise  # noqa: PLR2004 (digits)
