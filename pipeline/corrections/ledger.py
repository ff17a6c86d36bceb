"""The file of corrections: JSON lines that are only ever added to, each sealed by the one before.

The only part of the package that touches the disk.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.corrections.entry import START, Correction, line_of, parse, sealed
from pipeline.errors import ConfigError, StoreError
from pipeline.model import value

NAME = "corrections.jsonl"
"""The file's name beside the register, unless another is given."""


@value
class Ledger:
    """What a file of corrections holds. `trouble` is a sentence where it was tampered with."""

    corrections: tuple[Correction, ...] = ()
    trouble: str = ""

    @property
    def head(self) -> str:
        """The hash of the last correction; "" where there is none."""
        return self.corrections[-1].hash if self.corrections else ""


def read(path: Path) -> Ledger:
    """Read the file; an absent one holds nothing.

    Corrections up to the first broken line are given, with the trouble. Raises ConfigError where
    the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            return check(file.read())
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        message = f"The corrections in {path} cannot be read ({error.strerror})."
        raise ConfigError(message) from error


def trusted(path: Path) -> tuple[Correction, ...]:
    """Give the corrections. Raises ConfigError, with what to do, where the chain is broken."""
    ledger = read(path)
    if ledger.trouble:
        message = (
            f"{ledger.trouble} The corrections in {path} are not used until they are whole again: "
            "put back a copy from before, and see: minutes verify"
        )
        raise ConfigError(message)
    return ledger.corrections


def append(path: Path, draft: Correction) -> Correction:
    """Add one correction, numbered and sealed, and make it survive a power cut; give it back.

    Raises ConfigError where the chain is broken, StoreError where the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path) as handle:
            data = _whole(handle)
            ledger = check(data)
            if ledger.trouble:
                message = f"{ledger.trouble} Nothing was added. See: minutes verify"
                raise ConfigError(message)
            added = sealed(draft, len(ledger.corrections) + 1, ledger.head or START)
            _write(handle, len(data), line_of(added))
        _flush(path.parent)
    except OSError as error:
        message = f"The correction could not be kept in {path} ({error.strerror})."
        raise StoreError(message) from error
    return added


def check(data: bytes) -> Ledger:
    """Follow the chain through the bytes of a file."""
    found: list[Correction] = []
    previous = START
    trouble = ""
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        entry = parse(line)
        if entry is None:
            trouble = f"Correction {number} was altered: its words do not give its hash."
        elif entry.n != number or entry.previous != previous:
            trouble = (
                f"Correction {number} does not follow the one before it: "
                "a correction was removed, added or moved."
            )
        if entry is None or trouble:
            break
        found.append(entry)
        previous = entry.hash
    if not trouble and data and not data.endswith(b"\n"):
        trouble = (
            f"The line after correction {len(found)} is incomplete, as after a power cut: "
            "delete that line, and make the correction again."
        )
    return Ledger(corrections=tuple(found), trouble=trouble)


def compare(ledger: Ledger, number: int, head: str) -> str:
    """Hold the file against what a register recorded of it: its last number and hash.

    Gives a sentence where they disagree, else "". A file that has grown since agrees.
    """
    if number == 0:
        return ""
    if len(ledger.corrections) < number:
        return (
            f"The register was built with {number} corrections, and the file holds "
            f"{len(ledger.corrections)}: the last ones were removed."
        )
    if ledger.corrections[number - 1].hash != head:
        return (
            f"Correction {number} is another than the one that the register was built with: "
            "the file was written anew."
        )
    return ""


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _whole(handle: int) -> bytes:
    pieces = []
    os.lseek(handle, 0, os.SEEK_SET)
    while piece := os.read(handle, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _write(handle: int, size: int, line: bytes) -> None:
    """Write at the end; take back what was written where the disk fills up."""
    try:
        done = 0
        while done < len(line):
            done += os.pwrite(handle, line[done:], size + done)
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, size)
        raise


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
