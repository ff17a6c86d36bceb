"""Signs in a PDF's bytes that part of it is lost, though readers open it without a word."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from pipeline.ingest.unpacking import streams

_DEFLATED = re.compile(rb"/Filter\s*(?:\[\s*/Fl(?:ateDecode)?\s*\]|/Fl(?:ateDecode)?\b)")
_OTHER = re.compile(rb"/(?:Type|Subtype|FunctionType|ShadingType|PatternType|N|Length[123])\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\d|\s+\d+\s+R)")
_START = re.compile(rb"startxref\s+(\d{1,12})\b")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_HEADER = b"%PDF-"
_DICTIONARY = 600  # bytes; that of a page's content is short
_LARGEST = 4 << 20  # bytes of one page's content that are unpacked
_TAIL = 2_048


def is_cut(data: bytes) -> bool:
    """Whether the file lacks the end that every PDF has (ISO 32000-1, 7.5.5)."""
    return b"startxref" not in data and b"%%EOF" not in data[-4096:]


def is_mangled(data: bytes) -> bool:
    """Whether the file went through a transfer that rewrote its line ends, as of a text.

    Then the table of its parts points beside them, and every line ends alike, even those bytes
    of packed streams that only look like line ends. Plain letters survive such a transfer.
    """
    if data.isascii():
        return False
    found = _START.findall(data, max(0, len(data) - _TAIL))
    if not found:
        return False
    at = int(found[-1]) + max(data.find(_HEADER), 0)
    if _TABLE.match(data, at) or _TABLE.match(data, int(found[-1])):
        return False
    returns, feeds, pairs = (data.count(end) for end in (b"\r", b"\n", b"\r\n"))
    return feeds > 0 and pairs == feeds == returns


def has_broken_page(data: bytes) -> bool:
    """Whether the packed content of a page breaks off or is damaged: its words end there."""
    return b"/Encrypt" not in data and any(map(_is_broken, _contents(data)))


def _contents(data: bytes) -> Iterator[memoryview]:
    """The deflated streams that have no type: the contents of pages."""
    whole = memoryview(data)
    for here, start, end in streams(data):
        before = data[max(0, here - _DICTIONARY) : here]
        opening = before.rfind(b" obj")
        if opening < 0 or not _DEFLATED.search(before, opening) or _OTHER.search(before, opening):
            continue
        length = _LENGTH.search(before, opening)
        if length and data.startswith(b"endstream", start + int(length[1])):
            yield whole[start : start + int(length[1])]
        else:
            yield whole[start:end]


def _is_broken(packed: memoryview) -> bool:
    inflater = zlib.decompressobj()
    try:
        inflater.decompress(packed, _LARGEST)
    except zlib.error:
        return True
    return not inflater.eof and not inflater.unconsumed_tail and not _is_whole(packed)


def _is_whole(packed: memoryview) -> bool:
    """Whether nothing but the check sum is missing at the end, which some writers leave out."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        inflater.decompress(packed[2:], _LARGEST)
    except zlib.error:
        return False
    return inflater.eof
