"""Corrections in tests: made of invented minutes, applied as a build applies them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from pipeline.build import corrected
from pipeline.corrections import (
    Correction,
    Kind,
    Outcome,
    Target,
    append,
    correct,
    relink,
    words_hash,
)
from pipeline.corrections.words import ACTION, EVENT
from pipeline.link import link
from pipeline.model import Document, Extraction, Links

Pair = tuple[Document, Extraction]


def target(pair: Pair, key: str) -> Target | None:
    """Point at an action or an update of invented minutes; None where they do not hold it."""
    document, extraction = pair
    for minutes in extraction.minutes:
        places = [(ACTION, action.id, action.evidence) for action in minutes.actions]
        places += [(EVENT, update.id, update.evidence) for update in minutes.updates]
        for table, item, evidence in places:
            if item == key:
                span = evidence.span
                words = span.of(document.text)
                return Target(
                    table=table,
                    id=key,
                    meeting_id=minutes.meeting.id,
                    path=document.source.path,
                    document_sha256=document.source.sha256,
                    words_sha256=words_hash(words),
                    words=words,
                    start=span.start,
                    end=span.end,
                )
    return None


def says(
    kind: Kind,
    *targets: Target,
    value: str = "",
    field: str = "",
    undoes: int | None = None,
    who: str = "A. Fern",
) -> Correction:
    """A correction that is not yet kept."""
    return Correction(
        n=0,
        at="2024-05-01T09:00:00Z",
        who=who,
        why="the board said so",
        kind=kind,
        targets=targets,
        field=field,
        person_value=value,
        note="a letter",
        document_name="letter.pdf",
        document_sha256="0" * 64,
        undoes=undoes,
    )


def keep(path: Path, *drafts: Correction) -> tuple[Correction, ...]:
    """Keep corrections in a file; give them as kept."""
    return tuple(append(path, draft) for draft in drafts)


def apply(
    pairs: Sequence[Pair], corrections: Iterable[Correction], held: Links | None = None
) -> tuple[list[Extraction], Links, tuple[Outcome, ...]]:
    """Plan, correct, link and link again, as a build does. `held` stands in for linking."""
    looks = [
        (extraction, document.source.sha256, partial(getattr, document, "text"))
        for document, extraction in pairs
    ]
    plan, _ = corrected.plan(tuple(corrections), looks)
    extractions = [correct(extraction, plan) for _, extraction in pairs]
    links, outcomes = relink(held or link(extractions), plan)
    return extractions, links, outcomes
