"""Children that work on files: one crash, one trap or one hungry file costs one file."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pebble import ProcessExpired, ProcessPool

from pipeline.build.limits import confine, patience
from pipeline.build.stages import FILES, Content, Part, Stages, content_key, function
from pipeline.build.worker import Task, hash_of, out_of_memory, work_within
from pipeline.cache import Cache
from pipeline.errors import QuarantineKind, SourceError
from pipeline.model import replace

RECYCLE = 200
"""Files after which a child is replaced, so that what leaks does not add up."""

_PRELOAD = ("pipeline.build.preload", "pipeline.build.worker")
_WARM = "pipeline.build.warm"
_SETTLED = "pipeline.build.settled"
_OURS = [name.partition(":")[0] for name in (Stages().read, Stages().understand)]
_ATTEMPTS = 3


def run(
    tasks: Iterable[Task], *, jobs: int, function: Callable[[Task], Content] = work_within
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
    children = Children(jobs, first.stages, function)
    try:
        yield from children.run(chain((first,), waiting))
    finally:
        children.end()


def begin(held: Stages) -> None:
    """Start the process that children are forked from, which loads for seconds, and do not wait."""
    _forks(held)
    forkserver.ensure_running()


def called(held: Stages, name: str) -> dict[str, str]:
    """Call "module:function" in a child, for what loads libraries that the parent does not need."""
    children = Children(1, held, work_within)
    try:
        found: dict[str, str] = children.pool.schedule(call, args=(name,)).result()
    finally:
        children.end()
    return found


def call(name: str) -> dict[str, str]:
    """Call "module:function"."""
    found: dict[str, str] = function(name)()
    return found


class Children:
    """The pool, what runs in it, and what is to run again. `held` are the stages of its tasks."""

    def __init__(self, jobs: int, held: Stages, function: Callable[[Task], Content]) -> None:
        self.jobs = jobs
        self.held = held
        self.function = function
        self.running: dict[Future[Content], Task] = {}
        self.again: list[Task] = []
        self.broken: Counter[str] = Counter()
        self.pool = self._pool()

    def run(self, waiting: Iterator[Task]) -> Iterator[tuple[Task, Content]]:
        """Keep the children busy; give each task that is done."""
        while self._fill(waiting):
            done, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in done:
                task = self.running.pop(future)
                content = self._content(task, future)
                if content is not None:
                    yield task, content

    def end(self) -> None:
        """End the children, whatever they do."""
        self.pool.stop()
        self.pool.join()

    def _fill(self, waiting: Iterator[Task]) -> bool:
        while len(self.running) < 2 * self.jobs:
            task = self.again.pop() if self.again else next(waiting, None)
            if task is None:
                break
            future = self.pool.schedule(self.function, args=(task,), timeout=patience(task.seconds))
            self.running[future] = task
        return bool(self.running)

    def _content(self, task: Task, future: Future[Content]) -> Content | None:
        """Give what a task brought; None where it is to run again."""
        try:
            return future.result()
        except (TimeoutError, ProcessExpired) as error:
            if task.only_read or not _was_read(task):
                return lost(task, error)
            self.again.append(replace(task, only_read=True))
        except BrokenProcessPool as error:
            self.broken[task.path] += 1
            self.end()
            self.pool = self._pool()
            if self.broken[task.path] == _ATTEMPTS:
                return lost(task, error)
            self.again.append(task)
        return None

    def _pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.jobs,
            max_tasks=RECYCLE,
            initializer=confine,
            context=_forks(self.held),
        )


def _forks(held: Stages) -> ForkServerContext:
    """Give what makes children: forks of a process that holds the stages' libraries."""
    context = multiprocessing.get_context("forkserver")
    modules = [name.partition(":")[0] for name in (held.read, held.understand)]
    warm = [_WARM] if modules == _OURS else []
    context.set_forkserver_preload([*_PRELOAD, *modules, *warm, _SETTLED])
    return context


def _was_read(task: Task) -> bool:
    """Whether a child got so far as to keep what it read, so that reading is safe to ask again."""
    key = content_key(task.stages, task.path, task.seen.sha256 or hash_of(task))
    return Cache(task.cache).has(FILES, key)


def lost(task: Task, error: BaseException) -> Content:
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
