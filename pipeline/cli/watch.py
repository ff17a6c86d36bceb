"""`minutes watch`."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from pipeline.build import Build, Report
from pipeline.cli import complain
from pipeline.cli.build import OUTPUT
from pipeline.cli.printing import say
from pipeline.corrections import NAME
from pipeline.errors import ConfigError, StoreError

QUIET = 500
"""Milliseconds without a change before a build begins: a file that is being copied is left alone."""

LOOK = 1000
"""Milliseconds after which the corrections are looked at, and what failed may be tried again."""

ANYWAY, AGAIN = 600.0, 10.0
"""Seconds after which a build looks though nothing was told, and after which a failed one is tried
again. File shares do not always tell of changes."""


@click.command(epilog="Example: minutes watch 'G:/Governance/Minutes' --output register/minutes.db")
@click.argument("archive", type=click.Path(path_type=Path, exists=True, file_okay=False))
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
@click.option(
    "--poll", is_flag=True, help="Look for changes instead of being told: for network shares."
)
def watch(
    archive: Path, output: Path, jobs: int | None, corrections: Path | None, *, poll: bool
) -> None:
    """Keep the register up to date with the folder ARCHIVE and the corrections, until Ctrl-C.

    A file that is put into the folder, changed or taken away is in the register a few seconds
    later. `minutes serve` takes up the new register by itself.
    """
    place = corrections or output.parent / NAME

    def build() -> Report:
        return Build(archive, output, jobs=jobs or 0, corrections=corrections).run()

    signal.signal(signal.SIGTERM, _stop)
    say(f"Watching {archive} (stop with Ctrl-C).")
    try:
        follow(build, moments(archive, output, place, poll=poll), say)
    except KeyboardInterrupt:
        say("Stopped watching.")


def follow(
    build: Callable[[], Report],
    moments: Iterable[bool],
    tell: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Build at the first moment, and again whenever something changed.

    `moments` gives True for a change and False for a while without one. What `build` refuses is
    told once and tried again after AGAIN seconds; the register stays as it was meanwhile.
    """
    due, told = clock(), ""
    for changed in moments:  # already told of what happens during the first build
        if changed or clock() >= due:
            told = _build(build, tell, told)
            due = clock() + (AGAIN if told else ANYWAY)


def moments(archive: Path, output: Path, corrections: Path, *, poll: bool) -> Iterator[bool]:
    """Tell of changes below `archive` and of the file of corrections, and of each pause between."""
    from watchfiles import Change, watch  # noqa: PLC0415 - needed here alone

    own = _Own(output)

    def counts(change: Change, path: str) -> bool:
        del change
        return not own.holds(path)

    seen = _stamp(corrections)
    changes = watch(
        archive,
        watch_filter=counts,
        step=QUIET,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        force_polling=poll or None,
        poll_delay_ms=LOOK,
    )
    for changed in changes:
        now = _stamp(corrections)
        yield bool(changed) or now != seen
        seen = now


class _Own:
    """What a build writes: where the register lies inside the archive, that is no change."""

    def __init__(self, output: Path) -> None:
        self.folder = output.parent.resolve()
        self.register = output.name

    def holds(self, path: str) -> bool:
        found = Path(path)
        if not found.is_relative_to(self.folder):
            return False
        first = found.relative_to(self.folder).parts[:1]
        return first in {
            (),
            ("cache",),
            ("runs.jsonl",),
            (".build.lock",),
            (self.register,),
        } or first[0].endswith((".tmp", ".db-journal"))


def _build(build: Callable[[], Report], tell: Callable[[str], None], told: str) -> str:
    """Build once; give the sentence of what went wrong, "" where nothing did."""
    try:
        report = build()
    except (ConfigError, StoreError) as error:
        if str(error) != told:
            complain(str(error))
        return str(error)
    if not report.unchanged:
        counts = report.counts
        aside = f", {len(report.quarantined):,} set aside" if report.quarantined else ""
        now = f"{dt.datetime.now().astimezone():%H:%M:%S}"
        tell(
            f"{now}  The register holds {counts.seen:,} files{aside}; "
            f"it took {report.seconds:.1f} s."
        )
    return ""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - one call, asked every second
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does, so that children end too, where a service manager asks for it."""
    del number, frame
    raise KeyboardInterrupt
