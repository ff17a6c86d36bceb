"""The decisions, one table a body, in the order in which they were made."""

from __future__ import annotations

import datetime as dt

from pipeline.report.asking import ALL, Asked, Quoted, Row
from pipeline.report.neutral import Column, Content, Report, Section, Table, Words, one_line
from pipeline.report.statement import about, sources, statement

COLUMNS = (
    Column("Date", 1.0),
    Column("Body", 1.4, paper=False),
    Column("Item", 1.5),
    Column("Decision", 4.0),
    Column("Outcome", 1.0),
    Column("Condition", 1.6),
    Column("Decided by", 1.0),
    Column("File, page", 2.2),
    Column("File SHA-256", 2.0, paper=False),
    Column("Key", 1.2, paper=False),
)

_ROWS = """
select r.*, d.path, d.sha256, d.version, d.marking
from decision_register r join documents d on d.id = r.document_id
where r.date <= :as_at
order by r.body, r.date, r.document_id, r.span_start, r.decision_id
"""


def decisions(asked: Asked) -> Report:
    """The decisions that the filters ask for. `status` is an outcome, `owner` who decided."""
    rows = [row for row in asked.rows(_ROWS) if _wanted(row, asked)]
    quoted = Quoted()
    quoted.note(rows)
    bodies = sorted({(row["body"], row["body_id"]) for row in rows})
    sections = [
        Section(
            body,
            (
                Table(
                    body, COLUMNS, tuple(_line(r) for r in rows if r["body_id"] == key)
                ).on_paper(),
            ),
            wide=True,
        )
        for body, key in bodies
    ]
    if not rows:
        sections = [
            Section("Decisions", (Words("No decision answers to these filters."),), wide=True)
        ]
    number = f"{len(rows):,} {'decision' if len(rows) == 1 else 'decisions'}"
    return Report(
        kind="decisions",
        title="Decisions" if len(bodies) != 1 else f"{bodies[0][0]}: decisions",
        as_at=asked.as_at,
        about=about(asked),
        summary=(f"{number}, as the minutes word them.", *quoted.markings()),
        sections=tuple(sections),
        tables=(Table("Decisions", COLUMNS, tuple(_line(row) for row in rows)),),
        statement=statement(asked, ()),
        sources=sources(quoted.files),
    )


def _wanted(row: Row, asked: Asked) -> bool:
    outcome = asked.filters.status in {"", ALL, row["outcome"]}
    return outcome and asked.in_scope(row["body_id"], row["date"], row["maker"])


def _line(row: Row) -> tuple[Content, ...]:
    return (
        dt.date.fromisoformat(row["date"]),
        row["body"],
        one_line(row["section"], 80),
        one_line(row["text"]),
        row["outcome"].replace("-", " "),
        one_line(row["condition"]) or None,
        row["maker"],
        place(row),
        row["sha256"],
        row["decision_id"],
    )


def place(row: Row) -> str:
    """Say where words stand."""
    return row["path"] if row["page"] is None else f"{row['path']}, page {row['page']}"
