"""How the audit says things."""

from __future__ import annotations

from pipeline.report.asking import Row
from pipeline.report.neutral import day, one_line

REASONS = {
    "named-in-action": "named in the action's own words",
    "named-in-section": "named in the item under which it was raised",
    "linked-item": "linked by an item of the minutes",
    "tracker": "listed so by a tracker",
}
KINDS = {
    "cause-of-concern": "Cause of concern",
    "recommendation": "Recommendation",
    "afi": "Area for improvement",
}
STRENGTHS = {
    "listed": "its number is listed",
    "stated": "said of it",
    "table": "row of a tracker",
    "narrative": "told in prose",
}


def title(row: Row) -> str:
    """Give the heading of an action's dossier."""
    ref = one_line(row["ref"], 40)
    name = f"Action {ref.removeprefix('Action ')}" if ref else "Action without a number"
    return f"{name}: {row['body']}, {day(row['raised_on'])}"


def item_name(item: Row) -> str:
    """Give what an item of a report is called."""
    return f"{KINDS[item['kind']]} {item['number'] or ''}".strip()


def status(row: Row) -> str:
    """Say where the board has an action, and by whose word."""
    word = row["status"].replace("-", " ")
    if row["hand_closing_id"]:
        return f"closed by hand on {day(row['status_on'])}; no minutes say so"
    if not row["status_on"]:
        return f"{word}: nothing that is held gives it a status"
    since = (
        f", closed on {day(row['closed_on'])}"
        if row["closed_on"] and row["closed_on"] != row["status_on"]
        else ""
    )
    person = ", as a person reads them" if row["status_by"] == "person" else ""
    return f"{word}, by the minutes of {day(row['status_on'])}{person}{since}"


def closed_by(row: Row) -> str:
    """Say who closed an action by hand, and on what ground."""
    paper = (
        f" It rests on {row['document_name']} (SHA-256 {row['document_sha256']})."
        if row["document_name"]
        else ""
    )
    return (
        f"{row['closed_by']} closed this action by hand on {day(row['closed_on'])}: {row['note']}.{paper} "
        "This is a person's word, not evidence of the minutes."
    )


def inspection_name(row: Row) -> str:
    """Give what an inspection is called, as far as the minutes say: body, programme, year, title."""
    name = " ".join(str(row[part]) for part in ("body", "programme", "year") if row[part])
    told = row["title"] if row["title"] and row["title"] != row["programme"] else ""
    return f"{name} ({told})" if told else name


def short_name(row: Row) -> str:
    """Give an inspection's name without its title, where it has a programme or a year."""
    known = [str(row[part]) for part in ("programme", "year") if row[part]]
    return " ".join(known) or row["title"] or "not named"


def corrected(row: Row) -> str:
    """Say what a person corrected."""
    was = f" from {row['machine_value']}" if row["machine_value"] else ""
    to = f" to {row['person_value']}" if row["person_value"] else ""
    what = row["kind"].replace("-", " ")
    return f"{row['made_by']} on {day(row['made_on'][:10])}: {what}{was}{to}. {row['reason']}"
