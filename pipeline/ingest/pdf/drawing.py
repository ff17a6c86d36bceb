"""The ruling lines and filled areas of a page, read from pdfium's path objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.glyphs import Frame, quick
from pipeline.ingest.pdf.values import Fill, Rule

_void, _int, _float, _uint = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_uint
_object_type = quick("FPDFPageObj_GetType", _int, _void)
_page_object = quick("FPDFPage_GetObject", _void, _void, _int)
_form_object = quick("FPDFFormObj_GetObject", _void, _void, ctypes.c_ulong)
_bounds = quick("FPDFPageObj_GetBounds", _int, _void, _void, _void, _void, _void)
_fill_colour = quick("FPDFPageObj_GetFillColor", _int, _void, _void, _void, _void, _void)
_object_matrix = quick("FPDFPageObj_GetMatrix", _int, _void, _void)
_draw_mode = quick("FPDFPath_GetDrawMode", _int, _void, _void, _void)
_segments = quick("FPDFPath_CountSegments", _int, _void)
_segment = quick("FPDFPath_GetPathSegment", _void, _void, _int)
_segment_type = quick("FPDFPathSegment_GetType", _int, _void)
_point = quick("FPDFPathSegment_GetPoint", _int, _void, _void, _void)
_closes = quick("FPDFPathSegment_GetClose", _int, _void)

MOST_OBJECTS = 20_000
"""Objects of a page that are looked at: more is a drawing, and looking would take seconds."""

_THIN = 3.0  # points: a filled area as thin as this is a ruling line
_SHORT = 5.0  # points: shorter lines are parts of letters and ticks
_LETTER = 40.0  # points: a filled shape of curves up to this size is a letter or an icon
_MOST_SEGMENTS = 600
_MOST_CURVES = 12
_DOT = 1.0  # points
_DEPTH = 3
_BOX = 5  # segments of a plain rectangle

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing(NamedTuple):
    """What is drawn on a page beside its letters.

    `paths` counts everything; `shapes` are as large as letters; `crowded`: there was too much.
    """

    rules: list[Rule]
    fills: list[Fill]
    images: list[Fill]
    paths: int
    shapes: list[tuple[float, float, float, float]]
    crowded: bool


class _Limit(Exception):  # noqa: N818 - a signal, not an error
    """Too many objects."""


def read_drawing(page: Any, frame: Frame, *, fills: bool) -> Drawing:  # noqa: ANN401 - ctypes
    """Read ruling lines, images and, if wanted, filled areas of a page in the frame's coordinates."""
    return _Reader(frame, fills=fills).read(page)


class _Reader:
    def __init__(self, frame: Frame, *, fills: bool) -> None:
        self._fills = fills
        self._frame = frame
        self._floats = [_float() for _ in range(4)]
        self._refs = [ctypes.byref(one) for one in self._floats]
        self._ints = [_uint() for _ in range(4)]
        self._left = MOST_OBJECTS
        self._drawing = Drawing([], [], [], 0, [], crowded=False)

    def read(self, page: Any) -> Drawing:  # noqa: ANN401
        handle = ctypes.cast(page, _void).value
        count = pdfium.FPDFPage_CountObjects(page)
        try:
            self._walk((_page_object(handle, at) for at in range(count)), _SAME, 0)
        except _Limit:
            drawing = self._drawing
            return drawing._replace(rules=[], fills=[], paths=MOST_OBJECTS, crowded=True)
        return self._drawing._replace(paths=MOST_OBJECTS - self._left)

    def _walk(self, objects: Iterator[int | None], matrix: Matrix, depth: int) -> None:
        for one in objects:
            kind = _object_type(one)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            self._left -= 1
            if self._left < 0:
                raise _Limit
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(one, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                if box := self._box(one, matrix):
                    self._drawing.images.append(Fill(*box, 0.5))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                inner = (ctypes.c_float * 6)()
                _object_matrix(one, ctypes.byref(inner))
                count = pdfium.FPDFFormObj_CountObjects(
                    ctypes.cast(one or 0, pdfium.FPDF_PAGEOBJECT)
                )
                parts = (_form_object(one, at) for at in range(max(0, count)))
                self._walk(parts, _chain(tuple(inner), matrix), depth + 1)

    def _box(self, one: int | None, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not _bounds(one, *self._refs):
            return None
        x0, y0, x1, y1 = (number.value for number in self._floats)
        if matrix is not _SAME:
            (ax, ay), (bx, by) = _apply(matrix, x0, y0), _apply(matrix, x1, y1)
            x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        return self._frame.place(x0, y0, x1, y1)

    def _path(self, one: int | None, matrix: Matrix) -> None:
        box = self._box(one, matrix)
        if box is None:
            return
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if width < _LETTER and height < _LETTER and min(width, height) > _DOT:
            self._drawing.shapes.append(box)
        if width < _SHORT and height < _SHORT:
            return
        fill, stroke = _int(), _int()
        _draw_mode(one, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        rules = self._drawing.rules
        if height <= _THIN:
            middle = (top + bottom) / 2
            rules.append(Rule(x0, middle, x1, middle))
        elif width <= _THIN:
            middle = (x0 + x1) / 2
            rules.append(Rule(middle, top, middle, bottom))
        else:
            self._area(one, box, matrix, bool(stroke.value), bool(fill.value))

    def _area(
        self,
        one: int | None,
        box: tuple[float, float, float, float],
        matrix: Matrix,
        stroked: bool,  # noqa: FBT001 - as pdfium tells it
        filled: bool,  # noqa: FBT001
    ) -> None:
        """Take the lines of a path that is neither a level nor an upright line itself."""
        x0, top, x1, bottom = box
        count = _segments(one)
        if count > _MOST_SEGMENTS:
            return
        if count > _BOX:
            if stroked or max(x1 - x0, bottom - top) > _LETTER:
                # all upright lines of a table's low row are often one filled path of thin boxes
                thin = not stroked and min(x1 - x0, bottom - top) <= _LETTER
                self._pieces(one, count, matrix, thin=thin)
        elif stroked:
            self._drawing.rules.extend(
                (
                    Rule(x0, top, x1, top),
                    Rule(x0, bottom, x1, bottom),
                    Rule(x0, top, x0, bottom),
                    Rule(x1, top, x1, bottom),
                )
            )
        if filled and self._fills:
            self._drawing.fills.append(Fill(*box, self._light(one)))

    def _light(self, one: int | None) -> float:
        if not _fill_colour(one, *(ctypes.byref(number) for number in self._ints)):
            return 1.0
        red, green, blue, alpha = (number.value for number in self._ints)
        return 1.0 - (1.0 - (red + green + blue) / 765) * alpha / 255

    def _pieces(self, one: int | None, count: int, matrix: Matrix, *, thin: bool) -> None:
        """Find the straight level and upright lines within one path of many pieces.

        `thin`: only pieces that are themselves as thin as a line count, others may be letters.
        """
        inner = (ctypes.c_float * 6)()
        if _object_matrix(one, ctypes.byref(inner)):
            matrix = _chain(tuple(inner), matrix)
        x, y = self._floats[0], self._floats[1]
        chain: list[tuple[float, float]] = []
        chains = [chain]
        curves = 0
        for at in range(count):
            segment = _segment(one, at)
            kind = _segment_type(segment)
            curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            if curves > _MOST_CURVES:
                return
            _point(segment, self._refs[0], self._refs[1])
            here = _apply(matrix, x.value, y.value)
            if kind != pdfium.FPDF_SEGMENT_LINETO:
                chain = []
                chains.append(chain)
            chain.append(here)
            if _closes(segment) and len(chain) > 1:
                chain.append(chain[0])
        for chain in chains:
            if thin and not _is_thin(chain):
                continue
            for (ax, ay), (bx, by) in pairwise(chain):
                self._straight(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _straight(self, x0: float, y0: float, x1: float, y1: float) -> None:
        x0, top, x1, bottom = self._frame.place(x0, y0, x1, y1)
        if max(x1 - x0, bottom - top) >= _SHORT and min(x1 - x0, bottom - top) < 1:
            if x1 - x0 > bottom - top:
                self._drawing.rules.append(Rule(x0, top, x1, top))
            else:
                self._drawing.rules.append(Rule(x0, top, x0, bottom))


def _is_thin(chain: list[tuple[float, float]]) -> bool:
    across, along = zip(*chain, strict=True) if chain else ((0.0,), (0.0,))
    extent: float = min(max(across) - min(across), max(along) - min(along))
    return extent <= _THIN


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _chain(inner: Matrix, outer: Matrix) -> Matrix:
    """Give the matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    k, l, m, n, o, p = outer  # noqa: E741 - the letters of the PDF standard's matrices
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )
