"""The workers of a cluster make the register that this machine makes, though one is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from pipeline.build import Build, Watch
from pipeline.build import cluster as engine
from pipeline.build.stages import Content, stages
from pipeline.build.worker import Task, work
from pipeline.cache import Seen
from pipeline.errors import ConfigError
from pipeline.model import replace
from tests.support.builds import fill, minutes
from tests.support.readers import PLAIN
from tests.support.registers import content, open_register, rows

FILES = 24


@pytest.fixture
def workers() -> Iterator[LocalCluster]:
    """Two worker processes of one thread, which their nannies start again when they end."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    texts = {
        f"m{number:02}": minutes(
            f"2024-01-{number + 1:02}", f"Action {number}/24: count to {number}"
        )
        for number in range(FILES)
    }
    return fill(tmp_path / "archive", **texts, crash="CRASH READING", bad="REFUSE")


class Killer(Watch):
    """Kills the first worker when the first file is done."""

    def __init__(self, workers: LocalCluster) -> None:
        self.pids = [worker.pid for worker in workers.workers.values()]
        self.killed = 0

    def finished(self, path: str, size: int, trouble: str) -> None:
        """Kill once."""
        del path, size, trouble
        if not self.killed:
            self.killed = self.pids[0]
            os.kill(self.killed, signal.SIGKILL)


def test_a_cluster_makes_the_same_register_though_a_worker_is_killed(
    workers: LocalCluster, archive: Path, tmp_path: Path
) -> None:
    local, apart = tmp_path / "local" / "minutes.db", tmp_path / "apart" / "minutes.db"
    Build(archive, local, jobs=2, plain=PLAIN).run()
    killer = Killer(workers)
    shared = f"file://{tmp_path}/shared"
    report = Build(
        archive, apart, plain=PLAIN, scheduler=workers.scheduler_address, cache=shared, watch=killer
    ).run()
    assert killer.killed
    assert report.counts.loaded == FILES
    assert content(apart) == content(local)
    kinds = rows(open_register(apart), "select path, kind from quarantine order by path")
    assert [row["kind"] for row in kinds] == ["encrypted", "parser-crash"]


def fatal(task: Task) -> Content:
    """Work on a file; one kills the worker to which this child belongs."""
    if task.path == "m03.txt":
        forks = Path(f"/proc/{os.getppid()}/stat").read_text()
        os.kill(int(forks.rpartition(")")[2].split()[1]), signal.SIGKILL)
    return work(task)


def test_a_file_that_kills_its_workers_costs_itself_and_not_its_parcel(
    archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    files = sorted(archive.glob("m*.txt"))
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None
        ) as workers,
    ):
        tasks = [task(file, tmp_path / "cache") for file in files]
        found = dict(engine.run(iter(tasks), scheduler=workers.scheduler_address, function=fatal))
    kinds = {one.path: part.kind for one, content in found.items() for part in content.parts}
    assert kinds == {file.name: "parser-crash" if file.name == "m03.txt" else "" for file in files}


def test_a_scheduler_that_does_not_answer_is_told_of(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ANSWER", 0.5)
    job = Build(
        archive, tmp_path / "out" / "minutes.db", plain=PLAIN, scheduler="tcp://127.0.0.1:9"
    )
    with pytest.raises(ConfigError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        job.run()


def task(place: Path, cache: Path) -> Task:
    seen = Seen(place=str(place), size=1, modified=0, changed=0, inode=0)
    return Task(
        place=str(place), path=place.name, seen=seen, cache=str(cache), stages=PLAIN, seconds=5
    )


def test_a_worker_that_does_not_see_the_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not see the archive"):
        engine.work_apart((task(tmp_path / "nowhere" / "a.txt", tmp_path),), work)


def test_a_worker_that_sees_only_the_first_file_of_a_parcel_says_so(
    archive: Path, tmp_path: Path
) -> None:
    seen = task(archive / "m00.txt", tmp_path)
    with pytest.raises(ConfigError, match="does not see the archive"):
        engine.work_apart((seen, task(tmp_path / "nowhere" / "a.txt", tmp_path)), work)


def test_a_worker_of_another_version_says_so(archive: Path, tmp_path: Path) -> None:
    other = replace(stages(), everything="of another version")
    with pytest.raises(ConfigError, match="another version of this program"):
        engine.work_apart((replace(task(archive / "m00.txt", tmp_path), stages=other),), work)


def test_a_cache_that_is_not_shared_is_told_of(archive: Path, tmp_path: Path) -> None:
    done = work(task(archive / "m00.txt", tmp_path / "theirs"))
    engine.check_shared(task(archive / "m00.txt", tmp_path / "theirs"), done)
    with pytest.raises(ConfigError, match="did not arrive in the cache"):
        engine.check_shared(task(archive / "m00.txt", tmp_path / "ours"), done)
