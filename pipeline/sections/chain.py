"""Which numbered lines are the items of a meeting: the best rising chain of numbers.

Numbered lists restart, items rise. A list inside an item ("1.", "2." below item 6) cannot stand in
one rising chain with the items about it, and the chain of the items is the heavier one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.sections.headings import Candidate

_LEAD = re.compile(r"\d+")
_ROMAN = {"I": 1, "V": 5, "X": 10}


def ordinal(number: str, notation: str) -> tuple[int, ...]:
    """The number as something that can be compared: "5A" gives (5, 1), "06.23.05" (5,)."""
    if notation.startswith("letter"):
        return (ord(number.upper()) - 64,)
    if notation in ("roman", "roman-small"):
        total = 0
        number = number.upper()
        for left, right in zip(number, number[1:] + " ", strict=True):
            here = _ROMAN[left]
            total += -here if _ROMAN.get(right, 0) > here else here
        return (total,)
    if number.isdecimal():
        return (int(number), 0)  # as most are
    digits = [int(group) for group in _LEAD.findall(number)]
    if not digits:
        return (0,)
    if notation == "month-code":
        return (digits[-1],)
    letter = ord(number[-1].lower()) - 96 if number[-1].isalpha() else 0
    return (digits[0], letter)


def chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The heaviest chain in which numbers do not fall; equal numbers are borne as slips."""
    if not candidates:
        return []
    best: list[float] = []
    before: list[int] = []
    values = [ordinal(c.number, c.notation) for c in candidates]
    for here, c in enumerate(candidates):
        own = 1.0 + max(c.score, -0.9)
        top, link = own - 0.3 * min(values[here][0] - 1, 3), -1
        for there in range(max(0, here - 60), here):
            step = _step(values[there], values[here])
            if step is None:
                continue
            if values[there] == values[here] and _weight(candidates[there]) != _weight(c):
                step -= OTHER  # "4. Haverhill" in a list below the heading "4. Decisions"
            total = best[there] + own + step
            if total > top:
                top, link = total, there
        best.append(top)
        before.append(link)
    at = max(range(len(best)), key=lambda index: best[index])
    kept = []
    while at >= 0:
        kept.append(candidates[at])
        at = before[at]
    return kept[::-1]


OTHER = 2.0  # what the same number again in another type speaks against it


def _weight(c: Candidate) -> tuple[bool, bool]:
    """Whether a line is printed as a heading, and whether it is bold."""
    return c.line.heading, c.line.bold_until > 0


def _step(left: tuple[int, ...], right: tuple[int, ...]) -> float | None:
    """What going from one number to the next is worth; None where it cannot be."""
    gap = right[0] - left[0]
    if gap < 0 or (gap == 0 and right[1:] < left[1:]):
        return None
    if gap == 0:
        return 0.5 if right[1:] > left[1:] else -1.0
    return {1: 1.0, 2: 0.2, 3: -0.2}.get(gap, -0.5 - 0.1 * min(gap, 10))
