"""Times of day and places of meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.extract.dates import PhraseKind, find_dates
from pipeline.extract.front import Labelled, Line, any_word, header_words
from pipeline.extract.guarded import Guarded, guarded
from pipeline.extract.header.asked import asked_lines, ended, started
from pipeline.model import Document, Evidence, Span

TIME_RULE = "header.time"
VENUE_RULE = "header.venue"
LONGEST_VENUE = 120
EVENING = 12

_OTHERS = (
    r"|(?P<{n}h2>1[0-2]|[1-9])\s*(?P<{n}ap2>[ap])\.?\s?m\b\.?"
    r"|(?P<{n}h3>[01]\d|2[0-3])(?P<{n}m3>[0-5]\d)\s*(?:hrs|hours|h)\b"
    r"|(?P<{n}noon>(?:12\s+)?noon|midday)\b"
)
_HALF = r"(?:\s*(?P<{n}ap>[ap])\.?\s?m\b\.?|\s*(?P<{n}hrs>hrs?|hours)\b)"
_LOOSE_ONE = r"(?P<{n}h>[01]?\d|2[0-4])[:.](?P<{n}m>[0-5]\d)(?!\d)" + f"{_HALF}?" + _OTHERS
_STRICT_ONE = (
    r"(?P<{n}h>[01]?\d|2[0-4])(?::(?P<{n}m>[0-5]\d)(?!\d)"
    f"{_HALF}?"
    r"|\.(?P<{n}m5>[0-5]\d)(?:\s*(?P<{n}ap5>[ap])\.?\s?m\b\.?|\s*(?:hrs?|hours)\b))" + _OTHERS
)
_BEFORE = r"(?<![\d./:£])"
_LOOSE = re.compile(rf"{_BEFORE}(?:{_LOOSE_ONE.replace('{n}', 'a')})", re.IGNORECASE)
_TIME = re.compile(rf"{_BEFORE}(?:{_STRICT_ONE.replace('{n}', 'a')})", re.IGNORECASE)
_RANGE = re.compile(
    rf"{_BEFORE}(?:{_LOOSE_ONE.replace('{n}', 'a')}|(?P<ah4>1[0-2]|[1-9]))"
    rf"\s*(?:-|–|—|to|until|till)\s*(?:{_LOOSE_ONE.replace('{n}', 'b')})",
    re.IGNORECASE,
)
"""A time, by itself: "10.30" only with "am", since "Rm 2.04" is a room; after a label or "at", and
in a range, without."""

_DAYS = (PhraseKind.DAY, PhraseKind.DAYS)
_RESUMED = re.compile(r"\b(?:resumed|reconvened)\b", re.IGNORECASE)

_HOURS = re.compile(r"\b[0-2]\d[0-5]\d\s*[-–—]\s*[0-2]\d[0-5]\d\b(?:\s*(?:hrs|hours)\b)?")
"""From when to when, without marks inside: "1000–1145"."""

_REASON = re.compile(r"\s+(?:owing\s+to|due\s+to|because)\b")
_LABELLED = re.compile(r"\s+(?=[A-Z][a-z]+\s?:\s)")

_HOUR = re.compile(r"\d(?:[:.]\d\d|\d{3}|\s*[APap]\.?\s?[Mm])")
_NOON = guarded("noon|midday", re.IGNORECASE)
"""What every time has: figures, or one of these words."""

_FIGURE = re.compile(r"\W*\d")
"""A line that begins with a figure."""

Clock = tuple[str, str, Evidence]


def read_times(
    document: Document, within: Span, front: Sequence[Line], labels: Sequence[Labelled]
) -> list[Clock]:
    """The start and end of the meeting as (field, "HH:MM", evidence); what is not said is left out."""
    found: dict[str, Clock] = {}
    spans = [one.span for one in labels if one.field in ("time", "date", "end") and one.text]
    for span in spans:
        only_end = any(one.field == "end" and one.span == span for one in labels)
        _collect(found, document.text, span, loose=True, only_end=only_end)
    for line in front:
        if "start_time" in found:
            break
        if _FIGURE.match(line.text) or any(one.kind in _DAYS for one in find_dates(line.text)):
            _collect(found, document.text, line.span, loose=False)
    for line, _ in asked_lines(document, within):
        # the first start holds, and the last end
        if "start_time" not in found and (told := _told(line, "start_time", started())):
            found["start_time"] = told
        if told := _told(line, "end_time", ended()):
            found["end_time"] = told
    return list(found.values())


def _told(line: Line, field: str, pattern: Guarded) -> Clock | None:
    """The time that stands behind words of a start or an end, unless the meeting only resumed."""
    if not (pattern.likely(line.text) and (_HOUR.search(line.text) or _NOON.search(line.text))):
        return None
    hit = pattern.search(line.text)
    if not hit or _RESUMED.search(line.text[hit.end() :]):
        return None
    time = _LOOSE.search(line.text[hit.end() : hit.end() + 40])
    clock = _clock(time, "a") if time else ""
    if not time or not clock:
        return None
    start = line.span.start + hit.end() + time.start()
    span = Span(start=start, end=start + len(time[0].rstrip()))
    return field, clock, Evidence(span=span, rule=TIME_RULE)


def _collect(
    found: dict[str, Clock], text: str, span: Span, *, loose: bool, only_end: bool = False
) -> None:
    words = span.of(text)
    dates = find_dates(words)

    def is_date(at: int) -> bool:
        return any(one.start <= at < one.end for one in dates)

    both = next((hit for hit in _RANGE.finditer(words) if not is_date(hit.start())), None)
    if both:
        later = _clock(both, "b")
        earlier = _clock(both, "a", like=both)
        _put(found, "start_time", earlier, span, both)
        _put(found, "end_time", later, span, both)
        return
    for hit in (_LOOSE if loose else _TIME).finditer(words):
        if is_date(hit.start()):
            continue
        _put(found, "end_time" if only_end else "start_time", _clock(hit, "a"), span, hit)
        return


def _put(found: dict[str, Clock], field: str, clock: str, span: Span, hit: re.Match[str]) -> None:
    if clock and field not in found:
        start = span.start + hit.start()
        where = Span(start=start, end=start + len(hit[0].rstrip()))
        found[field] = (field, clock, Evidence(span=where, rule=TIME_RULE))


def _clock(hit: re.Match[str], name: str, *, like: re.Match[str] | None = None) -> str:
    """A time as HH:MM; "" where morning and evening cannot be told apart.

    "14:00pm" is 14:00; "2-4pm" takes the afternoon of its end for its beginning; "7.30" alone
    may be either.
    """
    got = hit.groupdict()
    if got.get(f"{name}noon"):
        return "12:00"
    hour = (
        got.get(f"{name}h") or got.get(f"{name}h2") or got.get(f"{name}h3") or got.get(f"{name}h4")
    )
    minute = got.get(f"{name}m") or got.get(f"{name}m3") or got.get(f"{name}m5") or "00"
    if hour is None:
        return ""
    half = (got.get(f"{name}ap") or got.get(f"{name}ap2") or got.get(f"{name}ap5") or "").lower()
    number = int(hour)
    sure = bool(half) or bool(got.get(f"{name}hrs") or got.get(f"{name}h3")) or len(hour) == 2  # noqa: PLR2004 - "09:40" is of 24
    if not half and like is not None and not sure:
        ends = (like.groupdict().get("bap") or like.groupdict().get("bap2") or "").lower()
        end_hour = int(like.groupdict().get("bh") or like.groupdict().get("bh2") or 0) % EVENING
        half, sure = (ends, True) if ends and number % EVENING <= end_hour else ("", sure)
    if half == "p" and number < EVENING:
        number += EVENING
    elif half == "a" and number == EVENING:
        number = 0
    elif not sure and 1 <= number < 8:  # noqa: PLR2004 - no meeting begins before eight unless it says so
        return ""
    return f"{number % 24:02d}:{minute}"


def read_venue(
    front: Sequence[Line], labels: Sequence[Labelled], date: Span | None
) -> tuple[str, Evidence] | None:
    """The place of the meeting: a label's words, "held in …", or the line beside the date."""
    for one in labels:
        if one.field == "venue" and one.text:
            words = _before_label(one.text)
            span = Span(start=one.span.start, end=one.span.start + len(words))
            return clean_venue(words), Evidence(span=span, rule=VENUE_RULE)
    for line in front:
        hit = _held_in().search(line.text)
        if hit and (place := clean_venue(hit["place"])):
            start = line.span.start + hit.start("place")
            span = Span(start=start, end=line.span.start + hit.end("place"))
            return place, Evidence(span=span, rule=VENUE_RULE)
    return _beside_date(front, date)


def _before_label(words: str) -> str:
    """A place without what another label of its line says: "Guildhall Status: Approved"."""
    first = _LABELLED.split(words)[0].rstrip()
    return first if is_place(first) or len(first.split()) > 1 else words


def _beside_date(front: Sequence[Line], date: Span | None) -> tuple[str, Evidence] | None:
    """The rest of the date's line, or the line after or before it, where it names a place."""
    if date is None:
        return None
    at = next((n for n, line in enumerate(front) if line.span.overlaps(date)), None)
    if at is None:
        return None
    line = front[at]
    rest = line.text[max(0, date.end - line.span.start) :]
    place = clean_venue(rest)
    if place and is_place(place):
        return place, Evidence(span=line.span, rule=VENUE_RULE)
    for number in (at + 1, at + 2, at - 1):
        if not 0 <= number < len(front):
            continue
        words = front[number].text.strip()
        if is_place(words) and ":" not in words.split(" ")[0] and len(words) < LONGEST_VENUE:
            return clean_venue(words), Evidence(span=front[number].span, rule=VENUE_RULE)
    return None


@lru_cache(maxsize=256)  # a board meets in the same places
def is_place(words: str) -> bool:
    """Whether words name a place by a word for one, and no person or body."""
    return (
        any_word(tuple(header_words().venue_words)).search(words) is not None
        and not any_word(tuple(header_words().not_venue)).search(words)
        and not _PERSON.search(words)
    )


_PERSON = re.compile(r"\([A-Z]{2,4}\)|\s[–-]\s+[A-Z]\w+\s+[A-Z]\w+\s+[A-Z]")
"""Initials in brackets, or a name behind a dash."""


@lru_cache(maxsize=256)
def clean_venue(words: str) -> str:
    """A place without times, dates, links and the words that lead to it."""
    words = re.split(r"\.?\s*\bview directions\b", words, flags=re.IGNORECASE)[0]
    words = _REASON.split(words)[0]
    words = _RANGE.sub(" ", _HOURS.sub(" ", words))
    words = _TIME.sub(" ", words)
    for phrase in reversed(find_dates(words)):
        words = words[: phrase.start] + words[phrase.end :]
    words = " ".join(
        re.sub(
            r"\s*\((?:provisional|tbc|provisionally)[^)]*\)?", "", words, flags=re.IGNORECASE
        ).split()
    )
    words = re.sub(
        r"^(?:\W|\b(?:held at|held in|held by|held via|at|in|via|on|commencing|starting|from|by|the|to be held|online by|online via|virtually by|virtually via)\b\s*)+",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"(?:\W|\b(?:at|on|commencing|starting|from|and|in)\b)+$", "", words, flags=re.IGNORECASE
    )
    if words.isupper() and len(words) > 6:  # noqa: PLR2004 - "HQ", "OPCC" stay as they are
        words = words.title()
    return words if len(words) <= LONGEST_VENUE else ""


@cache
def _held_in() -> Guarded:
    return guarded(
        r"\bheld\b(?:[^.\n]|\.(?=\d))*?\b(?:in|at|via|by(?=\s+(?:video|tele|zoom|teams|conference))|on(?=\s+(?:zoom|teams|microsoft)))\s+(?P<place>(?!(?:public|private|person|camera|accordance|conjunction)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)[^.\n(]{3,100}?)"
        r"(?=\s*\(|\s+on\s+(?:the\s+)?(?:\w+day|\d)|,?\s+(?:at|commencing|starting)\s+\d|\s*$|\.\s)",
        re.IGNORECASE,
    )
