"""Spreadsheets run cells that begin like a formula: ours never do.

Source: OWASP, "CSV Injection": a cell beginning with = + - @ tab or return is led by an apostrophe.
A plain number ("-1.5") is left as it is.
"""

from __future__ import annotations

import re
import string

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?$")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PLAIN = frozenset(string.ascii_letters.encode() + string.digits.encode())
"""First bytes that cannot begin a formula: most fields need no closer look."""


def safe_cell(value: object) -> str:
    """The text of a CSV cell that no spreadsheet takes for a formula. None gives ""."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, int | float) or _NUMBER.match(text):
        return text
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


class CsvGuard:
    """Makes a stream of CSV bytes (UTF-8, any chunks) safe, field by field."""

    _FIELD = re.compile(rb'((?:"[^"]*"|[^",\n])*)([,\n])')

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> bytes:
        """Take the next bytes; give back the fields that they complete, with separators."""
        data = self._rest + chunk
        out: list[bytes] = []
        end = 0
        while found := self._FIELD.match(data, end):
            out += (_guarded(found[1]), found[2])
            end = found.end()
        self._rest = data[end:]
        return b"".join(out)

    def close(self) -> bytes:
        """The last field, where the stream does not end in a newline."""
        rest, self._rest = _guarded(self._rest), b""
        return rest


def _guarded(field: bytes) -> bytes:
    """The field as written in CSV, an apostrophe put before what a spreadsheet would run."""
    if not field or field[0] in _PLAIN:
        return field
    line_end = b"\r" if field.endswith(b"\r") else b""
    body = field.removesuffix(b"\r")
    quoted = body.startswith(b'"')
    inner = (body[1:-1] if quoted else body).decode("utf-8", "surrogateescape")
    if safe_cell(inner) == inner:
        return field
    return (b"\"'" + body[1:] if quoted else b"'" + body) + line_end
