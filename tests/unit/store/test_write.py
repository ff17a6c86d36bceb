"""What is written, what is refused, and that the old register stays."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from pipeline import store
from pipeline.errors import StoreError
from pipeline.model import (
    ActionLink,
    Evidence,
    InspectionLink,
    LinkIssue,
    Quarantined,
    Span,
    replace,
)
from pipeline.model.reading import Issue
from pipeline.model.words import (
    DocumentKind,
    Grade,
    InspectionReason,
    Level,
    LinkKind,
    Status,
)
from tests.support.invented import Writer, document, stated
from tests.support.registers import RUN, dump, links, rows, write

MARCH, APRIL, MAY = dt.date(2024, 3, 1), dt.date(2024, 4, 5), dt.date(2024, 5, 3)


@pytest.fixture
def march() -> Writer:
    writer = Writer(
        document(
            "a/march.txt",
            "Hartwell Board 1 March 2024",
            "Mary Ash",
            "Roads",
            "Mary Ash to count the signs in the précis",
            "The budget was approved",
            "HMICFRS asked for it",
        ),
        MARCH,
    )
    ash = writer.attendee("Mary Ash")
    roads = writer.section("1", "Roads", "précis")
    act = writer.action(
        "Mary Ash to count the signs in the précis",
        ref="1/24",
        owner=ash,
        due=stated(APRIL),
        section=roads,
    )
    writer.decision("The budget was approved")
    writer.mention("HMICFRS", "", (act, InspectionReason.NAMED_IN_SECTION))
    return writer


@pytest.fixture
def april(march: Writer) -> Writer:
    writer = Writer(document("a/may.txt", "Hartwell Board 3 May 2024", "1/24 Complete"), MAY)
    writer.update("1/24 Complete", Status.COMPLETE, Grade.STATED, ref="1/24")
    return writer


def test_a_closed_action_leads_to_the_words_that_closed_it(
    tmp_path: Path, march: Writer, april: Writer
) -> None:
    held = links(
        march,
        april,
        events={april.updates[0].id: march.actions[0].id},
        people={(march.meeting, 0): ("per-ash", "Mary Ash")},
    )
    register = write(tmp_path / "minutes.db", [march, april], held)
    (row,) = rows(register, "select * from action_register")
    assert row["status"] == "complete"
    assert row["closed"] == 1
    assert row["closed_on"] == row["status_on"] == "2024-05-03"
    assert row["evidence"] == "1/24 Complete"
    assert row["evidence_meeting_id"] == april.meeting
    assert row["owners"] == "Mary Ash"
    assert row["section"] == "1 Roads"
    assert row["due_date"] == "2024-04-05"
    assert row["hmicfrs"] == 1
    assert row["inspection"] == "HMICFRS"
    (owner,) = rows(register, "select * from action_owners")
    assert owner["person_id"] == "per-ash"
    history = rows(register, "select status, date from action_history")
    assert history == [
        {"status": "raised", "date": "2024-03-01"},
        {"status": "complete", "date": "2024-05-03"},
    ]


def test_a_page_is_that_of_the_first_character(tmp_path: Path, march: Writer) -> None:
    register = write(tmp_path / "minutes.db", [march], links(march))
    assert rows(register, "select page from actions") == [{"page": 1}]
    assert rows(register, "select page from decisions") == [{"page": 2}]
    assert rows(register, "select pages from documents") == [{"pages": 2}]


def test_every_row_quotes_its_document(tmp_path: Path, march: Writer) -> None:
    register = write(tmp_path / "minutes.db", [march], links(march))
    (action,) = rows(
        register,
        "select a.text, substr(d.text, span_start + 1, span_end - span_start) as quoted "
        "from actions a join documents d on d.id = a.document_id",
    )
    assert action["text"] == action["quoted"]


def test_words_outside_the_items_are_sections_without_a_meeting(tmp_path: Path) -> None:
    writer = Writer(document("log.txt", "Quokka papers", "Roads", "Count signs", "Annex"), MARCH)
    writer.section("1", "Roads", "signs")
    register = write(tmp_path / "minutes.db", [writer], links(writer))
    sections = rows(register, "select text, rule from sections where meeting_id is null order by 1")
    assert sections == [
        {"text": "\nAnnex", "rule": "store.outside-meetings"},
        {"text": "Quokka papers\n", "rule": "store.outside-meetings"},
    ]
    assert len(rows(register, "select id from search_index where search_index match 'quokka'")) == 1


def test_of_two_versions_one_gives_the_facts_and_both_can_be_searched(tmp_path: Path) -> None:
    drafts = []
    for name, version in (("draft", "draft"), ("final", "approved")):
        writer = Writer(
            document(f"{name}.txt", "Hartwell Board", f"Roads {name}", "Count the signs"),
            MARCH,
            version=version,
        )
        writer.section("1", f"Roads {name}", "signs")
        writer.action("Count the signs")
        drafts.append(writer)
    register = write(tmp_path / "minutes.db", drafts, links(*drafts))
    found = rows(register, "select version, is_current, meeting_id from documents order by path")
    assert [row["is_current"] for row in found] == [0, 1]
    assert len({row["meeting_id"] for row in found}) == 1
    assert len(rows(register, "select * from actions")) == 1
    sections = rows(
        register,
        "select heading, meeting_id is null as apart from sections"
        " where heading is not null order by 1",
    )
    assert sections == [
        {"heading": "Roads draft", "apart": 1},
        {"heading": "Roads final", "apart": 0},
    ]
    hits = rows(register, "select id from search_index where search_index match 'draft'")
    assert len(hits) == 1


def test_an_agenda_is_searchable_and_records_no_meeting(tmp_path: Path) -> None:
    writer = Writer(
        document("agenda.txt", "Hartwell Board", "Signs"), MARCH, kind=DocumentKind.AGENDA
    )
    writer.action("Signs")
    register = write(tmp_path / "minutes.db", [writer], links())
    assert rows(register, "select meeting_id from documents") == [{"meeting_id": None}]
    assert rows(register, "select * from actions") == []
    assert rows(register, "select kind from search_index where search_index match 'sign'") == [
        {"kind": "section"}
    ]


def test_a_fact_without_words_is_left_out_and_told_of(tmp_path: Path, march: Writer) -> None:
    nowhere = Evidence(span=Span(start=5, end=5), rule="action.test")
    march.actions[0] = replace(march.actions[0], evidence=nowhere)
    register = write(tmp_path / "minutes.db", [march], links(march))
    assert rows(register, "select * from actions") == []
    assert {"code": "provenance-missing", "level": "error"} in rows(
        register, "select code, level from issues"
    )


def test_a_second_row_of_one_key_is_left_out_and_told_of(tmp_path: Path, march: Writer) -> None:
    march.actions.append(march.actions[0])
    register = write(tmp_path / "minutes.db", [march], links(march))
    assert len(rows(register, "select * from actions")) == 1
    assert rows(register, "select code from issues") == [{"code": "duplicate-key"}]


def test_links_to_what_is_not_stored_open_and_never_close(
    tmp_path: Path, march: Writer, april: Writer
) -> None:
    held = links(
        march,
        april,
        events={april.updates[0].id: "act-nowhere"},
        actions=[
            ActionLink(
                source=march.actions[0].id,
                target="act-nowhere",
                kind=LinkKind.CONTINUES,
                suggested=False,
                score=1.0,
                reason="test",
            )
        ],
        inspections=[
            InspectionLink(
                action="act-nowhere",
                mention=march.inspections[0].id,
                reason=InspectionReason.TRACKER,
            )
        ],
    )
    register = write(tmp_path / "minutes.db", [march, april], held)
    assert rows(register, "select status from action_register") == [{"status": "open"}]
    assert len(rows(register, "select * from unattributed_events where closure")) == 1
    assert rows(register, "select * from action_links") == []
    issues = rows(register, "select code from issues where code = 'link-dangling'")
    assert len(issues) == 3


def test_issues_of_linking_are_kept(tmp_path: Path, march: Writer) -> None:
    doubt = Issue(code="re-opened", level=Level.WARNING, message="It was closed.", stage="link")
    issue = LinkIssue(document_id=march.document.id, meeting_id=march.meeting, issue=doubt)
    register = write(tmp_path / "minutes.db", [march], links(march, issues=[issue]))
    (row,) = rows(register, "select code, meeting_id, stage from issues")
    assert row == {"code": "re-opened", "meeting_id": march.meeting, "stage": "link"}


def test_what_was_set_aside_and_every_rule_is_told(tmp_path: Path, march: Writer) -> None:
    aside = Quarantined(path="b.pdf", sha256="", kind="encrypted", message="Unlock it.")
    register = write(tmp_path / "minutes.db", [march], links(march), quarantined=[aside])
    assert rows(register, "select * from quarantine") == [
        {"path": "b.pdf", "sha256": None, "kind": "encrypted", "message": "Unlock it."}
    ]
    hits = dict(register.execute("select id, hits from rules").fetchall())
    assert hits["action.test"] == 1
    assert hits["store.whole-document"] == 0


def test_the_same_values_give_the_same_rows(tmp_path: Path, march: Writer, april: Writer) -> None:
    held = links(march, april, events={april.updates[0].id: march.actions[0].id})
    write(tmp_path / "one.db", [march, april], held)
    write(tmp_path / "two.db", [april, march], held)
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_a_refused_register_leaves_the_old_one(tmp_path: Path, march: Writer) -> None:
    path = tmp_path / "minutes.db"
    write(path, [march], links(march)).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="No current document"):
        write(path, [march], links())
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["minutes.db"]


def test_a_row_that_holds_what_it_may_not_is_refused(tmp_path: Path, march: Writer) -> None:
    (action,) = march.actions
    march.actions[0] = replace(action, confidence=1.5)
    with pytest.raises(StoreError, match=r"what it may not .*actions"):
        write(tmp_path / "minutes.db", [march], links(march))


def test_documents_out_of_order_are_a_fault_of_the_caller(tmp_path: Path, march: Writer) -> None:
    pair = (march.document, march.extraction())
    with pytest.raises(ValueError, match="order of their paths"):
        store.write(
            tmp_path / "minutes.db",
            [store.Office(loaded=[pair, pair], links=links(march))],
            quarantined=(),
            run=RUN,
            rules={},
        )


def many(count: int) -> list[Writer]:
    return [
        Writer(document(f"{n:03d}.txt", "Hartwell Board"), MARCH + dt.timedelta(days=n))
        for n in range(count)
    ]


def test_a_register_that_shrank_is_refused_unless_another_folder_is_read(tmp_path: Path) -> None:
    path = tmp_path / "minutes.db"
    whole = many(30)
    write(path, whole, links(*whole)).close()
    half = whole[:10]
    with pytest.raises(StoreError, match="10 documents where the old one holds 30"):
        write(path, half, links(*half))
    write(path, half, links(*half), run=replace(RUN, archive_key="another")).close()


def test_a_name_of_250_characters_is_written(tmp_path: Path, march: Writer) -> None:
    path = tmp_path / ("n" * 247 + ".db")
    assert rows(write(path, [march], links(march)), "select count(*) as n from actions") == [
        {"n": 1}
    ]


def test_what_is_no_register_has_no_last_run(tmp_path: Path, march: Writer) -> None:
    path = tmp_path / "minutes.db"
    assert store.last_run(path) is None
    path.write_text("words")
    assert store.last_run(path) is None
    path.unlink()
    sqlite3.connect(path).close()
    assert store.last_run(path) is None
    write(path, [march], links(march)).close()
    assert store.last_run(path) == RUN


def test_the_share_of_the_words_in_sections_is_told_where_there_are_meetings(
    tmp_path: Path, march: Writer
) -> None:
    register = write(tmp_path / "minutes.db", [march], links(march))
    (row,) = rows(register, "select text, section_coverage as share from documents")
    held = rows(register, "select text from sections where rule <> 'store.outside-meetings'")
    inside = sum(len(part["text"].replace("\n", "")) for part in held)
    assert row["share"] == pytest.approx(inside / len(row["text"].replace("\n", "")))
    assert 0 < row["share"] < 1
