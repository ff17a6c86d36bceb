"""One page as a sheet of visible words: what is hidden, doubled or a watermark is set apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.calls import Frame
from pipeline.ingest.pdf.drawing import Drawing, read_drawing
from pipeline.ingest.pdf.glyphs import read_glyphs
from pipeline.ingest.pdf.strikes import noted, strike
from pipeline.ingest.pdf.values import Face, Fill, Sheet, Word, Words
from pipeline.model import Furniture, FurnitureKind

_LEAP = 0.25  # ems off the first by which a word drawn a second time may stand
_LOOKS = 40  # equal words of one height that are compared
_DARK = 0.8  # lightness of a ground on which white letters can be read
_BIG = 30.0  # points: letters of a watermark that is turned
_SHAPES = 150  # shapes of the size of letters, and
_SPREAD = 0.4  # the share of the page's width (half of it of the height) over which they stand
_HUGE = 40.0  # points: letters of a pale watermark that stands upright


class UnreadablePage(Exception):  # noqa: N818 - a signal to the reader, never shown
    """pdfium cannot load the page."""


def read_sheet(document: pypdfium2.PdfDocument, number: int) -> Sheet:
    """Read page `number` (from 1). Raises UnreadablePage."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise UnreadablePage
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise UnreadablePage
        try:
            return _sheet(page, text_page, number)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _sheet(page: Any, text_page: Any, number: int) -> Sheet:  # noqa: ANN401 - ctypes handles
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frame = Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))
    glyphs = read_glyphs(text_page, frame)
    frame = glyphs.frame
    width, height = frame.size
    drawing = read_drawing(page, frame, fills=bool(glyphs.white))
    visible, invisible = glyphs.words, glyphs.invisible
    if invisible and _letters(invisible) > _letters(visible):  # the text layer of a scan
        visible, invisible = [*visible, *invisible], []
    if glyphs.white:
        seen = [_on_dark(word, drawing) for word in glyphs.white]
        visible = [*visible, *compress(glyphs.white, seen)]
        invisible.extend(word for word, its in zip(glyphs.white, seen, strict=True) if not its)
    words, marks = _visible(Words.of(visible), invisible, glyphs.faces, frame.size)
    if marks and not words and not drawing.paths:
        words, marks = Words.of(marks), []  # a page of nothing but large letters is a title page
    furniture = [
        Furniture(kind=kind, text=" ".join(word.text for word in some), page=number)
        for kind, some in ((FurnitureKind.WATERMARK, marks), (FurnitureKind.HIDDEN, invisible))
        if some
    ]
    once = _once(words, glyphs.faces)
    kept, rules = strike(once, drawing.rules, noted(page, frame))
    return Sheet(
        number=number,
        width=width,
        height=height,
        words=_gather(kept),
        rules=tuple(rules),
        furniture=tuple(furniture),
        letters=glyphs.letters
        if once is words
        else glyphs.letters - _letters(words) + _letters(once),
        drawn=drawing.paths,
        outlines=_outlined(drawing, width, height),
        coded=glyphs.coded,
        pictured=max((_area(image) for image in drawing.images), default=0.0)
        / max(width * height, 1),
        crowded=drawing.crowded,
    )


def _visible(
    words: Words, invisible: list[Word], faces: Iterable[Face], size: tuple[float, float]
) -> tuple[Words, list[Word]]:
    """Give the words on the page and the watermark's; those beyond its edges are invisible."""
    if not words:
        return words, []
    width, height = size
    odd = {id(face) for face in faces if _is_watermark(face)}
    within = (
        words.right.min() > 0
        and words.left.max() < width
        and words.bottom.min() > 0
        and words.top.max() < height
    )
    if within and not odd:
        return words, []
    kept: list[Word] = []
    marks: list[Word] = []
    for word in words:
        if word.x1 <= 0 or word.x0 >= width or word.bottom <= 0 or word.top >= height:
            invisible.append(word)
        else:
            (marks if id(word.face) in odd else kept).append(word)
    return Words.of(kept), marks


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _outlined(drawing: Drawing, width: float, height: float) -> bool:
    """Whether so many small shapes are spread so far that they must be letters, not a crest."""
    shapes = drawing.shapes
    if len(shapes) < _SHAPES:
        return False
    across = max(box[2] for box in shapes) - min(box[0] for box in shapes)
    down = max(box[3] for box in shapes) - min(box[1] for box in shapes)
    return across > _SPREAD * width and down > _SPREAD * height / 2


def _area(box: Fill) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _on_dark(word: Word, drawing: Drawing) -> bool:
    """Whether white letters stand on a dark area or a picture."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    grounds: tuple[Fill, ...] = (*drawing.fills, *drawing.images)
    return drawing.crowded or any(
        one.light < _DARK and one.x0 <= x <= one.x1 and one.top <= y <= one.bottom
        for one in grounds
    )


def _is_watermark(face: Face) -> bool:
    return (
        face.turn < 0
        or (face.turn != 0 and face.size >= _BIG)
        or (face.pale and face.size >= _HUGE)
    )


def _once(words: Words, faces: Iterable[Face]) -> Sequence[Word]:
    """Leave out words that are drawn a second time in the same place, for boldness."""
    if not words or _in_order(words, _LEAP * max(face.size for face in faces)):
        return words
    seen: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(words.texts):
        seen[text].append(number)
    sizes = np.array([face.size for face in words.faces])[words.kinds]
    spots = np.array([words.left, words.top, _LEAP * sizes]).T.tolist()
    doubled: set[int] = set()
    for others in seen.values():
        if len(others) > 1:
            _double(others, spots, doubled)
    if not doubled:
        return words
    return [word for number, word in enumerate(words) if number not in doubled]


def _in_order(words: Words, near: float) -> bool:
    """Whether words are drawn across and down the page, so that none can stand where another does.

    Each stands `near` or farther to the right of the one before, or that much below all before;
    and all of one row stand below all of the rows before it.
    """
    left, top = words.left, words.top
    lowest = np.maximum.accumulate(top)[:-1]
    begins = top[1:] >= lowest + near
    floor = np.maximum.accumulate(np.where(begins, lowest, -np.inf))
    follows = left[1:] >= left[:-1] + near
    return bool(((begins | follows) & (top[1:] >= floor + near)).all())


def _double(words: list[int], spots: Sequence[Sequence[float]], doubled: set[int]) -> None:
    """Note the words, all of one text, that stand where another of them stands.

    `spots`: the left side and the top of each word of the page, and how far off another may stand.
    """
    words.sort(key=lambda word: spots[word][1])  # stable: the one drawn first is kept
    for number in range(1, len(words)):
        left, top, near = spots[words[number]]
        before = number - 1
        while before >= max(0, number - _LOOKS) and top - spots[words[before]][1] < near:
            if abs(left - spots[words[before]][0]) < near and words[before] not in doubled:
                doubled.add(words[number])
                break
            before -= 1


def _gather(words: Sequence[Word]) -> Sequence[Word]:
    """Join neighbouring turned words into one, so that a turned heading is one piece."""
    faces = words.faces if isinstance(words, Words) else [word.face for word in words]
    if all(face.turn == 0 for face in faces):
        return words
    result: list[Word] = []
    for word in words:
        last = result[-1] if result else None
        if (
            last is not None
            and word.face.turn in {1, 3}
            and last.face.turn == word.face.turn
            and min(last.x1, word.x1) - max(last.x0, word.x0) > 0
            and max(last.top, word.top) - min(last.bottom, word.bottom) < word.face.size
        ):
            result[-1] = word._replace(
                x0=min(last.x0, word.x0),
                top=min(last.top, word.top),
                x1=max(last.x1, word.x1),
                bottom=max(last.bottom, word.bottom),
                text=f"{last.text} {word.text}",
            )
        else:
            result.append(word)
    return result
