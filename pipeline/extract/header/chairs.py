"""Who chaired where no list says so of somebody who was there: told by sentences of the minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.attendance.names import named
from pipeline.extract.front import EARLY, header_words
from pipeline.extract.guarded import guarded
from pipeline.extract.header.asked import asked_lines, took_chair
from pipeline.model import AttendanceStatus, Attendee, Document, Span, normalise

_HERE = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE})
_BRACKET = re.compile(r"\s*\([^)]*\)")
_THE = re.compile(r"(?:The|the)\s+")
_SECOND = re.compile(r"\b(?:deputy|assistant|vice|former|past)\b", re.IGNORECASE)
"""Words that make a post another's: the Deputy Commissioner is not the Commissioner."""


def in_the_chair(document: Document, within: Span, attendees: Sequence[Attendee]) -> str:
    """The name of whoever took the chair by the words of the minutes; "" where they say nothing.

    "RHa took the chair", "Ann Lee (Vice Chair) chaired this meeting"; else the one vice-chair who
    was there, where the chair was not and the minutes tell that the vice-chair led.
    """
    here = [one for one in attendees if one.status in _HERE]
    took = took_chair()
    who_took = guarded(rf"(?P<who>[^.;:\n]{{2,80}}?)\s+{header_words().took_chair}")
    for line, _ in asked_lines(document, within):
        text = line.text[: max(0, within.start + EARLY - line.span.start)]
        if not took.search(text):
            continue  # to look for who did would begin at every letter
        for hit in who_took.finditer(text):
            fits = [one.name for one in here if _is_meant(hit["who"], one)]
            if len(fits) == 1:
                return fits[0]
    away = any(one.chair for one in attendees if one.status not in _HERE)
    if not away:
        return ""
    vices = [one.name for one in here if re.search(header_words().vice, one.role, re.IGNORECASE)]
    leads = guarded(header_words().vice_leads, re.IGNORECASE).search(within.of(document.text))
    return vices[0] if leads and len(vices) == 1 else ""


def _is_meant(who: str, one: Attendee) -> bool:
    """Whether words name an attendee: by name, initials, title and surname, or post."""
    words = _BRACKET.sub("", who).strip(" ,")
    if one.initials and words == one.initials:
        return True
    said = normalise(_THE.sub("", words, count=1))
    if f" {said}".endswith(f" {normalise(one.name)}"):
        return True
    titled = named(words, 0)
    if titled and (titled[0] or titled[1]) and titled[3] == len(words):
        return normalise(words[titled[2] :]).split()[-1:] == normalise(one.name).split()[-1:]
    posts = [post for post in (one.role, one.abbreviation, one.rank) if post]
    if not _SECOND.search(words):
        posts = [post for post in posts if not _SECOND.search(post)]
    return bool(said) and any(f" {normalise(post)}".endswith(f" {said}") for post in posts)
