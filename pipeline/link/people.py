"""People across meetings: one person where name and place say so, nothing where they do not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipeline.link.records import MeetingRecord
from pipeline.model import Issue, Level, LinkIssue, make_id, normalise

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class Persons(Mapping[tuple[str, int], tuple[str, str]]):
    """The person, as id and usual name, of each attendance, as meeting id and index.

    A list a meeting takes a tenth of the memory of a dictionary of all attendances.
    """

    def __init__(self) -> None:
        self._held: dict[str, list[tuple[str, str] | None]] = {}

    def add(self, meeting: str, index: int, person: tuple[str, str]) -> None:
        """Say who it is; of two for one attendance the later holds."""
        held = self._held.setdefault(meeting, [])
        held += [None] * (index + 1 - len(held))
        held[index] = person

    def __getitem__(self, key: tuple[str, int]) -> tuple[str, str]:
        """Give the person of an attendance. Raises KeyError where nobody is known."""
        meeting, index = key
        held = self._held[meeting]
        person = held[index] if index < len(held) else None
        if person is None:
            raise KeyError(key)
        return person

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Give the attendances of which the person is known."""
        for meeting, held in self._held.items():
            yield from ((meeting, index) for index, one in enumerate(held) if one is not None)

    def __len__(self) -> int:
        """Count them."""
        return sum(one is not None for held in self._held.values() for one in held)


def people(meetings: list[MeetingRecord]) -> tuple[Persons, list[LinkIssue]]:
    """Give each attendance (meeting id, index) its person's id and usual name.

    Within what one office keeps together (the top folder, else the body) the same name is the same
    person; an initial with a surname is the one person it fits, if there is but one. A surname
    alone, or an initial that fits two, stays nobody: an issue says so. Initials in brackets tell
    nothing across meetings.
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for meeting in meetings:
        scope = meeting.office
        for name in meeting.names:
            spelt[scope][name] += 1
    chosen = {scope: _persons(scope, names) for scope, names in spelt.items()}
    found = Persons()
    doubts: dict[tuple[str, str], LinkIssue] = {}
    for meeting in meetings:
        scope = meeting.office
        for index, name in enumerate(meeting.names):
            person = chosen[scope].get(name)
            if person is not None:
                found.add(meeting.id, index, person)
            elif fold_person(name):
                doubts.setdefault((scope, name), _doubt(meeting, name))
    return found, list(doubts.values())


def fold_person(name: str) -> str:
    """A name for comparison: no brackets, accents, case, punctuation or spacing differences."""
    plain = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", name))
    return normalise("".join(c for c in plain if not unicodedata.combining(c)))


def _persons(scope: str, names: Counter[str]) -> dict[str, tuple[str, str]]:
    full: dict[str, Counter[str]] = defaultdict(Counter)
    for name, times in names.items():
        folded = fold_person(name)
        if " " in folded:
            full[folded][name] += times
    by_initial: dict[tuple[str, str], set[str]] = defaultdict(set)
    for folded in full:
        first, _, rest = folded.partition(" ")
        if len(first) > 1:
            by_initial[first[0], rest.rsplit(" ", 1)[-1]].add(folded)
    people: dict[str, str] = {}
    for folded in full:
        first, _, rest = folded.partition(" ")
        if len(first) > 1:
            people[folded] = folded
            continue
        fits = by_initial[first, rest.rsplit(" ", 1)[-1]]
        if len(fits) <= 1:
            people[folded] = next(iter(fits), folded)
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    for folded, person in people.items():
        usual[person] += full[folded] if folded == person else Counter()
    return {
        name: (make_id("per", scope, people[folded]), _usual(usual[people[folded]]))
        for name in names
        if (folded := fold_person(name)) in people
    }


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _doubt(meeting: MeetingRecord, name: str) -> LinkIssue:
    message = f"It is not certain which person {name!r} is; they are linked to no other meeting."
    return LinkIssue(
        document_id=meeting.document,
        meeting_id=meeting.id,
        issue=Issue(code="person-ambiguous", level=Level.INFO, message=message, stage="link"),
    )
