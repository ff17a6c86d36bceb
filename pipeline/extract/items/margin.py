"""Owners in a side column: initials in the margin mark the paragraph beside them as an action."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.tasks import of_owners, strongest, tasks
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Span

RULES = ("action.side-column",)


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
        beside, (start, end) = _sentence(reading, beside, passage, owners)
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


def _beside(reading: Reading, side: Passage) -> Passage | None:
    """The paragraph that the margin belongs to: the nearest above in reading order.

    Where the margin's words stand well below it on the page, it is the paragraph that follows.
    """
    above = next((p for p in reversed(reading.passages[: side.index]) if not p.side), None)
    level, foot = _level(side), _foot(above) if above else None
    if level is not None and foot is not None and level > foot + LINES:
        return next((p for p in reading.passages[side.index + 1 :] if not p.side), above)
    return above


LINES = 24.0
"""Points between the last line of a paragraph and a margin that no longer stands beside it."""

ON = 8
"""Passages further on in which the task of a margin is sought, where those beside it set none."""


def _sentence(
    reading: Reading, beside: Passage, side: Passage, owners: list[Party]
) -> tuple[Passage, tuple[int, int]]:
    """The sentence that sets the task: level with the margin's words, or the next that sets one."""
    parts = tasks(beside.text)
    if not parts:
        for other in reading.passages[beside.index + 1 : beside.index + 1 + ON]:
            if other.section != beside.section or (other.side and other != side):
                break
            if not other.side and (found := strongest(other.text, tasks(other.text))):
                return other, found
        return beside, (sentences(beside.text) or [(0, len(beside.text))])[-1]
    level = _level(side)
    mine = of_owners(beside.text, parts, owners, reading.parties)
    if len(mine) == 1 or level is None:
        return beside, mine[-1]
    return beside, min(mine, key=lambda part: _distance(beside, part, level))


def _foot(passage: Passage) -> float | None:
    """The height of a paragraph's last line, in points; None without places or over two pages."""
    pages = {run.page for run in passage.block.runs if run.box is not None}
    tops = [run.box.top for run in passage.block.runs if run.box is not None]
    return max(tops) if tops and len(pages) == 1 else None


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
