"""Earlier actions that minutes quote or name, and what the words about them say.

A label under "Minutes" or "Action updates" is a quotation where an answer follows it: a dated
update, a status, or a paragraph that takes up its words. Otherwise it is a new action.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.dates import PhraseKind, find_dates, resolve
from pipeline.extract.items import matters, statuses
from pipeline.extract.items.dated import raised_on
from pipeline.extract.items.dated import told as judged
from pipeline.extract.items.drafts import DraftUpdate
from pipeline.extract.items.dress import marked
from pipeline.extract.items.labels import Mark
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import CLOSING, Grade, SectionRole, Span, Status, When, normalise

RULES = ("update.ref-status", "update.quoted-status", "update.quoted-answer", "update.replaced")

_UPDATE = re.compile(
    r"(?:^|(?<=[.\s]))(?P<label>(?:[A-Z][a-z]+\s+)?Updates?|UPDATE)(?:\s+(?:on\s+)?"
    r"(?P<date>\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{2,4})?))?"
    r"\s*[:–—-]\s*"
)
_NEW = re.compile(r"\bnew\s+action\b|\breplaced\s+(?:by|with)\b|\bsuperseded\s+by\b", re.IGNORECASE)
_REF = r"(?P<ref>\d{1,4}[a-z]?(?:[/.-]\d{1,4})*[a-z]?)"
_SUCCESSOR = re.compile(
    rf"\b(?:replaced?|superseded|subsumed|merged)\s+(?:it\s+)?(?:by|with|into|in)\s+"
    rf"(?:a\s+)?(?:new\s+)?(?:[Aa]ction\s+)?(?:No\.?\s*)?{_REF}"
)
_BRACKETED = re.compile(rf"[\s(\[]*[Aa]ction\s+(?:No\.?\s*)?{_REF}")
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|is|are|been|did|gave|sent|read|reported|confirmed|advised|said|"
    r"provided|circulated|shared|presented|completed|attended|met|would|will)\b"
)
_LIGHT = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "that",
        "this",
        "these",
        "those",
        "be",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "has",
        "have",
        "had",
        "it",
        "its",
        "their",
        "his",
        "her",
        "they",
        "he",
        "she",
        "as",
        "not",
        "action",
        "agreed",
        "actions",
        "report",
        "next",
        "meeting",
        "panel",
        "board",
        "committee",
        "give",
        "update",
    ]
)
WORD = 4
"""Letters of a word that can tie an answer to its action."""


def mention(reading: Reading, passage: Passage, mark: Mark) -> DraftUpdate | None:
    """The event of a label that names an action by number and reports on it.

    "Action 57/23 - discharged"; "Action 11 – agreed to close, with a new action …". Outside the
    items that review actions only words that begin with a status, or a verb, report.
    """
    role = reading.role(passage.section)
    if not mark.ref or role is SectionRole.SUMMARY_OF_ACTIONS:
        return None
    said = passage.text[mark.body : mark.end]
    raised = raised_on(mark.day, reading.day.held) if mark.day else None
    told = raised or mark.reports or statuses.leading(said) is not None or _happened(reading, said)
    if not told and (role not in REVIEWS or _task(reading, said)):
        return None
    return told_of(reading, passage, mark, said)


def _happened(reading: Reading, said: str) -> bool:
    """Whether the words tell what somebody has done: "Action 9: PG has asked for a month more"."""
    owners, end = reading.parties.listed(said, len(said) - len(said.lstrip()))
    return bool(owners) and _HAS.match(said, end) is not None


_HAS = re.compile(r"\s+(?:has|have|had)\s+(?!to\b)")


def told_of(reading: Reading, passage: Passage, mark: Mark, said: str) -> DraftUpdate:
    """The event of an action named by number, from the words that report on it."""
    judgement = judged(said, statuses.settle(said), Grade.STATED, reading.day.held)
    hit, grade = judgement.hit, judgement.grade
    status = hit.status if hit else _pending(said)
    rule, successor = "update.ref-status", ""
    replaced = _SUCCESSOR.search(said) or (
        _BRACKETED.match(passage.text, mark.end) if _NEW.search(said) else None
    )
    ending = any(one.plain and one.status in CLOSING for one in statuses.hits(said))
    if replaced and ending:
        successor = replaced["ref"]
        status, rule = Status.CLOSED_SUPERSEDED, "update.replaced"
    owners: Sequence[Party] = ()
    if mark.before:
        owners = reading.parties.whole(mark.before, loose=False)
    elif status is Status.REASSIGNED and hit is not None:
        owners = _handed_to(reading, said, hit.end)
    return DraftUpdate(
        span=passage.span_of(mark.start, mark.end),
        rule=rule,
        section=passage.section,
        status=status,
        grade=grade if hit else Grade.NARRATIVE,
        ref=mark.ref,
        successor_ref=successor,
        owners=reading.owners(owners, passage.span.start + (0 if mark.before else mark.body)),
        due=_due(reading, said, status),
        dated=judgement.dated,
        raised=raised_on(mark.day, reading.day.held) if mark.day else None,
    )


def _pending(said: str) -> Status:
    """What prose after a number leaves to be done; a deed alone may not be all of the action."""
    status = matters.in_prose(said)
    return status if status is not Status.COMPLETE else Status.UNKNOWN


def _due(reading: Reading, said: str, status: Status) -> When | None:
    """The deadline that words on an action give; where they move it, the one date that they hold."""
    if status in _ENDED:
        return None
    due = reading.due(said)
    if due is not None or status is not Status.RESCHEDULED:
        return due
    phrases = [one for one in find_dates(said) if one.kind in _NEW_DATES]
    return resolve(phrases[0], reading.day) if len(phrases) == 1 else None


_NEW_DATES = frozenset({PhraseKind.DAY, PhraseKind.MONTH, PhraseKind.QUARTER})


def _handed_to(reading: Reading, said: str, end: int) -> Sequence[Party]:
    """Who has an action now: the party right after "should now sit with"."""
    lead = re.match(r"\s*(?:with|to|by|as|be)?\s*", said[end:])
    return reading.parties.listed(said, end + (lead.end() if lead else 0))[0]


_ENDED = frozenset(
    {
        Status.CLOSED,
        Status.COMPLETE,
        Status.CLOSED_SUPERSEDED,
        Status.TRANSFERRED,
        Status.WITHDRAWN,
        Status.DISPUTED,
    }
)


def _task(reading: Reading, body: str) -> bool:
    """Whether the words begin like a task ("RC is to lead talks") rather than a report."""
    owners, task = leading(body, reading.parties)
    return bool(owners) and _ENDS.match(body, task) is None


_ENDS = re.compile(r"\s*(?:formally\s+)?(?:close|discharge|remove|withdraw)\b")
"""What is done to an action and is no task: "Members agreed to close the action"."""


def answer_to(reading: Reading, passage: Passage, mark: Mark) -> list[Passage]:
    """The passages after a quoted action that speak of it: up to the next label or heading."""
    if mark.end < len(passage.text.rstrip(" .")) and not _updated(passage.text, mark.body):
        return []
    reply: list[Passage] = []
    for other in reading.passages[passage.index + 1 : passage.index + 9]:
        if other.section != passage.section or other.side or marked(reading, other.text):
            break
        dated = _UPDATE.match(other.text) is not None
        if _LABEL.match(other.text) and not dated:
            break
        if reply and not dated and not _UPDATE.match(reply[-1].text):
            break
        if reply and not dated:
            break
        reply.append(other)
    return reply


_LABEL = re.compile(
    r"(?:amendment|note|decision|resolved|item|ref|reference|the\s+following)\b", re.IGNORECASE
)


def _updated(text: str, start: int = 0) -> re.Match[str] | None:
    """The first label of an update in a text; first the word is looked for, which few texts hold."""
    said = text.find("Update", start) >= 0 or text.find("UPDATE", start) >= 0
    return _UPDATE.search(text, start) if said else None


def dated(reply: Sequence[Passage]) -> bool:
    """Whether an answer is a dated update: "Update 19.05.23 – …"."""
    return any(_UPDATE.match(one.text) for one in reply)


def answered(reading: Reading, passage: Passage, mark: Mark, reply: Sequence[Passage]) -> bool:
    """Whether a label in a review item is a quotation rather than a new action."""
    inside = passage.text[mark.body :]
    if _updated(inside) or _tail_status(inside) is not None:
        return True
    if not reply:
        return _only_reviews(reading, passage) and not _ends_talk(reading, passage)
    if any(_UPDATE.match(one.text) for one in reply) or statuses.last(reply[0].text) is not None:
        return True
    if not _PAST.search(reply[0].text):
        return False
    task, answer = passage.text[mark.body : mark.end], reply[0].text
    if set(content(task)) & set(content(answer)):
        return True
    owners = {party.text for party in owners_of(task, reading.parties)}
    lead = re.sub(r"^(?:The|the)\s+", "", answer)
    return any(lead.startswith(owner) for owner in owners)


def _only_reviews(reading: Reading, passage: Passage) -> bool:
    """Whether the item is about earlier actions and nothing else: "Action updates"."""
    heading = normalise(reading.heading(passage.section))
    if not heading or "minutes" in heading:
        return False
    return reading.role(passage.section) is SectionRole.ACTION_REVIEW


def _ends_talk(reading: Reading, passage: Passage) -> bool:
    """Whether a label under "Matters arising" closes the talk above it: its action is a new one."""
    if "arising" not in normalise(reading.heading(passage.section)) or not passage.index:
        return False
    above = reading.passages[passage.index - 1]
    talk = above.section == passage.section and not marked(reading, above.text)
    return talk and _PAST.search(above.text) is not None


def _tail_status(inside: str) -> statuses.StatusHit | None:
    """A status at the very end of the quoted words, behind whatever parts them last."""
    words = inside.strip()
    begin = max(0, len(words) - SHORT - 1)
    while begin and not (words[begin - 1].isalnum() and words[begin].isalnum()):
        begin -= 1  # a word that no part can begin in
    parts = list(_PARTS.finditer(words, begin))
    if not parts or len(words) - parts[-1].end() > SHORT:
        return None
    return statuses.last(words[parts[-1].end() :])


_PARTS = re.compile(r"(?<=[.;])\s+|\s[–—-]\s|\n|\s(?=[(\[])")

SHORT = 60
"""Characters of a closing remark that holds a status."""


def event(reading: Reading, passage: Passage, mark: Mark, reply: Sequence[Passage]) -> DraftUpdate:
    """The event of a quoted action, from the latest of the words that answer it."""
    inside = passage.text[mark.body :]
    update = _updated(inside)
    quote_end = mark.body + (update.start() if update else mark.end - mark.body)
    quote = passage.span_of(
        mark.body, mark.body + len(passage.text[mark.body : quote_end].rstrip())
    )
    pieces = []
    if update:
        pieces.append((passage, mark.body + update.start()))
    elif (tail := _tail_status(inside)) is not None:
        pieces.append((passage, mark.body + max(0, inside.rfind(inside[tail.start :]))))
        pieces[-1] = (passage, mark.body)
    pieces += [(one, 0) for one in reply]
    status, rule, grade = Status.UNKNOWN, "update.quoted-answer", Grade.NARRATIVE
    span = passage.span_of(mark.start, len(passage.text))
    owners: list[Party] = []
    base = passage.span.start
    due = day = None
    for source, offset in pieces:
        words = source.text[offset:]
        dated = _UPDATE.search(words) is not None
        short = dated or len(words) < SHORT * 2
        strong = Grade.STATED if short else Grade.NARRATIVE
        judgement = judged(words, statuses.settle(words), strong, reading.day.held)
        if judgement.hit is not None:
            status, grade, day = judgement.hit.status, judgement.grade, judgement.dated
            rule = "update.quoted-status" if short else "update.quoted-answer"
        span = Span(start=passage.span.start + mark.start, end=source.span.end)
        after = _last_update(words)
        found = leading(words[after:], reading.parties)[0]
        if found:
            owners, base = found, source.span.start + offset + after
        if status not in _ENDED:
            due = reading.due(words[after:]) or due
    if not pieces:
        status, grade, rule = Status.UNKNOWN, Grade.NARRATIVE, "update.quoted-answer"
    return DraftUpdate(
        span=span,
        rule=rule,
        section=passage.section,
        status=status,
        grade=grade,
        ref=mark.ref,
        quote=quote,
        owners=reading.owners(owners, base),
        due=due,
        dated=day,
    )


def _last_update(words: str) -> int:
    """Where the words of the latest update in a text begin."""
    found = list(_UPDATE.finditer(words))
    return found[-1].end() if found else 0


def content(text: str) -> list[str]:
    """The words of a text that carry its matter, cut to a stem."""
    return [
        word[:6].rstrip("s")
        for word in normalise(text).split()
        if len(word) >= WORD and word not in _LIGHT and not word.isdigit()
    ]
