"""What must hold of every register, whatever is in it."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.build import Build
from pipeline.build.stages import Stages, stages
from pipeline.build.walk import walk
from pipeline.link import register
from pipeline.model import ActionLink, DraftApproval, When, replace
from pipeline.model.words import DocumentKind, Grade, LinkKind, Status
from tests.support.invented import Writer, document
from tests.support.registers import dump, links, open_register, write

DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=20 * n) for n in range(6)]

SAID = st.tuples(
    st.integers(0, 1),
    st.sampled_from(Status),
    st.sampled_from(Grade),
    st.sampled_from([None, dt.date(2023, 6, 1), *DAYS]),
)
MEETING = st.tuples(
    st.sampled_from([None, *DAYS]),
    st.sampled_from(["", "draft", "approved"]),
    st.booleans(),
    st.lists(SAID, max_size=3),
    st.sampled_from([None, *DAYS]),
)
"""Day, version, whether it is a tracker, what it says, and when its draft was approved, if ever."""

Spoken = tuple[int, Status, Grade, dt.date | None]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    raised=st.lists(st.sampled_from([None, *DAYS]), min_size=2, max_size=2),
    meetings=st.lists(MEETING, max_size=5),
    repeated=st.booleans(),
    as_at=st.sampled_from([None, *DAYS]),
)
def test_the_register_as_at_any_day_is_that_of_python(
    raised: list[dt.date | None],
    meetings: list[tuple[dt.date | None, str, bool, list[Spoken], dt.date | None]],
    repeated: bool,  # noqa: FBT001 - hypothesis names its arguments
    as_at: dt.date | None,
) -> None:
    """Undated words, days in words, approved drafts and repeated actions included, as at any day."""
    writers, actions, events, approved = [], [], {}, {}
    for number, day in enumerate(raised):
        writer = Writer(document(f"a{number}.txt", f"Hartwell {number}", "Count"), day)
        actions.append(writer.action("Count", ref=str(number)))
        writers.append(writer)
    for number, (day, version, tracker, said, approval) in enumerate(meetings):
        lines = [f"{n} {status} {grade}" for n, (_, status, grade, _) in enumerate(said)]
        kind = DocumentKind.TRACKER if tracker else DocumentKind.MINUTES
        writer = Writer(
            document(f"m{number}.txt", f"Hartwell m{number}", *lines),
            day,
            version=version,
            kind=kind,
            body=f"board-{number}",
        )
        for line, (action, status, grade, dated) in zip(lines, said, strict=True):
            told = When(text=str(dated), first=dated, last=dated) if dated else None
            events[writer.update(line, status, grade, dated=told)] = actions[action]
        writers.append(writer)
        if approval is not None:
            approved[writer.meeting] = approval
    again = ActionLink(
        source=actions[1],
        target=actions[0],
        kind=LinkKind.DUPLICATES,
        suggested=not repeated,
        score=1.0,
        reason="the same words",
    )
    writers = list({writer.meeting: writer for writer in writers}.values())
    held = links(*writers, events=events, actions=[again] if len(writers) > 1 else [])
    by = writers[0]
    kept = {writer.meeting for writer in writers}
    approvals = [
        DraftApproval(
            meeting=meeting, by=by.meeting, day=day, evidence=by.proof("Hartwell", "approval.test")
        )
        for meeting, day in approved.items()
        if meeting in kept
    ]
    held = replace(held, approvals={by.meeting: tuple(approvals)})
    stored = {action.id for writer in writers for action in writer.actions}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.db"
        write(path, writers, held).close()
        with store.opened(path) as opened:
            found = {
                row["action_id"]: (
                    row["status"],
                    row["status_on"],
                    row["closed_on"],
                    row["grade"],
                    row["evidence_event_id"],
                    row["events"],
                )
                for row in store.register_rows(opened, as_at)
            }
    expected = {
        row.action_id: (
            row.status,
            row.status_on.isoformat() if row.status_on else None,
            row.closed_on.isoformat() if row.closed_on else None,
            row.grade,
            row.evidence or None,
            row.events,
        )
        for row in register([writer.extraction() for writer in writers], held, as_at)
        if row.action_id in stored
    }
    assert found == expected


@pytest.fixture(scope="module")
def held() -> Stages:
    """Give one set of fingerprints, so that work on the program meanwhile does not tell."""
    return stages()


@pytest.fixture(scope="module")
def corpus_register(root: Path, held: Stages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "minutes.db"
    Build(root / "corpus", path, plain=held).run()
    return path


@pytest.fixture(scope="module")
def archive_register(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "minutes.db"
    Build(shared / "archive", path).run()
    return path


def proven(path: Path) -> dict[str, int]:
    """Check every row of every table with provenance; give the number of rows a table."""
    register = open_register(path)
    checked = {}
    tables = register.execute(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c "
        "where m.type = 'table' and c.name = 'rule'"
    ).fetchall()
    texts = dict(register.execute("select id, text from documents").fetchall())
    for (table,) in tables:
        rows = register.execute(
            f"select t.*, d.pages, substr(d.text, span_start + 1, span_end - span_start) as quoted "  # noqa: S608 - our own tables
            f"from {table} t join documents d on d.id = t.document_id"
        ).fetchall()
        total = register.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - likewise
        assert len(rows) == total, table
        for row in rows:
            quoted = texts[row["document_id"]][row["span_start"] : row["span_end"]]
            assert row["quoted"] == quoted, "SQLite counts as Python does"
            assert quoted.strip(), (table, dict(row))
            assert row["rule"]
            assert row["pages"] is None or 1 <= row["page"] <= row["pages"]
        checked[table] = total
    misquoted = register.execute(
        "select count(*) from sections s join documents d on d.id = s.document_id "
        "where s.text <> substr(d.text, s.span_start + 1, s.span_end - s.span_start)"
    ).fetchone()[0]
    assert misquoted == 0
    return checked


def sound(path: Path) -> None:
    """Check what every register promises."""
    register = open_register(path)
    assert register.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert register.execute("pragma foreign_key_check").fetchall() == []
    ours = ("link-dangling", "provenance-missing", "duplicate-key", "extraction-failed")
    faults = register.execute(
        f"select code, message from issues where code in {ours}"  # noqa: S608 - constant
    ).fetchall()
    assert [dict(row) for row in faults] == []
    several = register.execute(
        "select meeting_id from meeting_documents group by meeting_id having sum(is_current) <> 1"
    ).fetchall()
    assert several == []
    empty = []
    for (table,) in register.execute("select name from sqlite_master where sql like '%strict%'"):
        for column in register.execute(f"pragma table_info({table})").fetchall():
            sql = f"select count(*) from {table} where {column['name']} = ''"  # noqa: S608 - our own
            if column["name"] != "text" and register.execute(sql).fetchone()[0]:
                empty.append((table, column["name"]))
    assert set(empty) <= {("runs", "inputs")}


def test_every_row_from_the_corpus_quotes_its_document(corpus_register: Path) -> None:
    checked = proven(corpus_register)
    assert checked["actions"] > 50
    assert checked["attendances"] > 100
    sound(corpus_register)


@pytest.mark.shared
@pytest.mark.slow
def test_every_row_from_the_archive_quotes_its_document(archive_register: Path) -> None:
    checked = proven(archive_register)
    assert checked["sections"] > 500
    sound(archive_register)


@pytest.mark.slow
def test_building_twice_or_from_an_empty_cache_gives_the_same_rows(
    root: Path, held: Stages, corpus_register: Path, tmp_path: Path
) -> None:
    other = tmp_path / "minutes.db"
    Build(root / "corpus", other, jobs=1, plain=held).run()
    assert dump(other) == dump(corpus_register)
    assert Build(root / "corpus", other, plain=held).run().unchanged
    other.unlink()
    Build(root / "corpus", other, plain=held).run()
    assert dump(other) == dump(corpus_register)


@pytest.mark.shared
@pytest.mark.slow
def test_every_file_of_the_archive_is_accounted_for(archive_register: Path, shared: Path) -> None:
    register = open_register(archive_register)
    told = {row[0] for row in register.execute("select path from documents")}
    told |= {row[0] for row in register.execute("select path from quarantine")}
    holders = {path[: path.index("/", start)] for path in told for start in slashes(path)}
    assert {file.path for file in walk(shared / "archive").files} <= told | holders
    (counts,) = register.execute("select counts from runs").fetchone()
    files = json.loads(counts)["files"]
    parts = [files["loaded"], files["partial"]]
    parts += [*files["set_aside"].values(), *files["skipped"].values()]
    assert files["seen"] == sum(parts)


def slashes(path: str) -> list[int]:
    """Give the places of the slashes: a document may lie in a container, named like a folder."""
    return [place for place, sign in enumerate(path) if sign == "/"]


def test_every_rule_that_made_a_row_is_declared(corpus_register: Path) -> None:
    strays = open_register(corpus_register).execute(
        "select id, hits from rules where kept_in is null"
    )
    assert [tuple(row) for row in strays] == []
