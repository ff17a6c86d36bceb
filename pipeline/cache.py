"""What was worked out before: values on disk under the hash of everything that made them.

An entry is JSON, compressed, at `<cache>/<stage>/<aa>/<key>.json.z`. Nobody has to remember to
raise a number: a key is a hash over the input and over the fingerprint of the stage, and that one
over the source text of the stage's layers, its model files and its libraries' versions.
Entries are written beside their place and renamed into it, so that none is ever half there; what
cannot be decoded is taken for absent.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from pipeline.errors import ConfigError
from pipeline.model import value

T = TypeVar("T")

_FASTEST = 1


class Cache:
    """The values of one folder or, as "s3://…", of one address. Several processes may use it at once."""

    def __init__(self, address: Path | str) -> None:
        self.address = str(address)
        self._files: _Files = (
            _Remote(self.address) if "://" in self.address else _Folder(Path(address))
        )

    def get(self, stage: str, key: str, shape: type[T]) -> T | None:
        """Give the value under `key`; None where there is none, or a damaged one."""
        try:
            data = zlib.decompress(self._files.read(_place(stage, key)))
            return msgspec.json.decode(data, type=shape)
        except (OSError, zlib.error, msgspec.MsgspecError, ValueError):
            return None

    def put(self, stage: str, key: str, packed: bytes) -> None:
        """Keep a value that `pack` has packed. Raises OSError where the disk refuses it."""
        self._files.write(_place(stage, key), packed)

    def has(self, stage: str, key: str) -> bool:
        """Whether there is an entry, sound or not."""
        return self._files.exists(_place(stage, key))


def _place(stage: str, key: str) -> str:
    return f"{stage}/{key[:2]}/{key}.json.z"


class _Files(Protocol):
    """Where entries lie, by their place relative to the cache."""

    def read(self, place: str) -> bytes: ...
    def write(self, place: str, data: bytes) -> None: ...
    def exists(self, place: str) -> bool: ...


class _Folder:
    """A folder of this machine's file systems."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)

    def read(self, place: str) -> bytes:
        with open(f"{self.folder}/{place}", "rb") as file:  # noqa: PTH123 - three times as fast, and hot
            return file.read()

    def write(self, place: str, data: bytes) -> None:
        entry = Path(self.folder, place)
        entry.parent.mkdir(parents=True, exist_ok=True)
        temporary = entry.with_name(f".{entry.name[:16]}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(entry)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def exists(self, place: str) -> bool:
        return os.path.exists(f"{self.folder}/{place}")  # noqa: PTH110 - likewise


class _Remote:
    """An address that fsspec knows. What a break leaves there half written cannot be decoded."""

    def __init__(self, address: str) -> None:
        try:
            core = import_module("fsspec.core")
            self.files, self.root = core.url_to_fs(address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            message = (
                f"The cache {address} cannot be used ({error}). Install the extra [cluster], "
                "and what fsspec needs for such addresses."
            )
            raise ConfigError(message) from error

    def read(self, place: str) -> bytes:
        return bytes(self.files.cat_file(f"{self.root}/{place}"))

    def write(self, place: str, data: bytes) -> None:
        entry = f"{self.root}/{place}"
        self.files.makedirs(entry.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(entry, data)

    def exists(self, place: str) -> bool:
        return bool(self.files.exists(f"{self.root}/{place}"))


def pack(held: object) -> bytes:
    """Turn a value into an entry. Raises ValueError for text that is no Unicode."""
    return zlib.compress(msgspec.json.encode(held), _FASTEST)


def key_of(*parts: str) -> str:
    """Give the key of an input: 64 hexadecimal digits over its parts, in order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def source_fingerprint(*names: str) -> str:
    """Hash the source text of parts of this package: modules or folders, as "ingest", "errors".

    "." stands for all of it.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for name in sorted(names):
        place = package / name
        files = [place.with_suffix(".py")]
        if place.is_dir():
            files = sorted(file for file in place.rglob("*") if file.suffix in {".py", ".sql"})
        for file in files:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0")
            digest.update(file.read_bytes() if file.is_file() else b"absent")
    return digest.hexdigest()


def library_versions(names: Iterable[str]) -> dict[str, str]:
    """Give the installed version of each distribution, "" where it is not installed."""
    found = {}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@value
class Seen:
    """A file as it was when its bytes were hashed. Times are in nanoseconds."""

    place: str
    size: int
    modified: int
    changed: int
    inode: int
    sha256: str = ""

    def unchanged(self, now: Seen) -> bool:
        """Whether the file still is what it was, as far as the file system tells."""
        then = (self.size, self.modified, self.changed, self.inode)
        return then == (now.size, now.modified, now.changed, now.inode)


class Ledger:
    """Remembers the hash of every file that was read, so that an unchanged one is not opened.

    One JSON line a file, appended as files are finished: a killed build loses none but the last.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: dict[str, Seen] = {}
        self._lines = 0
        try:
            lines = path.read_bytes().splitlines()
        except OSError:
            return
        self._lines = len(lines)
        decoder = msgspec.json.Decoder(Seen)
        for line in lines:
            try:
                seen = decoder.decode(line)
            except msgspec.MsgspecError:
                continue  # torn by a kill
            self._seen[seen.place] = seen

    def sha256(self, now: Seen) -> str:
        """Give the hash of a file that has not changed since; else ""."""
        then = self._seen.get(now.place)
        return then.sha256 if then is not None and then.unchanged(now) else ""

    def note(self, seen: Seen) -> None:
        """Remember the hash of a file."""
        self._seen[seen.place] = seen
        self._lines += 1
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(b"\n" + msgspec.json.encode(seen))

    def tidy(self) -> None:
        """Write the file anew where most of its lines are out of date."""
        if self._lines <= 2 * len(self._seen) + 100:
            return
        temporary = self.path.with_suffix(".tmp")
        lines = (msgspec.json.encode(seen) for _, seen in sorted(self._seen.items()))
        temporary.write_bytes(b"\n".join(lines))
        temporary.replace(self.path)
        self._lines = len(self._seen)
