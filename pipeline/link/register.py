"""The action register: where every labelled action stands, by the published precedence.

The rules are those of pipeline/schema.sql ("derived"), which says the same in SQL:

1. An event speaks when its grade is listed, stated, table or narrative, its status is not unknown,
   its meeting is dated, and that day is not before the day the action was raised.
2. A closing status speaks only with a decisive grade (listed, stated, table), and not from a draft,
   unless a later meeting approved that draft as it stood: it is known from that meeting on.
3. Within one meeting decisive words win over narrative, then the later words.
4. The latest day wins: that of the meeting, or the later day that the words of an ending give
   ("Complete (18 June)" in a log that was filled in afterwards), before which it is not known. Between two meetings of one day decisive wins over narrative, then open
   over closed.
5. An action of which nothing speaks is open.
6. A person may close by hand what rules 1 to 5 leave open: it is closed from the day given, with no
   grade and no evidence. Minutes of a later day that speak of it win again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from pipeline.model import (
    CLOSING,
    DECISIVE,
    Action,
    ActionKind,
    ActionUpdate,
    Extraction,
    Grade,
    HandClosing,
    LinkKind,
    Links,
    Meeting,
    Minutes,
    Status,
    When,
    replace,
    value,
)

_SPEAKING = DECISIVE | {Grade.NARRATIVE}
_SLACK = dt.timedelta(days=31)
"""How long before an action was raised the day of its ending may lie."""

_REPLACING = frozenset({LinkKind.SUPERSEDES, LinkKind.TRANSFERS})


@value
class RegisterRow:
    """One labelled action and where it stands. `evidence` is the id of the deciding update."""

    action_id: str
    meeting_id: str
    document_id: str
    path: str
    body: str
    ref: str
    text: str
    raised_on: dt.date | None
    owners: tuple[str, ...]
    due_text: str
    due_date: dt.date | None
    status: Status
    status_on: dt.date | None
    closed_on: dt.date | None
    grade: Grade | None
    evidence: str
    evidence_text: str
    evidence_meeting_id: str
    events: int
    hmicfrs: bool
    successor: str = ""


@value
class _Event:
    """An event with its day and place; `approved` is the day on which its draft was approved."""

    update: ActionUpdate
    meeting: Meeting
    day: dt.date | None
    draft: bool
    approved: dt.date | None = None

    @property
    def counts(self) -> dt.date | None:
        """The day as of which it counts: its meeting's, or the later one that its words give."""
        dated = self.update.dated.first if self.update.dated else None
        return self.day if self.day is None or dated is None else max(self.day, dated)

    @property
    def known(self) -> dt.date | None:
        """The day from which it is known."""
        if not self.draft or not self.closing or self.approved is None or self.counts is None:
            return self.counts
        return max(self.counts, self.approved)

    def closes(self, raised: dt.date | None) -> dt.date | None:
        """The day that it closes an action raised then: what its words give, else its meeting's.

        A day long before the action was raised is of something else.
        """
        dated = self.update.dated.first if self.update.dated else None
        if dated is None or (raised is not None and dated < raised - _SLACK):
            return self.day
        return dated

    @property
    def closing(self) -> bool:
        return self.update.status in CLOSING

    @property
    def decisive(self) -> bool:
        return self.update.grade in DECISIVE

    def speaks(self, raised: dt.date | None) -> bool:
        """Rules 1 and 2."""
        if self.update.status is Status.UNKNOWN or self.update.grade not in _SPEAKING:
            return False
        if self.day is None or (raised is not None and self.day < raised):
            return False
        settled = not self.draft or self.approved is not None
        return not self.closing or (self.decisive and settled)


def register(
    extractions: Iterable[Extraction], links: Links, as_at: dt.date | None = None
) -> tuple[RegisterRow, ...]:
    """The register of labelled actions, by day, body and action id; as at a day if given.

    An action that is listed again (a link of kind duplicates, not a suggestion) is one row, that
    of the action first raised. What was raised or said after `as_at` is left out, and so is what
    carries no date, since nobody can say that it was known on that day.
    """
    raised: list[tuple[Extraction, Minutes, Action]] = []
    mentions: set[str] = set()
    approved = {one.meeting: one.day for found in links.approvals.values() for one in found}
    events: dict[str, list[_Event]] = defaultdict(list)
    for extraction in extractions:
        for minutes in extraction.minutes:
            if links.current.get(minutes.meeting.id) != extraction.document_id:
                continue
            day = minutes.meeting.held.first
            if as_at is not None and (day is None or day > as_at):
                continue
            raised += [(extraction, minutes, action) for action in minutes.actions]
            mentions |= {mention.id for mention in minutes.inspections}
            for update in minutes.updates:
                if (action_id := links.events.get(update.id)) is not None:
                    draft = extraction.version == "draft"
                    event = _Event(
                        update=update,
                        meeting=minutes.meeting,
                        day=day,
                        draft=draft,
                        approved=approved.get(minutes.meeting.id) if draft else None,
                    )
                    events[action_id].append(event)
    again = {
        link.source
        for link in links.actions
        if link.kind is LinkKind.DUPLICATES and not link.suggested
    }
    served = {link.action for link in links.inspections if link.mention in mentions}
    names = {action.id: action.ref or action.id for _, _, action in raised}
    heirs = {
        link.target: names[link.source]
        for link in reversed(links.actions)
        if link.kind in _REPLACING and not link.suggested and link.source in names
    }
    closings: dict[str, list[HandClosing]] = defaultdict(list)
    for closing in links.closings:
        if as_at is None or closing.closed_on <= as_at:
            closings[closing.action].append(closing)
    rows = [
        _row(
            extraction,
            minutes,
            action,
            events=events[action.id],
            as_at=as_at,
            due=_due(action, links, as_at),
            hmicfrs=action.id in served,
            heir=heirs.get(action.id, ""),
            closings=closings[action.id],
        )
        for extraction, minutes, action in raised
        if action.kind is ActionKind.LABELLED and action.id not in again
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.raised_on or dt.date.max, row.body, row.action_id))
    )


def _due(action: Action, links: Links, as_at: dt.date | None) -> When | None:
    """The deadline as it was known on a day: which day a meeting is, its calendar may tell later."""
    steps = links.due_steps.get(action.id, ())
    if as_at is None or not steps:
        return links.dues.get(action.id, action.due)
    return next((due for day, due in reversed(steps) if day <= as_at), action.due)


def deciding(
    events: Iterable[_Event], raised: dt.date | None, as_at: dt.date | None = None
) -> _Event | None:
    """The event that gives the status, by rules 1 to 4; None where nothing speaks."""
    last = _last_words(events, raised, as_at)
    return min(last, key=_precedence, default=None)


def _row(
    extraction: Extraction,
    minutes: Minutes,
    action: Action,
    *,
    events: list[_Event],
    as_at: dt.date | None,
    due: When | None,
    hmicfrs: bool,
    heir: str,
    closings: list[HandClosing],
) -> RegisterRow:
    meeting = minutes.meeting
    last = deciding(events, meeting.held.first, as_at)
    row = RegisterRow(
        action_id=action.id,
        meeting_id=meeting.id,
        document_id=extraction.document_id,
        path=extraction.path,
        body=meeting.body_name,
        ref=action.ref,
        text=action.text,
        raised_on=meeting.held.first,
        owners=tuple(owner.name for owner in action.owners),
        due_text=due.text if due else "",
        due_date=due.last if due else None,
        status=last.update.status if last else Status.OPEN,
        status_on=last.day if last else None,
        closed_on=_closed_on(events, meeting.held.first, last, as_at),
        grade=last.update.grade if last else None,
        evidence=last.update.id if last else "",
        evidence_text=last.update.text if last else "",
        evidence_meeting_id=last.meeting.id if last else "",
        events=len(events),
        hmicfrs=hmicfrs,
        successor=(last.update.successor_ref if last else "") or heir,
    )
    hand = _by_hand(closings, last)
    if hand is None:
        return row
    return replace(
        row,
        status=Status.CLOSED,
        status_on=hand.closed_on,
        closed_on=hand.closed_on,
        grade=None,
        evidence="",
        evidence_text="",
        evidence_meeting_id="",
        successor=heir,
    )


def _by_hand(closings: list[HandClosing], last: _Event | None) -> HandClosing | None:
    """The person's word that closes an action which the minutes leave open (rule 6)."""
    if last is not None and last.closing:
        return None
    said = last.day if last is not None else None
    held = [closing for closing in closings if said is None or said <= closing.closed_on]
    return min(held, key=lambda c: (-c.closed_on.toordinal(), c.correction), default=None)


def _last_words(
    events: Iterable[_Event], raised: dt.date | None, as_at: dt.date | None
) -> list[_Event]:
    """What each meeting finally says, of what is known from one day (rule 3)."""
    best: dict[tuple[str, dt.date], _Event] = {}
    for event in events:
        if not event.speaks(raised) or event.known is None:
            continue
        if as_at is not None and event.known > as_at:
            continue
        held = best.get((event.meeting.id, event.known))
        if held is None or _within(event) > _within(held):
            best[event.meeting.id, event.known] = event
    return list(best.values())


def _within(event: _Event) -> tuple[bool, int, str]:
    return (event.decisive, event.update.evidence.span.start, event.update.id)


def _precedence(event: _Event) -> tuple[int, bool, bool, str]:
    assert event.counts is not None  # an undated event does not speak
    return (-event.counts.toordinal(), not event.decisive, event.closing, event.update.id)


def _closed_on(
    events: list[_Event],
    raised: dt.date | None,
    last: _Event | None,
    as_at: dt.date | None,
) -> dt.date | None:
    """The day that closed the action: of the closings since it was last open, the first known one's."""
    if last is None or not last.closing or last.counts is None:
        return None
    words = _last_words(events, raised, as_at)
    days = [
        event.closes(raised)
        for event in words
        if event.closing
        and event.counts is not None
        and event.counts <= last.counts
        and not any(
            not other.closing
            and other.counts is not None
            and event.counts <= other.counts < last.counts
            for other in words
        )
    ]
    return min((day for day in days if day is not None), default=None)
