"""The attendance of a meeting, in every form in which minutes print it."""

from __future__ import annotations

import pytest

from pipeline.extract.attendance import rules
from pipeline.extract.attendance.names import fitting
from pipeline.extract.attendance.people import people
from pipeline.ingest.text import read_text
from tests.support.attended import SOURCE, attendees, issues, read, statuses, table


@pytest.mark.parametrize(
    ("line", "name", "role", "initials"),
    [
        ("Priya Holt (PH) Chair – Police & Crime Commissioner", "Priya Holt", "Police & Crime Commissioner", "PH"),
        ("Dan Okafor (DO) – Chief Constable", "Dan Okafor", "Chief Constable", "DO"),
        ("Dan Okafor (DO, Chief Constable – Chair)", "Dan Okafor", "Chief Constable", "DO"),
        ("Dan Okafor (DO – Chief Constable)", "Dan Okafor", "Chief Constable", "DO"),
        ("Dan Okafor (HQ, Arden)", "Dan Okafor", "HQ, Arden", ""),
        ("Ivan Petrov (IP), Treasurer", "Ivan Petrov", "Treasurer", "IP"),
        ("Rhys Cole (RC)Treasurer", "Rhys Cole", "Treasurer", "RC"),
        ("Nicola Lowe – Policy Officer (NL)", "Nicola Lowe", "Policy Officer", "NL"),
        ("Priya Holt – Police and Crime Commissioner (PCC)", "Priya Holt", "Police and Crime Commissioner", ""),
        ("Dan Okafor – T/Chief Constable (T/CC)", "Dan Okafor", "T/Chief Constable", ""),
        ("Ann Hay – Detective Chief Superintendent (DCS)", "Ann Hay", "Detective Chief Superintendent", ""),
        ("Ruth Jessop, Assistant Chief Constable (ACC Jessop)", "Ruth Jessop", "Assistant Chief Constable", ""),
        ("A/CC Ian Bolt (IB)", "Ian Bolt", "A/CC", "IB"),
        ("D/Supt Jim Bourne (JBo)", "Jim Bourne", "D/Supt", "JBo"),
        ("Insp. Rory MacDonald (RMacD)", "Rory MacDonald", "Insp.", "RMacD"),
        ("Ch. Supt. Sam Vane (SV)", "Sam Vane", "Ch. Supt.", "SV"),
        ("Temporary Chief Constable Una Fee (UF)", "Una Fee", "Temporary Chief Constable", "UF"),
        ("Tara Lee-Ohm (TLO), Head of Estates", "Tara Lee-Ohm", "Head of Estates", "TLO"),
        ("Priya Holt (PLH) Police & Crime Commissioner", "Priya Holt", "Police & Crime Commissioner", "PLH"),
        ("Carl Cox (CC) – Performance Analyst", "Carl Cox", "Performance Analyst", "CC"),
        ("John Constable (JC) – Clerk", "John Constable", "Clerk", "JC"),
        ("Omar West (Item 5) – Head of Tactical Operations", "Omar West", "Head of Tactical Operations", ""),
        ("Treasurer – Ivan Petrov", "Ivan Petrov", "Treasurer", ""),
        ("Mick O'Brien, Finance and Resources Manager", "Mick O'Brien", "Finance and Resources Manager", ""),
        ("Jan van Dyke – Solicitor", "Jan van Dyke", "Solicitor", ""),
        ("N AshtonSuperintendent", "N Ashton", "Superintendent", ""),
    ],
)  # fmt: skip
def test_a_line_gives_name_post_and_initials(
    line: str, name: str, role: str, initials: str
) -> None:
    found = attendees(f"Present:\n{line}\nMo Nash (MN) – Secretary\nKay Ito (KI) – Analyst")
    assert (found[0].name, found[0].role, found[0].initials) == (name, role, initials)


def test_posts_and_initials_are_told_apart_in_one_list() -> None:
    found = attendees(
        "Attendance\n- Priya Holt – Police and Crime Commissioner (PCC)\n"
        "- Nell Lane – Policy Officer (NL)\n- Dan Okafor – T/Chief Constable (T/CC)"
    )
    assert [(one.abbreviation, one.initials) for one in found] == [
        ("PCC", ""),
        ("NL", "NL"),
        ("T/CC", ""),
    ]


def test_a_code_that_several_share_is_their_organisation() -> None:
    found = attendees("Present: Ann Lee (WCC), Bob Dale (WCC), Carl Dean, Di Ford")
    assert [(one.organisation, one.initials) for one in found][:2] == [("WCC", ""), ("WCC", "")]


def test_initials_unlike_the_name_are_kept_with_a_doubt() -> None:
    text = "Present:\nAnn Lee (AL)\nBob Dale (BD)\nSue Marsh (WS)"
    assert attendees(text)[2].initials == "WS"
    assert "initials-unlike-name" in issues(text)


def test_two_people_with_the_same_initials_are_an_issue() -> None:
    text = "Present:\nRhys Cole (RC) Treasurer\nRita Cross (RC) Business Support Officer"
    assert issues(text) == ["initials-ambiguous"]


def test_a_list_without_heading_is_read_and_the_gap_parts_the_apologies() -> None:
    found = attendees(
        "Wexbourne Governance Board\n\n3 May 2023\n\n\n• Priya Holt (PH) Chair\n"
        "• Dan Okafor (DO) – Chief Constable\n• Wendy Marsh (minutes) – Secretary\n\n\n"
        "• Lena Moss (LM) – ACC Crime\n"
    )
    assert statuses(found) == [
        ("Priya Holt", "present"),
        ("Dan Okafor", "present"),
        ("Wendy Marsh", "present"),
        ("Lena Moss", "apologies"),
    ]
    assert (found[3].basis, found[2].minute_taker) == ("inferred", True)


def test_as_above_makes_apologies_of_those_after_the_minute_taker() -> None:
    found = attendees(
        "Board\n3 May 2023\n- Priya Holt (PH) – PCC\n- Mel Ward (MW) – OPCC – Minutes\n"
        "- Ivan Petrov (IP) – Treasurer\nApologies\nAs above.\n"
    )
    assert statuses(found)[2] == ("Ivan Petrov", "apologies")


def test_blank_lines_between_all_names_part_nothing() -> None:
    found = attendees("Board\n\nPFCC Olga Brandt (OB)\n\nJo Banks (JB)\n\nA/CC Ian Bolt (IB)\n")
    assert {one.status.value for one in found} == {"present"}


def test_a_named_apology_leaves_the_gap_without_meaning() -> None:
    found = attendees(
        "Board\n\nAnn Lee (AL) – Chair\nBob Dale (BD) – Clerk\n\nCy Eden (CE) – Analyst\n\n"
        "1. Apologies were received from Di Ford.\n"
    )
    assert statuses(found)[2:] == [("Cy Eden", "present"), ("Di Ford", "apologies")]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Apologies were accepted from CC Neil Adair and DCC Frost", ["Neil Adair", "Frost"]),
        ("Apologies were received from Councillors Ash and Birch.", ["Ash", "Birch"]),
        ("Apologies had been received from Alan Poe", ["Alan Poe"]),
        ("Apologies for absence were received from Mr Ned Orr MLA.", ["Ned Orr"]),
        ("Ann Lee and Bob Dale sent apologies.", ["Ann Lee", "Bob Dale"]),
        ("Apologies: County councillor Ann Lee, District councillor Bob Dale", ["Ann Lee", "Bob Dale"]),
        ("Supt Ann Lee was unable to attend.", ["Ann Lee"]),
        ("The Deputy Chief Constable, Ms N Lee, was unable to be present owing to leave.", ["N Lee"]),
        ("Chief Constable Ann Lee and the Board’s Monitoring Officer Bob Dale were unable to attend.", ["Ann Lee", "Bob Dale"]),
        ("Cy Eden stated that Bob Dale had also given his apologies.", ["Bob Dale"]),
        ("Apologies were received from Cllr Ash and the Deputy Commissioner.", ["Ash", "Deputy Commissioner"]),
        ("Apologies were accepted from Cllr Ash and Mr Birch, the last of whom is in hospital.", ["Ash", "Birch"]),
        ("Sorry not to be there: ACC Ann Lee (AL); Bob Dale (BD), Comms", ["Ann Lee", "Bob Dale"]),
    ],
)  # fmt: skip
def test_a_sentence_names_who_sent_apologies(sentence: str, names: list[str]) -> None:
    found = attendees(f"Present: Zoe Quill (ZQ), Yan Reed (YR)\n{sentence}\n")
    assert [one.name for one in found if one.status.value == "apologies"] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "CH gave apologies for late papers.",
        "Zed Hill gave apologies for missing actions.",
        "There were no apologies.",
        "Apologies: None.",
        "Apologies as above.",
        "Apologies were made.",
        "Op Lincoln was noted.",
        "Action – DCC Frost to supply visit data.",
    ],
)
def test_words_that_name_nobody_give_nobody(sentence: str) -> None:
    found = attendees(f"Present:\nZoe Quill (ZQ) – Chair\nYan Reed (YR) – Clerk\n{sentence}\n")
    assert statuses(found) == [("Zoe Quill", "present"), ("Yan Reed", "present")]


def test_names_under_an_item_on_apologies_are_away() -> None:
    found = attendees(
        "Present: Ann Lee, Bob Dale\n1. Welcome and Apologies\nCllr Cy Eden, Di Ford\n"
    )
    assert statuses(found)[2:] == [("Cy Eden", "apologies"), ("Di Ford", "apologies")]


def test_absent_and_in_attendance_are_statuses_of_their_own() -> None:
    found = attendees(
        "Present:\nAnn Lee\nBob Dale\nIn attendance:\nCy Eden – Auditor\nAbsent:\nDi Ford\n"
        "Members of the Public:\nEd Gray\n"
    )
    assert [status for _, status in statuses(found)] == [
        "present",
        "present",
        "in attendance",
        "absent",
        "in attendance",
    ]


def test_in_attendance_over_the_only_list_means_present() -> None:
    found = attendees("In attendance were: Ann Lee, Bob Dale, and Cy Eden.")
    assert {one.status.value for one in found} == {"present"}


def test_groups_are_organisations() -> None:
    found = attendees("Attendance\nPolice: Ann Lee, Bob Dale\nOPCC: Cy Eden\n")
    assert [(one.name, one.organisation) for one in found] == [
        ("Ann Lee", "Police"),
        ("Bob Dale", "Police"),
        ("Cy Eden", "OPCC"),
    ]


def test_a_run_on_line_is_split() -> None:
    found = attendees("Officers present: Chief Constable Dan Okafor (DO); DCC Ann Lee (AL)")
    assert [(one.name, one.role) for one in found] == [
        ("Dan Okafor", "Chief Constable"),
        ("Ann Lee", "DCC"),
    ]


def test_a_panel_is_listed_by_surname_with_initials() -> None:
    found = attendees(
        "PRESENT:\nCouncillors A. Smith (Chairman), B. Jones, D. de Souza and Mrs E. Fox\n"
        "Co-opted Members: Mr F. Green and Ms G. Hall\n"
        "ALSO PRESENT:\nThe Police and Crime Commissioner, Hal Irwin\n"
    )
    assert statuses(found) == [
        ("A. Smith", "present"),
        ("B. Jones", "present"),
        ("D. de Souza", "present"),
        ("E. Fox", "present"),
        ("F. Green", "present"),
        ("G. Hall", "present"),
        ("Hal Irwin", "in attendance"),
    ]


def test_people_named_by_initials_or_post_alone_may_send_apologies() -> None:
    text = "Present:\nAnn Lee (AL)\nBob Dale (BD)\nApologies: SB and PS.\n"
    assert [(one.name, one.initials) for one in attendees(text)][2:] == [("SB", "SB"), ("PS", "PS")]
    text = "Present:\nAnn Lee (AL)\nBob Dale (BD)\n\nThe Chief Constable sent his apologies.\n"
    assert statuses(attendees(text))[2:] == [("Chief Constable", "apologies")]


def test_a_stand_in_of_a_sentence_is_present_with_a_note() -> None:
    found = attendees(
        "Present:\nAnn Lee (AL)\nBob Dale (BD)\n"
        "1. Apologies\nApologies were received from Cy Eden, for whom Di Ford attended for item 6.\n"
        "Ed Gray (EG) joined by video for item 5.\n"
    )
    assert [(one.name, one.status.value, one.note, one.remote) for one in found[2:]] == [
        ("Cy Eden", "apologies", "", False),
        ("Di Ford", "present", "attended for item 6", False),
        ("Ed Gray", "present", "joined by video for item 5", True),
    ]


def test_a_minute_taker_of_a_label_is_there_without_being_listed() -> None:
    found = attendees("Minutes: Wendy Oak, Secretary\nPresent:\nAnn Lee (AL)\nBob Dale (BD)\n")
    assert (found[2].name, found[2].minute_taker) == ("Wendy Oak", True)


def test_people_without_separators_are_split_at_brackets_and_titles() -> None:
    assert [one.name for one in people("Ann Lee (Clerk) Bob Dale (Audit), Cy Eden (Chair)", 0)] == [
        "Ann Lee",
        "Bob Dale",
        "Cy Eden",
    ]
    assert [one.name for one in people("Mr Al Dow Chair Dr Una Fee Vice-Chair", 0)] == [
        "Al Dow",
        "Una Fee",
    ]


def test_a_two_column_table_gives_name_and_post() -> None:
    found, _ = read(
        table(
            [
                ["Name", "Role"],
                ["CC Dan Okafor (Chair)", "Chief Constable"],
                ["A/DCC Ruth Jessop (MT)", "Acting Deputy Chief Constable"],
                ["PSE Alma Reed (Minutes) (MT)", "Executive Assistant"],
            ]
        )
    )
    assert [(one.name, one.chair, one.remote, one.minute_taker) for one in found] == [
        ("Dan Okafor", True, False, False),
        ("Ruth Jessop", False, True, False),
        ("Alma Reed", False, True, True),
    ]


def test_columns_under_headings_have_their_own_status() -> None:
    found, _ = read(
        table([["Present", "Apologies"], ["Ann Lee", "Cy Eden"], ["Bob Dale", "Di Ford"]])
    )
    assert statuses(found) == [
        ("Ann Lee", "present"),
        ("Cy Eden", "apologies"),
        ("Bob Dale", "present"),
        ("Di Ford", "apologies"),
    ]


def test_a_grid_of_crosses_gives_names_alone() -> None:
    found, _ = read(table([["Participant", "WP1"], ["Ann Lee", "x"], ["Bob Dale", "x"]]))
    assert [(one.name, one.role) for one in found] == [("Ann Lee", ""), ("Bob Dale", "")]


def test_a_list_of_members_gives_way_to_their_apologies() -> None:
    found = attendees(
        "Attendees: Ann Lee, Bob Dale, Cy Eden\nApologies were received from Bob Dale."
    )
    assert statuses(found)[1] == ("Bob Dale", "apologies")


def test_somebody_present_who_also_sent_apologies_stays_present_with_an_issue() -> None:
    text = "Present:\nAnn Lee (AL)\nBob Dale (BD)\nApologies had been received from Bob Dale."
    assert statuses(attendees(text))[1] == ("Bob Dale", "present")
    assert issues(text) == ["attendance-in-both-lists"]


def test_a_stand_in_is_noted_with_whom_they_stand_for() -> None:
    found = attendees("Present:\nSam Vane (SV) – Ch. Supt, Crime – rep ACC LM\nAnn Lee (AL)")
    assert (found[0].role, found[0].note) == ("Ch. Supt, Crime", "rep ACC LM")


@pytest.mark.parametrize("bracket", ["items 11 to 13", "Item 5", "part", "from 13:30", "1"])
def test_partial_attendance_is_a_note(bracket: str) -> None:
    found = attendees(f"Present:\nSam Vane ({bracket})\nAnn Lee (AL)")
    assert (found[0].note, found[0].initials) == (bracket, "")


@pytest.mark.parametrize("mark", [" (vc)", " (Teams)", "*", " – via Teams", " (attended remotely)"])
def test_remote_marks_are_seen(mark: str) -> None:
    found = attendees(f"Present:\nSam Vane{mark}\nAnn Lee (AL)")
    assert found[0].remote


def test_labels_of_the_header_flag_chair_and_minute_taker() -> None:
    found = attendees("Present:\nAnn Lee\nBob Dale", chair="Ann Lee", minute_taker="Bob Dale")
    assert [(one.chair, one.minute_taker) for one in found] == [(True, False), (False, True)]


def test_a_vice_chair_is_not_the_chair() -> None:
    found = attendees("Present: Ann Lee (Chair), Bob Dale (Vice Chair), Cy Eden (Hon. Secretary)")
    assert [one.chair for one in found] == [True, False, False]
    assert not found[2].minute_taker


def test_initials_used_in_the_text_are_given_where_it_is_the_habit() -> None:
    found = attendees(
        "Present:\nAnn Lee (AL)\nBob Dale (BD)\nApologies: Cy Nash\n1. Report\nAction: CN to reply.\n"
    )
    assert found[2].initials == "CN"


def test_every_attendee_is_quoted_where_it_stands() -> None:
    text = (
        "Present:\nAnn Lee (AL) – Chair\nBob Dale (BD)\n"
        "1. Apologies\nThe meeting opened. Apologies were received from Cy Eden and Di Ford.\n"
    )
    document = read_text(text.encode(), SOURCE)
    for one in read(document)[0]:
        assert one.name in one.evidence.span.of(document.text)
        assert one.evidence.rule in rules()


@pytest.mark.parametrize(
    ("code", "name", "fits"),
    [
        ("JB", "Jim Bourne", True),
        ("JBo", "Jim Bourne", True),
        ("SMc", "Sue McKay", True),
        ("MKB", "Mike Kerr-Bates", True),
        ("PLH", "Priya Holt", True),
        ("CRobertson", "Carl Robertson", True),
        ("CJ", "Nicola Lowe", False),
        ("PCC", "Priya Holt", False),
        ("DO", "Frost", False),
    ],
)
def test_initials_fit_the_name_they_are_made_of(code: str, name: str, fits: bool) -> None:  # noqa: FBT001 - an expected value
    assert fitting(code, name) is fits


def test_a_post_may_stand_before_a_name_that_its_initials_prove() -> None:
    found = attendees(
        "Present: Chief Executive Tom Odell (TO); Head of Performance Wen Zhao (WZ); Notetaker Ann Lee (AL)"
    )
    assert [(one.name, one.initials) for one in found] == [
        ("Tom Odell", "TO"),
        ("Wen Zhao", "WZ"),
        ("Ann Lee", "AL"),
    ]
    assert found[1].role == "Head of Performance"


def test_another_list_may_begin_on_the_line_of_the_first() -> None:
    found = attendees("Present: Ann Lee (AL), Bob Dale (BD) Apologies: Cy Frost (CF)")
    assert [(one.name, str(one.status)) for one in found] == [
        ("Ann Lee", "present"),
        ("Bob Dale", "present"),
        ("Cy Frost", "apologies"),
    ]


def test_a_bracket_may_hold_a_post_and_initials() -> None:
    found = attendees("Present:\nN Lee (Chairman – NL)\nB McGill (Clerk - BMc)\nK Dray (KD)\n")
    assert [one.initials for one in found] == ["NL", "BMc", "KD"]
    assert found[0].chair


def test_the_letters_of_a_member_are_no_part_of_the_name() -> None:
    (found,) = attendees("Apologies: Ann Lee MP")
    assert found.name == "Ann Lee"


def test_a_label_in_capitals_is_one_label() -> None:
    found = attendees("PRESENT: Ann Lee\nIN ATTENDANCE: Bob Dale, Cy Frost\n")
    assert [str(one.status) for one in found] == ["present", "in attendance", "in attendance"]


@pytest.mark.parametrize(
    "lines",
    [
        "Ann Lee AL\nBob Dale BD",
        "AL – Ann Lee\nBD – Bob Dale",
        "AL Ann Lee, Treasurer\nBD Bob Dale, Clerk",
    ],
)
def test_initials_may_stand_without_brackets(lines: str) -> None:
    found = attendees(f"Present\n{lines}\n")
    assert [(one.name, one.initials) for one in found] == [("Ann Lee", "AL"), ("Bob Dale", "BD")]


def test_the_force_after_a_name_is_no_part_of_it() -> None:
    found = attendees(
        "Present\nCC Ann Lee Eastvale\nT/CC Bob Dale Harrowdale\nDCC Cy Frost Wexbourne\n"
    )
    assert [one.name for one in found] == ["Ann Lee", "Bob Dale", "Cy Frost"]
    assert found[0].organisation == "Eastvale"


def test_somebody_who_comes_for_an_item_has_a_note_and_no_post() -> None:
    (_, found) = attendees("Present: Ann Lee (AL)\nGuests: Jo Marsh (JM) for item 4\n")
    assert (found.role, found.note) == ("", "for item 4")


def test_who_holds_a_proxy_is_not_absent() -> None:
    found = attendees(
        "In attendance were: Ann Lee, Bob Dale and Cy Frost. Proxies: Ann Lee - Di Ford."
    )
    assert [(one.name, str(one.status)) for one in found] == [
        ("Ann Lee", "present"),
        ("Bob Dale", "present"),
        ("Cy Frost", "present"),
        ("Di Ford", "absent"),
    ]
