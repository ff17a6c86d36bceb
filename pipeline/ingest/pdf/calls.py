"""pdfium's functions with plain argument types, and the page's frame they measure in.

pypdfium2 checks every pointer that is passed; with plain integers a call costs half, and `map`
over arrays does thousands of them without a line of Python between. Each takes less time than to
let other threads in and out, so none are let in.
"""

from __future__ import annotations

import ctypes
from array import array
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

VOID, INT, FLOAT, UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_uint


def quick(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401 - ctypes has no types
    """Give a pdfium function with plain argument types."""
    address = ctypes.cast(getattr(pdfium, name), VOID).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def addresses(store: array[Any], numbers: int, offset: int = 0) -> range:
    """Give where each group of `numbers` entries of `store` begins, from entry `offset` on."""
    start, _ = store.buffer_info()
    first = start + offset * store.itemsize
    return range(first, start + len(store) * store.itemsize, numbers * store.itemsize)


class Frame(NamedTuple):
    """The page's visible box in its own coordinates, and its turn in quarters, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def place(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """Turn a box (y upwards) into (x0, top, x1, bottom) as seen from the top left corner."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 2:  # noqa: PLR2004 - quarter turns
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)
