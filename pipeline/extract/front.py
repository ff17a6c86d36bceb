"""The front of the minutes: its lines, where it ends, and its labels ("Date:", "Venue:")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, zip_longest

from pipeline.extract.dates import PhraseKind, find_dates
from pipeline.extract.guarded import Guarded, guarded
from pipeline.model import (
    AFTER_BLANK,
    Block,
    BlockKind,
    Document,
    Section,
    SectionRole,
    Span,
    value,
)
from pipeline.models import Strict, load
from pipeline.remembered import remembered

FILE = "header.yml"
LONGEST_FRONT = 120
"""Lines after which a front without any section ends."""

LONGEST_LINE = 4000
"""Code points of a line that are looked at: nothing of a head stands further on."""

FIRST_ITEMS = 4
"""Sections among which the front may go on until it has a date."""

EARLY = 6000
"""Code points in which an item may list the people."""


class Label(Strict, frozen=True):
    """The words of a label and the field that follows them."""

    field: str
    words: list[str]


class BasisWords(Strict, frozen=True):
    """Sentences around a date and what they make of it."""

    other: tuple[str, ...]
    compiled: tuple[str, ...]


class KindWords(Strict, frozen=True):
    """Words of a title and the kind that they show."""

    kind: str
    words: list[str]


class HeaderWords(Strict, frozen=True):
    """The shape of `models/header.yml`."""

    labels: list[Label]
    title: list[str]
    not_title: list[str]
    document_kinds: list[KindWords]
    previous_minutes: list[str]
    next_meeting: list[str]
    not_next: list[str]
    held: BasisWords
    venue_words: list[str]
    not_venue: list[str]
    versions: list[KindWords]
    own_meetings: list[str]
    markings: list[str]
    started: list[str]
    ended: list[str]
    chaired: list[str]
    took_chair: str
    vice: str
    vice_leads: str
    met: str


@cache
def header_words() -> HeaderWords:
    """The model file. Raises ConfigError where it is wrong."""
    return load(FILE, HeaderWords)


@cache
def any_word(choices: tuple[str, ...]) -> Guarded:
    """Any of some words of the file, as they stand there, case ignored."""
    return guarded(rf"\b(?:{'|'.join(map(re.escape, choices))})\b", re.IGNORECASE)


def own_meeting(title: str) -> str:
    """What sets a meeting apart from the body's ordinary one: "annual parish", else empty."""
    found = _own_meeting().search(title)
    return " ".join(found["kind"].casefold().split()) if found else ""


@cache
def _own_meeting() -> re.Pattern[str]:
    kinds = sorted(header_words().own_meetings, key=len, reverse=True)
    words = "|".join(kind.replace(" ", r"\s+") for kind in kinds)
    return re.compile(rf"\b(?P<kind>{words})\s+(?:[^\W\d]+\s+){{0,2}}meeting\b", re.IGNORECASE)


@value
class Line:
    """A printed line, or the whole of a short block: its place and the block that holds it."""

    span: Span
    text: str
    block: Block
    first: bool

    @property
    def after_blank(self) -> bool:
        """Whether white space was left above the line."""
        return self.first and self.block.style.endswith(AFTER_BLANK)

    @property
    def loud(self) -> bool:
        """Whether the line is a heading, or all bold."""
        return self.block.kind is BlockKind.HEADING or (
            bool(self.block.runs) and all(run.bold for run in self.block.runs)
        )


@remembered
def lines(document: Document, within: Span) -> tuple[Line, ...]:
    """Every line of a stretch, in order. Empty lines are left out."""
    blocks = document.blocks
    first = bisect_right(blocks, within.start, key=lambda block: block.span.end)
    last = bisect_left(blocks, within.end, key=lambda block: block.span.start)
    found = _blocks(document)[first:last]
    for at in (0, len(found) - 1) if found else ():  # no other block may stand there in part
        block = blocks[first + at]
        if not within.contains(block.span):
            found[at] = list(_lines(document, block, within))
    return tuple(chain.from_iterable(found))


@remembered
def _blocks(document: Document) -> list[list[Line]]:
    """The lines of each block: what is asked for is mostly whole blocks, again and again."""
    return [list(_lines(document, block, block.span)) for block in document.blocks]


def _lines(document: Document, block: Block, within: Span) -> Iterator[Line]:
    """The lines of a block, or of what of it stands in a stretch."""
    start, first = max(block.span.start, within.start), True
    stop = min(block.span.end, within.end)
    for part in document.text[start:stop].split("\n"):
        if part.strip():
            shown = part[:LONGEST_LINE]
            whole = len(shown) == block.span.end - block.span.start
            span = block.span if whole else Span(start=start, end=start + len(shown))
            yield Line(span=span, text=shown, block=block, first=first)
            first = False
        start += len(part) + 1


@remembered
def front_end(document: Document, within: Span, sections: Sequence[Section]) -> int:
    """Where the front ends: at the first item of business.

    Lists of people may stand under headings of their own ("Attendance"), which are sections too,
    and so may the date: without one the front goes on for a few items.
    """
    for number, section in enumerate(sections):
        if section.role is SectionRole.ATTENDANCE or section.span.start <= within.start:
            continue
        if section.number or section.role is not SectionRole.ITEM:
            front = Span(start=within.start, end=section.span.start)
            if number < FIRST_ITEMS and not _dated(front.of(document.text)):
                continue
            return section.span.start
    found = lines(document, within)
    return found[LONGEST_FRONT].span.start if len(found) > LONGEST_FRONT else within.end


def front_lines(
    document: Document,
    within: Span,
    sections: Sequence[Section],
    *,
    lists: Callable[[str], bool] = lambda _heading: False,
) -> list[Line]:
    """The lines of the front, and those of an early item that is a list of people.

    `lists` tells the heading of such an item where its role does not.
    """
    end = front_end(document, within, sections)
    found = list(lines(document, Span(start=within.start, end=end)))
    for section in sections:
        if not section.heading or not end <= section.span.start < within.start + EARLY:
            continue
        if section.role is SectionRole.ATTENDANCE or lists(section.heading.of(document.text)):
            found.extend(lines(document, section.span))
    return found


def _dated(text: str) -> bool:
    kinds = (PhraseKind.DAY, PhraseKind.DAYS)
    return any(phrase.kind in kinds for phrase in find_dates(text))


@value
class Labelled:
    """A label's field and the place of its words. `text` may be empty: the next line holds it."""

    field: str
    text: str
    span: Span
    line: int


def labelled(front: Sequence[Line]) -> list[Labelled]:
    """The labels of a front: "Date: 20th May", "Venue" with the words in the next cell."""
    found = []
    for number, line in enumerate(front):
        hits = _labels_of(line.text)
        for hit, later in zip_longest(hits, hits[1:]):
            field = next(name for name, words in hit.groupdict().items() if words)
            start, end = hit.end(), later.start() if later else len(line.text)
            text = line.text[start:end].strip(" \t|–-")
            where = start + (line.text[start:end].find(text) if text else 0)
            if not text and number + 1 < len(front) and _continues(line, front[number + 1]):
                following = front[number + 1]
                found.append(
                    Labelled(field=field, text=following.text, span=following.span, line=number + 1)
                )
                continue
            begin = line.span.start + where
            found.append(
                Labelled(
                    field=field,
                    text=text,
                    span=Span(start=begin, end=begin + len(text)),
                    line=number,
                )
            )
    return found


@lru_cache(maxsize=256)  # the header asks for the labels of a front, and then the attendance
def _labels_of(text: str) -> tuple[re.Match[str], ...]:
    """The labels of a line; those amid it too where it begins with one: "Date: 3 May Venue: Ash House"."""
    found = tuple(_label().finditer(text))
    if found and not found[0].start() and text.count(":") > 1:
        found = tuple(_label(amid=True).finditer(text))
    return found


def _continues(line: Line, following: Line) -> bool:
    """Whether the next line may hold a label's words: the next cell, or a line that has no label."""
    cell, after = line.block.cell, following.block.cell
    if cell and after:
        return cell.table == after.table and cell.row == after.row
    return not cell and not _label().match(following.text)


_OTHER_LANGUAGE = r"[^\W\d]+(?:[ ][^\W\d]+){0,3}"
"""The words of a label in another language, before or after a stroke: "Cadeirydd / Chair:"."""


@cache
def _label(*, amid: bool = False) -> re.Pattern[str]:
    """A label at the start of a line or cell; a blank alone may follow where a cell ends it.

    `amid` takes a capitalised one with its colon behind any blank.
    """
    fields = "|".join(
        f"(?P<{one.field}>{'|'.join(_words(word) for word in sorted(one.words, key=len, reverse=True))})"
        for one in header_words().labels
    )
    blank = r"|(?<=\s)(?=(?-i:[A-Z][a-z]+)(?: [a-z]+){0,3}:\s)" if amid else ""
    return re.compile(
        rf"(?:^|(?<=[\t|]){blank})\s*(?:{_OTHER_LANGUAGE}\s*/\s*)?(?:{fields})"
        rf"(?:\s*/\s*{_OTHER_LANGUAGE}(?=\s*:))?\s*(?:[:.]\s*(?!\d\d\b)|\s[–-]\s|\t|\||$|:)",
        re.IGNORECASE,
    )


def _words(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s+")
