"""Who decides: a commissioner or mayor, whom minutes call by initials or by name, or the body above a list.

"HM approved the terms of reference": read as the office, the sentence is judged by the same words
as "The Commissioner approved …"; so is "noted the report" in a list below "The Board:".
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.guarded import Guarded
from pipeline.extract.items.data import compiled, items
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import AttendanceStatus, Attendee


def alone(reading: Reading) -> frozenset[str]:
    """The initials and names of those present who decide alone; none where there is no such person.

    At a panel the commissioner only attends, and decides nothing there.
    """
    people = [one for one in reading.attendees if _decides(one)]
    return frozenset(name for one in people for name in (one.initials, one.name) if len(name) > 1)


def by_office(text: str, before: str, names: frozenset[str]) -> str:
    """A sentence with such a name as the office; "She" is where the sentence `before` begins so."""
    found = _deciding().search(text) if names else None
    if found is None:
        return text
    known = found["name"] in names
    if _PRONOUN.fullmatch(found["name"]):
        known = compiled(items().lone_begins).match(before) is not None
    return f"{text[: found.start()]}{items().lone_office}{text[found.end() :]}" if known else text


_PRONOUN = re.compile(r"S?[Hh]e")


@cache
def _deciding() -> Guarded:
    """A name, or a pronoun that begins a sentence, right before the words of deciding."""
    name = r"^S?[Hh]e|(?<![\w/])[A-Z]\w*(?:\s[A-Z][\w’'-]+){0,2}"
    return compiled(rf"(?P<name>{name})(?=\s+{items().lone_decides})")


def _decides(one: Attendee) -> bool:
    present = one.status is AttendanceStatus.PRESENT
    post = f"{one.rank} {one.role}"
    return present and compiled(items().lone_deciders).search(post) is not None


def with_subject(reading: Reading, passage: Passage, text: str) -> str:
    """The words of an entry behind the body whose list it stands in; as they are where there is none.

    "a) noted the report" below "The Board:" is read as "The Board noted the report".
    """
    if not text[:1].islower() or not passage.index:
        return text
    for above in reversed(reading.passages[max(0, passage.index - ENTRIES) : passage.index]):
        if above.section != passage.section:
            return text
        if above.text.rstrip()[-1:] in _LEADS:
            said = above.text.rstrip(" :–—-")
            subject = said[sentences(said)[-1][0] :] if said else ""
            named = compiled(items().list_subject).fullmatch(subject)
            return f"{subject} {text}" if named else text
        if not (above.bullet or _ENTRY.match(above.text)):
            return text
    return text


ENTRIES = 12
"""Entries of a list that may stand between one of them and the body above."""

_ENTRY = re.compile(r"[a-z]|\W*(?:[A-Za-z]{1,4}|\d{1,2})[.)]\s")
_LEADS = (":", "–", "—", "-")
