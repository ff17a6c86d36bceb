"""What the PDF reader passes between its own steps. Lengths in points, y from the page's top."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.ingest.pdf.letters import ACCENTS, compose
from pipeline.model import Furniture, value


class Face(NamedTuple):
    """How a word is set. `turn` counts quarter turns against the page; -1 is a slant."""

    size: float
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    pale: bool = False
    turn: int = 0


class Word(NamedTuple):
    """Letters between two spaces, with the box they stand in. `confidence` is OCR's, 0 to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    face: Face
    confidence: float | None = None


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
_TIGHT = 0.18  # ems: a raised ending this near belongs to its number


def joined(words: list[Word]) -> list[Word]:
    """Join what belongs to one word: "2" and a raised "nd", a letter and its detached accent."""
    result = [words[0]]
    for word in words[1:]:
        last = result[-1]
        size = last.face.size
        if (
            len(word.text) <= 4  # noqa: PLR2004 - "nd," and "th);"
            and last.text[-1].isdigit()
            and word.text.rstrip(".,;:)") in _ORDINAL
            and (word.x0 - last.x1 < _TIGHT * size or word.face.size < 0.85 * size)
        ) or (word.text in ACCENTS and word.x0 < last.x1):
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


class Line:
    """Words side by side. `marker` holds the bullet or number that was split off its head.

    `page` counts from 1. `right` is the right margin of the column in which the line stands.
    """

    __slots__ = ("bottom", "marker", "page", "right", "top", "words", "x0", "x1")

    def __init__(self, page: int, words: list[Word]) -> None:
        self.page = page
        self.words = words = joined(words) if len(words) > 1 else words
        self.marker = ""
        self.x0 = words[0].x0
        self.x1 = words[-1].x1
        self.top = min(word.top for word in words)
        self.bottom = max(word.bottom for word in words)
        self.right = self.x1

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """The size of the first word's letters."""
        return self.words[0].face.size

    @property
    def bold(self) -> bool:
        """Whether every word that has a letter or digit is bold."""
        return all(word.face.bold for word in self.words if any(map(str.isalnum, word.text)))

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2
