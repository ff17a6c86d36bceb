"""How text looks: size, weight, slant, colour and turn of pdfium's text objects."""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, repeat
from typing import NamedTuple

from pipeline.ingest.pdf.calls import (
    FLOAT,
    INT,
    UINT,
    VOID,
    Reference,
    Room,
    bare,
    quick,
    references,
)

_matrix = bare("FPDFText_GetMatrix")
_object_font = bare("FPDFTextObj_GetFont", VOID)
_object_size = bare("FPDFTextObj_GetFontSize")
_render_mode = bare("FPDFTextObj_GetTextRenderMode", INT)
_fill_colour = bare("FPDFPageObj_GetFillColor")
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
_AT_ONCE = 1_024  # objects
_NO_OBJECT = 10.0  # points: letters of no object, such as a reader's own hyphen

_matrices, _sizes = Room(FLOAT, 6, _AT_ONCE), Room(FLOAT, 1, _AT_ONCE)
_colours = [Room(UINT, 1, _AT_ONCE) for _ in _BLACK]
_name = ctypes.create_string_buffer(256)

Handle = int | None
_Key = tuple[float, float, float, float, float, Handle, int, int, int, int, int]
"""What pdfium knows of a text object: four of its matrix, size, font, mode, four of its colour."""


class Look(NamedTuple):
    """What all letters of one text object share; `angle` in quarter turns, counter-clockwise."""

    size: float
    angle: int
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    white: bool = False
    pale: bool = False


def read_looks(page: Reference, places: Mapping[int, int]) -> tuple[list[Look], dict[int, int]]:
    """Give the looks of some text objects, and each object's number in them.

    `places`: the number of one of its letters. Letters of no object have the object 0.
    """
    known: dict[_Key, int] = {}
    looks: dict[Look, int] = {}
    found: dict[int, int] = {}
    objects = iter(places)
    while some := list(islice(objects, _AT_ONCE)):
        for one, key in zip(some, _asked(page, some, map(places.__getitem__, some)), strict=True):
            number = known.get(key)
            if number is None:
                look = _look(key) if one else Look(_NO_OBJECT, _quarter(*key[:2]))
                number = known[key] = looks.setdefault(look, len(looks))
            found[one] = number
    return list(looks), found


def _asked(page: Reference, objects: Sequence[int], places: Iterable[int]) -> Iterable[_Key]:
    """Give what pdfium knows of at most `_AT_ONCE` text objects, as `_look` takes it."""
    count = len(objects)
    _matrices.values[:count] = _UPRIGHT
    _sizes.values[:count] = 0
    for room, number in zip(_colours, _BLACK, strict=True):
        room.values[:count] = number
    asked = references(objects)
    deque(map(_matrix, repeat(page), places, _matrices.references), 0)
    deque(map(_object_size, asked, _sizes.references), 0)
    deque(map(_fill_colour, asked, *(room.references for room in _colours)), 0)
    return zip(
        *_matrices.values[:count, :4].T.tolist(),
        _sizes.values[:count, 0].tolist(),
        map(_object_font, asked),
        map(_render_mode, asked),
        *(room.values[:count, 0].tolist() for room in _colours),
        strict=True,
    )


def _look(key: _Key) -> Look:
    a, b, c, d, size, font, mode, red, green, blue, alpha = key
    bold, italic = _weight(font)
    light = min(red, green, blue)
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
    _name.value = b""  # a font without a name leaves it so
    _font_name(font, _name, len(_name))
    bold, italic = _named(_name.value)
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
