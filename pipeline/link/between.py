"""How actions stand to each other: listed again, replaced, moved on; and what only looks alike."""

from __future__ import annotations

from collections import defaultdict

from pipeline.link.records import ActionRecord, MeetingRecord
from pipeline.link.rules import LinkRules
from pipeline.link.threads import Thread, Threads
from pipeline.link.words import fits
from pipeline.model import ActionLink, LinkKind, Status

_WHOLE = 100.0
_DAYS_A_MONTH = 30.5
_FEW_WORDS = 4


def action_links(
    threads: Threads, meetings: list[MeetingRecord], rules: LinkRules
) -> tuple[ActionLink, ...]:
    """Every link between two actions, sorted. Likeness alone gives suggestions, and no more.

    `source` is the later action, `target` the earlier one.
    """
    links = [*_again(threads), *_successors(threads, meetings, rules)]
    settled = {(link.source, link.target) for link in links}
    links += [
        link for link in _lookalikes(threads, rules) if (link.source, link.target) not in settled
    ]
    return tuple(sorted(links, key=lambda link: (link.source, link.target, link.kind)))


def _again(threads: Threads) -> list[ActionLink]:
    return [
        ActionLink(
            source=action.id,
            target=thread.first.id,
            kind=LinkKind.DUPLICATES,
            suggested=False,
            score=round(score / _WHOLE, 3),
            reason=(
                f"A tracker lists the action raised on {_day(thread.first)}."
                if action.meeting.tracker
                else f"The action raised on {_day(thread.first)} is listed again under its number."
            ),
        )
        for thread in threads.threads
        for action, score in thread.again
    ]


def _successors(
    threads: Threads, meetings: list[MeetingRecord], rules: LinkRules
) -> list[ActionLink]:
    raised: dict[tuple[str, str], list[ActionRecord]] = defaultdict(list)
    for meeting in meetings:
        for action in meeting.actions:
            if action.ref:
                raised[meeting.body, action.ref].append(action)
    links = []
    for thread in threads.threads:
        for update, _ in thread.events:
            if not update.successor:
                continue
            heir = _heir(
                thread, raised[update.meeting.body, update.successor], update.meeting, rules
            )
            if heir is None:
                continue
            moved = update.status is Status.TRANSFERRED
            links.append(
                ActionLink(
                    source=heir.id,
                    target=thread.first.id,
                    kind=LinkKind.TRANSFERS if moved else LinkKind.SUPERSEDES,
                    suggested=False,
                    score=1.0,
                    reason=(
                        f"The minutes of {update.meeting.date or 'an undated meeting'} name "
                        "this action in its place."
                    ),
                )
            )
    return links


def _heir(
    thread: Thread, candidates: list[ActionRecord], said: MeetingRecord, rules: LinkRules
) -> ActionRecord | None:
    """The action that carries the successor's number: raised at that meeting, or soon after."""
    near = []
    for action in candidates:
        if action.id == thread.first.id or action.meeting.date is None or said.date is None:
            continue
        days = (action.meeting.date - said.date).days
        if 0 <= days <= rules.next_meeting_days:
            near.append((days, action.start, action.id, action))
    return min(near, key=lambda item: item[:3])[3] if near else None


def _lookalikes(threads: Threads, rules: LinkRules) -> list[ActionLink]:
    """For each labelled action the earlier one of the same office that its words resemble most."""
    links = []
    for number, thread in enumerate(threads.threads):
        action = thread.first
        if not action.labelled or action.words.count(" ") + 1 < _FEW_WORDS:
            continue
        best: tuple[float, ActionRecord] | None = None
        for other in threads.words.near(action.meeting.office, action.words):
            if other >= number:
                break
            earlier = threads.threads[other].first
            if earlier.meeting is action.meeting or _too_long(earlier, action, rules):
                continue
            score = fits(action.words, earlier.words, rules.suggest, rules.light)
            if score and (best is None or score >= best[0]):
                best = score, earlier
        if best is not None:
            links.append(_suggestion(action, best[1], best[0]))
    return links


def _suggestion(action: ActionRecord, earlier: ActionRecord, score: float) -> ActionLink:
    same = action.meeting.body == earlier.meeting.body
    return ActionLink(
        source=action.id,
        target=earlier.id,
        kind=LinkKind.CONTINUES if same else LinkKind.TRANSFERS,
        suggested=True,
        score=round(score / _WHOLE, 3),
        reason=f"The words resemble those of the action raised on {_day(earlier)}.",
    )


def _too_long(earlier: ActionRecord, later: ActionRecord, rules: LinkRules) -> bool:
    if earlier.meeting.date is None or later.meeting.date is None:
        return True
    return (later.meeting.date - earlier.meeting.date).days > rules.carried_months * _DAYS_A_MONTH


def _day(action: ActionRecord) -> str:
    return action.meeting.date.isoformat() if action.meeting.date else "an unknown day"
