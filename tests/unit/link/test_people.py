from __future__ import annotations

from pipeline.link import link
from tests.support.linking import meeting


def test_a_name_of_one_office_is_one_person_whatever_its_spelling() -> None:
    first = meeting("2023-01-18", people=("Zoë Ash", "Bo Reed"))
    later = meeting("2023-02-15", people=("ZOE  ASH", "Zoë Ash"), body="mill-panel")
    persons = link((first, later)).people
    ids = {persons[later.minutes[0].meeting.id, index][0] for index in (0, 1)}
    assert ids == {persons[first.minutes[0].meeting.id, 0][0]}
    assert {name for _, name in persons.values()} == {"Zoë Ash", "Bo Reed"}


def test_a_name_of_another_office_is_another_person() -> None:
    here = meeting("2023-01-18", people=("Ann Fern",))
    there = meeting("2023-01-18", people=("Ann Fern",), body="owl", path="owl/a.txt")
    assert len(set(link((here, there)).people.values())) == 2


def test_an_initial_is_the_one_person_it_fits() -> None:
    first = meeting("2023-01-18", people=("Ann Fern", "A. Fern"))
    assert len(set(link((first,)).people.values())) == 1


def test_an_initial_that_fits_two_is_nobody() -> None:
    first = meeting("2023-01-18", people=("Ann Fern", "Alan Fern", "A Fern"))
    links = link((first,))
    assert sorted(index for _, index in links.people) == [0, 1]
    assert [found.issue.code for found in links.issues] == ["person-ambiguous"]


def test_a_surname_alone_is_nobody() -> None:
    assert link((meeting("2023-01-18", people=("Fern",)),)).people == {}
