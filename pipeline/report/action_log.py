"""The action log: the table of open actions that a board puts on its next agenda."""

from __future__ import annotations

import datetime as dt

from pipeline.report.asking import OPEN, Asked, Quoted, Row
from pipeline.report.neutral import (
    Column,
    Content,
    Deadline,
    Report,
    Section,
    Table,
    Words,
    day,
    one_line,
    short_day,
)
from pipeline.report.statement import about, sources, statement

COLUMNS = (
    Column("Ref", 0.75),
    Column("Body", 1.4, paper=False),
    Column("Raised", 0.95),
    Column("Item", 1.2),
    Column("Action", 3.2),
    Column("Owner", 1.2),
    Column("Due", 1.05, sheet=False),
    Column("Due date", 0.9, paper=False),
    Column("Position in the minutes", 2.6),
    Column("Evidence", 2.6, paper=False),
    Column("Overdue", 0.6, paper=False),
    Column("Status", 0.8, paper=False),
    Column("Status on", 0.8, paper=False),
    Column("Status from", 0.8, paper=False),
    Column("Last mentioned", 0.8, paper=False),
    Column("Mentions", 0.6, paper=False),
    Column("HMICFRS", 1.0, paper=False),
    Column("Deadline as written", 1.2, paper=False),
    Column("File", 2.0, paper=False),
    Column("Page", 0.5, paper=False),
    Column("File SHA-256", 2.0, paper=False),
    Column("Evidence file", 2.0, paper=False),
    Column("Evidence page", 0.6, paper=False),
    Column("Key", 1.2, paper=False),
)

ORDERED = {"carried-forward": "Carried forward", "in-progress": "In progress", "on-hold": "On hold"}


def actions(asked: Asked) -> Report:
    """The log of the actions that the filters ask for; of open ones where they name no status."""
    rows = asked.register
    quoted = Quoted()
    quoted.note(rows)
    quoted.note(evidence_file(row) for row in rows)
    bodies = sorted({(row["body"], row["body_id"]) for row in rows})
    sections = [
        Section(
            body,
            (
                Table(
                    body, COLUMNS, tuple(_line(r, asked) for r in rows if r["body_id"] == key)
                ).on_paper(),
            ),
            wide=True,
        )
        for body, key in bodies
    ]
    if not rows:
        sections = [Section("Actions", (Words("No action answers to these filters."),), wide=True)]
    kind = {OPEN: "Open actions", "": "Actions", "all": "Actions"}.get(
        asked.filters.status, f"Actions: {asked.filters.status}"
    )
    return Report(
        kind="actions",
        title=kind if len(bodies) != 1 else f"{bodies[0][0]}: {kind[0].lower()}{kind[1:]}",
        as_at=asked.as_at,
        about=about(asked),
        summary=(*_summary(rows, asked), *quoted.markings()),
        sections=tuple(sections),
        tables=(Table("Actions", COLUMNS, tuple(_line(row, asked) for row in rows)),),
        statement=statement(asked, rows),
        sources=sources(quoted.files),
        deadlines=deadlines(rows),
    )


def _summary(rows: list[Row], asked: Asked) -> tuple[str, ...]:
    standing = [row for row in rows if not row["closed"]]
    if len(standing) == len(rows):
        said = f"{len(rows):,} open {'action' if len(rows) == 1 else 'actions'}."
    else:
        said = f"{len(rows):,} actions, {len(standing):,} of them open."
    counts = (
        (sum(overdue(row, asked.as_at) for row in standing), "past the deadline"),
        (sum(row["deadline"] is None for row in standing), "without a date by which they are due"),
        (sum(not row["owners"] for row in standing), "without an owner"),
        (sum(not row["events"] for row in standing), "not mentioned since they were raised"),
    )
    told = "; ".join(f"{number:,} {what}" for number, what in counts if number)
    return (said, f"Of the open ones: {told}.") if told else (said,)


def _line(row: Row, asked: Asked) -> tuple[Content, ...]:
    late = overdue(row, asked.as_at)
    due = row["deadline"]
    return (
        row["ref"],
        row["body"],
        _date(row["raised_on"]),
        one_line(row["section"], 80),
        one_line(row["text"]),
        row["owners"],
        f"{short_day(due)}{' (overdue)' if late else ''}"
        if due
        else one_line(row["revised_due_text"] or row["due_text"]) or "none found",
        _date(due),
        position(row),
        one_line(row["evidence"]) or None,
        "yes" if late else "no",
        row["status"],
        _date(row["status_on"]),
        row["status_by"],
        _date(row["last_mention"]),
        row["events"],
        row["inspection"],
        one_line(row["revised_due_text"] or row["due_text"]) or None,
        row["path"],
        row["page"],
        row["sha256"],
        row["evidence_path"],
        row["evidence_page"],
        row["action_id"],
    )


def position(row: Row) -> str:
    """Say in words where an action stands, and since when."""
    status = ORDERED.get(row["status"], row["status"].replace("-", " ").capitalize())
    if row["hand_closing_id"]:
        return f"Closed by hand on {day(row['status_on'])}; no minutes say so"
    if not row["status_on"]:
        heard = row["last_mention"]
        return f"Open; last mentioned {short_day(heard)}" if heard else "Open; not mentioned since"
    person = " (a person's reading)" if row["status_by"] == "person" else ""
    words = one_line(row["evidence"], 160)
    return f"{status}, {short_day(row['status_on'])}{person}: “{words}”"


def overdue(row: Row, as_at: dt.date) -> bool:
    """Whether an open action's deadline lies before the day."""
    return bool(not row["closed"] and row["deadline"] and row["deadline"] < as_at.isoformat())


def evidence_file(row: Row) -> Row:
    """Give the file that holds the words of the status."""
    return {
        "path": row["evidence_path"],
        "sha256": row["evidence_sha256"],
        "version": row["evidence_version"],
        "marking": row["evidence_marking"],
    }


def deadlines(rows: list[Row]) -> tuple[Deadline, ...]:
    """Give the last days of the open actions that have one."""
    return tuple(
        Deadline(
            key=row["action_id"],
            day=dt.date.fromisoformat(row["deadline"]),
            title=" ".join(
                word for word in ("Due:", row["ref"], one_line(row["text"], 80)) if word
            ),
            text=f"{one_line(row['text'])}\nOwner: {row['owners'] or 'not named'}\n{row['body']}, raised {day(row['raised_on'])}\n{row['path']}",
        )
        for row in rows
        if not row["closed"] and row["deadline"]
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
