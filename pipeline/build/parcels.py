"""Files sent to a worker of a cluster together: an engine takes milliseconds a task, however small."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from pipeline.build.worker import Task

Parcel = tuple[Task, ...]
"""Tasks that travel together."""

MOST = 8
"""Files of one parcel: of ordinary minutes, less than half a second of work."""

BYTES = 1_000_000
"""Bytes after which a parcel is full: large files, which may take minutes each, travel alone."""

_ROUNDS = 4  # parcels that each worker is still to get when they become smaller


class Parcels:
    """Tasks in parcels, in the order given. The last ones are small, so that all end together.

    That is guided self-scheduling: Polychronopoulos and Kuck, IEEE Transactions on Computers
    C-36 (1987), 1425-1439.
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = deque(tasks)

    @property
    def left(self) -> bool:
        """Whether there is another."""
        return bool(self._tasks)

    def take(self, threads: int) -> Parcel:
        """Give the next parcel for one of so many threads. Raises IndexError where none is left."""
        most = min(MOST, max(1, len(self._tasks) // (_ROUNDS * threads)))
        parcel = [self._tasks.popleft()]
        size = parcel[0].seen.size
        while self._tasks and len(parcel) < most and size < BYTES:
            parcel.append(self._tasks.popleft())
            size += parcel[-1].seen.size
        return tuple(parcel)
