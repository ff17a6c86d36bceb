"""Whatever a file or a machine does, the register is whole, the old or the new one."""

from __future__ import annotations

import ctypes
import io
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import Build
from pipeline.build.lock import alone
from pipeline.build.pool import run
from pipeline.build.worker import Task, work
from pipeline.cache import Seen
from pipeline.errors import ConfigError
from tests.support.builds import build, fill, minutes
from tests.support.readers import PLAIN
from tests.support.registers import dump, open_register, rows


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output" / "minutes.db"


def program(
    root: Path,
    archive: Path,
    output: Path,
    *,
    prepare: Callable[[], None] | None = None,
) -> subprocess.Popen[str]:
    """Start a build as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.run_build", str(archive), str(output)],
        cwd=root,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - the test process has no other thread by then
    )


def task(path: Path, cache: Path, seconds: float = 30.0) -> Task:
    about = path.stat()
    seen = Seen(
        place=str(path),
        size=about.st_size,
        modified=about.st_mtime_ns,
        changed=about.st_ctime_ns,
        inode=about.st_ino,
    )
    return Task(
        place=str(path),
        path=path.name,
        seen=seen,
        cache=str(cache),
        stages=PLAIN,
        seconds=seconds,
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("CRASH READING", "parser-crash"),
        ("HOG READING", "out-of-memory"),
        ("FAIL READING", "parser-crash"),
        ("REFUSE", "encrypted"),
    ],
)
def test_an_ill_behaved_file_costs_itself_and_the_next_is_loaded(
    tmp_path: Path, output: Path, words: str, kind: str
) -> None:
    archive = fill(tmp_path / "archive", a=words, b=minutes("2024-01-02", "Action 1: count"))
    report = build(archive, output)
    assert [(file.path, file.kind) for file in report.quarantined] == [("a.txt", kind)]
    assert len(report.quarantined[0].sha256) == 64
    assert report.quarantined[0].message.endswith((".", "fault of ours"))
    assert report.counts.loaded == 1
    assert rows(open_register(output), "select kind from quarantine") == [{"kind": kind}]


@pytest.mark.parametrize("words", ["HANG READING", "SPIN READING"])
def test_a_file_that_never_ends_is_stopped(
    tmp_path: Path, output: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTES_TIMEOUT", "1")
    archive = fill(tmp_path / "archive", a=words, b=minutes("2024-01-02"))
    report = build(archive, output)
    assert [(file.path, file.kind) for file in report.quarantined] == [("a.txt", "timeout")]
    assert report.counts.loaded == 1


@pytest.mark.parametrize(
    "words", ["HANG UNDERSTANDING", "CRASH UNDERSTANDING", "HOG UNDERSTANDING"]
)
def test_what_was_read_is_not_lost_when_understanding_ends_its_child(
    tmp_path: Path, output: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTES_TIMEOUT", "2")
    archive = fill(tmp_path / "archive", a=f"{words} of herons")
    report = build(archive, output)
    assert report.quarantined == ()
    register = open_register(output)
    assert rows(register, "select code from issues") == [{"code": "extraction-failed"}]
    assert len(rows(register, "select 1 from search_index where search_index match 'heron'")) == 1
    assert not build(archive, output).unchanged, "what may be the machine's fault is tried again"


def test_transient_faults_are_tried_again_and_others_are_not(tmp_path: Path, output: Path) -> None:
    archive = fill(tmp_path / "archive", a="CRASH READING")
    assert build(archive, output).quarantined
    (archive / "a.txt").write_text(minutes("2024-01-02"))
    assert not build(archive, output).quarantined


def test_a_file_that_changes_while_it_is_read_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    really = os.fstat
    calls = []

    def fstat(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == 2:
            path.write_text("other words")
        return really(handle)

    monkeypatch.setattr(os, "fstat", fstat)
    content = work(task(path, tmp_path / "cache"))
    assert [part.kind for part in content.parts] == ["changed-while-reading"]


def test_work_leaves_the_limits_of_its_process_alone(tmp_path: Path) -> None:
    """Only a child may be given an end: a process that lives on would be killed by it later."""
    path = tmp_path / "a.txt"
    path.write_text("Minutes")
    before = resource.getrlimit(resource.RLIMIT_CPU)
    work(task(path, tmp_path / "cache"))
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_a_file_too_large_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 300_000_000)
    content = work(task(path, tmp_path / "cache"))
    assert [part.kind for part in content.parts] == ["too-large"]


def test_children_leave_nothing_running(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("HANG READING")
    started = time.monotonic()
    for _, content in run([task(path, tmp_path / "cache", 0.5)], jobs=1):
        assert content.parts[0].kind == "timeout"
    assert time.monotonic() - started < 20


def test_a_killed_build_leaves_the_old_register_and_the_next_one_goes_on(
    root: Path, tmp_path: Path, output: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    archive = fill(tmp_path / "archive", a=minutes("2024-01-02", "Action 1: count"))
    build(archive, output)
    before = dump(output)
    texts = {
        f"m{number:03d}": minutes(f"2024-02-{number % 28 + 1:02d}", f"Action {number}: count")
        for number in range(400)  # so many that the first moment comes before the end
    }
    fill(archive, **texts)
    killed = 0
    for _ in range(8):
        process = program(root, archive, output)
        try:
            process.communicate(timeout=chance.uniform(0.05, 1.2))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            killed += 1
        register = open_register(output)
        assert register.execute("pragma integrity_check").fetchone()[0] == "ok"
        register.close()
        held = dump(output)
        assert held == before or len(held["documents"]) == 1 + len(texts)
    assert killed > 0
    build(archive, output)
    clean = tmp_path / "clean" / "minutes.db"
    build(archive, clean)
    assert dump(output) == dump(clean)
    assert not list(output.parent.glob("*.tmp"))


@pytest.mark.parametrize("room", [4_000, 60_000, 200_000])
def test_a_full_disk_leaves_the_old_register(
    root: Path, tmp_path: Path, output: Path, room: int
) -> None:
    archive = fill(tmp_path / "archive", a=minutes("2024-01-02", "Action 1: count"))
    build(archive, output)
    before = output.read_bytes()
    fill(archive, b=minutes("2024-02-02", *(f"Action {n}: count the signs" for n in range(800))))

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    process = program(root, archive, output, prepare=prepare)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 3, told
    assert "Traceback" not in told
    assert output.read_bytes() == before
    assert not list(output.parent.glob(".*.tmp"))
    assert build(archive, output).counts.loaded == 2


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(root: Path, tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", a=minutes("2024-01-02"))
    folder = tmp_path / "output"
    folder.mkdir()
    folder.chmod(0o555)
    process = program(root, archive, folder / "minutes.db", prepare=obey_permissions)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 3, told
    assert "cannot be written" in told
    assert "Traceback" not in told
    assert list(folder.iterdir()) == []


def obey_permissions() -> None:
    """Let the superuser, too, obey the permissions of files, from the next program on."""
    drop, override = 24, 1  # PR_CAPBSET_DROP of prctl(2), CAP_DAC_OVERRIDE of capabilities(7)
    ctypes.CDLL(None).prctl(drop, override, 0, 0, 0)


def test_a_second_build_says_that_the_first_is_at_work(tmp_path: Path, output: Path) -> None:
    archive = fill(tmp_path / "archive", a=minutes("2024-01-02"))
    with alone(output.parent), pytest.raises(ConfigError, match="Another build is writing"):
        build(archive, output)
    assert build(archive, output).counts.loaded == 1


def test_of_two_builds_at_once_one_does_the_work_and_the_other_says_so(
    root: Path, tmp_path: Path, output: Path
) -> None:
    days = (f"2024-02-{day:02d}" for day in range(1, 29))
    archive = fill(tmp_path / "archive", **{f"m{day}": minutes(day) for day in days})
    both = [program(root, archive, output) for _ in range(2)]
    ends = sorted((process.communicate(timeout=120)[1], process.returncode) for process in both)
    assert 0 in {code for _, code in ends}
    for told, code in ends:
        assert code == 0 or (code == 2 and "Another build is writing" in told), told
    assert len(rows(open_register(output), "select 1 from documents")) == 28
    assert not list(output.parent.glob(".*.tmp"))


def test_readers_of_the_old_register_are_not_disturbed(tmp_path: Path, output: Path) -> None:
    archive = fill(tmp_path / "archive", a=minutes("2024-01-02", "Action 1: count"))
    build(archive, output)
    reader = sqlite3.connect(f"{output.as_uri()}?mode=ro", uri=True)
    cursor = reader.execute("select text from actions")
    fill(archive, b=minutes("2024-02-02", "Action 2: count"))
    build(archive, output)
    assert len(cursor.fetchall()) == 1
    assert reader.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert len(rows(open_register(output), "select * from actions")) == 2


def docx(*paragraphs: str) -> bytes:
    """Make a Word file by hand."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    related = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Override PartName="/word/document.xml" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{related}"><Relationship Id="r" Type="{office}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_broken_and_hostile_files_cost_themselves_with_the_real_readers(
    tmp_path: Path, output: Path
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    good = docx("Hartwell Board", "Date: 3 May 2024", "ACTION: Clerk to count the signs.")
    (archive / "good.docx").write_bytes(good)
    (archive / "cut.docx").write_bytes(good[:200])
    (archive / "bomb.docx").write_bytes(docx("a" * 700_000_000))
    (archive / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (archive / "empty.docx").touch()
    (archive / "zz last.docx").write_bytes(docx("Hartwell Board", "The last file"))
    report = Build(archive, output, jobs=1).run()
    aside = {file.path: file.kind for file in report.quarantined}
    assert set(aside) == {"bomb.docx", "cut.docx", "cut.pdf", "empty.docx"}
    assert aside["bomb.docx"] == "too-large"
    assert aside["empty.docx"] == "empty"
    assert all(file.message.strip().endswith(".") for file in report.quarantined)
    assert report.counts.loaded == 2
