"""What a minute-taker should look at before minutes are published: slips that a reader would trip on.

Pure: an extraction and its text go in, findings come out. Nothing here bears on the register.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.extract.dates import DateContext, PhraseKind, find_dates, resolve
from pipeline.link.refs import ref_key
from pipeline.link.rules import link_rules
from pipeline.link.words import fits
from pipeline.model import (
    Action,
    ActionKind,
    AttendanceStatus,
    Attendee,
    Document,
    Extraction,
    Minutes,
    Section,
    SectionRole,
    Span,
    normalise,
    value,
)
from pipeline.models import Strict, load

AWAY = frozenset({AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT})
_ASIDE = frozenset(
    {SectionRole.ATTENDANCE, SectionRole.PREVIOUS_MINUTES, SectionRole.ACTION_REVIEW}
)
"""Sections that may tell of another day: there a person who is away today may have spoken."""

_BEFORE = 24
"""Characters before a name in which it may be said that somebody speaks for the person."""


class Rules(Strict, frozen=True):
    """The shape of `models/proofread.yml`, which explains each list."""

    issues: tuple[str, ...]
    acting: tuple[str, ...]
    instead: tuple[str, ...]


@value
class Finding:
    """One thing to look at. `code` is a word for scripts, `words` are those of the file."""

    code: str
    message: str
    words: str = ""


@value
class Earlier:
    """An action of the body's last meeting that was open then."""

    ref: str
    text: str
    raised_on: str


@cache
def rules() -> Rules:
    """The rules, read once. Raises ConfigError where the file is wrong."""
    return load("proofread.yml", Rules)


def proofread(document: Document, extraction: Extraction) -> tuple[Finding, ...]:
    """Give what to look at in one file, in the order of its kinds."""
    found = [*_doubts(document, extraction)]
    for minutes in extraction.minutes:
        found += [
            *_actions(document, minutes),
            *_dates(document, minutes),
            *_refs(document, minutes),
            *_away(document, minutes),
        ]
    return tuple(dict.fromkeys(found))


def unmentioned(
    document: Document, minutes: Minutes, earlier: Iterable[Earlier]
) -> tuple[Finding, ...]:
    """Give the actions of the last meeting that these minutes do not mention.

    An action is mentioned where its reference stands anywhere in the text, or where words that are
    read as an update, or as an action carried on, are its own.
    """
    least, light = link_rules().with_ref, link_rules().light
    written_refs = [update.ref for update in minutes.updates]
    written_refs += [action.ref for action in minutes.actions]
    refs = {ref_key(ref) for ref in written_refs} - {""}
    said = [normalise(update.quote or update.text) for update in minutes.updates]
    said += [normalise(action.text) for action in minutes.actions]
    written = minutes.span.of(document.text).casefold()
    found = []
    for action in earlier:
        ref = ref_key(action.ref)
        named = bool(ref) and (ref in refs or _stands(action.ref, written))
        if named or any(fits(normalise(action.text), words, least, light) for words in said):
            continue
        name = f"Action {action.ref}" if action.ref else "An action"
        message = f"{name}, raised on {action.raised_on}, is not mentioned."
        found.append(Finding(code="not-mentioned", message=message, words=action.text))
    return tuple(found)


def _stands(ref: str, written: str) -> bool:
    return re.search(rf"(?<![\w/.]){re.escape(ref.casefold())}(?![\w/])", written) is not None


def _doubts(document: Document, extraction: Extraction) -> Iterator[Finding]:
    kept = rules().issues
    for issue in (*document.issues, *extraction.issues):
        if issue.code in kept:
            words = issue.span.of(document.text) if issue.span else ""
            yield Finding(code=issue.code, message=issue.message, words=words)


def _actions(document: Document, minutes: Minutes) -> Iterator[Finding]:
    """Actions without an owner, or without a day by which they are due."""
    for action in _labelled(minutes):
        words = action.evidence.span.of(document.text)
        if not action.owners and not action.owners_text:
            yield Finding(code="no-owner", message="The action names no owner.", words=words)
        if action.due is None:
            yield Finding(code="no-date", message="The action names no date.", words=words)
        elif action.due.last is None:
            message = f"No date follows from “{action.due.text}”."
            yield Finding(code="no-date", message=message, words=words)


def _dates(document: Document, minutes: Minutes) -> Iterator[Finding]:
    """Deadlines before the meeting, and days that are not the weekday printed beside them."""
    held = minutes.meeting.held.first
    for action in _labelled(minutes):
        due = action.due
        words = action.evidence.span.of(document.text)
        if due and due.last and held and due.last < held:
            message = f"The deadline {due.last} lies before the meeting of {held}."
            yield Finding(code="due-before-meeting", message=message, words=words)
        if due and due.first and due.first == due.last:
            yield from _weekday(due.text, due.first, words)
        if due is None and held and (past := _past(action.text, held)):
            message = f"The deadline {past} lies before the meeting of {held}."
            yield Finding(code="due-before-meeting", message=message, words=words)


def _past(text: str, held: dt.date) -> dt.date | None:
    """A full date before the meeting by which something is to be done: no deadline, but a slip."""
    for phrase in find_dates(text):
        if phrase.kind is not PhraseKind.DAY or phrase.year is None:
            continue
        day = resolve(phrase, DateContext(held=held)).first
        if day is not None and day < held and _BY.search(text[: phrase.start]):
            return day
    return None


_BY = re.compile(
    r"\b(?:by|before|no\s+later\s+than|deadline:?|due:?)\s+(?:the\s+)?$", re.IGNORECASE
)


def _weekday(text: str, day: dt.date, words: str) -> Iterator[Finding]:
    for phrase in find_dates(text):
        if phrase.day == day.day and phrase.weekday not in {None, day.weekday()}:
            message = f"“{phrase.text}” names a weekday, but {day} is a {day:%A}."
            yield Finding(code="weekday-disagrees", message=message, words=words)


def _refs(document: Document, minutes: Minutes) -> Iterator[Finding]:
    held: dict[str, list[Action]] = defaultdict(list)
    for action in _labelled(minutes):
        if ref := ref_key(action.ref):
            held[ref].append(action)
    for actions in held.values():
        for later in actions[1:]:
            if normalise(later.text) != normalise(actions[0].text):
                message = f"The reference {later.ref} is used for two actions."
                words = later.evidence.span.of(document.text)
                yield Finding(code="ref-used-twice", message=message, words=words)


def _away(document: Document, minutes: Minutes) -> Iterator[Finding]:
    """People who act in the minutes though they sent apologies, or are listed as absent."""
    spans = [section.span for section in _tops(minutes.sections) if section.role not in _ASIDE]
    here = [who for who in minutes.attendees if who.status not in AWAY]
    for who in minutes.attendees:
        if who.status not in AWAY or any(_same(who, other) for other in here):
            continue
        if who.name and normalise(minutes.meeting.chair) == normalise(who.name):
            message = f"{who.name} is in the chair, and among the {_list(who)}."
            yield Finding(code="acts-though-away", message=message, words=minutes.meeting.chair)
        for span in spans:
            if words := _acts(who, span, document.text, here):
                message = f"{who.name} acts here, and is among the {_list(who)}."
                yield Finding(code="acts-though-away", message=message, words=words)
                break


def _acts(who: Attendee, span: Span, text: str, here: list[Attendee]) -> str:
    """The words in which a person acts; "" where there are none."""
    taken = {other.initials for other in here}
    names = [who.name, *([who.initials] if who.initials and who.initials not in taken else [])]
    verbs = "|".join(map(re.escape, rules().acting))
    instead = "|".join(map(re.escape, rules().instead))
    either = "|".join(re.escape(name) for name in names if name)
    if not either:
        return ""
    for found in re.finditer(rf"(?<!\w)(?:{either})\s+(?:{verbs})\b[^.\n]*", span.of(text)):
        start = span.start + found.start()
        if not re.search(
            rf"\b(?:{instead})\s+$", text[max(0, start - _BEFORE) : start], re.IGNORECASE
        ):
            return found.group()
    return ""


def _same(one: Attendee, other: Attendee) -> bool:
    return normalise(one.name) == normalise(other.name)


def _list(who: Attendee) -> str:
    return "apologies" if who.status is AttendanceStatus.APOLOGIES else "absent"


def _tops(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections that stand under no other, so that no word is looked at twice."""
    return (section for section in sections if section.parent is None)


def _labelled(minutes: Minutes) -> Iterator[Action]:
    return (action for action in minutes.actions if action.kind is ActionKind.LABELLED)
