"""One meeting's actions, decisions, events and HMICFRS flags against the labels."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.evaluate.matching import ENOUGH, Surroundings, key_score, pair
from pipeline.evaluate.score import Calibration, Tally
from pipeline.evaluate.truth import TrueAction, TrueDecision, TrueDue, TrueEvent, Truth
from pipeline.evaluate.words import fold, fold_name, likeness
from pipeline.link.refs import ref_key
from pipeline.model import (
    CLOSING,
    DECISIVE,
    Action,
    ActionKind,
    ActionUpdate,
    Decision,
    Document,
    Grade,
    InspectionMention,
    MeetingKind,
    Minutes,
    Owner,
    When,
)

FALSE_CLOSED = "false closed"
"""The field whose every count is a decisive closing that the labels do not bear out."""

_CLOSING_WORDS = frozenset(str(status) for status in CLOSING)
_SAME_REF = 0.05
_WORDS_SHOWN = 90


def compare_items(
    tally: Tally, truth: Truth, document: Document, minutes: Minutes, dues: Mapping[str, When]
) -> None:
    """Count the items of one meeting into `tally`. `dues` refines deadlines, by action id."""
    around = Surroundings(document)
    pairs = _actions(tally, truth, around, minutes, dues)
    if truth.decisions is not None:
        _decisions(tally, truth.decisions, around, minutes)
    _events(tally, truth.events, around, minutes)
    _flags(tally, truth, pairs, around, minutes)


def _actions(
    tally: Tally,
    truth: Truth,
    around: Surroundings,
    minutes: Minutes,
    dues: Mapping[str, When],
) -> list[tuple[TrueAction, Action]]:
    def score(want: TrueAction, have: Action) -> float:
        fit = key_score(want.key, have.text, around.of(have.evidence.span))
        alike = bool(want.ref) and ref_key(want.ref) == ref_key(have.ref)
        owned = bool(want.owners) and _same_owners(want.owners, have.owners)
        return fit + (_SAME_REF if alike else 0.0) + (_SAME_REF / 2 if owned else 0.0)

    # a tracker's row is an event, and an action of the tracker too until minutes are found to hold it
    is_tracker = minutes.meeting.kind is MeetingKind.TRACKER
    listed = {ref_key(event.ref) for event in truth.events if event.ref} if is_tracker else set()
    matched = []
    for kind in ActionKind:
        wanted = [action for action in truth.actions if action.kind is kind]
        found = [action for action in minutes.actions if action.kind is kind]
        field = f"{kind} actions"
        pairs, missed, false = pair(wanted, found, score)
        for i, j in sorted(pairs.items()):
            tally.hit(field)
            matched.append((wanted[i], found[j]))
            if kind is ActionKind.LABELLED:
                _owners(tally, wanted[i], found[j])
                _due(tally, wanted[i], dues.get(found[j].id, found[j].due))
        for i in missed:
            tally.missed(field, wanted[i].key)
        for j in false:
            if ref_key(found[j].ref) not in listed:
                tally.false(field, _shown(found[j].text))
        if kind is ActionKind.IMPLIED:
            right = set(pairs.values())
            tally.calibration += [
                Calibration(confidence=action.confidence, right=j in right)
                for j, action in enumerate(found)
            ]
    return matched


def _same_owners(wanted: tuple[str, ...], found: tuple[Owner, ...]) -> bool:
    if len(wanted) != len(found):
        return False
    left = list(found)
    for want in wanted:
        name = fold_name(want)
        for owner in left:
            if name in {fold_name(owner.text), fold_name(owner.name), fold(owner.text)}:
                left.remove(owner)
                break
        else:
            return False
    return True


def _owners(tally: Tally, want: TrueAction, have: Action) -> None:
    expected = ", ".join(want.owners) or "nobody"
    found = ", ".join(f"{owner.text} ({owner.name})" for owner in have.owners) or "nobody"
    if _same_owners(want.owners, have.owners):
        tally.hit("owners")
    else:
        tally.wrong("owners", f"{expected} [{want.key}]", found)


def _due(tally: Tally, want: TrueAction, found: When | None) -> None:
    due = want.due
    day = found.last if found else None
    words = found.text if found else ""
    if due.last is not None and due.first is not None:
        right = day is not None and due.first <= day <= due.last
    elif due.text:
        right = fold(due.text) in fold(words) or (bool(words) and fold(words) in fold(due.text))
    else:
        right = day is None
        words = words if day else ""
    tally.judge(
        "due dates",
        f"{_due_words(due)} [{want.key}]" if due != TrueDue() else "",
        f"{words} = {day}" if words or day else "",
        right=right,
    )
    if due == TrueDue() and right:
        tally.hit("due dates")  # rightly left blank


def _due_words(due: TrueDue) -> str:
    return f"{due.text} {due.last or ''}".strip()


def _decisions(
    tally: Tally,
    wanted: tuple[TrueDecision, ...],
    around: Surroundings,
    minutes: Minutes,
) -> None:
    found = minutes.decisions

    def score(want: TrueDecision, have: Decision) -> float:
        # "DECISION – Not supported." is about its item: the heading is part of the words
        item = minutes.sections[have.section] if have.section is not None else None
        heading = around.words(item.heading) if item and item.heading else ""
        context = f"{heading} {around.of(have.evidence.span)}"
        fit = key_score(want.key, have.text, context)
        right = want.outcomes is None or have.outcome in want.outcomes
        return fit + (_SAME_REF if right else 0.0)

    pairs, missed, false = pair(wanted, found, score)
    for i, j in sorted(pairs.items()):
        tally.hit("decisions")
        outcomes = wanted[i].outcomes
        if outcomes is None:
            continue
        tally.take("outcomes", outcomes, found[j].outcome)
        if found[j].outcome in outcomes:
            tally.hit("outcomes")
        else:
            words = f"{'/'.join(sorted(outcomes))} [{wanted[i].key}]"
            tally.wrong("outcomes", words, found[j].outcome)
    for i in missed:
        tally.missed("decisions", wanted[i].key)
    for j in false:
        tally.false("decisions", f"{found[j].outcome}: {_shown(found[j].text)}")


def _events(
    tally: Tally, wanted: tuple[TrueEvent, ...], around: Surroundings, minutes: Minutes
) -> None:
    found: list[ActionUpdate | InspectionMention] = list(minutes.updates)
    # the inspectorate's own status may be what a label means, but is no event when it is not
    found += [item for item in minutes.inspections if item.inspectorate_status is not None]
    # labels of closures speak of earlier actions: that a new action's own row says it is done is a
    # false event by them, but whether it is falsely closed only the true ends of actions can tell
    own = {ref_key(action.ref) for action in minutes.actions if action.ref}

    def score(want: TrueEvent, have: ActionUpdate | InspectionMention) -> float:
        context = around.of(have.evidence.span)
        if isinstance(have, InspectionMention):
            fit = 0.9 * likeness(want.key, context)
        elif want.ref and have.ref:
            fit = 1.0 if ref_key(want.ref) == ref_key(have.ref) else 0.0
        elif want.grade == have.grade == Grade.LOG_UPDATED:
            fit = ENOUGH  # such words name nothing, and one is as good as another
        else:
            fit = key_score(want.key or want.ref, f"{have.quote} {have.text}", context)
        return fit + (_SAME_REF if fit and _agrees(want, have) else 0.0)

    pairs, missed, false = pair(wanted, found, score)
    for i, j in sorted(pairs.items()):
        _event(tally, wanted[i], found[j])
    for i in missed:
        tally.missed("events found", wanted[i].ref or wanted[i].key)
        tally.missed("events", wanted[i].ref or wanted[i].key)
    for j in false:
        have = found[j]
        if isinstance(have, ActionUpdate):
            words = f"{have.ref} {have.status} ({have.grade}): {_quoted(have)}".strip()
            tally.false("events found", words)
            tally.false("events", words)
            if _closes(have) and ref_key(have.ref) not in own:
                tally.false(FALSE_CLOSED, words)


def _event(tally: Tally, want: TrueEvent, have: ActionUpdate | InspectionMention) -> None:
    tally.hit("events found")
    name = want.ref or want.key
    if want.statuses is not None:
        tally.take("events", want.statuses, _status(have))
    if _agrees(want, have):
        tally.hit("events")
    else:
        words = f"{'/'.join(sorted(want.statuses or ()))} [{name}]"
        tally.wrong("events", words, f"{_status(have)}: {_quoted(have)}")
    if not isinstance(have, ActionUpdate):
        return
    may_close = want.statuses is None or bool(_CLOSING_WORDS & want.statuses)
    if not may_close and _closes(have):
        tally.false(FALSE_CLOSED, f"{name}: {_quoted(have)}")
    if want.grade:
        tally.judge("grades", want.grade, have.grade, right=want.grade == have.grade)


def _closes(update: ActionUpdate) -> bool:
    return update.status in CLOSING and update.grade in DECISIVE


def _agrees(want: TrueEvent, have: ActionUpdate | InspectionMention) -> bool:
    if isinstance(have, InspectionMention):
        return True
    return want.statuses is None or have.status in want.statuses


def _status(have: ActionUpdate | InspectionMention) -> str:
    return str(have.status if isinstance(have, ActionUpdate) else have.inspectorate_status)


def _quoted(have: ActionUpdate | InspectionMention) -> str:
    return _shown(have.text) if isinstance(have, ActionUpdate) else ""


def _flags(
    tally: Tally,
    truth: Truth,
    pairs: list[tuple[TrueAction, Action]],
    around: Surroundings,
    minutes: Minutes,
) -> None:
    flagged = {action for mention in minutes.inspections for action, _ in mention.actions}
    for want, have in pairs:
        if want.hmicfrs is None:
            continue
        expected = want.key if want.hmicfrs else ""
        found = _shown(have.text) if have.id in flagged else ""
        tally.judge("hmicfrs", expected, found, right=bool(expected) == bool(found))
    places = [around.of(mention.evidence.span) for mention in minutes.inspections]
    for key in truth.flagged:
        # items of the inspectorate that are not actions: a mention in their words is enough
        if any(likeness(key, place) >= ENOUGH for place in places):
            tally.hit("hmicfrs")
        else:
            tally.missed("hmicfrs", key)


def _shown(words: str) -> str:
    short = " ".join(words.split())
    return short if len(short) <= _WORDS_SHOWN else f"{short[: _WORDS_SHOWN - 1]}…"
