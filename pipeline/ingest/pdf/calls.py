"""pdfium's functions with plain argument types or none, and the page's frame they measure in.

pypdfium2 checks every pointer that is passed; with plain integers a call costs half, with
references that are passed as they are a fifth, and `map` over arrays does thousands of them without
a line of Python between. Each takes less time than to let other threads in and out, so none are
let in.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Reference = Any
"""What `ctypes.byref` gives: its type has no public name."""

VOID, INT, FLOAT, UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_uint


def quick(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401 - ctypes has no types
    """Give a pdfium function with plain argument types."""
    address = ctypes.cast(getattr(pdfium, name), VOID).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def bare(name: str, result: Any = None) -> Any:  # noqa: ANN401 - ctypes has no types
    """Give a pdfium function that takes C ints, and pointers as what `ctypes.byref` gives.

    Nothing is converted, so a number that is no C int, as the address of an object, must not be
    passed. Without a `result`, what the function returns is dropped.
    """
    address = ctypes.cast(getattr(pdfium, name), VOID).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


def references(handles: Iterable[int]) -> list[Reference]:
    """Give handles of pdfium as references: worth while where each is passed more than once."""
    return list(map(ctypes.byref, map(ctypes.c_char.from_address, handles)))


class Room:
    """Room for `most` answers of `numbers` numbers each: `references` to each, `values` in rows.

    Making a reference takes as long as a call, so they are used for page after page. pdfium's
    pages are read by one thread alone in any case.
    """

    def __init__(self, kind: Any, numbers: int, most: int) -> None:  # noqa: ANN401
        store = (kind * (numbers * most))()
        step = ctypes.sizeof(kind) * numbers
        self.most = most
        self.references = [ctypes.byref(store, step * at) for at in range(most)]
        self.values: NDArray[Any] = np.ctypeslib.as_array(store).reshape(most, numbers)


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
