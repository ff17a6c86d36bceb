"""Patterns as model files write them: spread over lines, with blanks between their parts."""

from __future__ import annotations

import re

_PART = re.compile(
    r"""
      (?P<blank> \[[ ]\] )                       # a blank that counts
    | (?P<kept> \\. | \[ \^? \]? (?: \\. | [^\]\\] )* \] )
    | (?P<dropped> \s+ | (?<!\S) [#] .* )         # what only makes it readable, and remarks
    """,
    re.VERBOSE,
)


def plain(written: str) -> str:
    """The regular expression that a text in verbose form writes.

    Blanks and line ends count for nothing, and neither does what follows a `#` that has a blank before
    it; `[ ]` is a blank, and a set of characters stays as it is. The form is that of `re.VERBOSE`, so that
    plain expressions and parts of them can be put together.
    """
    return _PART.sub(lambda part: " " if part["blank"] else part["kept"] or "", written)
