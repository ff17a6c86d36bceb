"""How often a password may be tried: slower and slower, a name at a time and all together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FREE = 5
"""Failures in a row of one name after which the waiting begins."""

FIRST, LONGEST = 10.0, 900.0
"""Seconds of the first wait; each failure doubles it, up to the longest."""

OF_ALL, WITHIN = 60, 60.0
"""Failures of all names together, and in how many seconds, after which everybody waits."""

KNOWN = 1000
"""Names that are remembered; beyond that the oldest are forgotten."""


@dataclass(slots=True)
class _Failures:
    count: int = 0
    until: float = 0.0


class Attempts:
    """What was tried of late. `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._names: dict[str, _Failures] = {}
        self._recent: list[float] = []

    def wait(self, name: str) -> float:
        """Seconds until `name` may be tried again; 0 for at once."""
        now = self._clock()
        self._recent = [when for when in self._recent if when > now - WITHIN]
        everybody = self._recent[-OF_ALL] + WITHIN - now if len(self._recent) >= OF_ALL else 0.0
        held = self._names.get(name)
        return max(0.0, everybody, held.until - now if held else 0.0)

    def failed(self, name: str) -> None:
        """Count a wrong password."""
        now = self._clock()
        self._recent.append(now)
        held = self._names.pop(name, _Failures())
        held.count += 1
        if held.count >= FREE:
            held.until = now + min(FIRST * 2.0 ** min(held.count - FREE, 20), LONGEST)
        self._names[name] = held
        while len(self._names) > KNOWN:
            self._names.pop(next(iter(self._names)))

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        self._names.pop(name, None)
