"""People who are away or present by a sentence, or by a line under "Apologies"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.extract.attendance.entry import Entry
from pipeline.extract.attendance.kinds import is_item, says_nobody
from pipeline.extract.attendance.over_lines import names_of
from pipeline.extract.attendance.people import apposed, codes, people
from pipeline.extract.attendance.rows import Row, headings, rows
from pipeline.extract.attendance.words import lexicon
from pipeline.extract.front import Line
from pipeline.model import AttendanceStatus, Span, replace, value

ITEM = "attendance.item-apologies"
LONGEST_BLOCK = 3000
"""Code points of a block in which sentences are looked for."""

MOST_LINES = 6
"""Lines under a heading of apologies in which names may stand."""

_HOLDER = re.compile(r"[^,;–—-]{3,40}\s[–—-]\s+(?=[A-Z])")
"""Who holds a proxy, before whose it is: "Proxies: Ann Lee – Bob Dale"."""

_POST = re.compile(
    r"(?:,|\band)\s+(?:from\s+)?the\s+(?P<post>[A-Z][\w\s]{3,40}?)(?=\s*(?:,|\.|$|\band\b))"
)
"""A post alone among those who are away: "Cllr Loam and the Deputy Commissioner"."""

_BROKEN_OFF = re.compile(r"\b(?:and|&|,)\s+(?:[A-Z][a-z]+|(?:[A-Z]\.\s?)+)$")
_REST = re.compile(r"[A-Z][\w’'-]+\.")
"""A sentence whose last name goes on in the block below: "… Ann Lee and Bob" | "Dale."."""
_RUNNING, _TAIL = 45, 40
"""Code points of a line that runs to its end, and those of it that are looked at."""

_STOP = re.compile(r"(?<=[^\s.])\.(?=\s+[A-Z(\[]|\s*$)|:\s|\n(?=\s*\d)")
_REASON = re.compile(
    r"[\s,(]+(?:who|whose|whom|(?:the\s+last|both|all|neither|none)\s+of\s+whom|for\s+whom|due\s+to|owing\s+to|because|as\s+(?:he|she|they)|and\s+(?:were|was|these)|"
    r"to\s+(?=[A-Z])\w+\s*$|for\s+(?:absence|non-attendance|the\s+meeting|this)|(?:were|was)\s+(?:received|accepted|noted)\b).*",
    re.IGNORECASE | re.DOTALL,
)


_PART = re.compile(r"[^;]+")
_SKIPPED = re.compile(
    r"(?:[^,;]*\b(?:stated|said|reported|advised|noted)\s+that\s)?\s*(?:(?:that|both|also|the following|the)\s+)?",
    re.IGNORECASE,
)
"""What stands before the names: who told of them, and small words."""


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
        block = text[begin : min(end, begin + LONGEST_BLOCK)]
        if _tells(block):
            found.extend(sorted(_sentence(block, begin), key=lambda one: one.entry.span.start))
    found.extend(_under_item(text, early))
    return found


def _blocks(early: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretch of each block, since a sentence may run over its lines."""
    last = {line.block.span: line.text for line in early}
    spans = list(last)
    for span, following in zip_longest(spans, spans[1:]):
        over = following and _REST.fullmatch(last[following]) and _breaks_off(last[span])
        yield span.start, following.end if following and over else span.end


def _breaks_off(line: str) -> bool:
    """Whether a line of running text ends amid a name."""
    return len(line) >= _RUNNING and _BROKEN_OFF.search(line[-_TAIL:]) is not None


def _tells(text: str) -> bool:
    """Whether a block has one of the words without which no sentence names people."""
    known = lexicon()
    return known.may_tell.likely(text) and any(one.search(text) for one in known.telling)


def _sentence(text: str, start: int) -> Iterator[Said]:
    known = lexicon()
    # the stop of "Mr. A. Lee" ends no sentence
    plain = known.initial.sub(r"\1 ", text).replace("\n", " ")
    for sentence, pattern in known.sentences.likely(plain):
        for hit in pattern.finditer(plain):
            begin, stop = hit.span("names")
            words = text[begin:stop]
            cut = _end(words)
            stop = plain[begin:stop].rfind(". ")
            before = stop + 2 if stop >= 0 and not hit.start() < begin else 0
            begin += start + before
            for part in _PART.finditer(words, before, cut):
                said = _REASON.sub("", part[0])
                skip = _SKIPPED.match(said)
                lead = skip.end() if skip else 0
                if (
                    held := _HOLDER.match(said)
                    if sentence.status is AttendanceStatus.ABSENT
                    else None
                ):
                    lead = held.end()
                at = begin + part.start() - before + lead
                note = hit.groupdict().get("note") or ""
                for entry in _away(said[lead:], at, sentence.status):
                    yield Said(
                        entry=replace(entry, note=note.strip(" .")) if note else entry,
                        status=sentence.status,
                        rule=sentence.id,
                    )


def _is_post(text: str) -> bool:
    found = lexicon().rank.match(text)
    return found is not None and found.end() == len(text)


def _away(text: str, start: int, status: AttendanceStatus) -> list[Entry]:
    """The people of a sentence; of one on apologies also initials, or a post alone."""
    words = apposed(text)
    if status is not AttendanceStatus.APOLOGIES:
        return people(words, start)
    posts = [hit for hit in _POST.finditer(words) if _is_post(hit["post"])]
    for hit in posts:
        words = words[: hit.start()] + " " * len(hit[0]) + words[hit.end() :]
    found = people(words, start)
    for hit in posts:
        span = Span(start=start + hit.start("post"), end=start + hit.end("post"))
        found.append(Entry(name=" ".join(hit["post"].split()), span=span, name_span=span))
    named = [one.span for one in found]
    found += [
        one for one in codes(words, start) if not any(one.span.overlaps(span) for span in named)
    ]
    post = lexicon().rank.match(words)
    if not found and post and not words[post.end() :].strip(" ."):
        span = Span(start=start, end=start + len(post[0].rstrip()))
        found = [Entry(name=post[0].strip(), span=span, name_span=span)]
    return found


def _end(words: str) -> int:
    """Where the sentence ends: a full stop that closes no abbreviation."""
    for hit in _STOP.finditer(words):
        if not lexicon().abbreviation.search(words[: hit.start()]):
            return hit.start()
    return len(words)


def _under_item(text: str, early: Sequence[Line]) -> Iterator[Said]:
    """Names alone in the lines below "1. Welcome and Apologies"."""
    apologies = lexicon().apologies_item
    last = max((one.span.start for one in early if apologies.search(one.text)), default=-1)
    left = 0  # lines below such a heading in which names may yet stand
    for row in rows(text, early):
        if is_item(row.text):
            left = MOST_LINES
        elif left:
            entries = _alone(row)
            left = left - 1 if entries else 0
            for entry in entries:
                yield Said(entry=entry, status=AttendanceStatus.APOLOGIES, rule=ITEM)
        elif row.span.start > last:
            return  # no line further on speaks of apologies


def _alone(row: Row) -> list[Entry]:
    """The people of a line that holds names and nothing else; none where it is of another sort."""
    if says_nobody(row.text) or row.lines[0].loud:
        return []
    entries = names_of(row.text, row.span.start)
    return [] if next(headings(row.text), None) else entries
