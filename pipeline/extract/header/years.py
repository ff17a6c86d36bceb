"""Where a year comes from when the date of the meeting has none."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.dates import DatePhrase, PhraseKind, find_dates
from pipeline.extract.dates.resolve import day_of, next_day, quarter
from pipeline.extract.front import Line, header_words
from pipeline.extract.header.upcoming import next_meeting
from pipeline.model import (
    DateBasis,
    Document,
    Span,
    When,
    value,
)

A_YEAR = dt.timedelta(days=366)
EARLIEST, LATEST = 1990, 2099
"""Years that minutes in electronic form can bear."""

# What stands before the first figure is looked at behind it: a pattern that begins with a figure is
# sought in a whole text several times as fast as one that begins with what must not stand there.
_REF = re.compile(r"\d(?<![\d/].)\d?/(\d{1,2})/(\d{1,2})/(20\d\d)(?!\d)")
_IN_REF = re.compile(r"/\d{1,2}/\d{1,2}/20")
"""What every such number has: it is sooner found, and most texts have none."""

_YEAR = re.compile(r"20(?<!\d..)\d\d(?!\d)")
_TWO_YEARS = re.compile(r"(?<![\d/])(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)(?![\d/])")
_QUARTER = re.compile(r"(?:\bQ|\bQuarter\s+)([1-4])\b", re.IGNORECASE)


@value
class Clues:
    """Whatever else dates the meeting. Dates are None, and tuples empty, where nothing does.

    `within` is the meeting's part of the `text`; the next meeting may stand where it is `announced`.
    What the whole text must be looked through for is only found when it is asked for: most minutes
    give their date in full.
    """

    text: str
    within: Span
    front: Sequence[Line] = ()
    announced: tuple[Span, ...] = ()
    ref: dt.date | None = None
    ref_text: str = ""
    ref_span: Span | None = None
    file: dt.date | None = None
    file_years: tuple[int, ...] = ()

    @property
    def quarter_end(self) -> dt.date | None:
        """The end of the quarter that the title names."""
        return _quarter_end(self.front)

    @property
    def coming(self) -> dt.date | None:
        """The day of the next meeting, where it is given with its year."""
        found = next_meeting(self.text, self.announced)
        return found.when.first if found else None

    @property
    def approved(self) -> tuple[dt.date, ...]:
        """The days of earlier meetings whose minutes are on the table."""
        return tuple(_approved(self.within.of(self.text)))

    @property
    def years(self) -> frozenset[int]:
        """The years that the text names."""
        return frozenset(map(int, _YEAR.findall(self.within.of(self.text))))


def gather(
    document: Document,
    within: Span,
    front: Sequence[Line],
    announced: tuple[Span, ...],
) -> Clues:
    """Everything in the file that may give the year of its meeting."""
    text = within.of(document.text)
    refs = [
        (day, hit)
        for hit in (_REF.finditer(text) if _IN_REF.search(text) else ())
        if (day := day_of(int(hit[3]), int(hit[2]), int(hit[1])))
    ]
    ref, hit = _usual(refs)
    return Clues(
        text=document.text,
        within=within,
        front=front,
        announced=announced,
        ref=ref,
        ref_text=hit[0] if hit else "",
        ref_span=Span(start=within.start + hit.start(), end=within.start + hit.end())
        if hit
        else None,
        file=file_date(document.source.path),
        file_years=tuple(dict.fromkeys(int(one) for one in _YEAR.findall(document.source.path))),
    )


def _usual(
    refs: Sequence[tuple[dt.date, re.Match[str]]],
) -> tuple[dt.date | None, re.Match[str] | None]:
    """The date that most numbers of items give: one alone may be mistyped or of another meeting."""
    counts = Counter(day for day, _ in refs)
    if not counts:
        return None, None
    # most_common keeps the order of the text among equals: the first is this meeting's own
    best = counts.most_common(1)[0][0]
    return best, next(hit for day, hit in refs if day == best)


def file_date(path: str) -> dt.date | None:
    """The full date that a file's name bears: "2024-05-20 minutes", "Minute_20240520"."""
    name = path.rsplit("/", 1)[-1]
    compact = re.search(r"(?<!\d)(20\d\d)[-_ .]?([01]\d)[-_ .]?([0-3]\d)(?!\d)", name)
    if compact:
        return day_of(int(compact[1]), int(compact[2]), int(compact[3]))
    words = re.sub(r"[_\-]+", " ", name)
    for phrase in find_dates(words):
        if phrase.kind is PhraseKind.DAY and phrase.year:
            return day_of(phrase.year, phrase.month, phrase.day)
    packed = re.search(r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)", name)
    if packed:
        first, second, year = (int(one) for one in packed.groups())
        # "02152017" can only be read month first
        day, month = (second, first) if second > 12 >= first else (first, second)  # noqa: PLR2004 - months
        return day_of(year, month, day)
    return None


def _quarter_end(front: Sequence[Line]) -> dt.date | None:
    """The end of the quarter that the title names: "Quarter 4 … 2023/24"."""
    for line in front:
        years = _TWO_YEARS.search(line.text)
        if not years or (int(years[1]) + 1) % 100 != int(years[2]):
            continue
        number = _QUARTER.search(line.text)
        return quarter(2000 + int(years[1]), int(number[1]))[1] if number else None
    return None


@cache
def _previous() -> re.Pattern[str]:
    words = "|".join(header_words().previous_minutes)
    return re.compile(rf"\b(?:{words})\b[^.;]{{0,120}}", re.IGNORECASE)


def _approved(text: str) -> Iterator[dt.date]:
    """The dates of earlier meetings whose minutes are on the table."""
    for hit in _previous().finditer(text):
        for phrase in find_dates(hit[0]):
            if phrase.kind is PhraseKind.DAY and phrase.year:
                day = day_of(phrase.year, phrase.month, phrase.day)
                if day:
                    yield day


def infer(phrase: DatePhrase, clues: Clues) -> tuple[When, list[str]]:
    """The date that a phrase without a year means, and sentences on what contradicts it.

    The first basis that gives a date holds; the weekday must agree. No basis gives no date.
    """
    found: list[tuple[DateBasis, dt.date]] = []
    for basis, day in _readings(phrase, clues):
        if phrase.weekday is None or day.weekday() == phrase.weekday:
            found.append((basis, day))
    if not found and phrase.weekday is not None:
        found.extend(_by_weekday(phrase, clues))
    if not found:
        return When(text=phrase.text), []
    basis, first = found[0]
    doubts = [
        f"By its {basis} the meeting was on {first}, by its {other} on {day}."
        for other, day in found[1:]
        if day != first and other is not DateBasis.DOCUMENT_TEXT
    ]
    last = first
    if phrase.last_day is not None:
        last = day_of(first.year, phrase.last_month or phrase.month, phrase.last_day) or first
    return When(text=phrase.text, first=first, last=max(first, last), basis=basis), doubts


def _readings(phrase: DatePhrase, clues: Clues) -> Iterator[tuple[DateBasis, dt.date]]:
    """The date by each basis that gives one, the surest first."""
    month, day = phrase.month, phrase.day
    if month is None or day is None:
        return

    if clues.ref is not None and (found := day_of(clues.ref.year, month, day)):
        yield DateBasis.SECTION_REF, found
    if (ended := clues.quarter_end) is not None:
        # the report on a quarter comes to a meeting after it, or in its last days
        since = ended - dt.timedelta(days=14)
        if found := next_day(month, day, since):
            yield DateBasis.FINANCIAL_YEAR, found
    if (coming := clues.coming) is not None and (found := _before(month, day, coming)):
        yield DateBasis.NEXT_MEETING, found
    if found := _by_file(month, day, clues):
        yield DateBasis.FILE_NAME, found
    if approved := clues.approved:
        latest = max(approved)
        found = next_day(month, day, latest + dt.timedelta(days=1))
        if found and found - latest < A_YEAR:
            yield DateBasis.DOCUMENT_TEXT, found


def _by_file(month: int, day: int, clues: Clues) -> dt.date | None:
    """The year of the file's date, if the day agrees, or the one year of its path."""
    if clues.file is not None and (clues.file.month, clues.file.day) == (month, day):
        return clues.file
    return day_of(clues.file_years[0], month, day) if len(clues.file_years) == 1 else None


def _before(month: int, day: int, upcoming: dt.date) -> dt.date | None:
    """The last such day of the year before the next meeting, within a year of it."""
    for year in (upcoming.year, upcoming.year - 1):
        found = day_of(year, month, day)
        if found is not None and found < upcoming:
            return found
    return None


def _by_weekday(phrase: DatePhrase, clues: Clues) -> Iterator[tuple[DateBasis, dt.date]]:
    """The one year near those of the text in which the date falls on its weekday."""
    near = {year + n for year in clues.years for n in (0, 1) if EARLIEST <= year <= LATEST}
    fits = [
        found
        for year in sorted(near)
        if (found := day_of(year, phrase.month, phrase.day)) and found.weekday() == phrase.weekday
    ]
    if len(fits) == 1:
        yield DateBasis.WEEKDAY, fits[0]
