"""The head of one meeting: when, where, who chaired, what comes next, and what the file is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.bodies import Body, heading_name, kind_of
from pipeline.extract.attendance import read_attendance
from pipeline.extract.attendance.people import people
from pipeline.extract.front import (
    EARLY,
    Labelled,
    Line,
    front_lines,
    header_words,
    labelled,
)
from pipeline.extract.guarded import Guarded, guarded
from pipeline.extract.header.asked import asked_lines, chaired, marking
from pipeline.extract.header.chairs import in_the_chair
from pipeline.extract.header.held import HELD_RULES, DateFound, date_held
from pipeline.extract.header.places import read_times, read_venue
from pipeline.extract.header.upcoming import NEXT_RULE, announcements, next_meeting
from pipeline.model import (
    AttendanceStatus,
    Attendee,
    Document,
    DocumentKind,
    Evidence,
    FurnitureKind,
    Issue,
    Level,
    MeetingKind,
    NextMeeting,
    Section,
    Span,
    When,
    normalise,
    replace,
    value,
)

TITLE_RULE = "header.title"
CHAIR_RULE = "header.chair"
STAGE = "header"
_TITLE_OF = re.compile(r"\b(?:minutes|notes)\b|^\W*\w+\W*$", re.IGNORECASE)
"""A line that speaks of the minutes, or is a stamp of one word."""

_HERE = (AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE)
LONGEST_TITLE = 90
"""Code points: what is longer is a sentence."""

_SENTENCE = re.compile(r"[a-z][.!?](?:\s|$)")


@value
class Header:
    """What the head of the minutes says of the meeting. Texts are "" where it says nothing.

    Times are `HH:MM`; `version` is "draft", "approved" or ""; `marking` the protective marking as
    written; `evidences` name the field that each proves, `evidence` the date's or the title's.
    """

    title: str
    held: When
    kind: MeetingKind
    document_kind: DocumentKind
    evidence: Evidence
    start_time: str = ""
    end_time: str = ""
    venue: str = ""
    chair: str = ""
    minute_taker: str = ""
    next: NextMeeting | None = None
    version: str = ""
    marking: str = ""
    evidences: tuple[tuple[str, Evidence], ...] = ()
    issues: tuple[Issue, ...] = ()


@value
class _Labels:
    """The names that labels give, for the attendance."""

    chair: str = ""
    minute_taker: str = ""


def read_header(
    document: Document, within: Span, sections: Sequence[Section], body: Body
) -> Header:
    """Read the head of the meeting in `within`. Raises nothing; what is not said stays empty."""
    front = front_lines(document, within, sections)
    labels = labelled(front)
    title = _title(front, labels)
    kind = _document_kind(document, within, front)
    announced = announcements(document, within, sections, front)
    held = date_held(document, within, sections, front, labels, kind=kind, announced=announced)
    coming = next_meeting(document.text, announced, held.when.first)
    tracker = kind is DocumentKind.TRACKER
    times = [] if tracker else read_times(document, within, front, labels)
    near = held.evidence.span if held.evidence and not tracker else None
    venue = None if tracker else read_venue(front, labels, near)
    names = _Labels(chair=_label(labels, "chair"), minute_taker=_label(labels, "minute_taker"))
    chair = _chair(document, within, sections, body, names)
    title_evidence = Evidence(
        span=title.span if title else Span(start=within.start, end=within.start), rule=TITLE_RULE
    )
    evidences = [("title", title_evidence)] if title else []
    evidences += [("date", held.evidence)] if held.evidence else []
    evidences += [(field, evidence) for field, _, evidence in times]
    evidences += [("venue", venue[1])] if venue else []
    evidences += [("next", coming.evidence)] if coming else []
    clock = {field: text for field, text, _ in times}
    return Header(
        title=" ".join(title.text.split()) if title else "",
        held=held.when,
        kind=_kind(body, title.text if title else "", kind),
        document_kind=kind,
        evidence=held.evidence or title_evidence,
        start_time=clock.get("start_time", ""),
        end_time=clock.get("end_time", ""),
        venue=venue[0] if venue else "",
        chair=chair,
        minute_taker=names.minute_taker,
        next=coming,
        version=_version(document, front),
        marking=_marking(document, within),
        evidences=tuple(evidences),
        issues=(*held.issues, *_next_issues(held, coming)),
    )


def rules() -> tuple[str, ...]:
    """Every rule id that this module emits."""
    return (TITLE_RULE, CHAIR_RULE, NEXT_RULE, *HELD_RULES, "header.time", "header.venue")


def _label(labels: Sequence[Labelled], field: str) -> str:
    """The name that a label gives: "Chair: PCC Priya Holt" gives "Priya Holt"."""
    for one in labels:
        if one.field == field and one.text:
            found = people(one.text, one.span.start, one=True)
            if found:
                return found[0].name
    return ""


def _chair(
    document: Document, within: Span, sections: Sequence[Section], body: Body, names: _Labels
) -> str:
    """The chair by the label, else by the attendance list, else by the opening sentence."""
    if names.chair:
        return names.chair
    attendees, _ = read_attendance(document, within, sections, body, names)
    here = [one for one in attendees if one.status in _HERE]
    return (
        "; ".join(one.name for one in here if one.chair)
        or in_the_chair(document, within, attendees)
        or _opened(document, within, here)
    )


def _opened(document: Document, within: Span, attendees: Sequence[Attendee]) -> str:
    """The chair by the words of the opening: "called to order by Ann", one attendee's name."""
    pattern = chaired()
    for line, _ in asked_lines(document, within):
        hit = pattern.search(line.text)
        if not hit:
            continue
        after = normalise(line.text[hit.end() : hit.end() + 40])
        fits = [
            one.name
            for one in attendees
            if re.match(rf"{re.escape(normalise(one.name))}\b", after)
            or re.match(rf"{re.escape(normalise(one.name).split()[0])}\b", after)
        ]
        if len(fits) == 1:
            return fits[0]
    return ""


def _title(front: Sequence[Line], labels: Sequence[Labelled]) -> Line | None:
    """The line that is the meeting's title: a label's words, a heading, or the first that fits."""
    for one in labels:
        if one.field == "title" and one.text:
            return replace(front[one.line], text=one.text, span=one.span)
    first = None
    for line in front[:12]:
        if len(line.text) > LONGEST_TITLE and _SENTENCE.search(line.text):
            continue
        if _not_title().search(line.text):
            continue
        if _titles().search(line.text):
            return line
        first = first or line
    return first


@cache
def _not_title() -> Guarded:
    return guarded("|".join(header_words().not_title), re.IGNORECASE)


@cache
def _titles() -> Guarded:
    return guarded(rf"\b(?:{'|'.join(header_words().title)})\b", re.IGNORECASE)


def _document_kind(  # noqa: PLR0911 - one answer a place
    document: Document, within: Span, front: Sequence[Line]
) -> DocumentKind:
    """Minutes, tracker, agenda or other, by the first lines, the name of the file and what follows."""
    # one of several meetings in a file is minutes, whatever the whole file is called
    several = within.end - within.start < len(document.text)
    name = "minutes" if several else document.source.path.rsplit("/", 1)[-1].lower()
    name = re.sub(r"[_\-.]+", " ", name)
    head = "\n".join(line.text for line in front[:6]).lower()
    top = " ".join(line.text.lower() for line in front[:3] if len(line.text) <= LONGEST_TITLE)
    for place in (top, name):
        if _tracker().search(place) and not re.search(r"\b(?:minutes|notes of|meeting)\b", place):
            return DocumentKind.TRACKER
    for place in (head, name):
        if re.search(r"\bminutes\b|\bnotes\b", place):
            return DocumentKind.MINUTES
    text = within.of(document.text).lower()
    if _ATTENDED.search(text, 0, EARLY):
        agenda = re.search(r"\bagenda\b", head) and not re.search(
            r"\b(?:resolved|agreed|noted|were|was)\b", text
        )
        return DocumentKind.AGENDA if agenda else DocumentKind.MINUTES
    if re.search(r"\b(?:action|decision|resolved|agreed)\b\s*[:–-]", text):
        return DocumentKind.MINUTES
    if re.search(r"\bmeeting\b", top) and re.search(r"\b(?:tasks|decided|discussed)\b", text):
        return DocumentKind.MINUTES
    if "agenda" in head or "agenda" in name:
        return DocumentKind.AGENDA
    return DocumentKind.OTHER


_ATTENDED = re.compile(r"\b(?:attendance|present|attendees|apologies)\b")


@cache
def _tracker() -> re.Pattern[str]:
    words = {one.kind: one.words for one in header_words().document_kinds}
    return re.compile(rf"\b(?:{'|'.join(words['tracker'])})\b")


def _kind(body: Body, title: str, document_kind: DocumentKind) -> MeetingKind:
    """The body's kind; a tracker is its own; a generic body's by the words of its title."""
    if document_kind is DocumentKind.TRACKER:
        return MeetingKind.TRACKER
    if body.kind is not MeetingKind.OTHER:
        return body.kind
    return kind_of(title)


def _version(document: Document, front: Sequence[Line]) -> str:
    """Whether the file says that it is a draft, or approved."""
    furniture = [one.text for one in document.furniture if one.kind is not FurnitureKind.COMMENT]
    titles = [
        line.text
        for line in front[:4]
        if len(line.text) <= LONGEST_TITLE and _TITLE_OF.search(line.text)
    ]
    name = re.sub(r"[_\-.]+", " ", document.source.path.rsplit("/", 1)[-1])
    for kind, pattern, stamp in _versions():
        if pattern.search(name) or any(stamp.search(one) for one in furniture):
            return kind
        if any(map(pattern.search, titles)):
            return kind
    return ""


@cache
def _versions() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Each version with what names it in a title or a file's name, and what stamps a page with it."""
    return tuple(
        (
            group.kind,
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, group.words))})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?<!\w){group.kind}(?!\w)", re.IGNORECASE),
        )
        for group in header_words().versions
    )


def _marking(document: Document, within: Span) -> str:
    """The protective marking as written, from the pages' heads and feet, else a line of its own."""
    pattern = marking()
    for one in document.furniture:
        if one.kind is FurnitureKind.COMMENT:
            continue
        hit = pattern.search(one.text)
        if hit:
            return hit[0]
    for line, _ in asked_lines(document, within):
        hit = pattern.search(line.text)
        # alone in its line, perhaps with page and document numbers
        if hit and not re.sub(r"[\W\d_]+", "", line.text.replace(hit[0], "")):
            return hit[0]
    return ""


def _next_issues(held: DateFound, coming: NextMeeting | None) -> list[Issue]:
    """A next meeting that is not after this one."""
    first, upcoming = held.when.first, coming.when.last if coming else None
    if coming is None or first is None or upcoming is None or upcoming > first:
        return []
    return [
        Issue(
            code="next-meeting-before-this",
            level=Level.WARNING,
            message=f"The next meeting ({upcoming}) is not after this one ({first}).",
            stage=STAGE,
            span=coming.evidence.span,
        )
    ]


__all__ = ["Header", "heading_name", "read_header", "rules"]
