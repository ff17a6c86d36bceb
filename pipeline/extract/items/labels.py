"""Where a passage marks an action: the label, its number, and how far its words go."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extract.items.data import items
from pipeline.extract.parties import Parties
from pipeline.extract.passages import sentences
from pipeline.model import value


@value
class Mark:
    """A label in a passage; offsets count from the passage's start.

    `start`..`body` is the label with number and separator, `body`..`end` the words it marks.
    `leads` tells that the label begins a line; `separated` that ":" or a dash follows it.
    """

    start: int
    body: int
    end: int
    ref: str
    leads: bool
    separated: bool
    bracketed: bool
    before: str
    reports: bool = False


@cache
def _label() -> re.Pattern[str]:
    words = items().action
    return re.compile(
        rf"(?P<open>[(\[])?\s*\b(?P<label>{words.label})(?![\w’'&])"
        rf"(?!{words.trap})"
        rf"(?:\s*[:–—-]?\s*{words.reference}(?![\w/])"
        rf"(?P<subject>\s*\([^()\n]{{2,60}}\))?)?"
        r"(?P<separator>\s*(?:[:–—]|[-](?=[\s(])|-(?=[A-Z]{2,4}\b))+)?\s*"
    )


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=^)|(?<=\n)|(?<=[.!?)\]]\s)|(?<=[.!?]))\s*(?:{items().action.stop})")


_SENTENCE_BREAK = re.compile(r"(?:^|[\n\t•]|[.!?;:)\]”\"…]\s*|\s[–—-]\s*)$")
_REPORT = re.compile(
    r"(?:is|was|has|had|can|should|remains?|stays?|to\s+be|will\s+be|now)\b|[a-z-]+ed\b"
)
_OWNER_BEFORE = re.compile(r"(?:^|\n)[^\n.:]{1,40}$")


def marks(text: str, parties: Parties) -> list[Mark]:
    """The action labels of a passage's text in order."""
    found: list[Mark] = []
    for match in _label().finditer(text):
        start = match.start("open") if match["open"] else match.start("label")
        before = text[:start]
        line = before.rpartition("\n")[2]
        leads = not line.strip(" •*-–—\t([")
        owner_before = ""
        if not leads and parties.whole(line, loose=False) and match["ref"]:
            leads, owner_before = True, line.strip()  # "IP / DO Action 12 – …"
        if (
            not leads
            and not match["open"]
            and not _SENTENCE_BREAK.search(before.rstrip(" ") or "\n")
        ):
            continue
        if re.search(items().action.pointer, before, re.IGNORECASE):
            continue
        separated = bool(match["separator"])
        reports = False
        if not separated and not _open_label(text, match, parties):
            reports = bool(match["ref"]) and _REPORT.match(text, match.end()) is not None
            if not reports:
                continue
        if found and found[-1].end > start:
            found[-1] = _shortened(found[-1], start)
        begin = start - len(line) + len(line) - len(line.lstrip()) if owner_before else start
        if owner_before:
            begin = len(before) - len(line.lstrip())
        found.append(
            Mark(
                start=begin,
                body=match.end(),
                end=_extent(text, match, leads=leads),
                ref=re.sub(r"\s+", " ", match["ref"] or "").strip(),
                leads=leads,
                separated=separated,
                bracketed=bool(match["open"]),
                before=owner_before,
                reports=reports,
            )
        )
    return found


def _open_label(text: str, match: re.Match[str], parties: Parties) -> bool:
    """Whether a label without a separator marks an action: an owner or nothing follows."""
    rest = text[match.end() :]
    if match["open"] and re.match(r"\s*[)\]]", rest):
        return True
    if not rest.strip():
        return True
    owners, end = parties.listed(text, match.end())
    if not owners:
        return False
    after = text[end:].lstrip(" .")
    verbs = "|".join(items().task_verbs)
    return (
        not after
        or after[0] in "\n)]:–—-"
        or re.match(rf"(?:{items().action.link}|(?:{verbs})\b)", after) is not None
    )


def _extent(text: str, match: re.Match[str], *, leads: bool) -> int:
    """Where the words of an action end: at the line's end, the sentence's, or the bracket's."""
    body = match.end()
    end = len(text)
    if match["open"]:
        close = text.find(")" if match["open"] == "(" else "]", body)
        if close >= 0:
            return close
    if stop := _stop().search(text, body):
        end = min(end, stop.start())
    if not leads:
        first = sentences(text[body:end])
        if first and len(text[:body].strip()) > 0:
            end = body + first[0][1]
    return body + len(text[body:end].rstrip())


def _shortened(mark: Mark, end: int) -> Mark:
    body = min(mark.body, end)
    return replace(mark, body=body, end=max(min(mark.end, end), body))
