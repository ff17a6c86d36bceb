"""How the audit says things."""

from __future__ import annotations

import re

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
SHORT = {"cause-of-concern": "Cause of concern", "recommendation": "Rec.", "afi": "AFI"}
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
    topic = f": {item['topic']}" if item["topic"] and not item["number"] else ""
    return f"{KINDS[item['kind']]} {item['number'] or ''}".strip() + topic


def short_item(item: Row) -> str:
    """Give what an item of a report is called, briefly: "AFI: call abandonment", "Rec. 15"."""
    which = item["number"] or item["topic"] or ""
    name = SHORT[item["kind"]]
    return f"{name}: {which}" if which and not item["number"] else f"{name} {which}".strip()


_END = re.compile(r"[.!?](?=\s)|\n")


def sentence(row: Row) -> str:
    """Give the sentence in which words stand: `before`, `quote` and `after` are the text about them."""
    ends = [found.end() for found in _END.finditer(row["before"])]
    lead = row["before"][ends[-1] if ends else 0 :]
    stop = _END.search(row["after"])
    tail = row["after"][: stop.end()] if stop else row["after"]
    return one_line(f"{lead}{row['quote']}{tail}", 400)


def views(row: Row) -> str:
    """Say what words tell of an item: of the board's view and of the inspectorate's, apart."""
    told = (
        ("board", row["board_status"]),
        ("HMICFRS", row["inspectorate_status"]),
    )
    return "; ".join(f"{who}: {said.replace('-', ' ')}" for who, said in told if said)


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
    name = " ".join(str(part) for part in (row["body"], row["programme"], _round(row)) if part)
    told = row["title"] if row["title"] and row["title"] != row["programme"] else ""
    return f"{name} ({told})" if told else name


def _round(row: Row) -> str:
    """The name of an inspection's round, or else its year; "" where neither is known."""
    return str(row["round"] or row["year"] or "")


def short_name(row: Row) -> str:
    """Give an inspection's name without its title, where it has a programme or a year."""
    known = [str(part) for part in (row["programme"], _round(row)) if part]
    return " ".join(known) or row["title"] or "not named"


def corrected(row: Row) -> str:
    """Say what a person corrected."""
    was = f" from {row['machine_value']}" if row["machine_value"] else ""
    to = f" to {row['person_value']}" if row["person_value"] else ""
    what = row["kind"].replace("-", " ")
    return f"{row['made_by']} on {day(row['made_on'][:10])}: {what}{was}{to}. {row['reason']}"
