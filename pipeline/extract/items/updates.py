"""Events that the minutes tell of earlier actions in prose: lists, counts, corrections, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.guarded import Guarded, Look, guarded
from pipeline.extract.items import counts, endings, fates, matters, reviews, statuses
from pipeline.extract.items.answers import explained
from pipeline.extract.items.data import compiled
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.minuted import margined
from pipeline.extract.items.reviews import arising, prose, review
from pipeline.extract.items.update_words import words
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import CLOSING, Grade, SectionRole, Span, Status

RULES = (
    "update.ref-list",
    *fates.RULES,
    *reviews.RULES,
    *counts.RULES,
    "update.log-updated",
    "update.reassigned",
    "update.disputed",
    "update.bracketed-note",
    "update.named-action",
    "update.heading-ref",
)


@cache
def _ref() -> str:
    return rf"(?:(?:Actions?|Refs?|Nos?)\.?\s+)?(?:{words().ref})(?![\w/])"


@cache
def _ref_list() -> str:
    ref = _ref()
    return rf"{ref}(?:\s*(?:,|;|&|and|/|\n)\s*(?:and\s+)?{ref})*"


def updates(
    reading: Reading,
    taken: frozenset[int],
    told: Sequence[DraftUpdate],
    acting: Sequence[DraftAction] = (),
) -> list[DraftUpdate]:
    """The events in passages, less what labels claimed of them.

    `told` are those that labels gave, `acting` the new actions that labels mark.
    """
    found: list[DraftUpdate] = []
    skip: set[int] = set()
    minutes = margined(reading)
    raised = frozenset(one.ref for one in acting if one.ref)
    forms = fates.forms(raised | {one.ref for one in told if one.ref})
    reviews = _reviews(reading)
    for passage in reading.passages:
        cell = passage.block.cell
        if passage.index in skip or passage.side:
            continue
        if cell is not None and (cell.table not in minutes or passage.index in taken):
            continue
        reviewing = passage.section in reviews
        telling = reviewing or _telling().likely(passage.text)
        numbers = _DIGIT.search(passage.text) is not None
        if not (telling or numbers) or explained(passage.text):
            continue
        if not telling:
            found += _named_refs(reading, passage, (), forms, raised)
            continue
        listed, used = _listed(reading, passage, numbers=numbers)
        named = _named_refs(reading, passage, listed, forms, raised) if numbers else []
        found += (*listed, *named)
        skip |= used
        rest = [*_corrections(reading, passage)] if numbers else []
        found += rest
        if listed or named:
            found += _counted(reading, passage, (*listed, *named))
            continue
        if passage.index in taken:
            found += _log(reading, passage)
            found += _beside(reading, passage, told, acting)
            continue
        if reviewing and not rest and (matters_told := review(reading, passage, words().ref)):
            found += matters_told
            continue
        counted = [*_log(reading, passage)]
        if not rest:
            counted += _sentences(reading, passage)
            counted = counted or (prose(reading, passage, acting) if cell is None else [])
        found += counted
    return [one for one in found if not _again(one, told)]


def _reviews(reading: Reading) -> frozenset[int]:
    """The items whose passages may speak of earlier actions: the reviews, and what is below one."""
    return frozenset(
        section
        for section in {passage.section for passage in reading.passages}
        if reading.role(section) in REVIEWS or arising(reading, section)
    )


_DIGIT = re.compile(r"\d")
"""What all numbers of actions have."""


@cache
def _telling() -> Look:
    """What tells of earlier actions outside the reviews, where nothing but their numbers does.

    A passage there has a word that any rule here asks for beside numbers.
    """
    own = words()
    return Look(
        [
            _STATE,
            *(compiled(one) for one in (own.named, own.reassigned, own.disputed, own.note)),
            compiled(own.log_updated, ignore_case=True),
            compiled(matters.words().arises, ignore_case=True),
            *(pattern for _, pattern in counts.counting()),
        ]
    )


def _named_refs(
    reading: Reading,
    passage: Passage,
    listed: Sequence[DraftUpdate],
    forms: frozenset[str],
    raised: frozenset[str],
) -> list[DraftUpdate]:
    """What a passage says of further numbers, less those that are listed, or `raised` in these minutes."""
    told = frozenset(one.ref for one in listed)
    review = reading.role(passage.section) in REVIEWS
    begun = review and matters.begins(passage.text, words().ref)
    known = forms | fates.forms(told) if told else forms
    return fates.fates(reading, passage, known, raised | told, begun=begun)


def _counted(reading: Reading, passage: Passage, told: Sequence[DraftUpdate]) -> list[DraftUpdate]:
    """The counts of a passage beside its numbers: "Three others are not yet due"."""
    return [
        one
        for one in counts.counts(reading, passage)
        if not any(one.span.overlaps(other.span) for other in told)
    ]


def _beside(
    reading: Reading,
    passage: Passage,
    told: Sequence[DraftUpdate],
    acting: Sequence[DraftAction],
) -> list[DraftUpdate]:
    """What a paragraph tells beside its labels: its own number's matter, and counts.

    "Minute 20/18 (Training) – nothing had been heard. Action: Clerk" holds the earlier action and a
    new one.
    """
    spans = [one.span for one in told] + [one.task for one in acting if one.ref]
    found = [
        one
        for one in review(reading, passage, words().ref)
        if one.ref and not any(one.span.overlaps(span) for span in spans)
    ]
    if found:
        return found
    spans += [one.task for one in acting]
    return [
        one
        for one in counts.counts(reading, passage)
        if not any(one.span.overlaps(span) for span in spans)
    ]


def _again(one: DraftUpdate, told: Sequence[DraftUpdate]) -> bool:
    """Whether a label has already given this event, in the same words."""
    same = [other for other in told if one.ref and other.ref == one.ref]
    return any(other.span.overlaps(one.span) for other in same)


_STATE = guarded(
    r"clos|complet|discharg|remov|open|outstand|forward|progress|ongoing|hold", re.IGNORECASE
)
"""Stems without which a passage lists nothing: a cheap look before dear ones."""


def _listed(
    reading: Reading, passage: Passage, *, numbers: bool
) -> tuple[list[DraftUpdate], set[int]]:
    """Numbers that stand in a list of closed (open, …) actions, here or just below.

    Where a passage has no `numbers`, its last sentence may still announce those below it.
    """
    found: list[DraftUpdate] = []
    used: set[int] = set()
    if not _STATE.likely(passage.text):
        return found, used
    role = reading.role(passage.section)
    parts = sentences(passage.text)
    for start, end in parts if numbers else parts[-1:]:
        more, below = _in_sentence(reading, passage, start, end)
        if more and role not in REVIEWS and _ITEM.match(passage.text[start:end]):
            continue
        found += [one for one in more if _is_ref(one.ref, role)]
        used |= below
    return found, used


_ITEM = re.compile(r"\W*items?\b", re.IGNORECASE)
"""Outside the reviews an item is one of the agenda: "Item 7 was closed to the public."."""


def _is_ref(ref: str, role: SectionRole) -> bool:
    """Whether what stands in a list can be the number of an action."""
    if compiled(words().not_refs).search(ref):
        return False
    return role in REVIEWS or not compiled(words().inspected).search(ref)


def _in_sentence(
    reading: Reading, passage: Passage, start: int, end: int
) -> tuple[list[DraftUpdate], set[int]]:
    """The list of one sentence: before its verb, behind its colon, or in what follows."""
    text = passage.text[start:end]
    after = _after().match(text) if _DIGIT.search(text) else None
    if after and not _hedged(text, after.start("status"), after.end("status")):
        told = after["then"] or after["status"]
        span = passage.span_of(start, start + len(text))
        return _refs(passage, after["refs"], _word(told), span), set()
    before = _before(passage, text)
    if not before:
        return [], set()
    group = before.lastgroup or ""
    status = _word(before[group])
    rest = text[before.end() :]
    listed = _only_refs(rest)
    goes_on = not listed and rest.strip(" .:–—-")
    if goes_on or (group == "status" and _hedged(text, before.start(group), before.end(group))):
        return [], set()
    if listed:
        span = passage.span_of(start, start + len(text))
        return _refs(passage, rest, status, span), set()
    following = passage.text[end:]
    if following.strip():
        whole = passage.span_of(start, len(passage.text))
        found = _refs(passage, following, status, whole) if _only_refs(following) else []
        return found, set()
    return _below(reading, passage, start, status)


@cache
def _after() -> Guarded:
    pattern = words().list_after.replace("REFLIST", _ref_list())
    return compiled(pattern, ignore_case=True)


def _before(passage: Passage, text: str) -> re.Match[str] | None:
    """The status before the list of a sentence: it is said of actions, or stands alone before a colon."""
    of_actions = compiled(words().list_before, ignore_case=True)
    told = of_actions.search(text) if of_actions.likely(passage.text) else None
    if told is not None and told.start() == 0:
        return told
    alone = compiled(words().list_alone, ignore_case=True)
    return (alone.match(text) if ":" in text else None) or told


def _below(
    reading: Reading, passage: Passage, start: int, status: Status
) -> tuple[list[DraftUpdate], set[int]]:
    """The numbers in the lines below a sentence that ends with its status."""
    found: list[DraftUpdate] = []
    used: set[int] = set()
    for below in reading.passages[passage.index + 1 : passage.index + 40]:
        if below.section != passage.section or not _only_refs(below.text):
            break
        whole = Span(start=passage.span.start + start, end=below.span.end)
        found += _refs(below, below.text, status, below.span if used else whole)
        used.add(below.index)
    return found, used


def _hedged(text: str, start: int, end: int) -> bool:
    """Whether the closing of a list is denied, proposed, yet to come ("will be closed once …"), or another's."""
    lead = text[max(0, start - 60) : start]
    limits = compiled(endings.words().limits, ignore_case=True)
    if _CONDITION.match(text, end) or limits.match(text[end:]) or endings.view(lead):
        return True
    if _TO_BE.search(lead):
        return _AGREED.search(lead) is None
    return _HEDGE.search(lead) is not None and _CAN_BE.search(lead) is None


_CONDITION = re.compile(r"[\w\s]{0,20}\b(?:once|when|after|if|until|subject\s+to|provided)\b")
_HEDGE = re.compile(r"\b(?:not|cannot|will|would|once|until|when|if|may|might|should|could|yet)\b")
_CAN_BE = re.compile(r"\bcan\s+(?:now\s+)?be\s+$")
_TO_BE = re.compile(r"\bto\s+(?:now\s+)?be\s+(?:formally\s+)?$")
_AGREED = re.compile(r"\bagreed\b")


def _only_refs(text: str) -> bool:
    """Whether a text holds a list of numbers and nothing else but a label for them."""
    trimmed = _LABEL.sub("", text.strip())
    return _only_list().fullmatch(trimmed) is not None


_LABEL = re.compile(r"^\W*(?:ref(?:erence)?s?|actions?|nos?|numbers?|items?)?\W*", re.IGNORECASE)


@cache
def _only_list() -> re.Pattern[str]:
    return re.compile(rf"{_ref_list()}[\s.;]*")


def _refs(passage: Passage, text: str, status: Status, span: Span) -> list[DraftUpdate]:
    """One event for each number of a list."""
    return [
        DraftUpdate(
            span=span,
            rule="update.ref-list",
            section=passage.section,
            status=status,
            grade=Grade.LISTED,
            ref=re.sub(r"^(?:Actions?|Refs?|Nos?)\.?\s+", "", match[0]),
        )
        for match in compiled(_ref()).finditer(text)
        if match[0].strip()
    ]


def _word(word: str) -> Status:
    hit = statuses.last(word)
    return hit.status if hit else Status.UNKNOWN


def _corrections(reading: Reading, passage: Passage) -> Iterator[DraftUpdate]:
    """Owners put right, actions in dispute, and bracketed notes on earlier minutes."""
    text = passage.text
    if found := compiled(words().reassigned).search(text):
        owners = reading.parties.listed(found["to"], 0)[0]
        if owners and not re.fullmatch(r"\d.*", found["to"]):
            yield _made(
                passage,
                found,
                "update.reassigned",
                Status.REASSIGNED,
                Grade.STATED,
                owners=reading.owners(owners, passage.span.start + found.start("to")),
            )
            return
    if found := compiled(words().disputed).search(text):
        yield _made(passage, found, "update.disputed", Status.DISPUTED, Grade.STATED)
        return
    for found in compiled(words().note).finditer(text):
        said = found["words"]
        hit = statuses.last(said)
        done = compiled(words().done).search(said) is not None
        status = hit.status if hit else (Status.COMPLETE if done else Status.UNKNOWN)
        ended = hit is not None and hit.plain and status in CLOSING and endings.own(said, hit)
        title = re.split(r"\s[–—-]\s", said, maxsplit=1)[0]
        start = found.start("words")
        yield _made(
            passage,
            found,
            "update.bracketed-note",
            status,
            Grade.STATED if ended else Grade.NARRATIVE,
            quote=passage.span_of(start, start + len(title)),
        )


def _made(
    passage: Passage,
    found: re.Match[str],
    rule: str,
    status: Status,
    grade: Grade,
    **more: object,
) -> DraftUpdate:
    return DraftUpdate(
        span=passage.span_of(found.start(), found.end()),
        rule=rule,
        section=passage.section,
        status=status,
        grade=grade,
        ref=found["ref"].strip(" .,;:-"),
        **more,  # type: ignore[arg-type]  # the callers pass fields of the draft
    )


def _log(reading: Reading, passage: Passage) -> Iterator[DraftUpdate]:
    """The log was updated: kept, because an auditor asks, but it says nothing of any one action."""
    del reading
    updated = compiled(words().log_updated, ignore_case=True)
    if not updated.likely(passage.text):
        return
    for start, end in sentences(passage.text):
        if updated.search(passage.text, start, end):
            yield DraftUpdate(
                span=passage.span_of(start, end),
                rule="update.log-updated",
                section=passage.section,
                status=Status.UNKNOWN,
                grade=Grade.LOG_UPDATED,
            )


def _sentences(reading: Reading, passage: Passage) -> list[DraftUpdate]:
    """Counts anywhere, and single actions named in a review item."""
    counted = counts.counts(reading, passage)
    return [*counted, *_subjects(reading, passage, counted)]


def _subjects(
    reading: Reading, passage: Passage, counted: Sequence[DraftUpdate]
) -> Iterator[DraftUpdate]:
    """The actions that sentences without counts speak of by their subject, or as "the action"."""
    if not compiled(words().named).likely(passage.text):
        return
    reviews = reading.role(passage.section) in REVIEWS
    spoken = compiled(words().spoken_of).search(passage.text)
    headed = _heading_ref(reading, passage.section)
    if not (reviews or spoken or headed):
        return
    for start, end in sentences(passage.text):
        if any(passage.span_of(start, end).overlaps(one.span) for one in counted):
            continue
        ref = spoken["ref"] if spoken and spoken.end() <= start else headed
        if ref or reviews:
            yield from _named(passage, start, passage.text[start:end], ref)


def _named(passage: Passage, start: int, text: str, heading_ref: str) -> Iterator[DraftUpdate]:
    """One action spoken of by its subject, or by the number in the heading above."""
    found = compiled(words().named).search(text)
    if not found:
        return
    told = found["rest"]
    hit = statuses.last(told)
    if hit is None:
        return
    transferred = [one for one in statuses.hits(told) if one.status is Status.TRANSFERRED]
    hit, grade = endings.graded(
        told, transferred[-1] if transferred and hit.plain else hit, Grade.STATED
    )
    subject = found["subject"].strip()
    if not subject and not heading_ref:
        return
    quote = None
    if subject:
        quote = passage.span_of(start + found.start("subject"), start + found.start("rest"))
    yield DraftUpdate(
        span=passage.span_of(start + found.start(), start + len(text)),
        rule="update.heading-ref" if heading_ref and not subject else "update.named-action",
        section=passage.section,
        status=hit.status if hit else Status.UNKNOWN,
        grade=Grade.NARRATIVE if endings.view(text[: found.start("rest")]) else grade,
        ref=heading_ref if not subject else "",
        quote=quote,
        due=None,
    )


def _heading_ref(reading: Reading, section: int) -> str:
    """The number of the action that an item's heading names: "Action 3/24 Parade day"."""
    found = re.match(
        r"Action\s+(?:No\.?\s*)?(?P<ref>[A-Z]*\d[\w/.-]*)", reading.heading(section), re.IGNORECASE
    )
    return found["ref"] if found else ""
