"""Whether a page's text is worth having: there is enough of it, and it consists of words."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from pipeline.ingest.pdf.values import Sheet, Word, Words

FEW = 40
"""Letters below which a page with a picture or many drawn shapes is looked at by the engine."""

_SOME = 150  # letters below which a page-wide picture may hold the rest of the text
_SHAPES = 150  # drawn shapes that may be letters as outlines
_PICTURE = 0.4  # share of the page that one picture takes in a scan
_SANE = 0.7  # share of the characters that are letters, digits or usual signs
_LONGEST = 40  # letters a word on average: more, and the words are glued or a code
_LEAST = 200  # letters from which shares mean something
_LETTERS = string.ascii_letters.encode()
_UNUSUAL = re.compile(
    "[^\\w.,;:()'\"“”‘’/&%£$€@+=#*!?•–—…|<>\\[\\]-]|[\ufffd\ue000-\uf8ff\x80-\x9f]"
)


def is_garbled(words: Sequence[Word]) -> bool:
    """Whether the characters are no words: wrong code tables of fonts give such text."""
    text = _text(words)
    if len(text) < FEW:
        return False
    plain = text.encode("ascii", "ignore")
    if len(plain) - len(plain.translate(None, _LETTERS)) >= _SANE * len(text):
        return len(text) >= _LEAST and len(text) > _LONGEST * len(words)
    if len(_UNUSUAL.sub("", text)) < _SANE * len(text):
        return True
    if len(text) < _LEAST:
        return False
    letters = sum(map(str.isalpha, text))
    return (
        len(text) > _LONGEST * len(words) or letters + sum(map(str.isdigit, text)) < len(text) / 3
    )


def _text(words: Sequence[Word]) -> str:
    return "".join(words.texts if isinstance(words, Words) else [word.text for word in words])


def wants_picture(sheet: Sheet) -> bool:
    """Whether the page shows more than its text says: a scan, or letters drawn as shapes."""
    if sheet.outlines:
        return True
    drawn, pictured = sheet.drawn >= _SHAPES, sheet.pictured >= _PICTURE
    if not (drawn or pictured):
        return False
    return len(_text(sheet.words)) < (_SOME if pictured else FEW)


def is_stamped(sheet: Sheet) -> bool:
    """Whether a page-wide picture bears but a few letters, such as a stamped page number."""
    return sheet.pictured >= _PICTURE and len(_text(sheet.words)) < FEW


def is_blank(sheet: Sheet) -> bool:
    """Whether nothing at all stands on the page."""
    return not (sheet.words or sheet.furniture or sheet.drawn or sheet.coded)
