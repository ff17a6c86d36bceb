"""Write the truth that stands in the sources as gold files and as the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml
from msgspec import UNSET

from corpus.source.render.inline import marks, plain
from corpus.source.render.lines import heading_lines
from corpus.source.render.model import Block, Person, Source, Truth

CLOSING = ("complete", "closed", "closed-superseded", "transferred")
TOP = (
    "file",
    "split",
    "body",
    "kind",
    "date",
    "date_basis",
    "date_last",
    "start",
    "end",
    "venue",
    "chair",
    "next",
    "marking",
    "version",
)
DECISIVE = ("listed", "stated", "table")
SPEAKING = (*DECISIVE, "narrative")  # a count or "log updated" says nothing of one action


def gold_path(source: Source) -> str:
    """Where the gold of a source stands, relative to `corpus/`."""
    return str(PurePosixPath("gold") / PurePosixPath(source.file).with_suffix(".yml"))


def truths(source: Source) -> Iterator[tuple[str, Truth]]:
    """Each truth of the source with its words, in printed order."""
    for block in source.blocks:
        words = iter([found for text in block.texts() for found in marks(text)])
        for truth in block.truth:
            if truth.listed:
                for ref, action in truth.listed.items():
                    status = truth.status or "closed"
                    yield ref, Truth(event=action, ref=ref, status=status, grade="listed")
            else:
                yield truth.key or next(words), truth


def meeting(source: Source) -> dict[str, Any]:
    """The gold of one source, in the format that `corpus/README.md` describes."""
    found = list(truths(source))
    top = {name: getattr(source, name) for name in TOP}
    return top | {
        "attendees": [
            _attendee(person, block.who or "present")
            for block in source.blocks
            for person in block.people
        ],
        "sections": [_section(b, source) for b in source.blocks if b.h is not None and not b.plain],
        "actions": [_action(key, truth) for key, truth in found if truth.action],
        "decisions": [
            {
                "key": key,
                "outcome": truth.decision,
                "condition": truth.condition,
                "maker": truth.maker,
            }
            for key, truth in found
            if truth.decision
        ],
        "events": [_event(key, truth) for key, truth in found if truth.event is not UNSET],
        "hmicfrs_discussed": source.hmicfrs_discussed,
    }


def register(sources: list[Source]) -> list[dict[str, Any]]:
    """The true end of every labelled action: what its latest decisive mention says."""
    current = [source for source in sources if source.version != "draft"]
    ordered = sorted(current, key=lambda s: (s.date or dt.date.min, s.file))
    rows: dict[str, dict[str, Any]] = {}
    for source in ordered:
        for key, truth in truths(source):
            if truth.action and truth.kind == "labelled" and truth.action not in rows:
                rows[truth.action] = _row(key, truth, source)
            elif isinstance(truth.event, str) and truth.event in rows:
                _apply(rows[truth.event], key, truth, source)
    return [rows[name] for name in sorted(rows)]


def dump(value: object) -> bytes:
    """YAML as every gold file is written."""
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def _row(key: str, truth: Truth, source: Source) -> dict[str, Any]:
    """A register row as the action is raised."""
    return {
        "id": truth.action,
        "file": source.file,
        "key": key,
        "status": "open",
        "status_on": None,
        "closed_on": None,
        "evidence": None,
        "evidence_file": None,
        "hmicfrs": bool(truth.hm),
        "inspection": truth.hm[0] if truth.hm else None,
    }


def _apply(row: dict[str, Any], key: str, truth: Truth, source: Source) -> None:
    """Let a later mention change the row, as far as its grade allows."""
    if truth.hm:
        row |= {"hmicfrs": True, "inspection": truth.hm[0]}
    closing = truth.status in CLOSING
    if truth.status == "unknown":
        return
    if truth.grade not in (DECISIVE if closing or row["closed_on"] else SPEAKING):
        return
    if row["status"] == truth.status and row["closed_on"]:
        return  # a second mention of the same closure does not move its date
    day = source.date
    row |= {"status": truth.status, "status_on": day, "closed_on": day if closing else None}
    row |= {"evidence": key, "evidence_file": source.file}


def _attendee(person: Person, listed: str) -> dict[str, Any]:
    """One entry of the attendance. `initials` are personal, `abbreviation` a post's."""
    row: dict[str, Any] = {
        "name": person.n,
        "initials": person.i or None,
        "role": person.r or None,
        "status": person.s or listed,
        "remote": person.remote,
    }
    more = {"abbreviation": person.a, "note": person.note.strip("()")}
    return row | {name: words for name, words in more.items() if words}


def _section(block: Block, source: Source) -> dict[str, Any]:
    """A heading as printed."""
    words = block.h or ""
    if source.layout.headings == "caps" and not block.level:
        words = words.upper()
    assert heading_lines(block, source.layout)
    return {"number": block.n or None, "heading": plain(words) or None, "role": block.role}


def _action(key: str, truth: Truth) -> dict[str, Any]:
    """An action raised at the meeting."""
    words, day, basis = [*truth.due, None, None, None][:3]
    serves = dict(zip(("programme", "reason"), truth.hm, strict=True)) if truth.hm else None
    return {
        "id": truth.action,
        "key": key,
        "ref": truth.ref,
        "kind": truth.kind,
        "owners": truth.owners,
        "due_text": words,
        "due": day,
        "due_basis": basis,
        "hmicfrs": serves,
    }


def _event(key: str, truth: Truth) -> dict[str, Any]:
    """A mention of an earlier action."""
    return {
        "action": truth.event,
        "ref": truth.ref,
        "key": key,
        "status": truth.status,
        "grade": truth.grade,
        "successor": truth.successor,
    }
