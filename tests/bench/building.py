"""Builds of generated archives, each a program of its own: time, memory, size, cores, growth."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench.archive import add, make
from tests.bench.figures import Figure, ratios

ROOT = Path(__file__).parents[2]


class Built(NamedTuple):
    """What one build took: as tests.bench.child prints it."""

    seconds: float
    parent: float
    growth: float
    child: float
    opened: int
    loaded: int
    pages: int
    unchanged: bool
    bytes: int


def build(archive: Path, output: Path, jobs: int, *more: str) -> Built:
    """Build in a fresh process. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "tests.bench.child", str(archive), str(output), str(jobs)]
    done = subprocess.run([*command, *more], cwd=ROOT, check=True, capture_output=True, text=True)
    return Built(**json.loads(done.stdout))


def again(folder: Path, documents: int, jobs: int, runs: int) -> list[Figure]:
    """A first build; nothing changed; one file added; one rule changed."""
    archive = make(folder / f"archive-{documents}", documents)
    with _scratch(folder / "register") as output:
        first = build(archive, output, jobs)
        same = [build(archive, output, jobs) for _ in range(runs)]
        added: list[Built] = []
        for number in range(runs):
            with _added(archive, f"added-{number}"):
                added.append(build(archive, output, jobs))
        rule = build(archive, output, jobs, "rule")
    if not all(one.unchanged for one in same):
        message = "a build of nothing changed did not see that nothing changed"
        raise RuntimeError(message)
    whole = [first.seconds] * runs
    told = f"{documents:,} documents"
    return [
        Figure(f"{told}: first build, {jobs} children", "s", (first.seconds,)),
        Figure(f"{told}: nothing changed", "s", tuple(one.seconds for one in same)),
        Figure(f"{told}: one file added", "s", tuple(one.seconds for one in added)),
        Figure(f"{told}: one rule changed", "s", (rule.seconds,)),
        ratios("nothing changed : first build", [b.seconds for b in same], whole, "unchanged"),
        ratios("one file added : first build", [b.seconds for b in added], whole, "added"),
        ratios("one rule changed : first build", [rule.seconds], [first.seconds], "rule"),
        Figure("files opened, nothing changed", "files", (max(b.opened for b in same),), "opened"),
        *memory(first, told),
    ]


def memory(built: Built, told: str) -> list[Figure]:
    """Peak memory and size of one build."""
    return [
        Figure(f"{told}: parent, peak", "MiB", (built.parent,)),
        Figure(f"{told}: parent, growth beyond imports", "MiB", (built.growth,), "growth"),
        Figure(f"{told}: largest child, peak", "MiB", (built.child,), "child"),
        Figure(f"{told}: database", "MiB", (built.bytes / 2**20,)),
        Figure(f"{told}: database", "kB a document", (built.bytes / 1000 / max(1, built.loaded),)),
    ]


def cores(folder: Path, documents: int, runs: int) -> list[Figure]:
    """One child against two, in turn, from nothing."""
    archive = make(folder / f"archive-{documents}", documents)
    ones: list[float] = []
    twos: list[float] = []
    for _ in range(runs):
        for jobs, held in ((1, ones), (2, twos)):
            with _scratch(folder / "cores") as output:
                held.append(build(archive, output, jobs).seconds)
    return [ratios(f"one child : two children, {documents:,} documents", ones, twos, "cores")]


def growth(
    folder: Path, sizes: Sequence[int], jobs: int, *, short: bool = False
) -> dict[int, Built]:
    """First builds of archives of several sizes."""
    found = {}
    for size in sizes:
        archive = make(folder / f"archive-{size}{'-short' if short else ''}", size, short=short)
        with _scratch(folder / "growth") as output:
            found[size] = build(archive, output, jobs)
    return found


@contextmanager
def _added(archive: Path, name: str) -> Iterator[None]:
    place = add(archive, name)
    try:
        yield
    finally:
        place.unlink()


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A register's place in an empty folder, which is gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder / "minutes.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
