"""`minutes quarantine`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say
from pipeline.store import quarantined


@click.command(epilog="Example: minutes quarantine output/minutes.db")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
def quarantine(db: Path) -> None:
    """List the files that the register DB was built without, and what to do about each.

    When they are mended, `minutes build --retry` reads just those again.
    """
    with register_at(db):
        files = quarantined(db)
    if not files:
        say("Every file was read.")
    for file in files:
        say(file.path, "bold")
        say(f"  {file.kind}: {file.message}")
