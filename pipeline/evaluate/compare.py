"""One file's extraction against its labels: the header, the attendance and the sections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.evaluate.compare_inspections import compare_inspections
from pipeline.evaluate.compare_items import compare_items
from pipeline.evaluate.matching import pair
from pipeline.evaluate.score import FileResult, Tally
from pipeline.evaluate.truth import TrueAttendee, TrueDate, Truth
from pipeline.evaluate.words import fold, fold_name, likeness, same_heading, same_name
from pipeline.model import Attendee, Document, Extraction, Minutes, Section, SectionRole, When

_HEADING_ENOUGH = 0.84
_VENUE_ENOUGH = 0.8


def compare(
    truth: Truth,
    document: Document,
    extraction: Extraction,
    dues: Mapping[str, When] = MappingProxyType({}),
) -> FileResult:
    """Count what is right, missed and false of one labelled meeting.

    `dues` holds the deadlines that the calendar of all meetings refines, by action id.
    Of a document with several meetings, the one held on the labelled date is compared.
    """
    tally = Tally(truth.path)
    minutes = _meeting(truth, extraction)
    if minutes is None:
        return unread(truth, "no meeting was found in the file")
    _header(tally, truth, minutes, extraction)
    if truth.attendees is not None:
        _attendance(tally, truth.attendees, minutes.attendees)
    if truth.sections is not None:
        _sections(tally, truth.sections, document, minutes)
    compare_items(tally, truth, document, minutes, dues)
    compare_inspections(tally, truth, document, minutes)
    return tally.result(truth.body)


def unread(truth: Truth, reason: str) -> FileResult:
    """Everything that is labelled counts as missed: the file gave nothing."""
    tally = Tally(truth.path)
    if truth.date.on:
        tally.missed("date", truth.date.on.isoformat())
    for person in truth.attendees or ():
        tally.missed("attendance", f"{person.name}, {person.status}")
    for number, heading in truth.sections or ():
        for name in ("sections", "sections, all"):
            tally.missed(name, f"{number} {heading}".strip())
    for action in truth.actions:
        tally.missed(f"{action.kind} actions", action.key)
    for decision in truth.decisions or ():
        tally.missed("decisions", decision.key)
    for event in truth.events:
        tally.missed("events", event.ref or event.key)
    result = tally.result(truth.body)
    return FileResult(
        path=result.path,
        body=result.body,
        scores=result.scores,
        misses=result.misses,
        unread=reason,
    )


def _meeting(truth: Truth, extraction: Extraction) -> Minutes | None:
    for minutes in extraction.minutes:
        if truth.date.on is not None and minutes.meeting.held.first == truth.date.on:
            return minutes
    return extraction.minutes[0] if extraction.minutes else None


def _header(tally: Tally, truth: Truth, minutes: Minutes, extraction: Extraction) -> None:
    meeting = minutes.meeting
    _date(tally, "date", truth.date, meeting.held)
    _date(tally, "next meeting", truth.next, meeting.next.when if meeting.next else None)
    for name, labelled, found in (
        ("start time", truth.start, meeting.start_time),
        ("end time", truth.end, meeting.end_time),
    ):
        if labelled is not None:
            tally.judge(name, labelled, found, right=labelled == found)
    if truth.venue is not None:
        venue, found = fold(truth.venue), fold(meeting.venue)
        # either may leave out the town or the room's floor
        enough = max(likeness(venue, found), likeness(found, venue)) >= _VENUE_ENOUGH
        right = venue == found or (bool(venue and found) and enough)
        tally.judge("venue", truth.venue, meeting.venue, right=right)
    if truth.chair is not None:
        _chair(tally, truth.chair, meeting.chair)
    if truth.marking is not None:
        right = fold(truth.marking) == fold(extraction.marking)
        tally.judge("marking", truth.marking, extraction.marking, right=right)
    if truth.hmicfrs_discussed is not None:
        expected = "discussed" if truth.hmicfrs_discussed else ""
        mentioned = "discussed" if minutes.inspections else ""
        tally.judge("hmicfrs discussed", expected, mentioned, right=expected == mentioned)


def _date(tally: Tally, name: str, truth: TrueDate, when: When | None) -> None:
    if not truth.known:
        return
    found: dt.date | None = when.first if when else None
    expected = truth.on.isoformat() if truth.on else ""
    tally.judge(name, expected, found.isoformat() if found else "", right=truth.on == found)


def _chair(tally: Tally, chairs: tuple[str, ...], found: str) -> None:
    # of two co-chairs, either alone is right
    right = any(same_name(chair, found) for chair in chairs)
    if not right and found and chairs:
        names = {fold_name(name) for name in found.replace(" and ", ";").split(";")}
        right = names <= {fold_name(chair) for chair in chairs}
    tally.judge("chair", "; ".join(chairs), found, right=right or (not chairs and not found))


def _attendance(
    tally: Tally, wanted: tuple[TrueAttendee, ...], found: tuple[Attendee, ...]
) -> None:
    def same(person: TrueAttendee, attendee: Attendee) -> float:
        ranked = f"{attendee.rank} {attendee.name}"
        if not (same_name(person.name, attendee.name) or same_name(person.name, ranked)):
            return 0.0
        return 1.0 if person.status == attendee.status else 0.9

    pairs, missed, false = pair(wanted, found, same)
    for i, j in pairs.items():
        person, attendee = wanted[i], found[j]
        if person.status == attendee.status:
            tally.hit("attendance")
        else:
            tally.wrong(
                "attendance",
                f"{person.name}, {person.status}",
                f"{attendee.name}, {attendee.status}",
            )
        _initials(tally, person, attendee)
    for i in missed:
        tally.missed("attendance", f"{wanted[i].name}, {wanted[i].status}")
        if wanted[i].initials:
            tally.missed("initials", f"{wanted[i].initials} = {wanted[i].name}")
    for j in false:
        tally.false("attendance", f"{found[j].name}, {found[j].status}")
        if found[j].initials:
            tally.false("initials", f"{found[j].initials} = {found[j].name}")


def _initials(tally: Tally, person: TrueAttendee, attendee: Attendee) -> None:
    held = {fold(attendee.initials), fold(attendee.abbreviation)}
    right = fold(person.initials) in held if person.initials else not attendee.initials
    tally.judge(
        "initials",
        f"{person.initials} = {person.name}" if person.initials else "",
        f"{attendee.initials} = {attendee.name}" if attendee.initials else "",
        right=right,
    )


def _sections(
    tally: Tally, wanted: tuple[tuple[str, str], ...], document: Document, minutes: Minutes
) -> None:
    """Count headings twice: as labelled ("sections"), and every level ("sections, all")."""
    found = [
        (index, (section.number, section.heading.of(document.text) if section.heading else ""))
        for index, section in enumerate(minutes.sections)
    ]
    found = [one for one in found if any(one[1])]
    printed = [heading for _, heading in found]
    pairs, missed, false = pair(wanted, printed, same_heading, _HEADING_ENOUGH)
    labelled = frozenset(found[j][0] for j in pairs.values())
    for name in ("sections", "sections, all"):
        for _ in pairs:
            tally.hit(name)
        for i in missed:
            tally.missed(name, " ".join(wanted[i]).strip())
        for j in false:
            if name == "sections" and _left_out(minutes.sections, found[j][0], labelled):
                continue
            tally.false(name, " ".join(printed[j]).strip())


def _left_out(sections: tuple[Section, ...], index: int, labelled: frozenset[int]) -> bool:
    """Whether a heading is of a sort that the labels of this meeting never list.

    Two sorts: those below an item that is labelled, where none below an item is; and those of the
    lists of people in front of the items ("Present:"), where none of them is.
    """
    section = sections[index]
    if _names_list(section):
        return not any(_names_list(sections[one]) for one in labelled)
    if section.level == 0 or any(sections[one].level > 0 for one in labelled):
        return False
    above = section.parent
    while above is not None and above not in labelled:
        above = sections[above].parent
    return above is not None


def _names_list(section: Section) -> bool:
    return section.role is SectionRole.ATTENDANCE and not section.number
