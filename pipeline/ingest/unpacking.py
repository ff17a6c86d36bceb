"""PDF streams that unpack to far more than they are: found before any library unpacks them.

The library that reads pages ends its process when memory runs out, so that nothing could be said
of the file. Deflate packs at most 1,032 times (RFC 1951), so that small streams need no look.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from pipeline.errors import QuarantineKind, SourceError

MOST = 300_000_000
"""Bytes that one stream may unpack to; the drawing of a large map has some 50 million."""

_RATIO = 1032
_STREAM = b"stream"
_ENDS = (b"\r\n", b"\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2_000
"""Bytes before a stream in which its dictionary stands."""

_PIECE = 1 << 20


def refuse_bombs(data: bytes) -> None:
    """Raise SourceError `too-large` where a stream of a PDF unpacks to more than `MOST` bytes.

    Pictures are left out: they are unpacked only where a page is drawn, within limits of their own.
    """
    for packed, times in _streams(data):
        if times and len(packed) * _RATIO**times > MOST and _size(packed, times) > MOST:
            message = (
                f"A page of the file would unpack to more than {MOST:,} bytes, as no honest "
                "document does. Ask its sender for a fresh copy, or print it to PDF again."
            )
            raise SourceError(QuarantineKind.TOO_LARGE, message)


def _streams(data: bytes) -> Iterator[tuple[memoryview, int]]:
    """The streams that may be pages, and how many times over each is deflated."""
    whole = memoryview(data)
    found = data.find(_STREAM)
    while found >= 0:
        start = found + len(_STREAM)
        broken = next((len(end) for end in _ENDS if data.startswith(end, start)), 0)
        if broken and not data.startswith(b"end", max(0, found - 3)):
            before = data[max(0, found - _DICTIONARY) : found]
            before = before[before.rfind(b" obj") :] if b" obj" in before else before
            if not _PICTURE.search(before):
                end = data.find(b"endstream", start)
                packed = whole[start + broken : end if end >= 0 else len(data)]
                yield packed, len(_DEFLATED.findall(before))
        found = data.find(_STREAM, start)


def _size(packed: bytes | memoryview, times: int) -> int:
    """Bytes that a stream unpacks to, counted no further than just above `MOST`."""
    size = 0
    inner: Iterator[bytes] = _unpacked([packed])
    for _ in range(min(times, 4) - 1):
        inner = _unpacked(inner)
    for piece in inner:
        size += len(piece)
        if size > MOST:
            break
    return size


def _unpacked(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Deflated pieces, unpacked a little at a time; what is damaged ends them."""
    inflater = zlib.decompressobj()
    for piece in pieces:
        waiting: bytes | memoryview = piece
        while len(waiting):
            try:
                out = inflater.decompress(waiting, _PIECE)
            except zlib.error:
                return
            if out:
                yield out
            elif inflater.eof or len(inflater.unconsumed_tail) == len(waiting):
                return
            waiting = inflater.unconsumed_tail
