"""The minutes that the project started from, as text, Word and PDF: the facts they must give."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from pipeline.ingest import read
from pipeline.model import (
    DECISIVE,
    ActionKind,
    AttendanceStatus,
    DateBasis,
    Document,
    DocumentKind,
    Extraction,
    Grade,
    Minutes,
    SectionRole,
    SourceFile,
)
from pipeline.understand import understand

pytestmark = pytest.mark.shared


def as_text(text: str) -> bytes:
    return text.encode()


def as_word(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    body = getSampleStyleSheet()["BodyText"]
    out = io.BytesIO()
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in text.splitlines()]
    SimpleDocTemplate(out, invariant=1).build([Paragraph(line, body) for line in escaped])
    return out.getvalue()


FORMS: dict[str, Callable[[str], bytes]] = {"txt": as_text, "docx": as_word, "pdf": as_pdf}


@pytest.fixture(scope="module", params=sorted(FORMS))
def seed(request: pytest.FixtureRequest, shared: Path) -> tuple[Document, Extraction, Minutes]:
    kind = request.param
    data = FORMS[kind]((shared / "seed.txt").read_text(encoding="utf-8"))
    source = SourceFile(
        sha256=hashlib.sha256(data).hexdigest(),
        path=f"seed.{kind}",
        media_type="application/octet-stream",
        size=len(data),
    )
    document = read(data, source)
    extraction = understand(document)
    assert extraction.kind is DocumentKind.MINUTES
    (minutes,) = extraction.minutes
    return document, extraction, minutes


Seed = tuple[Document, Extraction, Minutes]


def test_the_date_has_its_year_inferred_and_says_so(seed: Seed) -> None:
    held = seed[2].meeting.held
    assert held.first == held.last == dt.date(2024, 5, 20)
    assert held.text == "20th May"
    assert held.basis in {DateBasis.FINANCIAL_YEAR, DateBasis.NEXT_MEETING}


def test_seven_are_present_with_posts_and_initials_told_apart(seed: Seed) -> None:
    people = {
        (a.name, a.initials, a.abbreviation): a.role
        for a in seed[2].attendees
        if a.status is AttendanceStatus.PRESENT
    }
    assert people == {
        ("John Campion", "", "PCC"): "Police and Crime Commissioner",
        ("Marc Bayliss", "", "DPCC"): "Deputy Police and Crime Commissioner",
        ("Nicola Lowery", "NL", "NL"): "Policy Officer",
        ("Charity Pearce", "CP", "CP"): "Policy Officer",
        ("Alexandra Knight", "AK", "AK"): "Policy & Commissioning Intern",
        ("Alex Murray", "", "T/CC"): "T/Chief Constable",
        ("Richard Cooper", "", "T/DCC"): "T/Deputy Chief Constable",
    }
    assert len(seed[2].attendees) == 7
    assert seed[2].meeting.chair == "John Campion"


def test_seven_sections_are_numbered_and_section_two_has_its_sub_headings(seed: Seed) -> None:
    document, _, minutes = seed
    numbered = [s for s in minutes.sections if s.number]
    assert [s.number.rstrip(".") for s in numbered] == ["1", "2", "3", "4", "5", "6", "7"]
    second = minutes.sections.index(numbered[1])
    below = [
        s.heading.of(document.text)
        for s in minutes.sections
        if s.heading and within(minutes, s.parent, second)
    ]
    for heading in (
        "999 call handling",
        "Killed and Seriously Injured (KSI)",
        "Victim satisfaction",
    ):
        assert heading in below
    assert numbered[3].role is SectionRole.INSPECTION
    assert numbered[6].role is SectionRole.NEXT_MEETING


def within(minutes: Minutes, parent: int | None, wanted: int) -> bool:
    while parent is not None:
        if parent == wanted:
            return True
        parent = minutes.sections[parent].parent
    return False


def test_exactly_three_actions_are_marked(seed: Seed) -> None:
    actions = [a for a in seed[2].actions if a.kind is ActionKind.LABELLED]
    assert [[o.text.removeprefix("the ") for o in a.owners] for a in actions] == [
        [],
        ["Force"],
        ["OPCC"],
    ]
    first = actions[0].due
    assert first is not None
    assert "July WMGB meeting" in first.text
    assert first.last == dt.date(2024, 7, 31)
    assert first.basis is DateBasis.NAMED_MEETING
    assert actions[1].due is None
    assert actions[2].due is None
    assert all("action taken" not in a.text.casefold() for a in seed[2].actions)


def test_the_next_meeting_is_dated_and_placed(seed: Seed) -> None:
    following = seed[2].meeting.next
    assert following is not None
    assert following.when.last == dt.date(2024, 7, 23)
    assert following.venue == "Allsopp Room"


def test_the_quarter_that_contradicts_itself_is_an_issue(seed: Seed) -> None:
    document, extraction, _ = seed
    found = [i for i in extraction.issues if i.code == "quarter-gloss-contradicts"]
    assert len(found) == 1
    assert found[0].span is not None
    assert "Q4 23/24" in found[0].span.of(document.text)


def test_closures_that_name_no_action_close_nothing(seed: Seed) -> None:
    document, _, minutes = seed
    said = [(u, u.evidence.span.of(document.text)) for u in minutes.updates]
    for words in ("several actions were closed", "new timescale was agreed"):
        (update,) = [u for u, quotation in said if words in quotation]
        assert update.ref == ""
        assert update.grade not in DECISIVE or update.grade is Grade.COUNT
    assert all(update.grade not in DECISIVE for update, _ in said)


def test_the_inspectorate_is_recognised(seed: Seed) -> None:
    document, _, minutes = seed
    quotations = {m.evidence.span.of(document.text) for m in minutes.inspections}
    assert any("HMICFRS" in words for words in quotations)
    assert any(m.programme == "PEEL" for m in minutes.inspections)
