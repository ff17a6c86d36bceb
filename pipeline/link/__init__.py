"""What holds between documents: versions, people, deadlines, threads of actions, inspections."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.link.approvals import draft_approvals
from pipeline.link.between import action_links
from pipeline.link.calendar import Calendar, Step
from pipeline.link.doubts import doubts
from pipeline.link.inspections import inspection_links
from pipeline.link.people import people
from pipeline.link.records import Archive, gather
from pipeline.link.register import RegisterRow, register
from pipeline.link.rules import LinkRules, link_rules
from pipeline.link.threads import Weaver
from pipeline.model import DraftApproval, Extraction, Links, When

__all__ = ["RegisterRow", "link", "register"]


def link(extractions: Iterable[Extraction], rules: LinkRules | None = None) -> Links:
    """Link the facts of all documents. Pure; the order of `extractions` does not matter.

    Each extraction is looked at once and let go, so an iterator over kept values is enough.
    Facts are linked from the current document of each meeting alone. `rules` are those of
    models/link.yml unless given; raises ConfigError where that file is wrong.
    """
    chosen = rules or link_rules()
    archive = gather(extractions)
    approved = draft_approvals(archive.meetings)
    threads = Weaver(chosen, {one.meeting: one.by for one in approved}).weave(archive.meetings)
    dues, steps = _dues(archive, chosen)
    persons, unsure = people(archive.meetings)
    issues = [*doubts(archive, threads, {one.meeting for one in approved}), *unsure]
    return Links(
        current=archive.current,
        people=persons,
        events={
            update.id: thread.first.id for thread in threads.threads for update, _ in thread.events
        },
        dues=dues,
        due_steps=steps,
        actions=action_links(threads, archive.meetings, chosen),
        inspections=inspection_links(threads, archive.meetings),
        approvals=_by_approver(approved),
        issues=tuple(
            sorted(
                issues,
                key=lambda found: (
                    found.document_id,
                    found.meeting_id,
                    found.issue.span.start if found.issue.span else -1,
                    found.issue.code,
                    found.issue.message,
                ),
            )
        ),
    )


def _by_approver(approved: tuple[DraftApproval, ...]) -> dict[str, tuple[DraftApproval, ...]]:
    found: dict[str, tuple[DraftApproval, ...]] = {}
    for approval in approved:
        found[approval.by] = (*found.get(approval.by, ()), approval)
    return found


def _dues(
    archive: Archive, rules: LinkRules
) -> tuple[dict[str, When], dict[str, tuple[Step, ...]]]:
    """Deadlines that the calendar refines, by key, and what they were taken to be before."""
    calendar = Calendar(archive.meetings, rules)
    dues: dict[str, When] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for meeting in archive.meetings:
        stated = [(action.id, action.due) for action in meeting.actions]
        stated += [(update.id, update.due) for update in meeting.updates]
        for key, due in stated:
            if due is None:
                continue
            if (refined := calendar.refine(due, meeting)) is not None:
                dues[key] = refined
            if changed := calendar.steps(due, meeting):
                steps[key] = changed
    return dues, steps
