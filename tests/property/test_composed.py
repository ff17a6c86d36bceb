"""Fronts, lists of people, numberings and decisions of the field, each meeting every other."""

from __future__ import annotations

import pytest

from pipeline.model import AttendanceStatus, Document, Minutes
from pipeline.understand import understand
from tests.support.composed import FORMS, Composed, compose
from tests.support.word_reading import reading

HERE = {AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE}
LISTS = {"present", "apologies", "attendance", "attendees", "apologies for absence"}
"""Headings of the lists of people, which are sections too."""
KEY = slice(12, 40)
"""The letters of a decision by which it is known again: a label may be left out."""


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def understood(made: Composed, form: str) -> tuple[Document, Minutes]:
    document = reading(FORMS[form](made), f"{made.path}.{form}")
    (minutes,) = understand(document).minutes
    return document, minutes


@pytest.mark.parametrize("seed", range(24))
def test_minutes_of_any_notation_are_understood_in_any_form(seed: int) -> None:
    made = compose(seed)
    document, minutes = understood(made, ("docx", "pdf", "txt")[seed % 3])
    assert minutes.meeting.held.first == made.date

    people = {
        (plain(one.name), "present" if one.status in HERE else str(one.status)): one.initials
        for one in minutes.attendees
    }
    assert people.keys() == {(plain(name), status) for name, _, status in made.people}
    for name, initials, status in made.people:
        assert people[plain(name), status] == initials or not initials

    headings = [
        (section.number.strip(" .:"), plain(section.heading.of(document.text)))
        for section in minutes.sections
        if section.heading
    ]
    wanted = [(number, plain(heading)) for number, heading in made.sections]
    assert [one for one in headings if one[1].strip(":") not in LISTS] == wanted

    decisions = [
        (plain(one.evidence.span.of(document.text)), str(one.outcome)) for one in minutes.decisions
    ]
    assert len(decisions) == len(made.decisions)
    for words, outcome in made.decisions:
        assert any(plain(words)[KEY] in said and outcome == had for said, had in decisions), words
