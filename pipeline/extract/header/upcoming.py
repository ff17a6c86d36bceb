"""The next meeting: its date and place, where the minutes give them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.dates import DateContext, DatePhrase, PhraseKind, find_dates, resolve
from pipeline.extract.dates.resolve import next_day
from pipeline.extract.front import Line, any_word, header_words
from pipeline.extract.header.asked import announced, asked_lines
from pipeline.extract.header.places import clean_venue, is_place
from pipeline.model import (
    DateBasis,
    Document,
    Evidence,
    NextMeeting,
    Section,
    SectionRole,
    Span,
    When,
    replace,
)

NEXT_RULE = "header.next-meeting"
_LISTED = re.compile(r"\b(?:dates?|meetings?)\s+(?:for|in)\s+(20\d\d)\b", re.IGNORECASE)
"""The head of a list of dates, whose year they share."""

_SIGNED = re.compile(r"\bsign(?:ed|ature)\b", re.IGNORECASE)
"""Where the minutes are signed: the date beside it is not the next meeting's."""

_UNKNOWN = re.compile(
    r"[^\n]{0,60}?\W(?:t\.?b\.?[ca]\b|to\s+be\s+(?:confirmed|agreed|arranged|advised))",
    re.IGNORECASE,
)

AFTER = 400
"""Code points after the words "next meeting" in which its date stands."""

LONGEST_REMARK = 60
MOST_WORDS = 8
"""Words of a place that no word shows to be one."""

BEYOND = 150
"""Code points after the item on the next meeting in which its date may stand."""

HALF_A_YEAR = dt.timedelta(days=183)
A_YEAR_AND_HALF = dt.timedelta(days=548)


def next_meeting(
    text: str, regions: Sequence[Span], held: dt.date | None = None
) -> NextMeeting | None:
    """The next meeting as announced in `regions`, or None where no date is given; one without a year needs `held`."""
    for region in regions:
        found = _read(text, region, held)
        if found is not None:
            return found
    return None


def announcements(
    document: Document, within: Span, sections: Sequence[Section], front: Sequence[Line]
) -> tuple[Span, ...]:
    """The stretches in which it may stand: its own item, a sentence about it, the front."""
    return tuple(_announcements(document, within, sections, front))


def _announcements(
    document: Document, within: Span, sections: Sequence[Section], front: Sequence[Line]
) -> Iterator[Span]:
    pattern = announced()
    head = " ".join(line.text for line in front)
    titles: list[Span] = []
    lists: list[Span] = []
    others: list[Span] = []
    for line, following in asked_lines(document, within):
        hit = pattern.search(line.text)
        if hit and not _is_deadline(line, following) and not _of_others(line.text, hit, head):
            start = line.span.start + hit.start()
            before, after = line.text[: hit.start()], line.text[hit.end() :]
            title = not re.search(r"[A-Za-z]{3}", before)
            if not title and _AHEAD.search(before):
                continue
            told = None if title or not after.strip(" :.") else _STOP.search(after)
            end = line.span.start + hit.end() + told.start() if told else start + AFTER
            region = Span(start=start, end=min(within.end, end))
            named = re.search(r"next|future", hit[0], re.IGNORECASE)
            (titles if title and named else lists if title else others).append(region)
    stop = front[-1].span.end if front else within.start
    yield from (one for one in titles if one.start >= stop)
    for section in sections:
        if section.role is SectionRole.NEXT_MEETING:
            yield section.span
            # the dates may stand under a line that looks like a heading of its own
            yield Span(start=section.span.start, end=min(within.end, section.span.end + BEYOND))
    yield from lists
    yield from (one for one in reversed(others) if one.start >= stop)
    yield from (one for one in (*titles, *others) if one.start < stop)


def _of_others(text: str, hit: re.Match[str], head: str) -> bool:
    """Whether a next meeting is that of a body which the head of these minutes does not name."""
    said = _capitals(hit[0])
    behind = _OF.match(text, hit.end())
    named = _capitals(behind["name"]) if behind else []
    if not named and _usual().issuperset(said):
        return False
    here = set(re.findall(r"[\w’'-]+", head.casefold()))
    initials = "".join(word[0] for word in re.findall(r"\w+", head.casefold()))
    here |= {word for word in said if len(word) > 1 and word in initials}
    return not ((here | _usual()).issuperset(said) and here.issuperset(named))


@cache
def _usual() -> frozenset[str]:
    """The words of any next meeting, whosever it is."""
    known = header_words()
    return frozenset((*(word for one in known.next_meeting for word in one.split()), *known.title))


def _capitals(words: str) -> list[str]:
    """The words with a capital, in small letters."""
    return [word.casefold() for word in re.findall(r"[A-Z][\w’'-]+", words)]


_OF = re.compile(
    r"\s+of\s+(?:the\s+|our\s+|this\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+(?:(?:and|of|for|&)\s+)?[A-Z][\w’'-]*)*)"
)
"""Whose meeting it is: "the next meeting of the Audit Committee"."""

_AHEAD = re.compile(
    r"\b(?:before|ahead\s+of|prior\s+to|until|in\s+advance\s+of)\s+(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)
"""What makes the next meeting the measure of another day."""

_STOP = re.compile(r"(?<!:)(?:(?<=[a-z)])\.(?=\s|$)|$)")
"""Where a sentence about the next meeting ends: a date behind it is another's."""


def _is_deadline(line: Line, following: Line | None) -> bool:
    """Whether "Next meeting" alone in a cell says when an action is due: no date stands below it."""
    cell = line.block.cell
    beside = following.block.cell if following else None
    alone = _ALONE.fullmatch(line.text.strip()) is not None
    return cell is not None and cell.column > 0 and alone and cell != beside


_ALONE = re.compile(r"(?:(?:by|at|for|before|in)\s+)?(?:the\s+)?next\s+\w+\W*", re.IGNORECASE)


def _read(text: str, region: Span, held: dt.date | None) -> NextMeeting | None:
    """The first date of a region that may be the next meeting's, one after this meeting if there is."""
    words = _SIGNED.split(region.of(text))[0]
    if _UNKNOWN.match(words):
        return None
    past = None
    for phrase, when in _dates(words, held):
        start = region.start + phrase.start
        found = NextMeeting(
            when=when,
            venue=_venue(words, phrase),
            evidence=Evidence(
                span=Span(start=start, end=region.start + phrase.end), rule=NEXT_RULE
            ),
        )
        if held is None or when.first is None or when.first > held:
            return found
        past = past or found
    return past


def _dates(words: str, held: dt.date | None) -> Iterator[tuple[DatePhrase, When]]:
    """The days of a region that are not those of other meetings."""
    other = any_word(tuple(header_words().not_next))
    for phrase in find_dates(words):
        if phrase.kind not in (PhraseKind.DAY, PhraseKind.DAYS):
            continue
        if phrase.kind is PhraseKind.DAY and phrase.weekday is None and _is_number(phrase, words):
            continue
        if other.search(_clause(words, phrase)):
            continue
        listed = _LISTED.findall(words[: phrase.start])
        when = _when(phrase, held, int(listed[-1]) if listed else None)
        if when is not None:
            yield phrase, when


def _is_number(phrase: DatePhrase, words: str) -> bool:
    """Whether "3.1.12" is the number of an item at the start of its line."""
    line_start = words.rfind("\n", 0, phrase.start) + 1
    return (
        phrase.rule == "date.numeric"
        and phrase.start == line_start
        and "." in phrase.text
        and len(phrase.text) < len("3.11.24")
    )


def _clause(words: str, phrase: DatePhrase) -> str:
    """The words about a date: from the last stop to it, and a remark after it."""
    lead = re.split(r"[.;\n]|\d,", words[: phrase.start])[-1]
    after = re.split(r"[.;,\n\t]|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]", words[phrase.end :])[0]
    return f"{lead} {after[:LONGEST_REMARK]}"


def _when(phrase: DatePhrase, held: dt.date | None, year: int | None) -> When | None:
    """The date, if it is one: after the meeting where that is known, and not years on."""
    if phrase.year is not None:
        when = resolve(phrase, DateContext())
    elif held is not None:
        since = dt.date(year, 1, 1) if year and year > held.year else held
        when = resolve(phrase, DateContext(held=since))
        if phrase.month and phrase.day and when.first and when.first - held > HALF_A_YEAR:
            # "December 14" in October 2013: the day, since no next meeting is a year and more away
            day = next_day(phrase.month, phrase.day, since)
            basis = DateBasis.YEAR_INFERRED
            when = replace(when, first=day, last=day, basis=basis) if day else when
    else:
        return None
    if when.first is None:
        return None
    if held is not None and when.first - held > A_YEAR_AND_HALF:
        return None
    return when


def _venue(words: str, phrase: DatePhrase) -> str:
    """The place after the date, on its line or under a label on the next; "" for a remark."""
    rest = words[phrase.end :]
    line = rest.split("\n", 1)[0]
    label = re.search(r"\b(?:venue|location|place)\s*[:–-]\s*([^\n]+)", rest, re.IGNORECASE)
    if label:
        return clean_venue(label[1])
    if any(one.kind is PhraseKind.DAY for one in find_dates(line)):
        return ""
    place = clean_venue(line)
    led = re.search(r"\b(?:at|in)\s+(?:the\s+)?[A-Z]", line)
    return place if is_place(place) or (led and len(place.split()) <= MOST_WORDS) else ""
