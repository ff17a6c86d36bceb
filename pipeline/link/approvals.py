"""Drafts that a later meeting approved: their endings count, from that meeting on.

"Draft minutes do not close; the approved ones do." Where only the draft is held, and a later meeting
of the same body says that it approved the minutes of that day, and tells of no change, the words of
the draft are the approved ones. What they say counts as of their meeting, but is known only from the
approval on, whose words are kept as evidence.
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.link.records import MeetingRecord
from pipeline.model import DraftApproval


def draft_approvals(meetings: list[MeetingRecord]) -> tuple[DraftApproval, ...]:
    """The approvals of drafts among `meetings` (in the order of time), the first of each draft.

    Two meetings of one body and day are not told apart by a date: then neither is approved. Draft
    minutes approve nothing, since the meeting's own record of it is not settled.
    """
    held: dict[tuple[str, str], list[MeetingRecord]] = defaultdict(list)
    for meeting in meetings:
        if meeting.date is not None and not meeting.tracker:
            held[meeting.body, meeting.date.isoformat()].append(meeting)
    found: dict[str, DraftApproval] = {}
    for meeting in meetings:
        if meeting.draft or meeting.date is None:
            continue
        for approval in meeting.approves:
            named = held[meeting.body, approval.held.isoformat()]
            if len(named) != 1 or not named[0].draft or approval.held >= meeting.date:
                continue
            found.setdefault(
                named[0].id,
                DraftApproval(
                    meeting=named[0].id,
                    by=meeting.id,
                    day=meeting.date,
                    evidence=approval.evidence,
                ),
            )
    return tuple(found[key] for key in sorted(found))
