"""How text looks: size, weight, slant, colour and turn of pdfium's text objects."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from array import array
from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from pipeline.ingest.pdf.calls import INT, VOID, addresses, quick

_matrix = quick("FPDFText_GetMatrix", INT, VOID, INT, VOID)
_object_font = quick("FPDFTextObj_GetFont", VOID, VOID)
_object_size = quick("FPDFTextObj_GetFontSize", INT, VOID, VOID)
_render_mode = quick("FPDFTextObj_GetTextRenderMode", INT, VOID)
_fill_colour = quick("FPDFPageObj_GetFillColor", INT, VOID, VOID, VOID, VOID, VOID)
_font_name = quick("FPDFFont_GetBaseFontName", ctypes.c_size_t, VOID, VOID, ctypes.c_size_t)
_font_weight = quick("FPDFFont_GetWeight", INT, VOID)
_font_flags = quick("FPDFFont_GetFlags", INT, VOID)

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[a-z])bx\d|bx$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|(?:^|[a-z])(?:ti|sl)\d", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_INVISIBLE = {3, 7}
_OUTLINED = {2, 6}
_WHITE = 245
_PALE = 150
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BLACK = (0, 0, 0, 255)
_NO_OBJECT = 10.0  # points: letters of no object, such as a reader's own hyphen

Handle = int | None
_Matrix = tuple[float, float, float, float]
_Colour = tuple[int, int, int, int]
_Key = tuple[_Matrix, float, Handle, int, _Colour]


class Look(NamedTuple):
    """What all letters of one text object share; `angle` in quarter turns, counter-clockwise."""

    size: float
    angle: int
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    white: bool = False
    pale: bool = False


def read_looks(page: Handle, places: Mapping[Handle, int]) -> dict[Handle, Look]:
    """Give the look of each text object; `places`: the number of one of its letters.

    Equal looks are one and the same value.
    """
    objects, count = list(places), len(places)
    matrices = array("f", _UPRIGHT * count)
    sizes = array("f", bytes(4 * count))
    colours = array("I", _BLACK * count)
    deque(map(_matrix, repeat(page), places.values(), addresses(matrices, 6)), 0)
    deque(map(_object_size, objects, addresses(sizes, 1)), 0)
    deque(map(_fill_colour, objects, *(addresses(colours, 4, at) for at in range(4))), 0)
    keys = zip(
        struct.iter_unpack("4f8x", matrices),
        sizes,
        map(_object_font, objects),
        map(_render_mode, objects),
        struct.iter_unpack("4I", colours),
        strict=True,
    )
    known: dict[_Key, Look] = {}
    same: dict[Look, Look] = {}
    found: dict[Handle, Look] = {}
    for one, key in zip(objects, keys, strict=True):
        look = known.get(key)
        if look is None:
            look = _look(*key) if one else Look(_NO_OBJECT, _quarter(*key[0][:2]))
            look = known[key] = same.setdefault(look, look)
        found[one] = look
    return found


def _look(matrix: _Matrix, size: float, font: Handle, mode: int, colour: _Colour) -> Look:
    a, b, c, d = matrix
    bold, italic = _weight(font)
    light, alpha = min(colour[:3]), colour[3]
    return Look(
        size=abs(size * (math.hypot(c, d) or 1.0)),
        angle=_quarter(a, b),
        bold=bold or mode in _OUTLINED,
        italic=italic,
        hidden=mode in _INVISIBLE or alpha == 0,
        white=light >= _WHITE and mode in {0, 4},
        pale=light >= _PALE or alpha < _PALE,
    )


def _weight(font: Handle) -> tuple[bool, bool]:
    """Tell whether a font is bold and italic: by its name, else by its weight and flags."""
    if not font:
        return False, False
    name = ctypes.create_string_buffer(256)
    _font_name(font, name, 256)
    bold, italic = _named(name.value)
    heavy = _font_weight(font) >= _BOLD_WEIGHT or _font_flags(font) & _FORCE_BOLD
    return bool(bold or heavy), italic


@lru_cache(maxsize=512)
def _named(name: bytes) -> tuple[bool, bool]:
    """Tell whether a font is bold and italic by its name, without the prefix of a subset."""
    plain = _SUBSET.sub("", name.decode("utf-8", "replace"))
    return bool(_BOLD.search(plain)), bool(_ITALIC.search(plain))


def _quarter(a: float, b: float) -> int:
    """Quarter turns counter-clockwise, or -1 for a slant."""
    if abs(b) < 0.1 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) < 0.1 * abs(b):
        return 1 if b > 0 else 3
    return -1
