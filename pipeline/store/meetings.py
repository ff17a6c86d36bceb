"""The rows of what the minutes of one meeting say."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.bodies import load_bodies
from pipeline.model import (
    Action,
    ActionUpdate,
    Decision,
    DraftApproval,
    Evidence,
    InspectionItemKind,
    InspectionMention,
    InspectionReply,
    Links,
    Minutes,
    Span,
    When,
    make_id,
    normalise,
)
from pipeline.model.words import DateBasis, MeetingKind
from pipeline.store.places import Emit, Places, Row, present

INSPECTORATE = "HMICFRS"
TWO_DAYS = dt.timedelta(days=3)
"""A stated interval up to this long is a meeting over several days; a longer one is a month."""

_TIME = re.compile(r"[0-2]\d:[0-5]\d")
_MEETING_BASES = frozenset(
    {
        DateBasis.STATED,
        DateBasis.SECTION_REF,
        DateBasis.FINANCIAL_YEAR,
        DateBasis.NEXT_MEETING,
        DateBasis.WEEKDAY,
        DateBasis.FILE_NAME,
        DateBasis.DOCUMENT_TEXT,
    }
)
_DUE_BASES = frozenset(
    {
        DateBasis.STATED,
        DateBasis.YEAR_INFERRED,
        DateBasis.MONTH,
        DateBasis.NAMED_MEETING,
        DateBasis.NEXT_MEETING,
        DateBasis.PERIOD,
        DateBasis.RELATIVE,
        DateBasis.CORRECTION,
    }
)


class MeetingRows:
    """Emits the rows of one meeting from its current document.

    `sections` are the keys of its sections in order; `known` holds keys of people, bodies and
    inspections that earlier documents have brought, and is added to.
    """

    def __init__(
        self,
        places: Places,
        minutes: Minutes,
        *,
        sections: list[str | None],
        links: Links,
        known: set[str],
        emit: Emit,
    ) -> None:
        self.places = places
        self.minutes = minutes
        self.meeting = minutes.meeting.id
        self.sections = sections
        self.links = links
        self.known = known
        self.emit = emit

    def store(self) -> None:
        """Emit everything."""
        self._meeting()
        self._attendances()
        for action in self.minutes.actions:
            self._action(action)
        for decision in self.minutes.decisions:
            self._decision(decision)
        for update in self.minutes.updates:
            self._event(update)
        for mention in self.minutes.inspections:
            self._mention(mention)
        for reply in self.minutes.replies:
            self._reply(reply)
        for approval in self.links.approvals.get(self.meeting, ()):
            self._approval(approval)

    def _approval(self, approval: DraftApproval) -> None:
        provenance = self.places.provenance(approval.evidence, "The approval of a draft")
        if provenance is None:
            return
        self.emit(
            "draft_approvals",
            {
                "meeting_id": approval.meeting,
                "approved_by": approval.by,
                "approved_on": approval.day.isoformat(),
                **provenance,
            },
        )

    def _section(self, index: int | None) -> str | None:
        return None if index is None else self.sections[index]

    def _meeting(self) -> None:
        meeting, held = self.minutes.meeting, self.minutes.meeting.held
        evidence = meeting.evidence
        if (
            evidence.span.start >= evidence.span.end
        ):  # undated and unnamed: its first line stands in
            evidence = Evidence(span=self._first_line(), rule=evidence.rule)
        provenance = self.places.provenance(evidence, "The meeting")
        if provenance is None:
            return
        if meeting.body_id not in self.known:
            self.known.add(meeting.body_id)
            body: Row = {
                "id": meeting.body_id,
                "name": meeting.body_name,
                "kind": MeetingKind.OTHER,
                "area": present(self._area()),
            }
            self.emit("bodies", body)
        first, basis = _dated(held, _MEETING_BASES, DateBasis.DOCUMENT_TEXT)
        last = held.last if first and held.last and held.last > held.first else None  # type: ignore[operator]
        after = meeting.next.when if meeting.next else When(text="")
        single = after.first and after.last and after.last - after.first < TWO_DAYS
        self.emit(
            "meetings",
            {
                "id": meeting.id,
                "body_id": meeting.body_id,
                "title": present(meeting.title),
                "date": first,
                "date_last": last.isoformat() if last else None,
                "date_text": present(held.text),
                "date_basis": basis,
                "start_time": _time(meeting.start_time),
                "end_time": _time(meeting.end_time),
                "venue": present(meeting.venue),
                "chair": present(meeting.chair),
                "kind": meeting.kind,
                "next_date": after.first.isoformat() if after.first and single else None,
                "next_text": present(after.text),
                "hmicfrs_discussed": int(bool(self.minutes.inspections)),
                **provenance,
            },
        )

    def _area(self) -> str:
        """The police area of the meeting's body, where its file says so."""
        body = self.minutes.meeting.body_id
        return next((known.area for known in load_bodies() if known.id == body), "")

    def _first_line(self) -> Span:
        span = self.minutes.span
        words = self.places.quote(span)
        start = span.start + len(words) - len(words.lstrip())
        line = words.strip().partition("\n")[0]
        return Span(start=start, end=start + len(line))

    def _attendances(self) -> None:
        for index, attendee in enumerate(self.minutes.attendees):
            provenance = self.places.provenance(attendee.evidence, f"Attendee {attendee.name}")
            if provenance is None:
                continue
            person, name = self.links.people.get((self.meeting, index), (None, ""))
            if person and person not in self.known:
                self.known.add(person)
                self.emit("people", {"id": person, "name": name, **provenance})
            self.emit(
                "attendances",
                {
                    "id": self.places.key("att", self.meeting, attendee.name, attendee.status),
                    "meeting_id": self.meeting,
                    "ordinal": index,
                    "person_id": person,
                    "name": attendee.name,
                    "initials": present(attendee.initials),
                    "abbreviation": present(attendee.abbreviation),
                    "rank": present(attendee.rank),
                    "role": present(attendee.role),
                    "organisation": present(attendee.organisation),
                    "status": attendee.status,
                    "basis": attendee.basis,
                    "remote": int(attendee.remote),
                    "chair": int(attendee.chair),
                    "minute_taker": int(attendee.minute_taker),
                    "note": present(attendee.note),
                    **provenance,
                },
            )

    def _action(self, action: Action) -> None:
        provenance = self.places.provenance(action.evidence, f"Action {action.ref}".strip())
        if provenance is None or not self.places.first(action.id, "An action"):
            return
        due = self.links.dues.get(action.id) or action.due or When(text="")
        due_date, due_basis = _dated(due, _DUE_BASES, DateBasis.YEAR_INFERRED, last=True)
        self.emit(
            "actions",
            {
                "id": action.id,
                "meeting_id": self.meeting,
                "section_id": self._section(action.section),
                "ref": present(action.ref),
                "text": action.text,
                "kind": action.kind,
                "owners_text": present(action.owners_text),
                "due_text": present(due.text),
                "due_date": due_date,
                "due_basis": due_basis,
                "confidence": action.confidence,
                **provenance,
            },
        )
        self._steps(action.id, provenance)
        for ordinal, owner in enumerate(action.owners):
            place = self.places.provenance(owner.evidence, f"Owner {owner.text}")
            if place is None:
                continue
            person = None
            if owner.attendee is not None:
                person, _ = self.links.people.get((self.meeting, owner.attendee), (None, ""))
            self.emit(
                "action_owners",
                {
                    "action_id": action.id,
                    "ordinal": ordinal,
                    "text": owner.text,
                    "name": owner.name,
                    "kind": owner.kind,
                    "person_id": person,
                    "basis": owner.basis,
                    **place,
                },
            )

    def _decision(self, decision: Decision) -> None:
        provenance = self.places.provenance(decision.evidence, "A decision")
        if provenance is None or not self.places.first(decision.id, "A decision"):
            return
        self.emit(
            "decisions",
            {
                "id": decision.id,
                "meeting_id": self.meeting,
                "section_id": self._section(decision.section),
                "text": decision.text,
                "outcome": decision.outcome,
                "condition": present(decision.condition),
                "maker": present(decision.maker),
                **provenance,
            },
        )

    def _event(self, update: ActionUpdate) -> None:
        provenance = self.places.provenance(update.evidence, f"Update on {update.ref}".strip())
        if provenance is None or not self.places.first(update.id, "An update"):
            return
        due = self.links.dues.get(update.id) or update.due or When(text="")
        dated = update.dated or When(text="")
        due_date, _ = _dated(due, _DUE_BASES, DateBasis.YEAR_INFERRED, last=True)
        self.emit(
            "action_events",
            {
                "id": update.id,
                "action_id": self.links.events.get(update.id),
                "meeting_id": self.meeting,
                "section_id": self._section(update.section),
                "ref": present(update.ref),
                "status": update.status,
                "grade": update.grade,
                "text": update.text,
                "quote": self.places.quote(update.evidence.span),
                "earlier_text": present(update.quote),
                "successor_ref": present(update.successor_ref),
                "owners_text": present("; ".join(owner.text for owner in update.owners)),
                "due_text": present(due.text),
                "due_date": due_date,
                "dated_text": present(dated.text),
                "dated_on": dated.first.isoformat() if dated.first else None,
                **provenance,
            },
        )
        self._steps(update.id, provenance)

    def _steps(self, key: str, provenance: Row) -> None:
        """What a deadline was taken to be, where later minutes told which day it is."""
        for known_from, due in self.links.due_steps.get(key, ()):
            due_date, _ = _dated(due, _DUE_BASES, DateBasis.YEAR_INFERRED, last=True)
            self.emit(
                "due_days",
                {
                    "row_id": key,
                    "known_from": known_from.isoformat(),
                    "due_date": due_date,
                    **provenance,
                },
            )

    def _mention(self, mention: InspectionMention) -> None:
        provenance = self.places.provenance(mention.evidence, "A mention of the inspectorate")
        if provenance is None or not self.places.first(mention.id, "A mention of the inspectorate"):
            return
        inspection = self._inspection(mention, provenance)
        parent = None
        if mention.under is not None:
            parent = self._item_key(inspection, InspectionItemKind.CAUSE_OF_CONCERN, mention.under)
        self.emit(
            "inspection_mentions",
            {
                "id": mention.id,
                "meeting_id": self.meeting,
                "section_id": self._section(mention.section),
                "inspection_id": inspection,
                "inspection_item_id": self._inspection_item(mention, inspection, provenance),
                "inspectorate_status": mention.inspectorate_status,
                "board_status": mention.board_status,
                "parent_id": parent,
                **provenance,
            },
        )
        for action, reason in mention.actions:
            self.emit("links", {"action_id": action, "mention_id": mention.id, "reason": reason})

    def _inspection(self, named: InspectionMention | InspectionReply, provenance: Row) -> str:
        """Give the key of the inspection that words name, and store it once."""
        year = "" if named.year is None else str(named.year)
        key = make_id("ins", INSPECTORATE, named.programme, normalise(named.title), year)
        if key not in self.known:
            self.known.add(key)
            self.emit("inspections", inspection_row(key, named, provenance))
        return key

    def _inspection_item(
        self, mention: InspectionMention, inspection: str, provenance: Row
    ) -> str | None:
        """Give the key of the item that words name; None where they name a group, or none of several.

        A cause of concern may be the one of its inspection. "This AFI" without more is nobody's.
        """
        kind = mention.item_kind
        which = mention.item_number or mention.item_topic
        if kind is None or mention.several:
            return None
        if not which and kind is not InspectionItemKind.CAUSE_OF_CONCERN:
            return None
        key = self._item_key(inspection, kind, which)
        if key not in self.known:
            self.known.add(key)
            words = self.places.quote(mention.evidence.span)
            self.emit("inspection_items", item_row(key, inspection, mention, words, provenance))
        return key

    def _item_key(self, inspection: str, kind: InspectionItemKind, which: str) -> str:
        """The key of an item: that of one area's report is not that of another's."""
        area = self._area()
        return make_id("ini", inspection, *([area] if area else []), kind, normalise(which))

    def _reply(self, reply: InspectionReply) -> None:
        provenance = self.places.provenance(reply.evidence, "A day of a reply")
        if provenance is None or not self.places.first(reply.id, "A day of a reply"):
            return
        if reply.when.first is None:
            return
        self.emit(
            "inspection_replies",
            {
                "id": reply.id,
                "meeting_id": self.meeting,
                "section_id": self._section(reply.section),
                "inspection_id": self._inspection(reply, provenance),
                "kind": reply.kind,
                "day": reply.when.first.isoformat(),
                "day_text": present(reply.when.text),
                **provenance,
            },
        )


def inspection_row(key: str, named: InspectionMention | InspectionReply, provenance: Row) -> Row:
    """The row of an inspection, from the first words that name it."""
    return {
        "id": key,
        "body": INSPECTORATE,
        "programme": present(named.programme),
        "title": present(named.title),
        "year": named.year,
        "round": present(named.round),
        **provenance,
    }


def item_row(
    key: str, inspection: str, mention: InspectionMention, words: str, provenance: Row
) -> Row:
    """The row of an item of an inspection's report, from the first `words` that name it."""
    return {
        "id": key,
        "inspection_id": inspection,
        "kind": mention.item_kind,
        "number": present(mention.item_number),
        "text": words,
        "topic": present(mention.item_topic),
        **provenance,
    }


def _dated(
    when: When, allowed: frozenset[DateBasis], inferred: DateBasis, *, last: bool = False
) -> tuple[str | None, DateBasis | None]:
    """Give the ISO date and its basis: neither, where either is missing.

    `inferred` is the word of this list for a year that was taken from elsewhere.
    """
    date = when.last if last else when.first
    if date is None or when.basis is None:
        return None, None
    return date.isoformat(), when.basis if when.basis in allowed else inferred


def _time(text: str) -> str | None:
    return text if _TIME.fullmatch(text) else None
