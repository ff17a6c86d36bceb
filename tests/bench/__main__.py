"""`python -m tests.bench`: measure, and print tables in Markdown. Small unless told otherwise."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.bench import asking, building, plot, readers
from tests.bench.archive import make
from tests.bench.figures import Figure

PARTS = ("readers", "cores", "cluster", "again", "growth", "asking")


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for."""
    asked = _arguments(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = asked.folder or Path(scratch)
        say(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
            f"load before: {os.getloadavg()[0]:.1f}; median of {asked.runs} runs\n")  # fmt: skip
        for part in asked.parts:
            say(f"### {part}\n\n| measure | median | spread | goal |\n| --- | --- | --- | --- |")
            for figure in _measure(part, folder, asked):
                say(figure.row())
            say("")
    return 0


def _measure(part: str, folder: Path, asked: argparse.Namespace) -> Iterator[Figure]:
    if part == "readers":
        archive = asked.archive or make(folder / f"archive-{asked.documents}", asked.documents)
        yield from readers.measure(archive, asked.runs, asked.files)
    elif part == "cores":
        yield from building.cores(folder, asked.documents, asked.runs)
    elif part == "cluster":
        yield from building.cluster(folder, asked.documents, asked.runs)
    elif part == "again":
        yield from building.again(folder, asked.documents, asked.jobs, asked.runs)
    elif part == "growth":
        yield from _growth(folder, asked)
    else:
        for actions in asked.actions:
            register = folder / f"actions-{actions}.db"
            if not register.exists():
                asking.register(register, actions)
            yield from asking.measure(register, actions, max(3, asked.runs))


def _growth(folder: Path, asked: argparse.Namespace) -> Iterable[Figure]:
    found = building.growth(folder, asked.sizes, asked.jobs, short=asked.short)
    series = {
        "work, s": [(float(size), built.work) for size, built in found.items()],
        "database, MiB": [(float(size), built.bytes / 2**20) for size, built in found.items()],
        "parent, peak MiB": [(float(size), built.parent) for size, built in found.items()],
    }
    if asked.plot and len(found) > 1:
        plot.draw(series, asked.plot, title="First build of generated archives")
    for size, built in found.items():
        each = 1000 * built.work / max(1, built.loaded)
        yield Figure(f"{size:,} documents, {built.pages:,} PDF pages", "s", (built.seconds,))
        yield Figure(f"{size:,} documents: work", "s", (built.work,))
        yield Figure(f"{size:,} documents: work on each", "ms", (each,))
        yield from building.memory(built, f"{size:,} documents")
    if len(found) > 1:
        for name, points in series.items():
            yield Figure(f"{name} grows with documents to the power", "", (plot.exponent(points),))


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (all)")
    parser.add_argument("--documents", type=int, default=60, help="in the generated archive")
    parser.add_argument("--sizes", type=_numbers, default=[30, 100, 300], help="archives to grow")
    parser.add_argument("--short", action="store_true", help="documents of one page (growth)")
    parser.add_argument("--actions", type=_numbers, default=[10_000], help="registers to ask")
    parser.add_argument("--archive", type=Path, help="a folder to read instead (readers)")
    parser.add_argument("--files", type=int, default=40, help="files of a format that are read")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="children")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the median is taken")
    parser.add_argument(
        "--folder", type=Path, help="where archives and registers are made, once, and kept"
    )
    parser.add_argument("--plot", type=Path, help="a PNG of the growth to write")
    asked = parser.parse_args(arguments)
    asked.parts = asked.parts or list(PARTS)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return asked


def _numbers(text: str) -> list[int]:
    return [int(part.replace("_", "")) for part in text.split(",")]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
