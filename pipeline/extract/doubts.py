"""What a person should look at: owners that nobody knows, lines that no rule claimed, slips."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.items.owners import leading
from pipeline.extract.reading import Reading
from pipeline.model import (
    ActionKind,
    Grade,
    Issue,
    Level,
    Minutes,
    OwnerKind,
    SectionRole,
    Span,
    normalise,
)

STAGE = "extract"
CODES = (
    "owner-ambiguous",
    "owner-unknown",
    "action-without-owner",
    "action-line-unclaimed",
    "decision-subject-differs",
    "update-unattributed",
)


def doubts(reading: Reading, minutes: Minutes, claimed: frozenset[int]) -> list[Issue]:
    """The issues of one meeting in order of place."""
    found = [
        *_owners(minutes),
        *_subjects(reading, minutes),
        *_unattributed(minutes),
        *_unclaimed(reading, minutes, claimed),
    ]
    return sorted(found, key=lambda issue: issue.span.start if issue.span else 0)


def _issue(code: str, level: Level, message: str, span: Span) -> Issue:
    return Issue(code=code, level=level, message=message, stage=STAGE, span=span)


def _owners(minutes: Minutes) -> Iterator[Issue]:
    """Owners who fit two attendees, or nobody."""
    for action in minutes.actions:
        if action.kind is ActionKind.IMPLIED:
            continue
        if not action.owners:
            message = "The action names no owner."
            yield _issue("action-without-owner", Level.INFO, message, action.evidence.span)
        for owner in action.owners:
            if owner.basis == "ambiguous":
                message = f"“{owner.text}” fits more than one person at this meeting."
                yield _issue("owner-ambiguous", Level.WARNING, message, owner.evidence.span)
            elif owner.kind is OwnerKind.UNKNOWN:
                message = f"“{owner.text}” stands in no attendance list of this meeting."
                yield _issue("owner-unknown", Level.INFO, message, owner.evidence.span)


def _subjects(reading: Reading, minutes: Minutes) -> Iterator[Issue]:
    """Decisions whose words name another item's subject: lines copied from the item above."""
    labelled = [one for one in minutes.decisions if one.evidence.rule == "decision.label"]
    if not labelled:
        return
    headings = {
        index: _matter(section.heading.of(reading.document.text))
        for index, section in enumerate(minutes.sections)
        if section.heading is not None
    }
    for decision in labelled:
        own = headings.get(decision.section if decision.section is not None else -1)
        if not own:
            continue
        said = set(normalise(decision.text).split())
        if own <= said:
            continue
        other = next((i for i, words in headings.items() if len(words) > 1 and words <= said), None)
        if other is not None and other != decision.section:
            message = "The decision names the subject of another item; it may have been copied."
            yield _issue("decision-subject-differs", Level.WARNING, message, decision.evidence.span)


_LIGHT = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "for",
        "to",
        "in",
        "on",
        "with",
        "update",
        "report",
        "from",
        "at",
        "by",
    ]
)


def _matter(heading: str) -> frozenset[str]:
    return frozenset(word for word in normalise(heading).split() if word not in _LIGHT)


def _unattributed(minutes: Minutes) -> Iterator[Issue]:
    """Events that name no action."""
    for update in minutes.updates:
        if update.grade in {Grade.COUNT, Grade.LOG_UPDATED}:
            message = "The minutes name no action here; nothing is closed by these words."
            yield _issue("update-unattributed", Level.INFO, message, update.evidence.span)


def _unclaimed(reading: Reading, minutes: Minutes, claimed: frozenset[int]) -> Iterator[Issue]:
    """Lines of a closing summary that look like an action but were not read as one."""
    if SectionRole.SUMMARY_OF_ACTIONS not in reading.roles:
        return
    used = [action.evidence.span for action in minutes.actions]
    for passage in reading.passages:
        if reading.role(passage.section) is not SectionRole.SUMMARY_OF_ACTIONS:
            continue
        if passage.index in claimed or any(passage.span.overlaps(span) for span in used):
            continue
        if passage.bullet or leading(passage.text, reading.parties)[0]:
            message = "This line of the summary of actions was not read as an action."
            yield _issue("action-line-unclaimed", Level.WARNING, message, passage.span)
