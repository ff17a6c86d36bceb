"""A build does what is new and nothing else, and says what it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import store
from pipeline.build import Build, folder_of, pool
from pipeline.build.stages import stages
from pipeline.corrections import Kind, Target, append, words_hash
from pipeline.corrections.words import ACTION
from pipeline.errors import ConfigError
from pipeline.model import LinkKind, replace
from tests.support.builds import build, fill, link, minutes
from tests.support.corrected import says
from tests.support.readers import PLAIN
from tests.support.registers import content, dump, open_register, rows


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def archive(tmp_path: Path, log: Path) -> Path:
    return fill(
        tmp_path / "archive",
        january=minutes("2024-01-02", "Action 1/24: count the signs", f"LOG {log}"),
        february=minutes("2024-02-02", "1/24 Complete", f"LOG {log}"),
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output" / "minutes.db"


def done(log: Path) -> list[str]:
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return sorted(lines)


EVERYTHING = [
    "read february.txt",
    "read january.txt",
    "understand february.txt",
    "understand january.txt",
]


def test_a_folder_becomes_a_register(archive: Path, output: Path) -> None:
    report = build(archive, output)
    assert (report.counts.seen, report.counts.loaded) == (2, 2)
    assert report.quarantined == ()
    (row,) = rows(open_register(output), "select ref, status, closed_on from action_register")
    assert row == {"ref": "1/24", "status": "complete", "closed_on": "2024-02-02"}


def test_a_second_build_reads_nothing_and_understands_nothing(
    archive: Path, output: Path, log: Path
) -> None:
    first = build(archive, output)
    assert done(log) == EVERYTHING
    before = output.stat().st_mtime_ns
    again = build(archive, output)
    assert done(log) == []
    assert again.unchanged
    assert again.counts == first.counts
    assert output.stat().st_mtime_ns == before


def test_a_lost_register_is_written_again_without_reading(
    archive: Path, output: Path, log: Path
) -> None:
    build(archive, output)
    done(log)
    before = dump(output)
    output.unlink()
    assert not build(archive, output).unchanged
    assert done(log) == []
    assert dump(output) == before


def test_only_what_changed_is_read(archive: Path, output: Path, log: Path) -> None:
    build(archive, output)
    done(log)
    fill(archive, march=minutes("2024-03-02", f"LOG {log}"))
    (archive / "january.txt").write_text(minutes("2024-01-02", f"LOG {log}"))
    report = build(archive, output)
    assert done(log) == [
        "read january.txt",
        "read march.txt",
        "understand january.txt",
        "understand march.txt",
    ]
    assert report.counts.loaded == 3


def test_a_removed_file_leaves_the_register(archive: Path, output: Path) -> None:
    build(archive, output)
    (archive / "february.txt").unlink()
    build(archive, output)
    assert rows(open_register(output), "select status from action_register") == [{"status": "open"}]


def test_force_does_everything_again(archive: Path, output: Path, log: Path) -> None:
    build(archive, output)
    done(log)
    build(archive, output, force=True)
    assert done(log) == EVERYTHING


def test_a_file_set_aside_is_kept_so_and_read_again_when_asked(
    archive: Path, output: Path, log: Path
) -> None:
    fill(archive, locked=f"REFUSE\nLOG {log}")
    report = build(archive, output)
    assert [(file.path, file.kind) for file in report.quarantined] == [("locked.txt", "encrypted")]
    done(log)
    assert build(archive, output).quarantined == report.quarantined
    assert done(log) == []
    build(archive, output, retry=True)
    assert done(log) == ["read locked.txt"]


def test_a_damaged_cache_is_mended(archive: Path, output: Path, log: Path) -> None:
    build(archive, output)
    before = dump(output)
    done(log)
    for stage in ("read", "understood"):
        for entry in (output.parent / "cache" / stage).rglob("*.z"):
            entry.write_bytes(b"damaged")
    output.unlink()
    build(archive, output)
    assert set(done(log)) == set(EVERYTHING)
    assert dump(output) == before


def test_a_document_that_is_not_understood_is_searchable_and_flagged(
    archive: Path, output: Path
) -> None:
    fill(archive, odd="FAIL UNDERSTANDING of the heron")
    report = build(archive, output)
    assert report.counts.loaded == 3
    register = open_register(output)
    found = rows(register, "select kind from search_index where search_index match 'heron'")
    assert found == [{"kind": "section"}]
    issues = rows(register, "select code, level from issues")
    assert issues == [{"code": "extraction-failed", "level": "error"}]


def test_the_files_of_a_container_are_documents_of_their_own(archive: Path, output: Path) -> None:
    fill(archive, pack="PACK\nHartwell one\nREFUSE")
    report = build(archive, output)
    assert report.counts.loaded == 3
    assert report.counts.seen == 5
    assert [file.path for file in report.quarantined] == ["pack.txt/part.txt (2)"]
    assert build(archive, output).counts == report.counts


def test_our_own_misconfiguration_stops_the_build(archive: Path, output: Path) -> None:
    fill(archive, bad="MISCONFIGURED UNDERSTANDING")
    with pytest.raises(ConfigError, match=r"models/x\.yml"):
        build(archive, output)
    assert not output.exists()


def test_an_empty_folder_is_told_in_a_sentence(tmp_path: Path, output: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match="There is no file"):
        build(tmp_path / "empty", output)


def test_each_build_adds_a_line_to_the_log_of_builds(archive: Path, output: Path) -> None:
    build(archive, output)
    build(archive, output)
    lines = [json.loads(line) for line in (output.parent / "runs.jsonl").read_text().splitlines()]
    assert [line["unchanged"] for line in lines] == [False, True]
    run = store.last_run(output)
    assert run is not None
    assert lines[0]["fingerprint"] == run.fingerprint
    assert folder_of(output) == archive.resolve()


def test_a_register_of_another_folder_does_not_pass_for_this_one(
    archive: Path, output: Path, tmp_path: Path
) -> None:
    build(archive, output)
    (output.parent / "runs.jsonl").write_text('{"archive": "/"}\n')
    assert folder_of(output) is None


def test_names_that_are_no_text_reach_the_register(tmp_path: Path, output: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "caf\udce9\n.txt").write_text("Hartwell Board")
    build(folder, output)
    (row,) = rows(open_register(output), "select path from documents")
    assert row == {"path": "caf\\xe9\n.txt"}


def test_the_order_in_which_files_are_found_does_not_matter(
    archive: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(archive, output)
    finish = pool.run
    monkeypatch.setattr(
        "pipeline.build.run.run_tasks",
        lambda tasks, **given: reversed(list(finish(list(reversed(tasks)), **given))),
    )
    other = tmp_path / "other" / "minutes.db"
    Build(archive, other, jobs=2, plain=PLAIN, link=link).run()
    assert dump(other) == dump(output)


def test_a_changed_rule_understands_again_and_reads_nothing(
    archive: Path, output: Path, log: Path
) -> None:
    build(archive, output)
    done(log)
    changed = replace(PLAIN, understanding="another rule", everything="another program")
    Build(archive, output, jobs=1, plain=changed, link=link).run()
    assert done(log) == ["understand february.txt", "understand january.txt"]


def test_the_program_itself_has_fingerprints_of_its_own() -> None:
    held = stages()
    assert len({held.reading, held.understanding, held.everything}) == 3
    assert held == stages()


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[set[str] | None]:
    """Give, build by build, the paths whose rows were taken out; None for a register written whole."""
    told: list[set[str] | None] = []
    write = store.write

    def spy(*args: object, renewal: store.Renewal | None, **more: object) -> None:
        told.append(None if renewal is None else set(renewal.gone))
        write(*args, renewal=renewal, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", spy)
    return told


def boards(archive: Path) -> Path:
    for folder in ("north", "south", "west"):
        fill(
            archive / folder,
            january=minutes("2024-01-02", f"{folder}", "Action 1/24: count the signs"),
            march=minutes("2024-03-02", f"{folder}", "Action 2/24: count the lamps"),
        )
    return archive


def test_only_the_folder_in_which_something_changed_is_written_anew(
    tmp_path: Path, renewed: list[set[str] | None]
) -> None:
    archive, output = boards(tmp_path / "archive"), tmp_path / "output" / "minutes.db"
    plain = replace(PLAIN, understand="tests.support.readers:understand_by_folder")
    for change in (
        lambda: None,
        lambda: fill(archive / "south", april=minutes("2024-04-02", "south", "1/24 Complete")),
        (archive / "west" / "march.txt").unlink,
        lambda: fill(archive / "new", may=minutes("2024-05-02", "Action 9/24: rest")),
    ):
        change()
        Build(archive, output, jobs=1, plain=plain).run()
        whole = tmp_path / "whole" / "minutes.db"
        Build(archive, whole, jobs=1, plain=plain, force=True).run()
        assert content(output) == content(whole)
    assert renewed[::2] == [
        None,
        {"south/january.txt", "south/march.txt"},
        {"west/january.txt", "west/march.txt"},
        set(),
    ]
    assert renewed[1::2] == [None] * 4


def test_corrections_may_tie_what_several_offices_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The register of offices written one by one is that of all written at once, links included."""
    archive, output = boards(tmp_path / "archive"), tmp_path / "output" / "minutes.db"
    fill(archive / "south", april=minutes("2024-04-02", "south", "1/24 Complete"))
    plain = replace(PLAIN, understand="tests.support.readers:understand_by_folder")
    Build(archive, output, jobs=1, plain=plain).run()
    held = {target.path: target for target in _targets(output)}
    north, south = held["north/january.txt"], held["south/march.txt"]
    kept = tmp_path / "corrections.jsonl"
    append(kept, says(Kind.CONFIRM_LINK, south, north, field=LinkKind.CONTINUES))
    append(kept, says(Kind.CLOSED_BY_HAND, held["west/march.txt"], value="2024-05-01"))
    gone = replace(north, id="gone", words="ring", words_sha256=words_hash("ring"))
    append(kept, says(Kind.OWNER, gone, value="A. Fern"))
    monkeypatch.setattr("pipeline.build.offices.ROUND", 1)
    Build(archive, output, jobs=1, plain=plain, corrections=kept).run()
    whole = tmp_path / "whole" / "minutes.db"
    monkeypatch.setattr(
        "pipeline.build.run.offices", lambda places: [sorted(place.path for place in places)]
    )
    Build(archive, whole, jobs=1, plain=plain, corrections=kept).run()
    assert content(output) == content(whole)
    with closing(open_register(output)) as register:
        (link,) = rows(register, "select source_action_id, target_action_id from action_links")
        assert link == {"source_action_id": south.id, "target_action_id": north.id}
        assert len(rows(register, "select * from hand_closings")) == 1
        assert [row["state"] for row in rows(register, "select state from corrections")] == [
            "applies",
            "applies",
            "lapsed",
        ]


def _targets(output: Path) -> Iterator[Target]:
    with closing(open_register(output)) as register:
        for row in rows(
            register,
            "select a.*, d.path, d.sha256, d.text as whole "
            "from actions a join documents d on d.id = a.document_id",
        ):
            words = row["whole"][row["span_start"] : row["span_end"]]
            yield Target(
                table=ACTION,
                id=row["id"],
                meeting_id=row["meeting_id"],
                path=row["path"],
                document_sha256=row["sha256"],
                words_sha256=words_hash(words),
                words=words,
                start=row["span_start"],
                end=row["span_end"],
            )


def test_a_register_that_is_not_the_last_one_is_written_whole(
    tmp_path: Path, renewed: list[set[str] | None]
) -> None:
    archive, output = boards(tmp_path / "archive"), tmp_path / "output" / "minutes.db"
    plain = replace(PLAIN, understand="tests.support.readers:understand_by_folder")
    Build(archive, output, jobs=1, plain=plain).run()
    output.write_bytes(output.read_bytes())
    fill(archive / "south", april=minutes("2024-04-02", "south", "1/24 Complete"))
    Build(archive, output, jobs=1, plain=plain).run()
    assert renewed == [None, None]
