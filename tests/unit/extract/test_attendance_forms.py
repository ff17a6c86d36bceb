"""The ways in which minutes print who was there, crossed: labels, separators, posts, grids, sentences."""

from __future__ import annotations

import pytest

from pipeline.ingest.assemble import Draft, Piece, assemble
from pipeline.model import BlockKind
from tests.support.attended import SOURCE, attendees, read, statuses, table

P, HERE, A, N = "present", "in attendance", "apologies", "absent"
THREE = [("Ann Lee", P), ("Bob Dale", P), ("Cy Eden", P)]


@pytest.mark.parametrize(
    "line",
    [
        "Present: Ann Lee · Bob Dale · Cy Eden",
        "Present: Ann Lee, Mayor · Bob Dale, Chief Executive · Cy Eden, Head of Pay",
        "Present: Ann Lee • Bob Dale • Cy Eden",
        "Present: Ann Lee | Bob Dale | Cy Eden",
        "Present: Ann Lee / Bob Dale / Cy Eden",
        "Present: Ann Lee – Bob Dale – Cy Eden",
        "Present: Ann Lee; Bob Dale; Cy Eden",
        "Present: Ann Lee, Bob Dale & Cy Eden",
        "Present – Ann Lee (Chair), Bob Dale (Treasurer) and Cy Eden (Clerk)",
        "Present: PCC Ann Lee (AL), CEX Bob Dale (BD), Staff Officer Insp Cy Eden (CE)",
        "Present: PCC Ann Lee, Chief Constable Bob Dale, COO Cy Eden",
        "Present: Ann Lee, Chief Executive; Bob Dale, s151 Officer; Cy Eden, s.151 officer",
        "Present: Commissioner Ann Lee (chairing); Bob Dale, Deputy Commissioner; Chief Constable Cy Eden",
        "Present: Ann Lee (OPCC), Bob Dale (Force); Cy Eden (Audit)",
        "Present: Ann Lee (AL), Northvale Police – Chair; Bob Dale (BD), Ashby DC Community Safety Manager; Cy Eden (CE), Ashby Homes",
        "Present: Mr Ann Lee, Cllr Bob Dale, Prof. Cy Eden",
        "Present: Father Ann Lee, Rabbi Bob Dale, Bishop Cy Eden",
        "Present: Det Ch Supt Ann Lee, A/Supt Bob Dale, Ch Insp Cy Eden",
        "Present: the Chair (Mrs Ann Lee), the Treasurer (Mr Bob Dale) and the Head of Estates (Ms Cy Eden)",
        "Present: Chair: Ann Lee; Treasurer: Bob Dale; Auditor: Cy Eden",
        "Present: Chief Executive Ann Lee, Treasurer Bob Dale and Head of Legal Cy Eden",
        "Yn bresennol / Present: Ann Lee · Bob Dale · Cy Eden",
        "Present / Yn bresennol: Ann Lee, Bob Dale, Cy Eden",
        "Yn bresennol: Ann Lee, Bob Dale, Cy Eden",
        "Presennol/Present: Ann Lee, Bob Dale, Cy Eden",
        "Councillors: Ann Lee (Borough of Arden) (Chairman), Bob Dale (Vale of Tove District Council) and Cy Eden (Ashby Town)",
        "In the room: Ann Lee, Bob Dale, Cy Eden",
        "On the call: Ann Lee, Bob Dale, Cy Eden",
        "Joined online: Ann Lee, Bob Dale, Cy Eden",
        "Via Teams: Ann Lee, Bob Dale, Cy Eden",
        "Trustees present: Ann Lee, Bob Dale, Cy Eden",
        "Trustees: Ann Lee, Bob Dale and Cy Eden",
        "Governors: Ann Lee, Bob Dale and Cy Eden",
        "Taking part: Ann Lee, Bob Dale, Cy Eden",
        "PRESENT: Ann Lee (Chair)\nBob Dale, Chief Executive\nCy Eden, Treasurer",
        "Present Mr Ann Lee (Chair), Mr Bob Dale, Mr Cy Eden",
        "Present:\n1. Ann Lee\n2. Bob Dale\n3. Cy Eden",
        "Present:\n• Ann Lee\n• Bob Dale\n• Cy Eden",
        "Present:\nMr Ann Lee, Mrs Bob Dale, Dr Cy Eden",
        "Present:\nChair – Ann Lee\nTreasurer – Bob Dale\nAuditor – Cy Eden",
        "The meeting was attended by Ann Lee (Chair), Bob Dale and Cy Eden.",
        "Those taking part were Ann Lee, Bob Dale and Cy Eden.",
        "The following were present: Ann Lee, Bob Dale, Cy Eden",
        "Present were Ann Lee, Bob Dale and Cy Eden.",
        "The Commissioner, Ann Lee, was joined by Bob Dale (Chief Executive) and Cy Eden (Treasurer).",
        "PCC Ann Lee was in the chair. The Chief Constable, Bob Dale, and T/ACC Cy Eden answered for the Force.",
        "Ann Lee took the chair.\nBob Dale and Cy Eden appeared for the Force.",
        "Ann Lee chaired the meeting. Also present were Chief of Staff Bob Dale and Legal Manager Cy Eden.",
        "Ann Lee (Chair), Bob Dale and Cy Eden were present.",
        "Ann Lee presided. Also taking part were Bob Dale and Cy Eden.",
    ],
)  # fmt: skip
def test_three_people_in_every_way_of_listing_them(line: str) -> None:
    found = attendees(
        f"Northmoor Board\n3 May 2024\n{line}\n\n1. Minutes\nThe minutes were agreed."
    )
    assert [(one.name.title(), one.status.value) for one in found] == THREE


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Ymddiheuriadau / Apologies: Di Ford, Ed Gray", A),
        ("Ymddiheuriadau: Di Ford, Ed Gray", A),
        ("Could not attend: Di Ford, Ed Gray", A),
        ("Unable to join: Di Ford, Ed Gray", A),
        ("Apologies for absence: Di Ford (Clerk); Ed Gray, Treasurer", A),
        ("Apols: Di Ford, Ed Gray", A),
        ("Apologies (sent): Di Ford, Ed Gray", A),
        ("Apologies had been received from Di Ford and Ed Gray.", A),
        ("An apology was submitted on behalf of Di Ford and Ed Gray.", A),
        ("Di Ford and Ed Gray sent their apologies, as did others.", A),
        ("Di Ford and Ed Gray had given apologies.", A),
        ("Di Ford and Ed Gray could not attend.", A),
        ("Di Ford and Ed Gray were unable to be present.", A),
        ("It was noted that apologies had been tendered by Di Ford and Ed Gray.", A),
        ("Absent: Di Ford, Ed Gray", N),
        ("Absent without apology: Di Ford, Ed Gray", N),
        ("Did not attend: Di Ford, Ed Gray", N),
        ("Hefyd yn bresennol / Also present: Di Ford, Ed Gray", HERE),
        ("Ysgrifenyddiaeth / Secretariat: Di Ford, Ed Gray", HERE),
        ("By invitation: Di Ford (item 4); Ed Gray, Liaison Manager (item 4)", HERE),
        ("Police service in attendance: ACC Di Ford, Supt Ed Gray", HERE),
        ("OFFICIALS IN ATTENDANCE² Mr Di Ford, Mrs Ed Gray", HERE),
        ("Officers and others:\nDi Ford, Clerk\nEd Gray, Treasurer", HERE),
        ("Also attending: Di Ford and Ed Gray", HERE),
        ("Others: Di Ford, Ed Gray", HERE),
        ("Observing: Di Ford, Ed Gray", HERE),
        ("From the Force: Di Ford, Ed Gray", P),
        ("Also in the room: Di Ford and Ed Gray", HERE),
        ("Attending: Supt Di Ford; Ed Gray, his Chief Finance Officer", HERE),
        ("Hefyd / Also: Di Ford, Ed Gray", HERE),
        ("Attending: Deputy Mayor Di Ford, Metro Mayor Ed Gray", HERE),
        ("Attending: County Cllr. Di Ford, Ch. Const. Ed Gray", HERE),
        ("Not able to be there: Di Ford, Ed Gray", A),
        ("Sorry to miss us: Di Ford, Ed Gray", A),
        ("No word had been received from: Di Ford, Ed Gray", N),
        ("No apologies had been received from Di Ford and Ed Gray.", N),
        ("Attending for the Force: Di Ford; Ed Gray", P),
        ("In attendance: Mrs. Di Ford (Clerk), County Cllr. Ed Gray and 6 members of the public.", HERE),
    ],
)  # fmt: skip
def test_a_second_list_has_the_status_of_its_label(line: str, status: str) -> None:
    found = attendees(
        f"Northmoor Board\nPresent: Ann Lee (Chair), Bob Dale\n{line}\n\n1. Minutes\nAgreed."
    )
    assert statuses(found)[2:] == [("Di Ford", status), ("Ed Gray", status)]


@pytest.mark.parametrize(
    "line",
    [
        "PUBLIC ACCOUNTABILITY CONFERENCE",
        "BWRDD LLYWODRAETHU / GOVERNANCE BOARD",
        "STRATEGIC SCRUTINY SESSION",
        "Councillors: all were welcomed",
        "On the call: Operation Galloway",
        "The Constabulary – Northvale Headquarters",
        "Conference Room, Alder House",
        "The Board was joined by twelve members of the public.",
        "The new control room was joined by a second in May.",
        "Could not attend: none",
    ],
)
def test_what_names_nobody_gives_nobody(line: str) -> None:
    found = attendees(f"{line}\n3 May 2024\nPresent: Ann Lee (Chair), Bob Dale\n{line}\n")
    assert statuses(found) == THREE[:2]
    assert attendees(f"{line}\n3 May 2024\n") == ()


@pytest.mark.parametrize(
    ("heads", "rows", "wanted"),
    [
        (
            ("Name", "Role", "In room", "Teams", "Apols"),
            [("Ann Lee", "Mayor (chair)", "X", "", ""), ("Bob Dale", "Clerk", "", "X", ""), ("Cy Eden", "Auditor", "", "", "X")],
            [P, P, A],
        ),
        (
            ("Name", "Present", "Apologies", "Absent"),
            [("Ann Lee", "✓", "", ""), ("Bob Dale", "", "✓", ""), ("Cy Eden", "", "", "✓")],
            [P, A, N],
        ),
        (
            ("Member", "Present?"),
            [("Ann Lee", "Y"), ("Bob Dale", "Y"), ("Cy Eden", "Apologies")],
            [P, P, A],
        ),
        (
            ("Member", "Role", "Attendance"),
            [("Ann Lee", "Chair", "Present"), ("Bob Dale", "Clerk", "Apologies"), ("Cy Eden", "Auditor", "Absent")],
            [P, A, N],
        ),
        (
            ("Member", "Apr", "May", "Jun"),
            [("Ann Lee (Chair)", "✓", "✓", "A"), ("Bob Dale", "✓", "A", "✓"), ("Cy Eden", "A", "✓", "✓")],
            [P, A, P],
        ),
        (
            ("Member", "12/04", "03/05", "07/06"),
            [("Ann Lee (Chair)", "P", "P", ""), ("Bob Dale", "P", "Ap", ""), ("Cy Eden", "P", "A", "")],
            [P, A, N],
        ),
        (
            ("Name", "Role", "Attendance"),
            [("Ann Lee", "Chair", "In person"), ("Bob Dale", "Clerk", "Teams"), ("Cy Eden", "Auditor", "Apologies (Supt Di Ford for)")],
            [P, P, A],
        ),
        (
            ("Name", "Role", "Attended"),
            [("Ann Lee", "Chair", "✓"), ("Bob Dale", "Clerk", "✗"), ("Cy Eden", "Auditor", "✓")],
            [P, N, P],
        ),
    ],
)  # fmt: skip
def test_a_grid_is_read_by_the_heads_of_its_columns(
    heads: tuple[str, ...], rows: list[tuple[str, ...]], wanted: list[str]
) -> None:
    front = [("Minutes of 3 May 2024", *[""] * (len(heads) - 1))] if "Apr" in heads else []
    found = read(table([*front, heads, *rows]))[0]
    assert [(one.name, one.status.value) for one in found] == [
        (row[0].removesuffix(" (Chair)"), status) for row, status in zip(rows, wanted, strict=True)
    ]
    assert all("✓" not in one.role and "X" not in one.role for one in found)


@pytest.mark.parametrize("mark", ["✓", "X"])
def test_who_joined_by_a_link_in_a_grid_is_remote(mark: str) -> None:
    heads = ("Name", "Role", "In person", "Online", "Apologies")
    rows = [("Ann Lee", "Chair", mark, "", ""), ("Bob Dale", "Clerk", "", mark, "")]
    rows += [("Cy Eden", "Auditor", "", "", mark)]
    found = read(table([heads, *rows]))[0]
    assert [(one.status.value, one.remote) for one in found] == [(P, False), (P, True), (A, False)]


def test_a_list_stops_before_the_heading_of_the_first_item() -> None:
    found = attendees(
        "Present: Ann Lee, Chief Executive; Bob Dale, Clerk\n"
        "Apologies: DCC Cy Eden; Di Ford, Director of People\n\n1.0 Introductions and apologies\nNoted as above."
    )
    assert [(one.name, one.role) for one in found][3:] == [("Di Ford", "Director of People")]


def test_people_of_one_line_below_a_heading_whose_other_lines_hold_one_each() -> None:
    found = attendees(
        "Present\nMr Ann Lee (Chair)\nApologies\nCllr Di Ford, Mr Ed Gray, DCC Fay Hill\n"
    )
    assert [one.name for one in found if one.status.value == A] == [
        "Di Ford",
        "Ed Gray",
        "Fay Hill",
    ]


@pytest.mark.parametrize("title", ["Councillors", "Cllrs"])
def test_a_title_of_several_below_apologies_opens_no_other_list(title: str) -> None:
    found = attendees(f"Present: Ann Lee (Chair)\nApologies: {title} Di Ford and Ed Gray\n")
    assert statuses(found)[1:] == [("Di Ford", A), ("Ed Gray", A)]
    found = attendees(f"Present: Ann Lee (Chair)\nApologies:\n{title} Di Ford and Ed Gray\n")
    assert statuses(found)[1:] == [("Di Ford", A), ("Ed Gray", A)]


def test_labels_of_a_chatty_note_follow_each_other_on_one_line() -> None:
    found = attendees(
        "Here: Ann Lee (chair), Bob Dale, and Cy Eden taking notes. Can’t make it: Di Ford and "
        "Ed Gray. Not heard from: Fay Hill."
    )
    assert [status for _, status in statuses(found)] == [P, P, P, A, A, N]


def test_a_group_without_a_colon_stands_before_its_first_person() -> None:
    found = attendees(
        "Present\nMr Ann Lee (Chair)\nForce Chief Constable Bob Dale QPM\nSupt Cy Eden, Custody\n"
    )
    assert [(one.name, one.organisation) for one in found] == [
        ("Ann Lee", ""),
        ("Bob Dale", "Force"),
        ("Cy Eden", "Force"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Di Ford sent her apologies, as did Ed Gray.",
        "Supt Di Ford had hoped to join for item 3 but was at court and sent apologies. Ed Gray sent apologies.",
    ],
)
def test_apologies_in_a_clause(sentence: str) -> None:
    found = attendees(f"Present: Ann Lee (Chair), Bob Dale\n\n{sentence}\n")
    assert statuses(found)[2:] == [("Di Ford", A), ("Ed Gray", A)]


def test_the_stop_behind_an_initial_ends_no_sentence() -> None:
    found = attendees(
        "Members: Ann Lee (Chair), Bob Dale\n\nThe Deputy Chief Constable, Mr. D. Ford, had also sent his "
        "apologies. Dr E. Gray, Independent Member, was not present."
    )
    assert statuses(found)[2:] == [("D. Ford", A), ("E. Gray", N)]


def test_those_who_were_there_together_with_others() -> None:
    found = attendees(
        "Arden Trust\n\nAnn Lee (chair), Bob Dale (treasurer) and Cy Eden were there, together with Di Ford, the "
        "project manager."
    )
    assert statuses(found) == [*THREE, ("Di Ford", HERE)]


def test_as_was_names_somebody_else_who_was_there() -> None:
    found = attendees(
        "PRESENT: Cllrs A Lee, B Dale. The Clerk, Miss C Eden, was in attendance, as was County "
        "Councillor D Ford (until 8.10 p.m.)."
    )
    assert ("D Ford", HERE) in statuses(found)


def test_two_labels_in_one_row_of_a_table() -> None:
    found = read(
        table(
            [
                ("Present", "Ann Lee, PCC; Bob Dale, Treasurer", "Taking the record", "Cy Eden"),
                ("Apologies", "Di Ford, Clerk", "Restricted items", "Item 5"),
            ]
        )
    )[0]
    assert statuses(found) == [*THREE[:2], ("Cy Eden", HERE), ("Di Ford", A)]


def test_a_bracket_that_goes_on_in_the_row_below_is_one_persons() -> None:
    found = read(
        table(
            [
                ("Present:", ""),
                ("Councillor Ann Lee (substituting for", "Ashby Council"),
                ("Councillor Bob Dale)", ""),
                ("Councillor Cy Eden", "Tove Council"),
            ]
        )
    )[0]
    assert statuses(found) == [THREE[0], THREE[2]]


def test_a_heading_in_capitals_below_a_list_is_no_person() -> None:
    lines = ["Present:", "Ann Lee (Chair)", "Bob Dale (Clerk)", "TOPIC PRESENTER"]
    heading = BlockKind.HEADING
    drafts = [
        Draft(pieces=(Piece(text=line),), kind=heading if line.isupper() else BlockKind.PARAGRAPH)
        for line in lines
    ]
    assert statuses(read(assemble(SOURCE, drafts))[0]) == THREE[:2]


def test_a_sentence_about_somebody_of_a_list_leaves_name_and_part_as_listed() -> None:
    found = attendees(
        "Present: Ann Lee, Bob Dale\nIn attendance: Cy Eden\n\nMr Eden was in the chair. "
        "Cy Eden answered for the Force.\n"
    )
    assert statuses(found) == [*THREE[:2], ("Cy Eden", HERE)]


ONE, TWO = ("Ann Lee", "Bob Dale"), ("Jane Ford", "Ian Gray")


@pytest.mark.parametrize(
    "rows",
    [
        [("Present", "Ann Lee (AL)", "Chair"), ("", "Bob Dale (BD)", "Clerk"), ("Apologies", "Jane Ford (JF)", "Auditor"), ("", "Ian Gray (IG)", "Solicitor")],
        [("Present", "Ann Lee, Chair\nBob Dale, Clerk"), ("Apologies", "Jane Ford\nIan Gray")],
        [("Present:", "Ann Lee, Bob Dale"), ("Apologies:", "Jane Ford and Ian Gray")],
        [("Present", "Apologies"), ("Ann Lee", "Jane Ford"), ("Bob Dale", "Ian Gray")],
        [("Present", "Apologies"), ("Ann Lee (Chair)\nBob Dale", "Jane Ford\nIan Gray")],
        [("Present", "Apologies"), ("Ann Lee; Bob Dale", "Jane Ford; Ian Gray")],
        [("Present", ""), ("Ann Lee", "Bob Dale"), ("Apologies", ""), ("Jane Ford", "Ian Gray")],
        [("Present", "", ""), ("Ann Lee", "Police and Crime Commissioner", "AL"), ("Bob Dale", "Chief Executive", "BD"), ("Apologies", "", ""), ("Jane Ford", "Treasurer", "JF"), ("Ian Gray", "Solicitor", "IG")],
        [("Name", "Initials", "Role"), ("Ann Lee", "AL", "Chair"), ("Bob Dale", "BD", "Clerk"), ("Apologies", "", ""), ("Jane Ford", "JF", "Auditor"), ("Ian Gray", "IG", "Solicitor")],
        [("Initials", "Name", "Attendance"), ("AL", "Ann Lee", "Present"), ("BD", "Bob Dale", "Present"), ("JF", "Jane Ford", "Apologies"), ("IG", "Ian Gray", "Apologies")],
        [("Role", "Name", "Attended"), ("Chair", "Ann Lee", "Yes"), ("Clerk", "Bob Dale", "Yes"), ("Treasurer", "Jane Ford", "Apologies"), ("Solicitor", "Ian Gray", "Apols")],
        [("Title", "Forename", "Surname", "Present", "Apologies"), ("Cllr", "Ann", "Lee", "✓", ""), ("Mr", "Bob", "Dale", "✓", ""), ("Mrs", "Jane", "Ford", "", "✓"), ("Dr", "Ian", "Gray", "", "✓")],
        [("Attendees", "Organisation"), ("Ann Lee", "Northmoor Police"), ("Bob Dale", "OPCC"), ("Apologies", ""), ("Jane Ford", "Audit South"), ("Ian Gray", "OPCC")],
        [("Present:", "Chief Constable Ann Lee", "Chief Executive Bob Dale"), ("Apologies:", "Treasurer Jane Ford", "Supt Ian Gray")],
        [("Yn bresennol / Present", "Ann Lee; Bob Dale"), ("Ymddiheuriadau / Apologies", "Jane Ford; Ian Gray")],
        [("Attendance", "In person: Ann Lee, Bob Dale"), ("Apologies", "Jane Ford, Ian Gray")],
    ],
)  # fmt: skip
def test_tables_of_two_lists_in_every_shape(rows: list[tuple[str, ...]]) -> None:
    found = read(table(rows))[0]
    assert {one.name: one.status.value for one in found} == {
        **dict.fromkeys(ONE, P),
        **dict.fromkeys(TWO, A),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Present:\nOPCC\nAnn Lee, PCC\nBob Dale, Chief Executive\nForce\nCy Eden, Chief Constable",
        "Present:\nOPCC: Ann Lee, Bob Dale\nForce: Cy Eden",
        "Present:\nFor the Commissioner: Ann Lee (PCC), Bob Dale (Chief Executive)\nFor the Force: Cy Eden (CC)",
        "OPCC:\nAnn Lee – Commissioner\nBob Dale – Chief Executive\nNorthvale Police:\nCy Eden – Chief Constable",
        "Present\nNorthmoor OPCC\nAnn Lee\nBob Dale\nNorthvale Constabulary\nCy Eden",
        "Present: OPCC – Ann Lee, Bob Dale; Force – Cy Eden",
        "Members: Ann Lee (Chair) and Bob Dale\nPolice representatives: Cy Eden",
        "Present (OPCC): Ann Lee, Bob Dale\nPresent (Force): Cy Eden",
        "Members present: Ann Lee, Bob Dale\nPolice present: Cy Eden",
    ],
)
def test_groups_of_one_list_in_every_shape(text: str) -> None:
    found = attendees(f"{text}\n\n1. Minutes\nAgreed.")
    assert [(one.name, one.status.value) for one in found] == THREE


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Professor Ann Lee, Chair", "Ann Lee"),
        ("Sir Bob Dale CBE, Independent Member", "Bob Dale"),
        ("The Right Reverend Cy Eden, Observer", "Cy Eden"),
        ("Lord Di Ford of Tove, Member", "Di Ford"),
        ("Cllr Mrs A Lee OBE (Vice Chair)", "A Lee"),
        ("Temp ACC Ann Lee – Local Policing", "Ann Lee"),
        ("A/Det Ch Insp Ann Lee", "Ann Lee"),
        ("DCI Ann Lee (AL)", "Ann Lee"),
        ("Ch Supt A. B. Lee", "A. B. Lee"),
        ("Superintendent Ann O’Lee-Dale", "Ann O’Lee-Dale"),
        ("Ann Lee – PA to the Chief Constable", "Ann Lee"),
        ("Ann Lee: Head of Estates", "Ann Lee"),
        ("Head of Estates: Ann Lee", "Ann Lee"),
        ("Head of Estates – Ann Lee", "Ann Lee"),
        ("Head of Estates, Ann Lee", "Ann Lee"),
        ("Head of Estates (Ann Lee)", "Ann Lee"),
        ("Ann Lee (Head of Estates) (AL)", "Ann Lee"),
        ("Ann Lee [AL] Head of Estates", "Ann Lee"),
        ("AL – Ann Lee – Head of Estates", "Ann Lee"),
        ("AL: Ann Lee, Head of Estates", "Ann Lee"),
        ("Ann Lee\tHead of Estates\tAL", "Ann Lee"),
        ("Ann Lee / Head of Estates", "Ann Lee"),
        ("Ann Lee | Head of Estates", "Ann Lee"),
        ("Ms Ann Lee", "Ann Lee"),
        ("Mr. A. Lee", "A. Lee"),
        ("Ann Lee*", "Ann Lee"),
        ("Ann Lee¹", "Ann Lee"),
        ("Ann Lee (by phone)", "Ann Lee"),
        ("Ann Lee (until 3pm)", "Ann Lee"),
        ("Ann Lee, deputising for Bob Dale", "Ann Lee"),
        ("Ann Lee (for Bob Dale)", "Ann Lee"),
        ("Ann Lee (she/her), Clerk", "Ann Lee"),
        ("D/Chief Constable Ann Lee", "Ann Lee"),
        ("Chief Fire Officer Ann Lee", "Ann Lee"),
        ("Director of People and Organisational Development Ann Lee", "Ann Lee"),
    ],
)
def test_one_person_a_line_in_every_dress(line: str, name: str) -> None:
    found = attendees(f"Present:\nMo Nash (Chair)\n{line}\nKit Ives, Clerk\n\n1. Minutes\nAgreed.")
    assert [one.name for one in found] == ["Mo Nash", name, "Kit Ives"]


def test_a_grid_whose_first_heads_are_name_and_post() -> None:
    rows = [
        ("Name", "Post", "Present", "Apols"),
        ("Ann Lee", "Commissioner (Chair)", "✓", ""),
        ("Bob Dale", "Deputy", "", "✓"),
        ("Cy Eden", "Clerk (minutes)", "✓", ""),
    ]
    assert statuses(read(table(rows))[0]) == [("Ann Lee", P), ("Bob Dale", A), ("Cy Eden", P)]


def test_whom_somebody_stands_in_for_is_no_other_person() -> None:
    found = attendees("Present: Cllr A Lee\nCllr B Dale (sub for Cllr Eden)\nCllr C Ford")
    assert statuses(found) == [("A Lee", P), ("B Dale", P), ("C Ford", P)]


def test_a_surname_below_the_apologies_is_of_somebody_listed_above() -> None:
    found = attendees(
        "Attendees: Ann Lee (Chair), Cllr Bob Dale (Arden), Cy Eden\n1. Welcome and Apologies:\n"
        "Apologies were received from Cllr Dale.\n"
    )
    assert statuses(found) == [("Ann Lee", P), ("Bob Dale", A), ("Cy Eden", P)]


@pytest.mark.parametrize(
    "away",
    [
        "Apologies: Cllr D Ford and the Chief Constable.",
        "Apologies: Mr C Eden; Cllr D Ford and the Police and Crime Commissioner",
    ],
)
def test_a_post_alone_behind_a_name_takes_no_name_away(away: str) -> None:
    found = statuses(attendees(f"Present: Mrs A Lee (Chair), Mr B Dale\n{away}\n"))
    assert ("D Ford", A) in found


def test_who_stands_in_for_somebody_away_is_not_away() -> None:
    found = attendees(
        "Members: Ann Lee (Chair), Bob Dale\nOfficers: Cy Eden (Assistant Chief Officer)\n\n"
        "1. Apologies for absence\n\nApologies had been received from Mrs Di Ford and from the Chief "
        "Constable, who was represented by Mr Eden.\n"
    )
    assert statuses(found)[:4] == [
        ("Ann Lee", P),
        ("Bob Dale", P),
        ("Cy Eden", HERE),
        ("Di Ford", A),
    ]


def test_who_did_not_attend_is_absent() -> None:
    found = attendees(
        "Present: Ann Lee (Chair), Bob Dale, Cy Eden\nApologies: Di Ford; Ed Gray did not attend\n"
    )
    assert statuses(found) == [*THREE, ("Di Ford", A), ("Ed Gray", N)]


def test_heads_of_columns_on_one_line_make_nobody_absent_who_came() -> None:
    found = attendees("Present: Apologies:\nAnn Lee (AL) Chair\nBob Dale (BD)\nCy Eden (CE)\n")
    assert statuses(found) == THREE
