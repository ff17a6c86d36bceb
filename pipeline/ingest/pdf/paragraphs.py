"""Lines to paragraphs: a line goes on with the next when its break was forced by the margin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import median

from pipeline.ingest.assemble import Draft, Piece
from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.markers import split_marker
from pipeline.ingest.pdf.values import Face, Word
from pipeline.ingest.pdf.words import is_list_head
from pipeline.model import AFTER_BLANK, BlockKind, Box, Cell

_APART = 1.3  # line pitches: farther apart begins a paragraph
_BLANK = 1.55  # line pitches: as far as a blank line
_SLACK = 0.9  # ems left over beside the next word before a line counts as ended on purpose
_LARGER = 1.12
_HEADING_WORDS = 16
_ENDS = (".", ":", ";", "!", "?")
_CLOSED = (".", ";", ",", "!")
_CLOSING = "\"'”’)]"
"""What may follow such a sign."""

_LABEL = re.compile(r"[A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}:(?: |$)")
_COUNTED = re.compile(r"(\(?(?:\d{1,2}\.)*)(\d{1,3})([.)]*)")  # 2. (2) 3.2
_LETTER = 0.7
"""Ems of room that a letter may need: less is room for none."""

_LONG = 4
"""Letters of a word that a cell may be too narrow for."""

_HYPHENED = re.compile(r"(\w+)-$")

Bounds = tuple[float, float, float, float]


class Habits:
    """What is usual in a document: line pitch in ems, size of letters, whether bold is usual."""

    __slots__ = ("_flows", "_words", "bold", "pitch", "size")

    def __init__(self, flows: Iterable[Sequence[Line]]) -> None:
        self._flows = list(flows)
        self._words: frozenset[str] | None = None
        pitches: list[float] = []
        counts: dict[float, int] = {}
        bold = total = 0
        for lines in self._flows:
            above: Line | None = None
            for line in lines:
                count = line.count
                counts[line.size] = counts.get(line.size, 0) + count
                total += count
                if line.face is not None:
                    bold += count * line.face.bold
                else:
                    bold += [word.face.bold for word in line.words].count(True)
                if above is not None and line.page == above.page:
                    apart = line.middle - above.middle
                    pitch = apart if line.size < 1 else apart / line.size
                    if 0.8 < pitch < 2.6:  # noqa: PLR2004
                        pitches.append(pitch)
                above = line
        sizes: dict[float, int] = {}
        for one, count in counts.items():
            letters = round(one * 2) / 2
            sizes[letters] = sizes.get(letters, 0) + count
        # A blank line between paragraphs is frequent in short files: the lower half is the pitch.
        pitches.sort()
        self.pitch = median(pitches[: max(1, len(pitches) * 2 // 3)]) if pitches else 1.2
        self.size = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 11.0
        self.bold = bold > total / 2

    def prints(self, word: str) -> bool:
        """Whether the document prints a word whole somewhere."""
        if self._words is None:
            words = (word.text for lines in self._flows for line in lines for word in line.words)
            self._words = frozenset(one.strip(".,;:()").casefold() for one in words)
        return word.casefold() in self._words


class Paragraph:
    """Lines that belong together. `blank`: a blank line stands before; `listed`: in a list."""

    __slots__ = ("blank", "lines", "listed")

    def __init__(self, line: Line, *, blank: bool, listed: bool = False) -> None:
        self.listed = listed
        self.lines = [line]
        self.blank = blank


def gather(
    lines: Sequence[Line], usual: Habits, *, listed: bool = False, cell: bool = False
) -> list[Paragraph]:
    """Group the lines of one column, in reading order, into paragraphs.

    `listed`: each line is an entry of its own, as in a list of names. `cell`: in a table's cell.
    """
    found: list[Paragraph] = []
    for line in lines:
        if not found:
            split_marker(line, bullets=cell)
            found.append(Paragraph(line, blank=False, listed=listed))
            continue
        last = found[-1].lines[-1]
        size = line.size if line.size == last.size else min(last.size, line.size)
        pitch = usual.pitch if size < 1 else usual.pitch * size
        apart = line.middle - last.middle
        turned = line.page != last.page
        blank = not turned and (apart > _BLANK * pitch or apart < -pitch)
        ended = listed or blank or (bool(found[-1].lines[0].marker) and _counts_on(found[-1], line))
        ended = ended or _ended(found[-1], line, usual, pitch)
        if split_marker(line, fresh=ended, bullets=cell) or ended:
            found.append(Paragraph(line, blank=blank, listed=listed))
        else:
            found[-1].lines.append(line)
    return found


def _counts_on(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line after a full sentence bears the next number of the list: "2." after "1."."""
    one = _COUNTED.fullmatch(paragraph.lines[0].marker)
    if one is None or not _is_end(paragraph.lines[-1].text):
        return False
    two = _COUNTED.fullmatch(line.head)
    return two is not None and (one[1], int(one[2]) + 1, one[3]) == (two[1], int(two[2]), two[3])


def _is_end(text: str) -> bool:
    """Whether a line ends as a sentence or a label does."""
    return text.rstrip(_CLOSING).endswith(_ENDS)


def _ended(paragraph: Paragraph, line: Line, usual: Habits, pitch: float) -> bool:
    """Whether `line` begins a paragraph of its own."""
    last = paragraph.lines[-1]
    if line.page != last.page:
        return _ended_on_page(last, line)
    if line.middle - last.middle > _APART * pitch or line.middle < last.middle:
        return True
    if not (line.size == last.size > 1 or _near(line.size, last.size) or _tiny(last, line)):
        return True
    return _room(last, line) or (_is_end(last.text) and _begins(paragraph, line, usual))


def _begins(paragraph: Paragraph, line: Line, usual: Habits) -> bool:
    """Whether a line after a full sentence begins anew: by its face, a label or its indent."""
    last = paragraph.lines[-1]
    before, after = last.last.bold, line.first.bold
    if before != after and (after or last.bold) and not usual.bold:
        return True
    if _LABEL.match(line.text):  # such as "Decision:"
        return True
    return len(paragraph.lines) > 1 and line.x0 - last.x0 > line.size


def _tiny(last: Line, line: Line) -> bool:
    """Whether one of two lines only begins with a raised or small letter."""
    one, two = [max(word.face.size for word in each.words) for each in (last, line)]
    return _near(one, two)


def _near(one: float, two: float) -> bool:
    """Whether two sizes of letters pass for the same."""
    return 1 / _LARGER < one / max(two, 0.1) < _LARGER


def _room(last: Line, line: Line) -> bool:
    """Whether the first word of `line` would have fitted at the end of the line before."""
    return last.right - last.x1 > line.lead + _SLACK * line.size


def _ended_on_page(last: Line, line: Line) -> bool:
    """Whether the paragraph ends with its page: a sentence that runs on has no full stop."""
    if _room(last, line) or last.bold != line.bold:
        return True
    if abs(line.size - last.size) > 1:
        return True
    if _is_end(last.text):
        return not line.text[:1].islower()
    return not (line.text[:1].islower() or abs(line.x0 - last.x0) < line.size)


def draft(
    paragraph: Paragraph, usual: Habits, *, cell: Cell | None = None, style: str = ""
) -> Draft:
    """Give the block of a paragraph, its pieces cut at lines and changes of face."""
    lines = paragraph.lines
    pieces: list[Piece] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        pieces.extend(_pieces(line, following, usual))
    kind = _kind(paragraph, usual) if cell is None else BlockKind.CELL
    if style:
        kind = BlockKind.PARAGRAPH
    level = 0 if kind is BlockKind.HEADING else None
    if paragraph.blank and cell is None:
        style = f"{style} {AFTER_BLANK}".strip()
    return Draft(
        pieces=tuple(pieces),
        kind=kind,
        style=style,
        level=level,
        marker=lines[0].marker,
        cell=cell,
    )


def _pieces(line: Line, following: Line | None, usual: Habits) -> list[Piece]:
    """Give the pieces of a line, one a face, with what parts it from the next line's words."""
    if line.face is not None:
        text = line.text
        if following is not None:
            text = _led_on(text, line, following.text, usual)
        return [_set(text, line.page, line.sides, line.face)]
    words = line.words
    cuts = [0]
    cuts += [at for at in range(1, len(words)) if not _same(words[at - 1], words[at])]
    parts = [words[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
    texts = [" ".join([word.text for word in part]) + " " for part in parts]
    texts[-1] = texts[-1][:-1]
    if following is not None:
        texts[-1] = _led_on(texts[-1], line, following.text, usual)
    return [_piece(line.page, part, text) for part, text in zip(parts, texts, strict=True)]


def _same(last: Word, this: Word) -> bool:
    """Whether two words of a line share their face."""
    one, two = last.face, this.face
    return (
        one is two or (one.bold, one.italic, one.struck) == (two.bold, two.italic, two.struck)
    ) and last.confidence == this.confidence


def _led_on(text: str, line: Line, after: str, usual: Habits) -> str:
    """Give the text at a line's end with what follows it: a space, or nothing within a word.

    `after`: the text of the next line.
    """
    end = text[-1:]
    if end == "\xad":
        return text[:-1]
    if end == "-" and (found := _HYPHENED.search(text)) and after[:1].islower():
        return text[:-1] if _one_word(found[1], after, usual) else text
    return text if end == "/" or _broken(line, after, usual) else text + " "


def _broken(line: Line, after: str, usual: Habits) -> bool:
    """Whether a word too long for its cell goes on in the next line: "Decisio" and "n".

    It fills its line alone, no letter more would fit, and the document prints it whole elsewhere.
    """
    word = line.text
    return (
        line.count == 1
        and len(word) >= _LONG
        and line.right - line.x1 < _LETTER * line.size
        and word[-1].isalpha()
        and after[:1].islower()
        and _one_word(word, after, usual)
    )


def _one_word(head: str, tail: str, usual: Habits) -> bool:
    """Whether a hyphen at a line's end only parts one word: the document prints it whole."""
    rest = re.match(r"\w+", tail)
    return rest is not None and usual.prints(head + rest[0])


def _piece(page: int, words: Sequence[Word], text: str) -> Piece:
    """Give the piece of some words of one face."""
    x0, top, x1, bottom, _, face, confidence = words[0]
    if len(words) > 1:
        x1 = words[-1].x1
        top = min([word.top for word in words])
        bottom = max([word.bottom for word in words])
    return _set(text, page, (x0, top, x1, bottom), face, confidence)


def _set(
    text: str, page: int, places: Bounds, face: Face, confidence: float | None = None
) -> Piece:
    """Give the piece of a text as it is set."""
    x0, top, x1, bottom = map(_hundredths, places)
    box = Box(x0=x0, top=top, x1=x1, bottom=bottom)
    return Piece(
        text=text,
        page=page,
        box=box,
        bold=face.bold,
        italic=face.italic,
        struck=face.struck,
        confidence=confidence,
    )


@lru_cache(maxsize=4096)
def _hundredths(place: float) -> float:
    """Round a place: margins and heights of lines come again, on page after page."""
    return round(place, 2) + 0.0  # which leaves no zero with a sign


def _kind(paragraph: Paragraph, usual: Habits) -> BlockKind:
    """Tell a heading by its face: short, without a full stop, and bold or larger than usual."""
    lines = paragraph.lines
    plain = BlockKind.LIST_ITEM if lines[0].marker else BlockKind.PARAGRAPH
    larger = all(line.size > _LARGER * usual.size for line in lines)
    bold = not usual.bold and all(line.bold for line in lines)
    if not (larger or bold):
        return plain
    text = " ".join([line.text for line in lines])
    words = text.split(None, _HEADING_WORDS)
    if len(words) > _HEADING_WORDS or text.rstrip(_CLOSING).endswith(_CLOSED):
        return plain
    if not any(map(str.isalpha, text)):
        return plain
    if paragraph.listed and not (is_list_head(text) or text.endswith(":")):
        return plain  # names in a list are often bold
    if bold and ":" in text[:-1]:  # "Action: RJ to write" is marked, not headed
        return plain
    return BlockKind.HEADING
