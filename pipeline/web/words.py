"""The words of DATABASE.md as officers read them, each with what it claims and does not claim."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A word of the register: its label, its family (the look of its chip), its meaning."""

    label: str
    family: str
    meaning: str


STATUSES = {
    "open": Word("Open", "open", "Raised, and no later minutes say that it is done."),
    "in-progress": Word("In progress", "open", "Later minutes say that work goes on."),
    "carried-forward": Word(
        "Carried forward", "open", "Later minutes carry it to another meeting."
    ),
    "rescheduled": Word("Rescheduled", "open", "Later minutes give it another date."),
    "reassigned": Word("Reassigned", "open", "Later minutes give it to somebody else."),
    "on-hold": Word("On hold", "open", "Later minutes put it on hold."),
    "complete": Word("Complete", "closed", "The minutes say of this action that it is complete."),
    "closed": Word("Closed", "closed", "The minutes say of this action that it is closed."),
    "closed-superseded": Word(
        "Closed, replaced", "closed", "Closed here; another action takes its place."
    ),
    "transferred": Word("Transferred", "closed", "Closed here; another body carries it on."),
    "withdrawn": Word("Withdrawn", "open", "The minutes withdraw it; that is not a closure."),
    "disputed": Word("Disputed", "doubt", "The minutes disagree on whether or what it is."),
    "unknown": Word("Unknown", "doubt", "It is mentioned, but the words give no status."),
}
"""Every status of an action."""

GRADES = {
    "listed": "its reference stands in a list",
    "stated": "said of the action itself",
    "table": "a row of a tracker",
    "narrative": "an answer in prose, which closes nothing",
    "count": "a count only, which closes nothing",
    "log-updated": "“log updated” only, which closes nothing",
}
"""How strong the words of a mention are, strongest first."""

DUE_BASES = {
    "stated": "the minutes give the day",
    "year-inferred": "the day is given, the year worked out from the meeting",
    "month": "a month is given; its last day is taken",
    "named-meeting": "a named meeting; its date is taken",
    "next-meeting": "the next meeting; its date is taken",
    "period": "a period is given; its last day is taken",
    "relative": "counted from the day of the meeting",
}
"""Where an action's due date comes from."""

DATE_BASES = {
    "stated": "stated in the minutes",
    "section-ref": "year taken from a section's reference",
    "financial-year": "year taken from the financial year in the title",
    "next-meeting": "year taken from the next meeting's date",
    "weekday": "year taken from the weekday",
    "file-name": "taken from the file's name",
    "document-text": "taken from other words of the document",
}
"""Where a meeting's date comes from."""

KINDS = {
    "action": "Actions",
    "decision": "Decisions",
    "event": "Updates",
    "section": "Sections",
    "person": "People",
}
"""What the search finds, in the order in which the site offers it."""

INSPECTION_ITEMS = {
    "cause-of-concern": "Cause of concern",
    "recommendation": "Recommendation",
    "afi": "Area for improvement",
}
"""What hangs on an inspection report."""

REASONS = {
    "named-in-action": "the action itself names it",
    "named-in-section": "the section it stands in names it",
    "linked-item": "it belongs to an item of the report",
    "tracker": "the tracker's row names it",
}
"""Why an action is taken to serve an inspection."""

MEDIA_TYPES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
    "application/msword": "Word 97–2003 (.doc)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (.xlsx)",
    "application/vnd.oasis.opendocument.text": "OpenDocument text (.odt)",
    "application/rtf": "Rich text (.rtf)",
    "text/rtf": "Rich text (.rtf)",
    "text/plain": "Plain text",
    "text/html": "Web page",
    "message/rfc822": "E-mail",
}
"""Types of files as officers call them."""

CLOSED = frozenset(name for name, word in STATUSES.items() if word.family == "closed")
"""Statuses that count as closed."""


def label(word: str | None) -> str:
    """A word of the database as a label: "in-progress" gives "In progress", None gives ""."""
    if not word:
        return ""
    if word in STATUSES:
        return STATUSES[word].label
    if word in INSPECTION_ITEMS:
        return INSPECTION_ITEMS[word]
    return word.replace("-", " ").replace("_", " ").capitalize().replace("Ocr ", "OCR ")


def short(text: str, most: int) -> str:
    """`text` where it has at most so many characters, else its beginning and three dots."""
    return text if len(text) <= most else text[: most - 1] + "…"
