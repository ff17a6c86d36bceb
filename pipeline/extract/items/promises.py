"""Promises in prose: something will be done after the meeting, and no label says so.

Patterns over tokens (`models/patterns/promises.jsonl`) find the verb; `promisers` tells who is to
act, and refuses what is no promise. Each rule carries the confidence that its promises have earned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from rapidfuzz import fuzz

from pipeline.extract.guarded import guarded
from pipeline.extract.items.data import actions, verbose
from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.minuted import margined
from pipeline.extract.items.promisers import Sentence, Verb, known, promiser
from pipeline.extract.items.quoted import content
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import ActionKind, SectionRole, Span, normalise

_IDLE = re.compile(
    r"(?:is\s+|are\s+)?to\s+(?:action|lead|note|report|follow|respond|attend|progress)\W*$",
    re.IGNORECASE,
)
"""Words that name no task where nothing follows them: "BO to action"."""

LONGEST = 360
"""Code points of a sentence that holds a promise; longer ones tell stories."""


def promises(
    reading: Reading,
    verbs: Sequence[Verb],
    taken: frozenset[int],
    covered: Sequence[Span],
    labelled: Sequence[DraftAction] = (),
) -> list[DraftAction]:
    """Implied actions, one a sentence, outside what labels, tables and decisions' lists claimed.

    A promise that one of the meeting's labelled actions repeats is that action, and is left out. A
    table that marks its actions in a column of their own has no others.
    """
    found: list[DraftAction] = []
    by_place = sorted(verbs, key=attrgetter("start"))
    starts = [verb.start for verb in by_place]
    marked = margined(reading)
    people = max((one.evidence.span.end for one in reading.attendees), default=0)
    for passage in reading.passages:
        first = bisect_left(starts, passage.span.start)
        here = by_place[first : bisect_left(starts, passage.span.end, first)]
        if not here or passage.index in taken or passage.side:
            continue
        cell = passage.block.cell
        if (cell is not None and cell.table in marked) or not _told(reading, passage, people):
            continue
        before: tuple[int, int] | None = None
        tagged = _TO_ACTION.search(passage.text) is not None
        for start, end in sentences(passage.text):
            last, before = before, (start, end)
            inside = [v for v in here if start <= v.start - passage.span.start < end]
            if end - start > LONGEST or not (inside or tagged):
                continue
            span = passage.span_of(start, end)
            if any(span.overlaps(other) for other in covered):
                continue
            said = _sentence(passage, (start, end), last)
            one = _promise(reading, passage.section, said, inside) or _tagged(
                reading, passage, (start, end), last
            )
            if one is not None and not any(_repeats(reading, one, other) for other in labelled):
                found.append(one)
    return found


def _told(reading: Reading, passage: Passage, people: int) -> bool:
    """Whether a passage is minutes: no list of actions or people, nothing above the first item.

    Where no item is marked, what stands behind `people`, the last of those listed, is minutes too.
    """
    head = not reading.sections or (
        reading.sections[passage.section].evidence.rule == "section.head"
    )
    if head:
        return 0 < people <= passage.span.start
    return reading.role(passage.section) not in UNTOLD


UNTOLD = frozenset({SectionRole.SUMMARY_OF_ACTIONS, SectionRole.ATTENDANCE})
"""What lists actions and people, and tells nothing."""


def _sentence(passage: Passage, part: tuple[int, int], before: tuple[int, int] | None) -> Sentence:
    """A sentence of a passage, with the one before it."""
    start = passage.span.start
    last = before or (0, 0)
    return Sentence(
        text=passage.text[part[0] : part[1]],
        start=start + part[0],
        before=passage.text[last[0] : last[1]],
        before_start=start + last[0],
    )


def _repeats(reading: Reading, promise: DraftAction, action: DraftAction) -> bool:
    """Whether a labelled action has the words and an owner of a promise, or the number behind it."""
    text = reading.document.text
    marker = verbose(actions().end_marker).search(promise.task.of(text)) if action.ref else None
    if marker is not None and marker["ref"].split() == action.ref.split():
        return True
    said, listed = (normalise(one.task.of(text)) for one in (promise, action))
    alike = fuzz.token_set_ratio(said, listed)
    owners = {owner.name for owner in promise.owners}
    shared = not (owners and action.owners) or owners & {owner.name for owner in action.owners}
    if alike >= (ALIKE if shared else SAME):
        return True
    known = {owner.attendee for owner in promise.owners} & {o.attendee for o in action.owners}
    return bool(known - {None} or not owners) and share(said, listed) >= HALF


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
    if before is None or not _ENDS_SO.search(said):
        return None
    owners, end = reading.parties.listed(said, 0)
    if not owners or not _TO_ACTION.fullmatch(said, end):
        return None
    if not all(known(party, opens=True) for party in owners):
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


_TO_ACTION = guarded(r"\s+to\s+(?:action|progress|take\s+forward|follow\s+up)\W*", re.IGNORECASE)
_ENDS_SO = re.compile(rf"{_TO_ACTION.pattern}$", re.IGNORECASE)


def _promise(
    reading: Reading, section: int, said: Sentence, verbs: Sequence[Verb]
) -> DraftAction | None:
    """The promise of a sentence, by the first of its verbs that makes one."""
    for verb in verbs:
        owners = promiser(reading, said, verb)
        if owners is None or _IDLE.match(said.text, verb.start - said.start):
            continue
        span = Span(start=said.start, end=said.start + len(said.text))
        due = reading.due(said.text)
        return DraftAction(
            span=span,
            task=span,
            rule=verb.rule,
            section=section,
            owners=reading.owners(owners, said.start),
            owners_text=", ".join(one.text for one in owners),
            kind=ActionKind.IMPLIED,
            confidence=round(min(0.9, verb.confidence + (0.05 if due else 0)), 2),
            due=due,
        )
    return None
