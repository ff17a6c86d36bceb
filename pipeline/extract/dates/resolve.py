"""From a date phrase to the interval that it means, seen from the meeting."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.dates.grammar import DatePhrase, PhraseKind, grammar
from pipeline.extract.dates.working import easter, working_days_on
from pipeline.model import DateBasis, When, replace, value

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

DECEMBER = 12
YEARS_TO_TRY = 9
"""29 February comes round within eight years, even across 2100."""


@value
class DateContext:
    """The day from which a phrase is read.

    `held` is the date of the meeting, `next` that of the next meeting where the minutes give it,
    `later` those after it that stand beside it, `body` the title of the minutes with the name of whoever met, `financial_year_start` the month in which the financial year begins (April in the United
    Kingdom's public bodies). `rolling` is False where a phrase without a year must stay undated.
    """

    held: dt.date | None = None
    next: dt.date | None = None
    later: tuple[dt.date, ...] = ()
    body: str = ""
    financial_year_start: int = 4
    rolling: bool = True


def resolve(phrase: DatePhrase, context: DateContext) -> When:
    """The interval that a phrase means; `last` is None where no date follows from the words.

    A day or month without a year is the next such on or after the meeting. A meeting whose day the
    minutes do not give ("the Q2 meeting") keeps its basis: the archive's calendar may know it.
    Raises nothing.
    """
    first, last, basis = _interval(phrase, context)
    if last is None and first is None and basis not in _MEETINGS:
        basis = None
    return When(text=phrase.text, first=first, last=last, basis=basis)


Interval = tuple[dt.date | None, dt.date | None, DateBasis | None]
NOTHING: Interval = (None, None, None)
_MEETINGS = frozenset({DateBasis.NAMED_MEETING, DateBasis.NEXT_MEETING})


def _interval(phrase: DatePhrase, context: DateContext) -> Interval:
    if phrase.kind in _BY_DAY:
        return _days(phrase, context)
    if phrase.kind is PhraseKind.VAGUE:
        return NOTHING
    return _READINGS.get(phrase.kind, _relative)(phrase, context)


def day_of(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """A date, or None where the calendar has no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def next_day(month: int, day: int, since: dt.date) -> dt.date | None:
    """The next such day of the year on or after `since`."""
    for year in range(since.year, since.year + YEARS_TO_TRY):
        found = day_of(year, month, day)
        if found is not None and found >= since:
            return found
    return None


def _days(phrase: DatePhrase, context: DateContext) -> Interval:
    month, day, basis = phrase.month, phrase.day, DateBasis.STATED
    if month is None or day is None:
        return NOTHING
    if _is_year(phrase, context):
        held = context.held or dt.date.min
        return _month(replace(phrase, year=held.year - held.year % 100 + day), context)
    first: dt.date | None
    if phrase.year is not None:
        first = _complete(day, month, phrase.year)
    elif context.held is not None and context.rolling:
        first, basis = next_day(month, day, context.held), DateBasis.YEAR_INFERRED
    else:
        return NOTHING
    if first is None:
        return NOTHING
    last: dt.date | None = first
    if phrase.kind is PhraseKind.WEEK:
        last = first + dt.timedelta(days=6 - first.weekday())
    elif phrase.kind is PhraseKind.DAYS:
        last = day_of(first.year, phrase.last_month or month, phrase.last_day)
        if last is None or last < first:
            last = first
    return first, last, basis


def _is_year(phrase: DatePhrase, context: DateContext) -> bool:
    """Whether "June 23" is a month: its number is this year's or the next, and days stand before months."""
    if phrase.rule != "date.month-day" or phrase.year is not None or context.held is None:
        return False
    bare = phrase.text[-1:].isdigit() and phrase.weekday is None
    return bare and phrase.day in {context.held.year % 100, context.held.year % 100 + 1}


def _complete(day: int, month: int, year: int) -> dt.date | None:
    """The day of a date whose three numbers the grammar has read.

    In these years the calendar says the same as dateparser, which a test compares, and 8 ms sooner.
    """
    if year in _PLAIN_YEARS:
        return day_of(year, month, day)
    return _read(f"{day} {calendar.month_name[month]} {year}")


_PLAIN_YEARS = range(1900, 2200)


def _month(
    phrase: DatePhrase, context: DateContext, basis: DateBasis = DateBasis.MONTH
) -> Interval:
    month, year = phrase.month, phrase.year
    if month is None:
        return NOTHING
    if year is None:
        if context.held is None or not context.rolling:
            return NOTHING
        year = context.held.year + (month < context.held.month)
    return dt.date(year, month, 1), month_end(year, month), basis


def _named_meeting(phrase: DatePhrase, context: DateContext) -> Interval:
    """Read "the July board": the next meeting if that is in July, else July.

    With a name or an abbreviation ("the July NGB meeting") it may be another body's meeting, whose
    date the archive's calendar must give; here it is the month, unless the title says that name.
    """
    if phrase.day is not None:
        return _days(phrase, context)
    if phrase.quarter is not None:
        return None, None, DateBasis.NAMED_MEETING
    first, last, basis = _month(phrase, context, DateBasis.NAMED_MEETING)
    if first and last and _own(phrase.meeting, context.body):
        days = {day for day in (context.next, *context.later) if day and first <= day <= last}
        if len(days) == 1:
            day = days.pop()
            return day, day, basis
    return first, last, basis


@lru_cache(maxsize=256)
def _own(meeting: str, title: str) -> bool:
    """Whether what a deadline calls a meeting is what the minutes are of: "board", "Board", "PSM".

    Small letters name none but their own; capitals must stand in the title, or begin its words.
    """
    words = re.findall(r"[A-Za-z]+", title)
    known = {word.casefold() for word in words}
    if meeting.islower() or meeting.casefold() in known:
        return True
    kinds = set(grammar().words.meetings) - {"meeting", "mtg"}
    if meeting.casefold() in kinds:
        return not kinds & known  # a title that says no kind contradicts none
    initials = "".join(word[0] for word in words)
    strong = "".join(word[0] for word in words if word[0].isupper())
    return len(meeting) > LETTERS and (
        meeting.casefold() in initials.casefold() or meeting.upper() in strong
    )


LETTERS = 2
"""Capitals that may begin the words of a title by chance."""


def _before_meeting(phrase: DatePhrase, context: DateContext) -> Interval:
    """Read "a week before the next meeting": nothing where that meeting's day is not known."""
    if phrase.month is None:
        day = context.next
    else:
        first, last, _ = _named_meeting(phrase, context)
        day = first if first == last else None
    if day is None:
        return NOTHING
    unit = _DAYS_OF.get(phrase.unit, 1)
    found = day - dt.timedelta(days=unit * (phrase.count or 1))
    return found, found, DateBasis.RELATIVE


_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}


def _working_days(phrase: DatePhrase, context: DateContext) -> Interval:
    """Read "within five working days": counted from the day after the meeting."""
    if context.held is None or phrase.count is None:
        return NOTHING
    day = working_days_on(context.held, phrase.count)
    return day, day, DateBasis.RELATIVE


def _quarter(phrase: DatePhrase, context: DateContext) -> Interval:
    if phrase.quarter is None:
        return NOTHING
    if phrase.fy is not None:
        return *quarter(phrase.fy, phrase.quarter, context.financial_year_start), DateBasis.PERIOD
    if context.held is None:
        return NOTHING
    for fy in range(context.held.year - 1, context.held.year + 2):
        first, last = quarter(fy, phrase.quarter, context.financial_year_start)
        if last >= context.held:
            return first, last, DateBasis.PERIOD
    return NOTHING


def quarter(fy: int, number: int, starts: int = 4) -> tuple[dt.date, dt.date]:
    """The first and last day of a quarter (1 to 4) of the financial year that begins in `fy`."""
    months = fy * 12 + (starts - 1) + (number - 1) * 3
    first = dt.date(months // 12, months % 12 + 1, 1)
    end = months + 2
    return first, month_end(end // 12, end % 12 + 1)


def _next_meeting(_phrase: DatePhrase, context: DateContext) -> Interval:
    return context.next, context.next, DateBasis.NEXT_MEETING


def _calendar_year_end(phrase: DatePhrase, context: DateContext) -> Interval:
    year = phrase.year or (context.held.year if context.held else None)
    day = dt.date(year, DECEMBER, 31) if year else None
    return day, day, DateBasis.PERIOD


def _easter(phrase: DatePhrase, context: DateContext) -> Interval:
    """Read "Easter": Easter Sunday of its year, else the next."""
    if phrase.year is not None:
        day = easter(phrase.year)
        return day, day, DateBasis.STATED
    if context.held is None:
        return NOTHING
    day = easter(context.held.year)
    day = day if day >= context.held else easter(context.held.year + 1)
    return day, day, DateBasis.YEAR_INFERRED


def _year_end(phrase: DatePhrase, context: DateContext) -> Interval:
    if phrase.fy is not None:
        last = quarter(phrase.fy, 4, context.financial_year_start)[1]
        return last, last, DateBasis.PERIOD
    if context.held is None:
        return NOTHING
    for fy in (context.held.year - 1, context.held.year):
        last = quarter(fy, 4, context.financial_year_start)[1]
        if last >= context.held:
            return last, last, DateBasis.PERIOD
    return NOTHING


def _weekday(phrase: DatePhrase, context: DateContext) -> Interval:
    """Read "by Friday": the first such day after the meeting; on a Friday it may be either.

    "By the 30th" and "by Friday 19th" are the next such day of a month, where the weekday agrees.
    """
    if context.held is not None and phrase.day is not None:
        day = _day_of_month(phrase.day, context.held)
        agrees = phrase.weekday is None or (day and day.weekday() == phrase.weekday)
        return (day, day, DateBasis.RELATIVE) if day and agrees else NOTHING
    if context.held is None or phrase.weekday is None or phrase.weekday == context.held.weekday():
        return NOTHING
    day = context.held + dt.timedelta(days=(phrase.weekday - context.held.weekday()) % 7)
    return day, day, DateBasis.RELATIVE


def _day_of_month(day: int, held: dt.date) -> dt.date | None:
    """The first such day of a month on or after the meeting, in its month or the next."""
    months = held.year * 12 + held.month - 1
    for month in (months, months + 1):
        found = day_of(month // 12, month % 12 + 1, day)
        if found is not None and found >= held:
            return found
    return None


def _relative(phrase: DatePhrase, context: DateContext) -> Interval:
    held = context.held
    if held is None:
        return NOTHING
    last: dt.date | None = None
    if phrase.kind is PhraseKind.RELATIVE:
        # dateparser knows no fortnights
        weeks = phrase.unit == "fortnight"
        said = phrase.count or 1  # "in the next month"
        count, unit = (said * 2, "week") if weeks else (said, phrase.unit)
        last = _ahead(held, count, unit)
    elif phrase.unit == "week":
        weeks_on = 1 if phrase.kind is PhraseKind.NEXT_UNIT else 0
        last = held + dt.timedelta(days=6 - held.weekday() + 7 * weeks_on)
    elif phrase.kind is PhraseKind.END_UNIT:
        last = month_end(held.year, held.month)
    else:
        months = held.year * 12 + held.month
        last = month_end(months // 12, months % 12 + 1)
    return last, last, DateBasis.RELATIVE


def _ahead(held: dt.date, count: int, unit: str) -> dt.date | None:
    """The day so many days, weeks, months or years on; of a shorter month, its last.

    In these years it is the day that dateparser gives, which a test compares, and 2 ms sooner.
    """
    if unit in _DAYS_OF:
        return held + dt.timedelta(days=count * _DAYS_OF[unit])
    if unit in _MONTHS_OF and held.year in _PLAIN_YEARS:
        months = held.year * 12 + held.month - 1 + count * _MONTHS_OF[unit]
        end = month_end(months // 12, months % 12 + 1)
        return end.replace(day=min(held.day, end.day))
    return _read(f"in {count} {unit}s", held)


_MONTHS_OF = {"month": 1, "year": 12}


_BY_DAY = frozenset({PhraseKind.DAY, PhraseKind.DAYS, PhraseKind.WEEK})
_READINGS: dict[PhraseKind, Callable[[DatePhrase, DateContext], Interval]] = {
    PhraseKind.MONTH: _month,
    PhraseKind.NAMED_MEETING: _named_meeting,
    PhraseKind.NEXT_MEETING: _next_meeting,
    PhraseKind.BEFORE_MEETING: _before_meeting,
    PhraseKind.WORKING_DAYS: _working_days,
    PhraseKind.QUARTER: _quarter,
    PhraseKind.YEAR_END: _year_end,
    PhraseKind.CALENDAR_YEAR_END: _calendar_year_end,
    PhraseKind.WEEKDAY: _weekday,
    PhraseKind.EASTER: _easter,
}


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - slow to import, not always needed

    # the year is rolled by us: "future" would turn a date said on its own day into next year's
    return DateDataParser(
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "current_period",
            "PREFER_LOCALE_DATE_ORDER": False,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


@lru_cache(maxsize=4096)
def _read(words: str, base: dt.date | None = None) -> dt.date | None:
    """Read a complete date, or a distance from `base`, that the grammar has bounded."""
    if base is not None:
        parsed = _relative_parser(base).get_date_data(words)
    else:
        parsed = _parser().get_date_data(words)
    return parsed.date_obj.date() if parsed is not None and parsed.date_obj else None


@lru_cache(maxsize=64)
def _relative_parser(base: dt.date) -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - as above

    noon = dt.datetime.combine(base, dt.time(12))
    return DateDataParser(
        languages=["en"],
        settings={"RELATIVE_BASE": noon, "RETURN_AS_TIMEZONE_AWARE": False},
    )
