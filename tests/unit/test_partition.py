"""Several meetings in one file: cut at heads that show it, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.bodies import recognise
from pipeline.ingest import read
from pipeline.ingest.assemble import Draft, Piece, assemble
from pipeline.model import BlockKind, Box, Document, SourceFile
from pipeline.sections import partition

TALK = "The members spoke to the report at some length and asked several questions about it."


def typed(*lines: str) -> Document:
    data = "\n".join(lines).encode()
    return read(data, SourceFile(sha256="0" * 64, path="a/log.txt", media_type="", size=len(data)))


def pieces(document: Document) -> list[str]:
    spans = partition(document, recognise(document, ()))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    return [span.of(document.text) for span in spans]


def minutes(day: str, *, board: str = "Alder Vale Board") -> list[str]:
    return [
        board.upper(),
        f"Minutes of the meeting held on {day}",
        "",
        "Present: Ann Lee (AL), Ben Ode (BO)",
        "",
        "1. Reports",
        TALK,
        "",
    ]


@pytest.mark.parametrize(
    "days",
    [
        ("3 May 2022", "14 June 2022"),
        ("Tuesday 14th June 2022", "Tuesday 3rd May 2022", "Monday 4th April 2022"),
        ("03/05/2022", "14/06/2022"),
        ("2022-05-03", "2022-06-14"),
    ],
)
def test_minutes_one_after_another_are_meetings_of_their_own(days: tuple[str, ...]) -> None:
    found = pieces(typed(*(line for day in days for line in minutes(day))))
    assert [one.splitlines()[:2] for one in found] == [minutes(day)[:2] for day in days]


def test_titles_may_have_their_date_below() -> None:
    lines = [
        line
        for day in ("Thursday 21st April 2022, 14:00", "Date: 19 May 2022", "16 June 2022")
        for line in ("NOTES OF MEETING", day, "Oak Room", "Present", "Ann Lee (AL)", "", TALK, "")
    ]
    assert len(pieces(typed(*lines))) == 3


def test_one_meeting_is_one_span_though_it_approves_earlier_minutes() -> None:
    lines = [
        *minutes("14 June 2022"),
        "2. Minutes of the meeting held on 3 May 2022",
        "Minutes of the meeting held on 3 May 2022",
        "The minutes of the meeting held on 3 May 2022 were approved.",
        "3. Date of next meeting",
        "The next meeting is on 12 July 2022.",
    ]
    document = typed(*lines)
    assert pieces(document) == [document.text]


def test_a_title_repeated_on_each_page_is_one_meeting() -> None:
    document = typed(*minutes("14 June 2022"), *minutes("14 June 2022"), *minutes("14 June 2022"))
    assert pieces(document) == [document.text]


def test_dates_that_run_no_way_tell_no_meetings() -> None:
    days = ("3 May 2022", "14 June 2022", "4 April 2022", "12 July 2022", "1 March 2022")
    document = typed(*(line for day in days for line in minutes(day)))
    assert pieces(document) == [document.text]


def test_minutes_without_people_are_not_told_apart() -> None:
    lines = [line for line in minutes("3 May 2022") if not line.startswith("Present")]
    later = [line for line in minutes("14 June 2022") if not line.startswith("Present")]
    document = typed(*lines, *later)
    assert pieces(document) == [document.text]


def log(*days: str, people: bool = True, printed: bool = False) -> Document:
    heading = in_letters if printed else at_level
    drafts = [heading("Alder Vale Working Group", 0), said("What this log is for. " * 20)]
    for day in days:
        drafts.append(heading(day, 1))
        if people:
            drafts.append(said("Present: Ann Lee, Ben Ode"))
        drafts += [heading("Progress", 2), said(TALK)]
    drafts += [heading("Questions", 0), said("A list of questions that belongs to no meeting.")]
    source = SourceFile(sha256="0" * 64, path="a/log.docx", media_type="", size=1)
    return assemble(source, drafts)


def in_letters(text: str, level: int) -> Draft:
    """A heading as a PDF has it: its rank shows in the height of its letters alone."""
    box = Box(x0=60, top=100, x1=300, bottom=120 - 4 * level)
    pieces = (Piece(text=text, page=1, box=box),)
    return Draft(pieces=pieces, kind=BlockKind.HEADING, level=0)


def at_level(text: str, level: int) -> Draft:
    return Draft(
        pieces=(Piece(text=text),),
        kind=BlockKind.HEADING,
        style=f"heading {level + 1}",
        level=level,
    )


def said(text: str) -> Draft:
    return Draft(pieces=(Piece(text=text),), kind=BlockKind.PARAGRAPH)


@pytest.mark.parametrize("printed", [False, True])
def test_a_log_is_cut_at_its_dated_headings_and_at_the_next_chapter(*, printed: bool) -> None:
    days = ("14 June 2022", "3rd May 2022", "4 April 2022 note")
    found = pieces(log(*days, printed=printed))
    assert [one.splitlines()[0] for one in found] == list(days)
    assert all("Questions" not in one and "What this log is for" not in one for one in found)
    assert all("Progress" in one for one in found)


def test_a_log_may_turn_once() -> None:
    days = (
        "4 May 2022",
        "4 April 2022",
        "4 March 2022",
        "5 May 2021",
        "6 June 2021",
        "7 July 2021",
    )
    assert len(pieces(log(*days))) == len(days)


def test_dated_headings_without_people_are_parts_of_one_meeting() -> None:
    document = log("14 June 2022", "12 July 2022", people=False)
    assert pieces(document) == [document.text]


def test_the_two_days_of_one_meeting_stay_together() -> None:
    document = log("14 July 2022", "15 July 2022")
    assert pieces(document) == [document.text]
