"""Fields at the end of an action or on the lines below it: "Owner: RJ. Due: 30 June 2023"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract import dates
from pipeline.extract.dates import DateContext
from pipeline.extract.items.data import items
from pipeline.extract.parties import Parties, Party, moved
from pipeline.model import When, value


@value
class Fields:
    """What fields tell: owners with offsets into the text, and the deadline."""

    owners: tuple[Party, ...] = ()
    due: When | None = None
    start: int = 0

    def __bool__(self) -> bool:
        """Whether there is any field."""
        return bool(self.owners or self.due)


NOTHING = Fields()


@cache
def _field() -> re.Pattern[str]:
    words = items().owners
    return re.compile(
        rf"(?<![^\s.,;|(\[–—-])(?:(?P<owner>{words.field})|(?P<due>{words.due_field})"
        rf"|(?P<other>{words.other_field}))"
    )


_SEPARATOR = re.compile("[:–—-]")
"""What stands behind the word of every field."""


def fields(text: str, parties: Parties, day: DateContext) -> Fields:
    """The fields that end a text. Nothing where what follows the first of them is no field."""
    found = list(_field().finditer(text)) if _SEPARATOR.search(text) else []
    for first in range(len(found)):
        told = _read(text, found[first:], parties, day)
        if told:
            return told
    return NOTHING


def _read(text: str, found: list[re.Match[str]], parties: Parties, day: DateContext) -> Fields:
    owners: list[Party] = []
    due: When | None = None
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        words = text[match.end() : end].strip(" .,;|()[]–—-\n\t")
        if match["owner"]:
            named = parties.whole(words)
            if not named:
                return NOTHING
            offset = text.index(words, match.end())
            owners += [moved(party, offset) for party in named]
        elif match["due"]:
            due = dates.deadline(words, day) if len(words) <= LONGEST else None
            if due is None:
                return NOTHING
    return Fields(owners=tuple(owners), due=due, start=found[0].start())


LONGEST = 60
"""Code points of a deadline in a field."""
