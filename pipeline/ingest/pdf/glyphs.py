"""One page's words with their places, read through pdfium in a handful of calls a word.

pdfium's own page text already has the right spaces (they are worked out from the gaps), so the
words are cut there, and only the first and the last letter of each are asked for their place:
this costs a tenth of asking for every letter.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.pdf.calls import FLOAT, INT, Frame, Reference, Room, bare
from pipeline.ingest.pdf.letters import mend
from pipeline.ingest.pdf.looks import Look, read_looks
from pipeline.ingest.pdf.values import Face, Numbers, Word, Words

Boxes = NDArray[np.float64]

_characters = bare("FPDFText_CountChars", INT)
_text = bare("FPDFText_GetText", INT)
_loose_box = bare("FPDFText_GetLooseCharBox")
_text_object = bare("FPDFText_GetTextObject", ctypes.c_size_t)
_char_index = bare("FPDFText_GetCharIndexFromTextIndex", INT)

_room = Room(FLOAT, 4, 4_096)

_WORD = re.compile(r"[^\s\x00-\x1f\x7f\ufffe\uffff]+[\x02\ufffe]?")
_LIGATURED = re.compile(  # ligatures in the coding of old TeX fonts are control characters
    r"(?:[^\s\x00-\x1f\x7f\ufffe\uffff]|(?<=\S)[\x1b-\x1f])+[\x02\ufffe]?"
)
_ODD = re.compile(  # controls, and spaces that are none of the usual
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\uffff]"
)
_SPACE, _PLAIN, _NO_BREAK = 0x20, 0x7E, 0xA0
_LIGATURE = re.compile(r"[\x1b-\x1f]")
_CONTROL = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_PARTED = "\x02\ufffe"  # what pdfium gives for a hyphen at the end of a line
_WIDE = 1.3  # ems a letter: wider, and the "word" holds a jump


class Glyphs(NamedTuple):
    """A page's words. `white` ones may be invisible, or stand on a dark ground.

    `faces` are those of all of them; `letters` counts their letters.
    `coded`: there are letters, but none of a known character set.
    """

    frame: Frame
    words: Sequence[Word]
    white: list[Word]
    invisible: list[Word]
    faces: list[Face]
    letters: int = 0
    coded: bool = False


def read_glyphs(text_page: Any, frame: Frame) -> Glyphs:  # noqa: ANN401 - a ctypes handle
    """Read the words of pdfium's text page in the order in which they are drawn."""
    page = ctypes.byref(text_page.contents)
    count = _characters(page)
    if count <= 0:
        return Glyphs(frame, [], [], [], [])
    text, units = _page_text(page, count)
    cut = _cut(page, text, units, count)
    texts = cut.texts
    if not texts:
        return Glyphs(frame, [], [], [], [], coded=bool(text.strip()))
    boxes = _boxes(page, cut.ends)
    heads, tails = boxes[:, ::2], boxes[:, 1::2]
    looks, kinds = _looks(page, cut.ends[::2])
    upright = all(look.angle == 0 for look in looks)
    turn = 0 if upright else _dominant(looks, kinds, cut.counts, frame.turn)
    frame = frame._replace(turn=turn)
    letters = int(cut.counts.sum())
    coded = cut.ligatured and 2 * len(_CONTROL.findall(text)) > letters
    words: list[Word] = []
    result = Glyphs(frame, words, [], [], [], letters, coded)
    keep = _Keeper(result, words)
    if upright and _steady(heads, tails, looks, kinds, cut.counts):
        for at in cut.odd:
            texts[at] = _mended(texts[at])
        return keep.all(texts, heads, tails, looks, kinds)
    ends = zip(heads.T.tolist(), tails.T.tolist(), kinds.tolist(), strict=True)
    for at, (word, (head, tail, kind)) in enumerate(zip(texts, ends, strict=True)):
        look = looks[kind]
        if len(word) == 1 or _whole(head, tail, look, len(word)):
            keep(word, head, tail, look)
        else:
            _split(keep, word, cut.letters(at), page)
    return result


def _page_text(page: Reference, count: int) -> tuple[str, NDArray[np.uint16]]:
    """Give the page's text, and its UTF-16 units."""
    buffer = array("H", bytes(2 * (count + 1)))
    place = ctypes.byref(ctypes.c_char.from_buffer(buffer))
    units = np.frombuffer(buffer, np.uint16, max(_text(page, 0, count, place) - 1, 0))
    return _decoded(units), units


def _decoded(units: NDArray[np.uint16]) -> str:
    return units.tobytes().decode("utf-16-le", "surrogatepass")


class _Cut(NamedTuple):
    """Words; `ends`: pdfium's numbers of the first and the last letter of each, in turn.

    `counts` of letters; `odd`: the words that hold more than plain letters; `ligatured`: some may
    be of an old TeX font; `letters`: gives the numbers of all letters of a word.
    """

    texts: list[str]
    ends: list[int]
    counts: Numbers
    odd: list[int]
    ligatured: bool
    letters: Callable[[int], Sequence[int]]


def _cut(page: Reference, text: str, units: NDArray[np.uint16], count: int) -> _Cut:
    """Cut a page's text into words."""
    (rare,) = ((units < _SPACE) | (units > _PLAIN)).nonzero()
    if len(text) == len(units) == count and _ODD.search(_decoded(units[rare])) is None:
        # Letters and plain spaces alone, numbered as they stand: no step a word is needed
        letter = np.zeros(count + 2, np.bool_)
        letter[1:-1] = (units > _SPACE) & (units != _NO_BREAK)
        (edges,) = (letter[1:] != letter[:-1]).nonzero()
        edges[1::2] -= 1
        first, last = edges[::2], edges[1::2]
        odd = rare[letter[1:-1][rare]]
        return _Cut(
            text.split(),
            edges.tolist(),
            last - first + 1,
            sorted(set((first.searchsorted(odd, "right") - 1).tolist())),
            ligatured=False,
            letters=lambda at: range(int(first[at]), int(last[at]) + 1),
        )
    ligatured = _LIGATURE.search(text) is not None
    pattern = _LIGATURED if ligatured else _WORD
    spans = [match.span() for match in pattern.finditer(text)]
    number = _numbering(page, text, len(units), count)
    texts = [text[start:end] for start, end in spans]
    return _Cut(
        texts,
        [number(place) for start, end in spans for place in (start, end - 1)],
        np.array([end - start for start, end in spans]),
        [at for at, one in enumerate(texts) if not (one.isascii() and one.isprintable())],
        ligatured=ligatured,
        letters=lambda at: [number(place) for place in range(*spans[at])],
    )


def _boxes(page: Reference, places: Sequence[int]) -> Boxes:
    """Give left, top, right and bottom (y upwards) of each character, in four rows."""
    boxes = np.empty((4, len(places)))
    for start in range(0, len(places), _room.most):
        some = places[start : start + _room.most]
        found = _room.values[: len(some)]
        found.fill(0)  # what pdfium does not know stays so
        deque(map(_loose_box, repeat(page), some, _room.references), 0)
        boxes[:, start : start + len(some)] = found.T
    return boxes


def _looks(page: Reference, places: Sequence[int]) -> tuple[list[Look], Numbers]:
    """Give the looks of characters, and the number of each one's look in them."""
    objects = np.fromiter(map(_text_object, repeat(page), places), np.uintp, len(places))
    ends = [*(objects[1:] != objects[:-1]).nonzero()[0].tolist(), len(places) - 1]
    runs = objects[ends].tolist()  # words of one object follow each other
    looks, known = read_looks(page, {one: places[end] for one, end in zip(runs, ends, strict=True)})
    counts = [end - before for before, end in pairwise([-1, *ends])]
    return looks, np.array([known[one] for one in runs]).repeat(counts)


def _numbering(page: Reference, text: str, units: int, count: int) -> Callable[[int], int]:
    """Give the function from a place in `text` to pdfium's own number of the character."""
    if len(text) == units == count:
        return int
    offsets, at = [], 0
    for letter in text:
        offsets.append(at)
        at += 2 if ord(letter) > 0xFFFF else 1  # noqa: PLR2004 - UTF-16
    return lambda place: max(0, _char_index(page, offsets[place]))


def _dominant(looks: Sequence[Look], kinds: Numbers, counts: Numbers, usual: int) -> int:
    """Give the turn in which most letters stand upright; `usual` when all are slanted."""
    votes: dict[int, int] = {}
    for kind, look in enumerate(looks):
        if look.angle >= 0:
            votes[look.angle] = votes.get(look.angle, 0) + int(counts[kinds == kind].sum())
    return max(votes, key=lambda angle: (votes[angle], -angle)) if votes else usual


def _steady(
    heads: Boxes, tails: Boxes, looks: Sequence[Look], kinds: Numbers, counts: Numbers
) -> bool:
    """Whether every word of an upright page is whole, as `_whole` would say of each."""
    room = np.array([_WIDE * (look.size + 1) for look in looks])[kinds] * counts
    reach = tails[2] - heads[0]
    level = (tails[3] < heads[1]) & (heads[3] < tails[1])
    return bool(((counts == 1) | (level & (reach > -1) & (reach < room))).all())


def _whole(head: list[float], tail: list[float], look: Look, letters: int) -> bool:
    """Whether first and last letter can belong to one word: on one line, not too far apart."""
    if look.angle == 0:
        room = _WIDE * (look.size + 1) * letters
        return tail[3] < head[1] and head[3] < tail[1] and -1 < tail[2] - head[0] < room
    if look.angle < 0:
        return True
    if look.angle % 2:
        low, high = max(head[0], tail[0]), min(head[2], tail[2])
        reach = max(head[1], tail[1]) - min(head[3], tail[3])
    else:
        low, high = max(head[3], tail[3]), min(head[1], tail[1])
        reach = max(head[2], tail[2]) - min(head[0], tail[0])
    return high - low > 0 and reach < _WIDE * (look.size + 1) * letters


def _mended(text: str) -> str:
    """Give a word as it would be typed, a hyphen that parts it at the end of a line as a hyphen."""
    return mend(f"{text[:-1]}-" if text[-1] in _PARTED else text)


class _Keeper:
    """Adds words to a page, of which the boxes of the first and the last letter are known."""

    def __init__(self, result: Glyphs, words: list[Word]) -> None:
        self._result = result
        self._words = words
        self._frame = result.frame
        self._faces: dict[Look, tuple[Face, list[Word]]] = {}

    def all(
        self, texts: list[str], heads: Boxes, tails: Boxes, looks: Sequence[Look], kinds: Numbers
    ) -> Glyphs:
        """Give the page with all words of an upright page at once."""
        frame, result = self._frame, self._result
        kept = [self._face(look) for look in looks]
        places = (
            heads[0] - frame.left,
            frame.top - np.maximum(heads[1], tails[1]),
            tails[2] - frame.left,
            frame.top - np.minimum(heads[3], tails[3]),
        )
        words = Words(places, kinds, texts, [face for face, _ in kept])
        if all(some is self._words for _, some in kept):
            return result._replace(words=words)
        for word, kind in zip(words, kinds.tolist(), strict=True):
            kept[kind][1].append(word)
        return result

    def __call__(self, text: str, head: list[float], tail: list[float], look: Look) -> None:
        """Add one word."""
        found = self._faces.get(look)
        if found is None:
            found = self._faces[look] = self._face(look)
        face, words = found
        if not (text.isascii() and text.isprintable()):
            text = _mended(text)
        frame = self._frame
        if frame.turn == 0 and look.angle == 0:
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

    def _face(self, look: Look) -> tuple[Face, list[Word]]:
        """Give the face, and the list to which words of this look belong."""
        turn = (look.angle - self._frame.turn) % 4 if look.angle >= 0 else -1
        face = Face(look.size, look.bold, look.italic, look.hidden, look.pale, turn)
        self._result.faces.append(face)
        if look.hidden:
            return face, self._result.invisible
        return face, self._result.white if look.white else self._words


def _split(keep: _Keeper, letters: str, places: Sequence[int], page: Reference) -> None:
    """Cut a "word" that jumps about the page where it jumps, letter by letter."""
    boxes = _boxes(page, places).T.tolist()
    objects = list(map(_text_object, repeat(page), places))
    looks, known = read_looks(page, dict(zip(objects, places, strict=True)))
    start = 0
    for number in range(1, len(places) + 1):
        look = looks[known[objects[start]]]
        last = boxes[number - 1]
        if number < len(places) and _whole(last, boxes[number], look, 2):
            continue
        keep(letters[start:number], boxes[start], last, look)
        start = number
