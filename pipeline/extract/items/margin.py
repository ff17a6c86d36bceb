"""Owners in a side column: initials in the margin mark the paragraph beside them as an action."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Span

RULES = ("action.side-column",)

_TASK = re.compile(
    r"\b(?:to\s+be|will|would|resolved|agreed|to\s+[a-z]{3,}|ask(?:ed)?|should|could|need(?:s|ed)?|"
    r"request(?:ed)?|must|arrange|write|contact)\b",
    re.IGNORECASE,
)


def side_actions(reading: Reading) -> list[DraftAction]:
    """One action for each paragraph with owners in its margin."""
    found: list[DraftAction] = []
    for passage in reading.passages:
        if not passage.side:
            continue
        owners = reading.parties.whole(passage.text, loose=False)
        beside = _beside(reading, passage)
        if not owners or beside is None:
            continue
        named = reading.owners(owners, passage.span.start)
        written = ", ".join(owner.text for owner in owners)
        start, end = _sentence(beside, passage)
        task = beside.span_of(start, end)
        if found and found[-1].task == task:
            known = {owner.name for owner in found[-1].owners}
            more = tuple(owner for owner in named if owner.name not in known)
            found[-1] = replace(
                found[-1],
                span=Span(start=found[-1].span.start, end=passage.span.end),
                owners=(*found[-1].owners, *more),
                owners_text=f"{found[-1].owners_text}, {written}",
            )
            continue
        found.append(
            DraftAction(
                span=Span(start=task.start, end=max(task.end, passage.span.end)),
                task=task,
                rule="action.side-column",
                section=beside.section,
                owners=named,
                owners_text=written,
                due=reading.due(task.of(reading.document.text)),
            )
        )
    return found


def _beside(reading: Reading, passage: Passage) -> Passage | None:
    """The paragraph that the margin belongs to: the nearest above in reading order."""
    for index in range(passage.index - 1, -1, -1):
        other = reading.passages[index]
        if not other.side:
            return other
    return None


def _sentence(beside: Passage, side: Passage) -> tuple[int, int]:
    """The sentence that stands level with the margin's words, of those that ask for something."""
    parts = sentences(beside.text)
    level = _level(side)
    tasks = [part for part in parts if _TASK.search(beside.text[part[0] : part[1]])] or parts
    if len(tasks) == 1 or level is None:
        return tasks[-1] if len(tasks) > 0 else (0, len(beside.text))
    return min(tasks, key=lambda part: _distance(beside, part, level))


def _level(side: Passage) -> float | None:
    for run in side.block.runs:
        if run.box is not None:
            return run.box.top
    return None


def _distance(beside: Passage, part: tuple[int, int], level: float) -> float:
    """How far, in points, the lines of a sentence stand from a height on the page."""
    span = beside.span_of(*part)
    tops = [
        run.box.top for run in beside.block.runs if run.box is not None and run.span.overlaps(span)
    ]
    return min((abs(top - level) for top in tops), default=float("inf"))
