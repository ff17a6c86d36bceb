"""`models/link.yml`: when words of two documents are the words of one action."""

from __future__ import annotations

from functools import cache

from pipeline.models import Strict, load


class LinkRules(Strict, frozen=True):
    """The thresholds and word lists of linking; each is explained in the file."""

    identity: float
    with_ref: float
    listed_again: float
    margin: float
    suggest: float
    bare_ref_months: int
    quote_months: int
    carried_months: int
    next_meeting_days: int
    ref_words: tuple[str, ...]
    months: tuple[str, ...]
    plain_meeting_words: tuple[str, ...]


@cache
def link_rules() -> LinkRules:
    """The rules, read once. Raises ConfigError where the file is wrong."""
    return load("link.yml", LinkRules)
