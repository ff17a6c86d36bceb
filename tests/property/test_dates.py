"""A date written in any of the field's forms is read back; no text breaks the grammar."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from dateparser.date import DateDataParser
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import (
    DateContext,
    DatePhrase,
    PhraseKind,
    due,
    find_dates,
    resolve,
)

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2069, 12, 31))
FORMS = st.sampled_from(
    [
        "%d %B %Y",
        "%A %d %B %Y",
        "%d/%m/%Y",
        "%d.%m.%y",
        "%d %b %Y",
        "%d-%b-%y",
        "%Y-%m-%d",
        "%B %d, %Y",
    ]
)


@settings(deadline=None)  # the date parser is loaded by the first example
@given(DAYS, FORMS)
def test_a_written_date_is_read_back(day: dt.date, form: str) -> None:
    (phrase,) = find_dates(f"held on {day.strftime(form)}, in the hall")
    assert resolve(phrase, DateContext()).first == day


@settings(deadline=None)  # likewise
@given(DAYS, DAYS)
def test_a_day_without_a_year_is_never_before_the_meeting(day: dt.date, held: dt.date) -> None:
    (phrase,) = find_dates(f"by {day.day} {day:%B}")
    when = resolve(phrase, DateContext(held=held))
    assert when.first is not None
    assert when.first >= held
    assert (when.first.month, when.first.day) == (day.month, day.day)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("0123456789/.-– ’QMayJunedbyofrsth\n")), max_size=60))
def test_any_text_gives_phrases_that_quote_it(text: str) -> None:
    for phrase in find_dates(text):
        assert text[phrase.start : phrase.end] == phrase.text
    due(text, DateContext(held=dt.date(2024, 5, 20)))


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2199])
def test_a_complete_date_is_the_day_that_dateparser_reads(year: int) -> None:
    """Days that a calendar has not included: `resolve` may ask the calendar instead."""
    parser = DateDataParser(languages=["en"], settings={"DATE_ORDER": "DMY"})
    for month, name in enumerate(calendar.month_name[1:], start=1):
        for day in (1, 12, 28, 29, 30, 31):
            read = parser.get_date_data(f"{day} {name} {year}").date_obj
            phrase = DatePhrase(
                start=0, end=1, text="", kind=PhraseKind.DAY, rule="",
                day=day, month=month, year=year,
            )  # fmt: skip
            assert resolve(phrase, DateContext()).first == (read.date() if read else None)


@pytest.mark.parametrize(
    "held", [dt.date(1999, 12, 31), dt.date(2024, 1, 31), dt.date(2024, 2, 29)]
)
@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_a_day_to_come_is_the_one_that_dateparser_reads(held: dt.date, unit: str) -> None:
    """Ends of months and leap days included: `resolve` may count the days itself."""
    noon = dt.datetime.combine(held, dt.time(12))
    settings = {"RELATIVE_BASE": noon, "RETURN_AS_TIMEZONE_AWARE": False}
    parser = DateDataParser(languages=["en"], settings=settings)
    for count in (*range(1, 15), 24, 30, 100, 999):
        (phrase,) = find_dates(f"within {count} {unit}s")
        read = parser.get_date_data(f"in {count} {unit}s").date_obj
        assert resolve(phrase, DateContext(held=held)).last == read.date()
