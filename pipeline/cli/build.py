"""`minutes build`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.build import Build, Report, Watch
from pipeline.cli import DONE, SET_ASIDE
from pipeline.cli.printing import safe, say

ARCHIVE, OUTPUT = Path("corpus"), Path("output/minutes.db")

MOST = 12
"""Months without minutes that are named one by one."""


@click.command(epilog="Example: minutes build 'G:/Governance/Minutes' --output register/minutes.db")
@click.argument("archive", type=click.Path(path_type=Path), default=ARCHIVE)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=OUTPUT,
    show_default=True,
    help="The register to write.",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Files to read at once. [default: cores]")
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What persons corrected. [default: corrections.jsonl beside the register]",
)
@click.option("--scheduler", default="", help="A dask cluster to read on, as tcp://host:8786.")
@click.option(
    "--cache",
    default="",
    help="What was read before: a folder or an address as s3://… [default: cache/ beside the register]",
)
@click.option("--retry", is_flag=True, help="Read again what was set aside.")
@click.option(
    "--force",
    is_flag=True,
    help="Read everything again, and accept a register much smaller than the last.",
)
@click.pass_context
def build(
    ctx: click.Context,
    archive: Path,
    output: Path,
    jobs: int | None,
    corrections: Path | None,
    *,
    scheduler: str,
    cache: str,
    retry: bool,
    force: bool,
) -> None:
    """Read the folder ARCHIVE (corpus/ unless given) and write the register.

    The folder is only read. Only what changed since the last build is read again. It may be
    stopped at any moment, and goes on where it was.

    Exit status: 0 done; 1 done, with files set aside; 2 something is misconfigured; 3 the new
    register was refused and the old one stays.
    """
    with _Bar() as bar:
        job = Build(
            archive,
            output,
            jobs=jobs or 0,
            retry=retry,
            force=force,
            corrections=corrections,
            scheduler=scheduler,
            cache=cache,
            watch=bar,
        )
        report = job.run()
    _tell(report, output)
    ctx.exit(SET_ASIDE if report.quarantined else DONE)


class _Bar(Watch):
    """A bar with counts and the time left, weighed by bytes; plain lines where nobody looks on."""

    def __init__(self) -> None:
        console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task("Looking for files", total=None)
        self._aside = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def start(self, files: int, size: int, kept: int) -> None:
        """Show how much there is to do."""
        del size
        self._progress.update(self._task, total=files, completed=0, description="Reading")
        if kept:
            self._progress.console.print(f"{kept:,} files are known and unchanged.")

    def finished(self, path: str, size: int, trouble: str) -> None:
        """Move on by one file."""
        del size
        self._aside += bool(trouble)
        self._progress.advance(self._task)
        words = f"Reading ({self._aside:,} set aside)" if self._aside else "Reading"
        self._progress.update(self._task, description=words)
        if trouble:
            self._progress.console.print(safe(f"Set aside ({trouble}): {path}"))

    def step(self, words: str) -> None:
        """Show what is done next."""
        self._progress.update(self._task, description=words)


def _tell(report: Report, output: Path) -> None:
    """Print the statement of completeness."""
    counts = report.counts
    if report.unchanged:
        say("Nothing has changed: the register stays as it is.")
    lost = f", {counts.pages_lost:,} of them without their words" if counts.pages_lost else ""
    say(f"Files: {counts.seen:,} seen, with {counts.pages:,} pages in what was read{lost}.")
    say(f"  {counts.loaded:,} loaded")
    if counts.partial:
        say(f"  {counts.partial:,} loaded in part: some pages or words could not be read")
    for kind, number in counts.set_aside.items():
        say(f"  {number:,} set aside: {kind}")
    for reason, number in counts.skipped.items():
        say(f"  {number:,} skipped: {reason}")
    bodies: dict[str, list[str]] = {}
    for gap in report.gaps:
        bodies.setdefault(gap.body, []).append(gap.month)
    for body, months in bodies.items():
        more = f" and {len(months) - MOST} more" if len(months) > MOST else ""
        say(f"No minutes of {body} for {', '.join(months[:MOST])}{more}.")
    say(f"{output} is ready after {report.seconds:.1f} s. See it with: minutes serve")
    if report.quarantined:
        say("See what was set aside, and what to do, with: minutes quarantine")
