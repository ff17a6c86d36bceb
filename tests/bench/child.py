"""One build as a program of its own: `python -m tests.bench.child ARCHIVE OUTPUT JOBS [MORE]`.

Prints one line of JSON: seconds of wall time, seconds of the processor, which a busy machine does
not lengthen, of this process and all below it, peak memory in MiB of the parent and of the largest
child, how far the parent's memory grew beyond its imports, and how often this process opened a
file of the archive. MORE is `rule`, as if one rule of understanding had changed, `light`, which
understands next to nothing, `cores=N`, which keeps the build to so many cores of the machine, or
the address of a cluster to read on.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pipeline.link  # noqa: F401 - what is imported is no part of the growth
from pipeline.build import Build
from pipeline.build.stages import stages
from pipeline.model import replace
from tests.bench import light


def main() -> int:
    """Build and print."""
    archive, output, jobs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), int(sys.argv[3])
    held = light.STAGES if "light" in sys.argv[4:] else stages()
    if "rule" in sys.argv[4:]:
        held = replace(held, understanding=f"{held.understanding} changed", everything="changed")
    for one in sys.argv[4:]:
        if one.startswith("cores="):
            most = int(one.partition("=")[2])
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:most])
    opened: Counter[str] = Counter()
    inside = f"{archive}{os.sep}"

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and args[0].startswith(inside):
            opened[args[0]] += 1

    sys.addaudithook(hook)
    before = _peak()
    watch = _Children()
    watch.start()
    started, worked = time.perf_counter(), time.process_time()
    scheduler = next((one for one in sys.argv[4:] if "://" in one), "")
    report = Build(archive, output, jobs=jobs, plain=held, scheduler=scheduler).run()
    seconds = time.perf_counter() - started
    watch.over.set()
    watch.join()
    told = {
        "seconds": seconds,
        "work": sum(watch.work.values()) + time.process_time() - worked,
        "parent": _peak(),
        "growth": _peak() - before,
        "child": watch.peak,
        "opened": sum(opened.values()),
        "loaded": report.counts.loaded + report.counts.partial,
        "pages": report.counts.pages,
        "unchanged": report.unchanged,
        "bytes": output.stat().st_size,
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _peak() -> float:
    """Peak memory of this program (the kernel's other figure counts its caller's, too)."""
    return _high_water("self")


def _high_water(process: int | str) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _work(process: int) -> float:
    """Seconds of the processor that a process has used itself."""
    after = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")


class _Children(threading.Thread):
    """Looks at the memory and time of every descendant, twenty times a second (Linux alone)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak = 0.0
        self.work: dict[int, float] = {}

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(0.05):
            for process in _descendants(os.getpid()):
                with contextlib.suppress(OSError, IndexError):
                    self.peak = max(self.peak, _high_water(process))
                    self.work[process] = _work(process)


def _descendants(process: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_descendants(child)]
    return found


if __name__ == "__main__":
    sys.exit(main())
