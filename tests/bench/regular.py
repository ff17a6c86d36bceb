"""The first layer: what one plain regular expression a field makes of the text, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluate import load
from pipeline.model import (
    Action,
    ActionKind,
    AttendanceStatus,
    Attendee,
    DateBasis,
    Decision,
    Document,
    Evidence,
    Extraction,
    Minutes,
    Outcome,
    Owner,
    OwnerKind,
    Section,
    SectionRole,
    Span,
    When,
    make_id,
    replace,
)

_MONTHS = "january february march april may june july august september october november december"
_DATE = rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTHS.replace(' ', '|')})\s+(\d{{4}})"
DATE = re.compile(_DATE, re.IGNORECASE)
NAME = re.compile(r"^\W*([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)(?:\s*\(([A-Z]{2,4})\))?", re.MULTILINE)
LISTS = re.compile(r"^\W*(present|attend\w+|apologies)\b.*$", re.IGNORECASE | re.MULTILINE)
SECTION = re.compile(r"^(\d{1,3})[.)]?\s+([A-Z].{2,80})$", re.MULTILINE)
ACTION = re.compile(
    r"^\W*action\b\s*[:–-]\s*(?:([A-Z]{2,3})\b)?(.+)$", re.IGNORECASE | re.MULTILINE
)
DECISION = re.compile(
    r"^.*\b(?:decision:|resolved|agreed|approved)\b.*$", re.IGNORECASE | re.MULTILINE
)
DUE = re.compile(rf"\bby\s+(?:the\s+)?{_DATE}", re.IGNORECASE)


def read(root: Path, path: str) -> tuple[Document, Extraction]:
    """A labelled file with the facts of the whole program replaced by those of the expressions."""
    document, extraction = load(root, path)
    plain = tuple(_plain(document.text, minutes) for minutes in extraction.minutes)
    return document, replace(extraction, minutes=plain)


def _plain(text: str, minutes: Minutes) -> Minutes:
    span = minutes.span
    found = DATE.search(text, span.start, span.end)
    day = _day(found) if found else None
    held = When(
        text=found[0] if found else "", first=day, last=day, basis=DateBasis.STATED if day else None
    )
    return replace(
        minutes,
        meeting=replace(minutes.meeting, held=held),
        sections=tuple(_sections(text, span)),
        attendees=tuple(_people(text, span)),
        actions=tuple(_actions(text, span)),
        decisions=tuple(_decisions(text, span)),
        updates=(),
        inspections=(),
    )


def _day(hit: re.Match[str]) -> dt.date | None:
    month = _MONTHS.split().index(hit[2].lower()) + 1
    try:
        return dt.date(int(hit[3]), month, int(hit[1]))
    except ValueError:
        return None


def _said(hit: re.Match[str], group: int = 0) -> Evidence:
    return Evidence(span=Span(start=hit.start(group), end=hit.end(group)), rule="plain")


def _sections(text: str, span: Span) -> Iterator[Section]:
    for hit in SECTION.finditer(text, span.start, span.end):
        yield Section(
            span=Span(start=hit.start(), end=hit.end()),
            number=hit[1],
            heading=Span(start=hit.start(2), end=hit.end(2)),
            level=0,
            parent=None,
            role=SectionRole.ITEM,
            evidence=_said(hit),
        )


def _people(text: str, span: Span) -> Iterator[Attendee]:
    """Names at the start of the lines below "Present" and "Apologies", until the first item."""
    first = SECTION.search(text, span.start, span.end)
    end = first.start() if first else span.end
    status: AttendanceStatus | None = None
    for line in re.finditer(r"[^\n]+", text[span.start : end]):
        place = span.start + line.start()
        if heading := LISTS.match(line[0]):
            away = heading[1].lower() == "apologies"
            status = AttendanceStatus.APOLOGIES if away else AttendanceStatus.PRESENT
        elif status and (name := NAME.match(line[0])):
            where = Span(start=place + name.start(1), end=place + name.end(1))
            yield Attendee(
                name=name[1],
                status=status,
                initials=name[2] or "",
                abbreviation=name[2] or "",
                evidence=Evidence(span=where, rule="plain"),
            )


def _actions(text: str, span: Span) -> Iterator[Action]:
    for hit in ACTION.finditer(text, span.start, span.end):
        owner = hit[1]
        due = DUE.search(hit[2])
        day = _day(due) if due else None
        yield Action(
            id=make_id("plain", str(hit.start())),
            text=hit[0],
            kind=ActionKind.LABELLED,
            evidence=_said(hit),
            owners=(
                Owner(
                    text=owner, name=owner, kind=OwnerKind.UNKNOWN, basis="", evidence=_said(hit, 1)
                ),
            )
            if owner
            else (),
            due=When(text=due[0], first=day, last=day) if due else None,
        )


def _decisions(text: str, span: Span) -> Iterator[Decision]:
    for hit in DECISION.finditer(text, span.start, span.end):
        word = "approved" if "approved" in hit[0].lower() else "agreed"
        outcome = Outcome.RESOLVED if "resolved" in hit[0].lower() else Outcome(word)
        yield Decision(
            id=make_id("plain", str(hit.start())), text=hit[0], outcome=outcome, evidence=_said(hit)
        )
