"""The two JSON-lines label forms: notation specimens, and an archive of real files."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Any

import msgspec

from pipeline.evaluate.truth import (
    TrueAction,
    TrueAttendee,
    TrueDate,
    TrueDecision,
    TrueDue,
    TrueEvent,
    Truth,
)
from pipeline.evaluate.words import fold, label_words, lookup
from pipeline.model import ActionKind, Grade, Status

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MONTH = re.compile(r"(before )?(\d{4})-(\d{2})")
_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_WORDS_OF_REF = 2  # "Feb23.04", "Action 11"
_TIMES = re.compile(r"(\d\d:\d\d)(?:-(\d\d:\d\d))?$")


class Person(msgspec.Struct, frozen=True):
    """One person of the attendance."""

    name: str
    status: str
    initials: str | None = None


class Task(msgspec.Struct, frozen=True):
    """One action; the archive form adds `explicit` and `carried`, the specimens `label`."""

    key: str
    owners: tuple[str, ...] = ()
    due: str | None = None
    ref: str | None = None
    explicit: bool = True
    carried: bool | None = None
    label: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """One decision."""

    key: str
    outcome: str


class Closure(msgspec.Struct, frozen=True):
    """What became of an earlier action."""

    status: str
    ref: str | None = None
    key: str | None = None
    ref_or_key: str | None = None
    superseded_by: str | None = None
    transferred_to: str | None = None


class ArchiveLine(msgspec.Struct, frozen=True):
    """The labels of one real file."""

    collection: str
    path: str
    body: str | None
    date: dt.date | None
    venue: str | None
    chair: str | None
    attendees: tuple[Person, ...]
    sections: tuple[str, ...]
    actions: tuple[Task, ...]
    decisions: tuple[Judgement, ...]
    closures: tuple[Closure, ...]
    next_meeting: dt.date | None


class SpecimenLine(msgspec.Struct, frozen=True):
    """The labels of one specimen of notation; a date of None must be left blank."""

    file: str
    body: str | None
    date: dt.date | None
    time: str | None
    venue: str | None
    chair: str | None
    attendees: tuple[Person, ...]
    sections: tuple[tuple[str, str], ...]
    actions: tuple[Task, ...]
    decisions: tuple[Judgement, ...]
    closures: tuple[Closure, ...]
    hmicfrs: tuple[str, ...]
    not_hmicfrs: tuple[str, ...] = ()
    protective_marking: str | None = None


def archive_truth(row: dict[str, Any]) -> Truth:
    """One line of an archive's labels. Raises msgspec.ValidationError where a field is amiss.

    A marked action that was brought over from an earlier meeting is an event, not a new action.
    """
    line = msgspec.convert(row, ArchiveLine)
    events = [_event(closure) for closure in line.closures]
    named = {fold(event.ref) for event in events if event.ref}
    carried = [task for task in line.actions if task.carried]
    standing = {fold(task.ref or "") for task in carried}
    events = [_standing(event) if fold(event.ref) in standing else event for event in events]
    events += [
        TrueEvent(key=task.key, ref=_ref(task.ref), standing=True)
        for task in carried
        if fold(task.ref or "") not in named
    ]
    return Truth(
        path=f"{line.collection}/{line.path}",
        body=line.body or line.collection,
        date=TrueDate(known=line.date is not None, on=line.date),
        venue=line.venue,
        chair=(line.chair,) if line.chair else None,
        next=TrueDate(known=line.next_meeting is not None, on=line.next_meeting),
        attendees=_people(line.attendees),
        sections=tuple(("", heading) for heading in line.sections),
        actions=tuple(
            _action(task, ActionKind.LABELLED if task.explicit else ActionKind.IMPLIED)
            for task in line.actions
            if not task.carried
        ),
        decisions=_decisions(line.decisions),
        events=tuple(events),
    )


def specimen_truth(row: dict[str, Any]) -> Truth:
    """One line of the specimens' labels. Raises msgspec.ValidationError where a field is amiss."""
    line = msgspec.convert(row, SpecimenLine)
    times = _TIMES.match(line.time or "")
    flagged = [_REMARK.sub("", key) for key in line.hmicfrs]
    return Truth(
        path=line.file,
        body=line.body or "",
        date=TrueDate(known=True, on=line.date),
        start=times[1] if times else None,
        end=times[2] or "" if times else None,
        venue=line.venue,
        chair=tuple(name.strip() for name in line.chair.split(";")) if line.chair else None,
        marking=line.protective_marking,
        attendees=_people(line.attendees),
        sections=tuple((_REMARK.sub("", a), _heading(b)) for a, b in line.sections),
        actions=tuple(
            _action(
                task,
                ActionKind.IMPLIED if task.label.startswith("none") else ActionKind.LABELLED,
                hmicfrs=task.key in flagged,
            )
            for task in line.actions
        ),
        decisions=_decisions(line.decisions),
        events=tuple(_event(closure) for closure in line.closures),
        flagged=tuple(key for key in flagged if key not in {task.key for task in line.actions}),
        not_flagged=line.not_hmicfrs,
    )


def _people(people: tuple[Person, ...]) -> tuple[TrueAttendee, ...]:
    return tuple(
        TrueAttendee(name=person.name, status=person.status, initials=person.initials or "")
        for person in people
    )


def _decisions(judgements: tuple[Judgement, ...]) -> tuple[TrueDecision, ...]:
    outcomes = label_words().outcomes
    return tuple(
        TrueDecision(key=judgement.key, outcomes=lookup(outcomes, judgement.outcome))
        for judgement in judgements
    )


def _action(task: Task, kind: ActionKind, *, hmicfrs: bool | None = None) -> TrueAction:
    return TrueAction(
        key=task.key,
        kind=kind,
        owners=tuple(_REMARK.sub("", owner) for owner in task.owners),
        due=_due(task.due or ""),
        ref=_ref(task.ref),
        hmicfrs=hmicfrs,
    )


def _due(words: str) -> TrueDue:
    if _ISO_DAY.fullmatch(words):
        day = dt.date.fromisoformat(words)
        return TrueDue(first=day, last=day)
    if month := _ISO_MONTH.fullmatch(words):
        first = dt.date(int(month[2]), int(month[3]), 1)
        if month[1]:
            before = first - dt.timedelta(days=1)
            return TrueDue(first=before, last=before)
        return TrueDue(first=first, last=first.replace(day=monthrange(first.year, first.month)[1]))
    return TrueDue(text=words)


def _event(closure: Closure) -> TrueEvent:
    ref, key = closure.ref or "", closure.key or ""
    if closure.ref_or_key:
        words = closure.ref_or_key.split()
        is_ref = len(words) <= _WORDS_OF_REF and any(c.isdigit() for c in closure.ref_or_key)
        ref, key = (closure.ref_or_key, "") if is_ref else ("", closure.ref_or_key)
    statuses = lookup(label_words().statuses, closure.status)
    if statuses is not None and (closure.superseded_by or closure.transferred_to):
        statuses |= {"closed-superseded"} if closure.superseded_by else {"transferred"}
    grade = Grade.LOG_UPDATED if statuses == frozenset({Status.UNKNOWN.value}) else ""
    return TrueEvent(key=key, ref=ref, statuses=statuses, grade=grade)


def _standing(event: TrueEvent) -> TrueEvent:
    return TrueEvent(key=event.key, ref=event.ref, statuses=event.statuses, standing=True)


def _ref(ref: str | None) -> str:
    """The label's ref where it is one: with a digit in it ("Ongoing" is not)."""
    return ref if ref and any(c.isdigit() for c in ref) else ""


def _heading(heading: str) -> str:
    """The heading without the label writer's remarks in brackets."""
    while (shorter := _REMARK.sub("", heading)) != heading:
        heading = shorter
    return heading
