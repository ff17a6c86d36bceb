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


class Calendar:
    """When the bodies of an archive met, and when they said that they would meet."""

    def __init__(self, meetings: list[MeetingRecord], rules: LinkRules) -> None:
        self._rules = rules
        self._held: dict[str, list[dt.date]] = defaultdict(list)
        self._stated: dict[str, list[dt.date]] = defaultdict(list)
        self._quarters: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
        self._bodies: dict[str, dict[str, str]] = defaultdict(dict)
        for meeting in meetings:
            self._bodies[meeting.folder][meeting.body] = meeting.body_name
            if meeting.tracker or meeting.date is None:
                continue
            self._held[meeting.body].append(meeting.date)
            if meeting.next is not None and meeting.next > meeting.date:
                self._stated[meeting.body].append(meeting.next)
            if quarter := _QUARTER.search(meeting.title):
                self._quarters[meeting.body].append((meeting.date, quarter[1]))
        for days in (*self._held.values(), *self._stated.values()):
            days.sort()

    def refine(self, due: When, meeting: MeetingRecord) -> When | None:
        """The deadline with the day of the meeting that it names; None where nothing is known.

        A meeting that was held counts before one that was only announced. A month's meeting is
        known when the body met once in that month.
        """
        if meeting.date is None:
            return None
        if due.basis is DateBasis.NEXT_MEETING:
            day = self._next(due, meeting, meeting.date)
        else:
            day = self._named(due, meeting, meeting.date)
        if day is None or (due.first == due.last == day):
            return None
        return When(text=due.text, first=day, last=day, basis=due.basis)

    def _next(self, due: When, meeting: MeetingRecord, today: dt.date) -> dt.date | None:
        if due.first is not None:
            return None  # the minutes say when: that stands
        if meeting.next is not None and meeting.next > today:
            return meeting.next
        held = self._held[meeting.body]
        after = bisect_right(held, today)
        if after == len(held) or (held[after] - today).days > self._rules.next_meeting_days:
            return None
        return held[after]

    def _named(self, due: When, meeting: MeetingRecord, today: dt.date) -> dt.date | None:
        body = self._body(due.text, meeting)
        if body is None:
            return None
        if due.first is None or due.last is None:
            return self._quarter(due, body, today)
        if due.first == due.last:
            return None
        for calendar in (self._held, self._stated):
            inside = {day for day in calendar[body] if due.first <= day <= due.last and day > today}
            if len(inside) == 1:
                return inside.pop()
            if inside:
                return None
        return None

    def _quarter(self, due: When, body: str, today: dt.date) -> dt.date | None:
        quarter = _QUARTER.search(due.text)
        if quarter is None:
            return None
        days = [
            day
            for day, number in self._quarters[body]
            if number == quarter[1] and 0 < (day - today).days <= _YEAR_OF_DAYS
        ]
        return min(days, default=None)

    def _body(self, words: str, meeting: MeetingRecord) -> str | None:
        """The body that a deadline's words name: one of the same office, else the meeting's own."""
        bodies = self._bodies[meeting.folder] if meeting.folder else {}
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
