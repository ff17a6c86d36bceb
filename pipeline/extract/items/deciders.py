"""Who decides alone: a commissioner or mayor, whom minutes call by initials or by name.

"HM approved the terms of reference": read as the office, the sentence is judged by the same words
as "The Commissioner approved …".
"""

from __future__ import annotations

import re

from pipeline.extract.guarded import Guarded
from pipeline.extract.items.data import compiled, items
from pipeline.extract.reading import Reading
from pipeline.model import AttendanceStatus, Attendee


def alone(reading: Reading) -> Guarded | None:
    """The names of those present who decide alone; None where there is no such person.

    At a panel the commissioner only attends, and decides nothing there.
    """
    names = sorted({name for one in reading.attendees if _decides(one) for name in _names(one)})
    if not names:
        return None
    return compiled(rf"(?<![\w/])(?:{'|'.join(names)}|^S?[Hh]e)(?=\s+{items().lone_decides})")


def by_office(text: str, before: str, names: Guarded | None) -> str:
    """A sentence with such names as the office; "She" is where the sentence `before` begins so."""
    if names is None or (_PRONOUN.match(text) and not compiled(items().lone_begins).match(before)):
        return text
    return names.sub(OFFICE, text)


_PRONOUN = re.compile(r"S?[Hh]e\b")


OFFICE = "PCC"
"""How the words of decisions call whoever decides alone."""


def _decides(one: Attendee) -> bool:
    present = one.status is AttendanceStatus.PRESENT
    return present and compiled(items().lone_deciders).search(f"{one.rank} {one.role}") is not None


def _names(one: Attendee) -> list[str]:
    """The initials and the whole name, as patterns."""
    return [re.escape(name) for name in (one.initials, one.name) if len(name) > 1]
