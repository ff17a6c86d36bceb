"""Files that a transfer in text mode has changed: every line end was rewritten on the way.

Words that are packed do not survive that; where a file can still be opened, nobody can tell what
of it is lost.
"""

from __future__ import annotations

import re

from pipeline.model import Issue, Level

FEWEST = 20
"""Line ends from which it is no accident that all are of one kind."""

_LONE = re.compile(rb"(?<!\r)\n")  # which any packed data has
_START = re.compile(rb"startxref\s+(\d{1,10})\s")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def rewritten(data: bytes) -> Issue | None:
    """The doubt about a PDF whose line ends were rewritten; None about any other.

    In such a file every line feed follows a carriage return, and the table of its parts does not
    stand where the file says (ISO 32000-1, 7.5.5), because all that follows has moved.
    """
    if _LONE.search(data) or data.count(b"\n") < FEWEST:
        return None
    starts = _START.findall(data)
    if not starts or _TABLE.match(data, int(starts[-1])):
        return None
    message = (
        "The file's line ends were rewritten on its way, which damages text and pictures without "
        "a trace. Compare it with the original, or ask for a fresh copy."
    )
    return Issue(code="line-ends-rewritten", level=Level.WARNING, message=message, stage="read")
