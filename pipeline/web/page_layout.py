"""A Word file laid out as a PDF by LibreOffice: run in a process of its own.

It reads a JSON request from standard input: `path`, the file, and `to`, where the PDF is put.
The profile is thrown away, macros are off, links are not followed and whatever is asked of the
network is refused. Exit status 0: it is there; 3: the file cannot be laid out.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from pipeline.office import convert

ENDINGS = frozenset({".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf"})
"""Files that have no pages until they are laid out."""

SECONDS, MEMORY, LARGEST = 45, 4 << 30, 200 << 20
"""Limits of the converter: seconds, bytes of memory, bytes that it may write."""


def lay_out(file: Path, to: Path) -> bool:
    """Put the PDF of `file` at `to`, whole or not at all; whether it is there."""
    made = convert(file.read_bytes(), file.suffix.lower(), "pdf", SECONDS)
    if made is None:
        return False
    part = to.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(made)
    part.replace(to)
    return True


def main() -> int:
    """Answer one request."""
    os.nice(5)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    asked = json.load(sys.stdin)
    try:
        return 0 if lay_out(Path(asked["path"]), Path(asked["to"])) else 3
    except OSError as error:
        print(error, file=sys.stderr)  # noqa: T201 (a process's own log)
        return 3


if __name__ == "__main__":
    sys.exit(main())
