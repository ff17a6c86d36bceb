"""Repairs of single words: ligatures, detached accents, and letters of symbol fonts."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st",
        # the same in the coding of old TeX fonts
        "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
        # Symbol and Wingdings letters, as Word and LibreOffice write them into PDF
        "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf076": "❖", "\uf0fc": "✓", "\uf0fe": "☑",
        "\uf0a8": "□", "\uf06f": "o", "\uf0e0": "→", "\uf02d": "-", "\uf0be": "—", "\uf06e": "▪",
        "\uf071": "□", "\uf0d6": "✓", "\uf0a3": "□", "\uf0f0": "➢", "\uf0ae": "→", "\uf06c": "•",
    }
)  # fmt: skip
_COMBINING = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˚": "\u030a", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "˝": "\u030b",
}  # fmt: skip
ACCENTS = "".join(_COMBINING)
"""Accents that some programs draw apart from their letter."""

_ACCENTED = frozenset(ACCENTS)
_BEFORE = re.compile(rf"([{ACCENTS}])([A-Za-zı])")
_AFTER = re.compile(rf"([A-Za-z])([{ACCENTS}])")
_PRIVATE = re.compile("[\uf020-\uf07e]")


def mend(word: str) -> str:
    """Give a word as it would be typed: "ﬁle" as "file", "Andr´e" as "André"."""
    word = _PRIVATE.sub(lambda match: chr(ord(match[0]) - 0xF000), word.translate(_LIGATURES))
    if not _ACCENTED.isdisjoint(word):
        word = _BEFORE.sub(lambda match: compose(match[2], match[1]) or match[0], word)
        word = _AFTER.sub(lambda match: compose(match[1], match[2]) or match[0], word)
    return unicodedata.normalize("NFC", word)


def compose(letter: str, accent: str) -> str | None:
    """Give the one letter that the two make; None where there is no such letter."""
    one = unicodedata.normalize("NFC", letter.replace("ı", "i") + _COMBINING[accent])
    return one if len(one) == 1 else None
