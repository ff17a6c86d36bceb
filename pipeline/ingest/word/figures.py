"""Numbers as figures, letters, numerals and words (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "◻",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf076": "❖",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf02d": "-",
    "\uf0be": "–",
    "\uf0fb": "✗",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
    "\u00b7": "•",
    "\u00a7": "▪",
}
"""The bullets of the symbol fonts, which use private codes, as characters everybody has."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_MOST_ROMAN = 4000
_HUNDRED = 100
_TEENS = range(11, 14)


def figure(count: int, form: str) -> str:
    """A count in a form by its name in the file: `figure(4, "upperRoman")` is "IV"."""
    return _FORMS.get(form, str)(count)


def _letters(count: int) -> str:
    """The letters a to z, then aa, bb: Word repeats the letter."""
    if count < 1:
        return ""
    times, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * min(times + 1, 30)


def _roman(count: int) -> str:
    if not 0 < count < _MOST_ROMAN:
        return str(count)
    text = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text


def _ending(count: int) -> str:
    if count % _HUNDRED in _TEENS:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _words(count: int) -> str:
    if not 0 <= count < _HUNDRED:
        return str(count)
    if count < len(_ONES):
        return _ONES[count]
    tens, ones = divmod(count, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def _ordinal(count: int) -> str:
    words = _words(count)
    if words.isdigit():
        return f"{count}{_ending(count)}"
    head, dash, last = words.rpartition("-")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return head + dash + last


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": lambda count: f"{count}{_ending(count)}",
    "cardinalText": lambda count: _words(count).capitalize(),
    "ordinalText": lambda count: _ordinal(count).capitalize(),
    "numberInDash": lambda count: f"- {count} -",
    "hex": lambda count: f"{count:X}",
}
