"""The words of `models/items.yml`, `models/actions.yml` and `models/patterns/statuses.jsonl`, compiled once."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from pipeline.extract.guarded import Family, Guarded, guarded
from pipeline.model import Outcome, Status
from pipeline.models import Strict, load, load_lines


class LabelWords(Strict, frozen=True):
    """The marks of an action, and the words that may stand before and behind them."""

    begins: str
    nouns: str
    separated: str
    headings: str
    small: str
    qualifiers: tuple[str, ...]
    earlier: tuple[str, ...]
    whose: str


class LikelyWords(Strict, frozen=True):
    """What says of a mark that it is one of actions: letters that stand alone, and words."""

    letters: str
    words: str


class ActionWords(Strict, frozen=True):
    """How an action is marked: the whole of `actions.yml`. Patterns are in verbose form."""

    label: LabelWords
    reference: str
    of_day: str
    code: str
    sure_code: str
    point_code: str
    arrow: str
    other_marks: str
    tongue: str
    twofold: str
    likely: LikelyWords
    trap: str
    pointer: str
    points: str
    none: str
    end_marker: str
    stop: str
    link: str
    merely: str


class OwnerWords(Strict, frozen=True):
    """How owners are written."""

    field: str
    due_field: str
    other_field: str
    charged: str
    separator: str
    not_initials: tuple[str, ...]
    not_names: tuple[str, ...]
    small_posts: list[str]
    everyone: str
    titles: str
    post_heads: tuple[str, ...]
    organisation_heads: tuple[str, ...]
    group_heads: tuple[str, ...]
    departments: tuple[str, ...]


class RowKinds(Strict, frozen=True):
    """Words by which a row of a table says what it is."""

    action: str
    again: str
    decision: str
    other: str


class TableWords(Strict, frozen=True):
    """Header words of the columns of an action table, by what the column holds."""

    ref: str
    action: str
    owner: str
    due: str
    new_due: str
    status: str
    raised: str
    subject: str
    weak: str
    margin: str
    acting: str
    new: str
    looks_back: str
    kinds: RowKinds
    tasks_of: str
    colour: str
    part: str
    discussion: str
    mixed: str
    decided: str
    answer: str


class DecisionWords(Strict, frozen=True):
    """How a decision is marked."""

    label: str
    code: str
    needs_separator: str


class OutcomeWords(Strict, frozen=True):
    """Words that tell an outcome."""

    outcome: Outcome
    words: str


class SentenceRule(Strict, frozen=True):
    """A sentence that is a decision without a label."""

    id: str
    words: str


class ItemWords(Strict, frozen=True):
    """The whole of `items.yml`."""

    task_verbs: tuple[str, ...]
    abbreviations: tuple[str, ...]
    owners: OwnerWords
    tables: TableWords
    decision: DecisionWords
    outcomes: tuple[OutcomeWords, ...]
    condition: str
    makers: str
    deciders: str
    list_subject: str
    lone_deciders: str
    lone_office: str
    lone_begins: str
    lone_decides: str
    decision_stems: str
    decision_sentences: tuple[SentenceRule, ...]
    exception: str
    not_decisions: str
    not_yet: str
    view_subject: str


class StatusWord(Strict, frozen=True):
    """A phrase and the status that it gives; `id` is the rule."""

    id: str
    label: Status
    pattern: str


class Names(Strict, frozen=True):
    """The whole of `forenames.yml`."""

    forenames: tuple[str, ...]


@cache
def forenames() -> frozenset[str]:
    """Forenames by which a person's name is told from a place's."""
    return frozenset(load("forenames.yml", Names).forenames)


@cache
def items() -> ItemWords:
    """The words as they stand in the file."""
    return load("items.yml", ItemWords)


@cache
def actions() -> ActionWords:
    """The marks of actions as they stand in their file."""
    return load("actions.yml", ActionWords)


@cache
def verbose(pattern: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """A pattern in verbose form, compiled once."""
    return re.compile(pattern, re.VERBOSE | (re.IGNORECASE if ignore_case else 0))


def ahead(letters: str, words: str) -> str:
    """A pattern of one of the `letters` with which some words begin, where all of them stand.

    Whether words stand in a text is so told fastest: `re` passes over all letters that are none of a set.
    """
    return f"{letters}(?<=(?={words}).)"


@cache
def statuses() -> Family[StatusWord]:
    """The status lexicon in the order of the file, compiled."""
    rows = load_lines("patterns/statuses.jsonl", StatusWord)
    return Family((row, compiled(rf"\b(?:{row.pattern})", ignore_case=True)) for row in rows)


@cache
def compiled(pattern: str, *, ignore_case: bool = False) -> Guarded:
    """A pattern of the data, compiled once."""
    return guarded(pattern, re.IGNORECASE if ignore_case else 0)


@cache
def whole(words: str) -> Guarded:
    """A pattern of a cell or head that holds some words of the data and no others, compiled once."""
    return compiled(rf"\W*(?:{words})\W*", ignore_case=True)


@cache
def capitals() -> frozenset[str]:
    """Capitals that are nobody's initials unless the attendance says so."""
    return frozenset(items().owners.not_initials)


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that name nobody."""
    return frozenset(items().owners.not_names)


@cache
def row_kinds() -> tuple[tuple[str, Guarded], ...]:
    """What a row of a table can say that it is: "action", "again", "decision", "other"."""
    words = msgspec.structs.asdict(items().tables.kinds)
    return tuple((name, whole(pattern)) for name, pattern in words.items())


@cache
def header_columns() -> tuple[tuple[str, Guarded], ...]:
    """The columns that a header word can name, first match first."""
    words = msgspec.structs.asdict(items().tables)
    order = (
        "new_due",
        "due",
        "owner",
        "action",
        "status",
        "raised",
        "discussion",
        "subject",
        "ref",
    )
    return tuple((name, whole(words[name])) for name in order)
