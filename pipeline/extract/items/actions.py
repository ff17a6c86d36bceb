"""Labelled actions in running text, and which labels only quote an earlier action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract import dates
from pipeline.extract.items import statuses
from pipeline.extract.items.data import actions as words_of
from pipeline.extract.items.data import verbose
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.dress import marked
from pipeline.extract.items.fields import fields
from pipeline.extract.items.labels import NOTHING, Mark, forename, merely, none, points, repeats
from pipeline.extract.items.listed import after_cell, below, enumerated
from pipeline.extract.items.owners import charged, owners_of, signed
from pipeline.extract.items.quoted import answer_to, answered, dated, event, mention
from pipeline.extract.items.tags import Tag, tag
from pipeline.extract.parties import Party, moved
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import SectionRole, Span, replace, value

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


class _Found:
    """What has been found so far: the only thing here that grows."""

    def __init__(self, skipped: frozenset[int]) -> None:
        self.skipped = skipped
        self.actions: list[DraftAction] = []
        self.updates: list[DraftUpdate] = []
        self.claimed: set[int] = set()


def labelled(reading: Reading, skipped: frozenset[int]) -> Labelled:
    """Actions and quoted actions marked by a label, leaving out the passages in `skipped`."""
    found = _Found(skipped)
    for passage in reading.passages:
        if passage.index in found.claimed or passage.index in skipped or passage.side:
            continue
        here = marked(reading, passage.text)
        for position in range(len(here)):
            _one(reading, passage, here[: position + 1], found)
        if here:
            found.claimed.add(passage.index)
        else:
            _end_marker(reading, passage, found.actions)
    return Labelled(
        actions=tuple(found.actions),
        updates=tuple(found.updates),
        claimed=frozenset(found.claimed),
    )


def _one(reading: Reading, passage: Passage, here: Sequence[Mark], found: _Found) -> None:
    """The last label of `here`: a new action, an owner tag, a quoted action, or nothing."""
    mark = _in_bold(reading, passage, here[-1])
    here = [*here[:-1], mark]
    body = passage.text[mark.body : mark.end]
    if statuses.leading(_in_brackets(passage, mark)) is not None:
        return  # "Action (Complete): …" tells of an earlier one, and not of which
    if mark.reports:
        update = mention(reading, passage, mark)
        found.updates.extend([update] if update else [])
        return
    if not body.strip(NOTHING):
        if not repeats(passage.text, here):
            _bare(reading, passage, mark, found)
    elif not (none(body) or points(body)):
        _worded(reading, passage, here, found)


def _in_bold(reading: Reading, passage: Passage, mark: Mark) -> Mark:
    """The mark without the words behind its bold type, where that holds owners and their deadline.

    Some files print "Action: RJ – by May" in bold on a line of its own, and go on in the next.
    """
    if not mark.leads or not 0 < passage.bold < 1:
        return mark
    runs = [run for run in passage.block.runs if run.span.end > passage.span.start + mark.body]
    for run, behind in pairwise(runs):
        cut = run.span.end - passage.span.start
        if not run.bold or cut >= mark.end:
            break
        told = tag(passage.text[mark.body : cut], reading.parties, reading.day)
        anew = passage.text[cut : mark.end].lstrip()[:1].isupper()
        if told and anew and (told.due or not behind.bold):
            return replace(mark, end=len(passage.text[:cut].rstrip()))
    return mark


def _worded(reading: Reading, passage: Passage, here: Sequence[Mark], found: _Found) -> None:
    """The last label of `here`, which has words of its own."""
    mark = here[-1]
    body = passage.text[mark.body : mark.end]
    if mark.earlier:
        found.updates.append(event(reading, passage, mark, answer_to(reading, passage, mark)))
        return
    alone = _owners_alone(reading, body, mark)
    if alone is not None:
        if mark.bracketed and mark.leads and (behind := _behind(passage, mark)):
            found.actions.append(_fronted(reading, passage, mark, alone, behind))
            return
        _owner_tag(reading, passage, here, alone, found.actions)
        if found.actions and found.actions[-1].span.end == passage.span.start + mark.end:
            _fields_below(reading, passage, mark, found)
        return
    review = reading.role(passage.section) in REVIEWS and not mark.new
    reply = answer_to(reading, passage, mark) if review else []
    update = None if dated(reply) else mention(reading, passage, mark)
    if update is None and review and answered(reading, passage, mark, reply):
        update = event(reading, passage, mark, reply)
        found.claimed.update(one.index for one in reply)
    if update is not None:
        found.updates.append(update)
        return
    for one in enumerated(passage.text, mark):
        found.actions.append(_action(reading, passage, one, "action.label-prefix"))
    _fields_below(reading, passage, mark, found)


def _owners_alone(reading: Reading, body: str, mark: Mark) -> Tag | None:
    """What a label names that sets no task: "RJ", "RJ/DB", "RJ to action", "RJ, 9 Dec"."""
    if _told(mark, body):
        return None
    told = tag(body, reading.parties, reading.day, loose=mark.separated)
    if told is not None:
        return None if _task_like(body) else told
    start = len(body) - len(body.lstrip())
    owners = reading.parties.listed(body, start, loose=mark.separated)[0]
    return Tag(owners=tuple(owners)) if owners and merely(body, owners) else None


def _told(mark: Mark, body: str) -> bool:
    """Whether the words after a number are a status: "Action 17 – Done." names nobody."""
    return bool(mark.ref) and statuses.leading(body) is not None


def _action(reading: Reading, passage: Passage, mark: Mark, rule: str) -> DraftAction:
    """The action whose words follow the label."""
    body = passage.text[mark.body : mark.end]
    task = passage.span_of(mark.body, mark.end)
    told = fields(body, reading.parties, reading.day)
    shown = _tagged(reading, passage, mark)
    found = list(told.owners) or owners_of(body, reading.parties) or list(mark.owners)
    if shown and (not found or reading.parties.whole(_in_brackets(passage, mark), loose=False)):
        found = [moved(party, shown[1]) for party in shown[0].owners]
    if not found and rule == "action.label-list":
        found = signed(body, reading.parties)
    last = sentences(body)[-1][0] if body else 0
    if last and not found and (ends := tag(body[last:], reading.parties, reading.day)):
        # "… of the plan. Ann Lee, by 3 May"
        shown, found = (ends, last), [moved(party, last) for party in ends.owners]
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
        due=told.due or reading.due(body) or (shown[0].due if shown else None),
    )


def _tagged(reading: Reading, passage: Passage, mark: Mark) -> tuple[Tag, int] | None:
    """What the brackets behind a label say of owners and deadline, and their place from the task."""
    if mark.tag is None:
        return None
    words = _in_brackets(passage, mark)
    told = tag(words, reading.parties, reading.day)
    if told is None and forename(words):
        told = tag(words, reading.parties, reading.day, loose=True)
    if told is None:  # "(Ann, when she is back)": who, and words that give no day
        owners, end = reading.parties.listed(words, 0)
        told = Tag(owners=tuple(owners)) if owners and words[end:].startswith(",") else None
    return (told, mark.tag[0] - mark.body) if told else None


def _in_brackets(passage: Passage, mark: Mark) -> str:
    return passage.text[mark.tag[0] : mark.tag[1]] if mark.tag else ""


def _bare(reading: Reading, passage: Passage, mark: Mark, found: _Found) -> None:
    """A label with nothing behind it: a marker at the end, an owner below, or a list below."""
    if not mark.leads:
        label = passage.text[mark.start : mark.body]
        drafted = _task_before(reading, passage, [mark], "action.end-marker")
        # "… to be told. ACTION": small letters mark a sentence only where it says who is to act
        sure = mark.ref or mark.bracketed or label.strip(" :.-–—").isupper()
        found.actions.extend(one for one in drafted if sure or one.owners)
        return
    following = reading.passages[passage.index + 1 : passage.index + 40]
    if passage.block.cell is not None:
        following = after_cell(passage, following)
    if not following or following[0].section != passage.section:
        return
    first = following[0]
    if first.index in found.skipped:
        return
    if none(first.text) or points(first.text):
        found.claimed.add(first.index)
        return
    if owners := reading.parties.whole(first.text):
        found.actions.extend(_from_sentence(reading, passage, mark, owners, first))
        found.claimed.add(first.index)
        return
    for position, (one, start) in enumerate(below(reading, following)):
        whole = Mark(
            start=start,
            body=start,
            end=len(one.text),
            ref="" if position else mark.ref,
            leads=True,
            separated=True,
            bracketed=False,
            before="",
        )
        found.actions.append(_action(reading, one, whole, "action.label-list"))
        found.claimed.add(one.index)


def _from_sentence(
    reading: Reading, passage: Passage, mark: Mark, owners: list[Party], tag: Passage
) -> list[DraftAction]:
    """The action whose label stands alone and whose owner stands on the line below."""
    drafted = _task_before(reading, passage, [mark], "action.trailing-owner")
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
    here: Sequence[Mark],
    told: Tag,
    actions: list[DraftAction],
) -> None:
    """A label that holds owners alone, and their deadline: they own the task before it."""
    mark, earlier = here[-1], here[:-1]
    owners = told.owners
    start = passage.span.start + mark.body
    named = reading.owners(owners, start)
    end = passage.span.start + mark.end
    if earlier and actions and not (mark.ref and actions[-1].ref):
        last = actions[-1]  # the tag names the owner, whoever else the words name
        before = _trim(passage, mark)
        if passage.span.start <= last.task.start < before:
            actions[-1] = replace(
                last,
                ref=last.ref or mark.ref,
                span=Span(start=last.span.start, end=end),
                task=Span(start=last.task.start, end=min(last.task.end, before)),
                owners=named,
                owners_text=_written(owners),
                due=told.due or last.due,
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
                due=told.due or last.due,
            )
            return
    rule = "action.bracket" if mark.bracketed else "action.trailing-owner"
    drafted = _task_before(reading, passage, here, rule)
    actions.extend(
        replace(
            one,
            span=Span(start=one.span.start, end=max(one.span.end, end)),
            owners=named,
            owners_text=_written(owners),
            due=told.due or one.due,
        )
        for one in drafted
    )


def _behind(passage: Passage, mark: Mark) -> tuple[int, int] | None:
    """The task behind a label in brackets that begins its paragraph: "(Action 5 – RJ) A note …"."""
    rest = passage.text[mark.end :]
    start = mark.end + len(rest) - len(rest.lstrip(" )].:–—-\n"))
    return (start, len(passage.text)) if len(passage.text) - start >= TASK else None


def _fronted(
    reading: Reading, passage: Passage, mark: Mark, told: Tag, behind: tuple[int, int]
) -> DraftAction:
    """The action whose number and owners stand in brackets before its words."""
    task = passage.span_of(*behind)
    return DraftAction(
        span=passage.span_of(mark.start, behind[1]),
        task=task,
        rule="action.bracket",
        section=passage.section,
        ref=mark.ref,
        owners=reading.owners(told.owners, passage.span.start + mark.body),
        owners_text=_written(told.owners),
        due=told.due or reading.due(passage.text[behind[0] : behind[1]]),
    )


def _trim(passage: Passage, mark: Mark) -> int:
    """The end of the words before a label."""
    before = passage.text[: mark.start].rstrip(" .;–—-:\n")
    return passage.span.start + len(before)


def _task_before(
    reading: Reading, passage: Passage, here: Sequence[Mark], rule: str
) -> list[DraftAction]:
    """The sentence before a label, in this passage or the one above: one action, or none."""
    mark = here[-1]
    text, offset = passage.text[: mark.start].rstrip(" ([–—-:\n"), 0
    if len(here) > 1:
        offset = here[-2].body
        text = text[offset:]
        if new := _NEW_ACTION.search(text):
            offset, text = offset + new.end(), text[new.end() :]
    source: Passage | None = passage
    if not text.strip():
        source, offset = _above(reading, passage), 0
        text = source.text if source else ""
    if source is None:
        return []
    drafted = _last_sentence(reading, source, (offset, offset + len(text)), rule=rule, ref=mark.ref)
    end = max(drafted.task.end, passage.span.start + mark.body)
    return [replace(drafted, span=Span(start=drafted.task.start, end=end))]


_NEW_ACTION = re.compile(r"\b(?:with\s+)?(?:a\s+)?new\s+action\s+(?=to\b|for\b|that\b|is\b)")


def _last_sentence(
    reading: Reading, source: Passage, stretch: tuple[int, int], *, rule: str, ref: str
) -> DraftAction:
    """The action in the last sentence of a stretch of a passage."""
    offset, text = stretch[0], source.text[stretch[0] : stretch[1]]
    parts = sentences(text)
    start, end = parts[-1] if parts else (0, len(text))
    start += len(text[start:end]) - len(text[start:end].lstrip(" .;"))
    task = source.span_of(offset + start, offset + start + len(text[start:end].rstrip()))
    words = task.of(reading.document.text)
    found = owners_of(words, reading.parties) or charged(words, reading.parties)
    return DraftAction(
        span=task,
        task=task,
        rule=rule,
        section=source.section,
        ref=ref,
        owners=reading.owners(found, task.start),
        owners_text=_written(found),
        due=reading.due(words),
    )


def _end_marker(reading: Reading, passage: Passage, actions: list[DraftAction]) -> None:
    """Numbers in brackets behind a task: "(AP1)" at a sentence's end, or first on the next line."""
    if "(" not in passage.text and "[" not in passage.text:
        return  # most hold no bracket at all
    previous = 0
    for found in verbose(words_of().end_marker).finditer(passage.text):
        lead = passage.text[previous : found.start()]
        source, offset = passage, previous
        if not lead.strip(" .;"):
            above = _above(reading, passage)
            if above is None:
                continue
            markers = list(verbose(words_of().end_marker).finditer(above.text))
            offset = markers[-1].end() if markers else 0
            source, lead = above, above.text[offset:]
        stretch = (offset, offset + len(lead))
        drafted = _last_sentence(
            reading, source, stretch, rule="action.end-marker", ref=found["ref"]
        )
        end = passage.span.start + found.end()
        actions.append(replace(drafted, span=Span(start=drafted.span.start, end=end)))
        previous = found.end()


def _above(reading: Reading, passage: Passage) -> Passage | None:
    """The running text above a passage in the same item, page furniture and margins passed over."""
    for index in range(passage.index - 1, -1, -1):
        other = reading.passages[index]
        if other.section != passage.section:
            return None
        if not (other.side or _furniture(other)):
            return other
    return None


def _furniture(passage: Passage) -> bool:
    """Page furniture that plain text keeps between a task and its marker."""
    return re.match(r"(?:page\s*)?\d+\s+[A-Z ]+(?:\d+)?\s*$", passage.text) is not None


def _fields_below(reading: Reading, passage: Passage, mark: Mark, found: _Found) -> None:
    """Owners and deadline on the lines below an action: alone, or in fields ("Due: 30 June")."""
    if mark.end < len(passage.text.rstrip(" .")):
        return
    for line in reading.passages[passage.index + 1 : passage.index + 1 + FIELDS]:
        last = found.actions[-1]
        if line.section != passage.section or line.side or len(line.text) > LONGEST_TAG:
            return
        told = fields(line.text, reading.parties, reading.day)
        if told.start:
            return
        alone = Tag(owners=()) if told else _alone(reading, line)
        owners = told.owners or (() if last.owners else alone.owners)
        due = told.due or (None if last.due else alone.due)
        if not (owners or due):
            return
        found.actions[-1] = replace(
            last,
            span=Span(start=last.span.start, end=line.span.end),
            owners=reading.owners(owners, line.span.start) if owners else last.owners,
            owners_text=_written(owners) if owners else last.owners_text,
            due=due or last.due,
        )
        found.claimed.add(line.index)


def _alone(reading: Reading, below: Passage) -> Tag:
    """The owners and the deadline of a line that holds nothing else: "BO", "CD – 30 June", "By May"."""
    told = tag(below.text, reading.parties, reading.day)
    return told or Tag(owners=(), due=dates.alone(below.text, reading.day))


def _task_like(body: str) -> bool:
    """Whether the words name a task after all ("All to note")."""
    return re.search(r"\bto\s+[a-z]+", body) is not None


def _written(owners: Sequence[Party]) -> str:
    """The owners as printed, one after another."""
    return ", ".join(owner.text for owner in owners)


TASK = 12
"""Code points of the shortest task behind a label in brackets."""

LONGEST_TAG = 60
"""Characters of a line that holds owners alone, or a field."""

FIELDS = 3
"""Lines below an action that may hold its fields."""

SUMMARIES = frozenset({SectionRole.SUMMARY_OF_ACTIONS})
