"""Labelled actions in running text, and which labels only quote an earlier action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.labels import Mark, marks
from pipeline.extract.items.owners import owners_of
from pipeline.extract.items.quoted import answer_to, answered, mention
from pipeline.extract.parties import Party
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import SectionRole, Span, value

RULES = (
    "action.label-prefix",
    "action.label-owner",
    "action.label-list",
    "action.trailing-owner",
    "action.end-marker",
    "action.bracket",
    "action.bold",
)


@value
class Labelled:
    """What the labels of a meeting give; `claimed` holds the indices of passages they used."""

    actions: tuple[DraftAction, ...]
    updates: tuple[DraftUpdate, ...]
    claimed: frozenset[int]


def labelled(reading: Reading, skipped: frozenset[int]) -> Labelled:
    """Actions and quoted actions marked by a label, leaving out the passages in `skipped`."""
    actions: list[DraftAction] = []
    updates: list[DraftUpdate] = []
    claimed: set[int] = set()
    for passage in reading.passages:
        if passage.index in claimed or passage.index in skipped or passage.side:
            continue
        found = marks(passage.text, reading.parties)
        for position, mark in enumerate(found):
            _one(reading, passage, mark, found[:position], actions, updates, claimed)
        if not found:
            _end_marker(reading, passage, actions)
        if found:
            claimed.add(passage.index)
    return Labelled(actions=tuple(actions), updates=tuple(updates), claimed=frozenset(claimed))


def _one(
    reading: Reading,
    passage: Passage,
    mark: Mark,
    earlier: Sequence[Mark],
    actions: list[DraftAction],
    updates: list[DraftUpdate],
    claimed: set[int],
) -> None:
    """One label: a new action, the owner tag of one, a quoted action, or nothing."""
    body = passage.text[mark.body : mark.end]
    if not body.strip(" .)]"):
        _bare(reading, passage, mark, actions, claimed)
        return
    owners = reading.parties.whole(body, loose=mark.separated)
    if owners and not _task_like(body):
        _owner_tag(reading, passage, mark, earlier, owners, actions)
        return
    update = mention(reading, passage, mark)
    if update is None and reading.role(passage.section) in REVIEWS:
        reply = answer_to(reading, passage, mark)
        if answered(reading, passage, mark, reply):
            update = _quoted(reading, passage, mark, reply)
            claimed.update(one.index for one in reply)
    if update is not None:
        updates.append(update)
        return
    actions.append(_action(reading, passage, mark, "action.label-prefix"))
    _owner_below(reading, passage, mark, actions, claimed)


def _action(reading: Reading, passage: Passage, mark: Mark, rule: str) -> DraftAction:
    """The action whose words follow the label."""
    body = passage.text[mark.body : mark.end]
    task = passage.span_of(mark.body, mark.end)
    found = owners_of(body, reading.parties)
    before: list[Party] = []
    if mark.before:
        before = reading.parties.whole(mark.before, loose=False)
    owners = reading.owners(found, task.start)
    if before:
        owners = (*reading.owners(before, passage.span.start + mark.start), *owners)
    return DraftAction(
        span=passage.span_of(mark.start, mark.end),
        task=task,
        rule=rule,
        section=passage.section,
        ref=mark.ref,
        owners=owners,
        owners_text=_written([*before, *found]),
        due=reading.due(body),
    )


def _bare(
    reading: Reading,
    passage: Passage,
    mark: Mark,
    actions: list[DraftAction],
    claimed: set[int],
) -> None:
    """A label with nothing behind it: a marker at the end, an owner below, or a list below."""
    if not mark.leads:
        if mark.ref:
            _task_before(reading, passage, mark, [], actions, "action.end-marker")
        return
    following = reading.passages[passage.index + 1 : passage.index + 40]
    if not following or following[0].section != passage.section:
        return
    first = following[0]
    if owners := reading.parties.whole(first.text):
        actions.extend(_from_sentence(reading, passage, mark, owners, first))
        claimed.add(first.index)
        return
    listed = [first]
    for other in following[1:]:
        same = other.bullet == first.bullet and other.section == first.section
        if not (first.bullet and same):
            break
        listed.append(other)
    for one in listed:
        whole = Mark(
            start=0,
            body=0,
            end=len(one.text),
            ref=mark.ref if one is first else "",
            leads=True,
            separated=True,
            bracketed=False,
            before="",
        )
        if marks(one.text, reading.parties) or one.side:
            continue
        actions.append(_action(reading, one, whole, "action.label-list"))
        claimed.add(one.index)


def _from_sentence(
    reading: Reading, passage: Passage, mark: Mark, owners: list[Party], tag: Passage
) -> list[DraftAction]:
    """The action whose label stands alone and whose owner stands on the line below."""
    drafted: list[DraftAction] = []
    _task_before(reading, passage, mark, [], drafted, "action.trailing-owner")
    named = reading.owners(owners, tag.span.start)
    return [
        replace(
            one,
            span=Span(start=one.span.start, end=tag.span.end),
            owners=named,
            owners_text=_written(owners),
        )
        for one in drafted
    ]


def _owner_tag(
    reading: Reading,
    passage: Passage,
    mark: Mark,
    earlier: Sequence[Mark],
    owners: list[Party],
    actions: list[DraftAction],
) -> None:
    """A label that holds owners alone: they own the task before it."""
    start = passage.span.start + mark.body
    named = reading.owners(owners, start)
    end = passage.span.start + mark.end
    if earlier and actions and not actions[-1].owners and not mark.ref:
        last = actions[-1]
        if passage.span.contains(Span(start=last.task.start, end=last.task.start)):
            actions[-1] = replace(
                last,
                span=Span(start=last.span.start, end=end),
                task=Span(
                    start=last.task.start, end=min(last.task.end, _trim(reading, passage, mark))
                ),
                owners=named,
                owners_text=_written(owners),
            )
            return
    if not earlier and not passage.text[: mark.start].strip() and actions:
        last = actions[-1]
        nothing_between = last.span.end <= passage.span.start and not reading.document.text[
            last.span.end : passage.span.start
        ].strip(" \n\t.")
        if nothing_between and not last.owners and last.rule == "action.label-prefix":
            actions[-1] = replace(
                last,
                span=Span(start=last.span.start, end=end),
                owners=named,
                owners_text=_written(owners),
            )
            return
    drafted: list[DraftAction] = []
    rule = "action.bracket" if mark.bracketed else "action.trailing-owner"
    _task_before(reading, passage, mark, earlier, drafted, rule)
    actions.extend(
        replace(
            one,
            span=Span(start=one.span.start, end=max(one.span.end, end)),
            owners=named,
            owners_text=_written(owners),
        )
        for one in drafted
    )


def _trim(reading: Reading, passage: Passage, mark: Mark) -> int:
    """The end of the words before a label."""
    before = passage.text[: mark.start].rstrip(" .;–—-:\n")
    del reading
    return passage.span.start + len(before)


def _task_before(
    reading: Reading,
    passage: Passage,
    mark: Mark,
    earlier: Sequence[Mark],
    actions: list[DraftAction],
    rule: str,
) -> None:
    """The sentence before a label or marker, in this passage or the one above."""
    source, text, offset = passage, passage.text[: mark.start].rstrip(" ([–—-:\n"), 0
    if earlier:
        offset = earlier[-1].body
        text = text[offset:]
        if new := re.search(r"\b(?:with\s+)?a?\s*new\s+action\s+(?=to\b|for\b|that\b|is\b)", text):
            offset, text = offset + new.end(), text[new.end() :]
    if not text.strip():
        above = passage.index - 1
        while above >= 0 and (reading.passages[above].side or _furniture(reading.passages[above])):
            above -= 1
        if above < 0 or reading.passages[above].section != passage.section:
            return
        source = reading.passages[above]
        text, offset = source.text, 0
    parts = sentences(text)
    start, end = parts[-1] if parts else (0, len(text))
    end = start + len(text[start:end].rstrip())
    task = source.span_of(offset + start, offset + end)
    words = task.of(reading.document.text)
    found = owners_of(words, reading.parties) if rule == "action.end-marker" else []
    if rule == "action.end-marker" and not found:
        found = _actor(reading, words)
    actions.append(
        DraftAction(
            span=Span(start=task.start, end=max(task.end, passage.span.start + mark.body)),
            task=task,
            rule=rule,
            section=passage.section,
            ref=mark.ref,
            owners=reading.owners(found, task.start),
            owners_text=_written(found),
            due=reading.due(words),
        )
    )


def _actor(reading: Reading, words: str) -> list[Party]:
    """The party that a sentence says will do something: "The Chief Executive would circulate"."""
    found, end = reading.parties.listed(words, 0)
    if found and re.match(
        r"\s+(?:will|would|agreed\s+to|undertook\s+to|is\s+to|to)\s+(?!be\b)", words[end:]
    ):
        return found
    return []


def _end_marker(reading: Reading, passage: Passage, actions: list[DraftAction]) -> None:
    """Numbers in brackets behind a task: "(AP1)", at a sentence's end or alone on a line."""
    pattern = compiled(items().action.end_marker)
    previous = 0
    for found in pattern.finditer(passage.text):
        mark = Mark(
            start=found.start(),
            body=found.end(),
            end=found.end(),
            ref=found["ref"],
            leads=False,
            separated=False,
            bracketed=True,
            before="",
        )
        lead = passage.text[previous : found.start()]
        trimmed = replace(passage, text=passage.text)
        if previous and lead.strip():
            start = passage.span_of(previous, len(passage.text))
            trimmed = replace(passage, span=start, text=passage.text[previous:])
            mark = replace(mark, start=found.start() - previous, body=found.end() - previous)
        _task_before(reading, trimmed, mark, (), actions, "action.end-marker")
        previous = found.end()


def _furniture(passage: Passage) -> bool:
    """Page furniture that plain text keeps between a task and its marker."""
    return re.match(r"(?:page\s*)?\d+\s+[A-Z ]+(?:\d+)?\s*$", passage.text) is not None


def _owner_below(
    reading: Reading,
    passage: Passage,
    mark: Mark,
    actions: list[DraftAction],
    claimed: set[int],
) -> None:
    """Owners alone on the line below an action that has none."""
    last = actions[-1]
    if last.owners or mark.end < len(passage.text.rstrip(" .")):
        return
    for below in reading.passages[passage.index + 1 : passage.index + 2]:
        owners = reading.parties.whole(below.text, loose=False)
        if below.section != passage.section or not owners or len(below.text) > LONGEST_TAG:
            return
        actions[-1] = replace(
            last,
            span=Span(start=last.span.start, end=below.span.end),
            owners=reading.owners(owners, below.span.start),
            owners_text=_written(owners),
        )
        claimed.add(below.index)


def _quoted(
    reading: Reading, passage: Passage, mark: Mark, reply: Sequence[Passage]
) -> DraftUpdate:
    """The event of a quoted action and the words that answer it."""
    from pipeline.extract.items.quoted import event

    return event(reading, passage, mark, reply)


def _task_like(body: str) -> bool:
    """Whether the words name a task after all ("All to note")."""
    return re.search(r"\bto\s+[a-z]+", body) is not None


def _written(owners: Sequence[Party]) -> str:
    """The owners as printed, one after another."""
    return ", ".join(owner.text for owner in owners)


LONGEST_TAG = 40
"""Characters of a line that holds owners alone."""

SUMMARIES = frozenset({SectionRole.SUMMARY_OF_ACTIONS})
