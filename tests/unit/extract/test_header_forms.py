"""The ways in which minutes print their own day, who led them and when people meet again, crossed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.typed import extraction_of, plain
from tests.unit.extract.test_header import header

DAY, NEXT = dt.date(2023, 3, 15), dt.date(2023, 4, 19)


@pytest.mark.parametrize(
    "front",
    [
        "NORTHMOOR POLICE\nPOLICE AND CRIME COMMISSIONER\nJOINT AUDIT COMMITTEE\nMinutes of the meeting held by video conference on Wednesday 15 March 2023, 10:00 – 12:25",
        "Northmoor Board\nMinutes – 15 March 2023, 2.00 p.m., Members’ Room",
        "Northmoor Board\nMarch 15, 2023",
        "Northmoor Board\nWednesday, 15th of March 2023",
        "Northmoor Board • Wednesday 15th March 2023, 14:00 • Level 4, Beck Street",
        "Northmoor Board\nHeld: 15/3/23 at 14:00",
        "Northmoor Board\nMeeting date | 15.3.2023",
        "Northmoor Board\nDate:\n15 March 2023",
        "Northmoor Board\n15TH MARCH, 2023",
        "NORTHMOOR BOARD – WEDNESDAY 15TH MARCH 2023",
        "Notes of the Northmoor Board, 15 March 2023",
        "Record of the meeting between the Commissioner and the Chief Constable on 15 March 2023",
        "Northmoor Board\nRecord of the meeting of 15 March 2023 (held by video link)",
        "Northmoor Board\nDyddiad / Date: 15 Mawrth / March 2023",
        "Northmoor Board\nDate of meeting 15 March 2023    Date approved 19 April 2023",
        "Northmoor Board\nPublished 19 April 2023\nMeeting held on 15 March 2023",
        "Northmoor Board\nDate: Wed 15 Mar 2023 Time: 09:15-10:20 Venue: Oak Room",
        "Northmoor Board\nMinutes of a meeting held at the Guildhall, Skerby, on Wednesday, 15 March 2023 at 2.00 pm",
        "Northmoor Board\nAt a meeting of the Board held on the fifteenth of March 2023 (15/03/2023)",
    ],
)  # fmt: skip
def test_the_day_of_the_meeting_in_every_form(front: str) -> None:
    found = header(
        f"{front}\nPresent: Ann Lee (Chair), Bob Dale\n\n1. Minutes of 15 February 2023\nAgreed.\n"
        "2. Audit\nBob Dale to report by 30 July 2023.\n"
    )
    assert found.held.first == DAY


@pytest.mark.parametrize(
    "front",
    [
        "Northmoor Board\nPublished 19 April 2023",
        "Northmoor Board\nPresent: Ann Lee\nMinutes of the meeting held on 15 February 2023 were agreed.",
    ],
)
def test_a_day_that_is_another_one_is_not_the_meetings(front: str) -> None:
    assert header(f"{front}\n\n1. Report\nNoted.\n").held.first is None


@pytest.mark.parametrize(
    "words",
    [
        "Next meeting: 19 April 2023",
        "Next meeting – 19 April 2023, 2pm",
        "NEXT MEETING Wednesday 19 April 2023",
        "9. Date, time and place of next meeting\nWednesday 19 April 2023, 1.30pm, Alder House.",
        "9. Date of next meeting\nWednesday 19 April 2023, 1.30pm, Alder House.",
        "Close. Next conference: 19 April 2023 at 6pm.",
        "The next session is on 19 April.",
        "The Board will meet again on 19 April 2023.",
        "It was agreed that the next meeting would be on 19 April.",
        "9. Cyfarfod nesaf / Next meeting\n19 Ebrill / April 2023",
        "9. Any other business / next meeting\nNo other business. 19 April 2023, 1pm.",
        "9. Future meetings\n• 19 April 2023\n• 17 May 2023",
        "9. Schedule of meetings\n19 April 2023 – Oak Room",
        "9. Dates of future meetings: 19 April; 17 May; 21 June",
        "Next scheduled meeting: 19/04/23",
        "Date of Next Board: 19th April",
        "Deferred until the next meeting.\nThe next Holding to Account Meeting is on Wednesday 19 April.",
        "Time and date of next meeting – 10am, 19 April 2023",
        "Next NB: 19 April 2023",
        "Next call #38: 2023-04-19, 14:00 UTC",
        "Future Board Meetings:\n19th April\n24th May",
    ],
)
def test_the_next_meeting_in_every_form(words: str) -> None:
    found = header(f"Northmoor Board\n15 March 2023\n1. Report\nNoted.\n{words}\n")
    assert found.next is not None
    assert found.next.when.first == NEXT


@pytest.mark.parametrize(
    "words",
    [
        "The report will go to the next meeting of the Panel.\nThe lease ends on 31 March 2024.",
        "9. Next meeting\nTo be confirmed.",
        "Date of the next one will be fixed in May.",
        "A workshop will be held before the next meeting, on 3 April 2023.",
    ],
)
def test_no_next_meeting_is_made_of_another_day(words: str) -> None:
    assert header(f"Board\n15 March 2023\n1. Report\nNoted.\n{words}\n").next is None


@pytest.mark.parametrize(
    "front",
    [
        "Chair: Ann Lee\nPresent: Bob Dale, Cy Eden",
        "Chair – Ann Lee\nPresent: Bob Dale, Cy Eden",
        "Chaired by: Ann Lee, PCC\nPresent: Bob Dale, Cy Eden",
        "In the chair: Ann Lee\nPresent: Bob Dale, Cy Eden",
        "Present: Ann Lee (Chair), Bob Dale",
        "Present: Ann Lee (chairing); Bob Dale",
        "Present: Ann Lee (in the Chair); Bob Dale",
        "Present: Ann Lee – Chairman, Bob Dale",
        "Present: Ann Lee, PCC (Chair) · Bob Dale, Clerk",
        "Present: Ann Lee [Chairperson], Bob Dale",
        "Present: Cllr A Lee (Chairman)\nCllr B Dale (Vice-Chairman)",
        "PRESENT: Ann Lee in the Chair; Bob Dale",
        "Present:\nChair: Ann Lee\nBob Dale",
        "Present:\nAnn Lee\tChair\nBob Dale\tVice Chair",
        "Present:\nAnn Lee, Convener\nBob Dale, Member",
        "PCC Ann Lee was in the chair. Also present were Chief of Staff Bob Dale and Cy Eden.",
        "Ann Lee presided. Also taking part were Bob Dale and Cy Eden.",
        "The meeting was chaired by Ann Lee.\nPresent: Ann Lee, Bob Dale",
        "Present: Ann Lee (Commissioner), Bob Dale (Clerk)\n\nThe Commissioner opened the meeting.",
        "Councillors: Ann Lee (Borough of Arden) (Chairman), Bob Dale (Tove Council) (Vice-Chairman)",
        "Cadeirydd / Chair: Ann Lee\nYn bresennol / Present: Bob Dale",
    ],
)
def test_the_chair_in_every_form(front: str) -> None:
    found = header(f"Northmoor Board\n15 March 2023\n{front}\n\n1. Report\nNoted.\n")
    assert found.chair.replace("A Lee", "Ann Lee").removeprefix("Cllr ") == "Ann Lee"


@pytest.mark.parametrize(
    "front",
    [
        "Present: Ann Lee (Vice Chair), Bob Dale",
        "Present: Ann Lee (Chair of the Audit Committee), Bob Dale",
        "Present: Ann Lee, Bob Dale\nApologies: Cy Eden (Chair)",
        "Present: Ann Lee (former Chair), Bob Dale",
        "Present: Ann Lee (Clerk), Bob Dale\n\nThe Clerk opened the meeting.",
        "Present: Ann Lee, Bob Dale\nThe armchair of the Board was repaired.",
    ],
)
def test_whoever_is_another_chair_does_not_chair(front: str) -> None:
    assert header(f"Northmoor Board\n15 March 2023\n{front}\n\n1. Report\nNoted.\n").chair == ""


@pytest.mark.parametrize(
    "words",
    [
        "The next meeting of the Audit Committee is on 4 July 2023.",
        "The note will go to the next meeting of the Ethics Panel on 4 July 2023.",
        "The next Finance and Audit Committee is on 4 July 2023.",
        "Next FAC: 4 July 2023.",
    ],
)
def test_the_next_meeting_of_another_body_is_not_the_next_of_this(words: str) -> None:
    text = f"Mill Board\n17 May 2023\nPresent: Ann Lee, Bob Dale\n1. Fleet\nNoted.\n2. Other\n{words}\n"
    (minutes,) = extraction_of(plain(text)).minutes
    assert minutes.meeting.next is None


@pytest.mark.parametrize("words", ["The next meeting of the Board", "The next Mill Board"])
def test_the_next_meeting_by_the_name_of_its_own_body(words: str) -> None:
    text = f"Mill Board\n17 May 2023\nPresent: Ann Lee, Bob Dale\n1. Fleet\nNoted.\n2. Other\n{words} is on 4 July 2023.\n"
    (minutes,) = extraction_of(plain(text)).minutes
    assert minutes.meeting.next is not None
    assert str(minutes.meeting.next.when.first) == "2023-07-04"


def test_a_day_with_its_month_first_is_no_month_a_year_ahead() -> None:
    found = header(
        "Northmoor Board\n27 October 2013\n1. Report\nNoted.\n2. Next meeting\nDecember 14\n"
    )
    assert found.next is not None
    assert str(found.next.when.first) == "2013-12-14"


def test_labels_that_follow_each_other_on_one_line() -> None:
    found = header(
        "Northmoor Board\nDate of Meeting: 15.3.2023 Time: 14.00 – 16.00 Venue: Ash House\n"
        "Present: Ann Lee (Chair), Bob Dale\n1. Apologies\nNone.\nDONM: 19 April 2023\n"
    )
    assert (found.held.first, found.start_time, found.end_time) == (DAY, "14:00", "16:00")
    assert found.venue == "Ash House"
    assert found.next is not None
    assert found.next.when.first == NEXT
