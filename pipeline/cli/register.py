"""`minutes register`."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from pathlib import Path

import click

from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say, short, table
from pipeline.model import Status
from pipeline.store import register_rows
from pipeline.web.formulas import safe_cell

OPEN, CLOSED = "open", "closed"


@click.command(epilog="Example: minutes register --status open --as-at 2024-03-31 --csv > open.csv")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
@click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The register as the minutes up to that day give it.",
)
@click.option(
    "--status",
    type=click.Choice([OPEN, CLOSED, *(s.value for s in Status if s not in {OPEN, CLOSED})]),
    help="open and closed stand for every status that counts as such; other words for themselves.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print all columns as CSV.")
def register(db: Path, as_at: dt.datetime | None, status: str | None, *, as_csv: bool) -> None:
    """Print the labelled actions of the register DB and where each stands.

    An action is closed only where a meeting says so of that very action.
    """
    with register_at(db) as opened:
        rows = register_rows(opened, as_at.date() if as_at else None)
    if status in {OPEN, CLOSED}:
        rows = [row for row in rows if row["closed"] == (status == CLOSED)]
    elif status:
        rows = [row for row in rows if row["status"] == status]
    if as_csv:
        writer = csv.writer(sys.stdout)
        if rows:
            writer.writerow(rows[0].keys())
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
        return
    table(
        "",
        ("raised", "body", "ref", "action", "owners", "due", "status", "on"),
        (
            (
                row["raised_on"],
                row["body"],
                row["ref"],
                short(row["text"]),
                row["owners"],
                row["deadline"] or row["due_text"],
                row["status"],
                row["status_on"],
            )
            for row in rows
        ),
    )
    still = sum(not row["closed"] for row in rows)
    say(f"{len(rows):,} actions, {still:,} of them open.")
