"""File names as text: any name of a file system fits into JSON, SQLite and a terminal."""

from __future__ import annotations

import os


def printable(name: str) -> str:
    r"""Give a name, as the operating system hands it out, as text that every encoding holds.

    Bytes that are no UTF-8 become `\xNN`. In such names, and in those that hold the characters
    `\x` themselves, backslashes are doubled, so that no two names become one.
    """
    data = os.fsencode(name)
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        plain = ""
    if plain and "\\x" not in plain:
        return plain
    return data.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
