"""Reading label files into `Truth` values: the corpus YAML, and the two JSON-lines forms.

The YAML is described in `docs/accuracy.md` and can be written by hand, one file a meeting.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import UNSET, UnsetType

from pipeline.errors import ConfigError
from pipeline.evaluate.lines import archive_truth, specimen_truth
from pipeline.evaluate.truth import (
    TrueAction,
    TrueAttendee,
    TrueDate,
    TrueDecision,
    TrueDue,
    TrueEvent,
    TrueItem,
    TrueReply,
    Truth,
)
from pipeline.model import ActionKind, InspectionItemKind, ReplyKind, replace
from pipeline.models import Strict

T = TypeVar("T")
REGISTER = "register.yml"
INSPECTIONS = "inspections.yaml"
"""Items of the inspectorate's reports, and days of replies, of all minutes of a folder of labels."""


class GoldNext(Strict, frozen=True):
    """The next meeting as stated."""

    date: dt.date | None = None
    venue: str | None = None


class GoldAttendee(Strict, frozen=True):
    """One line of the attendance."""

    name: str
    status: str
    initials: str | None = None
    role: str | None = None
    abbreviation: str | None = None
    remote: bool = False
    note: str | None = None


class GoldSection(Strict, frozen=True):
    """One heading."""

    heading: str | None = None
    number: str | None = None
    role: str | None = None


class GoldInspection(Strict, frozen=True):
    """Why an action is an HMICFRS action."""

    programme: str | None = None
    reason: str | None = None


class GoldAction(Strict, frozen=True):
    """One action raised at the meeting."""

    key: str
    id: str | None = None
    ref: str | None = None
    kind: ActionKind = ActionKind.LABELLED
    owners: tuple[str, ...] = ()
    due_text: str | None = None
    due: dt.date | None = None
    due_basis: str | None = None
    hmicfrs: GoldInspection | None = None


class GoldDecision(Strict, frozen=True):
    """One decision."""

    key: str
    outcome: str
    condition: str | None = None
    maker: str | None = None


class GoldEvent(Strict, frozen=True):
    """One mention of an earlier action."""

    status: str
    action: str | None = None
    ref: str | None = None
    key: str | None = None
    grade: str | None = None
    successor: str | None = None


class GoldMeeting(Strict, frozen=True):
    """The labels of one meeting: the documented form. What is left out is not judged."""

    file: str
    split: str = "dev"
    body: str | None = None
    kind: str | None = None
    date: dt.date | UnsetType | None = UNSET
    date_basis: str | None = None
    date_last: dt.date | None = None
    start: str | UnsetType | None = UNSET
    end: str | UnsetType | None = UNSET
    venue: str | UnsetType | None = UNSET
    chair: str | UnsetType | None = UNSET
    next: GoldNext | UnsetType | None = UNSET
    marking: str | UnsetType | None = UNSET
    version: str | None = None
    attendees: tuple[GoldAttendee, ...] | UnsetType = UNSET
    sections: tuple[GoldSection, ...] | UnsetType = UNSET
    actions: tuple[GoldAction, ...] = ()
    decisions: tuple[GoldDecision, ...] | UnsetType = UNSET
    events: tuple[GoldEvent, ...] = ()
    hmicfrs_discussed: bool | None = None


class GoldEnd(Strict, frozen=True):
    """The true end of one labelled action, as `register.yml` lists it."""

    id: str
    file: str
    key: str
    status: str
    ref: str | None = None
    status_on: dt.date | None = None
    closed_on: dt.date | None = None
    evidence: str | None = None
    evidence_file: str | None = None
    hmicfrs: bool = False
    inspection: str | None = None


class GoldItem(Strict, frozen=True):
    """An item of an inspectorate's report, as minutes name it."""

    kind: InspectionItemKind
    key: str
    number: str | None = None
    board: str | None = None
    inspectorate: str | None = None


class GoldReply(Strict, frozen=True):
    """A day of the duty to reply to a report."""

    kind: ReplyKind
    day: dt.date


class GoldNamed(Strict, frozen=True):
    """What one file's minutes name of the inspectorate's reports: an entry of `inspections.yaml`."""

    file: str
    items: tuple[GoldItem, ...] = ()
    replies: tuple[GoldReply, ...] = ()


def read_labels(gold: Path) -> tuple[Truth, ...]:
    """All labels of a folder of YAML files, one YAML file, or a JSON-lines file; sorted by path.

    Raises ConfigError, naming the file and the key, where a label file is not understood.
    """
    if gold.is_dir():
        files = _label_files(gold)
        if not files:
            message = f"{gold} holds no label files (*.yml or *.yaml)."
            raise ConfigError(message)
        found = _with_inspections([_from_yaml(path) for path in files], gold / INSPECTIONS)
    elif gold.suffix in {".yml", ".yaml"}:
        found = [_from_yaml(gold)]
    elif gold.suffix == ".jsonl":
        found = [_from_line(row, gold, number) for number, row in _rows(gold)]
    else:
        message = f"{gold} is not a folder, a .yml or a .jsonl file of labels."
        raise ConfigError(message)
    return tuple(sorted(found, key=lambda truth: truth.path))


def read_ends(register: Path) -> tuple[GoldEnd, ...]:
    """The true ends of a `register.yml`. Raises ConfigError where it is not understood."""
    return _parse_yaml(register, tuple[GoldEnd, ...])


def split_of(gold: Path) -> dict[str, str]:
    """The split ("dev", "held-out") that each labelled file of a YAML folder declares."""
    if not gold.is_dir():
        return {}
    meetings = (_parse_yaml(path, GoldMeeting) for path in _label_files(gold))
    return {meeting.file: meeting.split for meeting in meetings}


def _label_files(folder: Path) -> list[Path]:
    """The files of a folder that label a meeting each, sorted."""
    files = (path for ending in ("*.yml", "*.yaml") for path in folder.rglob(ending))
    return sorted(path for path in files if path.name not in {REGISTER, INSPECTIONS})


def _with_inspections(truths: list[Truth], path: Path) -> list[Truth]:
    """The truths with the items of the inspectorate's reports, where the folder labels them."""
    if not path.is_file():
        return truths
    named = {row.file: row for row in _parse_yaml(path, tuple[GoldNamed, ...])}
    if unknown := sorted(named.keys() - {truth.path for truth in truths}):
        message = f"{path}: {unknown[0]} is not a labelled file."
        raise ConfigError(message)
    return [_with_items(truth, named.get(truth.path, GoldNamed(truth.path))) for truth in truths]


def _with_items(truth: Truth, named: GoldNamed) -> Truth:
    return replace(
        truth,
        inspection_items=tuple(
            TrueItem(
                kind=item.kind,
                key=item.key,
                number=item.number or "",
                board=item.board or "",
                inspectorate=item.inspectorate or "",
            )
            for item in named.items
        ),
        replies=tuple(TrueReply(kind=reply.kind, day=reply.day) for reply in named.replies),
    )


def _from_yaml(path: Path) -> Truth:
    gold = _parse_yaml(path, GoldMeeting)
    return Truth(
        path=gold.file,
        body=gold.body or "",
        date=_date(gold.date),
        start=_told(gold.start),
        end=_told(gold.end),
        venue=_told(gold.venue),
        chair=None if gold.chair is UNSET else (gold.chair,) if gold.chair else (),
        next=_date(gold.next.date if isinstance(gold.next, GoldNext) else gold.next),
        marking=_told(gold.marking),
        hmicfrs_discussed=gold.hmicfrs_discussed,
        attendees=None
        if gold.attendees is UNSET
        else tuple(
            TrueAttendee(name=person.name, status=person.status, initials=person.initials or "")
            for person in gold.attendees
        ),
        sections=None
        if gold.sections is UNSET
        else tuple((item.number or "", item.heading or "") for item in gold.sections),
        actions=tuple(
            TrueAction(
                key=action.key,
                kind=action.kind,
                owners=action.owners,
                due=TrueDue(text=action.due_text or "", first=action.due, last=action.due),
                ref=action.ref or "",
                hmicfrs=action.hmicfrs is not None,
            )
            for action in gold.actions
        ),
        implied_labelled=any(action.kind is ActionKind.IMPLIED for action in gold.actions),
        decisions=None
        if gold.decisions is UNSET
        else tuple(
            TrueDecision(key=decision.key, outcomes=frozenset({decision.outcome}))
            for decision in gold.decisions
        ),
        events=tuple(
            TrueEvent(
                key=event.key or "",
                ref=event.ref or "",
                statuses=frozenset({event.status}),
                grade=event.grade or "",
            )
            for event in gold.events
        ),
    )


def _date(day: dt.date | UnsetType | None) -> TrueDate:
    return TrueDate() if day is UNSET else TrueDate(known=True, on=day)


def _told(text: str | UnsetType | None) -> str | None:
    """A label's words, "" where it must be blank, None where nothing is said of it."""
    return None if text is UNSET else text or ""


def _from_line(row: dict[str, Any], gold: Path, number: int) -> Truth:
    try:
        return archive_truth(row) if "collection" in row else specimen_truth(row)
    except msgspec.ValidationError as error:
        message = f"{gold}, line {number}: {error}"
        raise ConfigError(message) from error


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    rows = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append((number, msgspec.json.decode(line, type=dict[str, Any])))
        except msgspec.MsgspecError as error:
            message = f"{path}, line {number}: {error}"
            raise ConfigError(message) from error
    return rows


def _parse_yaml(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.convert(yaml.safe_load(_text(path)), shape)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise ConfigError(message) from error
