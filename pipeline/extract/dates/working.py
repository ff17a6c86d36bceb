"""Working days of England and Wales: weekdays that are no bank holidays."""

from __future__ import annotations

import datetime as dt
from functools import cache

from pipeline.extract.dates.grammar import grammar

SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)


def working_days_on(day: dt.date, count: int) -> dt.date:
    """The day by which so many working days have passed; the day itself does not count."""
    while count > 0:
        day += _ONE_DAY
        count -= works(day)
    return day


def works(day: dt.date) -> bool:
    """Whether a day is a working day."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of a year, those on weekends moved to the weekdays that stand for them."""
    known = grammar().bank_holidays
    sunday = easter(year)
    days = {sunday + dt.timedelta(days=on) for on in known.easter}
    days |= {_monday(year, month, which) for month, which in known.mondays}
    days -= set(known.moved)
    days |= {day for day in known.proclaimed if day.year == year}
    for month, number in known.fixed:
        day = dt.date(year, month, number)
        while day.weekday() >= SATURDAY or day in days:
            day += _ONE_DAY
        days.add(day)
    return frozenset(days)


def _monday(year: int, month: int, which: int) -> dt.date:
    """The first (1) or last (-1) Monday of a month."""
    day = dt.date(year, month, 1)
    day += dt.timedelta(days=-day.weekday() % 7)
    while which < 0 and (day + _WEEK).month == month:
        day += _WEEK
    return day


def easter(year: int) -> dt.date:
    """Easter Sunday of a year. Source: the anonymous Gregorian computus (Meeus, 1991)."""
    century, rest = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
