"""Putting persons' words in the place of the program's: pure, on values alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pipeline.corrections.entry import Correction
from pipeline.corrections.locate import Place
from pipeline.corrections.plan import Outcome, Plan
from pipeline.corrections.words import (
    ATTACHING,
    RULE_CLOSES,
    RULE_CONCERNS,
    RULE_OWNER,
    Kind,
    State,
)
from pipeline.model import (
    CLOSING,
    DECISIVE,
    Action,
    ActionLink,
    ActionUpdate,
    Attendee,
    DateBasis,
    Evidence,
    Extraction,
    Grade,
    HandClosing,
    Issue,
    Level,
    LinkIssue,
    LinkKind,
    Links,
    Minutes,
    Owner,
    OwnerKind,
    Span,
    Status,
    When,
    normalise,
    replace,
)

STAGE = "corrections"
CODES = ("correction-lapsed",)
"""Every issue code of this stage."""

BASIS = "correction"
"""The basis of an owner whom a person named."""

_SETTLED = {
    Kind.OWNER: frozenset({"action-without-owner", "owner-unknown", "owner-ambiguous"}),
    Kind.NOT_AN_ACTION: frozenset({"action-without-owner", "owner-unknown", "owner-ambiguous"}),
}
"""Doubts that a correction of the action ends."""

_ATTRIBUTION = frozenset({"update-unattributed", "update-ambiguous"})


def correct(extraction: Extraction, plan: Plan) -> Extraction:
    """Give what a document says, as persons corrected it.

    Goes before linking. What a person set carries a rule of `words.rules()`, or the basis
    `correction` where the fact has no rule of its own.
    """
    edits = plan.edits.get(extraction.document_id)
    if not edits:
        return extraction
    ended = [
        (action.evidence.span, _SETTLED[entry.kind])
        for minutes in extraction.minutes
        for action in minutes.actions
        for entry in edits.get(action.id, ())
        if entry.kind in _SETTLED
    ]
    return replace(
        extraction,
        minutes=tuple(_minutes(minutes, edits) for minutes in extraction.minutes),
        issues=tuple(issue for issue in extraction.issues if not _ended(issue, ended)),
    )


def _ended(issue: Issue, ended: Sequence[tuple[Span, frozenset[str]]]) -> bool:
    span = issue.span
    return span is not None and any(
        issue.code in codes and where.contains(span) for where, codes in ended
    )


def _minutes(minutes: Minutes, edits: Mapping[str, Sequence[Correction]]) -> Minutes:
    gone = {
        key
        for key, entries in edits.items()
        if any(entry.kind is Kind.NOT_AN_ACTION for entry in entries)
    }
    return replace(
        minutes,
        actions=tuple(
            _action(action, edits.get(action.id, ()), minutes.attendees)
            for action in minutes.actions
            if action.id not in gone
        ),
        updates=tuple(_update(update, edits.get(update.id, ())) for update in minutes.updates),
        inspections=tuple(
            replace(mention, actions=tuple(a for a in mention.actions if a[0] not in gone))
            for mention in minutes.inspections
        ),
    )


def _action(action: Action, entries: Sequence[Correction], attendees: Sequence[Attendee]) -> Action:
    for entry in entries:
        if entry.kind is Kind.OWNER:
            names = [name.strip() for name in entry.person_value.split(";") if name.strip()]
            owners = tuple(_owner(name, action.evidence.span, attendees) for name in names)
            action = replace(action, owners=owners)
        elif entry.kind is Kind.DUE:
            action = replace(action, due=_due(entry, action.due))
    return action


def _owner(name: str, span: Span, attendees: Sequence[Attendee]) -> Owner:
    """Make an owner; of the attendees it is the one of that name or initials, if there is one."""
    wanted = normalise(name)
    same = [i for i, who in enumerate(attendees) if normalise(who.name) == wanted] or [
        i for i, who in enumerate(attendees) if who.initials and normalise(who.initials) == wanted
    ]
    known = same[0] if len(same) == 1 else None
    return Owner(
        text=name,
        name=name if known is None else attendees[known].name,
        kind=OwnerKind.UNKNOWN if known is None else OwnerKind.PERSON,
        basis=BASIS,
        evidence=Evidence(span=span, rule=RULE_OWNER),
        attendee=known,
    )


def _due(entry: Correction, printed: When | None) -> When | None:
    """Make a deadline; its words stay those that are printed."""
    text = printed.text if printed else ""
    if not entry.person_value:
        return When(text=text) if text else None
    day = dt.date.fromisoformat(entry.person_value)
    return When(text=text, first=day, last=day, basis=DateBasis.CORRECTION)


def _update(update: ActionUpdate, entries: Sequence[Correction]) -> ActionUpdate:
    for entry in entries:
        if entry.kind is Kind.DUE:
            due = _due(entry, update.due)
            if due is not None and not due.text:  # an event gives a deadline in words
                due = replace(due, text=entry.person_value)
            update = replace(update, due=due)
        elif entry.kind in ATTACHING:
            closes = entry.kind is Kind.EVENT_CLOSES
            says_so = update.status in CLOSING and update.grade in DECISIVE
            rule = RULE_CLOSES if closes else RULE_CONCERNS
            update = replace(update, evidence=replace(update.evidence, rule=rule))
            if closes and not says_so:
                status = update.status if update.status in CLOSING else Status.CLOSED
                update = replace(update, status=status, grade=Grade.STATED)
    return update


def relink(links: Links, plan: Plan) -> tuple[Links, tuple[Outcome, ...]]:
    """Give what holds between documents, as persons corrected it, and every correction's outcome."""
    outcomes = plan.settle(links.current)
    attached = dict(links.events)
    between = list(links.actions)
    closings: list[HandClosing] = []
    issues = list(links.issues)
    for outcome in outcomes:
        entry, items = outcome.correction, outcome.items
        if outcome.state is State.LAPSED:
            issues += _lapse(outcome)
            if entry.kind is Kind.EVENT_CLOSES and items and items[0]:
                attached.pop(items[0], None)  # half a correction closes nothing
        if outcome.state is not State.APPLIES:
            continue
        if entry.kind in ATTACHING:
            attached[items[0]] = items[1]
            place = plan.place(entry.n, 0, links.current)
            issues = [issue for issue in issues if not _about(issue, place)]
        elif entry.kind is Kind.EVENT_APART and attached.get(items[0]) == items[1]:
            del attached[items[0]]
        elif entry.kind in {Kind.CONFIRM_LINK, Kind.REJECT_LINK}:
            between = _judged(between, entry, items)
        elif entry.kind is Kind.CLOSED_BY_HAND:
            closings.append(_closing(entry, items[0]))
    corrected = replace(
        links,
        events=attached,
        actions=tuple(sorted(between, key=lambda k: (k.source, k.target, k.kind))),
        issues=tuple(issues),
        closings=tuple(closings),
    )
    return corrected, outcomes


def _judged(
    between: list[ActionLink], entry: Correction, items: tuple[str, ...]
) -> list[ActionLink]:
    """Take out a link that was rejected; make one that was confirmed count."""
    kind = LinkKind(entry.field)
    source, target = items
    rest = [k for k in between if (k.source, k.target, k.kind) != (source, target, kind)]
    if entry.kind is Kind.REJECT_LINK:
        return rest
    held = next((k for k in between if k not in rest), None)
    confirmed = ActionLink(
        source=source,
        target=target,
        kind=kind,
        suggested=False,
        score=held.score if held else 1.0,
        reason=f"Confirmed by {entry.who}: {entry.why}",
    )
    return [*rest, confirmed]


def _closing(entry: Correction, action: str) -> HandClosing:
    return HandClosing(
        action=action,
        correction=entry.id,
        closed_on=dt.date.fromisoformat(entry.person_value),
        who=entry.who,
        note=entry.note,
        document_name=entry.document_name,
        document_sha256=entry.document_sha256,
    )


def _lapse(outcome: Outcome) -> list[LinkIssue]:
    if not outcome.document_id:
        return []
    entry = outcome.correction
    message = (
        f"Correction {entry.n} by {entry.who} ({entry.kind}) no longer applies: {outcome.reason}. "
        "Look at it again."
    )
    issue = Issue(code="correction-lapsed", level=Level.WARNING, message=message, stage=STAGE)
    where = LinkIssue(document_id=outcome.document_id, meeting_id=outcome.meeting_id, issue=issue)
    return [where]


def _about(found: LinkIssue, event: Place | None) -> bool:
    """Whether an issue says that nobody knows which action these words are about."""
    return (
        event is not None
        and found.issue.code in _ATTRIBUTION
        and (found.document_id, found.issue.span) == (event.document_id, event.span)
    )
