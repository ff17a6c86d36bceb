"""Lists in which groups, posts, grids and labels say as what somebody was there."""

from __future__ import annotations

import pytest

from pipeline.extract.attendance.kinds import says_nobody
from tests.support.attended import attendees, read, statuses, table

P, I, A = "present", "in attendance", "apologies"  # noqa: E741 - the initials of the three


def test_a_grid_whose_words_say_as_what_somebody_came() -> None:
    rows = [
        ("Name", "Role", "Attendance"),
        ("Ann Lee", "Independent Member (Chair)", "Present"),
        ("Bob Dale", "Independent Member", "Apologies"),
        ("Cy Eden", "Independent Member", "Present (left at item 7)"),
        ("Di Ford", "Chief Finance Officer", "In attendance"),
        ("Ed Gray", "Committee Secretary", "Minutes"),
    ]
    assert statuses(read(table(rows))[0]) == [
        ("Ann Lee", P),
        ("Bob Dale", A),
        ("Cy Eden", P),
        ("Di Ford", I),
        ("Ed Gray", I),
    ]


def test_a_tick_below_a_row_in_attendance() -> None:
    rows = [
        ("Members", "Initials", "Attendance"),
        ("Ann Lee", "AL", "✓"),
        ("Bob Dale", "BD", "Apologies"),
        ("In attendance", "", ""),
        ("Cy Eden", "CE", "✓"),
    ]
    assert statuses(read(table(rows))[0]) == [("Ann Lee", P), ("Bob Dale", A), ("Cy Eden", I)]


def test_labels_of_lists_in_the_first_column_are_no_marks() -> None:
    rows = [
        ("Present", "Ann Lee (AL)", "Commissioner"),
        ("", "Bob Dale (BD)", "Chief Constable"),
        ("In attendance", "Cy Eden (CE)", "Treasurer"),
        ("Apologies", "Di Ford (DF)", "Deputy"),
    ]
    assert statuses(read(table(rows))[0]) == [
        ("Ann Lee", P),
        ("Bob Dale", P),
        ("Cy Eden", I),
        ("Di Ford", A),
    ]


def test_other_groups_beside_the_members_in_a_table() -> None:
    rows = [
        ("Members", "Ann Lee (Chair), Bob Dale"),
        ("OPCC", "Cy Eden, Chief Finance Officer; Di Ford, Chief Executive"),
        ("Auditors", "Ed Gray, Head of Internal Audit (Crane Beale LLP); Flo Hay, External Audit"),
        ("Apologies", "Gus Ives (Member)"),
        ("Secretary", "Hal Jones"),
    ]
    assert statuses(read(table(rows))[0]) == [
        ("Ann Lee", P),
        ("Bob Dale", P),
        ("Cy Eden", I),
        ("Di Ford", I),
        ("Ed Gray", I),
        ("Flo Hay", I),
        ("Gus Ives", A),
        ("Hal Jones", I),
    ]


def test_a_label_of_any_board_in_the_cell_before_its_people() -> None:
    found = read(
        table([("Governors present", "Mr Ann Lee (Chair, co-opted); Ms Bob Dale (staff)")])
    )
    assert statuses(found[0]) == [("Ann Lee", P), ("Bob Dale", P)]
    assert found[0][0].chair


def test_a_group_whose_name_is_a_word_of_posts() -> None:
    found = attendees("Present\nConstabulary: DCC Ann Lee, Bob Dale\nFire: Cy Eden, CFO Di Ford\n")
    assert statuses(found) == [("Ann Lee", P), ("Bob Dale", P), ("Cy Eden", P), ("Di Ford", P)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Present: Ann Lee, Bob Dale\nApologies: Cy Eden\nMinutes: Di Ford", I),
        ("Present:\nAnn Lee (AL)\nBob Dale (BD)\nMinutes: Di Ford\n\nApologies: Cy Eden", P),
    ],
)
def test_a_minute_taker_named_behind_those_who_are_away(text: str, expected: str) -> None:
    assert dict(statuses(attendees(text)))["Di Ford"] == expected


def test_a_name_that_is_broken_over_two_lines() -> None:
    found = attendees(
        "Present: Cllr Ann Lee (Chair); Cllrs B. Dale, C. W. Eden, Ms D.\nFord, E. Gray-Hay\n"
    )
    assert [one.name for one in found] == [
        "Ann Lee",
        "B. Dale",
        "C. W. Eden",
        "D. Ford",
        "E. Gray-Hay",
    ]


def test_lines_whose_posts_stand_behind_a_dash_hold_one_person_each() -> None:
    cell = "Ann Lee (AL) – Chief Finance Officer, OPCC\nBob Dale (BD) – External Audit, Crane Beale"
    found = read(table([("In attendance:", cell)]))[0]
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale"]


def test_the_public_in_the_name_of_a_board_is_no_list() -> None:
    found = attendees(
        "Public Accountability Board – Ash Hall, Arden\nAttendance: PCC Ann Lee (AL); Bob Dale (BD)"
    )
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Apologies were received from Councillors A.B. Lee and C. Dale.", [("A.B. Lee", A), ("C. Dale", A)]),
        ("Apologies had been received from Ann Lee and from the Deputy Commissioner, Bob Dale.", [("Ann Lee", A), ("Bob Dale", A)]),
        ("Ann Lee (Office of the Commissioner) acted as secretary.", [("Ann Lee", I)]),
        ("Mr A Lee of the Audit Commission was also in attendance.", [("A Lee", I)]),
        ("The Mayor was represented by his Chief Executive, Ann Lee.", [("Ann Lee", P)]),
        ("The claim was represented by a solicitor.", []),
    ],
)  # fmt: skip
def test_sentences_that_name_who_was_there(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = statuses(attendees(f"Present: Zoe Quill, Yan Reed\n\n1. Opening\n{sentence}"))
    assert found[2:] == expected


def test_a_personal_assistant_of_somebody_else() -> None:
    found = attendees(
        "Present: Ann Lee (AL), Bob Dale (BD)\nMinute taker: Mayor’s Personal Assistant Cy Eden (CE)"
    )
    assert (found[-1].name, found[-1].initials) == ("Cy Eden", "CE")


def test_an_office_before_several_people_above_another_group() -> None:
    found = attendees(
        "PCC: Ann Lee (joint chair), Bob Dale (Chief Exec)\nConstabulary: DCC Cy Eden, Di Ford (Estates)\n"
    )
    assert statuses(found) == [("Ann Lee", P), ("Bob Dale", P), ("Cy Eden", P), ("Di Ford", P)]


def test_a_surname_of_two_parts_is_of_somebody_listed_above() -> None:
    found = attendees(
        "Present: Ann Lee, Bob Hay-Dale, Cy Eden\n\n1. Apologies\nApologies were received from Mr Hay-Dale."
    )
    assert statuses(found)[1] == ("Bob Hay-Dale", P)
    assert len(found) == 3


def test_a_label_of_a_list_with_the_long_name_of_a_force() -> None:
    found = attendees(
        "Present: Ann Lee (Chair); Bob Dale (Finance) Attending for Tarnmoor Constabulary: Chief Constable Cy Eden; ACC Di Ford"
    )
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale", "Cy Eden", "Di Ford"]


def test_a_sentence_whose_last_name_goes_on_in_the_next_block() -> None:
    found = attendees(
        "Present: Ann Lee, Bob Dale\n\n1. Apologies\n\nApologies were received from Cllr Gray, Cy Eden and Di\n\nFord."
    )
    assert ("Di Ford", A) in statuses(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bob Dale (Supt Di Ford attending in his place)",
        "Bob Dale (substitute: Di Ford)",
        "Bob Dale (T/ACC Di Ford deputising)",
        "Bob Dale (represented by his Chief Executive, Di Ford)",
    ],
)
def test_who_came_in_the_place_of_somebody(sentence: str) -> None:
    found = statuses(attendees(f"Present: CC Ann Lee, Cy Eden\nApologies: {sentence}"))
    assert sorted(found) == [("Ann Lee", P), ("Bob Dale", A), ("Cy Eden", P), ("Di Ford", P)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attendees: Ann Lee, Bob Dale\nNon-attendees: Cy Eden", "absent"),
        ("The following were present: Ann Lee and Bob Dale. The following sent apologies: Cy Eden.", A),
        ("Meeting attended by: Ann Lee, Bob Dale.\nApologies had been sent by Cy Eden.", A),
    ],
)  # fmt: skip
def test_those_who_were_not_there_below_odd_labels(text: str, expected: str) -> None:
    assert statuses(attendees(text)) == [("Ann Lee", P), ("Bob Dale", P), ("Cy Eden", expected)]


def test_people_who_came_for_some_items_only() -> None:
    found = attendees(
        "Attendees: Ann Lee (Chair), Bob Dale\nInvited: Cy Eden (Head of IT)\nItem 1 – 3 Only Di Ford (Crane Beale), Ed Gray (Crane Beale)"
    )
    assert statuses(found)[2:] == [("Cy Eden", I), ("Di Ford", I), ("Ed Gray", I)]
    assert found[3].note == "Item 1 – 3 Only"


def test_initials_between_dashes() -> None:
    found = attendees("Present\nAnn Lee – AL – Chief Executive\nBob Dale – BD – Treasurer")
    assert [(one.initials, one.role) for one in found] == [
        ("AL", "Chief Executive"),
        ("BD", "Treasurer"),
    ]


def test_lists_side_by_side_with_a_column_of_posts_each() -> None:
    rows = [
        ("Present", "Role", "Apologies", "Role"),
        ("Ann Lee", "PCC", "Cy Eden", "DCC"),
        ("Bob Dale", "CC", "Di Ford", "ACC"),
    ]
    assert sorted(statuses(read(table(rows))[0])) == [
        ("Ann Lee", P),
        ("Bob Dale", P),
        ("Cy Eden", A),
        ("Di Ford", A),
    ]


def test_groups_in_a_table_without_any_heading() -> None:
    rows = [("OPCC", "Ann Lee\nBob Dale"), ("Force", "Ed Gray\nIan Ford"), ("Apologies", "Jo Hay")]
    found = read(table(rows))[0]
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale", "Ed Gray", "Ian Ford", "Jo Hay"]
    assert found[0].organisation == "OPCC"


@pytest.mark.parametrize(
    ("mark", "status"),
    [("N – apologies", A), ("No (apologies)", A), ("Apologies received", A), ("No", "absent"), ("Online", P)],
)  # fmt: skip
def test_what_a_grid_says_in_more_words(mark: str, status: str) -> None:
    rows = [
        ("Name", "Organisation", "Attended?"),
        ("Ann Lee", "OPCC", "Yes"),
        ("Bob Dale", "Force", mark),
        ("Cy Eden", "Force", "Yes"),
    ]
    assert statuses(read(table(rows))[0])[1] == ("Bob Dale", status)


def test_councillors_whose_title_is_said_once() -> None:
    found = attendees(
        "PRESENT\nCouncillor Ann Lee (in the Chair)\nCouncillors Bob Dale, Cy Eden, Di Ford\nMembers absent: Ed Gray"
    )
    assert statuses(found) == [
        ("Ann Lee", P),
        ("Bob Dale", P),
        ("Cy Eden", P),
        ("Di Ford", P),
        ("Ed Gray", "absent"),
    ]


def test_who_chaired_by_a_sentence_was_there() -> None:
    found = attendees("The meeting was chaired by Ann Lee. Also present were Bob Dale and Cy Eden.")
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale", "Cy Eden"]


@pytest.mark.parametrize(
    ("words", "nobody"),
    [
        ("None.", True),
        ("– NIL –", True),
        ("N/A", True),
        ("No apologies, were  received", True),
        ("None Such", False),
        ("As above, Ann Lee", False),
        ("", False),
    ],
)
def test_words_that_say_nobody_are_all_of_the_line(words: str, nobody: bool) -> None:  # noqa: FBT001 - an expected value
    assert says_nobody(words) is nobody
