"""Items of the inspectorate's reports in a sentence: which one is named, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.guarded import Family
from pipeline.extract.inspection_words import Item, words
from pipeline.extract.items.data import compiled
from pipeline.model import InspectionItemKind, InspectorateStatus, Status, normalise, replace, value


@value
class Named:
    """An item of a report as a sentence names it: `number` or `topic` tells which one it is.

    `several` where a group is meant ("fourteen AFIs"): then no one item is.
    """

    kind: InspectionItemKind | None
    start: int
    end: int
    number: str = ""
    topic: str = ""
    several: bool = False
    year: int | None = None


def items(text: str) -> Iterator[Named]:
    """The items that a sentence names, in the order of the kinds."""
    for item, pattern in kinds().likely(text):
        for found in pattern.finditer(text):
            own = compiled(words().topics.own_year).match(text, found.end())
            year = int(own["year"]) if own else None
            number = next((g for g in found.groups() if g), "")
            several = (
                not number and compiled(words().topics.several).fullmatch(found[0]) is not None
            )
            if several:
                yield from _group(text, item.kind, found)
            if number or several:
                yield Named(
                    kind=item.kind,
                    start=found.start(),
                    end=found.end(),
                    number=number,
                    several=several,
                    year=year,
                )
            else:
                yield replace(_topic(text, item.kind, found), year=year)


@cache
def kinds() -> Family[Item]:
    """The kinds of items, each with the words that name one."""
    return Family((item, compiled(item.words)) for item in words().items)


_COMMAS = re.compile(r"\s*(?:[,;]\s*(?:and\s+)?|\band\b)\s*")


def _group(text: str, kind: InspectionItemKind, found: re.Match[str]) -> Iterator[Named]:
    """The items that a sentence lists behind a group, or the one that it says is of the group."""
    if one := compiled(words().topics.one_of, ignore_case=True).match(text[: found.start()]):
        topic = one["topic"].strip()
        start = one.start("topic")
        yield Named(kind=kind, start=start, end=start + len(topic), topic=normalise(topic))
        return
    listed = compiled(words().topics.listed).match(text, found.end())
    if listed is None:
        return
    at = listed.start("topics")
    for part in _COMMAS.split(listed["topics"]):
        start = text.index(part, at)
        at = start + len(part)
        if 0 < len(part.split()) <= LONGEST_TOPIC:
            yield Named(kind=kind, start=start, end=at, topic=normalise(part))


LONGEST_TOPIC = 8
"""Words of an item in a list of items; more are a sentence."""


def _topic(text: str, kind: InspectionItemKind, found: re.Match[str]) -> Named:
    """One item without a number: "the AFI on risk assessment", "the SOC briefing AFI"."""
    if after := compiled(words().topics.after).match(text, found.end()):
        topic = after["topic"].rstrip(" -–—")
        end = after.start("topic") + len(topic)
        return Named(kind=kind, start=found.start(), end=end, topic=normalise(topic))
    if before := compiled(words().topics.before).search(text, 0, found.start()):
        plain = words().topics.plain
        topic = " ".join(word for word in before["topic"].split() if word.casefold() not in plain)
        if topic:
            start = before.start("topic")
            return Named(kind=kind, start=start, end=found.end(), topic=normalise(topic))
    nobody = compiled(words().topics.nobody).search(text, 0, found.start()) is not None
    return Named(kind=kind, start=found.start(), end=found.end(), several=nobody)


def whole(item: Named) -> bool:
    """Whether an item is the cause of concern, of whose recommendations a sentence may speak."""
    return item.kind is InspectionItemKind.CAUSE_OF_CONCERN


def under(item: Named, listed: Sequence[Named]) -> str | None:
    """The cause of concern that one sentence puts a recommendation under, by number or topic."""
    causes = [one for one in listed if one.kind is InspectionItemKind.CAUSE_OF_CONCERN]
    single = len(causes) == 1 and not causes[0].several
    if item.kind is not InspectionItemKind.RECOMMENDATION or not single or item.several:
        return None
    return causes[0].number or causes[0].topic


HEDGE = 16
"""Code points before what a board makes of an item in which it may be hedged ("may consider")."""


def board_status(text: str) -> Status | None:
    """What a sentence says that the board or the force makes of its item."""
    for row in words().board_statuses:
        found = compiled(row.words).search(text)
        if found is None:
            continue
        told = text[max(0, found.start() - HEDGE) : found.end()]
        if not compiled(words().board_denied).search(told):
            return row.status
    return None


def inspectorate_status(text: str) -> InspectorateStatus | None:
    """What a sentence says that the inspectorate has done with its item."""
    for row in words().inspectorate_statuses:
        found = compiled(row.words).search(text)
        if found is None:
            continue
        before = text[max(0, found.start() - REACH) : found.start()]
        if row.status is InspectorateStatus.SIGNED_OFF and compiled(words().board_denied).search(
            before
        ):
            continue
        return row.status
    return None


REACH = 60
"""Code points before a sign-off in which it may be asked for or denied ("asked whether …")."""


def clause(text: str, item: Named) -> str:
    """The part of a sentence between semicolons in which an item stands."""
    start = text.rfind(";", 0, item.start) + 1
    end = text.find(";", item.end)
    return text[start : end if end >= 0 else len(text)]
