"""Owners with their deadline and nothing else: "PS, 9 Dec", "JT – end of April", "RH"."""

from __future__ import annotations

import re

from pipeline.extract import dates
from pipeline.extract.dates import DateContext
from pipeline.extract.parties import Parties, Party
from pipeline.model import When, value


@value
class Tag:
    """Owners, with offsets into the text of the tag, and the deadline behind them if any."""

    owners: tuple[Party, ...]
    due: When | None = None


def tag(text: str, parties: Parties, day: DateContext, *, loose: bool = False) -> Tag | None:
    """The tag that a text is; None where it holds other words than owners and a deadline.

    `loose` also takes names that nobody knows, where they are all that there is.
    """
    text = _LISTS.sub("", text)
    if owners := parties.whole(text, loose=False):
        return Tag(owners=tuple(owners))
    start = len(text) - len(text.lstrip(" -–—:([\n\t"))
    found, end = parties.listed(text, start)
    if found and _BETWEEN.match(text, end) and (due := dates.alone(text[end:], day)) is not None:
        return Tag(owners=tuple(found), due=due)
    owners = parties.whole(text) if loose else []
    return Tag(owners=tuple(owners)) if owners else None


_LISTS = re.compile(
    r"\s*[/,&+]\s*(?:next\s+|forward\s+)?(?:agenda|forward\s+plan|work\s+programme)s?\W*$",
    re.IGNORECASE,
)
"""A list that the matter goes on, beside its owner: "BO / Agenda"."""

_BETWEEN = re.compile(r"\s*[,;:–—>\n-]\s*|\s+")
