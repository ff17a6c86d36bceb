"""What was not found of an action or an item: the half of an audit that no quotation can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.report.asking import Row
from pipeline.report.neutral import day


def action_gaps(row: Row, item: Row | None, events: Sequence[Row]) -> list[str]:
    """Say what the minutes that are held do not say of an HMICFRS action, in sentences."""
    gaps = []
    if not row["owners"]:
        gaps.append("No owner was found.")
    if not row["deadline"]:
        words = row["revised_due_text"] or row["due_text"]
        gaps.append(
            f"No date follows from the deadline “{words}”." if words else "No deadline was found."
        )
    gaps += _closing(row, events)
    if item is None:
        gaps.append(
            "No recommendation, cause of concern or area for improvement that it answers was found."
        )
    if item is None or not item["inspectorate_status"]:
        gaps.append("No words that give HMICFRS's own status were found, and no sign-off.")
    elif item["inspectorate_status"] != "signed-off":
        gaps.append("No sign-off by HMICFRS was found.")
    return gaps


def _closing(row: Row, events: Sequence[Row]) -> list[str]:
    gaps = []
    if not events:
        gaps.append("No later mention of it was found.")
    if row["hand_closing_id"]:
        gaps.append("No words of minutes that close it were found: a person closed it by hand.")
    elif not row["closed"]:
        gaps.append("No words that close it were found.")
        if any(_unapproved(event) and event["status"] in _CLOSING for event in events):
            gaps.append("Draft minutes speak of it as closed; the approved ones are not held.")
        if any(event["grade"] not in _DECISIVE and event["status"] in _CLOSING for event in events):
            gaps.append("Words that sound like a closure do not say so of this very action.")
    if row["status"] in {"transferred", "closed-superseded"} and not row["successor"]:
        gaps.append("The action that takes its place was not found.")
    return gaps


def _unapproved(event: Row) -> bool:
    return bool(event["version"] == "draft" and not event["approved_on"])


def lateness(row: Row, as_at: dt.date) -> list[str]:
    """Say whether an action is late, or was closed late."""
    deadline = row["deadline"]
    if not deadline:
        return []
    if not row["closed"]:
        late = deadline < as_at.isoformat()
        return [f"The deadline of {day(deadline)} has passed."] if late else []
    late = bool(row["closed_on"]) and row["closed_on"] > deadline
    return [f"It was closed after the deadline of {day(deadline)}."] if late else []


_CLOSING = frozenset({"complete", "closed", "closed-superseded", "transferred"})
_DECISIVE = frozenset({"listed", "stated", "table"})


def item_gaps(item: Row) -> list[str]:
    """Say what is not found of an item of a report that no action serves."""
    gaps = ["No action that serves it was found."]
    if not item["inspectorate_status"]:
        gaps.append("No words that give HMICFRS's own status were found, and no sign-off.")
    elif item["inspectorate_status"] != "signed-off":
        gaps.append("No sign-off by HMICFRS was found.")
    return gaps
