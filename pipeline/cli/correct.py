"""`minutes correct`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say, short
from pipeline.cli.saying import Says, plain
from pipeline.corrections import NAME, Correction, Kind, append, trusted
from pipeline.errors import ConfigError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    epilog="Example: minutes correct act-1f0c2b3a --owner 'Priya Holt' --who 'R. Jones' "
    "--why 'The board said so on 3 May.' Then build again."
)
@click.argument("key", required=False, default="")
@click.option("--db", type=click.Path(path_type=Path), default=DATABASE, show_default=True)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that keeps them. [default: corrections.jsonl beside the register]",
)
@click.option("--who", default="", help="Who says so.")
@click.option("--why", default="", help="Why.")
@click.option("--not-an-action", is_flag=True, help="KEY is no action.")
@click.option("--owner", multiple=True, help="Who is to do it; several times for several.")
@click.option("--due", help="The last day that meets the deadline (YYYY-MM-DD), or none.")
@click.option("--closes", metavar="EVENT", help="This event closes the action KEY.")
@click.option("--concerns", metavar="EVENT", help="This event is about the action KEY.")
@click.option("--does-not-concern", metavar="EVENT", help="This event is not about KEY.")
@click.option("--confirm", is_flag=True, help="The suggested link KEY is right.")
@click.option("--reject", is_flag=True, help="The suggested link KEY is wrong.")
@click.option("--close-by-hand", is_flag=True, help="KEY is closed, though no minutes say so.")
@click.option("--on", "day", type=DAY, help="With --close-by-hand: since when. [default: today]")
@click.option("--note", default="", help="With --close-by-hand: what shows it.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --close-by-hand: the paper that shows it; its name and hash are kept.",
)
@click.option("--undo", type=click.IntRange(1), metavar="NUMBER", help="Take a correction back.")
@click.option(
    "--list", "listing", is_flag=True, help="List the corrections, and what became of each."
)
@click.option(
    "--export-labels",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the corrected meetings into this folder, as labels for: minutes evaluate",
)
@click.pass_context
def correct(
    ctx: click.Context, /, key: str, db: Path, corrections: Path | None, **_: object
) -> None:
    """Say what is right where the program is wrong about the action, update or link KEY.

    KEY is the key of a row of the register, or its first letters. Every correction is kept beside
    the register and applied at each build. Nothing is ever taken out of that file: --undo adds.
    """
    given = ctx.params
    place = corrections or db.parent / NAME
    if given["listing"]:
        _list(db, place)
    elif given["export_labels"]:
        _export(db, given["export_labels"])
    else:
        _keep(db, place, key, given)


def _keep(db: Path, place: Path, key: str, given: dict[str, Any]) -> None:
    said = [name for name in _SAYING if given[name]]
    if len(said) != 1:
        message = "Say one thing at a time, such as --owner or --due. See: minutes correct --help"
        raise click.UsageError(message)
    who, why = plain(given["who"], "--who"), plain(given["why"], "--why")
    if given["undo"]:
        draft = _undo(place, given["undo"])
    elif not key:
        message = "Give the key of the action, update or link. See: minutes explain"
        raise click.UsageError(message)
    else:
        with register_at(db) as register:
            draft = Says(register, key, given).draft(said[0])
    added = append(
        place,
        Correction(
            n=0,
            at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            who=who,
            why=why,
            **draft,
        ),
    )
    say(f"Correction {added.n} is kept in {place}. Its hash is {added.hash}.")
    for target in added.targets:
        say(f"  {target.id}: {short(target.words)}")
    say("Build again to apply it: minutes build FOLDER")


_SAYING = (
    "not_an_action", "owner", "due", "closes", "concerns", "does_not_concern", "confirm", "reject",
    "close_by_hand", "undo",
)  # fmt: skip


def _undo(place: Path, number: object) -> dict[str, Any]:
    known = {entry.n: entry for entry in trusted(place)}
    if number not in known:
        message = f"There is no correction {number} in {place}."
        raise ConfigError(message)
    assert isinstance(number, int)
    entry = known[number]
    return {
        "kind": Kind.UNDO,
        "targets": (),
        "machine_value": entry.person_value,
        "person_value": entry.machine_value,
        "undoes": number,
    }


def _list(db: Path, place: Path) -> None:
    entries = trusted(place)
    states: dict[str, str] = {}
    if db.is_file():
        with register_at(db) as register:
            for row in register.execute("select hash, state, outcome from corrections"):
                states[row["hash"]] = (
                    f"{row['state']}: {row['outcome']}" if row["outcome"] else row["state"]
                )
    for entry in entries:  # nine columns fit no screen, so each is a few lines
        of = (
            f"“{short(entry.targets[0].words, 50)}”"
            if entry.targets
            else f"correction {entry.undoes}"
        )
        change = f"{entry.machine_value or 'nothing'} → {entry.person_value}"
        say(f"{entry.n}  {entry.at}  {entry.who}: {entry.kind} of {of}: {change}")
        say(f"   why: {entry.why}")
        say(f"   state: {states.get(entry.hash, 'not yet built')}")
    count = "1 correction" if len(entries) == 1 else f"{len(entries):,} corrections"
    say(f"{count} in {place}.")


def _export(db: Path, folder: Path) -> None:
    from pipeline.report.labels import labels  # noqa: PLC0415 - needed here alone

    with register_at(db) as register:
        files = labels(register)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    say(f"{len(files):,} meetings with corrections are written to {folder}.")
    say("What nobody corrected is the program's own reading: look through it before you measure.")
