"""What every template can use: filters for dates and words, navigation, the stylesheet."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sized
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from pipeline.web import words
from pipeline.web.listing import options

if TYPE_CHECKING:
    from datasette.app import Datasette
    from jinja2 import Environment

_STYLE = re.compile(r' style="[^"<>]*"')
_NAMED = (
    ('<select name="_filter_column', '<select aria-label="Column" name="_filter_column'),
    ('<select name="_filter_op', '<select aria-label="Comparison" name="_filter_op'),
    ('<input type="text" name="_filter_v', '<input aria-label="Value" type="text" name="_filter_v'),
    ('<select name="_sort"', '<select aria-label="Sort by" name="_sort"'),
    ('<textarea id="sql-editor"', '<textarea aria-label="SQL" id="sql-editor"'),
    ('<dl class="column-descriptions">', '<dl class="column-descriptions" tabindex="0">'),
    ('<div class="table-wrapper">', '<div class="table-wrapper" tabindex="0">'),
    ("<h3>", "<h2>"),
    ("</h3>", "</h2>"),
)
"""Tags of Datasette's templates, and what they need for screen readers and keyboards."""

NAVIGATION = (
    ("/-/search?kind=action", "Actions"),
    ("/-/decisions", "Decisions"),
    ("/-/hmicfrs", "HMICFRS"),
    ("/-/meetings", "Meetings"),
    ("/-/people", "People"),
    ("/-/charts", "Charts"),
    ("/-/quality", "Quality"),
    ("/minutes", "Data"),
)
"""The site's main pages in the order of the menu."""


@lru_cache(maxsize=10_000)  # a calendar shows the same few hundred days over and over
def day(iso: str | None) -> str:
    """An ISO date as officers write it: "2024-05-20" gives "20 May 2024". Others stay as they are."""
    if not iso:
        return ""
    try:
        date = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{date.day} {date:%B %Y}"


def short_day(iso: str | None) -> str:
    """A date for narrow places: "20 May 2024" stays, "20 September 2024" gives "20 Sep 2024"."""
    long = day(iso)
    parts = long.split(" ")
    return " ".join((parts[0], parts[1][:3], parts[2])) if len(parts) == 3 else long  # noqa: PLR2004 (day month year)


def month(iso: str) -> str:
    """A month as officers write it: "2024-05" gives "May 2024". Others stay as they are."""
    long = day(f"{iso}-01")
    return long.removeprefix("1 ") if long != f"{iso}-01" else iso


def number(count: float | None) -> str:
    """A count with separated thousands; an absent one is a dash."""
    return "–" if count is None else f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun: `plural(1, "action")` gives "1 action", 2 gives "2 actions"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def plural_of(found: Sized, one: str, many: str = "") -> str:
    """How many there are, with their noun."""
    return plural(len(found), one, many)


def is_blank(cell: object) -> bool:
    """Whether a cell of Datasette's holds nothing to read: it puts a fixed space into empty ones."""
    return str(cell).replace("&nbsp;", "").strip() in {"", "None"}


def readable(content: Markup) -> Markup:
    """Datasette's markup with names for its fields, and without styles that the policy blocks."""
    plain = _STYLE.sub("", content)
    for found, better in _NAMED:
        plain = plain.replace(found, better)
    return Markup(plain)  # noqa: S704 (markup of Datasette's templates, where words are escaped)


def prepare(env: Environment, datasette: Datasette) -> None:
    """Put our filters and globals into Datasette's template environment."""
    css = Path(__file__).parent / "static" / "register.css"
    digest = hashlib.sha256(css.read_bytes()).hexdigest()[:12]
    sheet = f"/-/static-plugins/minutes-pipeline/register.css?{digest}"
    env.filters.update(
        day=day,
        short_day=short_day,
        month=month,
        number=number,
        label=words.label,
        plural=plural,
        plural_of=plural_of,
        readable=readable,
        is_blank=is_blank,
        options=options,
    )
    env.globals.update(
        stylesheet=datasette.urls.path(sheet),
        navigation=NAVIGATION,
        words=words,
        page=datasette.urls.path,
        site_title=datasette.metadata("title") or "Minutes register",
    )
