"""One page's words with their places, read through pdfium in a handful of calls a word.

pdfium's own page text already has the right spaces (they are worked out from the gaps), so the
words are cut there, and only the first and the last letter of each are asked for their place:
this costs a tenth of asking for every letter.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.values import Face, Word

_void, _int, _float = ctypes.c_void_p, ctypes.c_int, ctypes.c_float


def quick(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401 - ctypes has no types
    """Give a pdfium function with plain argument types: calling it is twice as fast."""
    address = ctypes.cast(getattr(pdfium, name), _void).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_loose_box = quick("FPDFText_GetLooseCharBox", _int, _void, _int, _void)
_text_object = quick("FPDFText_GetTextObject", _void, _void, _int)
_matrix = quick("FPDFText_GetMatrix", _int, _void, _int, _void)
_origin = quick("FPDFText_GetCharOrigin", _int, _void, _int, _void, _void)
_char_index = quick("FPDFText_GetCharIndexFromTextIndex", _int, _void, _int)
_object_font = quick("FPDFTextObj_GetFont", _void, _void)
_object_size = quick("FPDFTextObj_GetFontSize", _int, _void, _void)
_render_mode = quick("FPDFTextObj_GetTextRenderMode", _int, _void)
_fill_colour = quick("FPDFPageObj_GetFillColor", _int, _void, _void, _void, _void, _void)
_font_name = quick("FPDFFont_GetBaseFontName", ctypes.c_size_t, _void, _void, ctypes.c_size_t)
_font_weight = quick("FPDFFont_GetWeight", _int, _void)
_font_flags = quick("FPDFFont_GetFlags", _int, _void)

_WORD = re.compile(r"(?:[^\s\x00-\x1f\x7f\ufffe\uffff]|(?<=\S)[\x1b-\x1f])+[\x02\xad\ufffe]?")
_ASCII = re.compile(r"[\t\n\r -~]*")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[a-z])bx\d|bx$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|(?:^|[a-z])(?:ti|sl)\d", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_INVISIBLE = {3, 7}
_OUTLINED = {2, 6}
_WHITE = 245
_PALE = 150
_WIDE = 1.3  # ems a letter: wider, and the "word" holds a jump


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


class _Glyph(NamedTuple):
    """What all letters of one text object share; `angle` in quarter turns, counter-clockwise."""

    size: float
    angle: int
    bold: bool
    italic: bool
    mode: int
    white: bool
    pale: bool


class Glyphs(NamedTuple):
    """A page's words. `white` ones may be invisible, or stand on a dark ground.

    `letters` counts them all; `coded`: there are letters, but none of a known character set;
    `plain`: every letter is ASCII, so that no word needs mending.
    """

    frame: Frame
    words: list[Word]
    white: list[Word]
    invisible: list[Word]
    letters: int = 0
    coded: bool = False
    plain: bool = True


def read_glyphs(text_page: Any, frame: Frame) -> Glyphs:  # noqa: ANN401 - a ctypes handle
    """Read the words of pdfium's text page in the order in which they are drawn."""
    page = ctypes.cast(text_page, _void).value
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return Glyphs(frame, [], [], [])
    buffer = (ctypes.c_ushort * (count + 1))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(units, 0)].decode("utf-16-le", "surrogatepass")
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return Glyphs(frame, [], [], [], coded=bool(text.strip()))
    index = _indexer(page, text, units, count)
    places = [place for first, end in spans for place in (index(first), index(end - 1))]
    boxes = _boxes(page, places)
    objects = list(map(_text_object, repeat(page), places[::2]))
    looks = _Looks(page)
    glyphs = [looks(one, place) for one, place in zip(objects, places[::2], strict=True)]
    turned = _dominant(glyphs, spans)
    frame = frame._replace(turn=turned) if turned is not None else frame
    letters = sum(end - first for first, end in spans)
    result = Glyphs(frame, [], [], [], letters, plain=_ASCII.fullmatch(text) is not None)
    keep = _Keeper(result)
    at = 0
    for (first, end), glyph in zip(spans, glyphs, strict=True):
        head, tail = boxes[at : at + 4], boxes[at + 4 : at + 8]
        at += 8
        if end - first == 1 or _whole(head, tail, glyph, end - first):
            keep(text[first:end], head, tail, glyph)
        else:
            _split(keep, text[first:end], list(map(index, range(first, end))), page, looks)
    return result


def _boxes(page: int | None, places: Sequence[int]) -> list[float]:
    """Give left, top, right, bottom (y upwards) of each character, one after the other."""
    store = (_float * (4 * len(places)))()
    start = ctypes.addressof(store)
    list(map(_loose_box, repeat(page), places, range(start, start + 16 * len(places), 16)))
    return list(store)


def _indexer(page: int | None, text: str, units: int, count: int) -> Any:  # noqa: ANN401
    """Give the function from a place in `text` to pdfium's own number of the character."""
    if len(text) == units == count:
        return int
    offsets, at = [], 0
    for letter in text:
        offsets.append(at)
        at += 2 if ord(letter) > 0xFFFF else 1  # noqa: PLR2004 - UTF-16
    return lambda place: max(0, _char_index(page, offsets[place]))


class _Looks:
    """How text objects look, asked once an object and once a font."""

    def __init__(self, page: int | None) -> None:
        self._page = page
        self._objects: dict[int | None, _Glyph] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
        self._six = (_float * 6)()
        self._one = _float()
        self._size = ctypes.byref(self._one)
        self._rgba = [ctypes.c_uint() for _ in range(4)]
        self._colour = [ctypes.byref(one) for one in self._rgba]

    def __call__(self, text_object: int | None, place: int) -> _Glyph:
        glyph = self._objects.get(text_object)
        if glyph is None:
            glyph = self._objects[text_object] = self._look(text_object, place)
        return glyph

    def _look(self, text_object: int | None, place: int) -> _Glyph:
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if _matrix(self._page, place, ctypes.byref(self._six)):
            a, b, c, d = self._six[:4]
        if not text_object:
            return _Glyph(10.0, _quarter(a, b), False, False, 0, False, False)
        _object_size(text_object, self._size)
        size = self._one.value * (math.hypot(c, d) or 1.0)
        font = _object_font(text_object)
        if font not in self._fonts:
            self._fonts[font] = _weight(font)
        bold, italic = self._fonts[font]
        mode = _render_mode(text_object)
        red, green, blue, alpha = (0, 0, 0, 255)
        if _fill_colour(text_object, *self._colour):
            red, green, blue, alpha = (one.value for one in self._rgba)
        light = min(red, green, blue)
        return _Glyph(
            size=abs(size),
            angle=_quarter(a, b),
            bold=bold or mode in _OUTLINED,
            italic=italic,
            mode=3 if mode in _INVISIBLE or alpha == 0 else 0,
            white=light >= _WHITE and mode in {0, 4},
            pale=light >= _PALE or alpha < _PALE,
        )


def _weight(font: int | None) -> tuple[bool, bool]:
    """Tell whether a font is bold and italic: by its name, else by its weight and flags."""
    if not font:
        return False, False
    name = ctypes.create_string_buffer(256)
    _font_name(font, name, 256)
    plain = _SUBSET.sub("", name.value.decode("utf-8", "replace"))
    heavy = _font_weight(font) >= _BOLD_WEIGHT or _font_flags(font) & _FORCE_BOLD
    return bool(_BOLD.search(plain) or heavy), bool(_ITALIC.search(plain))


def _quarter(a: float, b: float) -> int:
    """Quarter turns counter-clockwise, or -1 for a slant."""
    if abs(b) < 0.1 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) < 0.1 * abs(b):
        return 1 if b > 0 else 3
    return -1


def _dominant(glyphs: list[_Glyph], spans: list[tuple[int, int]]) -> int | None:
    """Give the turn in which most letters stand upright; None when all are slanted."""
    votes: dict[int, int] = {}
    for glyph, (first, end) in zip(glyphs, spans, strict=True):
        if glyph.angle >= 0:
            votes[glyph.angle] = votes.get(glyph.angle, 0) + end - first
    return max(votes, key=lambda angle: (votes[angle], -angle)) if votes else None


def _whole(head: list[float], tail: list[float], glyph: _Glyph, letters: int) -> bool:
    """Whether first and last letter can belong to one word: on one line, not too far apart."""
    if glyph.angle == 0:
        room = _WIDE * (glyph.size + 1) * letters
        return tail[3] < head[1] and head[3] < tail[1] and -1 < tail[2] - head[0] < room
    if glyph.angle < 0:
        return True
    if glyph.angle % 2:
        low, high = max(head[0], tail[0]), min(head[2], tail[2])
        reach = max(head[1], tail[1]) - min(head[3], tail[3])
    else:
        low, high = max(head[3], tail[3]), min(head[1], tail[1])
        reach = max(head[2], tail[2]) - min(head[0], tail[0])
    return high - low > 0 and reach < _WIDE * (glyph.size + 1) * letters


class _Keeper:
    """Adds words to a page, of which the boxes of the first and the last letter are known."""

    def __init__(self, result: Glyphs) -> None:
        self._result = result
        self._frame = result.frame
        self._faces: dict[_Glyph, tuple[Face, list[Word]]] = {}

    def __call__(self, text: str, head: list[float], tail: list[float], glyph: _Glyph) -> None:
        found = self._faces.get(glyph)
        if found is None:
            found = self._faces[glyph] = self._face(glyph)
        face, words = found
        if text[-1] in "\x02\ufffe":
            text = text[:-1] + "-"
        frame = self._frame
        if frame.turn == 0 and glyph.angle == 0:
            top, bottom = frame.top - head[1], frame.top - head[3]
            if tail[1] > head[1]:
                top = frame.top - tail[1]
            if tail[3] < head[3]:
                bottom = frame.top - tail[3]
            words.append(Word(head[0] - frame.left, top, tail[2] - frame.left, bottom, text, face))
            return
        box = frame.place(
            min(head[0], tail[0]),
            min(head[3], tail[3]),
            max(head[2], tail[2]),
            max(head[1], tail[1]),
        )
        words.append(Word(*box, text, face))

    def _face(self, glyph: _Glyph) -> tuple[Face, list[Word]]:
        """Give the face, and the list to which words of this look belong."""
        turn = (glyph.angle - self._frame.turn) % 4 if glyph.angle >= 0 else -1
        face = Face(glyph.size, glyph.bold, glyph.italic, glyph.mode != 0, glyph.pale, turn)
        if glyph.mode:
            return face, self._result.invisible
        return face, self._result.white if glyph.white else self._result.words


def _split(
    keep: _Keeper, letters: str, places: Sequence[int], page: int | None, looks: _Looks
) -> None:
    """Cut a "word" that jumps about the page where it jumps, letter by letter."""
    boxes = _boxes(page, places)
    start = 0
    glyph = looks(_text_object(page, places[0]), places[0])
    for number in range(1, len(places) + 1):
        last = boxes[4 * number - 4 : 4 * number]
        if number < len(places):
            here = boxes[4 * number : 4 * number + 4]
            if _whole(last, here, glyph, 2):
                continue
        keep(letters[start:number], boxes[4 * start : 4 * start + 4], last, glyph)
        if number < len(places):
            start = number
            glyph = looks(_text_object(page, places[number]), places[number])
