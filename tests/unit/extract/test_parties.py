"""Who is meant: a closed world of this meeting's people, posts and bodies."""

from __future__ import annotations

import pytest

from pipeline.extract import gazetteer
from pipeline.extract.parties import RULES, parties_of
from pipeline.model import AttendanceStatus, Attendee, Evidence, OwnerKind, Span


def attendee(name: str, initials: str = "", role: str = "", abbreviation: str = "") -> Attendee:
    return Attendee(
        name=name,
        status=AttendanceStatus.PRESENT,
        evidence=Evidence(span=Span(start=0, end=1), rule="test"),
        initials=initials,
        role=role,
        abbreviation=abbreviation or initials,
    )


PEOPLE = (
    attendee("Ada Finch", role="Police and Crime Commissioner", abbreviation="PCC"),
    attendee("Ben Osei", role="T/Deputy Chief Constable", abbreviation="T/DCC"),
    attendee("Cora Dale", "CD", "Treasurer"),
    attendee("Jim Bourne", "JBo", "Inspector"),
)


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("CD", ["Cora Dale"], [OwnerKind.PERSON]),
        (
            "CD/JBo and the Force",
            ["Cora Dale", "Jim Bourne", "Force"],
            [OwnerKind.PERSON, OwnerKind.PERSON, OwnerKind.ORGANISATION],
        ),
        ("the DCC", ["Ben Osei"], [OwnerKind.POST]),
        ("PCC", ["Ada Finch"], [OwnerKind.POST]),
        ("DCC Osei", ["Ben Osei"], [OwnerKind.PERSON]),
        ("Chief Insp Bourne", ["Jim Bourne"], [OwnerKind.PERSON]),
        ("Detective Inspector Bourne", ["Jim Bourne"], [OwnerKind.PERSON]),
        ("T/Commander Bourne", ["Jim Bourne"], [OwnerKind.PERSON]),
        ("Cora Dale", ["Cora Dale"], [OwnerKind.PERSON]),
        ("OPCC and Force", ["OPCC", "Force"], [OwnerKind.ORGANISATION, OwnerKind.ORGANISATION]),
        ("XY", ["XY"], [OwnerKind.UNKNOWN]),
        ("GB/N.Webb", ["GB", "N.Webb"], [OwnerKind.UNKNOWN, OwnerKind.UNKNOWN]),
        (
            "CD / secretary and the treasurer",
            ["Cora Dale", "secretary", "Cora Dale"],
            [OwnerKind.PERSON, OwnerKind.POST, OwnerKind.POST],
        ),
        ("All visitors", ["All visitors"], [OwnerKind.ORGANISATION]),
        ("Estates Manager", ["Estates Manager"], [OwnerKind.POST]),
        (
            "PCP Complaints Sub-Committee",
            ["PCP Complaints Sub-Committee"],
            [OwnerKind.ORGANISATION],
        ),
        ("All", ["All"], [OwnerKind.ORGANISATION]),
        (
            "Head of Estates and Chief Executive",
            ["Head of Estates", "Chief Executive"],
            [OwnerKind.POST, OwnerKind.POST],
        ),
        (
            "Cora D & Jim B",
            ["Cora Dale", "Jim Bourne"],
            [OwnerKind.PERSON, OwnerKind.PERSON],
        ),
    ],
)
def test_owners_as_written(text: str, names: list[str], kinds: list[OwnerKind]) -> None:
    found = parties_of(PEOPLE).whole(text, loose=False)
    assert [party.name for party in found] == names
    assert [party.kind for party in found] == kinds


@pytest.mark.parametrize(
    "text", ["AOB", "ASAP", "TBC", "the paper", "Section 106", "to be sent", "Q. When"]
)
def test_other_words_name_nobody(text: str) -> None:
    assert parties_of(PEOPLE).whole(text, loose=False) == []


def test_the_longest_words_that_end_with_their_last_letter_name_an_attendee() -> None:
    parties = parties_of([attendee("Ann Lee", "AL"), attendee("Ann Lee-Dale", "ALD")])
    said = [parties.at(text, 0) for text in ("Ann Lee-Dale", "ALD", "AL", "Annual report")]
    assert [one and (one.name, one.text) for one in said] == [
        ("Ann Lee-Dale", "Ann Lee-Dale"), ("Ann Lee-Dale", "ALD"), ("Ann Lee", "AL"), None,
    ]  # fmt: skip
    assert list(parties.places("so AL and ALDER", Span(start=0, end=15))) == [(3, 5)]


def test_nothing_but_an_attendee_is_called_by_what_begins_with_no_letter() -> None:
    assert all(name[0].isalpha() for name in gazetteer.by_name())
    assert parties_of(PEOPLE).at("5 June", 0) is None


def test_two_who_fit_stay_unresolved() -> None:
    people = (*PEOPLE, attendee("Carl Dunn", "CD", "Analyst"))
    (found,) = parties_of(people).whole("CD")
    assert (found.basis, found.attendee, found.name) == ("ambiguous", None, "CD")


def test_one_person_in_both_lists_is_one() -> None:
    people = (*PEOPLE, attendee("Cora Dale", "CD", "Treasurer"))
    (found,) = parties_of(people).whole("CD")
    assert found.name == "Cora Dale"


def test_initials_follow_from_a_name_where_none_are_declared() -> None:
    (found,) = parties_of((attendee("K Draper"),)).whole("KD")
    assert (found.name, found.basis) == ("K Draper", "initials-derived")


def test_nobody_is_known_without_an_attendance() -> None:
    (found,) = parties_of(()).whole("CD")
    assert found.basis == "unknown-initials"
    assert f"owner.{found.basis}" in RULES


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CD/AM to bring the list", ["Cora Dale", "Alan Moss"]),
        ("AM to noon", []),
        ("CD, AM only", ["Cora Dale"]),
        ("PCC/AM shift", ["Ada Finch"]),
    ],
)
def test_capitals_of_other_meaning_are_initials_where_a_stroke_ties_them_to_others(
    text: str, names: list[str]
) -> None:
    found, _ = parties_of((*PEOPLE, attendee("Alan Moss"))).listed(text, 0)
    assert [party.name for party in found] == names
