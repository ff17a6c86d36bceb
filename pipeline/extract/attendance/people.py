"""Lists of people in running words: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.extract.attendance.entry import LONGEST_CODE, SENTENCE, Entry, parse
from pipeline.extract.attendance.names import (
    BRACKET,
    LEAD,
    SEPARATORS,
    known_forename,
    name_end,
    named,
)
from pipeline.extract.attendance.words import lexicon
from pipeline.model import Span

_BY_WAY = re.compile(
    r"(?<=\band),\s*(?:by|via|on)\s+(?:\w+\s+)?(?:telephone|phone|video|Teams|Zoom|link)\s*,"
)
"""How somebody took part, between "and" and the name."""

_APPOSED = re.compile(r"\b[Tt]he\s+(?P<post>[A-Z][\w’' ]{3,40}?),(?=\s+[A-Z][\w’'-]+\s+[A-Z])")
"""What may be a post with its article, a comma and a whole name."""

_LOWER = re.compile(r"[a-z]{2,12}\s+[A-Z][a-z]\w+$")
"""A first name without its capital, as some write their own."""


def people(text: str, start: int, *, one: bool = False) -> list[Entry]:
    """The people of a line or list: "A, B and C", "A (AB), Treasurer; B", "Mr A Chair Dr B".

    `one` says that the line is one of several, each with its own person, so that a comma
    introduces a post and not another name. Empty where any part of a list is not a person.
    """
    return list(_people(text, start, one))


@lru_cache(maxsize=256)  # each line of a list is asked for by its neighbours too
def _people(text: str, start: int, one: bool) -> tuple[Entry, ...]:  # noqa: FBT001 - remembered by place
    found: list[Entry] = []
    for way in _BY_WAY.finditer(text):
        # blotted out, so that places stay: "Ann Lee and, by telephone, Bob Dale"
        text = text[: way.start()] + " " * len(way[0]) + text[way.end() :]
    text = apposed(text)
    parts = [(begin, end) for begin, end in _separated(text) if text[begin:end].strip(SEPARATORS)]
    several = len(parts) >= SEVERAL
    for begin, end in parts:
        part = text[begin:end]
        # where other marks part the people, a comma introduces a post: "Ann Lee, Arden Homes; …"
        alone = (one and not _plural(part)) or (several and not _more_people(part))
        found.extend(_run(part, start + begin, one=alone and not _all_people(part)))
    return tuple(found)


def apposed(text: str) -> str:
    """The same text without the comma between a post and who holds it: "the Deputy Mayor, Ann Lee"."""
    for hit in _APPOSED.finditer(text):
        rank = lexicon().rank.match(hit["post"])
        if rank and rank.end() == len(hit["post"]):
            text = f"{text[: hit.end() - 1]} {text[hit.end() :]}"
    return text


def _separated(text: str) -> list[tuple[int, int]]:
    """The stretches between semicolons and bullets, or the other mark that stands between people."""
    parts = list(_split(text, *_MARKS))
    if len(parts) > 1:
        return parts
    for mark in _BETWEEN:
        begin, parts = 0, []
        for hit in mark.finditer(text):
            parts.append((begin, hit.start()))
            begin = hit.end()
        parts.append((begin, len(text)))
        if len(parts) >= SEVERAL and all(_is_full_name(text[slice(*part)]) for part in parts):
            return parts
    return [(0, len(text))]


_MARKS = (";", "·", "•", "∙", "●", "▪", "‧")
_BETWEEN = (re.compile(r"\s*\|\s*"), re.compile(r"\s+/\s+"), re.compile(r"\s+[–—-]\s+"))
"""Marks that also stand before a post: they part people only where every part names one."""

SEVERAL = 3
"""Parts that make a list."""


def _is_full_name(text: str) -> bool:
    """Whether a stretch begins with a person's whole name: no post alone, no house."""
    lead = LEAD.match(text)
    found = named(text, lead.end() if lead else 0)
    return found is not None and bool(found[0] or found[1] or " " in text[found[2] : found[3]])


def is_somebody(text: str) -> bool:
    """Whether words name a person beyond doubt: a title or rank, or a forename that many bear."""
    lead = LEAD.match(text)
    found = named(text, lead.end() if lead else 0)
    if found is None:
        return False
    first, *others = text[found[2] : found[3]].split()
    return bool(found[0] or found[1] or (others and known_forename(first)))


def _titled(text: str) -> bool:
    """Whether a piece between commas begins with a title or a rank and a name."""
    lead = LEAD.match(text)
    found = named(text, lead.end() if lead else 0)
    return found is not None and bool(found[0] or found[1])


def _more_people(text: str) -> bool:
    """Whether a part of a list holds several people by itself: initials, a title or "and" show it."""
    pieces = [text[begin:end] for begin, end in _split(text, ",", "and", "&")]
    return _plural(text) or any(_titled(piece) or _INITIALLED.match(piece) for piece in pieces[1:])


def _plural(text: str) -> bool:
    """Whether the title before a name is of several: "Councillors Ann Lee, Bob Dale"."""
    first = named(text, len(text) - len(text.lstrip()))
    return first is not None and first[1].lower().endswith(("llors", "llrs", "messrs"))


def _all_people(text: str) -> bool:
    """Whether every piece between commas is somebody with a title or rank: "Cllr A Lee, Mr B Dale"."""
    pieces = [text[begin:end] for begin, end in _split(text, ",", "and", "&")]
    return len(pieces) > 1 and all(_titled(piece) and _is_name(piece) for piece in pieces)


_INITIALLED = re.compile(r"\s*(?:[A-Z]\.?\s?){1,3}[A-Z][a-z]")


def codes(text: str, start: int) -> list[Entry]:
    """People named by their initials alone: "Apologies: SB and PS." Posts are left out."""
    found = []
    for hit in re.finditer(r"(?<![\w/])[A-Z]{2,3}[a-z]{0,2}(?![\w/])(?!\s+[A-Z][a-z])", text):
        post = lexicon().post.fullmatch(hit[0]) and hit[0] not in lexicon().rank_codes
        if post or hit[0].casefold() in lexicon().organisations:
            continue
        span = Span(start=start + hit.start(), end=start + hit.end())
        found.append(Entry(name=hit[0], span=span, name_span=span, brackets=(hit[0],)))
    return found


def _run(text: str, start: int, *, one: bool) -> Iterator[Entry]:
    """The people of a stretch without semicolons."""
    for parts, alone in (
        (_before_titles(text), True),
        (_after_brackets(text), one),
        (_before_ranks(text), True),
    ):
        if len(parts) > 1:
            for begin, end in parts:
                yield from _run(text[begin:end], start + begin, one=alone)
            return
    groups = [(0, len(text))] if one else _groups(text)
    found = _each(text, start, groups)
    if len(groups) == 2 and None in found:  # noqa: PLR2004 - "and" or a comma stood inside a post
        whole = parse(text, start)
        odd = text[slice(*groups[found.index(None)])].strip(SEPARATORS)
        # "SR, DCC Pryce" keeps the name; "Ann Lee and Bob Dale sent …" is a sentence
        found = [whole] if whole else found if len(odd) <= LONGEST_CODE else []
    yield from (entry for entry in found if entry is not None)


def _each(text: str, start: int, groups: list[tuple[int, int]]) -> list[Entry | None]:
    """An entry for each stretch, None where it is no person: one odd piece spoils no list."""
    found: list[Entry | None] = []
    shared = ""
    for number, (begin, end) in enumerate(groups):
        part, place = text[begin:end], start + begin
        entry = parse(part, place)
        if entry is None and shared:
            entry = _surname(part, place, shared)
        if entry is None and len(groups) > 2:  # noqa: PLR2004 - only among other names
            entry = _uncapitalised(part, place)
        if number == 0 and entry and entry.title.lower().endswith("s"):
            shared = entry.title
        found.append(entry)
    return found


def _groups(text: str) -> list[tuple[int, int]]:
    """A stretch for each person: pieces between commas, posts joined to the name before."""
    groups: list[tuple[int, int]] = []
    pieces = list(_split(text, ",", "and", "&"))
    for begin, end in pieces:
        bare = text[begin:end].strip()
        if groups and lexicon().crowd.search(bare) and not _is_name(bare):
            continue
        lower = len(pieces) > 2 and _LOWER.match(bare) and bare.split()[0] not in lexicon().no_names  # noqa: PLR2004 - as in _run
        if groups and not lower and not _is_name(text[begin:end]):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((begin, end))
    return groups


def _surname(text: str, start: int, title: str) -> Entry | None:
    """A surname that shares the title of the name before: "Councillors Ash and Birch"."""
    lead = LEAD.match(text)
    at = lead.end() if lead else 0
    end = name_end(text, at)
    if end is None:
        return None
    return Entry(
        name=" ".join(text[at:end].split()),
        span=Span(start=start + at, end=start + end),
        name_span=Span(start=start + at, end=start + end),
        title=title,
        sure=True,
    )


def _uncapitalised(text: str, start: int) -> Entry | None:
    """A name whose first word has no capital: "dede Collins", only in a list of names."""
    lead = LEAD.match(text)
    at = lead.end() if lead else 0
    words_here = text[at:].rstrip(SEPARATORS)
    if not _LOWER.match(words_here) or words_here.split()[0] in lexicon().no_names:
        return None
    span = Span(start=start + at, end=start + at + len(words_here))
    return Entry(name=" ".join(words_here.split()), span=span, name_span=span)


def _is_name(text: str) -> bool:
    """Whether a piece between commas begins another person."""
    lead = LEAD.match(text)
    at = lead.end() if lead else 0
    found = named(text, at)
    if found is None:
        led = parse(text, 0)  # "the Monitoring Officer Ann Lee"
        return led is not None and bool(led.role)
    rank, title, begin, end = found
    if lexicon().company.match(text, end):
        return False
    name = text[begin:end].split()
    if len(name) >= 2 or rank or title:  # noqa: PLR2004 - first name and surname
        rest = text[end:].strip(SEPARATORS)
        return not SENTENCE.search(rest)
    # a surname alone counts only beside others: "Councillors Ash, Birch and Cole"
    return not BRACKET.sub("", text[end:]).strip(SEPARATORS) and text[begin:end].istitle()


def _split(text: str, *marks: str) -> Iterator[tuple[int, int]]:
    """The stretches between marks that stand outside brackets."""
    begin = 0
    for hit in _any_mark(marks).finditer(text):
        before = text[: hit.start()]
        if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
            continue
        if hit[0].strip() in ("and", "&") and not _joins_people(text, begin, hit):
            continue
        yield begin, hit.start()
        begin = hit.end()
    yield begin, len(text)


@cache
def _any_mark(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\s+{re.escape(one)}\s+" if one.isalpha() else re.escape(one) for one in marks)
    )


def _joins_people(text: str, begin: int, hit: re.Match[str]) -> bool:
    """Whether "and" stands between two people, not inside a post ("Police and Crime")."""
    tail = text[hit.end() :]
    stop = re.search(r"[,;]|\s(?:and|&)\s", tail)
    after = tail[: stop.start()] if stop else tail
    return _is_name(text[begin : hit.start()]) and _is_name(after)


_BEHIND_BRACKET = re.compile(r"[)\]]\s*[:*]?\s+(?=[A-Z])")
_BEFORE_RANK = re.compile(r"(?<=[a-z])\s+(?=[A-Z]{2,4}\s+[A-Z][a-z])")
"""Where a person may begin without any mark between."""


def _after_brackets(text: str) -> list[tuple[int, int]]:
    """Split where a person ends with a bracket and the next begins: "A B (Clerk) C D (Audit)"."""
    starts = [0]
    for hit in _BEHIND_BRACKET.finditer(text):
        found = named(text, hit.end())
        if found is None or " " not in text[found[2] : found[3]]:
            continue
        if text[found[3] :].lstrip()[:1] in ("(", "["):
            starts.append(hit.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _before_ranks(text: str) -> list[tuple[int, int]]:
    """Split where a post ends and a rank with a full name begins: "…, Finance Officer ACC Ann Lee"."""
    starts = [0]
    for hit in _BEFORE_RANK.finditer(text):
        found = named(text, hit.end())
        full = found is not None and " " in text[found[2] : found[3]]
        if found and found[0] and full and not _LINKED.search(text[: hit.start()]):
            starts.append(hit.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


_LINKED = re.compile(r"\b(?:to|for|of|by|and|from|with|rep|the)$", re.IGNORECASE)
"""A word before a rank that makes the whole one post: "Staff Officer to DCC Ann Lee"."""


def _before_titles(text: str) -> list[tuple[int, int]]:
    """Split a line that lost its separators before each courtesy title after the first."""
    outside = BRACKET.sub("", text)
    if "," in outside and ";" not in text and outside.count(",") > 1:
        return [(0, len(text))]
    starts = [
        hit.start()
        for hit in lexicon().courtesy.finditer(text)
        if text.count("(", 0, hit.start()) <= text.count(")", 0, hit.start())
    ]
    if len(starts) < 2:  # noqa: PLR2004 - nothing to split
        return [(0, len(text))]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
