"""Finding date phrases: bounded spans by the patterns of `models/dates.yml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from pipeline.extract.beginnings import AtWords
from pipeline.model import value
from pipeline.models import Strict, load

FILE = "dates.yml"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
SHORT = 2000
"""Code points up to which what was found is kept: the same lines are asked for several times."""

_CENTURY_PIVOT = 70
"""Two-digit years below this are of this century: minutes are not older than 1970."""


class PhraseKind(StrEnum):
    """What sort of date a phrase gives."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    NAMED_MEETING = "named-meeting"
    NEXT_MEETING = "next-meeting"
    QUARTER = "quarter"
    YEAR_END = "year-end"
    CALENDAR_YEAR_END = "calendar-year-end"
    WEEKDAY = "weekday"
    EASTER = "easter"
    RELATIVE = "relative"
    WORKING_DAYS = "working-days"
    BEFORE_MEETING = "before-meeting"
    NEXT_UNIT = "next-unit"
    END_UNIT = "end-unit"
    END_NEXT_MONTH = "end-next-month"
    VAGUE = "vague"


class Pattern(Strict, frozen=True):
    """One pattern of the grammar: its rule id, what it gives, and the expression."""

    id: str
    kind: PhraseKind
    pattern: str


class Words(Strict, frozen=True):
    """The vocabularies that patterns refer to by `{name}`."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    meetings: list[str]
    holidays: dict[str, tuple[int, int]]
    verbs: list[str]


class Cues(Strict, frozen=True):
    """What stands before a date and makes it a deadline."""

    before: list[str]
    events: list[str]
    by: list[str]
    at: list[str]
    after: list[str]


class Edges(Strict, frozen=True):
    """Which part of a month or quarter is meant."""

    end: list[str]
    start: list[str]
    unsure: list[str]


class BankHolidays(Strict, frozen=True):
    """The bank holidays of England and Wales.

    `fixed` are days of a month, kept on the next weekday where they fall on a weekend; `easter` counts
    days from Easter Sunday; `mondays` are a month and which of its Mondays, -1 for the last. `moved`
    are days that were none in their year, `proclaimed` those that were holidays once.
    """

    fixed: list[tuple[int, int]]
    easter: list[int]
    mondays: list[tuple[int, int]]
    moved: list[dt.date]
    proclaimed: list[dt.date]


class Grammar(Strict, frozen=True):
    """The shape of `models/dates.yml`."""

    words: Words
    bank_holidays: BankHolidays
    patterns: list[Pattern]
    cues: Cues
    edges: Edges
    not_due: list[str]
    lasting: str
    to_come: str


@value
class DatePhrase:
    """A date expression in a text: offsets are code points, `end` exclusive.

    Fields that the words do not give are None. `year` has four digits, `weekday` counts from
    Monday = 0, `quarter` is of the financial year, `fy` is the calendar year in which it begins.
    """

    start: int
    end: int
    text: str
    kind: PhraseKind
    rule: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    last_day: int | None = None
    last_month: int | None = None
    last_weekday: int | None = None
    count: int | None = None
    unit: str = ""
    quarter: int | None = None
    fy: int | None = None
    meeting: str = ""


@cache
def grammar() -> Grammar:
    """The patterns and words of `models/dates.yml`. Raises ConfigError where the file is wrong."""
    return load(FILE, Grammar)


@cache
def rules() -> tuple[str, ...]:
    """The ids of every pattern, for the list of rules."""
    return tuple(pattern.id for pattern in grammar().patterns)


def find_dates(text: str) -> list[DatePhrase]:
    """Every date phrase of a text, in order, none overlapping: the longest wins."""
    return list(_find(text) if len(text) <= SHORT else _find.__wrapped__(text))


@lru_cache(maxsize=4096)
def _find(text: str) -> tuple[DatePhrase, ...]:
    # sorted() keeps the order of the file among equals, so that the order there is a preference
    longest = sorted(
        ((*_extent(match), pattern, match) for pattern, match in _expressions().finditer(text)),
        key=lambda row: row[0] - row[1],
    )
    kept: list[DatePhrase] = []
    for start, end, pattern, match in longest:
        if any(start < other.end and other.start < end for other in kept):
            continue
        phrase = _phrase(pattern, match, start, end)
        if phrase is not None:
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda one: one.start))


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """Where a match begins and ends without blanks and full stops."""
    text = match[0]
    start = match.start() + len(text) - len(text.lstrip())
    return start, start + len(text.strip().rstrip("."))


@cache
def _expressions() -> AtWords[Pattern]:
    return AtWords(written())


def written() -> Iterator[tuple[Pattern, str]]:
    """Every pattern in the order of the file, with its expression: case counts for nothing in it."""
    parts = _parts()
    for pattern in grammar().patterns:
        yield pattern, _PLACEHOLDER.sub(lambda hit: parts[hit[1]], pattern.pattern)


def _parts() -> dict[str, str]:
    """What each `{name}` of a pattern stands for."""
    words = grammar().words

    def one_of(choices: list[str] | dict[str, int]) -> str:
        return "|".join(re.escape(one) for one in sorted(choices, key=len, reverse=True))

    month, weekday = one_of(words.months), one_of(words.weekdays)
    return {
        "month": f"(?P<month>{month})(?![a-z])\\.?",
        "plain": f"(?P<month>{month})(?![a-z.])",
        "month_again": f"(?:{month})(?![a-z])\\.?",
        "month_last": f"(?P<month_last>{month})(?![a-z])\\.?",
        "weekday": f"(?:(?P<weekday>{weekday})(?![a-z]))",
        "weekday_last": f"(?P<weekday_last>{weekday})(?![a-z])",
        "day": r"(?P<day>[0-3]?\d)(?!\d)",
        "day_last": r"(?P<day_last>[0-3]?\d)(?!\d)",
        "ord": r"(?:(?:st|nd|rd|th)(?![a-z]))",
        # a year that is followed by a fifth digit ("20204") is a slip of the pen, not a year
        "year": r"(?P<year>(?:19|20)\d\d)(?!\d)",
        "short": r"(?P<short>\d\d)(?![\d:./])",
        "numeric": r"(?P<d>[0-3]?\d)(?P<sep>[./-])(?P<m>[01]?\d)(?P=sep)(?P<y>(?:20)?\d\d)",
        "iso": r"(?P<year>20\d\d)[-_](?P<im>[01]\d)[-_](?P<day>[0-3]\d)",
        "holiday": f"(?P<holiday>{one_of(list(words.holidays))})",
        "body": r"(?-i:(?P<body>[A-Z](?:[A-Z&]{1,6}|[a-z][A-Z]{1,4})))",
        "any_body": r"(?-i:[A-Z](?:[A-Z&]{1,6}|[a-z][A-Z]{1,4}))",
        "any_meeting": rf"(?:{one_of(words.meetings)})s?(?![a-z])",
        "meeting": rf"(?P<meeting>{one_of(words.meetings)})s?(?![a-z])",
        "count": rf"(?P<count>\d{{1,3}}|{one_of(words.numbers)})",
        "unit": r"(?P<unit>day|week|fortnight|month|year)s?",
        "quarter": r"(?P<quarter>[1-4])",
        "nth": r"(?P<nth>first|second|third|fourth)",
        "fy": r"(?:(?P<fy>20\d\d|\d\d)\s*[-/–]\s*(?:20)?(?P<fy_end>\d\d)(?!\d))",
    }


def full_year(digits: str) -> int:
    """A year of two or four digits as four: "24" gives 2024, "98" gives 1998."""
    number = int(digits)
    if number >= 1000:  # noqa: PLR2004 - already four digits
        return number
    return number + (2000 if number < _CENTURY_PIVOT else 1900)


def _phrase(pattern: Pattern, match: re.Match[str], start: int, end: int) -> DatePhrase | None:
    """What a match says between two places, or None where it only looks like a date."""
    got = match.groupdict()
    words = grammar().words
    month_text = got.get("month") or ""
    year = full_year(got["year"]) if got.get("year") else None
    if year is None and got.get("short"):
        year = full_year(got["short"])
    if _is_verb(month_text, year, got.get("day"), pattern.kind):
        return None
    day, month = _number(got.get("day")), words.months.get(month_text.lower())
    if got.get("d"):
        day, month, year = int(got["d"]), int(got["m"]), full_year(got["y"])
        if month > 12 >= day:  # noqa: PLR2004 - "2/15/2017" can only be read month first
            day, month = month, day
    if got.get("im"):
        month = int(got["im"])
    if got.get("holiday"):
        month, day = words.holidays[got["holiday"].lower()]
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):  # noqa: PLR2004 - a calendar's bounds
        return None
    fy = _financial_year(got.get("fy"), got.get("fy_end"))
    if got.get("fy") and fy is None:
        return None
    quarter = _number(got.get("quarter")) or words.numbers.get((got.get("nth") or "").lower())
    return DatePhrase(
        start=start,
        end=end,
        text=match.string[start:end],
        kind=pattern.kind,
        rule=pattern.id,
        day=day,
        month=month,
        year=year,
        weekday=words.weekdays.get((got.get("weekday") or "").lower()),
        last_day=_number(got.get("day_last")),
        last_month=words.months.get((got.get("month_last") or "").lower()),
        last_weekday=words.weekdays.get((got.get("weekday_last") or "").lower()),
        count=_count(got.get("count")),
        unit=(got.get("unit") or "").lower(),
        quarter=quarter,
        fy=fy,
        meeting=got.get("body") or got.get("meeting") or "",
    )


def _is_verb(month: str, year: int | None, day: str | None, kind: PhraseKind) -> bool:
    """Whether "may" or "march" is the verb, told by its case."""
    if not month or year is not None:
        return False
    if month[0].islower():
        return day is None or month in grammar().words.verbs
    # an abbreviation alone ("Mar", "Sep") is a name or a code more often than a month
    return kind is PhraseKind.MONTH and month.isupper() and len(month) <= 3  # noqa: PLR2004 - "MAR"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _count(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else grammar().words.numbers[text.lower()]


def _financial_year(first: str | None, second: str | None) -> int | None:
    """The year in which a financial year begins: "2023/24" and "23/24" give 2023.

    None where the two halves do not follow each other ("2023/23" is a slip of the pen).
    """
    if not first or not second:
        return None
    begins = full_year(first)
    return begins if (begins + 1) % 100 == int(second) else None
