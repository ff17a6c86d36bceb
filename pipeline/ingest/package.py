"""Office files as zip packages: opened within limits, and salvaged where the directory is lost.

Nothing is ever written to disk, so names such as `../../x` do no harm. Limits come from the
largest of a thousand real Word files: 17 MB inflated, 70 times their size, 291 parts.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from pipeline.errors import QuarantineKind, SourceError

MOST_BYTES = 200_000_000
MOST_PARTS = 2_000
RATIO_FROM = 40_000_000
MOST_RATIO = 100

_LOCAL = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCAL_SIZE = 30
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    struct.error,
    OverflowError,
)


@dataclass
class Package:
    """The parts of a package by name. `salvaged` where the directory had to be passed over."""

    salvaged: bool = False
    _names: dict[str, str] = field(default_factory=dict)
    _zip: zipfile.ZipFile | None = None
    _parts: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, with forward slashes and no slash in front."""
        return tuple(self._names)

    def find(self, name: str) -> str | None:
        """The name as the package writes it: parts are told apart without regard to case."""
        name = name.replace("\\", "/").lstrip("/")
        if name in self._names:
            return name
        lower = name.lower()
        return next((one for one in self._names if one.lower() == lower), None)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none. Raises SourceError on damage."""
        found = self.find(name)
        if found is None:
            return None
        if self._zip is None or found in self._parts:
            return self._parts[found]
        try:
            return self._zip.read(self._names[found])
        except _DAMAGE as error:
            raise corrupt() from error

    def head(self, name: str, size: int = 65536) -> bytes:
        """The first bytes of a part; nothing where it is absent or damaged.

        A part that is no longer than that is kept, so that to read it later costs nothing.
        """
        found = self.find(name)
        if found is None:
            return b""
        if self._zip is not None and found not in self._parts:
            try:
                with self._zip.open(self._names[found]) as stream:
                    first = stream.read(size)
            except _DAMAGE:
                return b""
            if len(first) < self._zip.getinfo(self._names[found]).file_size:
                return first
            self._parts[found] = first  # all of it, and its checksum is right
        return self._parts[found][:size]


def open_package(data: bytes) -> Package:
    """Open a zip package. Raises SourceError: corrupt-zip, encrypted, too-large or ambiguous."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        return _salvage(data)
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    inflated = sum(info.file_size for info in members)
    _check_size(len(members), inflated, len(data))
    names: dict[str, str] = {}
    for info in members:
        if info.flag_bits & 1:
            message = "The file is protected by a password. Save it without one and add it again."
            raise SourceError(QuarantineKind.ENCRYPTED, message)
        name = info.filename.replace("\\", "/").lstrip("/")
        if name in names:
            message = (
                f"The file holds two different parts named {name[:80]!r}, so it cannot be said "
                "which is meant. Open it in Word, save it again and add it."
            )
            raise SourceError(QuarantineKind.AMBIGUOUS, message)
        names[name] = info.filename
    return Package(_names=names, _zip=archive)


def _check_size(parts: int, inflated: int, packed: int) -> None:
    if parts > MOST_PARTS:
        message = f"The file holds {parts:,} parts; more than {MOST_PARTS:,} are not opened."
        raise SourceError(QuarantineKind.TOO_LARGE, message)
    if inflated > MOST_BYTES or (inflated > RATIO_FROM and inflated > MOST_RATIO * packed):
        message = (
            f"The file would unpack to {inflated:,} bytes, as no honest document does. "
            "Ask its sender for a fresh copy."
        )
        raise SourceError(QuarantineKind.TOO_LARGE, message)


def corrupt() -> SourceError:
    """What to raise for a package whose text cannot be had."""
    message = "The file is damaged and its text cannot be unpacked. Ask for it again."
    return SourceError(QuarantineKind.CORRUPT_ZIP, message)


def _salvage(data: bytes) -> Package:
    """The parts by their local headers, where the directory is unusable but the end is there.

    A file that breaks off is not trusted, for half of the minutes would be missing. Only parts
    whose checksum is right are given.
    """
    end = data.rfind(_END)
    if end < 0 or end + _END_SIZE > len(data):
        raise corrupt()
    parts: dict[str, bytes] = {}
    place, inflated = data.find(_LOCAL), 0
    while place >= 0:
        name, content, after = _local(data, place, MOST_BYTES - inflated)
        if content is not None:
            inflated += len(content)
            parts.setdefault(name, content)
        _check_size(len(parts), inflated, len(data))
        place = data.find(_LOCAL, max(after, place + 4))
    if not parts:
        raise corrupt()
    return Package(salvaged=True, _names={name: name for name in parts}, _parts=parts)


def _local(data: bytes, place: int, room: int) -> tuple[str, bytes | None, int]:
    """The name and content at a local header, and where it ends; no content where it is bad."""
    header = data[place : place + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE:
        return "", None, len(data)
    flags, method = struct.unpack_from("<HH", header, 6)
    checksum, packed, _, name_size, extra_size = struct.unpack_from("<IIIHH", header, 14)
    start = place + _LOCAL_SIZE + name_size + extra_size
    name = data[place + _LOCAL_SIZE : place + _LOCAL_SIZE + name_size].decode("utf-8", "replace")
    if method == zipfile.ZIP_STORED:
        content, after = data[start : start + packed], start + packed
    elif method == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(data[start:], room + 1)
        except zlib.error:
            return name, None, start
        if len(content) > room:
            _check_size(0, MOST_BYTES + 1, len(data))
        if not inflater.eof:
            return name, None, start
        after = len(data) - len(inflater.unused_data)
    else:
        return name, None, start
    if flags & 8:  # the checksum follows the content, with or without a signature
        tail = data[after : after + 8].removeprefix(b"PK\x07\x08")
        checksum = int.from_bytes(tail[:4], "little")
    good = zlib.crc32(content) == checksum
    return name.replace("\\", "/").lstrip("/"), content if good else None, after
