"""The head of a meeting: dates with their basis, times, places, the next meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.bodies import recognise
from pipeline.extract.header import Header, read_header, rules
from pipeline.ingest.text import read_text
from pipeline.model import (
    DateBasis,
    Document,
    DocumentKind,
    Furniture,
    FurnitureKind,
    MeetingKind,
    SourceFile,
    Span,
)
from pipeline.sections import split


def document(text: str, path: str = "minutes.txt") -> Document:
    source = SourceFile(sha256="0" * 64, path=path, media_type="text/plain", size=len(text))
    return read_text(text.encode(), source)


def header(text: str, path: str = "minutes.txt") -> Header:
    return of(document(text, path))


def of(read: Document) -> Header:
    body = recognise(read, ())
    whole = Span(start=0, end=len(read.text))
    return read_header(read, whole, split(read, body, whole), body)


def codes(found: Header) -> set[str]:
    return {one.code for one in found.issues}


@pytest.mark.parametrize(
    "line",
    [
        "Wednesday 15th March 2023, 14:00-16:30",
        "Date: 15th March 2023",
        "Day and Date: Wednesday 15 March 2023",
        "DATE OF MEETING: 15/03/2023",
        "MINUTES OF THE MEETING OF THE WEXBOURNE BOARD HELD ON WEDNESDAY 15 MARCH 2023 AT 9.30 AM",
        "Wexbourne Police and Crime Panel - Wednesday, 15th March, 2023 10.00 am",
        "Notes of meeting 15.03.23",
        "Draft minutes of the meeting held in Room Two, Wexbourne House, Sallow Lane at 10.30 am on Wednesday 15 March 2023",
    ],
)
def test_a_stated_date_is_read_from_any_line_of_the_front(line: str) -> None:
    found = header(f"Wexbourne Board\n{line}\n1. Apologies\nNone.\n2. Report\nIt was noted.\n")
    assert (found.held.first, found.held.basis) == (dt.date(2023, 3, 15), DateBasis.STATED)
    assert codes(found) == set()


@pytest.mark.parametrize(
    ("text", "path", "basis"),
    [
        ("Board\nWednesday 15th March\nRef 01/15/03/2023\nApologies\nNone.\n", "a.txt", DateBasis.SECTION_REF),
        ("Quarter 3 – 2022/23\nDate: 15th March\n1. Performance\nFine.\n", "a.txt", DateBasis.FINANCIAL_YEAR),
        ("Board\nDate: 15th March\n1. Report\nFine.\n2. Next meeting\n19.04.2023 – Oak Room\n", "a.txt", DateBasis.NEXT_MEETING),
        ("Board\nDate: 15th March\n1. Report\nFine.\n", "2023-03-15 notes.txt", DateBasis.FILE_NAME),
        ("Board\nDate: 15th March\n1. Report\nFine.\n", "board/2023/march.txt", DateBasis.FILE_NAME),
        ("Board\nDate: 15th March\n1. Minutes of the meeting held on 15 February 2023\nAgreed.\n", "a.txt", DateBasis.DOCUMENT_TEXT),
        ("Board\nDate: Wednesday 15th March\n1. Report\nThe plan for 2023 was noted.\n", "a.txt", DateBasis.WEEKDAY),
    ],
)  # fmt: skip
def test_a_missing_year_is_taken_from_the_text_and_says_from_where(
    text: str, path: str, basis: DateBasis
) -> None:
    found = header(text, path)
    assert (found.held.first, found.held.basis) == (dt.date(2023, 3, 15), basis)
    assert "date-year-inferred" in codes(found)


def test_a_year_is_never_guessed() -> None:
    found = header("Wexbourne Accountability Board Minutes 10 September\n\n1. Report\nNoted.\n")
    assert (found.held.text, found.held.first, found.held.basis) == ("10 September", None, None)


def test_a_basis_whose_weekday_disagrees_is_passed_over() -> None:
    # 15 March was a Wednesday in 2023, not in 2022
    text = (
        "Board\nWednesday 15th March\n1. Minutes of the meeting held on 15 February 2023\nAgreed."
    )
    assert header(text, "board/2022/march.txt").held.basis is DateBasis.DOCUMENT_TEXT


def test_section_refs_alone_date_a_meeting() -> None:
    found = header("Ref 02/19/05/2023\nAction updates for the meeting held on 19.04.23.\nNoted.")
    assert (found.held.first, found.held.basis) == (dt.date(2023, 5, 19), DateBasis.SECTION_REF)


def test_one_mistyped_ref_does_not_move_the_meeting() -> None:
    found = header(
        "Board\nWednesday 15th March\nRef 01/15/03/2023\nOne.\nRef 02/15/03/2023\nTwo.\n"
        "Ref 03/16/03/2023\nThree.\n"
    )
    assert found.held.first == dt.date(2023, 3, 15)
    assert "date-conflict" not in codes(found)


def test_the_name_of_the_file_dates_a_text_without_date() -> None:
    found = header("Serious Crime\nThe force reported.\n", "2023-03-15 board.txt")
    assert (found.held.first, found.held.basis) == (dt.date(2023, 3, 15), DateBasis.FILE_NAME)


def test_a_text_without_any_date_has_an_issue() -> None:
    found = header("Serious Crime\nThe force reported.\n")
    assert (found.held.first, codes(found)) == (None, {"date-missing"})


def test_two_days_are_kept() -> None:
    found = header("Board\nWednesday 13 – Thursday 14 July 2022\n1. Report\nNoted.\n")
    assert (found.held.first, found.held.last) == (dt.date(2022, 7, 13), dt.date(2022, 7, 14))


def test_the_weekday_is_a_check_digit() -> None:
    found = header("Board\nThursday 15 March 2023\n1. Report\nNoted.\n")
    assert found.held.first == dt.date(2023, 3, 15)
    assert "weekday-disagrees" in codes(found)


def test_the_date_of_publication_is_not_the_date_held() -> None:
    found = header(
        "Board\nPublished: 17 April 2024\nMeeting date: 6 February 2024\n1. Report\nNoted."
    )
    assert found.held.first == dt.date(2024, 2, 6)


def test_a_label_with_the_later_date_of_approval_gives_way_to_the_title() -> None:
    found = header("Date : 17 April 2024\nMinutes of meeting 6 February 2024\n1. Report\nNoted.")
    assert found.held.first == dt.date(2024, 2, 6)


def test_a_date_left_from_the_last_minutes_gives_way_to_the_name_of_the_file() -> None:
    found = header(
        "Board\nDate: 29th May 2024\n1. Minutes of the meeting of 29th May 2024\nApproved.\n",
        "board-2024-07-31.txt",
    )
    assert (found.held.first, found.held.basis) == (dt.date(2024, 7, 31), DateBasis.FILE_NAME)
    assert "date-conflict" in codes(found)


def test_a_tracker_is_dated_by_the_day_it_was_compiled() -> None:
    found = header(
        "WEXBOURNE BOARD ACTION TRACKING LIST (compiled 4 July 2024)\nNO\tACTION\tLEAD\n"
    )
    assert (found.document_kind, found.kind) == (DocumentKind.TRACKER, MeetingKind.TRACKER)
    assert found.held.first == dt.date(2024, 7, 4)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("15 March 2023, 14:00-16:30", "14:00", "16:30"),
        ("15 March 2023, 14:00 – 16:30", "14:00", "16:30"),
        ("15 March 2023, 10:30hrs", "10:30", ""),
        ("15 March 2023, 14:00pm", "14:00", ""),
        ("15 March 2023 at 10.30 am", "10:30", ""),
        ("15 March 2023 at 5.00 p.m.", "17:00", ""),
        ("15 March 2023, 2pm", "14:00", ""),
        ("15 March 2023, 09:40-12:35pm", "09:40", "12:35"),
        ("15 March 2023, 2-4pm", "14:00", "16:00"),
        ("15 March 2023, 12.00pm – 2.00pm", "12:00", "14:00"),
        ("15 March 2023, 1400hrs", "14:00", ""),
        ("15 March 2023, noon", "12:00", ""),
        ("15 March 2023, Rm 2.04", "", ""),
        ("15 March 2023, 7:30", "", ""),
    ],
)
def test_times_of_every_form_are_read(line: str, start: str, end: str) -> None:
    found = header(f"Board\n{line}\n1. Report\nNoted.\n")
    assert (found.start_time, found.end_time) == (start, end)


def test_the_end_is_read_from_the_last_sentence() -> None:
    found = header("Board\n15 March 2023\n1. Report\nNoted.\nThe meeting closed at 9.10pm.\n")
    assert found.end_time == "21:10"


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("21:10", "21:10"),
        ("9.10pm", "21:10"),
        ("4 p.m.", "16:00"),
        ("4 PM", "16:00"),
        ("1630 hours", "16:30"),
        ("Noon", "12:00"),
        ("midday", "12:00"),
    ],
)
def test_an_end_is_read_in_every_form(said: str, end: str) -> None:
    found = header(f"Board\n15 March 2023\n1. Report\nThe meeting closed at {said}.\n")
    assert found.end_time == end


def test_an_adjournment_is_not_the_end() -> None:
    text = (
        "Board\n15 March 2023\n1. Report\nThe meeting adjourned at 17:10 and resumed at 9.30 am.\n"
    )
    assert header(text).end_time == ""


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        ("15 March 2023, 14:00\nAlder Room, Headquarters", "Alder Room, Headquarters"),
        ("15 March 2023\nVenue: Alder Room, HQ. View directions", "Alder Room, HQ"),
        ("15 March 2023\nLocation : Rm 2.04, OPCC/MS Teams", "Rm 2.04, OPCC/MS Teams"),
        ("Held in the Village Hall on 15 March 2023", "Village Hall"),
        ("Held via Zoom (as allowed) on 15 March 2023", "Zoom"),
        ("Wednesday 15th March 2023 | 14:00 – 16:45 | Fell Room", "Fell Room"),
        ("15 March 2023", ""),
        ("15 March 2023, 1000–1145, PCC’s office", "PCC’s office"),
        ("15 March 2023\nVenue: Fell Guildhall Status: Approved", "Fell Guildhall"),
        ("15 March 2023\nHeld by Skype owing to the restrictions", "Skype"),
        ("15 March 2023\nRoom: A 2.14", "A 2.14"),
        ("Minutes of the Board held in public\n15 March 2023", ""),
    ],
)
def test_the_venue_is_read_from_a_label_a_sentence_or_beside_the_date(
    lines: str, venue: str
) -> None:
    assert header(f"Wexbourne Board\n{lines}\n1. Report\nNoted.\n").venue == venue


@pytest.mark.parametrize(
    ("words", "date", "venue"),
    [
        ("9. Next meeting\n19.04.2023 – Oak Room", dt.date(2023, 4, 19), "Oak Room"),
        ("9. Date of next meeting\nThe next meeting will be held on 19th April in the Town Hall at 2pm", dt.date(2023, 4, 19), "Town Hall"),
        ("9. Date of next meetings\n19 April, 17 May, 21 June", dt.date(2023, 4, 19), ""),
        ("9. Dates\nThe Panel will next meet on Wednesday 19 April 2023 at 10.00 am.", dt.date(2023, 4, 19), ""),
        ("9. Date of next meeting\n12 April 2023 – New members' induction\n19 April 2023 – Board", dt.date(2023, 4, 19), ""),
        ("9. Date of next meeting\nTBC\nSigned: A Lee  Date: 19 April 2023", None, ""),
        ("9. AOB\nNone.", None, ""),
        ("Next: 19 April 2023.", dt.date(2023, 4, 19), ""),
        ("7. Next one: 19 April 2023", dt.date(2023, 4, 19), ""),
        ("9. Date of next meetings\n15 March 2023\n19 April, 17 May", dt.date(2023, 4, 19), ""),
        ("9. Dyddiad y cyfarfod nesaf / Date of next meeting\n19 Ebrill / April 2023", dt.date(2023, 4, 19), ""),
    ],
)  # fmt: skip
def test_the_next_meeting_has_its_date_and_place(
    words: str, date: dt.date | None, venue: str
) -> None:
    found = header(f"Board\n15 March 2023\n1. Report\nNoted.\n{words}\n")
    got = (found.next.when.first, found.next.venue) if found.next else (None, "")
    assert got == (date, venue)


def test_a_next_meeting_before_this_one_is_an_issue() -> None:
    found = header("Board\n15 March 2023\n1. Report\nNoted.\n2. Next meeting\n1 March 2023\n")
    assert "next-meeting-before-this" in codes(found)


def test_a_quarter_glossed_with_other_months_is_an_issue() -> None:
    text = "Quarter 4 – 2023/24\nDate: 20th May\n1. Report\nThe Q4 23/24 ({}) report was noted.\n"
    assert "quarter-gloss-contradicts" in codes(header(text.format("January – March 2023")))
    assert "quarter-gloss-contradicts" not in codes(header(text.format("January – March 2024")))


def test_the_chair_comes_from_a_label_or_from_the_list() -> None:
    assert header("Board\n15 March 2023\nChair: PCC Ann Lee\n1. Report\nNoted.").chair == "Ann Lee"
    listed = (
        "Board\n15 March 2023\nPresent: Bob Dale (Vice Chair), Ann Lee (Chair)\n1. Report\nNoted."
    )
    assert header(listed).chair == "Ann Lee"
    both = "Board\n15 March 2023\nPresent:\nAnn Lee (AL) Co-Chair\nBob Dale (BD) Co-Chair\n1. A\nNoted."
    assert header(both).chair == "Ann Lee; Bob Dale"


def test_a_chair_who_is_away_does_not_chair() -> None:
    text = "Board\n15 March 2023\nAttendees: Ann Lee (Chair), Bob Dale\nApologies: Ann Lee\n1. A\nNoted."
    assert header(text).chair == ""


def test_draft_and_approved_are_versions() -> None:
    assert header("DRAFT Minutes of the Board\n15 March 2023\n1. A\nNoted.").version == "draft"
    assert header("Board\n15 March 2023\n1. A\nNoted.", "x-draft.txt").version == "draft"
    assert header("Board\n15 March 2023\n1. The draft budget\nNoted.").version == ""
    assert header("Board\n15 March 2023\n1. Minutes\nThe minutes were approved.").version == ""


def test_the_marking_is_taken_from_the_feet_of_pages_as_written() -> None:
    read = document("Board\n15 March 2023\n1. Report\nThe official view was noted.\n")
    foot = Furniture(kind=FurnitureKind.FOOTER, text="OFFICIAL-SENSITIVE page 1", page=1)
    marked = Document(source=read.source, text=read.text, blocks=read.blocks, furniture=(foot,))
    assert of(marked).marking == "OFFICIAL-SENSITIVE"
    assert of(read).marking == ""


def test_every_evidence_quotes_the_words_and_bears_a_listed_rule() -> None:
    read = document(
        "Wexbourne Board\nDate: 15 March 2023, 14:00\nVenue: Oak Room\n1. Report\nNoted.\n"
        "2. Next meeting\n19 April 2023\n"
    )
    proofs = dict(of(read).evidences)
    words = {field: one.span.of(read.text) for field, one in proofs.items()}
    assert words == {
        "title": "Wexbourne Board",
        "date": "15 March 2023",
        "start_time": "14:00",
        "venue": "Oak Room",
        "next": "19 April 2023",
    }
    assert {one.rule for one in proofs.values()} <= set(rules())


def test_the_number_of_an_item_is_never_a_date() -> None:
    items = "08.18.01 Apologies\nNone.\n08.18.02 Interests\nNone.\n08.18.03 Planning\nNone.\n"
    assert header(f"Wexbourne Council\nPresent: Ada Finch (AF)\n{items}").held.first is None
    found = header(f"Wexbourne Council\nHELD IN THE HALL\nON 23RD AUGUST 2018\n{items}")
    assert found.held.first == dt.date(2018, 8, 23)


@pytest.mark.parametrize(
    "line",
    [
        "Wexbourne Board: minutes of Wednesday 15 March 2023",
        "Wexbourne Police and Crime Panel – notes of 15th March 2023 Approved on 7 April 2023",
        "On 15th March 2023",
    ],
)
def test_a_title_that_names_the_body_gives_its_date(line: str) -> None:
    found = header(f"Published: 7 April 2023\n{line}\n1. Apologies\nNone.\n2. Fleet\nNone.\n")
    assert found.held.first == dt.date(2023, 3, 15)


def test_the_minutes_that_a_board_approves_are_of_another_day() -> None:
    text = "Wexbourne Board\nThe Board agreed the minutes of 15 March 2023\n1. Pay\nNone.\n"
    assert header(text).held.first is None


@pytest.mark.parametrize(
    "front",
    [
        "Bwrdd / Board\n15 Mawrth / March 2023 – Microsoft Teams",
        "Record of Decisions\nThe Commissioner, Ann Lee, met the Chief Constable on 15 March 2023 at Fell Court.",
    ],
)
def test_a_date_in_two_languages_and_one_on_which_people_met(front: str) -> None:
    text = f"{front}\n1. Previous record\nThe record of 20 February was agreed.\n2. Fleet\nNone.\n"
    assert header(text).held.first == dt.date(2023, 3, 15)


@pytest.mark.parametrize(
    ("said", "chair"),
    [
        ("Bob Dale (Vice Chair) chaired this meeting in the absence of Ann Lee.", "Bob Dale"),
        ("BD took the chair and opened the meeting.", "Bob Dale"),
        ("The Commissioner took the chair.", "Cora Finch"),
        ("Ms Finch was in the chair.", "Cora Finch"),
        ("The Vice-Chair thanked the staff.", "Bob Dale"),
        ("The Board thanked the Vice-Chair.", ""),
        ("The elections will be chaired by Bob Dale.", ""),
        ("Dev Nair took the chair of the new group.", ""),
    ],
)
def test_whoever_took_the_chair_where_the_chair_is_away(said: str, chair: str) -> None:
    text = (
        "Board\n15 March 2023\nPresent:\nAnn Lee (AL) Chair\nBob Dale (BD) Vice Chair\n"
        "Cora Finch (CF) Commissioner\nEd Gray (EG) Deputy Commissioner\n"
        f"Apologies: Ann Lee (AL)\n1. Welcome\n{said}\n2. Fleet\nNone.\n"
    )
    assert header(text.replace("Present", "Attendees")).chair == chair
