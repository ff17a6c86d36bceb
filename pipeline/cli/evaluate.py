"""`minutes evaluate`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

GOLD = Path("corpus/gold")


@click.command(epilog="Example: minutes evaluate corpus/gold --errors")
@click.argument("gold", type=click.Path(path_type=Path, exists=True), default=GOLD)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder that the labelled paths start from. [default: where the labels lie]",
)
@click.option("--only", type=click.File(), help="A list of the paths to keep, one a line.")
@click.option(
    "--half", type=click.Choice(["worked-on", "held-out"]), help="One half of the labels."
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A register whose site shall show the figures, with today's date.",
)
@click.option("--errors", is_flag=True, help="Print every miss with its words.")
def evaluate(
    gold: Path,
    archive: Path | None,
    only: Iterable[str] | None,
    half: str | None,
    keep: Path | None,
    *,
    errors: bool,
) -> None:
    """Compare what the program finds with the labels GOLD: precision, recall and F1 a field.

    GOLD is a folder of YAML files as docs/accuracy.md describes them, or a .jsonl file.
    """
    from pipeline.evaluate import run, summary  # noqa: PLC0415 - loads the language pipeline

    kept = [line.rstrip("\n") for line in only] if only else None
    report = run(gold, archive, kept, half=half, errors=errors)
    click.echo(str(report))
    if keep is not None:
        labels = f"{gold.name}, {half}" if half else gold.name
        told = summary(report, labels=labels, measured_on=datetime.now(UTC).date())
        keep.with_name(f"{keep.stem}.accuracy.json").write_bytes(told)
