"""`minutes verify`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import DONE, REFUSED, complain
from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say
from pipeline.corrections import NAME, compare, read


@click.command(epilog="Example: minutes verify output/minutes.db")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What persons corrected. [default: corrections.jsonl beside the register]",
)
@click.pass_context
def verify(ctx: click.Context, db: Path, corrections: Path | None) -> None:
    """Check that no correction was altered, removed or moved since the register DB was built.

    Exit status: 0 everything is as it was; 3 something was tampered with. Note the last hash
    somewhere else as well: who can write both files could make both anew.
    """
    place = corrections or db.parent / NAME
    ledger = read(place)
    number, head, lapsed = 0, "", 0
    if db.is_file():
        with register_at(db) as register:
            (head,) = register.execute("select corrections_head from runs").fetchone()
            (number,) = register.execute("select count(*) from corrections").fetchone()
            (lapsed,) = register.execute(
                "select count(*) from corrections where state = 'lapsed'"
            ).fetchone()
    trouble = ledger.trouble or compare(ledger, number, head or "")
    if trouble:
        complain(f"{trouble} See docs/corrections.md for what to do.")
        ctx.exit(REFUSED)
    held = len(ledger.corrections)
    say(f"{held:,} corrections in {place} are whole and in order.")
    if ledger.head:
        say(f"The last has the hash {ledger.head}.")
    if held > number:
        say(f"{held - number:,} of them are newer than the register: build again to apply them.")
    if lapsed:
        say(f"{lapsed:,} no longer apply, because their words have changed: minutes correct --list")
    ctx.exit(DONE)
