"""`models/link.yml`: when words of two documents are the words of one action."""

from __future__ import annotations

from functools import cache

from pipeline.models import Strict, load


class Likeness(Strict, frozen=True):
    """How alike two texts must be: `letters` 0 to 100, `words` the share of weighty words.

    A text of no more than `few` weighty words must have every one of them in the other.
    """

    letters: float
    words: float
    few: int = 0


class LinkRules(Strict, frozen=True):
    """The thresholds and word lists of linking; each is explained in the file."""

    identity: Likeness
    with_ref: Likeness
    listed_again: Likeness
    suggest: Likeness
    topic_words: int
    margin: float
    bare_ref_months: int
    quote_months: int
    carried_months: int
    next_meeting_days: int
    ref_words: tuple[str, ...]
    ref_letters: tuple[str, ...]
    months: tuple[str, ...]
    plain_meeting_words: tuple[str, ...]
    light: frozenset[str]


@cache
def link_rules() -> LinkRules:
    """The rules, read once. Raises ConfigError where the file is wrong."""
    return load("link.yml", LinkRules)
