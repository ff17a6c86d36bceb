"""Promises in prose: somebody known at the meeting will do something, and no label says so.

Patterns over tokens (`models/patterns/promises.jsonl`) find the verb; a party must stand before
it. Each rule carries the confidence that its promises have earned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.extract.items.data import items
from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.quoted import content
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import ActionKind, OwnerKind, SectionRole, Span, normalise, value

_ADVERB = re.compile(
    r"\s+(?:(?:now|also|then|therefore|kindly|both|all|further|has|have|had|been|subsequently)\s+)*$"
)
_IF = re.compile(
    r"\b(?:if|whether|until|when|hoped|hopes|before|who|which|unless)\s+(?:the\s+)?$", re.IGNORECASE
)
_ASKED = re.compile(
    r"\b(?:asked|asks|requested|invited|tasked|wanted|reminded)\s+(?:that\s+)?(?:the\s+)?$"
)
_IDLE = re.compile(
    r"(?:is\s+|are\s+)?to\s+(?:action|lead|note|report|follow|respond|attend|progress)\W*$",
    re.IGNORECASE,
)
"""Words that name no task where nothing follows them: "BO to action"."""

LONGEST = 360
"""Code points of a sentence that holds a promise; longer ones tell stories."""


@value
class Verb:
    """A promise's verb at a place of the document, its rule and its confidence."""

    start: int
    end: int
    rule: str
    confidence: float


def promises(
    reading: Reading,
    verbs: Sequence[Verb],
    taken: frozenset[int],
    covered: Sequence[Span],
    labelled: Sequence[DraftAction] = (),
) -> list[DraftAction]:
    """Implied actions, one a sentence, outside what labels, tables and decisions' lists claimed.

    A promise that one of the meeting's labelled actions repeats is that action, and is left out.
    """
    found: list[DraftAction] = []
    by_place = sorted(verbs, key=lambda verb: verb.start)
    for passage in reading.passages:
        role = reading.role(passage.section)
        if passage.index in taken or passage.side or passage.block.cell is not None:
            continue
        if role in {
            SectionRole.SUMMARY_OF_ACTIONS,
            SectionRole.ATTENDANCE,
            SectionRole.NEXT_MEETING,
        }:
            continue
        if (
            not reading.sections
            or reading.sections[passage.section].evidence.rule == "section.head"
        ):
            continue
        here = [v for v in by_place if passage.span.start <= v.start < passage.span.end]
        if not here:
            continue
        before: tuple[int, int] | None = None
        for start, end in sentences(passage.text):
            span = passage.span_of(start, end)
            if end - start > LONGEST or any(span.overlaps(other) for other in covered):
                continue
            inside = [v for v in here if span.start <= v.start < span.end]
            one = _promise(reading, passage, span, inside) or _tagged(
                reading, passage, (start, end), before
            )
            before = (start, end)
            if one is not None and not any(_repeats(reading, one, other) for other in labelled):
                found.append(one)
    return found


def _repeats(reading: Reading, promise: DraftAction, action: DraftAction) -> bool:
    """Whether a labelled action has the words and an owner of a promise."""
    text = reading.document.text
    said, listed = (normalise(one.task.of(text)) for one in (promise, action))
    alike = fuzz.token_set_ratio(said, listed)
    owners = {owner.name for owner in promise.owners}
    shared = not action.owners or owners & {owner.name for owner in action.owners}
    if alike >= (ALIKE if shared else SAME):
        return True
    known = {owner.attendee for owner in promise.owners} & {o.attendee for o in action.owners}
    return bool(known - {None}) and share(said, listed) >= HALF


HALF = 0.5
"""Share of the weighty words of the shorter wording that the other has, where one owner has both."""

ALIKE = 75
"""Of 100: the wordings of a promise and of the same task in the list of actions, as token sets."""

SAME = 95
"""Likewise where the owners differ: "Clerk" in the text, her initials in the list."""


def share(said: str, listed: str) -> float:
    """The share of the weighty words of the shorter of two wordings that the other has as well.

    Nought where they share fewer than two: one word in common ties nothing.
    """
    one, other = set(content(said)), set(content(listed))
    common = one & other
    return len(common) / min(len(one), len(other)) if len(common) > 1 else 0.0


def _tagged(
    reading: Reading, passage: Passage, part: tuple[int, int], before: tuple[int, int] | None
) -> DraftAction | None:
    """The sentence before "NO to action", which only says who is to do it."""
    said = passage.text[part[0] : part[1]]
    owners, end = reading.parties.listed(said, 0)
    if before is None or not owners or not _TO_ACTION.fullmatch(said, end):
        return None
    if not all(_known(party, opens=True) for party in owners):
        return None
    task = passage.span_of(*before)
    return DraftAction(
        span=passage.span_of(before[0], part[1]),
        task=task,
        rule="action.promise-to",
        section=passage.section,
        owners=reading.owners(owners, passage.span.start + part[0]),
        owners_text=", ".join(one.text for one in owners),
        kind=ActionKind.IMPLIED,
        confidence=0.6,
        due=reading.due(task.of(reading.document.text)),
    )


_TO_ACTION = re.compile(r"\s+to\s+(?:action|progress|take\s+forward|follow\s+up)\W*", re.IGNORECASE)


def _promise(
    reading: Reading, passage: Passage, span: Span, verbs: Sequence[Verb]
) -> DraftAction | None:
    text = span.of(reading.document.text)
    for verb in verbs:
        owner = _who(reading, text, verb, span.start)
        if owner is None or _IDLE.match(text, verb.start - span.start):
            continue
        due = reading.due(text)
        return DraftAction(
            span=span,
            task=span,
            rule=verb.rule,
            section=passage.section,
            owners=reading.owners(owner, span.start),
            owners_text=", ".join(one.text for one in owner),
            kind=ActionKind.IMPLIED,
            confidence=round(min(0.9, verb.confidence + (0.05 if due else 0)), 2),
            due=due,
        )
    return None


def _who(reading: Reading, text: str, verb: Verb, start: int) -> list[Party] | None:
    """Who is to do what a verb says: behind "by", before it, or before the "he" that it has.

    Nobody, where the words say what is to be done and not by whom ("Posters to be put up").
    """
    if verb.rule == UNSAID:
        return [] if _BARE.fullmatch(text[: verb.start - start]) else None
    if verb.rule == PASSIVE:
        return _agent(reading, text, verb.end - start)
    at = verb.start - start
    acts = _acts().search(text, 0, verb.end - start) is not None
    return _subject(reading, text, at, verb, acts=acts) or _spoken(reading, text, at)


PASSIVE = "action.promise-by"
"""The rule of "will be sent by the Clerk": the owner stands behind the verb."""


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(items().task_verbs)})$", re.IGNORECASE)


UNSAID = "action.promise-unsaid"
"""The rule of "Advice is to be sought": who is to do it is not said."""

_BARE = re.compile(
    r"\W*(?!(?:The\s+)?(?:[Mm]eeting|[Dd]ate|[Vv]ote|[Ii]tems?|[Aa]genda|[Mm]atters|[Mm]otion)\b)"
    r"(?:(?!\b(?:was|were|has|have|had|will|would|can|could|may|might|should|need|needs|must|which|that|who"
    r"|if|when|until|asked|agreed|approved?|reported|said|not|is|are)\b)[\w’'/&-]+\s+){1,8}(?:(?:is|are)\s+)?"
)
"""What stands before "to be sent": a thing, and "is" or nothing."""


def _agent(reading: Reading, text: str, end: int) -> list[Party] | None:
    """The people behind "by" in the same clause as a passive: "will be sent out by the Clerk"."""
    by = _BY.match(text, end)
    if by is None:
        return None
    found = reading.parties.listed(text, by.end())[0]
    return found if found and all(_known(party, opens=True) for party in found) else None


_BY = re.compile(r"[^.;,:]{0,60}?\bby\s+(?=(?:the\s+)?[A-Z])")


def _spoken(reading: Reading, text: str, at: int) -> list[Party] | None:
    """The speaker of "BO confirmed that he will write", where a pronoun stands before the verb."""
    said = _SAID.search(text[:at])
    if said is None:
        return None
    for begin in _starts(text[: said.start()]):
        parties, end = reading.parties.listed(text, begin)
        if parties and end == said.start():
            opens = not text[:begin].strip(" -–—•")
            return parties if all(_known(party, opens=opens) for party in parties) else None
    return None


_SAID = re.compile(
    r"\s+(?:(?:has|have|had|also|then)\s+)*(?:agreed|confirmed|said|stated|advised|added|offered|"
    r"explained|indicated|promised|assured\s+\w+(?:\s+\w+)?|undertook)\s+(?:that\s+)?"
    r"(?:he|she|they|he/she|s/he)\s+(?:(?:now|also|then)\s+)*$"
)


def _subject(reading: Reading, text: str, at: int, verb: Verb, *, acts: bool) -> list[Party] | None:
    """The people right before a verb: known at the meeting, or a post or body that opens the line.

    The verb may be the second of a sentence ("Mary has the notes and will distribute them").
    """
    lead = text[:at]
    adverb = _ADVERB.search(lead)
    if not adverb:
        return None
    stem = lead[: adverb.start()]
    for begin in _starts(stem):
        parties, end = reading.parties.listed(text, begin)
        if parties and end == len(stem):
            before = _BREAK.split(text[:begin])[-1]
            asked = _ASKED.search(before) is not None
            if _IF.search(before) or (
                verb.rule == "action.promise-to" and not (asked or not before.strip(" -–—•"))
            ):
                return None
            opens = not before.strip(" -–—•")
            if all(_known(party, opens=opens, acts=acts) for party in parties):
                return parties
            break
    if acts and verb.rule in FIRM and (named := _stranger(reading, text, stem)):
        return named
    if _AND.search(lead) and verb.rule == "action.promise-will":
        parties, end = reading.parties.listed(text, 0)
        if parties and _PREDICATE.match(text, end):
            return parties if all(_known(party, opens=False) for party in parties) else None
    return None


_BREAK = re.compile(r"\s[–—-]\s|[:;•]\s|,\s+(?=(?:and\s+)?$)")
"""Where a line begins anew: "The list was not received – Clerk to find out why"."""

_AND = re.compile(r"\s(?:and|but|then)\s+$")
_PREDICATE = re.compile(
    r"\s+(?:has|have|had|is|are|was|were|will|would|met|spoke|sent|made|drafted|contacted|received|"
    r"visited|attended|obtained|offered|agreed)\b(?!\s+that\b)"
)
"""What a party did before it is to do more; "The Chair mentioned that the figures … and will" is not."""


FIRM = frozenset({"action.promise-will", "action.promise-agreed", "action.promise-going-to"})
"""Rules whose words bind even somebody who is in no list of those present."""


def _stranger(reading: Reading, text: str, stem: str) -> list[Party] | None:
    """People whom no list names and with whom a line opens: "Mary will send the cards"."""
    start = len(_BREAK.split(stem)[-1])
    begin = (
        len(stem)
        - start
        + len(stem[len(stem) - start :])
        - len(stem[len(stem) - start :].lstrip(" -–—•"))
    )
    parties, end = reading.parties.listed(text, begin, loose=True)
    fits = parties and end == len(stem) and not _MANY.search(parties[-1].text)
    return parties if fits and all(p.kind is not OwnerKind.ORGANISATION for p in parties) else None


_MANY = re.compile(r"(?:^|\s)[A-Z][a-z]+s$")
"""A plural is nobody's name: "Vendors will review the list"."""


def _known(party: Party, *, opens: bool, acts: bool = False) -> bool:
    """Whether a party was at the meeting; a post or a person of title may also open the sentence.

    So may a body, where the verb is one that tasks begin with. "A charity has asked the Home
    Secretary to look at it" promises nothing.
    """
    if party.attendee is not None or party.basis == "ambiguous":
        return True
    if opens and acts and party.kind is OwnerKind.ORGANISATION:
        return True
    return opens and party.kind in {OwnerKind.POST, OwnerKind.PERSON}


def _starts(stem: str) -> list[int]:
    """Places where a list of parties that ends the stem may begin, the longest list first."""
    window = max(0, len(stem) - 60)
    return [m.start() for m in re.finditer(r"(?<![\w/’'.])[A-Z]", stem) if m.start() >= window]
