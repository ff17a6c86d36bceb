"""The ruling lines and filled areas of a page, read from pdfium's path objects."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.calls import INT, VOID, Frame, addresses, bare, quick
from pipeline.ingest.pdf.values import Fill, Rule

_object_type = quick("FPDFPageObj_GetType", INT, VOID)
_page_objects = bare("FPDFPage_CountObjects", INT)
_page_object = bare("FPDFPage_GetObject", VOID)
_form_object = quick("FPDFFormObj_GetObject", VOID, VOID, ctypes.c_ulong)
_form_objects = quick("FPDFFormObj_CountObjects", INT, VOID)
_bounds = quick("FPDFPageObj_GetBounds", INT, VOID, VOID, VOID, VOID, VOID)
_fill_colour = quick("FPDFPageObj_GetFillColor", INT, VOID, VOID, VOID, VOID, VOID)
_object_matrix = quick("FPDFPageObj_GetMatrix", INT, VOID, VOID)
_draw_mode = quick("FPDFPath_GetDrawMode", INT, VOID, VOID, VOID)
_segments = quick("FPDFPath_CountSegments", INT, VOID)
_segment = quick("FPDFPath_GetPathSegment", VOID, VOID, INT)
_segment_type = quick("FPDFPathSegment_GetType", INT, VOID)
_point = quick("FPDFPathSegment_GetPoint", INT, VOID, VOID, VOID)
_closes = quick("FPDFPathSegment_GetClose", INT, VOID)

MOST_OBJECTS = 20_000
"""Objects of a page that are looked at: more is a drawing, and looking would take seconds."""

_THIN = 3.0  # points: a filled area as thin as this is a ruling line
_SHORT = 5.0  # points: shorter lines are parts of letters and ticks
_LETTER = 40.0  # points: a filled shape of curves up to this size is a letter or an icon
_MOST_SEGMENTS = 600
_MOST_CURVES = 12
_DOT = 1.0  # points
_DEPTH = 3
_AT_ONCE = 4_096  # objects
_READ = frozenset({pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})
_BOX = 5  # segments of a plain rectangle

Handle = int | None
Bounds = tuple[float, float, float, float]
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
        self._pair = array("f", bytes(8))
        self._modes = array("i", bytes(8))
        self._left = MOST_OBJECTS
        self._drawing = Drawing([], [], [], 0, [], crowded=False)

    def read(self, page: Any) -> Drawing:  # noqa: ANN401
        reference = ctypes.byref(page.contents)
        try:
            objects = map(_page_object, repeat(reference), range(_page_objects(reference)))
            self._walk(objects, _SAME, 0)
        except _Limit:
            drawing = self._drawing
            return drawing._replace(rules=[], fills=[], paths=MOST_OBJECTS, crowded=True)
        return self._drawing._replace(paths=MOST_OBJECTS - self._left)

    def _walk(self, objects: Iterable[Handle], matrix: Matrix, depth: int) -> None:
        objects = iter(objects)
        while some := list(islice(objects, _AT_ONCE)):
            kinds = list(map(_object_type, some))
            self._left -= len(kinds) - kinds.count(pdfium.FPDF_PAGEOBJ_TEXT)
            if self._left < 0:
                raise _Limit
            for kind in set(kinds) & _READ:
                chosen = [one for one, its in zip(some, kinds, strict=True) if its == kind]
                if kind == pdfium.FPDF_PAGEOBJ_PATH:
                    self._paths(chosen, matrix)
                elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    boxes = self._boxes(chosen, matrix)
                    self._drawing.images.extend(Fill(*box, 0.5) for _, box in boxes)
                elif depth < _DEPTH:
                    for one in chosen:
                        self._form(one, matrix, depth)

    def _form(self, one: Handle, matrix: Matrix, depth: int) -> None:
        count = max(0, _form_objects(one))
        self._walk(map(_form_object, repeat(one), range(count)), _inner(one, matrix), depth + 1)

    def _boxes(self, objects: Sequence[Handle], matrix: Matrix) -> list[tuple[Handle, Bounds]]:
        """Give the objects that have a place, each with its box in the frame."""
        store = array("f", bytes(16 * len(objects)))
        known = list(map(_bounds, objects, *(addresses(store, 4, at) for at in range(4))))
        boxes: Iterable[Bounds] = zip(*[iter(store)] * 4, strict=True)
        if matrix is not _SAME:
            boxes = [_turned(matrix, *box) for box in boxes]
        left, _, _, top, turn = self._frame
        if turn == 0:  # as nearly every page: without a call for each
            placed = [(x0 - left, top - y1, x1 - left, top - y0) for x0, y0, x1, y1 in boxes]
        else:
            placed = [self._frame.place(*box) for box in boxes]
        return [(one, box) for one, box, has in zip(objects, placed, known, strict=True) if has]

    def _paths(self, paths: Sequence[Handle], matrix: Matrix) -> None:
        fill, stroke = addresses(self._modes, 1)
        rules, shapes = self._drawing.rules, self._drawing.shapes
        for one, box in self._boxes(paths, matrix):
            x0, top, x1, bottom = box
            width, height = x1 - x0, bottom - top
            if _DOT < width < _LETTER and _DOT < height < _LETTER:
                shapes.append(box)
            if width < _SHORT and height < _SHORT:
                continue
            _draw_mode(one, fill, stroke)
            filled, stroked = self._modes
            if not filled and not stroked:
                continue
            if height <= _THIN:
                middle = (top + bottom) / 2
                rules.append(Rule(x0, middle, x1, middle))
            elif width <= _THIN:
                middle = (x0 + x1) / 2
                rules.append(Rule(middle, top, middle, bottom))
            else:
                self._area(one, box, matrix, stroked=bool(stroked), filled=bool(filled))

    def _area(
        self,
        one: Handle,
        box: Bounds,
        matrix: Matrix,
        *,
        stroked: bool,
        filled: bool,
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

    @staticmethod
    def _light(one: Handle) -> float:
        colour = array("I", bytes(16))
        if not _fill_colour(one, *addresses(colour, 1)):
            return 1.0
        red, green, blue, alpha = colour
        return 1.0 - (1.0 - (red + green + blue) / 765) * alpha / 255

    def _pieces(self, one: Handle, count: int, matrix: Matrix, *, thin: bool) -> None:
        """Find the straight level and upright lines within one path of many pieces.

        `thin`: only pieces that are themselves as thin as a line count, others may be letters.
        """
        matrix = _inner(one, matrix)
        x, y = addresses(self._pair, 1)
        chain: list[tuple[float, float]] = []
        chains = [chain]
        curves = 0
        for at in range(count):
            segment = _segment(one, at)
            kind = _segment_type(segment)
            curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            if curves > _MOST_CURVES:
                return
            _point(segment, x, y)
            here = _apply(matrix, *self._pair)
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


def _inner(one: Handle, matrix: Matrix) -> Matrix:
    """Give the matrix of what lies within an object."""
    own = array("f", bytes(24))
    if not _object_matrix(one, own.buffer_info()[0]):
        return matrix
    a, b, c, d, e, f = own
    return _chain((a, b, c, d, e, f), matrix)


def _turned(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Bounds:
    """Give the box (y upwards) that a matrix makes of a box."""
    (ax, ay), (bx, by) = _apply(matrix, x0, y0), _apply(matrix, x1, y1)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


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
