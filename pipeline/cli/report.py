"""`minutes report`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pipeline.cli.database import DATABASE
from pipeline.cli.printing import say
from pipeline.errors import StoreError

DAY = click.DateTime(["%Y-%m-%d"])
KINDS = {
    "audit": "a dossier for every HMICFRS action: what was said of it, and what was not found",
    "actions": "the open actions, as the table that a board puts on its agenda",
    "decisions": "the decisions",
}


@click.command(epilog="Example: minutes report actions --body 'Governance Board' --format docx")
@click.argument("kind", type=click.Choice([*KINDS]))
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "xlsx", "html", "pdf", "csv", "ics"]),
    default="docx",
    show_default=True,
    help="ics holds the due dates alone, for calendars.",
)
@click.option("--as-at", type=DAY, help="As the minutes up to that day had it. [default: newest]")
@click.option("--body", default="", help="A body's name, key, or part of its name.")
@click.option("--owner", default="", help="Part of an owner's name; of who decided, for decisions.")
@click.option(
    "--status",
    help="open, closed, all, or a word of the register; for decisions an outcome. "
    "[default: open for actions, else all]",
)
@click.option("--from", "first", type=DAY, help="Raised or decided on that day or later.")
@click.option("--to", "last", type=DAY, help="Raised or decided on that day or earlier.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The file to write; - prints it. [default: named for report and day, in this folder]",
)
def report(
    kind: str,
    db: Path,
    *,
    form: str,
    as_at: dt.datetime | None,
    body: str,
    owner: str,
    status: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    output: Path | None,
) -> None:
    """Write a paper from the register DB: the audit, the actions or the decisions.

    Everything in it comes from the register, and leads back to file and page. It says what it was
    asked, as at which day, and how complete it is. The same register gives the same paper.
    """
    from pipeline.report import REPORTS, Filters, opened, render  # noqa: PLC0415 - for a quick --help

    filters = Filters(
        body=body,
        owner=owner,
        status=status or ("open" if kind == "actions" else ""),
        first=first.date() if first else None,
        last=last.date() if last else None,
    )
    with opened(db, filters, as_at.date() if as_at else None) as asked:
        made = REPORTS[kind](asked)
    data = render(made, form)
    if output is not None and str(output) == "-":
        click.echo(data, nl=False)
        return
    place = output or Path(f"{kind}-{made.as_at}.{form}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    except OSError as error:
        message = f"{place} cannot be written ({error.strerror}). Is it open in another program?"
        raise StoreError(message) from error
    say(f"{place} is written: {made.title}, as at {made.as_at}.")
    for sentence in made.summary:
        say(f"  {sentence}")
