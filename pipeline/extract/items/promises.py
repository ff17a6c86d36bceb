"""Promises in prose: somebody known at the meeting will do something, and no label says so.

Patterns over tokens (`models/patterns/promises.jsonl`) find the verb; a party must stand before
it. Each rule carries the confidence that its promises have earned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.extract.items.drafts import DraftAction
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
WORDS = 2
"""Words after the verb at least: "BO to action" names no task."""

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
        for start, end in sentences(passage.text):
            span = passage.span_of(start, end)
            if end - start > LONGEST or any(span.overlaps(other) for other in covered):
                continue
            one = _promise(
                reading, passage, span, [v for v in here if span.start <= v.start < span.end]
            )
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
    return bool(alike >= (ALIKE if shared else SAME))


ALIKE = 75
"""Of 100: the wordings of a promise and of the same task in the list of actions, as token sets."""

SAME = 95
"""Likewise where the owners differ: "Clerk" in the text, her initials in the list."""


def _promise(
    reading: Reading, passage: Passage, span: Span, verbs: Sequence[Verb]
) -> DraftAction | None:
    text = span.of(reading.document.text)
    for verb in verbs:
        owner = _subject(reading, text, verb.start - span.start, verb)
        if owner is None or len(text[verb.end - span.start :].split()) < WORDS:
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


def _subject(reading: Reading, text: str, at: int, verb: Verb) -> list[Party] | None:
    """The people right before a verb: known at the meeting, or a post; never a mere body."""
    lead = text[:at]
    adverb = _ADVERB.search(lead)
    if not adverb:
        return None
    stem = lead[: adverb.start()]
    for begin in _starts(stem):
        parties, end = reading.parties.listed(text, begin)
        if parties and end == len(stem):
            before = text[:begin]
            asked = _ASKED.search(before) is not None
            if _IF.search(before) or (
                verb.rule == "action.promise-to" and not (asked or not before.strip(" -–—•"))
            ):
                return None
            opens = not before.strip(" -–—•")
            return parties if all(_known(party, opens=opens) for party in parties) else None
    return None


def _known(party: Party, *, opens: bool) -> bool:
    """Whether a party was at the meeting; a post or a person of title may also open the sentence.

    "A charity has asked the Home Secretary to look at it" promises nothing.
    """
    if party.attendee is not None or party.basis == "ambiguous":
        return True
    return opens and party.kind in {OwnerKind.POST, OwnerKind.PERSON}


def _starts(stem: str) -> list[int]:
    """Places where a list of parties that ends the stem may begin, the longest list first."""
    window = max(0, len(stem) - 60)
    return [m.start() for m in re.finditer(r"(?<![\w/’'.])[A-Z]", stem) if m.start() >= window]
