"""Bullets and list numbers at the head of a line: split off, so that the text is words alone."""

from __future__ import annotations

import re

from pipeline.ingest.pdf.line import Line

_BULLET = re.compile(r"[•▪●○◦‣⁃∙·■□➢❖►▶✓➔→§\u2043\u25aa\u25e6]")
_DASH = re.compile(r"[-–—*o>]")
_NUMBER = re.compile(
    r"\(?(?:\d{1,3}|[a-mivx]|[ivx]{1,5}|[n-z](?=\)))[.)]|\(\d{1,2}\)"  # 1. 1) (1) a. a) (a) iv. (iv)
    r"|[1-9]\d?(?:\.[1-9]\d?){1,3}[.)]?"  # 3.1 3.1. 3.1.2; 06.23.05 is a reference and stays
)
_LETTER = re.compile(r"\(?[A-HIVX]{1,3}[.)]|[A-H]")
_PLAIN = re.compile(r"\d{1,3}[A-Z]?")
_MARKER = re.compile(  # how a line with a marker begins
    rf"{_BULLET.pattern}|(?:{_NUMBER.pattern}|{_LETTER.pattern}|{_PLAIN.pattern}|{_DASH.pattern}) "
)
_TAB = 0.55  # ems behind a marker that only a tab or an indent makes


def split_marker(line: Line, *, fresh: bool = True, bullets: bool = False) -> bool:
    """Move a bullet or number at the head of `line` to its marker. Whether there was one.

    `fresh`: the line before ends its paragraph, so even a number without a tab can be a marker.
    `bullets`: no numbers, as in the cells of a table, where a number is a value.
    """
    if line.marker or line.count < 2:  # noqa: PLR2004 - a marker and a word
        return bool(line.marker)
    if not _MARKER.match(line.text):
        return False
    text = line.head
    wide = line.gap > _TAB * line.size
    number = not bullets and (
        (_NUMBER.fullmatch(text) and (fresh or wide))
        or (wide and (_LETTER.fullmatch(text) or _PLAIN.fullmatch(text)))
    )
    if number or _BULLET.fullmatch(text) or (_DASH.fullmatch(text) and (fresh or wide)):
        line.mark()
        return True
    if _BULLET.match(text) and len(text) > 1 and text[1].isalnum():
        line.unglue()
        return True
    return False


def is_number(text: str) -> bool:
    """Whether a lone text is a list number or bullet, such as stands in a narrow first column."""
    pattern = (_BULLET, _DASH, _NUMBER, _LETTER, _PLAIN)
    return any(one.fullmatch(text) for one in pattern)
