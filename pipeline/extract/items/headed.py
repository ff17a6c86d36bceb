"""Lists of actions under a heading of their own: "Summary of actions", "New Action Items"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.items.data import actions, forenames
from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.fields import fields
from pipeline.extract.items.labels import none
from pipeline.extract.items.listed import NUMBER
from pipeline.extract.items.owners import leading, owners_of, signed
from pipeline.extract.items.tasks import sets_task
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import SectionRole

RULES = ("action.summary-line",)


@cache
def _heading() -> re.Pattern[str]:
    label = actions().label
    before = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in label.qualifiers)
    return re.compile(
        rf"\W* (?: (?:appendix|annex|schedule) (?: \s+ \w{{1,2}} )? \s* [:–—-] \s* )? (?: (?:summary|list|table|record) \s+ of \s+ (?:the \s+)? )? (?: (?:{before}) \s+ )?"
        rf"(?: {label.nouns} | {label.separated} | {label.headings} ) \W*",
        re.VERBOSE | re.IGNORECASE,
    )


def lists_actions(reading: Reading, section: int) -> bool:
    """Whether an item is a list of new actions, by its role or by nothing but its heading."""
    role = reading.role(section)
    if role is SectionRole.SUMMARY_OF_ACTIONS:
        return True
    return role not in REVIEWS and lists(reading.heading(section))


@lru_cache(maxsize=512)  # each action asks for the heading of its item, and headings return
def lists(heading: str) -> bool:
    """Whether words head a list of actions and nothing else: "Action Items", "Next steps"."""
    return bool(heading) and _heading().fullmatch(heading) is not None


def headed(reading: Reading, claimed: frozenset[int]) -> tuple[list[DraftAction], frozenset[int]]:
    """The lines of such lists that say who is to act or what is to be done, outside `claimed`."""
    found: list[DraftAction] = []
    used: set[int] = set()
    listed = {i for i in range(len(reading.sections)) if lists_actions(reading, i)}
    for passage in reading.passages:
        if passage.section not in listed or passage.index in claimed or passage.side:
            continue
        if passage.block.cell is not None:
            continue
        one = _line(reading, passage)
        if one is not None:
            used.add(passage.index)
            found.append(one)
    return found, frozenset(used)


def _noun(party: Party) -> bool:
    """Whether what looks like a name may be any noun: "Notices to universities", "Our aim is to"."""
    return party.basis == "unknown-name" and party.text.split()[0] not in forenames()


def _line(reading: Reading, passage: Passage) -> DraftAction | None:
    """The action of one line; None where it is none."""
    number = NUMBER.match(passage.text)
    start = number.end() if number else 0
    words = passage.text[start:]
    if none(words):
        return None
    told = fields(words, reading.parties, reading.day)
    entry = passage.bullet or number is not None
    first, begin = leading(words, reading.parties)
    if first and reading.parties.whole(words[begin:]):
        return None  # "Parish Clerk: Jane Poole" says who she is
    if any(_noun(party) for party in first):
        return None
    led = bool(first)
    owners = list(told.owners)
    if not owners and not led:
        owners = signed(words, reading.parties)
        entry = entry or any(party.attendee is not None for party in owners)
    owners = owners or owners_of(words, reading.parties)
    if not (led or (entry and (owners or sets_task(words, reading.parties)))):
        return None
    task = passage.span_of(start, len(passage.text))
    return DraftAction(
        span=passage.span,
        task=task,
        rule="action.summary-line",
        section=passage.section,
        owners=reading.owners(owners, task.start),
        owners_text=", ".join(owner.text for owner in owners),
        due=told.due or reading.due(words),
    )
