"""Whatever persons say, and however the program and its files change: no correction is lost."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corrections import Correction, Kind, Outcome, State, Target, compare, read
from pipeline.corrections.words import ATTACHING, SHAPES
from pipeline.link import register
from pipeline.model import (
    CLOSING,
    DECISIVE,
    Evidence,
    Grade,
    LinkKind,
    Links,
    Minutes,
    Span,
    Status,
    make_id,
    replace,
)
from tests.support.corrected import Pair, apply, keep, says, target
from tests.support.invented import Writer, document

HUNDRED = 100
REFS = ("1/24", "2/24", "3/24", "4/24")
FIRST = dt.date(2024, 1, 9)


def archive(rng: random.Random) -> list[Pair]:
    """Five meetings, each with two actions and what it says of earlier ones."""
    pairs = []
    for number in range(5):
        day = FIRST + dt.timedelta(weeks=4 * number)
        raised = [
            f"Action {number}.{n}: count the {thing}" for n, thing in enumerate(("bats", "bells"))
        ]
        said = [
            f"{rng.choice(REFS)} was spoken of as item {number}.{n} and noted" for n in range(3)
        ]
        writer = Writer(
            document(f"{number}.txt", f"Hartwell Board {day}", "Ann Fern", *raised, *said), day
        )
        writer.attendee("Ann Fern")
        for words in raised:
            writer.action(words, ref=rng.choice(REFS))
        for words in said:
            writer.update(
                words, rng.choice([*Status]), rng.choice([*Grade]), ref=words.partition(" ")[0]
            )
        pairs.append((writer.document, writer.extraction()))
    return pairs


def other_rules(pairs: list[Pair]) -> list[Pair]:
    """The same files by other rules: bounds drawn narrower, so that all keys of actions change."""
    return [
        (text, replace(extraction, minutes=tuple(map(_narrower, extraction.minutes))))
        for text, extraction in pairs
    ]


def _narrower(minutes: Minutes) -> Minutes:
    anew = []
    for action in minutes.actions:
        span = action.evidence.span
        inner = Span(start=span.start + 8, end=span.end)
        evidence = Evidence(span=inner, rule="other.rule")
        anew.append(replace(action, id=make_id("act", "anew", action.id), evidence=evidence))
    return replace(minutes, actions=tuple(anew))


def moved(pairs: list[Pair]) -> list[Pair]:
    """The same bytes under other names."""
    found = []
    for text, extraction in pairs:
        source = replace(text.source, path=f"moved/{text.source.path}")
        elsewhere = replace(text, source=source)
        found.append((elsewhere, replace(extraction, document_id=elsewhere.id, path=source.path)))
    return found


def anything(rng: random.Random, pairs: list[Pair], made: int) -> Correction:
    """A correction of some kind about something of the archive."""
    kind = rng.choice([*Kind] if made else [kind for kind in Kind if kind is not Kind.UNDO])
    minutes = [part for _, extraction in pairs for part in extraction.minutes]
    keys = {
        "action": [action.id for part in minutes for action in part.actions],
        "event": [update.id for part in minutes for update in part.updates],
    }
    targets = [at(pairs, key) for key in (rng.choice(keys[table]) for table in SHAPES[kind])]
    value = {Kind.DUE: "2024-09-01", Kind.CLOSED_BY_HAND: "2024-08-01", Kind.OWNER: "Ann Fern; Bo"}
    field = "continues" if kind in {Kind.CONFIRM_LINK, Kind.REJECT_LINK} else ""
    undoes = rng.randint(1, made) if kind is Kind.UNDO else None
    return says(kind, *targets, value=value.get(kind, ""), field=field, undoes=undoes)


def at(pairs: list[Pair], key: str) -> Target:
    return next(found for pair in pairs if (found := target(pair, key)) is not None)


def holds(outcome: Outcome, held: Links, parts: list[Minutes]) -> bool:
    """Whether the register bears what a correction that applies says."""
    kind, items = outcome.correction.kind, outcome.items
    actions = {action.id: action for part in parts for action in part.actions}
    if kind is Kind.NOT_AN_ACTION:
        return items[0] not in actions
    if kind is Kind.OWNER:
        return [owner.name for owner in actions[items[0]].owners] == ["Ann Fern", "Bo"]
    if kind is Kind.DUE:
        due = actions[items[0]].due
        return due is not None and due.last == dt.date(2024, 9, 1)
    return _linked(outcome, held)


def _linked(outcome: Outcome, held: Links) -> bool:
    kind, items = outcome.correction.kind, outcome.items
    given = {
        (link.source, link.target): link.suggested
        for link in held.actions
        if link.kind is LinkKind.CONTINUES
    }
    by_hand = {(closing.action, closing.correction) for closing in held.closings}
    if kind in ATTACHING:
        return held.events[items[0]] == items[1]
    if kind is Kind.EVENT_APART:
        return held.events.get(items[0]) != items[1]
    if kind is Kind.CONFIRM_LINK:
        return given[items[0], items[1]] is False
    if kind is Kind.REJECT_LINK:
        return (items[0], items[1]) not in given
    return kind is Kind.UNDO or (items[0], outcome.correction.id) in by_hand


@given(st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_a_hundred_corrections_and_rebuilds_lose_none(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    pairs = archive(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        for made in range(HUNDRED):
            keep(path, anything(rng, pairs, made))
        kept = read(path).corrections
    assert len(kept) == HUNDRED
    told = []
    for form in (pairs, other_rules(pairs), moved(pairs), moved(other_rules(pairs)), pairs):
        extractions, held, outcomes = apply(form, kept)
        assert [outcome.correction for outcome in outcomes] == list(kept)
        assert State.LAPSED not in {outcome.state for outcome in outcomes}
        parts = [part for extraction in extractions for part in extraction.minutes]
        for outcome in outcomes:
            if outcome.state is State.APPLIES:
                assert holds(outcome, held, parts), outcome
        told.append([(outcome.state, outcome.reason) for outcome in outcomes])
    assert all(one == told[0] for one in told)


@given(st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_what_is_closed_is_closed_by_decisive_words_or_by_a_persons_name(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    pairs = archive(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        for made in range(20):
            keep(path, anything(rng, pairs, made))
        extractions, held, _ = apply(pairs, read(path).corrections)
    for row in register(extractions, held):
        if row.status in CLOSING:
            assert row.grade in DECISIVE or any(c.action == row.action_id for c in held.closings)


@given(st.integers(0, 2**32), st.integers(0, 2**32), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_any_change_of_a_byte_is_noticed(seed: int, place: int, change: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    pairs = archive(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        for made in range(5):
            keep(path, anything(rng, pairs, made))
        whole = read(path)
        data = bytearray(path.read_bytes())
        data[place % len(data)] ^= change
        path.write_bytes(data)
        altered = read(path)
        assert altered.trouble or compare(altered, len(whole.corrections), whole.head)


@given(st.integers(0, 2**32), st.permutations(range(5)), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_any_line_removed_or_moved_is_noticed(seed: int, order: list[int], held: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - not a secret
    pairs = archive(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        for made in range(5):
            keep(path, anything(rng, pairs, made))
        whole = read(path)
        lines = path.read_bytes().splitlines(keepends=True)
        chosen = [lines[number] for number in order[:held]]
        path.write_bytes(b"".join(chosen))
        altered = read(path)
        noticed = altered.trouble or compare(altered, len(whole.corrections), whole.head)
        assert bool(noticed) == (chosen != lines)
