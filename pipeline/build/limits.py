"""What a child may use: a file that asks for more costs itself, never the build."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal

MEMORY = 1 << 30
"""Bytes of data of a child."""

OUTPUT = 1 << 29
"""Bytes of the largest file that a child may write."""

SHORTEST, LONGEST = 60.0, 300.0
"""Seconds of the processor that a small file, and the largest, may take."""

PATIENCE = 4
"""Times those seconds that may pass on the clock: on a busy machine, work takes its turn."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def seconds_for(size: int) -> float:
    """Give the processor's time that a file of `size` bytes may take; MINUTES_TIMEOUT overrules it.

    A minute, and a second for every 100 kB: scans are large and slow, traps are small.
    """
    if overruled := os.environ.get("MINUTES_TIMEOUT"):
        with contextlib.suppress(ValueError):
            return max(0.1, float(overruled))
    return min(LONGEST, SHORTEST + size / 100_000)


def patience(seconds: float) -> float:
    """Give the seconds on the clock after which a file that may take `seconds` is given up.

    A file that waits for ever uses no processor; one that works is not ended because others do.
    """
    overruled = "MINUTES_TIMEOUT" in os.environ
    return seconds if overruled else max(seconds, min(LONGEST, PATIENCE * seconds))


def confine() -> None:
    """Limit this process for good. Runs once in each child, before its first file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the build in order
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, MEMORY)
    _limit(resource.RLIMIT_FSIZE, OUTPUT)


def allow(seconds: float) -> None:
    """Give this process so many more seconds of the processor; then the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 2, hard))


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))
