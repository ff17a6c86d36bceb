"""Builds the streams of a small Word 97 file, so that its reader is tested without any program."""

from __future__ import annotations

import struct

_PAGE = 512
_TEXT_AT = 4 * _PAGE

BOLD = struct.pack("<HB", 0x0835, 1)
STRUCK_OUT = struct.pack("<HB", 0x0800, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
LISTED = struct.pack("<HH", 0x460B, 3)

Stretch = tuple[str, bytes]
Paragraph = tuple[tuple[Stretch, ...], bytes, int]


def paragraph(*stretches: str | Stretch, form: bytes = b"", style: int = 0) -> Paragraph:
    """A paragraph of stretches (text, character formatting); the last ends with its mark."""
    whole = tuple((one, b"") if isinstance(one, str) else one for one in stretches)
    return whole, form, style


def streams(
    *paragraphs: Paragraph, wide: bool = False, notes: int = 0, headers: int = 0
) -> tuple[bytes, bytes]:
    """The main and the table stream. The last `headers`, before them `notes`, are counted apart."""
    text = "".join(words for stretches, _, _ in paragraphs for words, _ in stretches)
    width = 2 if wide else 1
    raw = text.encode("utf-16-le" if wide else "cp1252")
    units = len(raw) // width
    characters: list[tuple[int, bytes]] = []
    ends: list[tuple[int, bytes]] = []
    at = _TEXT_AT
    for stretches, form, style in paragraphs:
        for words, look in stretches:
            at += len(words) * width
            characters.append((at, look))
        ends.append((at, struct.pack("<H", style) + form))
    main = bytearray(_TEXT_AT)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<3i", main, 0x4C, units - notes - headers, notes, headers)
    main[_PAGE : 2 * _PAGE] = _characters(characters)
    main[2 * _PAGE : 3 * _PAGE] = _paragraphs(ends)
    bins = struct.pack("<3I", _TEXT_AT, at, 1), struct.pack("<3I", _TEXT_AT, at, 2)
    place = _TEXT_AT if wide else (_TEXT_AT * 2) | 0x40000000
    pieces = struct.pack("<2I", 0, units) + struct.pack("<HIH", 0, place, 0)
    clx = b"\1\2\0xx" + b"\2" + struct.pack("<I", len(pieces)) + pieces
    table = b""
    for pointer, content in ((0x00FA, bins[0]), (0x0102, bins[1]), (0x01A2, clx)):
        struct.pack_into("<II", main, pointer, len(table), len(content))
        table += content
    return bytes(main) + raw, table


def _bounds(runs: list[tuple[int, bytes]]) -> bytes:
    return struct.pack(f"<{len(runs) + 1}I", _TEXT_AT, *(end for end, _ in runs))


def _characters(runs: list[tuple[int, bytes]]) -> bytes:
    """A formatting page for characters (2.9.33): bounds, offsets, and properties from the end."""
    page = bytearray(_PAGE)
    head = _bounds(runs)
    page[: len(head)] = head
    free = _PAGE - 1
    for at, (_, look) in enumerate(runs):
        if look:
            free = (free - len(look) - 1) // 2 * 2
            page[free : free + len(look) + 1] = bytes([len(look)]) + look
            page[len(head) + at] = free // 2
    page[-1] = len(runs)
    return bytes(page)


def _paragraphs(runs: list[tuple[int, bytes]]) -> bytes:
    """A formatting page for paragraphs (2.9.175)."""
    page = bytearray(_PAGE)
    head = _bounds(runs)
    page[: len(head)] = head
    free = _PAGE - 1
    for at, (_, form) in enumerate(runs):
        padded = form + b"\0" * (1 - len(form) % 2)
        free = (free - len(padded) - 1) // 2 * 2
        page[free : free + len(padded) + 1] = bytes([(len(padded) + 1) // 2]) + padded
        page[len(head) + at * 13] = free // 2
    page[-1] = len(runs)
    return bytes(page)
