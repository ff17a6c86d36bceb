"""The deadlines of a report as a calendar (.ics). Source: RFC 5545."""

from __future__ import annotations

import datetime as dt

from pipeline.report.neutral import Deadline, Report, clean, day

_FOLD = 75
"""Octets in a line at most, RFC 5545 section 3.1."""


def calendar(report: Report) -> bytes:
    """Give a calendar with an all-day event on the last day of each open action that has one."""
    said = "; ".join(f"{name}: {value}" for name, value in report.about)
    known = " ".join((*report.summary, *report.statement))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Minutes register//Report//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'{report.title}, as at {day(report.as_at)}')}",
        f"X-WR-CALDESC:{_text(f'{said}. {known}')}",
    ]
    for deadline in report.deadlines:
        lines += _event(deadline, report.as_at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(deadline: Deadline, as_at: dt.date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(deadline.key)}@minutes-register",
        f"DTSTAMP:{as_at:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{deadline.day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(deadline.title)}",
        f"DESCRIPTION:{_text(deadline.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """Escape a text, RFC 5545 section 3.3.11."""
    safe = clean(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return safe.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """Break a line into pieces of at most 75 octets, none inside a letter."""
    pieces = [b""]
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(pieces[-1]) + len(octets) > _FOLD - (len(pieces) > 1):
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces)
