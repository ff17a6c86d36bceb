"""The same work on the workers of a dask cluster: any number of machines, and one writer.

A worker does with a file what this machine would do: it hands it to a child that is confined to
its time and memory, so that a bad file costs itself there, too (`pipeline.build.pool`). What it
reads and understands it puts into the cache, which all must share, and so must they the archive.
Files travel in parcels (`pipeline.build.parcels`). A worker that is lost is dask's affair, which
gives its parcel to another; where several are lost over one parcel, its files are tried at the end,
each with nothing beside it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from functools import cache
from importlib import import_module
from typing import Any

from pipeline.build.parcels import Parcel, Parcels
from pipeline.build.pool import Children, lost
from pipeline.build.stages import DOCUMENTS, Content, Stages, stages
from pipeline.build.worker import Task, work_within
from pipeline.cache import Cache
from pipeline.errors import ConfigError

ANSWER = 20
"""Seconds in which a scheduler answers, and a first worker is there."""

AHEAD = 2
"""Parcels that wait at each thread of a worker, so that none is idle."""

_EVERY = 10
"""Parcels after which the workers are counted again: they come and go."""

_here = threading.local()


def run(
    tasks: Iterable[Task], *, scheduler: str, function: Callable[[Task], Content] = work_within
) -> Iterator[tuple[Task, Content]]:
    """Work on tasks at the workers of the cluster at `scheduler`; give each with its content.

    They come as they finish. Raises ConfigError where no cluster answers, where it is lost, and
    where a worker runs another version of this program or does not see the archive or the cache.
    """
    parcels = Parcels(tasks)
    if not parcels.left:
        return
    distributed = _distributed()
    client = _client(distributed, scheduler)
    try:
        yield from _work(client, distributed.scheduler.KilledWorker, parcels, function)
    except (CancelledError, distributed.comm.CommClosedError) as error:
        message = f"The cluster at {scheduler} was lost. What was read is kept: build again."
        raise ConfigError(message) from error
    finally:
        client.close()


def _work(
    client: Any,  # noqa: ANN401 - dask has no types
    killed: type[Exception],
    parcels: Parcels,
    function: Callable[[Task], Content],
) -> Iterator[tuple[Task, Content]]:
    executor = client.get_executor(pure=False)  # dask would run equal calls once
    running: dict[Future[list[Content]], Parcel] = {}
    suspects: list[Task] = []
    done = threads = 0
    while True:
        if not running or done % _EVERY == 0:
            threads = max(1, sum(client.nthreads().values()))
        while parcels.left and len(running) < AHEAD * threads:
            parcel = parcels.take(threads)
            running[executor.submit(work_apart, parcel, function)] = parcel
        if not running:
            break
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            parcel = running.pop(future)
            done += 1
            try:
                yield from _shared(parcel, future.result())
            except killed:  # as often as dask gives a parcel to another worker
                suspects.extend(parcel)  # dask blames what waited beside a culprit, too
    for task in suspects:
        try:
            contents = executor.submit(work_apart, (task,), function).result()
        except killed as error:
            contents = [lost(task, error)]
        yield from _shared((task,), contents)


def _shared(parcel: Parcel, contents: Sequence[Content]) -> Iterator[tuple[Task, Content]]:
    for task, content in zip(parcel, contents, strict=True):
        check_shared(task, content)
        yield task, content


def work_apart(parcel: Parcel, function: Callable[[Task], Content]) -> list[Content]:
    """Work on a parcel in a child of this thread, which is kept for the next. Runs at a worker.

    Gives the contents in the order of the tasks. Raises ConfigError.
    """
    for task in parcel:
        _fits(task)
    # a worker of dask's is marked as one that may have no children; ours end when it does
    multiprocessing.process.current_process()._config.pop("daemon", None)  # type: ignore[attr-defined] # noqa: SLF001 - it has no public name
    held = parcel[0].stages
    children: Children | None = getattr(_here, "children", None)
    if children is None or children.held != held or children.function is not function:
        if children is not None:
            children.end()
        children = _here.children = Children(1, held, function)
    try:
        found = {task.path: content for task, content in children.run(iter(parcel))}
    except BaseException:
        children.end()  # what it still works on is nobody's
        _here.children = None
        raise
    return [found[task.path] for task in parcel]


def _fits(task: Task) -> None:
    """Make sure that this machine is one of the build's. Raises ConfigError."""
    if task.stages.understand == Stages().understand and task.stages.everything != _mine():
        message = (
            "A worker of the cluster runs another version of this program, of its models, its "
            "libraries or the tools that it uses. Install the same everywhere."
        )
        raise ConfigError(message)
    if not os.path.isdir(os.path.dirname(task.place)):  # noqa: PTH112, PTH120 - names may not be UTF-8
        message = (
            "A worker of the cluster does not see the archive. Give it at a place where all "
            "machines find it."
        )
        raise ConfigError(message)


@cache
def _mine() -> str:
    return stages().everything


def check_shared(task: Task, content: Content) -> None:
    """Make sure that what a worker kept is seen here. Raises ConfigError."""
    kept = Cache(task.cache)
    if any(part.key and not kept.has(DOCUMENTS, part.key) for part in content.parts):
        message = (
            "What a worker of the cluster read did not arrive in the cache. Give one with --cache "
            "that all machines share, a folder or an address such as s3://bucket/minutes."
        )
        raise ConfigError(message)


def _client(distributed: Any, scheduler: str) -> Any:  # noqa: ANN401 - dask has no types
    try:
        client = distributed.Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"No scheduler answers at {scheduler}. Start one with: dask scheduler"
        raise ConfigError(message) from error
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError as error:
        client.close()
        message = (
            f"The cluster at {scheduler} has no worker. Start one with: dask worker {scheduler}"
        )
        raise ConfigError(message) from error
    return client


def _distributed() -> Any:  # noqa: ANN401 - dask has no types
    try:
        for part in ("scheduler", "comm"):
            import_module(f"distributed.{part}")
        return import_module("distributed")
    except ImportError as error:
        message = "--scheduler needs the extra [cluster]: pip install 'minutes-pipeline[cluster]'"
        raise ConfigError(message) from error
