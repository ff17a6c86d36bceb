"""Counts of earlier actions without their numbers ("Six were closed"): no one action is proved closed."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.guarded import Family, guarded
from pipeline.extract.items import statuses
from pipeline.extract.items.data import SentenceRule, compiled
from pipeline.extract.items.drafts import DraftUpdate
from pipeline.extract.items.update_words import words
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import Grade, Status

RULES = ("update.count", "update.count-items", "update.count-of", "update.count-timescale")


def counts(reading: Reading, passage: Passage) -> list[DraftUpdate]:
    """The counts of a passage; outside the reviews, items and dates are not those of actions."""
    reviews = reading.role(passage.section) in REVIEWS
    if not (reviews or NEEDED.likely(passage.text)):
        return []
    patterns = [
        (rule, pattern)
        for rule, pattern in counting().likely(passage.text)
        # none looks beyond its own words: what a sentence holds, its passage holds too
        if (reviews or rule.id == "update.count") and pattern.search(passage.text)
    ]
    found: list[DraftUpdate] = []
    for start, end in sentences(passage.text) if patterns else ():
        text = passage.text[start:end]
        for rule, pattern in patterns:
            for count in pattern.finditer(text):
                said = next(part for part in count.groupdict().values() if part)
                hit = statuses.last(said)
                found.append(
                    DraftUpdate(
                        span=passage.span_of(start + count.start(), start + count.end()),
                        rule=rule.id,
                        section=passage.section,
                        status=hit.status if hit else Status.UNKNOWN,
                        grade=Grade.COUNT,
                    )
                )
    return found if found and _SUBJECT.search(passage.text) else []


@cache
def counting() -> Family[SentenceRule]:
    """The patterns of counts, each with its rule."""
    rules = [(rule, rule.words.replace("NUMBER", words().number)) for rule in words().counts]
    return Family((rule, compiled(pattern, ignore_case=True)) for rule, pattern in rules)


NEEDED = guarded(r"action|remain(?:s|ed)?\s+open", re.IGNORECASE)
"""What "update.count" matches has: a look at both words, for "remain" and "closed" stand in many a text."""

_SUBJECT = guarded(r"action|spreadsheet|timescale|deadline|dates?\b|remain", re.IGNORECASE)
"""What a passage speaks of beside its counts: "six items were completed" alone may be of anything."""
