"""What the PDF reader passes between its own steps. Lengths in points, y from the page's top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.pdf.letters import ACCENTS, compose
from pipeline.model import Furniture, value

Places = NDArray[np.float64]


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


class Columns(NamedTuple):
    """A page's words by column, so that what is asked of all of them is asked at once.

    `kinds`: the number of each one's face in `faces`.
    """

    left: Places
    top: Places
    right: Places
    bottom: Places
    kinds: NDArray[np.intp]
    texts: Sequence[str]
    faces: list[Face]


def by_column(words: Sequence[Word]) -> Columns:
    """Give words by column."""
    lefts, tops, rights, bottoms, texts, faces, _ = zip(*words, strict=True)
    numbers: dict[Face, int] = {}
    kinds = [numbers.setdefault(face, len(numbers)) for face in faces]
    left, top, right, bottom = map(np.array, (lefts, tops, rights, bottoms))
    return Columns(left, top, right, bottom, np.array(kinds), texts, list(numbers))


class Upright(tuple[Word, ...]):  # noqa: SLOT001 - a tuple can have no slots
    """A page's words that all stand upright and are no engine's, with the same by column."""

    columns: Columns

    def __new__(cls, words: Iterable[Word], columns: Columns) -> Self:
        """Make them of words and what `by_column` gives of them."""
        made = super().__new__(cls, words)
        made.columns = columns
        return made


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
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    letters: int = 0
    drawn: int = 0
    pictured: float = 0.0
    outlines: bool = False
    coded: bool = False
    crowded: bool = False


_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_STOPS = ("", *".,;:)", *(one + two for one in ".,;:)" for two in ".,;:)"))
_JOINING = frozenset(end + stop for end in _ORDINAL for stop in _STOPS) | frozenset(ACCENTS)
"""Words that may belong to the word before them: endings as in "2nd", and accents."""

_TIGHT = 0.18  # ems: a raised ending this near belongs to its number


def joins_none(texts: Iterable[str]) -> bool:
    """Whether no word can belong to the word before it, so that `joined` changes nothing."""
    return _JOINING.isdisjoint(texts)


def joined(words: Sequence[Word]) -> Sequence[Word]:
    """Join what belongs to one word: "2" and a raised "nd", a letter and its detached accent."""
    if joins_none([word.text for word in words]):
        return words
    result = [words[0]]
    for word in words[1:]:
        last = result[-1]
        size = last.face.size
        if word.text in _JOINING and (
            word.x0 < last.x1
            if word.text in ACCENTS
            else last.text[-1].isdigit()
            and (word.x0 - last.x1 < _TIGHT * size or word.face.size < 0.85 * size)
        ):
            text = accented(last, word) if word.text in ACCENTS else last.text + word.text
            result[-1] = last._replace(
                x1=max(last.x1, word.x1),
                top=min(last.top, word.top),
                bottom=max(last.bottom, word.bottom),
                text=text,
            )
        else:
            result.append(word)
    return result


def accented(word: Word, accent: Word) -> str:
    """Put an accent that was drawn apart on the letter below it."""
    middle = (accent.x0 + accent.x1) / 2
    share = (middle - word.x0) / max(word.x1 - word.x0, 0.1)
    guess = int(share * len(word.text))
    for place in sorted(range(len(word.text)), key=lambda one: (abs(one - guess), one)):
        if abs(place - guess) > 2:  # noqa: PLR2004 - letters are not all of one width
            break
        letter = compose(word.text[place], accent.text)
        if letter is not None:
            return word.text[:place] + letter + word.text[place + 1 :]
    return word.text + accent.text


Known = tuple[float, float, float, float, str, Face, bool]
"""A line's box and text, the first word's face, and whether all words share it."""


class Line:
    """Words side by side. `marker` holds the bullet or number that was split off its head.

    `page` counts from 1. `right` is the right margin of the column in which the line stands.
    """

    __slots__ = (
        "bottom",
        "face",
        "marker",
        "middle",
        "page",
        "right",
        "size",
        "text",
        "top",
        "words",
        "x0",
        "x1",
    )

    page: int
    words: Sequence[Word]
    text: str
    """The words with single spaces."""

    size: float
    """The size of the first word's letters."""

    middle: float
    """Half-way between top and bottom."""

    face: Face | None
    """The face that all words share; None where there are several, or the engine's confidence."""

    def __init__(self, page: int, words: Sequence[Word], known: Known | None = None) -> None:
        """Make a line of words; `known`: what they come to, where it is known already."""
        self.page = page
        self.marker = ""
        if known is not None:
            self.words = words
            self.x0, self.top, self.x1, self.bottom, self.text, face, alike = known
            self.face = face if alike else None
        elif len(words) == 1:
            self.words = words
            self.x0, self.top, self.x1, self.bottom, self.text, face, only = words[0]
            self.face = face if only is None else None
        else:
            self.words = words = joined(words)
            lefts, tops, rights, bottoms, texts, faces, sure = zip(*words, strict=True)
            self.x0, self.x1, face = lefts[0], rights[-1], faces[0]
            alike = faces.count(face) == len(faces) and sure.count(None) == len(sure)
            self.face = face if alike else None
            self.top, self.bottom = min(tops), max(bottoms)
            self.text = " ".join(texts)
        self.size = face.size
        self.middle = (self.top + self.bottom) / 2
        self.right = self.x1

    def mark(self, marker: str, words: Sequence[Word]) -> None:
        """Split a marker off: `words` are what is left."""
        self.marker = marker
        self.words = words
        self.x0 = words[0].x0
        self.size = words[0].face.size
        self.text = " ".join([word.text for word in words])

    @property
    def bold(self) -> bool:
        """Whether every word that has a letter or digit is bold."""
        return all(word.face.bold or not any(map(str.isalnum, word.text)) for word in self.words)
