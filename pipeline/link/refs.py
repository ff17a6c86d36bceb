"""References as identities: "Action 17/2022", "17/22" and "Feb23.04", "FEB 23.4" are pairs of one.

A reference alone is no identity: schemes change within a board and numbers come again. What it
means depends on the body and the day, which `attribute` looks after.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.link.rules import link_rules

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_BARE = re.compile(r"\d+(?:\.[a-z])?")
_SHORTEST_MONTH = 3
_YEAR = re.compile(r"(?:19|20)(\d\d)")


@lru_cache(maxsize=65536)
def ref_key(ref: str) -> str:
    """The identity of a reference within one scheme; empty where it holds no number.

    Case, blanks, punctuation, leading zeros, the century and words such as "Action" are dropped;
    months count by their first three letters.
    """
    rules = link_rules()
    parts = []
    for token in _TOKEN.findall(ref.casefold()):
        if token.isdigit():
            year = _YEAR.fullmatch(token)
            parts.append(year[1].lstrip("0") if year else token.lstrip("0") or "0")
        elif month := month_name(token):
            parts.append(month[:3])
        elif token not in rules.ref_words:
            parts.append(token)
    return ".".join(parts) if any(part.isdigit() for part in parts) else ""


def month_name(token: str) -> str:
    """The month that a word in lower case names or shortens ("sept"); empty for any other word."""
    if len(token) < _SHORTEST_MONTH:
        return ""
    return next((month for month in link_rules().months if month.startswith(token)), "")


def other_spelling(key: str) -> str:
    """The key of a running number with the letter of its word, or without: "a.112" and "112".

    Empty for any other key. Only its body can tell whether the two are one number.
    """
    letters = link_rules().ref_letters
    letter, _, number = key.rpartition(".")
    if not number.isdigit() or (letter and letter not in letters):
        return ""
    return number if letter else f"{letters[0]}.{number}"


def is_bare(key: str) -> bool:
    """Whether a key is a mere running number ("11", "683a"), which says nothing of its period."""
    return _BARE.fullmatch(key) is not None
