"""One action a task: labels, tables, margins and the closing summary put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.extract.items.actions import labelled
from pipeline.extract.items.beneath import beneath
from pipeline.extract.items.data import items
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.headed import RULES as HEADED
from pipeline.extract.items.headed import headed, lists_actions
from pipeline.extract.items.margin import side_actions
from pipeline.extract.items.minuted import RULES as MINUTED
from pipeline.extract.items.minuted import minuted
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.items.promises import share
from pipeline.extract.items.quoted import content
from pipeline.extract.items.rows import from_rows
from pipeline.extract.items.tables import tabled
from pipeline.extract.items.tasks import sets_task
from pipeline.extract.items.typed import typed
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import Span, normalise, replace, value

RULES = ("action.bold", *HEADED, *MINUTED)
ALIKE = 82
"""Of 100: two wordings of one action, as token sets; below it they are two actions."""

MOST = 0.6
"""Share of weighty words by which two wordings are one action, where their owners are the same."""

BOLD = 0.9
"""Share of a paragraph's letters that are bold where bold marks it as an action."""


@value
class Merged:
    """The labelled actions and the events of quoted ones, with the passages they used."""

    actions: tuple[DraftAction, ...]
    updates: tuple[DraftUpdate, ...]
    claimed: frozenset[int]


def merged(reading: Reading) -> Merged:
    """Everything marked as an action, each task once, in order of place."""
    told = typed(reading)
    table = tabled(reading, besides=told.tables)
    tabular, events = from_rows(reading, table.rows)
    beside = minuted(reading, told.tables | table.tables)
    taken = table.claimed | told.claimed | beside.claimed
    running = labelled(reading, taken)
    claimed = running.claimed | taken
    signed, lines_below = beneath(reading, claimed)
    claimed |= lines_below
    weighty, bolded = _bold(reading, claimed)
    summary, lines = headed(reading, claimed)
    found = [
        *running.actions,
        *tabular,
        *told.actions,
        *beside.actions,
        *side_actions(reading),
        *signed,
        *weighty,
        *summary,
    ]
    return Merged(
        actions=tuple(once(reading, found)),
        updates=(*running.updates, *events, *told.updates),
        claimed=claimed | bolded | lines,
    )


def once(reading: Reading, found: Sequence[DraftAction]) -> list[DraftAction]:
    """The actions in order of place; those of a list only where the running text has them not.

    A list is the closing summary, or the rows of a review that were raised at this meeting. The same
    task of the same owners is one action wherever it stands: what follows repeats it.
    """
    text = reading.document.text
    worded = (one for one in found if any(map(str.isalnum, one.task.of(text))))  # not "Action: –"
    ordered = sorted(worded, key=lambda one: (one.span.start, one.span.end))
    kept: list[DraftAction] = []
    theirs: dict[frozenset[int], list[int]] = defaultdict(list)  # by owners, places in `kept`
    reach = 0
    for one in ordered:
        if _listed(reading, one):
            continue
        if one.task.start < reach and any(_same_place(one, other) for other in kept):
            continue
        reach = max(reach, one.task.end)
        who = _known(one)
        same = next((i for i in theirs[who] if _again(reading, one, kept[i])), None)
        if same is None:
            if who:
                theirs[who].append(len(kept))
            kept.append(one)
        else:
            kept[same] = _filled(reading, kept[same], one)
    told: set[int] = set()
    running = len(kept)
    for one in ordered:
        if not _listed(reading, one) or any(_same_place(one, other) for other in kept):
            continue
        twin = _twin(reading, one, kept[:running], told)
        if twin is None:
            kept.append(one)
        else:
            told.add(twin)
            kept[twin] = _filled(reading, kept[twin], one)
    return sorted(kept, key=lambda one: (one.span.start, one.span.end))


def _listed(reading: Reading, one: DraftAction) -> bool:
    """Whether an action stands in a list of the meeting's actions."""
    reviewed = one.rule == "action.table-row" and reading.role(one.section) in REVIEWS
    return reviewed or lists_actions(reading, one.section)


def _same_place(one: DraftAction, other: DraftAction) -> bool:
    return one.task.overlaps(other.task)


def _twin(
    reading: Reading, one: DraftAction, kept: Sequence[DraftAction], told: Collection[int]
) -> int | None:
    """The action of the running text that a line of the summary repeats.

    `told`: those that another line has repeated; two tasks of one number are two actions.
    """
    text = reading.document.text
    words = normalise(one.task.of(text))
    best, at = ALIKE, None
    for index, other in enumerate(kept):
        if index in told:
            continue
        if one.ref and other.ref and _key(one.ref) == _key(other.ref):
            return index
        if one.ref and other.ref and _shape(one.ref) == _shape(other.ref):
            continue
        others = normalise(other.task.of(text))
        alike = fuzz.token_set_ratio(words, others)
        if _same_owners(one, other) and share(words, others) >= MOST:
            alike = max(alike, ALIKE + 1)
        if alike > best:
            best, at = int(alike), index
    return at


def _same_owners(one: DraftAction, other: DraftAction) -> bool:
    """Whether two actions have the same owners, each known at the meeting."""
    who = _known(one)
    return bool(who) and who == _known(other)


def _known(one: DraftAction) -> frozenset[int]:
    """The owners of an action; nobody where one of them is not known at the meeting."""
    who = [owner.attendee for owner in one.owners if owner.attendee is not None]
    return frozenset(who) if len(who) == len(one.owners) else frozenset()


def _again(reading: Reading, one: DraftAction, other: DraftAction) -> bool:
    """Whether an action repeats another in the same words, with the same owners.

    Two numbers of one sort are two actions, whatever their words.
    """
    numbered = one.ref and other.ref and _shape(one.ref) == _shape(other.ref)
    if (numbered and _key(one.ref) != _key(other.ref)) or not _same_owners(one, other):
        return False
    text = reading.document.text
    said, again = (set(content(action.task.of(text))) for action in (one, other))
    return len(said & again) >= max(FEWEST, SAME * max(len(said), len(again)))


FEWEST = 3
"""Weighty words that two wordings share at least, where one repeats the other without a list."""

SAME = 0.85
"""Share of the weighty words of the longer of them that the other has."""


def _shape(ref: str) -> str:
    """What sort of number a reference is: "AP1" and "1" are of two sorts."""
    return re.sub(r"\d+", "9", ref).casefold()


def _key(ref: str) -> str:
    return re.sub(r"\W+", "", ref).casefold()


def _filled(reading: Reading, action: DraftAction, twin: DraftAction) -> DraftAction:
    """The action with what only the summary tells: its number, owners or deadline.

    Where the text only points to the list by a number ("They wished for monthly figures. (Action
    13)", "The plan was agreed. [A4]"), the list has the words of the task.
    """
    pointed = bool(action.ref) and _key(action.ref) == _key(twin.ref)
    told = twin.task.of(reading.document.text)
    by_number = action.rule == "action.end-marker" and twin.rule == "action.table-row"
    better = twin.owners and (by_number or not action.owners)
    if pointed and better and sets_task(told, reading.parties):
        return replace(twin, section=action.section)
    return replace(
        action,
        ref=action.ref or twin.ref,
        owners=action.owners or twin.owners,
        owners_text=action.owners_text or twin.owners_text,
        due=action.due or twin.due,
    )


def _bold(reading: Reading, claimed: frozenset[int]) -> tuple[list[DraftAction], frozenset[int]]:
    """Paragraphs that are bold throughout and say who is to do what."""
    found: list[DraftAction] = []
    used: set[int] = set()
    plain = sum(1 for passage in reading.passages if passage.bold < BOLD)
    for passage in reading.passages:
        if passage.bold < BOLD or passage.index in claimed or passage.side:
            continue
        if plain <= len(reading.passages) // 2 or passage.block.cell is not None:
            continue
        if reading.role(passage.section) in REVIEWS:
            continue
        owners, task = leading(passage.text, reading.parties, strangers=False)
        if not owners or len(passage.text) - task < TASK:
            continue
        if not (_TASK.search(passage.text[:task]) or _ordered(passage.text, task)):
            continue
        used.add(passage.index)
        found.append(
            DraftAction(
                span=passage.span,
                task=passage.span,
                rule="action.bold",
                section=passage.section,
                owners=reading.owners(owners_of(passage.text, reading.parties), passage.span.start),
                owners_text=", ".join(owner.text for owner in owners),
                due=reading.due(passage.text),
            )
        )
    return found, frozenset(used)


def _ordered(text: str, task: int) -> bool:
    """Whether a verb in small letters follows owners and a dash: "MH/RC – draft the budget"."""
    return text[task].islower() and _verb().match(text, task) is not None


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(items().task_verbs)})\b")


_TASK = re.compile(r"\b(?:to|will|would|shall|should|must)\s*$")
TASK = 8
"""Characters of the shortest task."""


def covers(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of `spans` touches `span`."""
    return any(span.overlaps(other) for other in spans)
