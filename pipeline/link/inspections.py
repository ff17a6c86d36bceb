"""Which actions serve an inspection: by their own minutes, by a later mention, by a tracker."""

from __future__ import annotations

from pipeline.link.records import MeetingRecord
from pipeline.link.threads import Threads
from pipeline.model import InspectionLink, InspectionReason


def inspection_links(threads: Threads, meetings: list[MeetingRecord]) -> tuple[InspectionLink, ...]:
    """Every link from an action to the words that show that it serves an inspection, sorted.

    A mention covers actions of its own minutes (the reason is kept); a tracker's row speaks for the
    action that it lists; and words inside a mention of one earlier action speak for that action.
    """
    about: dict[str, list[tuple[int, int, str]]] = {}
    for thread in threads.threads:
        for update, _ in thread.events:
            about.setdefault(update.meeting.id, []).append(
                (update.start, update.end, thread.first.id)
            )
    found: dict[tuple[str, str], InspectionReason] = {}
    for meeting in meetings:
        events = about.get(meeting.id, [])
        for mention in meeting.mentions:
            for action, reason in mention.actions:
                known = threads.by_action.get(action)
                if known is not None:
                    again = meeting.tracker and known.first.id != action
                    kept = InspectionReason.TRACKER if again else reason
                    found.setdefault((known.first.id, mention.id), kept)
            inside = {
                action
                for start, end, action in events
                if start <= mention.start and mention.end <= end
            }
            if len(inside) == 1:  # words that mention several actions speak for none of them
                kept = InspectionReason.TRACKER if meeting.tracker else InspectionReason.LINKED_ITEM
                found.setdefault((inside.pop(), mention.id), kept)
    return tuple(
        InspectionLink(action=action, mention=mention, reason=reason)
        for (action, mention), reason in sorted(found.items())
    )
