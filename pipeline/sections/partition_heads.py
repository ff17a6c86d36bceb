"""Lines that may begin a meeting: a title with a full date, or a heading that is a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from pipeline.model import BlockKind, normalise, replace, value
from pipeline.sections.lines import Line
from pipeline.sections.partition_words import words

DATED = "dated"
"""The look of headings that are a date."""

LOOSE_WORDS = 4
"""Words that may stand beside the date of a dated heading: "22 May 2017 note"."""

_YEAR = re.compile(r"\d\d")
"""What every full date has: two figures of its year."""

_CENTURY = 2000
_FOUR_DIGITS = 100


@value
class Head:
    """The head of a meeting: its first line's index, its day, and what it looks like."""

    first: int
    last: int
    day: dt.date
    look: str
    people: bool = False

    @property
    def titled(self) -> bool:
        """Whether words say that it is a title."""
        return self.look != DATED

    def moved(self, *, first: int) -> Head:
        """The same head from an earlier line on."""
        return replace(self, first=first)


def heads(lines: Sequence[Line]) -> list[Head]:
    """The lines that may begin a meeting, each with whether a list of people follows before the next."""
    found: list[Head] = []
    taken = -1
    for line in lines:
        head = _head(lines, line) if line.index > taken else None
        if head is not None:
            found.append(head)
            taken = head.last
    if not found:
        return []
    stops = [*(head.first for head in found[1:]), len(lines)]
    return [
        replace(head, people=_people(lines[head.last : min(stop, head.last + _within())]))
        for head, stop in zip(found, stops, strict=True)
    ]


def _within() -> int:
    return words().people_within


def _people(lines: Sequence[Line]) -> bool:
    pieces = (piece for line in lines for piece in line.text.split("\t"))
    return any(words().people.match(piece) for piece in pieces)


def _head(lines: Sequence[Line], line: Line) -> Head | None:
    """The head that begins at a line, if one does."""
    if line.in_table or line.marker or len(line.text) > words().longest:
        return None
    titled = _is_title(line.text)
    day = date_in(line.text) if titled or _is_loud(line) else None
    if day is None:
        return _title_above_date(lines, line) if titled else None
    if not titled and not alone(line.text, LOOSE_WORDS):
        return None
    look = shape(line.text) if titled else DATED
    return Head(first=line.index, last=line.index, day=day, look=look)


def _title_above_date(lines: Sequence[Line], line: Line) -> Head | None:
    """A title whose date is a line of its own a little below."""
    for below in lines[line.index + 1 : line.index + words().title_lines]:
        if below.marker or len(below.text) > words().longest:
            return None
        day = date_in(below.text)
        if day is not None:
            if not alone(below.text, 0):
                return None
            return Head(first=line.index, last=below.index, day=day, look=shape(line.text))
        if words().people.match(below.text) or words().not_title.search(below.text):
            return None
    return None


def _is_title(text: str) -> bool:
    return (
        words().title.match(text) is not None
        and words().not_title.search(text) is None
        and not text.rstrip().endswith(":")
        and not re.match(r"\W*\d+[.)]?\s", without_dates(text))
    )


def _is_loud(line: Line) -> bool:
    """Whether a block begins with a line that is printed as a heading."""
    loud = line.block.kind is BlockKind.HEADING or (line.all_bold and bool(line.block.runs))
    return loud and line.first


def alone(text: str, loose: int) -> bool:
    """Whether a line is a date: beside it stand its label, day and time, and few words after."""
    rest = without_dates(text)
    left = words().about_date.sub(" ", rest)
    begins = any(
        not words().about_date.sub(" ", text[: hit.start()]).strip(" ,.:–-\t")
        for pattern in words().dates
        if (hit := pattern.search(text))
    )
    return begins and len(re.findall(r"\w+", left)) <= loose


def shape(text: str) -> str:
    """The words of a line without dates and numbers, which differ from meeting to meeting."""
    left = words().about_date.sub(" ", without_dates(text))
    return normalise(re.sub(r"[\d_]+", " ", left))


def without_dates(text: str) -> str:
    """The text with its full dates taken out."""
    for pattern in words().dates:
        text = pattern.sub(" ", text)
    return text


def date_in(text: str) -> dt.date | None:
    """The one full date of a line, day before month; None where there is none, or are several."""
    if not _YEAR.search(text):
        return None
    found: set[dt.date] = set()
    for pattern in words().dates:
        for hit in pattern.finditer(text):
            day = _date(hit.groupdict())
            if day is not None:
                found.add(day)
    return found.pop() if len(found) == 1 else None


def _date(parts: dict[str, str | None]) -> dt.date | None:
    year = int(parts["y"] or 0)
    year += _CENTURY if year < _FOUR_DIGITS else 0
    name = parts.get("month")
    month = words().months.index(name[:3].lower()) + 1 if name else int(parts.get("m") or 0)
    try:
        return dt.date(year, month, int(parts["d"] or 0))
    except ValueError:
        return None
