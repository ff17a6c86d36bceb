"""People who are away or present by a sentence, or by a line under "Apologies"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.attendance.entry import Entry, people
from pipeline.extract.attendance.roll import headings, is_item, names_of, rows, says_nobody
from pipeline.extract.attendance.words import lexicon
from pipeline.extract.front import Line
from pipeline.model import AttendanceStatus, value

ITEM = "attendance.item-apologies"
MOST_LINES = 6
"""Lines under a heading of apologies in which names may stand."""

_STOP = re.compile(r"(?<=[^\s.])\.(?=\s+[A-Z(\[]|\s*$)|:\s|\n(?=\s*\d)")
_REASON = re.compile(
    r"\s+(?:who|due\s+to|owing\s+to|because|as\s+(?:he|she|they)|and\s+(?:were|was|these)|"
    r"to\s+(?=[A-Z])\w+\s*$|for\s+(?:absence|non-attendance|the\s+meeting|this)|(?:were|was)\s+(?:received|accepted|noted)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Cllr|Insp|Supt|Ch|Sgt|Prof|Rev|St)$")


@value
class Said:
    """A person and the status that a sentence gives."""

    entry: Entry
    status: AttendanceStatus
    rule: str


def read_sentences(text: str, early: Sequence[Line]) -> list[Said]:
    """The people whom sentences of the first items name, each once a sentence."""
    found: list[Said] = []
    for begin, end in _blocks(early):
        found.extend(_sentence(text[begin:end], begin))
    found.extend(_under_item(text, early))
    return found


def _blocks(early: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretch of each block, since a sentence may run over its lines."""
    seen = set()
    for line in early:
        span = line.block.span
        if span not in seen:
            seen.add(span)
            yield span.start, span.end


def _sentence(text: str, start: int) -> Iterator[Said]:
    for sentence, pattern in lexicon().sentences:
        for hit in pattern.finditer(text.replace("\n", " ")):
            begin, stop = hit.span("names")
            words = text[begin:stop]
            cut = _end(words)
            stop = words.rfind(". ")
            before = stop + 2 if stop >= 0 and not hit.start() < begin else 0
            begin += start + before
            for part in re.finditer(r"[^;]+", words[before:cut]):
                said = _REASON.sub("", part[0])
                skip = re.match(r"\s*(?:(?:that|both|also|the following)\s+)?", said, re.IGNORECASE)
                lead = skip.end() if skip else 0
                at = begin + part.start() + lead
                for entry in people(said[lead:], at):
                    yield Said(entry=entry, status=sentence.status, rule=sentence.id)


def _end(words: str) -> int:
    """Where the sentence ends: a full stop that closes no abbreviation."""
    for hit in _STOP.finditer(words):
        if not _ABBREVIATION.search(words[: hit.start()]):
            return hit.start()
    return len(words)


def _under_item(text: str, early: Sequence[Line]) -> Iterator[Said]:
    """Names alone in the lines below "1. Welcome and Apologies"."""
    table = rows(text, early)
    for number, row in enumerate(table):
        if not is_item(row.text):
            continue
        for following in table[number + 1 : number + 1 + MOST_LINES]:
            if says_nobody(following.text) or following.lines[0].loud:
                break
            entries = names_of(following.text, following.span.start)
            if not entries or is_item(following.text) or next(headings(following.text), None):
                break
            for entry in entries:
                yield Said(entry=entry, status=AttendanceStatus.APOLOGIES, rule=ITEM)
