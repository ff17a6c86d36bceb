"""Doing without the collector of garbage while one document is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles inside: a document is thousands of small values that hold next to none.

    It costs a reader a sixth, and the rest of the work on a document a hundredth.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
