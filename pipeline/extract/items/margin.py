"""A side column of actions: owners mark the paragraph beside them, and tasks stand for themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.labels import link
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.items.tags import tag
from pipeline.extract.items.tasks import of_owners, strongest, tasks
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading
from pipeline.model import Span

RULES = ("action.side-column",)


def side_actions(reading: Reading) -> list[DraftAction]:
    """One action for each paragraph with owners in its margin, and for each task that stands there."""
    found: list[DraftAction] = []
    for passage in reading.passages:
        if not passage.side or _goes_on(reading, passage) is not None:
            continue
        told = tag(passage.text, reading.parties, reading.day)
        if told is None:
            found += _told(reading, passage)
            continue
        beside = _beside(reading, passage)
        if beside is None:
            continue
        owners = list(told.owners)
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
                due=told.due or reading.due(task.of(reading.document.text)),
            )
        )
    return found


def _goes_on(reading: Reading, passage: Passage) -> Passage | None:
    """The line of the margin that a line goes on with: right above it, and a task without its end."""
    above = reading.passages[passage.index - 1] if passage.index else None
    if above is None or not above.side or not leading(above.text, reading.parties)[0]:
        return None
    new = leading(passage.text, reading.parties)[0] or tag(
        passage.text, reading.parties, reading.day
    )
    return None if new or above.text.endswith(".") else above


def _told(reading: Reading, passage: Passage) -> list[DraftAction]:
    """The tasks that a margin tells in words of its own: "JT to ring them, MY to reply by 1 May"."""
    if not leading(passage.text, reading.parties, strangers=False)[0]:
        return []
    last = passage
    for other in reading.passages[passage.index + 1 :]:
        if not other.side or _goes_on(reading, other) is None:
            break
        last = other
    words = reading.document.text[passage.span.start : last.span.end]
    found: list[DraftAction] = []
    for start, end in _parts(reading, words):
        task = Span(start=passage.span.start + start, end=passage.span.start + end)
        owners = owners_of(words[start:end], reading.parties)
        found.append(
            DraftAction(
                span=task,
                task=task,
                rule="action.side-column",
                section=passage.section,
                owners=reading.owners(owners, task.start),
                owners_text=", ".join(owner.text for owner in owners),
                due=reading.due(words[start:end]),
            )
        )
    return found


def _parts(reading: Reading, words: str) -> list[tuple[int, int]]:
    """The tasks of a margin, each from the owners with whom it begins to the next."""
    starts = [0]
    for match in _NEXT.finditer(words):
        owners, end = reading.parties.listed(words, match.end())
        if owners and link().match(words, end):
            starts.append(match.end())
    ends = [*starts[1:], len(words)]
    return [
        (start, start + len(words[start:end].rstrip(" ,;.\n")))
        for start, end in zip(starts, ends, strict=True)
    ]


_NEXT = re.compile(r"[,;.]\s+")


def _beside(reading: Reading, side: Passage) -> Passage | None:
    """The paragraph that the margin belongs to: the nearest above in reading order.

    Where the margin's words stand well below it on the page, or begin the item, it is the paragraph
    that follows.
    """
    above = next((p for p in reversed(reading.passages[: side.index]) if not p.side), None)
    if above is not None and above.section != side.section:
        here = (p for p in reading.passages[side.index + 1 :] if p.section == side.section)
        return next((p for p in here if not p.side), above)
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
