"""Every file of an archive is named once, whatever it is called and wherever it lies."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pipeline.build.names import printable
from pipeline.build.walk import IGNORED, INSIDE, NOWHERE, OUTSIDE, SPECIAL, walk
from pipeline.errors import ConfigError

ODD = ["new\nline.txt", "quo\"te'.txt", "-dash.txt", "n" * 246 + ".txt", " space .txt", "é.txt"]


def paths(archive: Path) -> list[str]:
    return [found.path for found in walk(archive).files]


def test_files_are_found_in_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/x/y/one.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert paths(tmp_path) == ["a/x/y/one.txt", "b/two.txt", "c.txt"]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert paths(tmp_path) == [name]


def test_names_that_are_no_text_are_told_apart(tmp_path: Path) -> None:
    names = [b"caf\xe9.txt", b"caf\\xe9.txt", b"caf\\.txt", b"\xff\\.txt", b"\xff\\\\.txt"]
    for name in names:
        (tmp_path / os.fsdecode(name)).touch()
    found = paths(tmp_path)
    assert len(set(found)) == len(names)
    assert r"caf\xe9.txt" in found
    assert "caf\\.txt" in found
    for path in found:
        path.encode()


def test_printable_leaves_ordinary_names_alone() -> None:
    assert printable("Böard \\ minutes.docx") == "Böard \\ minutes.docx"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$minutes.docx", "lock file of an office program"),
        (".~lock.minutes.odt#", "lock file of an office program"),
        ("._minutes.docx", "file system's own"),
        ("Thumbs.db", "file system's own"),
        ("minutes.docx.part", "unfinished download"),
        ("minutes.pdf.crdownload", "unfinished download"),
        (".hidden", "hidden"),
        (".git/config", "hidden"),
    ],
)
def test_what_is_never_minutes_is_skipped_and_counted(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    found = walk(tmp_path)
    assert found.files == ()
    assert found.skipped == ((name, reason),)


def test_an_archive_may_name_what_lies_beside_its_minutes(tmp_path: Path) -> None:
    for name in ("gold/a.yml", "README.md", "gold.txt", "board/gold/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".minutesignore").write_text("gold/  # the truth\n\nREADME*\n")
    found = walk(tmp_path)
    assert [file.path for file in found.files] == ["board/gold/b.txt", "gold.txt"]
    assert [path for path, reason in found.skipped if reason == IGNORED] == [
        "README.md",
        "gold/a.yml",
    ]


def test_loops_end_and_nothing_is_read_twice(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / "board").mkdir(parents=True)
    (archive / "board" / "one.txt").touch()
    (archive / "board" / "up").symlink_to(archive)
    (archive / "again").symlink_to(archive / "board")
    (archive / "same.txt").symlink_to(archive / "board" / "one.txt")
    found = walk(archive)
    assert [file.path for file in found.files] == ["board/one.txt"]
    assert {reason for _, reason in found.skipped} == {INSIDE}


def test_links_out_of_the_archive_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "one.txt").touch()
    (tmp_path / "other" / "loop").symlink_to(tmp_path / "other")
    (tmp_path / "archive" / "link").symlink_to(tmp_path / "other")
    assert paths(tmp_path / "archive") == ["link/one.txt"]


def test_links_to_nothing_and_to_single_files_outside_are_skipped(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (tmp_path / "private.txt").touch()
    (archive / "gone.txt").symlink_to(tmp_path / "nowhere")
    (archive / "other.txt").symlink_to(tmp_path / "private.txt")
    (archive / "self.txt").symlink_to(archive / "self.txt")
    (archive / "zero.txt").symlink_to("/dev/zero")
    found = walk(archive)
    assert not found.files
    assert not found.unreadable
    assert found.skipped == (
        ("gone.txt", NOWHERE),
        ("other.txt", OUTSIDE),
        ("self.txt", NOWHERE),
        ("zero.txt", SPECIAL),
    )


def test_a_pipe_is_no_file_to_wait_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert walk(tmp_path).skipped == (("pipe.txt", SPECIAL),)


def test_a_very_deep_folder_is_walked(tmp_path: Path) -> None:
    deep = [f"{tmp_path}{'/d' * depth}" for depth in range(1, 1200)]
    try:
        for folder in deep:
            os.mkdir(folder)  # noqa: PTH102 - pathlib gives up at this depth
        Path(deep[-1], "one.txt").touch()
        assert len(paths(tmp_path)) == 1
    finally:
        subprocess.run(["rm", "-rf", deep[0]], check=True)  # pytest gives up at this depth, too


def test_one_file_is_an_archive_of_one(tmp_path: Path) -> None:
    (tmp_path / "one.txt").touch()
    assert paths(tmp_path / "one.txt") == ["one.txt"]


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no folder or file"):
        walk(tmp_path / "nowhere")
