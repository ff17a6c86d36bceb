"""Date phrases, what they resolve to, and which of them is a deadline."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.extract.dates import (
    DateContext,
    PhraseKind,
    alone,
    deadline,
    due,
    find_dates,
    resolve,
    rules,
)
from pipeline.model import DateBasis, replace

HELD = DateContext(held=dt.date(2024, 5, 20), next=dt.date(2024, 7, 23))


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("Wednesday 15th March 2023", 2023, 3, 15),
        ("THURSDAY 6 MAY 2021", 2021, 5, 6),
        ("Friday, 3rd February, 2023", 2023, 2, 3),
        ("18th of December 2024", 2024, 12, 18),
        ("30\nth\nMarch 2023", 2023, 3, 30),
        ("July 18th, 2014", 2014, 7, 18),
        ("28/04/2023", 2023, 4, 28),
        ("17.7.12", 2012, 7, 17),
        ("16.02.22", 2022, 2, 16),
        ("12-Dec-16", 2016, 12, 12),
        ("2024-05-20", 2024, 5, 20),
        ("31st Jan 25", 2025, 1, 31),
        ("3 Sept 2024", 2024, 9, 3),
    ],
)
def test_a_full_date_is_found_and_read(text: str, year: int, month: int, day: int) -> None:
    (phrase,) = find_dates(f"held on {text} at noon")
    assert phrase.text == text
    assert resolve(phrase, DateContext()).first == dt.date(year, month, day)
    assert resolve(phrase, DateContext()).basis is DateBasis.STATED


@pytest.mark.parametrize(
    "text",
    [
        "arrest rates sit at 33% across the area",
        "compared with 19/20 levels",
        "officers may attend; one of 2 may be closed",
        "they march in step",
        "the 10 second target",
        "Ref 01/19/04/2023",
        "item 3.1 and 4.2.1.3",
        "The 25-year trend",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


def test_a_year_of_five_digits_is_no_year() -> None:
    (phrase,) = find_dates("on 3 June 20204 in the hall")
    assert (phrase.day, phrase.month, phrase.year) == (3, 6, None)


def test_offsets_quote_the_words() -> None:
    text = "By 3 June, or the July board, or w/c 10 June."
    assert [text[one.start : one.end] for one in find_dates(text)] == [
        one.text for one in find_dates(text)
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Wednesday 13 – Thursday 14 July 2016", dt.date(2016, 7, 13), dt.date(2016, 7, 14)),
        ("15-16 July 2020", dt.date(2020, 7, 15), dt.date(2020, 7, 16)),
        ("30 June – 1 July 2022", dt.date(2022, 6, 30), dt.date(2022, 7, 1)),
    ],
)
def test_two_days_are_an_interval(text: str, first: dt.date, last: dt.date) -> None:
    (phrase,) = find_dates(text)
    when = resolve(phrase, DateContext())
    assert (when.first, when.last) == (first, last)


def test_a_day_without_a_year_is_the_next_on_or_after_the_meeting() -> None:
    (same_day,) = find_dates("on 20th May")
    (earlier,) = find_dates("on 19 May")
    assert resolve(same_day, HELD).last == dt.date(2024, 5, 20)
    assert resolve(earlier, HELD).last == dt.date(2025, 5, 19)
    assert resolve(earlier, HELD).basis is DateBasis.YEAR_INFERRED


def test_a_day_without_a_year_and_without_a_meeting_stays_undated() -> None:
    (phrase,) = find_dates("on 20th May")
    assert resolve(phrase, DateContext()).last is None


@pytest.mark.parametrize(
    ("text", "last", "basis"),
    [
        ("AB to report by the 28/04/2025.", dt.date(2025, 4, 28), DateBasis.STATED),
        ("talks before the start of March 2025.", dt.date(2025, 2, 28), DateBasis.MONTH),
        ("share the audit by end of June", dt.date(2024, 6, 30), DateBasis.MONTH),
        ("by the end of March 2025", dt.date(2025, 3, 31), DateBasis.MONTH),
        (
            "Update to the July NGB meeting to include",
            dt.date(2024, 7, 31),
            DateBasis.NAMED_MEETING,
        ),
        ("Update at the June board. In progress.", dt.date(2024, 6, 30), DateBasis.NAMED_MEETING),
        ("paper to the July board", dt.date(2024, 7, 23), DateBasis.NAMED_MEETING),
        ("send the note to the next meeting", dt.date(2024, 7, 23), DateBasis.NEXT_MEETING),
        ("before the next meeting", dt.date(2024, 7, 23), DateBasis.NEXT_MEETING),
        (
            "ready for the next Board meeting in July.",
            dt.date(2024, 7, 23),
            DateBasis.NAMED_MEETING,
        ),
        ("for the next meeting in September", dt.date(2024, 9, 30), DateBasis.NAMED_MEETING),
        ("report back to the next NGB", dt.date(2024, 7, 23), DateBasis.NEXT_MEETING),
        ("report to this board in 3 months", dt.date(2024, 8, 20), DateBasis.RELATIVE),
        ("Force to reply within two weeks", dt.date(2024, 6, 3), DateBasis.RELATIVE),
        ("reply within a fortnight", dt.date(2024, 6, 3), DateBasis.RELATIVE),
        ("by the end of next month", dt.date(2024, 6, 30), DateBasis.RELATIVE),
        ("plan by end of Q2", dt.date(2024, 9, 30), DateBasis.PERIOD),
        ("by the end of Q4 2024/25", dt.date(2025, 3, 31), DateBasis.PERIOD),
        ("by the end of the financial year", dt.date(2025, 3, 31), DateBasis.PERIOD),
        ("a visit w/c 3 June", dt.date(2024, 6, 9), DateBasis.YEAR_INFERRED),
        ("CD to send the plan. 13 Nov", dt.date(2024, 11, 13), DateBasis.YEAR_INFERRED),
        ("text is to come to the 3 June 2024 meeting", dt.date(2024, 6, 3), DateBasis.STATED),
        ("report to the Audit Committee in September", dt.date(2024, 9, 30), DateBasis.MONTH),
        ("paper to the Board's July meeting", dt.date(2024, 7, 23), DateBasis.NAMED_MEETING),
        ("to be reported in October. Lead: AB", dt.date(2024, 10, 31), DateBasis.MONTH),
        ("by the end of Q4.", dt.date(2025, 3, 31), DateBasis.PERIOD),
        ("to be settled before Christmas", dt.date(2024, 12, 24), DateBasis.YEAR_INFERRED),
        ("before 3 June", dt.date(2024, 6, 2), DateBasis.YEAR_INFERRED),
        ("no later than 5pm on 3 June", dt.date(2024, 6, 3), DateBasis.YEAR_INFERRED),
        ("discuss it in NGB June 2024 meeting", dt.date(2024, 6, 30), DateBasis.NAMED_MEETING),
        ("send the plan, 3 June latest", dt.date(2024, 6, 3), DateBasis.YEAR_INFERRED),
        ("send the plan, 3 June", dt.date(2024, 6, 3), DateBasis.YEAR_INFERRED),
        ("send the plan / 3 June", dt.date(2024, 6, 3), DateBasis.YEAR_INFERRED),
        ("send the plan by close of play on 3 June", dt.date(2024, 6, 3), DateBasis.YEAR_INFERRED),
        ("send the plan w/e 7 June", dt.date(2024, 6, 7), DateBasis.YEAR_INFERRED),
        ("send the plan (June 24)", dt.date(2024, 6, 30), DateBasis.MONTH),
        ("send the plan by Jan 25", dt.date(2025, 1, 31), DateBasis.MONTH),
        ("send the plan by June 27th", dt.date(2024, 6, 27), DateBasis.YEAR_INFERRED),
        ("send the plan by the 24th", dt.date(2024, 5, 24), DateBasis.RELATIVE),
        ("send the plan by 3rd.", dt.date(2024, 6, 3), DateBasis.RELATIVE),
        ("send the plan by Friday 31st", dt.date(2024, 5, 31), DateBasis.RELATIVE),
        ("send the plan by month end", dt.date(2024, 5, 31), DateBasis.RELATIVE),
        ("give feedback at next monthly", dt.date(2024, 7, 23), DateBasis.NEXT_MEETING),
        ("figures for next time", dt.date(2024, 7, 23), DateBasis.NEXT_MEETING),
    ],
)
def test_the_deadline_is_the_last_day_that_meets_it(
    text: str, last: dt.date, basis: DateBasis
) -> None:
    when = due(text, HELD)
    assert when is not None
    assert (when.last, when.basis) == (last, basis)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AB to send it when available", "when available"),
        ("AB to send it asap", "asap"),
        ("brought to a future meeting of this Board.", "to a future meeting of this Board"),
        ("this is ongoing", "ongoing"),
        ("use it in its next grant round", "its next grant round"),
        ("by early June", "early June"),
        ("share the plan when the review is published.", "when the review is published"),
        ("send the return before it is next sent to the inspectorate", "before it is next sent"),
        ("brief members once they have been told", "once they have been told"),
        ("A summary is to be put up each quarter.", "each quarter"),
        ("bring the risks to every second meeting, with reasons", "every second meeting"),
        ("arrange the training in the autumn", "in the autumn"),
        ("AB to ring them on his return from leave.", "on his return from leave"),
        ("AB to ring them, as a matter of urgency, and ask", "as a matter of urgency"),
        ("AB to ring them immediately.", "immediately"),
        (
            "to be raised at the forthcoming Yard Users meeting",
            "the forthcoming Yard Users meeting",
        ),
        ("a day to be fixed before the Annual Meeting", "before the Annual Meeting"),
        ("AB to send it prior to launch", "prior to launch"),
        ("AB to send it before month end", "before month end"),
        ("AB to send it from July onwards", "from July onwards"),
        ("AB to write at once.", "at once"),
        ("AB to include the times in the next report", "in the next report"),
        ("AB to ring them until completion", "until completion"),
        ("AB to send it in the first week of June", "in the first week of June"),
        ("AB to bring it to the autumn board", "to the autumn board"),
        ("AB to ring them (urgent)", "urgent"),
        ("AB to send the figures monthly", "monthly"),
        ("AB to send it when submitted", "when submitted"),
        ("AB to send it by the end of the summer term", "by the end of the summer term"),
    ],
)
def test_words_from_which_no_date_follows_keep_their_text(text: str, words: str) -> None:
    when = due(text, HELD)
    assert when is not None
    assert (when.text, when.last, when.basis) == (words, None, None)


def test_a_meeting_of_a_quarter_is_left_to_the_calendar() -> None:
    when = due("present it to the Q1 meeting.", HELD)
    assert when is not None
    assert (when.text, when.last, when.basis) == ("Q1 meeting", None, DateBasis.NAMED_MEETING)


def test_the_next_meeting_keeps_its_basis_where_its_day_is_unknown() -> None:
    when = due("report to the next meeting", DateContext(held=HELD.held))
    assert when is not None
    assert (when.last, when.basis) == (None, DateBasis.NEXT_MEETING)


def test_a_date_counts_before_an_event() -> None:
    when = due("publish it by 3 June, before the report is sent out", HELD)
    assert when is not None
    assert when.last == dt.date(2024, 6, 3)


@pytest.mark.parametrize(
    "text",
    [
        "explain what was done when it was found",
        "count the searches made each month by the team",
    ],
)
def test_events_that_are_past_and_rates_are_no_deadlines(text: str) -> None:
    assert due(text, HELD) is None


@pytest.mark.parametrize(
    "text",
    [
        "correct the minutes of 3 May",
        "distribute the paper (comments due March 2nd)",
        "learn from the inspection in June 2022",
        "use the figures for Q4 23/24",
        "the meeting held on 19 April 2024 was quorate",
        "AB to write to the Home Office",
        "since June there has been a rise",
        "the outage on 2 May, when calls were relayed, was discussed",
        "circulate the timetable in which the January meeting is longer",
    ],
)
def test_a_date_in_passing_is_no_deadline(text: str) -> None:
    assert due(text, HELD) is None


def test_the_text_of_a_deadline_is_as_written() -> None:
    when = due("Update to the July NGB meeting to include recruitment", HELD)
    assert when is not None
    assert when.text == "July NGB meeting"


def test_what_begins_next_week_is_due_when_the_words_say_so() -> None:
    when = due("ready as from next week and brought to the next board meeting", HELD)
    assert when is not None
    assert when.text == "the next board meeting"


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("by 9 June", dt.date(2024, 6, 9)),
        ("– end of June", dt.date(2024, 6, 30)),
        ("31/7", dt.date(2024, 7, 31)),
        ("two weeks", dt.date(2024, 6, 3)),
    ],
)
def test_a_deadline_that_stands_alone_is_read(words: str, last: dt.date) -> None:
    when = alone(words, HELD)
    assert when is not None
    assert when.last == last


@pytest.mark.parametrize("words", ["", "Smith", "9 June, if sent", "31/13", "4/12 members"])
def test_other_words_beside_a_date_are_no_deadline_alone(words: str) -> None:
    assert alone(words, HELD) is None


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("June", dt.date(2024, 6, 30)),
        ("30 Sept", dt.date(2024, 9, 30)),
        ("17.7.24", dt.date(2024, 7, 17)),
        ("01/02/2024", dt.date(2024, 2, 1)),
        ("TBC", None),
        ("June then August", None),
    ],
)
def test_a_cell_holds_its_date_without_a_cue(cell: str, last: dt.date | None) -> None:
    when = deadline(cell, HELD)
    assert when is not None
    assert (when.text, when.last) == (cell, last)


def test_an_empty_cell_holds_no_deadline() -> None:
    assert deadline("  ", HELD) is None


def test_a_slip_in_a_financial_year_gives_no_quarter() -> None:
    assert [one for one in find_dates("Quarter 2- 2023/23") if one.fy] == []


def test_a_quarter_is_of_the_financial_year() -> None:
    (phrase,) = find_dates("Q4 23/24")
    assert phrase.kind is PhraseKind.QUARTER
    when = resolve(phrase, DateContext())
    assert (when.first, when.last) == (dt.date(2024, 1, 1), dt.date(2024, 3, 31))


def test_every_phrase_bears_a_rule_that_is_listed() -> None:
    text = "by 3 June, the July board, end of Q2, in 3 months, asap, 15-16 July 2020"
    assert {one.rule for one in find_dates(text)} <= set(rules())


@pytest.mark.parametrize(
    ("cell", "ahead", "nearest"),
    [
        ("April", dt.date(2025, 4, 30), dt.date(2024, 4, 30)),
        ("13 Nov", dt.date(2024, 11, 13), dt.date(2024, 11, 13)),
        ("3 April 2025", dt.date(2025, 4, 3), dt.date(2025, 4, 3)),
    ],
)
def test_a_tracker_s_date_without_a_year_is_the_nearest(
    cell: str, ahead: dt.date, nearest: dt.date
) -> None:
    new, standing = deadline(cell, HELD), deadline(cell, HELD, standing=True)
    assert new is not None
    assert standing is not None
    assert (new.last, standing.last) == (ahead, nearest)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("by Friday", dt.date(2024, 5, 24)),
        ("by Friday 7 June", dt.date(2024, 6, 7)),
        ("by Friday, 7th June 2024", dt.date(2024, 6, 7)),
        ("within the next month", dt.date(2024, 6, 20)),
        ("next month", dt.date(2024, 6, 30)),
        ("in March 2025", dt.date(2025, 3, 31)),
        ("within two weeks of the meeting", dt.date(2024, 6, 3)),
    ],
)
def test_weekdays_and_spans_from_the_meeting(words: str, last: dt.date) -> None:
    found = due(f"BO to send the figures {words}.", HELD)
    assert found is not None
    assert found.last == last


@pytest.mark.parametrize(
    "words",
    [
        "within two weeks of the report",
        "within one month of receipt",
        "two weeks before the next inspection",
        "within five working days of receipt",
        "by Monday",  # said on a Monday
    ],
)
def test_spans_that_start_elsewhere_keep_their_words_and_give_no_day(words: str) -> None:
    found = due(f"BO to send the figures {words}.", HELD)
    assert found is not None
    assert (found.text, found.last) == (words, None)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("BO to ring the yard before the end of June", dt.date(2024, 6, 30)),
        ("BO to ring the yard this week.", dt.date(2024, 5, 26)),
        ("BO to ask them over the next month", dt.date(2024, 6, 20)),
        ("The check to be carried out and reported in September", dt.date(2024, 9, 30)),
        ("BO to bring it to the Jul. meeting", dt.date(2024, 7, 23)),
        ("BO to draft it before next call", dt.date(2024, 7, 23)),
    ],
)
def test_more_words_that_look_ahead(text: str, last: dt.date) -> None:
    found = due(text, HELD)
    assert found is not None
    assert found.last == last


@pytest.mark.parametrize("text", ["SR – Summer 1", "by the autumn term", "until further notice"])
def test_terms_and_open_ends_keep_their_words(text: str) -> None:
    found = due(f"BO to send it {text}", HELD)
    assert found is not None
    assert found.last is None


@pytest.mark.parametrize(
    "text",
    [
        "BO to negotiate an extension to the contracts to 31 March 2025",
        "The Board agreed to extend the use of the policy until 31 July 2024",
        "Following discussion the board agreed to it",
        "This week’s list was late",
    ],
)
def test_what_lasts_and_what_follows_is_no_deadline(text: str) -> None:
    assert due(text, HELD) is None


BOARD = replace(HELD, body="Fernbrook Performance Board (PfB)", later=(dt.date(2024, 10, 8),))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("July Board", dt.date(2024, 7, 23)),
        ("Jul FPB", dt.date(2024, 7, 23)),
        ("before the July PfB", dt.date(2024, 7, 23)),
        ("July Committee", dt.date(2024, 7, 31)),
        ("July CTB", dt.date(2024, 7, 31)),
        ("September Board", dt.date(2024, 9, 30)),
        ("a week ahead of the July meeting", dt.date(2024, 7, 16)),
        ("a fortnight before the next Board", dt.date(2024, 7, 9)),
        ("a week before the September meeting", None),
        ("October Board", dt.date(2024, 10, 8)),
    ],
)
def test_a_meeting_named_as_the_title_names_it_is_the_next_one(
    words: str, last: dt.date | None
) -> None:
    found = due(f"BO to bring the figures by {words}", BOARD)
    assert found is not None
    assert found.last == last


@pytest.mark.parametrize(
    ("held", "count", "last"),
    [
        (dt.date(2024, 6, 3), 5, dt.date(2024, 6, 10)),
        (dt.date(2024, 5, 24), 1, dt.date(2024, 5, 28)),  # over the late May holiday
        (dt.date(2024, 3, 28), 1, dt.date(2024, 4, 2)),  # over Easter
        (dt.date(2021, 12, 24), 1, dt.date(2021, 12, 29)),  # both days of Christmas on a weekend
        (dt.date(2022, 5, 30), 3, dt.date(2022, 6, 6)),  # the holiday was moved, and one added
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    held: dt.date, count: int, last: dt.date
) -> None:
    found = due(f"BO to write within {count} working days", DateContext(held=held))
    assert found is not None
    assert found.last == last


def test_what_comes_before_an_event_that_has_a_day_is_due_the_day_before() -> None:
    found = due("BO and CD to agree the text before publication on 1 June", HELD)
    assert found is not None
    assert (found.text, found.last) == ("1 June", dt.date(2024, 5, 31))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("by Easter", dt.date(2025, 4, 20)),
        ("before Easter 2025", dt.date(2025, 4, 19)),
        ("after Easter", None),
        ("by close of play Friday", dt.date(2024, 5, 24)),
        ("by the end of 2024/25", dt.date(2025, 3, 31)),
        ("by the end of 2024", dt.date(2024, 12, 31)),
        ("in this financial year", dt.date(2025, 3, 31)),
        ("this month and print them", dt.date(2024, 5, 31)),
    ],
)
def test_feasts_years_and_the_close_of_a_day(words: str, last: dt.date | None) -> None:
    found = due(f"BO to send the figures {words}", HELD)
    assert found is not None
    assert found.last == last
