"""Persons' corrections in a build: read, planned over all documents, applied, told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.corrections import NAME, Correction, Finder, Kind, Outcome, Plan
from pipeline.corrections.words import ACTION, EVENT
from pipeline.model import Extraction, make_id
from pipeline.store import CorrectionRow

Look = tuple[Extraction, str, Callable[[], str]]
"""An extraction as the program made it, the SHA-256 of its file, and what gives its text."""

_TABLES = {ACTION: "actions", EVENT: "action_events"}
_LINKS = frozenset({Kind.CONFIRM_LINK, Kind.REJECT_LINK})


def beside(output: Path, given: Path | None) -> Path:
    """Give the file of corrections: the one given, else that beside the register."""
    return given or output.parent / NAME


def plan(
    corrections: tuple[Correction, ...], documents: Iterable[Look]
) -> tuple[Plan, frozenset[str]]:
    """Find what each correction is about: the plan, and the paths of the documents concerned.

    `documents` is not looked at where there is no correction.
    """
    finder = Finder(corrections)
    concerned: set[str] = set()
    if corrections:
        for extraction, sha256, text in documents:
            found = len(finder.places)
            finder.look(extraction, sha256, text)
            if len(finder.places) > found:
                concerned.add(extraction.path)
    return Plan(corrections, finder.places), frozenset(concerned)


def rows(outcomes: Iterable[Outcome]) -> tuple[CorrectionRow, ...]:
    """Give what the register tells of the corrections."""
    return tuple(_row(outcome) for outcome in outcomes)


def _row(outcome: Outcome) -> CorrectionRow:
    entry = outcome.correction
    found = outcome.items or ("",) * len(entry.targets)
    keys = [now or target.id for now, target in zip(found, entry.targets, strict=True)]
    table = _TABLES[entry.targets[0].table] if entry.targets else "corrections"
    key = keys[0] if keys else str(entry.undoes)
    if entry.kind in _LINKS:
        table, key = "action_links", make_id("lnk", *keys, entry.field)
    return CorrectionRow(
        id=entry.id,
        number=entry.n,
        made_on=entry.at,
        made_by=entry.who,
        reason=entry.why,
        kind=entry.kind,
        table_name=table,
        row_id=key,
        other_id=keys[1] if len(keys) > 1 else "",
        field="suggested" if entry.kind in _LINKS else entry.field,
        machine_value=entry.machine_value,
        person_value=entry.person_value,
        note=entry.note,
        document_name=entry.document_name,
        document_sha256=entry.document_sha256,
        meeting_id=entry.targets[0].meeting_id if entry.targets else "",
        words=entry.targets[0].words if entry.targets else "",
        words_sha256=entry.targets[0].words_sha256 if entry.targets else "",
        state=outcome.state,
        outcome=outcome.reason,
        previous_hash=entry.previous,
        hash=entry.hash,
    )
