"""`minutes publish`."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say
from pipeline.publish import LEVEL, LeftOut, levels
from pipeline.publish import publish as make

OUTPUT = Path("output/public.db")


@click.command(epilog="Example: minutes publish --public output/minutes.db --output public.db")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
@click.option("--public", is_flag=True, help="For everybody: asked for, so that nobody errs.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=OUTPUT,
    show_default=True,
    help="The edition to write.",
)
@click.option(
    "--level",
    type=click.Choice(levels()),
    default=LEVEL,
    show_default=True,
    help="The highest protective marking that may be in it.",
)
@click.option(
    "--list",
    "listing",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was withheld and why, a line a meeting, to this CSV file as well.",
)
def publish(db: Path, output: Path, level: str, listing: Path | None, *, public: bool) -> None:
    """Write a second register, fit for the internet, from the register DB.

    It is without documents marked above the level (or with a marking nobody knows), exempt items
    and lines that repeat their words, implied actions, the names of reviewers, comments and
    deleted words, and files that were not read. What is withheld is nowhere in the file; the
    file says what was withheld and why. Documents without any marking are taken to be open.

    Exit status: 0 written; 2 something is misconfigured; 3 refused, and an older edition stays.
    """
    if not public:
        message = "Say --public: what is published cannot be taken back."
        raise click.UsageError(message)
    with register_at(db):
        pass
    made = make(db, output, level=level)
    say(f"{output} holds {made.documents:,} documents and {made.actions:,} actions.")
    for one in _totals(made.left_out):
        say(f"  withheld ({one.reason}): {one.count:,} in {one.what}. {one.note}")
    say(f"{made.looked_for:,} withheld texts were looked for in the file; none is there.")
    say("Read it through before it goes out: minutes serve " + str(output))
    if listing is not None:
        _list(listing, made.left_out)
        say(f"What was withheld, meeting by meeting, is listed in {listing}.")


def _totals(left_out: tuple[LeftOut, ...]) -> list[LeftOut]:
    """Add up what was withheld of single meetings."""
    sums: dict[tuple[str, str, str], int] = {}
    for one in left_out:
        key = (one.reason, one.what, one.note)
        sums[key] = sums.get(key, 0) + one.count
    return [
        LeftOut(reason=reason, what=what, count=count, note=note)
        for (reason, what, note), count in sums.items()
    ]


def _list(place: Path, left_out: tuple[LeftOut, ...]) -> None:
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["reason", "what", "meeting", "count", "note"])
        writer.writerows(
            [one.reason, one.what, one.meeting, one.count, one.note] for one in left_out
        )
