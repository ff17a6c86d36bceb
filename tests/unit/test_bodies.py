"""Naming the body of a document."""

from __future__ import annotations

import pytest

from pipeline.bodies import Body, body_id, kind_of, load_bodies, name_in, recognise
from pipeline.ingest.text import read_text
from pipeline.model import Document, MeetingKind, SourceFile


def document(text: str, path: str = "minutes.txt") -> Document:
    source = SourceFile(sha256="0" * 64, path=path, media_type="text/plain", size=len(text))
    return read_text(text.encode(), source)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Wexbourne Governance Board", "Wexbourne Governance Board"),
        ("MINUTES OF THE WEXBOURNE PARISH COUNCIL MEETING", "Wexbourne Parish Council"),
        ("MINUTES OF THE WEXBOURNE PARISH COUNCIL ANNUAL MEETING", "Wexbourne Parish Council"),
        ("MINUTES OF THE MEETING OF THE POLICING BOARD HELD ON 6 MAY 2021", "Policing Board"),
        ("Title: Chief Officers' Board - Strategic", "Chief Officers' Board - Strategic"),
        (
            "Wexbourne Police and Crime Panel - Friday, 3rd February, 2023 10.00 am",
            "Wexbourne Police and Crime Panel",
        ),
        ("Police Accountability Board Minutes 10 September", "Police Accountability Board"),
        ("WEXBOURNE BOARD ACTION TRACKING LIST (compiled 4 July 2024)", "Wexbourne Board"),
        ("Wexbourne Network for Women in Policing", "Wexbourne Network for Women in Policing"),
    ],
)
def test_a_title_line_names_its_body(line: str, name: str) -> None:
    assert name_in(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Quarter 4 Performance – 2023/24",
        "Serious Organised Crime (SOC)",
        "The Board was told of the change",
        "Update to the Governance Board",
        "Board Meeting",
        "Clerk to the Board",
        "Notes of Meeting",
        "Present: members of the Governance Board",
        "",
        "Chair: Ada Birch, Chairman Elmford Parish Council",
        "Venue: Elmford Community Trust, Assembly",
        "Reports from Standing Committee",
    ],
)
def test_a_topic_or_a_sentence_names_no_body(line: str) -> None:
    assert name_in(line) == ""


def test_variants_of_a_name_share_an_id() -> None:
    variants = [
        "Wexbourne Joint Audit Committee",
        "WEXBOURNE JOINT AUDIT COMMITTEE",
        "Wexbourne Joint Audit Committee (Annual)",
        "DRAFT Minutes of the meeting of the Wexbourne Joint Audit Committee",
    ]
    assert {body_id(one) for one in variants} == {"wexbourne-joint-audit-committee"}


def test_different_bodies_have_different_ids() -> None:
    assert body_id("Wexbourne Audit Committee") != body_id("Northmoor Audit Committee")


def test_the_heading_is_believed_before_the_folder() -> None:
    body = recognise(document("Wexbourne Police Panel\nNotes", "northmoor/2023/a.txt"), ())
    assert (body.name, body.generic) == ("Wexbourne Police Panel", True)


def test_the_folder_names_the_body_of_a_text_that_does_not() -> None:
    body = recognise(document("Serious Crime\nDate: 3 May 2023", "north_moor-board/2023/a.txt"), ())
    assert body.name == "North Moor Board"


def test_a_file_that_names_nothing_belongs_to_an_unknown_body() -> None:
    assert recognise(document("Hello"), ()).id == "unknown-body"


def test_a_body_with_a_file_is_found_by_an_alias_in_the_heading() -> None:
    known = Body(
        id="wex-gb",
        name="Wexbourne Governance Board",
        kind=MeetingKind.BOARD,
        aliases=("Wexbourne Board",),
    )
    assert recognise(document("Minutes of the Wexbourne Board\n3 May 2023"), (known,)) is known


def test_a_text_that_names_another_body_only_mentions_the_known_one() -> None:
    known = Body(id="wex-gb", name="Wexbourne Governance Board", kind=MeetingKind.BOARD)
    text = "Wexbourne Ethics Committee\nReport from the Wexbourne Governance Board"
    assert recognise(document(text), (known,)).name == "Wexbourne Ethics Committee"


def test_a_body_with_a_file_is_found_by_its_path_where_the_text_is_silent() -> None:
    known = Body(
        id="wex",
        name="Wexbourne Assurance",
        kind=MeetingKind.ACCOUNTABILITY,
        paths=("wex/*assurance*",),
    )
    found = recognise(
        document("Quarter 2 – 2023/24\nDate: 3 May", "wex/q2-assurance.txt"), (known,)
    )
    assert found is known


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Joint Audit Committee", MeetingKind.COMMITTEE),
        ("Police and Crime Panel", MeetingKind.PANEL),
        ("Police Accountability Board", MeetingKind.ACCOUNTABILITY),
        ("Governance Board", MeetingKind.BOARD),
        ("Quarter 4 Performance – 2023/24", MeetingKind.ACCOUNTABILITY),
        ("Parish Council", MeetingKind.OTHER),
    ],
)
def test_the_kind_is_told_by_the_most_telling_word(text: str, kind: MeetingKind) -> None:
    assert kind_of(text) is kind


def test_every_body_file_is_read_and_ids_are_unique() -> None:
    ids = [body.id for body in load_bodies()]
    assert len(ids) == len(set(ids))
