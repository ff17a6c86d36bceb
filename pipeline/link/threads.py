"""Following actions through time: what is an action again, and which action a mention is about.

Meetings are walked in the order of their dates, so nothing later bears on an earlier day: the
register as at a date is the register of the files up to that date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.link.records import ActionRecord, MeetingRecord, UpdateRecord
from pipeline.link.refs import is_bare, other_spelling
from pipeline.link.rules import Likeness, LinkRules
from pipeline.link.spellings import Spellings
from pipeline.link.words import WordIndex, fits, names_topic, same_numbers
from pipeline.model import CLOSING, DECISIVE

_DAYS_A_MONTH = 30.5
_NEAR = 600


@dataclass(slots=True)
class Thread:
    """One action through time. `first` raised it; `again` are later listings of the same action."""

    first: ActionRecord
    again: list[tuple[ActionRecord, float]] = field(default_factory=list)
    closed_on: dt.date | None = None
    closed_by: UpdateRecord | None = None
    events: list[tuple[UpdateRecord, float]] = field(default_factory=list)

    @property
    def last(self) -> MeetingRecord:
        """The last meeting that spoke of the action."""
        spoken = [self.again[-1][0].meeting] if self.again else [self.first.meeting]
        if self.events:
            spoken.append(self.events[-1][0].meeting)
        return max(spoken, key=lambda meeting: meeting.order)


@dataclass(slots=True)
class Unattributed:
    """A mention that was given to no action, and why: the threads it might mean, if several."""

    update: UpdateRecord
    candidates: list[Thread]


@dataclass(slots=True)
class Threads:
    """All actions in the order they were raised, and the mentions that name none of them."""

    threads: list[Thread]
    by_action: dict[str, Thread]
    loose: list[Unattributed]
    reused: list[tuple[Thread, Thread]]
    words: WordIndex


class Weaver:
    """Walks the meetings once and weaves the threads.

    `approved` gives, a draft's meeting, the meeting that approved it: from then on its endings count.
    """

    def __init__(self, rules: LinkRules, approved: Mapping[str, str] | None = None) -> None:
        self._rules = rules
        self._approved = approved or {}
        self._waiting: dict[str, list[tuple[Thread, UpdateRecord]]] = defaultdict(list)
        self._threads: list[Thread] = []
        self._by_action: dict[str, Thread] = {}
        self._by_ref: dict[tuple[str, str], list[Thread]] = defaultdict(list)
        self._by_item: dict[tuple[str, str], list[Thread]] = defaultdict(list)
        self._spellings = Spellings()
        self._words = WordIndex()
        self._loose: list[Unattributed] = []
        self._reused: list[tuple[Thread, Thread]] = []

    def weave(self, meetings: list[MeetingRecord]) -> Threads:
        """Follow every action of `meetings`, which must be in the order of time."""
        day: list[MeetingRecord] = []
        for meeting in meetings:
            if day and day[0].date != meeting.date:
                self._one_day(day)
                day = []
            day.append(meeting)
        self._one_day(day)
        return Threads(
            threads=self._threads,
            by_action=self._by_action,
            loose=self._loose,
            reused=self._reused,
            words=self._words,
        )

    def _one_day(self, meetings: list[MeetingRecord]) -> None:
        # minutes before trackers: a tracker of the same day lists what the minutes raise
        for meeting in sorted(meetings, key=lambda meeting: (meeting.tracker, meeting.order)):
            for thread, update in self._waiting.pop(meeting.id, []):
                if thread.events[-1][0].meeting is update.meeting:
                    self._end(thread, update)
            for action in meeting.actions:
                self._raise(action)
            for update in meeting.updates:
                self._hear(update)

    # --- actions ------------------------------------------------------------------------------

    def _raise(self, action: ActionRecord) -> None:
        known, score = self._listed_before(action)
        if known is not None:
            known.again.append((action, score))
            self._by_action[action.id] = known
            thread = known
        else:
            thread = Thread(first=action)
            self._threads.append(thread)
            self._by_action[action.id] = thread
            number = len(self._threads) - 1
            self._words.add(action.meeting.office, number, action.words)
        for scope in _scopes(action.meeting):
            if action.ref:
                held = self._by_ref[scope, action.ref]
                if thread not in held:
                    self._note_reuse(scope, held, thread)
                    held.append(thread)
                    self._spellings.add(scope, action.ref)
            if action.item and not action.ref:
                self._by_item[scope, action.item].append(thread)

    def _listed_before(self, action: ActionRecord) -> tuple[Thread | None, float]:
        """The thread that `action` lists again, and the likeness of their words.

        A row of a tracker is an earlier action when its words say so, open or closed: a tracker
        lists, it does not raise. In minutes an action comes again only under its own reference,
        and what was closed before is raised anew.
        """
        rules, meeting = self._rules, action.meeting
        if not action.labelled:
            return None, 0.0
        near = self._words.near(meeting.office, action.words) if meeting.tracker else []
        for scope in _scopes(meeting):
            listed = (self._threads[number] for number in near)
            other = other_spelling(action.ref)
            candidates = [
                *self._by_ref.get((scope, action.ref), []),
                *self._by_ref.get((scope, other), []),
                *(thread for thread in listed if scope in _scopes(thread.first.meeting)),
            ]
            found: list[tuple[bool, float, int, Thread]] = []
            for place, thread in enumerate(candidates):
                if not self._may_come_again(thread, meeting):
                    continue
                refs = _refs(thread)
                same_ref = bool(action.ref) and action.ref in refs
                spelt = bool(other) and other in refs
                least = rules.listed_again if same_ref or spelt else rules.identity
                if score := self._fit(action.words, thread, least):
                    found.append((same_ref, score, place, thread))
            if found:
                same_ref, score, _, thread = max(found, key=lambda item: item[:3])
                if not same_ref and other and other in _refs(thread):
                    self._spellings.seen(scope)
                return thread, score
        return None, 0.0

    def _may_come_again(self, thread: Thread, meeting: MeetingRecord) -> bool:
        raised = thread.first
        if raised.meeting is meeting or not raised.labelled:
            return False
        if thread.closed_on is not None and not meeting.tracker:
            return False
        return _months(raised.meeting, meeting) <= self._rules.carried_months

    def _note_reuse(self, scope: str, held: list[Thread], thread: Thread) -> None:
        is_body = scope == _scopes(thread.first.meeting)[0]
        still_open = [other for other in held if other.closed_on is None]
        if is_body and still_open and thread.first.labelled:
            self._reused.append((still_open[-1], thread))

    # --- mentions -----------------------------------------------------------------------------

    def _hear(self, update: UpdateRecord) -> None:
        candidates, score = self._about(update)
        if len(candidates) != 1:
            self._loose.append(Unattributed(update=update, candidates=candidates))
            return
        (thread,) = candidates
        thread.events.append((update, score))
        meeting = update.meeting
        if update.status in CLOSING:
            if update.grade in DECISIVE and meeting.date is not None:
                if not meeting.draft:
                    self._end(thread, update)
                elif meeting.id in self._approved:
                    self._waiting[self._approved[meeting.id]].append((thread, update))
        elif thread.closed_on is not None and update.grade in DECISIVE:
            thread.closed_on = thread.closed_by = None

    def _end(self, thread: Thread, update: UpdateRecord) -> None:
        thread.closed_on = thread.closed_on or update.meeting.date
        thread.closed_by = update

    def _about(self, update: UpdateRecord) -> tuple[list[Thread], float]:
        """The threads that a mention may be about (one: it is about that), and the likeness."""
        for scope in _scopes(update.meeting):
            own = scope == _scopes(update.meeting)[0]
            if update.ref:
                found = self._by_reference(update, scope, own=own)
                if not found[0] and update.quote and own:
                    # the number was given, or read, only later: the quotation must carry it alone
                    found = self._by_quote(update, scope, unnumbered=True)
            elif update.quote:
                found = self._by_quote(update, scope)
                if not found[0] and own:
                    found = self._by_topic(update, scope), 100.0
            else:
                return [], 0.0
            if found[0]:
                return found
        return [], 0.0

    def _by_reference(
        self, update: UpdateRecord, scope: str, *, own: bool
    ) -> tuple[list[Thread], float]:
        rules = self._rules
        held = [
            thread
            for thread in self._by_ref.get((scope, update.ref), [])
            if self._earlier(thread, update, bare=is_bare(update.ref))
        ]
        if not held and not is_bare(update.ref):
            items = self._by_item.get((scope, update.ref), [])
            held = [thread for thread in items if self._earlier(thread, update, bare=False)]
        if not held and own and (other := other_spelling(update.ref)):
            return self._by_other_spelling(update, scope, other)
        if not update.quote:
            if not own:
                return [], 0.0  # another board's number means nothing without words
            return self._choose(held, bare=is_bare(update.ref)), 100.0
        least = rules.with_ref if own else rules.listed_again
        scored = [(self._fit(update.quote, thread, least), thread) for thread in held]
        fitting = [(score, thread) for score, thread in scored if score]
        if not fitting:
            # "(Minute 13/22 – library opening hours)": the number with the topic of its action
            named = [thread for thread in held if self._names(update.quote, thread, 1)]
            if len(named) == 1:
                return named, 100.0
            # other words under the same number are a doubt; nothing is chosen
            return (held if len(held) > 1 else []), 0.0
        best = max(score for score, _ in fitting)
        near = [thread for score, thread in fitting if score >= best - rules.margin]
        return self._choose(near, bare=True), best

    def _by_other_spelling(
        self, update: UpdateRecord, scope: str, other: str
    ) -> tuple[list[Thread], float]:
        """The action whose number the body wrote with its letter before, or without ("A112").

        Words must carry the first; once they did, numbers alone may, where no series shares them.
        """
        if (scope, update.ref) in self._by_ref:
            return [], 0.0
        held = [
            thread
            for thread in self._by_ref.get((scope, other), [])
            if self._earlier(thread, update, bare=True)
        ]
        if not update.quote:
            told = held if self._spellings.one_number(scope, update.ref, other) else []
            return self._choose(told, bare=True), 100.0
        scored = [
            (score, thread)
            for thread in held
            if (score := self._fit(update.quote, thread, self._rules.listed_again))
        ]
        if len(scored) != 1:
            return [], 0.0
        self._spellings.seen(scope)
        (score, thread) = scored[0]
        return [thread], score

    def _by_quote(
        self, update: UpdateRecord, scope: str, *, unnumbered: bool = False
    ) -> tuple[list[Thread], float]:
        rules = self._rules
        scored = []
        for number in self._words.near(update.meeting.office, update.quote):
            thread = self._threads[number]
            if scope not in _scopes(thread.first.meeting) or (unnumbered and thread.first.ref):
                continue
            if not self._earlier(thread, update, bare=False):
                continue
            if _months(thread.first.meeting, update.meeting) > rules.quote_months:
                continue
            if not any(same_numbers(update.quote, words) for words in _words(thread)):
                continue
            if score := self._fit(update.quote, thread, rules.identity):
                scored.append((score, thread))
        if not scored:
            return [], 0.0
        best = max(score for score, _ in scored)
        near = [thread for score, thread in scored if score >= best - rules.margin]
        own_row = [thread for thread in near if _same_row(thread.first, update)]
        return own_row[:1] or self._choose(near, bare=True), best

    def _by_topic(self, update: UpdateRecord, scope: str) -> list[Thread]:
        """The one open action of the body that a review of actions names by its topic.

        "Vetting backlog – the first return was received. Complete." names "a monthly return on the
        vetting backlog" when every weighty word is that action's and no other open one's.
        """
        rules = self._rules
        named = []
        for number in self._words.near(update.meeting.office, update.quote):
            thread = self._threads[number]
            if scope not in _scopes(thread.first.meeting) or thread.closed_on is not None:
                continue
            if not thread.first.labelled or not self._earlier(thread, update, bare=False):
                continue
            if _months(thread.first.meeting, update.meeting) > rules.carried_months:
                continue
            if thread.first.meeting is not update.meeting and self._names(
                update.quote, thread, rules.topic_words
            ):
                named.append(thread)
        return named

    def _names(self, topic: str, thread: Thread, least: int) -> bool:
        light = self._rules.light
        return any(names_topic(topic, words, light, least) for words in _words(thread))

    def _fit(self, words: str, thread: Thread, least: Likeness) -> float:
        return max(fits(words, known, least, self._rules.light) for known in _words(thread))

    def _choose(self, threads: list[Thread], *, bare: bool) -> list[Thread]:
        """One thread where one can be told: the only open one, or of a number used again the latest."""
        if len(threads) <= 1:
            return threads
        still_open = [thread for thread in threads if thread.closed_on is None] or threads
        if len(still_open) == 1:
            return still_open
        latest = max(thread.first.meeting.order[0] for thread in still_open)
        last = [thread for thread in still_open if thread.first.meeting.order[0] == latest]
        return last if bare and len(last) == 1 else still_open

    def _earlier(self, thread: Thread, update: UpdateRecord, *, bare: bool) -> bool:
        """Whether the thread was raised before the mention was made, and not too long before."""
        raised, meeting = thread.first, update.meeting
        if raised.meeting is meeting:
            return _same_row(raised, update)
        if raised.meeting.document == meeting.document and raised.meeting.date == meeting.date:
            return False
        if raised.meeting.date is None or meeting.date is None:
            return raised.meeting.order < meeting.order
        if raised.meeting.date > meeting.date or update.raised not in (None, raised.meeting.date):
            return False  # "AP3 of 26 June" is no AP3 of another meeting
        if raised.meeting.date == meeting.date:
            return meeting.tracker  # two boards of one day do not answer each other
        return not bare or _months(thread.last, meeting) <= self._rules.bare_ref_months


def _scopes(meeting: MeetingRecord) -> tuple[str, ...]:
    """Where references and words mean the same: first the body, then what one office keeps."""
    body = f"body\x1f{meeting.body}"
    return (body, f"folder\x1f{meeting.folder}") if meeting.folder else (body,)


def _same_row(action: ActionRecord, update: UpdateRecord) -> bool:
    """Whether a mention is of the action's own row or follows it closely in the same minutes."""
    if action.meeting is not update.meeting:
        return False
    overlaps = action.start < update.end and update.start < action.end
    return overlaps or 0 <= update.start - action.end <= _NEAR


def _refs(thread: Thread) -> set[str]:
    return {thread.first.ref, *(action.ref for action, _ in thread.again)}


def _words(thread: Thread) -> list[str]:
    return [thread.first.words, *(action.words for action, _ in thread.again)]


def _months(earlier: MeetingRecord, later: MeetingRecord) -> float:
    if earlier.date is None or later.date is None:
        return 0.0
    return (later.date - earlier.date).days / _DAYS_A_MONTH
