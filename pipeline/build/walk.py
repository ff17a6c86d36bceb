"""The files of an archive: every one is named once, to be read, skipped or set aside."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.build.names import printable
from pipeline.cache import Seen
from pipeline.errors import ConfigError, QuarantineKind
from pipeline.model import Quarantined, value
from pipeline.models import Strict, load

IGNORE = ".minutesignore"
SKIP = "skip.yml"
IGNORED = "named in .minutesignore"
INSIDE = "link to a file of the archive"
OUTSIDE = "link to a file outside the archive"
NOWHERE = "link that leads nowhere"
SPECIAL = "no ordinary file"


class Skip(Strict, frozen=True):
    """A line of `models/skip.yml`: a pattern of names, and why they are skipped."""

    pattern: str
    reason: str


@value
class Candidate:
    """A file to read. `place` is as the operating system names it, `path` relative and printable."""

    place: str
    path: str
    seen: Seen


@value
class Found:
    """What lies in an archive; all in the order of their paths. `skipped` gives path and reason."""

    files: tuple[Candidate, ...]
    skipped: tuple[tuple[str, str], ...]
    unreadable: tuple[Quarantined, ...]


def walk(archive: Path) -> Found:
    """Find every file below a folder, or the one file that `archive` names.

    Links to folders are followed where they lead out of the archive, each real folder once, so
    that a loop ends: who keeps the archive made them part of it. A link to a single file outside
    is not, for it would bring that file in under another name. Raises ConfigError where there is
    no such place.
    """
    if not archive.exists():
        message = f"There is no folder or file {printable(str(archive))}."
        raise ConfigError(message)
    walker = _Walker(archive)
    if archive.is_dir():
        walker.folders(str(archive))
    else:
        walker.file(str(archive), archive.name)
    return Found(
        files=tuple(sorted(walker.files, key=lambda found: found.path)),
        skipped=tuple(sorted(walker.skipped)),
        unreadable=tuple(sorted(walker.unreadable, key=lambda found: found.path)),
    )


class _Walker:
    """Gathers what it comes by."""

    def __init__(self, archive: Path) -> None:
        self.root = os.path.realpath(archive)
        self.skips = load(SKIP, tuple[Skip, ...])
        self.visited: set[tuple[int, int]] = set()
        self.files: list[Candidate] = []
        self.skipped: list[tuple[str, str]] = []
        self.unreadable: list[Quarantined] = []

    def folders(self, top: str) -> None:
        """Go through a folder and everything below it, however deep."""
        waiting = [(top, "", "")]
        while waiting:
            waiting.extend(self._folder(*waiting.pop()))

    def _folder(self, place: str, path: str, reason: str) -> Iterator[tuple[str, str, str]]:
        """Go through one folder; give those in it. `reason` is why all of it is skipped, or ""."""
        try:
            about = os.stat(place)  # noqa: PTH116 - names may not be UTF-8, and this is hot
            if (about.st_dev, about.st_ino) in self.visited:
                return
            self.visited.add((about.st_dev, about.st_ino))
            with os.scandir(place) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(path or ".", f"The folder cannot be opened ({error.strerror}).")
            return
        ignores = tuple(_ignored(place)) if any(e.name == IGNORE for e in entries) else ()
        for entry in entries:
            below = f"{path}/{entry.name}" if path else entry.name
            why = reason or self._reason(entry, ignores)
            if entry.is_symlink():
                yield from self._link(entry, below, why)
            elif entry.is_dir(follow_symlinks=False):
                yield entry.path, below, why
            elif why:
                self.skipped.append((printable(below), why))
            else:
                self.file(entry.path, below)

    def file(self, place: str, path: str) -> None:
        """Take a file, or say why not."""
        try:
            about = os.stat(place)  # noqa: PTH116 - names may not be UTF-8, and this is hot
        except OSError as error:
            self._unreadable(path, f"The file cannot be opened ({error.strerror}).")
            return
        if not stat.S_ISREG(about.st_mode):
            self.skipped.append((printable(path), SPECIAL))
            return
        seen = Seen(
            place=printable(os.path.abspath(place)),  # noqa: PTH100 - see above
            size=about.st_size,
            modified=about.st_mtime_ns,
            changed=about.st_ctime_ns,
            inode=about.st_ino,
        )
        self.files.append(Candidate(place=place, path=printable(path), seen=seen))

    def _link(self, entry: os.DirEntry[str], path: str, why: str) -> Iterator[tuple[str, str, str]]:
        real = os.path.realpath(entry.path)
        if why:
            self.skipped.append((printable(path), why))
        elif not os.path.exists(real):  # noqa: PTH110 - see above
            self.skipped.append((printable(path), NOWHERE))
        elif real == self.root or real.startswith(self.root + os.sep):
            self.skipped.append((printable(path), INSIDE))
        elif os.path.isdir(real):  # noqa: PTH112 - see above
            yield entry.path, path, ""
        else:
            self.skipped.append((printable(path), self._beyond(real)))

    def _beyond(self, real: str) -> str:
        """Why a link out of the archive is passed over; to a device, it is no file at all."""
        try:
            regular = stat.S_ISREG(os.stat(real).st_mode)  # noqa: PTH116 - see above
        except OSError:
            return NOWHERE
        return OUTSIDE if regular else SPECIAL

    def _reason(self, entry: os.DirEntry[str], ignores: tuple[str, ...]) -> str:
        for pattern in ignores:
            folder = pattern.endswith("/")
            if fnmatchcase(entry.name, pattern.rstrip("/")) and (not folder or entry.is_dir()):
                return IGNORED
        for skip in self.skips:
            if fnmatchcase(entry.name, skip.pattern):
                return skip.reason
        return ""

    def _unreadable(self, path: str, sentence: str) -> None:
        message = f"{sentence} Ask whoever looks after the folder for the right to read it."
        self.unreadable.append(
            Quarantined(
                path=printable(path), sha256="", kind=QuarantineKind.UNREADABLE, message=message
            )
        )


def _ignored(place: str) -> Iterator[str]:
    """Read the patterns of a folder's ignore file; none where it cannot be read."""
    try:
        lines = (Path(place) / IGNORE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        pattern = line.partition("#")[0].strip()
        if pattern:
            yield pattern
