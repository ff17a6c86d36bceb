"""The edition for the public: what is withheld is not in the file, in no form and no corner of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError, StoreError
from pipeline.publish import publish
from pipeline.store.search import FILL
from tests.support import web_register
from tests.support.web_register import Draft, Register

CANARIES = (
    "quinceberry",  # words of an exempt item
    "marrowfat",  # its action
    "hollyhock",  # its decision
    "saxifrage",  # who came to that item alone
    "wolfsbane",  # a document marked above the level
    "toadflax",  # a comment beside the text
    "bindweed",  # a file that was not read
    "celandine",  # a reviewer
    "burdock",  # why a reviewer said so
    "samphire",  # the paper of a closing by hand
    "fumitory",  # a document of which only a footer is marked
    "yarrow",  # a file whose name says that it is exempt
    "mullein",  # one whose first lines say so
    "teasel",  # the place of a meeting, told in the exempt item alone
)
EXEMPT_ACTION = "ACTION: OPCC to sell the marrowfat depot behind Alder Lane to the county."


def meeting(
    register: Register, key: str, doc: str, span: tuple[int, int], date: str, **more: object
) -> None:
    register.insert("meeting_documents", meeting_id=key, document_id=doc, is_current=1)
    register.fact("meetings", doc, span, **{
        "id": key, "body_id": "board", "kind": "board", "title": "Northmoor Board", "date": date,
        "date_text": date, "date_basis": "stated", "hmicfrs_discussed": 0, **more,
    })  # fmt: skip


def action(  # noqa: PLR0917 (a story)
    register: Register,
    doc: str,
    span: tuple[int, int],
    key: str,
    held: str,
    draft: Draft,
    **more: object,
) -> None:
    register.fact("actions", doc, span, **{
        "id": key, "meeting_id": held, "text": draft.text[slice(*span)], "kind": "labelled",
        "confidence": 1.0, **more,
    })  # fmt: skip


def event(  # noqa: PLR0917 (a story)
    register: Register,
    doc: str,
    span: tuple[int, int],
    key: str,
    held: str,
    draft: Draft,
    about: str,
    status: str,
) -> None:
    words = draft.text[slice(*span)]
    register.fact("action_events", doc, span, id=key, action_id=about, meeting_id=held,
                  status=status, grade="stated", text=words, quote=words)  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Two meetings with an exempt item each, a sensitive file, a draft, and a reviewer's words."""
    held = Register(tmp_path / "minutes.db")
    held.insert("bodies", id="board", name="Northmoor Board", kind="board")
    held.insert("bodies", id="secret-board", name="Board of wolfsbane", kind="board")
    first(held)
    second(held)
    sensitive(held)
    beside(held)
    held.db.execute(web_register.FILL_STATES)
    for fill in FILL:
        held.db.execute(fill)
    assert not held.db.execute("pragma foreign_key_check").fetchall()
    held.db.commit()
    held.db.close()
    return held.path


def first(held: Register) -> None:
    draft = Draft()
    title = draft.add("Northmoor Board, 2024-01-10")
    begin = len(draft.text)
    draft.add("1. Fleet")
    vans = draft.add("ACTION: Jonah Reed to order the vans by March.")
    roof = draft.add("ACTION: Jonah Reed to mend the roof of the stable.")
    promise = draft.add("The CFO would circulate the tidal figures soon.")
    fleet = (begin, len(draft.text))
    begin = len(draft.text)
    draft.add("2. Exempt item: estates")
    draft.add("The quinceberry lease was discussed in the teasel room at some length by all.")
    guest = draft.add("Ada Saxifrage of Saxifrage Surveyors joined for this item.")
    sale = draft.add(EXEMPT_ACTION)
    decided = draft.add("Decision: the hollyhock offer was accepted.")
    estates = (begin, len(draft.text))
    held.document("doc-1", draft.text, meeting_id="m-1", marking="OFFICIAL", title="Minutes")
    meeting(held, "m-1", "doc-1", title, "2024-01-10", venue="the teasel room")
    for key, (start, end), heading in (
        ("s-1", fleet, "1. Fleet"),
        ("s-2", estates, "2. Exempt item: estates"),
    ):
        held.fact("sections", "doc-1", (start, end), id=key, meeting_id="m-1", ordinal=start, level=0,
                  number=None, heading=heading, role="item", text=draft.text[start:end])  # fmt: skip
    action(
        held, "doc-1", vans, "act-vans", "m-1", draft, section_id="s-1", ref="1", owners_text="JR"
    )
    action(held, "doc-1", roof, "act-roof", "m-1", draft, section_id="s-1", ref="2")
    action(held, "doc-1", promise, "act-tidal", "m-1", draft, section_id="s-1", kind="implied")
    action(held, "doc-1", sale, "act-sale", "m-1", draft, section_id="s-2", ref="3")
    held.fact("people", "doc-1", guest, id="p-guest", name="Ada Saxifrage")
    held.fact("attendances", "doc-1", guest, id="att-1", meeting_id="m-1", ordinal=0,
              person_id="p-guest", name="Ada Saxifrage", status="in attendance", basis="stated",
              remote=0, chair=0, minute_taker=0)  # fmt: skip
    held.fact("action_owners", "doc-1", vans, action_id="act-vans", ordinal=0, text="JR",
              name="Ada Saxifrage", kind="person", person_id="p-guest", basis="stated")  # fmt: skip
    held.fact("decisions", "doc-1", decided, id="dec-1", meeting_id="m-1", section_id="s-2",
              text=draft.text[slice(*decided)], outcome="approved")  # fmt: skip
    # the same item in a draft, in other lines and without a heading that says so
    copy = (
        "Estates\nThe quinceberry lease was discussed\nin the teasel room at some length by all.\n"
    )
    held.document("doc-1-draft", f"DRAFT\n{copy}", version="draft", is_current=0)
    held.fact("sections", "doc-1-draft", (6, 6 + len(copy)), id="s-d", meeting_id=None, ordinal=0,
              level=0, number=None, heading="Estates", role="item", text=copy)  # fmt: skip


def second(held: Register) -> None:
    draft = Draft()
    title = draft.add("Northmoor Board, 2024-02-10")
    begin = len(draft.text)
    draft.add("1. Actions")
    done = draft.add("1 vans – complete.")
    mended = draft.add("2 roof – complete.")
    quoted = draft.add(f"3 {EXEMPT_ACTION.removeprefix('ACTION: ')} – carried forward.")
    review = (begin, len(draft.text))
    held.document("doc-2", draft.text, meeting_id="m-2")
    meeting(held, "m-2", "doc-2", title, "2024-02-10")
    held.fact("sections", "doc-2", review, id="s-3", meeting_id="m-2", ordinal=0, level=0,
              number=None, heading="1. Actions", role="action-review", text=draft.text[slice(*review)])  # fmt: skip
    event(held, "doc-2", done, "e-done", "m-2", draft, "act-vans", "complete")
    event(held, "doc-2", mended, "e-mended", "m-2", draft, "act-roof", "complete")
    event(held, "doc-2", quoted, "e-quoted", "m-2", draft, "act-sale", "carried-forward")
    third = Draft()
    title = third.add("Northmoor Board, 2024-03-10")
    third.add("RESOLVED that press and public be excluded.")
    again = third.add("2 roof – the quinceberry rain came in, so it is open again.")
    held.document("doc-3", third.text, meeting_id="m-3")
    meeting(held, "m-3", "doc-3", title, "2024-03-10")
    event(held, "doc-3", again, "e-again", "m-3", third, "act-roof", "open")


def sensitive(held: Register) -> None:
    draft = Draft()
    title = draft.add("Board of wolfsbane, 2024-01-20")
    raised = draft.add("ACTION: wolfsbane to be counted by everybody at once.")
    held.document("doc-os", draft.text, meeting_id="m-os", marking="OFFICIAL – SENSITIVE",
                  path="wolfsbane/secret.docx", title="wolfsbane")  # fmt: skip
    held.insert("meeting_documents", meeting_id="m-os", document_id="doc-os", is_current=1)
    held.fact("meetings", "doc-os", title, id="m-os", body_id="secret-board", kind="board",
              title="wolfsbane", date="2024-01-20", date_text="2024-01-20", date_basis="stated",
              hmicfrs_discussed=1)  # fmt: skip
    action(held, "doc-os", raised, "act-os", "m-os", draft)
    held.fact(
        "inspections", "doc-os", raised, id="insp", body="HMICFRS", programme="PEEL", year=2023
    )
    held.insert("action_links", id="link", source_action_id="act-os", target_action_id="act-vans",
                kind="continues", suggested=1, score=0.5, reason="alike")  # fmt: skip
    held.document("doc-plain", "Note of the fleet group\n", kind="other")
    held.document("doc-name", "Note on yarrow\n", kind="other", path="board/Part_II-exempt/x.docx")
    held.document("doc-front", "MINUTES\nNOT FOR PUBLICATION\nmullein\n", kind="other")
    held.document("doc-foot", "Note of the fumitory group\n", kind="other")
    held.insert("furniture", document_id="doc-foot", ordinal=0, kind="footer",
                text="OFFICIAL-SENSITIVE page 1", page=1)  # fmt: skip


def beside(held: Register) -> None:
    held.insert(
        "furniture", document_id="doc-plain", ordinal=0, kind="comment", text="toadflax?", page=1
    )
    held.insert(
        "furniture", document_id="doc-plain", ordinal=1, kind="header", text="Board papers", page=1
    )
    held.insert("quarantine", path="bindweed.docx", kind="encrypted", message="bindweed is locked")
    held.insert("skipped", path="~$bindweed.docx", reason="a lock file")
    for number, kind, row, value in (
        (1, "owner", "act-vans", "Jonah Reed"),
        (2, "closed-by-hand", "act-roof", "2024-04-01"),
        (3, "confirm-link", "link", "confirmed"),
    ):
        held.insert("corrections", id=f"cor-{'ab'[number % 2] * 16}{number}", number=number,
                    made_on="2024-04-02T10:00:00Z", made_by="C. Celandine", reason="burdock said so",
                    kind=kind, table_name="actions", row_id=row, field="x", person_value=value,
                    note="samphire", document_name="samphire.pdf", document_sha256="5a" * 32,
                    words="ACTION", words_sha256="0" * 64, applies=1, state="applies",
                    previous_hash="1" * 64, hash=str(number) * 64)  # fmt: skip
    held.insert("action_links", id="link-2", source_action_id="act-roof", target_action_id="act-vans",
                kind="continues", suggested=0, reason="Confirmed by C. Celandine: burdock")  # fmt: skip
    held.fact("hand_closings", "doc-1", (0, 9), correction_id="cor-aaaaaaaaaaaaaaaa2",
              action_id="act-roof", closed_on="2024-04-01", closed_by="C. Celandine", note="samphire",
              document_name="samphire.pdf")  # fmt: skip
    held.insert("runs", id=1, started_at="2024-09-01T08:00:00Z", version="0.1.0",
                finished_at="2024-09-01T08:00:09Z", fingerprint="f" * 64, inputs="e" * 64,
                archive_key="d" * 64, libraries="{}", archive="bindweed",
                counts='{"files": {"seen": 3}, "gaps": [{"body": "wolfsbane"}]}',
                corrections_head="3" * 64)  # fmt: skip


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def edition(register: Path, tmp_path: Path) -> Path:
    output = tmp_path / "public" / "public.db"
    publish(register, output)
    return output


def test_no_byte_of_what_is_withheld_is_in_the_file(register: Path, edition: Path) -> None:
    """Neither as written nor as the search index keeps words: in lower case, without endings."""
    whole, found = register.read_bytes().lower(), edition.read_bytes().lower()
    for word in CANARIES:
        assert word.encode() in whole, f"{word} is in the register, else this shows nothing"
        assert word.encode() not in found, word
        assert word.encode("utf-16-le") not in found, word
        assert word[:-1].encode() not in found, f"{word} without its ending"
    assert b"act-tidal" not in found, "an implied action"
    assert b"tidal figures" in found, "whose words stay in the minutes"
    assert sorted(path.name for path in edition.parent.iterdir()) == ["public.db"]
    assert not list(register.parent.glob(".*")), "no copy is left behind"


def test_the_rest_is_there_in_its_place_and_can_be_found(register: Path, edition: Path) -> None:
    assert ask(edition, "pragma integrity_check") == [("ok",)]
    assert ask(edition, "pragma foreign_key_check") == []
    assert ask(edition, "pragma freelist_count") == [(0,)]
    same = "select id, span_start, span_end, text from actions where id = 'act-vans'"
    assert ask(edition, same) == ask(register, same)
    told = "select substr(d.text, a.span_start + 1, a.span_end - a.span_start) = a.text from actions a join documents d on d.id = a.document_id"
    assert set(ask(edition, told)) == {(1,)}
    found = "select id from search_index where search_index match 'vans' order by id"
    assert ("act-vans",) in ask(edition, found)
    assert ask(
        edition,
        "select count(*) from search_index where search_index match 'marrowfat OR quinceberry'",
    ) == [(0,)]
    assert ask(edition, "select name from bodies") == [("Northmoor Board",)]
    assert ask(edition, "select kind from furniture") == [("header",)]
    assert (
        "[Withheld: exempt item]"
        in ask(edition, "select text from documents where id = 'doc-1'")[0][0]
    )


def test_an_owner_whom_only_the_exempt_item_names_is_given_as_printed(edition: Path) -> None:
    assert ask(edition, "select name, kind, person_id from action_owners") == [
        ("JR", "unknown", None)
    ]


def test_silence_about_a_reopening_closes_nothing(register: Path, edition: Path) -> None:
    """The words that open the roof again are withheld: without them the minutes would close it."""
    status = "select status from action_states where action_id = 'act-{}'"
    assert (
        ask(register, status.format("vans"))
        == ask(edition, status.format("vans"))
        == [("complete",)]
    )
    by_hand = "select status, closed_on, grade from action_states where action_id = 'act-roof'"
    assert ask(edition, by_hand) == ask(register, by_hand) == [("closed", "2024-04-01", None)]
    with closing(sqlite3.connect(register)) as db, db:
        db.execute("delete from hand_closings")
        db.execute("delete from action_states")
        db.execute(web_register.FILL_STATES)
    assert ask(register, status.format("roof")) == [("open",)]
    publish(register, edition)
    assert ask(edition, status.format("roof")) == [("open",)]


def test_reviewers_are_not_named_and_what_they_said_stands(edition: Path) -> None:
    rows = ask(
        edition,
        "select id, made_by, reason, note, person_value, hash from corrections order by number",
    )
    assert [row[0] for row in rows] == ["cor-1", "cor-2"], (
        "the third is about a link that is withheld"
    )
    assert {row[1:4] for row in rows} == {("withheld", "withheld", None)}
    assert {row[5] for row in rows} == {"withheld"}, "a hash would let a guess be checked"
    assert ask(edition, "select closed_by, note, correction_id from hand_closings") == [
        ("withheld", "withheld", "cor-2")
    ]
    assert ask(edition, "select reason from action_links") == [("Confirmed by a person.",)]


def test_what_was_withheld_is_listed_with_the_reason_and_without_the_words(
    register: Path, tmp_path: Path
) -> None:
    output = tmp_path / "public.db"
    told = publish(register, output)
    rows = ask(output, "select reason, what, count, meeting_id from withheld")
    assert {row[0] for row in rows} == {
        "marking",
        "exempt",
        "repeated",
        "implied",
        "reviewer",
        "beside-the-text",
        "unread",
    }
    assert ("marking", "documents", 4, None) in rows
    assert ("exempt", "documents.text", 1, "m-1") in rows
    assert ("implied", "actions", 1, None) in rows
    assert len(rows) == len(told.left_out)
    assert told.looked_for > 5
    assert ask(output, "select level from publication") == [("OFFICIAL",)]
    assert ask(register, "select count(*) from publication") == [(0,)]


def test_a_higher_level_lets_marked_documents_through_but_no_exempt_item(
    register: Path, tmp_path: Path
) -> None:
    output = tmp_path / "partners.db"
    publish(register, output, level="OFFICIAL-SENSITIVE")
    found = output.read_bytes()
    assert b"wolfsbane" in found
    assert b"quinceberry" not in found


def test_an_edition_is_not_published_over_the_register_or_from_an_edition(
    register: Path, edition: Path
) -> None:
    with pytest.raises(ConfigError, match="another file"):
        publish(register, register)
    with pytest.raises(ConfigError, match="edition for the public itself"):
        publish(edition, edition.with_name("again.db"))
    with pytest.raises(ConfigError, match="no protective marking"):
        publish(register, edition, level="TOP")


def test_nothing_is_published_where_withheld_words_would_be_left(
    register: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last search is no ornament: with the sifting broken it stops everything."""
    before = edition.read_bytes()
    monkeypatch.setattr("pipeline.publish.editing.without", lambda text, _: text)
    monkeypatch.setattr("pipeline.publish.editing._values", lambda *_: None)
    monkeypatch.setattr("pipeline.publish._open_to_all", lambda _: lambda _: False)
    with pytest.raises(StoreError, match="withheld texts still stood"):
        publish(register, edition)
    assert edition.read_bytes() == before
    assert sorted(path.name for path in edition.parent.iterdir()) == ["public.db"]


def test_a_table_that_nobody_thought_of_stays_empty(register: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(register)) as db, db:
        db.execute("create table newcomer (words text) strict")
        db.execute("insert into newcomer values ('quinceberry')")
    output = tmp_path / "public.db"
    publish(register, output)
    assert b"quinceberry" not in output.read_bytes()
