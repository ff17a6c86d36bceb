"""One line of a page: words side by side, made only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.ingest.pdf.letters import ACCENTS, compose
from pipeline.ingest.pdf.values import Face, Word, Words

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


Known = tuple[Words, int, int, float, float, float, float, float, Face, bool]
"""Which words of a page make a line (from number to number, exclusive), and what they come to.

Left side, top, right side, bottom, width of the first word, its face, and whether it is that of all.
"""


class Line:
    """Words side by side. `marker` holds the bullet or number that was split off its head.

    `page` counts from 1. `right` is the right margin of the column in which the line stands.
    """

    __slots__ = (
        "_of",
        "_words",
        "bottom",
        "count",
        "face",
        "lead",
        "marker",
        "middle",
        "page",
        "right",
        "size",
        "text",
        "top",
        "x0",
        "x1",
    )

    page: int
    count: int
    """The number of words."""

    text: str
    """The words with single spaces."""

    size: float
    """The size of the first word's letters."""

    lead: float
    """The width of the first word."""

    middle: float
    """Half-way between top and bottom."""

    face: Face | None
    """The face that all words share; None where there are several, or the engine's confidence."""

    _words: Sequence[Word] | None
    _of: tuple[Words, int, int]

    def __init__(self, page: int, words: Sequence[Word], known: Known | None = None) -> None:
        """Make a line of words; of none, where what they come to is `known`."""
        self.page = page
        self.marker = ""
        if known is not None:
            of, start, end, self.x0, self.top, self.x1, self.bottom, self.lead, face, alike = known
            self.count = end - start
            self._words = None
            self._of = of, start, end
            self.face = face if alike else None
            self.text = " ".join(of.texts[start:end])
        else:
            self._words = words = joined(words)
            self.count = len(words)
            lefts, tops, rights, bottoms, texts, faces, sures = zip(*words, strict=True)
            self.x0, self.x1, self.lead, face = lefts[0], rights[-1], rights[0] - lefts[0], faces[0]
            alike = faces.count(face) == len(faces) and sures.count(None) == len(sures)
            self.face = face if alike else None
            self.top, self.bottom = min(tops), max(bottoms)
            self.text = " ".join(texts)
        self.size = face.size
        self.middle = (self.top + self.bottom) / 2
        self.right = self.x1

    @property
    def words(self) -> Sequence[Word]:
        """The words, made when they are first asked for."""
        if self._words is None:
            of, start, end = self._of
            self._words = of.between(start, end)
        return self._words

    @property
    def head(self) -> str:
        """The text of the first word."""
        if self._words is None:
            of, start, _ = self._of
            return of.texts[start]
        return self._words[0].text

    @property
    def gap(self) -> float:
        """The room between the first and the second word."""
        if self._words is None:
            of, start, _ = self._of
            return float(of.left[start + 1] - of.right[start])
        return self._words[1].x0 - self._words[0].x1

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left side, top, right side and bottom of the words, without a marker's."""
        if not self.marker:
            return self.x0, self.top, self.x1, self.bottom
        if self._words is None:
            of, start, end = self._of
            tops, bottoms = of.top[start:end].tolist(), of.bottom[start:end].tolist()
        else:
            tops = [word.top for word in self._words]
            bottoms = [word.bottom for word in self._words]
        return self.x0, min(tops), self.x1, max(bottoms)

    @property
    def ends(self) -> tuple[float, float, float]:
        """The middles of the first and of the last word, and the height of the first."""
        if self._words is None:
            of, start, end = self._of
            left, right = float(of.left[end - 1]), float(of.right[start])
            height = float(of.bottom[start] - of.top[start])
            return (self.x0 + right) / 2, (left + self.x1) / 2, height
        first, last = self._words[0], self._words[-1]
        return (first.x0 + first.x1) / 2, (last.x0 + last.x1) / 2, first.bottom - first.top

    def mark(self) -> None:
        """Split the first word off as the marker."""
        self.marker = self.head
        self.count -= 1
        if self._words is None:
            of, start, end = self._of
            start += 1
            self._of = of, start, end
            self.x0, right = float(of.left[start]), float(of.right[start])
            self.size = of.faces[of.kinds[start]].size
            self.text = " ".join(of.texts[start:end])
        else:
            self._words = self._words[1:]
            self.x0, _, right, _, _, face, _ = self._words[0]
            self.size = face.size
            self.text = " ".join([word.text for word in self._words])
        self.lead = right - self.x0

    def unglue(self) -> None:
        """Split the first letter off as the marker."""
        first, *rest = self.words
        self.marker = first.text[0]
        self._words = [first._replace(text=first.text[1:]), *rest]
        self.text = " ".join([word.text for word in self._words])

    @property
    def first(self) -> Face:
        """The face of the first word."""
        return self.face or self.words[0].face

    @property
    def last(self) -> Face:
        """The face of the last word."""
        return self.face or self.words[-1].face

    @property
    def bold(self) -> bool:
        """Whether every word that has a letter or digit is bold."""
        if self.face is not None:
            return self.face.bold or not any(map(str.isalnum, self.text))
        return all(word.face.bold or not any(map(str.isalnum, word.text)) for word in self.words)
