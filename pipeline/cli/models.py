"""`minutes models`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from pipeline import models as files
from pipeline.cli.database import DATABASE
from pipeline.cli.printing import say, table
from pipeline.store import opened


@click.command(epilog="Example: minutes models")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
def models(db: Path) -> None:
    """Check every model file, list them, and list the rules that made no row of the register DB.

    A mistyped key, or a file that cannot be read, is named; the exit status is then 2.
    """
    from pipeline.build.rules import checked  # noqa: PLC0415 - loads the language pipeline

    rules = checked()
    folder = files.directory()
    names = [name for name in files.names("**/*") if (folder / name).is_file()]
    table("", ("file", "bytes"), ((name, f"{(folder / name).stat().st_size:,}") for name in names))
    say(f"{len(names)} model files are sound; {len(rules)} rules are declared.")
    if not db.is_file():
        return
    try:
        with opened(db) as register:
            idle = register.execute("select id, kept_in from rules where hits = 0").fetchall()
            strays = register.execute("select id from rules where kept_in is null").fetchall()
    except sqlite3.Error:
        say(f"{db} is not a register of this program: it tells nothing of the rules.")
        return
    table(f"Rules that made no row of {db}", ("rule", "kept in"), idle)
    table("Rules that are declared nowhere", ("rule",), strays)
