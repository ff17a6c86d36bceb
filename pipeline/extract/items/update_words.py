"""The words of `models/updates.yml`: what minutes say of earlier actions outside the actions themselves."""

from __future__ import annotations

from functools import cache

from pipeline.extract.items.data import SentenceRule
from pipeline.models import Strict, load


class UpdateWords(Strict, frozen=True):
    """The shape of `models/updates.yml`."""

    ref: str
    not_refs: str
    inspected: str
    list_before: str
    list_alone: str
    list_after: str
    number: str
    counts: tuple[SentenceRule, ...]
    log_updated: str
    reassigned: str
    disputed: str
    note: str
    done: str
    named: str
    spoken_of: str


@cache
def words() -> UpdateWords:
    """The words as they stand in the file."""
    return load("updates.yml", UpdateWords)
