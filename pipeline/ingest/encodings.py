"""Text that is no sound UTF-8 and does not say how it is coded: the likeliest way to read it."""

from __future__ import annotations

import codecs
import re

GUESSED = ("cp1252", "mac_roman", "cp850")
"""Windows, old Macintosh and DOS, the likeliest first: they differ in all but plain letters."""

MIXED = "UTF-8 mixed with Windows-1252"

_SAMPLE = 200_000
_SIGNS = "\xa0£€§©®°±²³·½¼¾‘’“”–—…•×÷"
_AT_HOME = re.compile(
    # signs of English minutes, small accented letters in a word, capitals where a word begins
    rf"[{_SIGNS}]|(?<=[a-zA-Z])[ß-öø-ÿœ]|[ß-öø-ÿœ](?=[a-zA-Z])|(?<![a-z])[À-ÖØ-ÞŒ](?=[a-zA-Z])"
)


def likeliest(data: bytes) -> tuple[str, str]:
    """The text, and which of `GUESSED` puts most of its letters where English text has such.

    Where more letters are sound UTF-8 than are not, it is `MIXED`: pasted from several places.
    What a coding has no letter for becomes U+FFFD.
    """
    sample = data[:_SAMPLE]
    tried = sample.decode("utf-8", "replace")
    bad = tried.count("\ufffd")
    if sum(not letter.isascii() for letter in tried) > 2 * bad:
        return data.decode("utf-8", "minutes.windows"), MIXED
    found = max(GUESSED, key=lambda name: len(_AT_HOME.findall(sample.decode(name, "replace"))))
    return data.decode(found, "replace"), found


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, as Windows-1252 (PEP 293)."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("minutes.windows", _windows)
