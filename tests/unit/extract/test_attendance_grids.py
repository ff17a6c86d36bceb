"""People printed in grids, in groups on one line, in sentences and below odd headings."""

from __future__ import annotations

from tests.support.attended import attendees, read, statuses, table


def test_a_grid_with_letters_is_read_by_its_legend() -> None:
    rows = [
        ("Name", "From", "31st"),
        ("Ann Lee", "Arden Works", "P"),
        ("Bob Dale", "Velo Rail", "P (from item 5)"),
        ("Cy Eden", "Axle House", "R"),
        ("Di Ford", "Axle House", "–"),
        ("P = participated, R = regrets, – = no response", "", ""),
    ]
    found = read(table(rows))[0]
    assert [(one.name, one.status.value, one.role, one.note) for one in found] == [
        ("Ann Lee", "present", "Arden Works", ""),
        ("Bob Dale", "present", "Velo Rail", "from item 5"),
        ("Cy Eden", "apologies", "Axle House", ""),
        ("Di Ford", "absent", "Axle House", ""),
    ]


def test_a_row_without_ticks_among_many_with_them_is_of_somebody_absent() -> None:
    rows = [("Participant", "Part 1", "Part 2"), ("Ann Lee", "x", "x"), ("Bob Dale", "x", "")]
    rows += [("Cy Eden", "", "x"), ("Di Ford", "x", "x"), ("Ed Gray", "", "")]
    found = read(table(rows))[0]
    assert [one.name for one in found if one.status.value == "absent"] == ["Ed Gray"]


def test_a_second_row_of_heads_in_a_grid_has_its_own_statuses() -> None:
    rows = [
        ("Present", "Apologies"),
        ("Ann Lee, Head of Pay", "Bob Dale, Finance Officer ACC Cy Eden"),
    ]
    rows += [("In attendance", "Note taker"), ("Insp Di Ford (item 3)", "Ed Gray")]
    assert statuses(read(table(rows))[0]) == [
        ("Ann Lee", "present"),
        ("Bob Dale", "apologies"),
        ("Cy Eden", "apologies"),
        ("Di Ford", "in attendance"),
        ("Ed Gray", "in attendance"),
    ]


def test_groups_and_a_sentence_on_the_line_of_the_heading() -> None:
    found = attendees(
        "Attendance. For the Commissioner: Ann Lee (Commissioner), Bob Dale (Treasurer). For the "
        "Constabulary: Temporary Chief Constable Cy Eden, Supt Di Ford. Clerk: Ed Gray. Supt Fay Hill "
        "was unable to attend."
    )
    assert statuses(found) == [
        ("Ann Lee", "present"),
        ("Bob Dale", "present"),
        ("Cy Eden", "present"),
        ("Di Ford", "present"),
        ("Ed Gray", "in attendance"),
        ("Fay Hill", "apologies"),
    ]


def test_a_list_ends_where_a_sentence_begins() -> None:
    found = attendees(
        "PRESENT: The Mayor (Cllr Mrs A Lee), Cllrs B Dale, C Eden, Mrs D Ford, and three members of "
        "the public. The Town Clerk, Miss E Gray, was in attendance."
    )
    assert statuses(found) == [
        ("A Lee", "present"),
        ("B Dale", "present"),
        ("C Eden", "present"),
        ("D Ford", "present"),
        ("E Gray", "in attendance"),
    ]


def test_those_who_met_are_present() -> None:
    found = attendees(
        "The Commissioner, Ann Lee, met the Chief Constable, Bob Dale, on 18 July 2017 at Fell Court. "
        "Also there were Cy Eden (Treasurer) and, by telephone, Deputy Chief Constable Di Ford. "
        "Ed Gray took the record.\n"
    )
    assert statuses(found) == [
        ("Ann Lee", "present"),
        ("Bob Dale", "present"),
        ("Cy Eden", "present"),
        ("Di Ford", "present"),
        ("Ed Gray", "in attendance"),
    ]


def test_a_label_below_the_apologies_names_nobody_who_is_away() -> None:
    found = attendees("Present: Ann Lee, Bob Dale\nApologies: Cy Eden\nMinutes: Di Ford (DF)\n")
    assert ("Di Ford", "apologies") not in statuses(found)


def test_a_company_and_a_force_are_nobody() -> None:
    found = attendees(
        "Members:\nAnn Lee (Chair)\nWexbourne Police\nDCC Bob Dale\nAuditors:\n"
        "C Eden, Garrick Eden LLP (Internal Audit)\n"
    )
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale", "C Eden"]


def test_a_name_with_one_letter_wrong_is_the_same_person() -> None:
    found = attendees("Attendees: Ann Clarke, Bob Dale\nApologies: Ann Clark\n")
    assert statuses(found) == [("Ann Clarke", "apologies"), ("Bob Dale", "present")]


def test_words_behind_a_dash_are_a_post_whatever_they_are() -> None:
    found = attendees(
        "Present: Zoe Quill\nApologies: Ann Lee – ex-board member, Bob Dale – MP for Fell\n"
    )
    assert statuses(found)[1:] == [("Ann Lee", "apologies"), ("Bob Dale", "apologies")]


def test_a_person_of_an_office_in_the_next_cell_is_no_office() -> None:
    found = read(table([("Attendees", ""), ("Ann Lee", "Internal Audit"), ("Bob Dale", "Clerk")]))[
        0
    ]
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale"]


def test_lists_side_by_side_in_the_cells_of_one_row() -> None:
    rows = [
        ("Board Members\nAnn Lee, Chair\nBob Dale (tenant)", "Officers\nCy Eden, Chief Executive", "Apologies\nDi Ford"),
    ]  # fmt: skip
    assert statuses(read(table(rows))[0]) == [
        ("Ann Lee", "present"),
        ("Bob Dale", "present"),
        ("Cy Eden", "in attendance"),
        ("Di Ford", "apologies"),
    ]


def test_the_name_of_a_conference_is_nobody() -> None:
    found = attendees("Public Accountability Conference\nAttendance: Ann Lee, Bob Dale")
    assert statuses(found) == [("Ann Lee", "present"), ("Bob Dale", "present")]
