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
    for packed, times in _packed(data):
        if times and len(packed) * _RATIO**times > MOST and _size(packed, times) > MOST:
            message = (
                f"A page of the file would unpack to more than {MOST:,} bytes, as no honest "
                "document does. Ask its sender for a fresh copy, or print it to PDF again."
            )
            raise SourceError(QuarantineKind.TOO_LARGE, message)


def _packed(data: bytes) -> Iterator[tuple[memoryview, int]]:
    """The streams that may be pages, and how many times over each is deflated."""
    whole = memoryview(data)
    for here, start, end in streams(data):
        before = data[max(0, here - _DICTIONARY) : here]
        before = before[max(before.rfind(b" obj"), 0) :]
        if not _PICTURE.search(before):
            yield whole[start:end], len(_DEFLATED.findall(before))


def streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The streams of a PDF: where the word stands that opens each, where it begins and ends.

    One whose end is missing goes on to the next one's, or to the end of the file.
    """
    end = 0
    found = data.find(_STREAM)
    while found >= 0:
        here, start = found, found + len(_STREAM)
        found = data.find(_STREAM, start)
        broken = next((len(one) for one in _ENDS if data.startswith(one, start)), 0)
        if not broken or data.startswith(b"end", max(0, here - 3)):
            continue
        if end < start:
            end = data.find(b"endstream", max(start, found - 3))  # none can begin before
            end = end if end >= 0 else len(data)
        yield here, start + broken, end


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
