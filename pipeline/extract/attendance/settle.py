"""From the people of lists and sentences to attendees: one each, with status, flags and doubts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from rapidfuzz.distance.Levenshtein import distance

from pipeline.extract.attendance.entry import Entry
from pipeline.extract.attendance.marks import Marks, tell_apart
from pipeline.extract.attendance.names import fitting
from pipeline.extract.attendance.roll import LABEL, NO_HEADING, UNHEADED, Listed
from pipeline.extract.attendance.sentences import Said
from pipeline.extract.attendance.words import lexicon, takes_minutes
from pipeline.model import (
    AttendanceStatus,
    Attendee,
    Evidence,
    Issue,
    Level,
    Span,
    normalise,
    replace,
    value,
)

AFTER_GAP = "attendance.after-gap"
AFTER_MINUTE_TAKER = "attendance.after-minute-taker"
STAGE = "attendance"
_TOKEN = re.compile(r"[A-Z](?<![\w/&].)[A-Z]{1,3}(?![\w&])")
"""Capitals that may be initials. What stands before is looked at behind the first: so they are soon found."""

_AWAY = frozenset({AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT})
HABIT = 2
"""Declared initials that make it the habit of these minutes."""


@value
class _Person:
    """Somebody on the way to being an attendee."""

    entry: Entry
    status: AttendanceStatus
    rule: str
    neutral: bool
    group: str = ""
    basis: str = "stated"
    said: bool = False


@value
class Settled:
    """Everybody once, in printed order, each with the marks told apart; the doubts beside."""

    people: tuple[_Person, ...]
    marks: tuple[Marks, ...]
    issues: tuple[Issue, ...]

    def attendees(
        self, chair: str, minute_taker: str
    ) -> tuple[tuple[Attendee, ...], tuple[Issue, ...]]:
        """Them as attendees, with all doubts; labels of the header may name the chair and who writes."""
        attendees = tuple(
            _attendee(person, mark, chair, minute_taker)
            for person, mark in zip(self.people, self.marks, strict=True)
        )
        unlike = (
            _issue(
                "initials-unlike-name",
                Level.INFO,
                f"({attendee.initials}) are not the initials of {attendee.name}.",
                attendee.evidence.span,
            )
            for attendee, mark in zip(attendees, self.marks, strict=True)
            if mark.doubtful
        )
        return attendees, (*self.issues, *unlike, *_ambiguous(attendees))


def settle(
    listed: Sequence[Listed],
    labels: Sequence[Listed],
    said: Sequence[Said],
    early: Iterable[str],
) -> Settled:
    """Judge all who are named together.

    `labels` are those whom labels of the front name. The `early` lines may point back to an unheaded
    list of apologies.
    """
    listed = _without_strays(listed)
    people = _statuses(listed, said, early)
    # a label names one who may stand in no list: the minute-taker often does not
    people += [
        _Person(entry=one.entry, status=one.heading.status, rule=one.rule, neutral=True)
        for one in labels
    ]
    people, issues = _once(_without_forces(people))
    marks = tell_apart([person.entry for person in people])
    return Settled(people=tuple(people), marks=tuple(marks), issues=tuple(issues))


def _without_strays(listed: Sequence[Listed]) -> list[Listed]:
    """Leave out names above the list of those present, where that has a heading."""
    headed = [
        one.row
        for one in listed
        if one.heading is not UNHEADED and one.heading.status is AttendanceStatus.PRESENT
    ]
    if not headed:
        return list(listed)
    first = min(headed)
    # a name above the first headed list is a contact, an author or the chair of another body
    return [one for one in listed if one.rule != NO_HEADING or one.row > first]


def _statuses(
    listed: Sequence[Listed], said: Sequence[Said], early: Iterable[str]
) -> list[_Person]:
    away = AttendanceStatus.APOLOGIES
    named_away = any(one.heading.status is away for one in listed) or any(
        one.status is away for one in said
    )
    present = AttendanceStatus.PRESENT
    some_present = any(one.heading.status is present for one in listed) or any(
        one.status is present and not one.entry.note for one in said
    )
    moved = {} if named_away else _moved(listed, early)
    people = []
    for number, one in enumerate(listed):
        status, rule, basis = one.heading.status, one.rule, "stated"
        if number in moved:
            status, rule, basis = away, moved[number], "inferred"
        if status is AttendanceStatus.IN_ATTENDANCE and not some_present:
            # "In attendance" over the only list is the list of those present
            status = present
        people.append(
            _Person(
                entry=one.entry,
                status=status,
                rule=rule,
                neutral=one.heading.neutral,
                group=one.group,
                basis=basis,
            )
        )
    for spoken in said:
        status = spoken.status
        if status is AttendanceStatus.IN_ATTENDANCE and not some_present:
            status = present
        people.append(
            _Person(entry=spoken.entry, status=status, rule=spoken.rule, neutral=False, said=True)
        )
    return people


def _moved(listed: Sequence[Listed], early: Iterable[str]) -> dict[int, str]:
    """The people of a list who are away though no heading says so, each with the rule."""
    return _after_gap(listed) or (_after_taker(listed) if _points_back(early) else {})


def _points_back(texts: Iterable[str]) -> bool:
    """Whether the words under apologies point back to a list above: "As above"."""
    return any(lexicon().pointer.search(text) for text in texts)


def _after_gap(listed: Sequence[Listed]) -> dict[int, str]:
    """The people after the one gap in a list: apologies without a heading.

    Holds for an unheaded list, and under a heading where the minute-taker closes the first part.
    """
    lists = defaultdict(list)
    for number, one in enumerate(listed):
        lists[one.list].append(number)
    for numbers in lists.values():
        gaps = [
            index
            for index, number in enumerate(numbers)
            if index
            and listed[number].after_blank
            and listed[number].row != listed[numbers[index - 1]].row
        ]
        if len(gaps) != 1 or len(numbers) < 3:  # noqa: PLR2004 - a gap after each is a way of setting
            continue
        before = listed[numbers[gaps[0] - 1]]
        rest = numbers[gaps[0] :]
        closes = before.rule == NO_HEADING or _takes_minutes(before.entry)
        if closes and listed[rest[0]].group == before.group:
            return dict.fromkeys(rest, AFTER_GAP)
    return {}


def _after_taker(listed: Sequence[Listed]) -> dict[int, str]:
    """The people after the minute-taker, where the text says "as above" of apologies."""
    for number, one in enumerate(listed):
        if _takes_minutes(one.entry):
            rest = [
                index for index in range(number + 1, len(listed)) if listed[index].list == one.list
            ]
            return dict.fromkeys(rest, AFTER_MINUTE_TAKER)
    return {}


def _without_forces(people: list[_Person]) -> list[_Person]:
    """Lists of "CC Ann Lee Eastvale": where nearly all have a rank and three names, the last is a force."""
    ranked = [
        one for one in people if one.entry.rank and not (one.entry.role or one.entry.brackets)
    ]
    three = [one for one in ranked if len(one.entry.name.split()) == 3]  # noqa: PLR2004 - name and force
    if len(three) < 3 or len(three) < MOST * len(people):  # noqa: PLR2004 - three make a list
        return people
    found = []
    for one in people:
        if any(one is other for other in three):
            name, _, force = one.entry.name.rpartition(" ")
            end = one.entry.name_span.end - len(force) - 1
            entry = replace(
                one.entry, name=name, name_span=Span(start=one.entry.name_span.start, end=end)
            )
            one = replace(one, entry=entry, group=force)  # noqa: PLW2901 - the same person
        found.append(one)
    return found


MOST = 0.8
"""The share of a list that makes its form."""


def _takes_minutes(entry: Entry) -> bool:
    said = " ".join((entry.role, *entry.brackets))
    return takes_minutes(said)


def _once(people: Sequence[_Person]) -> tuple[list[_Person], list[Issue]]:
    """Each person once. A list of members gives way to a later "apologies"; "present" does not."""
    kept: list[_Person] = []
    issues: list[Issue] = []
    for person in people:
        same = next((one for one in kept if _same(one.entry, person.entry)), None)
        # "Apologies: Cllr Smith" names somebody of the list above by his surname, as a sentence does
        short = person.said or (person.entry.title and person.status in _AWAY)
        same = same or (_meant(person, kept) if short else None)
        if same is None:
            kept.append(person)
            continue
        if same.status is person.status or person.rule == LABEL:
            continue
        at = kept.index(same)
        here = AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE
        if same.status in here and person.status in here:
            # a sentence tells what somebody did, the list in which part he was there
            if not person.said and person.status is AttendanceStatus.PRESENT:
                # officers of the letterhead, who then stand in the list of those present
                kept[at] = replace(person, entry=_fuller(person.entry, same.entry))
            continue
        issues.append(
            _issue(
                "attendance-in-both-lists",
                Level.INFO if same.neutral else Level.WARNING,
                f"{same.entry.name} stands as {same.status} and as {person.status}.",
                person.entry.span,
            )
        )
        if same.neutral and same.status in here:
            kept[at] = replace(
                same, status=person.status, rule=person.rule, entry=_joined(same, person)
            )
    return kept, issues


def _meant(person: _Person, kept: Sequence[_Person]) -> _Person | None:
    """The one of a list whom a sentence names by title and surname: "Ms Finch was in the chair"."""
    if " " in person.entry.name:
        return None
    name = normalise(person.entry.name).split()  # "Lee-Dale" is two words there
    fits = [one for one in kept if normalise(one.entry.name).split()[-len(name) :] == name]
    return fits[0] if len(fits) == 1 else None


def _fuller(entry: Entry, other: Entry) -> Entry:
    """An entry with the post of another for the same person, where it has none."""
    return replace(entry, role=entry.role or other.role, brackets=entry.brackets or other.brackets)


def with_habit(attendees: Sequence[Attendee], text: str) -> tuple[Attendee, ...]:
    """Initials for those whom the list gives none, where the minutes call people by initials.

    The list must declare some, the text must use these, and they must fit this person alone.
    """
    declared = {one.initials for one in attendees if one.initials}
    if len(declared) < HABIT or all(one.initials or one.abbreviation for one in attendees):
        return tuple(attendees)
    used = _tokens(text) - declared
    return tuple(
        one
        if one.initials or one.abbreviation
        else replace(one, initials=_alone(one, attendees, used))
        for one in attendees
    )


@lru_cache(maxsize=1)  # the header asks for the people, and then the extraction
def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(text))


def _alone(attendee: Attendee, attendees: Sequence[Attendee], used: AbstractSet[str]) -> str:
    """The used initials that are exactly this person's and could be nobody else's."""
    if " " not in attendee.name:
        return ""
    exact = "".join(part[0] for part in re.split(r"[\s-]+", attendee.name) if part).upper()
    post = lexicon().post.fullmatch(exact) or exact.casefold() in lexicon().organisations
    others = [one for one in attendees if one is not attendee and fitting(exact, one.name)]
    return exact if exact in used and not others and not post else ""


def _joined(same: _Person, person: _Person) -> Entry:
    """The fuller entry of the list, at the place of the words that give the status."""
    return replace(same.entry, span=person.entry.span, name_span=person.entry.name_span)


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries are one person: the same name, or initial and surname."""
    left, right = normalise(one.name).split(), normalise(other.name).split()
    if left and right and left[0][0] != right[0][0]:
        return False  # most are told apart by their first letters
    if left == right or _misspelt(left, right):
        return True
    if len(left) < 2 or len(right) < 2 or left[-1] != right[-1]:  # noqa: PLR2004
        return False
    short = len(left[0]) == 1 or len(right[0]) == 1
    return short and left[0][0] == right[0][0]


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are one with a letter wrong, as names in minutes often are."""
    same = len(one) == len(other) > 1 and one[:-1] == other[:-1] and len(one[0]) > 1
    return same and min(len(one[-1]), len(other[-1])) >= LONG and distance(one[-1], other[-1]) == 1


LONG = 5
"""Letters of a surname in which one may be wrong."""


def _attendee(person: _Person, mark: Marks, chair: str, minute_taker: str) -> Attendee:
    entry = person.entry
    role = mark.role
    if not role and entry.rank:
        role = entry.rank
    return Attendee(
        name=entry.name,
        status=person.status,
        evidence=Evidence(span=entry.span, rule=person.rule),
        initials=mark.initials,
        abbreviation=mark.abbreviation,
        role=role,
        rank=" ".join(part for part in (entry.title, entry.rank) if part),
        organisation=mark.organisation or person.group,
        remote=mark.remote,
        chair=mark.chair or _named(chair, entry),
        minute_taker=mark.minute_taker or _named(minute_taker, entry),
        note=mark.note,
        basis=person.basis,
    )


def _named(label: str, entry: Entry) -> bool:
    """Whether a label of the header names this person."""
    if not label:
        return False
    words, name = normalise(label).split(), normalise(entry.name).split()
    return bool(words) and words[-len(name) :] == name


def _ambiguous(attendees: Sequence[Attendee]) -> list[Issue]:
    """An issue for initials that two people of one meeting share."""
    shared = defaultdict(list)
    for attendee in attendees:
        if attendee.initials:
            shared[attendee.initials].append(attendee)
    return [
        _issue(
            "initials-ambiguous",
            Level.WARNING,
            f"{initials} stands for {' and for '.join(one.name for one in same)}.",
            same[-1].evidence.span,
        )
        for initials, same in shared.items()
        if len(same) > 1
    ]


def _issue(code: str, level: Level, message: str, span: Span) -> Issue:
    return Issue(code=code, level=level, message=message, stage=STAGE, span=span)
