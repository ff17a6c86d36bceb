"""Children that work on files: one crash, one trap or one hungry file costs one file."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain

from pebble import ProcessExpired, ProcessPool

from pipeline.build.limits import confine
from pipeline.build.stages import Content, Part, Stages
from pipeline.build.worker import Task, hash_of, out_of_memory, work
from pipeline.errors import QuarantineKind, SourceError

RECYCLE = 200
"""Files after which a child is replaced, so that what leaks does not add up."""

_PRELOAD = ("pipeline.build.preload", "pipeline.build.worker")
_ATTEMPTS = 3


def run(
    tasks: Iterable[Task], *, jobs: int, function: Callable[[Task], Content] = work
) -> Iterator[tuple[Task, Content]]:
    """Work on tasks in `jobs` children; give each with its content, as they finish.

    A child that hangs, crashes or is killed yields a content of one part that says so. What was
    read before understanding ended its child is not lost: the file is then only read.
    Raises ConfigError as the children raise it.
    """
    waiting = iter(tasks)
    first = next(waiting, None)
    if first is None:
        return
    waiting = chain((first,), waiting)
    again: list[Task] = []
    broken: Counter[str] = Counter()
    running: dict[Future[Content], Task] = {}
    pool = _pool(jobs, first.stages)
    try:
        while True:
            while len(running) < 2 * jobs:
                task = again.pop() if again else next(waiting, None)
                if task is None:
                    break
                running[pool.schedule(function, args=(task,), timeout=task.seconds)] = task
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                task = running.pop(future)
                try:
                    content = future.result()
                except (TimeoutError, ProcessExpired) as error:
                    if not task.only_read:
                        again.append(replace(task, only_read=True))
                        continue
                    content = _lost(task, error)
                except BrokenProcessPool as error:
                    broken[task.path] += 1
                    _end(pool)
                    pool = _pool(jobs, first.stages)
                    if broken[task.path] < _ATTEMPTS:
                        again.append(task)
                        continue
                    content = _lost(task, error)
                yield task, content
    finally:
        _end(pool)


def _pool(jobs: int, held: Stages) -> ProcessPool:
    """Make children that are forked from a process which holds the stages' libraries."""
    context = multiprocessing.get_context("forkserver")
    modules = (name.partition(":")[0] for name in (held.read, held.understand))
    context.set_forkserver_preload([*_PRELOAD, *modules])
    return ProcessPool(max_workers=jobs, max_tasks=RECYCLE, initializer=confine, context=context)


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _lost(task: Task, error: BaseException) -> Content:
    """Say of a file that its child was lost, and why."""
    source = _reason(task, error)
    sha256 = task.seen.sha256 or hash_of(task)
    part = Part(path=task.path, sha256=sha256, kind=source.kind, message=source.message)
    return Content(sha256=sha256, parts=(part,))


def _reason(task: Task, error: BaseException) -> SourceError:
    exit_code = getattr(error, "exitcode", None)
    if isinstance(error, TimeoutError) or exit_code == -signal.SIGXCPU:
        message = (
            f"Reading the file took longer than {task.seconds:.0f} seconds and was stopped. "
            "Open it and save it anew as .docx or PDF. It is tried again next time."
        )
        return SourceError(QuarantineKind.TIMEOUT, message)
    if exit_code == -signal.SIGKILL:
        return out_of_memory()
    message = (
        "The program that reads such files crashed on this one. "
        "Open it and save it anew as .docx or PDF. It is tried again next time."
    )
    return SourceError(QuarantineKind.PARSER_CRASH, message)
