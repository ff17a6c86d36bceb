"""Deadlines that name a meeting, refined by the meetings that the archive dates."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict

from pipeline.link.records import MeetingRecord
from pipeline.link.refs import month_name
from pipeline.link.rules import LinkRules
from pipeline.model import DateBasis, When

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]+\b")
_WORD = re.compile(r"[A-Za-z]+")
_QUARTER = re.compile(r"\b(?:Q|Quarter\s+)([1-4])\b", re.IGNORECASE)
_YEAR_OF_DAYS = 366


Step = tuple[dt.date, When]
"""A day, and what a deadline was taken to be from then on."""


class Calendar:
    """When the bodies of an archive met, and when they said that they would meet."""

    def __init__(self, meetings: list[MeetingRecord], rules: LinkRules) -> None:
        self._rules = rules
        self._held: dict[str, list[dt.date]] = defaultdict(list)
        self._announced: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        self._quarters: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
        self._names: dict[str, dict[str, tuple[str, dt.date]]] = defaultdict(dict)
        for meeting in meetings:
            first = meeting.date or dt.date.max
            known = self._names[meeting.folder].get(meeting.body)
            if known is None or first < known[1]:
                self._names[meeting.folder][meeting.body] = meeting.body_name, first
            if meeting.tracker or meeting.date is None:
                continue
            self._held[meeting.body].append(meeting.date)
            if meeting.next is not None and meeting.next > meeting.date:
                self._announced[meeting.body].append((meeting.next, meeting.date))
            if quarter := _QUARTER.search(meeting.title):
                self._quarters[meeting.body].append((meeting.date, quarter[1]))
        for days in self._held.values():
            days.sort()

    def refine(
        self, due: When, meeting: MeetingRecord, as_at: dt.date = dt.date.max
    ) -> When | None:
        """The deadline with the day of the meeting that it names; None where nothing is known.

        A meeting that was held counts before one that was only announced. A month's meeting is
        known when the body met once in that month. Only what was known on the day `as_at` counts.
        """
        if meeting.date is None:
            return None
        if due.basis is DateBasis.NEXT_MEETING:
            day = self._next(due, meeting, meeting.date, as_at)
        else:
            day = self._named(due, meeting, meeting.date, as_at)
        if day is None or (due.first == due.last == day):
            return None
        return When(text=due.text, first=day, last=day, basis=due.basis)

    def steps(self, due: When, meeting: MeetingRecord) -> tuple[Step, ...]:
        """What the deadline was taken to be, from each day on; empty where it was always the same.

        The first step is that of the meeting itself.
        """
        if meeting.date is None:
            return ()
        told: list[Step] = []
        for day in (meeting.date, *self._changes(due, meeting, meeting.date)):
            value = self.refine(due, meeting, day) or due
            if not told or told[-1][1] != value:
                told.append((day, value))
        return tuple(told) if len(told) > 1 else ()

    def _changes(self, due: When, meeting: MeetingRecord, today: dt.date) -> list[dt.date]:
        """The days after the meeting on which something that may bear on the deadline became known."""
        days: set[dt.date] = set()
        if due.basis is DateBasis.NEXT_MEETING:
            held = self._held[meeting.body]
            days.update(held[bisect_right(held, today) :][:1])
        else:
            names = self._names[meeting.folder] if meeting.folder else {}
            days.update(first for _, first in names.values())
            body = self._body(due.text, meeting, dt.date.max)
            for known in {body, meeting.body} - {None}:
                days |= self._days_of(known, due)
        return sorted(day for day in days if today < day < dt.date.max)

    def _days_of(self, body: str | None, due: When) -> set[dt.date]:
        if body is None:
            return set()
        if due.first is None or due.last is None:
            return {day for day, _ in self._quarters[body]}
        inside = {day for day in self._held[body] if due.first <= day <= due.last}
        return inside | {
            said for day, said in self._announced[body] if due.first <= day <= due.last
        }

    def _next(
        self, due: When, meeting: MeetingRecord, today: dt.date, as_at: dt.date
    ) -> dt.date | None:
        if due.first is not None:
            return None  # the minutes say when: that stands
        if meeting.next is not None and meeting.next > today:
            return meeting.next
        held = self._held[meeting.body]
        after = bisect_right(held, today)
        if after == len(held) or (held[after] - today).days > self._rules.next_meeting_days:
            return None
        return held[after] if held[after] <= as_at else None

    def _named(
        self, due: When, meeting: MeetingRecord, today: dt.date, as_at: dt.date
    ) -> dt.date | None:
        body = self._body(due.text, meeting, as_at)
        if body is None:
            return None
        if due.first is None or due.last is None:
            return self._quarter(due, body, today, as_at)
        if due.first == due.last:
            return None
        held = [day for day in self._held[body] if day <= as_at]
        announced = [day for day, said in self._announced[body] if said <= as_at]
        for calendar in (held, announced):
            inside = {day for day in calendar if due.first <= day <= due.last and day > today}
            if len(inside) == 1:
                return inside.pop()
            if inside:
                return None
        return None

    def _quarter(self, due: When, body: str, today: dt.date, as_at: dt.date) -> dt.date | None:
        quarter = _QUARTER.search(due.text)
        if quarter is None:
            return None
        days = [
            day
            for day, number in self._quarters[body]
            if number == quarter[1] and 0 < (day - today).days <= _YEAR_OF_DAYS and day <= as_at
        ]
        return min(days, default=None)

    def _body(self, words: str, meeting: MeetingRecord, as_at: dt.date) -> str | None:
        """The body that a deadline's words name: one of the same office, else the meeting's own."""
        known = self._names[meeting.folder] if meeting.folder else {}
        bodies = {body: name for body, (name, first) in known.items() if first <= as_at}
        bodies = bodies or {meeting.body: meeting.body_name}
        plain = self._rules.plain_meeting_words
        named = [
            word
            for word in _WORD.findall(words)
            if word.casefold() not in plain and not month_name(word.casefold())
        ]
        acronyms = [word for word in named if _ACRONYM.fullmatch(word)]
        if acronyms:
            fits = [body for body, name in bodies.items() if _initials(name) in acronyms]
        else:
            wanted = {word.casefold() for word in named if word.casefold() != "q"}
            if not wanted:
                return meeting.body
            fits = [
                body
                for body, name in bodies.items()
                if wanted <= {word.casefold() for word in _WORD.findall(name)}
            ]
            if meeting.body in fits:
                return meeting.body
        return fits[0] if len(fits) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
