"""Lists that are filtered by body and date and come in pages: what their addresses say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.web import criteria
from pipeline.web.database import Row, once
from pipeline.web.words import short

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SIZE = 50
BODIES = "select id, name from bodies order by name, id"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its address, what it is narrowed to, its page from 1, the bodies to choose from."""

    path: str
    given: dict[str, str]
    page: int
    bodies: list[Row] = field(default_factory=list)

    def parameters(self) -> dict[str, Any]:
        """For SQL: each filter as text or None, with one row more than a page to look ahead."""
        filters = {name: text or None for name, text in self.given.items()}
        return {**filters, "limit": SIZE + 1, "offset": (self.page - 1) * SIZE}

    def address(self, page: int = 1, **changes: str) -> str:
        """The address of this list at another page, or narrowed otherwise."""
        pairs = {name: text for name, text in (self.given | changes).items() if text}
        if page > 1:
            pairs["page"] = str(page)
        return self.path + (f"?{urlencode(pairs)}" if pairs else "")


async def listing(datasette: Datasette, request: Request, *names: str) -> Listing:
    """Read a list's address: the filters `names`, with the usual body, from and to."""
    asked = criteria.read(request.args)
    given = {"body": asked.body, "from": asked.start, "to": asked.end}
    for name in names:
        given[name] = (request.args.get(name) or "").replace("\0", "").strip()[:200]
    return Listing(request.path, given, asked.page, await once(datasette, BODIES))


def split(found: list[Row]) -> tuple[list[Row], bool]:
    """The rows of this page, and whether there are more."""
    return found[:SIZE], len(found) > SIZE


def options(bodies: Sequence[Row], chosen: str) -> Markup:
    """The bodies as options of a field, the one with the key `chosen` selected ("": none)."""
    written = _options(tuple((row["id"], row["name"]) for row in bodies))
    plain = Markup('<option value="{}">').format(chosen)
    selected = Markup('<option value="{}" selected>').format(chosen)
    return written.replace(plain, selected, 1)


@lru_cache(maxsize=4)
def _options(bodies: tuple[tuple[str, str], ...]) -> Markup:
    """Written once for each register: there may be a thousand, on every page that has the field."""
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(key, short(name, 60)) for key, name in bodies)
