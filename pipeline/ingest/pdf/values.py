"""What the PDF reader passes between its own steps. Lengths in points, y from the page's top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Furniture, value

Places = NDArray[np.float64]
Numbers = NDArray[np.intp]


class Face(NamedTuple):
    """How a word is set. `turn` counts quarter turns against the page; -1 is a slant.

    `struck`: a line is drawn through it.
    """

    size: float
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    pale: bool = False
    turn: int = 0
    struck: bool = False


class Word(NamedTuple):
    """Letters between two spaces, with the box they stand in. `confidence` is OCR's, 0 to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    face: Face
    confidence: float | None = None


_new_word: Callable[[Iterable[Any]], Word] = partial(tuple.__new__, Word)


class Words(Sequence[Word]):
    """Words of a page in columns, so that what is asked of all of them is asked at once.

    `kinds`: the number of each one's face in `faces`. A `Word` is made only of those that are
    asked for: most are never looked at but in their line. None comes from the engine for pictures.
    """

    __slots__ = ("bottom", "faces", "kinds", "left", "right", "texts", "top")

    def __init__(
        self, places: Iterable[Places], kinds: Numbers, texts: Sequence[str], faces: Sequence[Face]
    ) -> None:
        """Take their left sides, tops, right sides and bottoms, and the rest."""
        self.left, self.top, self.right, self.bottom = places
        self.kinds, self.texts, self.faces = kinds, texts, faces

    @classmethod
    def of(cls, words: Sequence[Word]) -> Words:
        """Put words into columns, where they are not yet."""
        if isinstance(words, Words):
            return words
        if not words:
            return cls([np.empty(0)] * 4, np.empty(0, np.intp), (), ())
        lefts, tops, rights, bottoms, texts, faces, _ = zip(*words, strict=True)
        numbers: dict[Face, int] = {}
        kinds = [numbers.setdefault(face, len(numbers)) for face in faces]
        places = map(np.array, (lefts, tops, rights, bottoms))
        return cls(places, np.array(kinds), texts, list(numbers))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.texts)

    def __iter__(self) -> Iterator[Word]:
        """Make all of them."""
        return iter(self.between(0, len(self.texts)))

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        """Make one of them; or all, to give some."""
        if isinstance(at, slice):
            return list(self)[at]
        number = range(len(self.texts))[at]
        return self.between(number, number + 1)[0]

    def between(self, start: int, end: int) -> list[Word]:
        """Give the words from number `start` to `end`, exclusive."""
        columns = (self.left, self.top, self.right, self.bottom)
        faces = map(self.faces.__getitem__, self.kinds[start:end].tolist())
        places = (column[start:end].tolist() for column in columns)
        fields = zip(*places, self.texts[start:end], faces, repeat(None), strict=False)
        return list(map(_new_word, fields))


class Rule(NamedTuple):
    """A straight ruling line: `x0 == x1` for an upright one, `top == bottom` for a level one."""

    x0: float
    top: float
    x1: float
    bottom: float


class Fill(NamedTuple):
    """A filled area, and how light it is: 0 is black, 1 is white."""

    x0: float
    top: float
    x1: float
    bottom: float
    light: float


@value
class Sheet:
    """One page as drawn.

    `letters`: characters (no spaces) of pdfium's own text, what is drawn twice counted once.
    `drawn`: shapes and pictures; `pictured`: share of the page that the largest picture takes.
    `outlines`: letters seem to be drawn as shapes over a good part of the page.
    `coded`: there are letters, but none of a known character set.
    `crowded`: there were too many objects to look at.
    """

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rules: tuple[Rule, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    letters: int = 0
    drawn: int = 0
    pictured: float = 0.0
    outlines: bool = False
    coded: bool = False
    crowded: bool = False
