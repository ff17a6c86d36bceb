"""Builds of generated archives, each a program of its own: time, memory, size, cores, growth."""

from __future__ import annotations

import json
import os
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
    work: float
    parent: float
    growth: float
    child: float
    opened: int
    loaded: int
    pages: int
    unchanged: bool
    bytes: int


def build(archive: Path, output: Path, jobs: int, *more: str) -> Built:
    """Build in a fresh process. Raises CalledProcessError where it fails.

    It may keep what it compiles, as on an office's machine: some test machines forbid it.
    """
    command = [sys.executable, "-m", "tests.bench.child", str(archive), str(output), str(jobs)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [*command, *more], cwd=ROOT, env=kept, check=True, capture_output=True, text=True
    )
    return Built(**json.loads(done.stdout))


def again(
    folder: Path, documents: int, jobs: int, runs: int, *, short: bool = False
) -> list[Figure]:
    """A first build; nothing changed; one file added; one rule changed.

    `short` leaves out the file of a new board, and cleaning up in between.
    """
    archive = make(folder / f"archive-{documents}", documents)
    with _scratch(folder / "register") as output:
        first = build(archive, output, jobs)
        same = [build(archive, output, jobs) for _ in range(runs)]
        added: list[Built] = []
        beside: list[Built] = []
        for number in range(runs):
            for kept, where in ((beside, True), (added, False))[: 1 if short else 2]:
                with _added(archive, f"added-{number}", beside=where):
                    kept.append(build(archive, output, jobs))
                if not short:
                    build(archive, output, jobs)
        rule = build(archive, output, jobs, "rule")
    if not all(one.unchanged for one in same):
        message = "a build of nothing changed did not see that nothing changed"
        raise RuntimeError(message)
    whole = [first.work] * runs
    told = f"{documents:,} documents"
    return [
        Figure(f"{told}: first build, {jobs} children", "s", (first.seconds,)),
        Figure(f"{told}: nothing changed", "s", tuple(one.seconds for one in same)),
        Figure(f"{told}: one more of a board", "s", tuple(one.seconds for one in beside)),
        Figure(f"{told}: one rule changed", "s", (rule.seconds,)),
        Figure(f"{told}: first build, work", "s", (first.work,)),
        Figure(f"{told}: nothing changed, work", "s", tuple(one.work for one in same)),
        Figure(f"{told}: one more of a board, work", "s", tuple(one.work for one in beside)),
        ratios("nothing changed : first build, work", [b.work for b in same], whole, "unchanged"),
        ratios("one more of a board : first build, work", [b.work for b in beside], whole, "added"),
        ratios("one rule changed : first build, work", [rule.work], [first.work], "rule"),
        Figure("files opened, nothing changed", "files", (max(b.opened for b in same),), "opened"),
        *(
            Figure(f"{told}: one file of a new board{of}", "s", values)
            for of, values in (
                ("", tuple(one.seconds for one in added)),
                (", work", tuple(one.work for one in added)),
            )
            if values
        ),
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
    """One core against two, in turn, from nothing. All of the build is kept to its core or two."""
    archive = make(folder / f"archive-{documents}", documents)
    with _scratch(folder / "cores") as output:
        build(make(folder / "archive-6", 6), output, 2)  # which compiles the program
    ones: list[float] = []
    twos: list[float] = []
    for _ in range(runs):
        for number, held in ((1, ones), (2, twos)):
            with _scratch(folder / "cores") as output:
                held.append(build(archive, output, number, f"cores={number}").seconds)
    return [ratios(f"one core : two cores, {documents:,} documents", ones, twos, "cores")]


def cluster(folder: Path, documents: int, runs: int) -> list[Figure]:
    """Two workers of a dask cluster against two children, in turn, from nothing."""
    from distributed import LocalCluster  # noqa: PLC0415 - slow to import, and needed here alone

    archive = make(folder / f"archive-{documents}", documents)
    here: list[float] = []
    there: list[float] = []
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as workers:
        address = str(workers.scheduler_address)
        with _scratch(
            folder / "cluster"
        ) as output:  # children start once a worker, not once a build
            build(archive, output, 2, address)
        for _ in range(runs):
            for more, held in (((), here), ((address,), there)):
                with _scratch(folder / "cluster") as output:
                    held.append(build(archive, output, 2, *more).seconds)
    return [ratios(f"two workers : two children, {documents:,} documents", there, here, "cluster")]


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
def _added(archive: Path, name: str, *, beside: bool) -> Iterator[None]:
    place = add(archive, name, beside=beside)
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
