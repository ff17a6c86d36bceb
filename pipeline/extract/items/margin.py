"""A side column of actions: owners mark the paragraph beside them, and tasks stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract import dates
from pipeline.extract.items.drafts import DraftAction
from pipeline.extract.items.heights import (
    Height,
    distance,
    entry_height,
    height_of,
    heights,
    last_line,
)
from pipeline.extract.items.labels import link
from pipeline.extract.items.owners import leading, owners_of
from pipeline.extract.items.tags import Tag, tag
from pipeline.extract.items.tasks import bare_task, leads, of_owners, strongest, tasks
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import Reading, flat
from pipeline.model import Owner, Span, replace, value

RULES = ("action.side-column",)


@value
class _Entry:
    """Lines of the margin that belong together, whom they name, and by when those are to act."""

    lines: tuple[Passage, ...]
    told: Tag
    owners: tuple[Owner, ...]

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self.lines[-1].span.end


def side_actions(reading: Reading) -> list[DraftAction]:
    """One action for each paragraph with owners in its margin, and for each task that stands there."""
    found: list[DraftAction] = []
    used: set[int] = set()
    sides = [passage for passage in reading.passages if passage.side]
    for place, passage in enumerate(sides):
        if passage.index in used or _goes_on(reading, passage) is not None:
            continue
        entry = _entry(reading, sides[place:])
        if entry is None:
            found += _told(reading, passage)
            continue
        used |= {line.index for line in entry.lines}
        one = _marked(reading, entry)
        if one is None:
            continue
        if found and found[-1].task == one.task:
            known = {owner.name for owner in found[-1].owners}
            more = tuple(owner for owner in one.owners if owner.name not in known)
            found[-1] = replace(
                found[-1],
                span=Span(start=found[-1].span.start, end=max(found[-1].span.end, one.span.end)),
                owners=(*found[-1].owners, *more),
                owners_text=f"{found[-1].owners_text}, {one.owners_text}",
            )
            continue
        found.append(one)
    return found


def _marked(reading: Reading, entry: _Entry) -> DraftAction | None:
    """The action of the sentence that owners in the margin mark; None where nothing stands beside."""
    beside = _beside(reading, entry)
    if beside is None:
        return None
    beside = _below(reading, beside) or beside
    beside, (start, end) = _sentence(reading, beside, entry)
    task = beside.span_of(start, end)
    return DraftAction(
        span=Span(start=task.start, end=max(task.end, entry.end)),
        task=task,
        rule="action.side-column",
        section=beside.section,
        owners=entry.owners,
        owners_text=", ".join(owner.text for owner in entry.told.owners),
        due=entry.told.due or reading.due(task.of(reading.document.text)),
    )


def _entry(reading: Reading, sides: Sequence[Passage]) -> _Entry | None:
    """The owners with whom a margin begins, over as many lines as name them, and their deadline.

    "LF/Head of" over "Finance" has one owner more than its first line, and "15 July" under "NA" is
    her deadline. None where the margin begins with other words.
    """
    words, found = "", None
    for count, line in enumerate(sides[:TALLEST], start=1):
        if count > 1 and not _under(sides[count - 2], line):
            break
        due = dates.alone(line.text, reading.day) if found else None
        if found and due is not None:
            found = count, replace(found[1], due=due)
            break
        words = f"{words} {flat(line.text)}".strip()
        told = tag(words, reading.parties, reading.day)
        if told is None or (count > 1 and tag(line.text, reading.parties, reading.day)):
            if found is not None:
                break
            continue
        found = count, told
    if found is None:
        return None
    lines = tuple(sides[: found[0]])
    return _Entry(lines=lines, told=found[1], owners=_named(reading, lines, found[1]))


TALLEST = 4
"""Lines of the margin that name one task's owners and its deadline at most."""


def _under(line: Passage, below: Passage) -> bool:
    """Whether a line of the margin stands right under another; in the text, where no places are known."""
    one, other = height_of(line), height_of(below)
    if one is None or other is None:
        return below.index == line.index + 1
    return one.page == other.page and other.top < one.bottom + CLOSE


CLOSE = 12.0
"""Points between two lines of the margin that may be one entry."""


def _named(reading: Reading, lines: Sequence[Passage], told: Tag) -> tuple[Owner, ...]:
    """The owners of an entry, each with the words of the line where it begins as its evidence."""
    places: list[tuple[int, Passage]] = []
    start = 0
    for line in lines:
        places.append((start, line))
        start += len(flat(line.text)) + 1
    owners = []
    for party in told.owners:
        begin, line = next(pair for pair in reversed(places) if pair[0] <= party.start)
        last = min(party.end - begin, len(line.text))
        owners.append(reading.parties.owner(party, line.span_of(party.start - begin, last)))
    return tuple(owners)


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


def _beside(reading: Reading, entry: _Entry) -> Passage | None:
    """The paragraph that the margin belongs to: the one at its height that sets a task.

    Where no places are known it is the nearest above in reading order; where the margin's words begin
    the item, or stand well below that paragraph, the one that follows.
    """
    side = entry.lines[0]
    above = next((p for p in reversed(reading.passages[: side.index]) if not p.side), None)
    height = entry_height(entry.lines)
    if height is not None and (level := _level_with(reading, entry, height, above)):
        return level
    if above is not None and above.section != side.section:
        here = (p for p in reading.passages[side.index + 1 :] if p.section == side.section)
        return next((p for p in here if not p.side), above)
    foot = last_line(above) if above else None
    top = height_of(side)
    if top is not None and foot is not None and top.top > foot + LINES:
        return next((p for p in reading.passages[side.index + 1 :] if not p.side), above)
    return above


def _level_with(
    reading: Reading, entry: _Entry, height: Height, above: Passage | None
) -> Passage | None:
    """The paragraph at the height of a margin: best one that sets a task for the owners themselves.

    None where the paragraph above in reading order is as good.
    """
    level = [pair for pair in heights(reading) if pair[0].near(height, SLACK)]
    setting = [pair for pair in level if tasks(pair[1].text)]
    if not setting and above in [passage for _, passage in level]:
        return None
    owners = list(entry.told.owners)
    theirs = [
        pair
        for pair in setting
        if leads(pair[1].text, tasks(pair[1].text), owners, reading.parties)
    ]
    best = theirs or setting or level
    return min(best, key=lambda pair: pair[0].off(height), default=(None, None))[1]


def _below(reading: Reading, beside: Passage) -> Passage | None:
    """The paragraph below that is a task and nothing else, where the one beside the margin only tells.

    Such minutes put the initials level with the discussion, and the task under it: "Price to be asked".
    None where another margin stands beside that task.
    """
    below = next((p for p in reading.passages[beside.index + 1 :] if not p.side), None)
    if below is None or below.section != beside.section or bare_task(beside.text):
        return None
    level = height_of(below)
    if level is None or not bare_task(below.text) or leading(beside.text, reading.parties)[0]:
        return None
    margins = (height_of(p) for p in reading.passages if p.side)
    taken = any(other is not None and level.near(other, -SLACK) for other in margins)
    return None if taken else below


SLACK = 4.0
"""Points by which a margin may miss the lines that it stands beside."""

LINES = 24.0
"""Points between the last line of a paragraph and a margin that no longer stands beside it."""

ON = 8
"""Passages further on in which the task of a margin is sought, where those beside it set none."""


def _sentence(reading: Reading, beside: Passage, entry: _Entry) -> tuple[Passage, tuple[int, int]]:
    """The sentence that sets the task: level with the margin's words, or the next that sets one."""
    parts = tasks(beside.text)
    if not parts:
        for other in reading.passages[beside.index + 1 : beside.index + 1 + ON]:
            if other.section != beside.section or (other.side and other not in entry.lines):
                break
            if not other.side and (found := strongest(other.text, tasks(other.text))):
                return other, found
        return beside, (sentences(beside.text) or [(0, len(beside.text))])[-1]
    level = height_of(entry.lines[0])
    mine = of_owners(beside.text, parts, list(entry.told.owners), reading.parties)
    if len(mine) == 1 or level is None:
        return beside, mine[-1]
    return beside, min(mine, key=lambda part: distance(beside, part, level.top))
