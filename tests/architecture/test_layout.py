"""The shape of the project: what stands where, and how long it is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from statistics import median

import pytest

LONGEST = 500
MEDIAN = 160
TOP_LEVEL = {
    "pyproject.toml",
    "requirements.lock",
    "README.md",
    "CHANGELOG.md",
    "Makefile",
    "pipeline",
    "models",
    "corpus",
    "output",
    "tests",
    "docs",
}


def tracked(root: Path, *patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return [root / line for line in listed.stdout.splitlines() if (root / line).is_file()]


def test_the_top_level_holds_what_was_prescribed(root: Path) -> None:
    top = {path.relative_to(root).parts[0] for path in tracked(root)}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_of_code_is_longer_than_one_idea(root: Path) -> None:
    lengths = {p: len(p.read_text().splitlines()) for p in tracked(root, "*.py")}
    assert [str(path) for path, lines in lengths.items() if lines > LONGEST] == []
    ours = [lines for path, lines in lengths.items() if "pipeline" in path.parts and lines > 1]
    assert median(ours) <= MEDIAN


@pytest.mark.parametrize("kind", ["rank", "post", "inspectorate", "force"])
def test_no_code_names_a_force_a_rank_or_a_programme(root: Path, kind: str) -> None:
    """They are data in models/; a name in Python would serve one force alone."""
    words = {
        "rank": r"\b(?:Supt|Superintendent|Insp\.|Sgt|T/CC|T/DCC|A/CC)\b",
        "post": r"\b(?:Chief Constable|Commissioner|Treasurer|Town Clerk)\b",
        "inspectorate": r"\b(?:PEEL|JTAI|NCPI)\b",
        "force": r"\b(?:Northmoor|Wexbourne|West Mercia|Kent|Cleveland)\b",
    }[kind]
    offenders = []
    for path in tracked(root, "pipeline/*.py", "pipeline/**/*.py"):
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text())
        if found := re.search(words, code):
            offenders.append(f"{path.relative_to(root)}: {found.group()}")
    assert offenders == []


def test_nothing_names_the_machine_or_a_registry(root: Path) -> None:
    """What is committed must serve anybody, anywhere."""
    forbidden = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "/wo" + "rk/", "/ro" + "ot/"])
    )
    offenders = []
    for path in tracked(root):
        try:
            words = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if forbidden.search(words):
            offenders.append(str(path.relative_to(root)))
    assert offenders == []
