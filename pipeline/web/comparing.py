"""What differs between two texts, word by word.

Only words count: spaces, line ends and the form of quotation marks and dashes do not, because one
file of a pair is often Word and the other PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from pipeline.web.database import undirected

AROUND = 14
"""Words shown on either side of a difference."""

ISLAND = 3
"""Fewer equal words than this between two differences are taken into them: they read better whole."""

LONGEST = 30_000
"""Words of a text that are compared; the work grows with the product of both."""

_WORD = re.compile(r"\S+")
_MARKER = re.compile(r"\(?(\d{1,3}(\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]|[•▪‣◦·o*-]", re.IGNORECASE)
"""A list's number or bullet: Word computes it, so that only the other file has it as words."""

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})  # fmt: skip

Block = tuple[bool, int, int, int, int]
"""Whether the words are the same, and where they stand in each text (half-open)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place where two texts differ: the same words `before` and `after`, and what each has between.

    `at` is the code point of the second text at which the difference begins; `same` counts the
    equal words that are left out before this place.
    """

    before: str
    gone: str
    new: str
    after: str
    at: int
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences in order, and how many words only the first and only the second text has."""

    changes: tuple[Change, ...]
    only_first: int
    only_second: int
    markers: int = 0
    """Differences that are a list's number or bullet and nothing else; they are not in `changes`."""

    cut: bool = False
    """Whether a text was longer than LONGEST and only its beginning was compared."""


def compare(first: str, second: str) -> Comparison:
    """How `second` differs from `first`."""
    ours, theirs = list(_WORD.finditer(first)), list(_WORD.finditer(second))
    cut = max(len(ours), len(theirs)) > LONGEST
    ours, theirs = ours[:LONGEST], theirs[:LONGEST]
    blocks = _joined(_blocks([_key(word) for word in ours], [_key(word) for word in theirs]))
    changes = []
    markers = 0
    for number, (equal, start, stop, begin, end) in enumerate(blocks):
        if equal:
            continue
        if _run(ours[start:stop]) == _run(theirs[begin:end]):
            continue  # a word that a line's end broke
        if all(_MARKER.fullmatch(word[0]) for word in (*ours[start:stop], *theirs[begin:end])):
            markers += 1
            continue
        lead = blocks[number - 1] if number else (True, 0, 0, 0, 0)
        follow = blocks[number + 1] if number + 1 < len(blocks) else (True, 0, 0, 0, 0)
        shown = min(AROUND, lead[4] - lead[3])
        at = theirs[min(begin, len(theirs) - 1)].start() if theirs else 0
        changes.append(
            Change(
                before=_words(theirs[lead[4] - shown : lead[4]]),
                gone=_words(ours[start:stop]),
                new=_words(theirs[begin:end]),
                after=_words(theirs[follow[3] : min(follow[4], follow[3] + AROUND)]),
                at=at,
                same=lead[4] - lead[3] - shown,
            )
        )
    return Comparison(
        tuple(changes),
        sum(len(change.gone.split()) for change in changes),
        sum(len(change.new.split()) for change in changes),
        markers,
        cut,
    )


def _blocks(first: Sequence[str], second: Sequence[str]) -> list[Block]:
    """Equal and unequal stretches in turn; what is replaced is one block."""
    found: list[Block] = []
    for code in Indel.opcodes(first, second):
        equal = code.tag == "equal"
        block = (equal, code.src_start, code.src_end, code.dest_start, code.dest_end)
        found.append(block)
    return _merged(found)


def _joined(blocks: list[Block]) -> list[Block]:
    """Blocks without islands: a few equal words between two differences are part of one."""
    last = len(blocks) - 1
    inner = [
        (block[0] and not (0 < number < last and block[2] - block[1] < ISLAND), *block[1:])
        for number, block in enumerate(blocks)
    ]
    return _merged(inner)


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """Neighbours of one sort as one block."""
    found = list(blocks[:1])
    for before, block in pairwise(blocks):
        if before[0] == block[0]:
            found[-1] = (block[0], found[-1][1], block[2], found[-1][3], block[4])
        else:
            found.append(block)
    return found


def _key(word: re.Match[str]) -> str:
    return word[0].translate(_ALIKE)


def _run(found: Sequence[re.Match[str]]) -> str:
    return "".join(map(_key, found))


def _words(found: Sequence[re.Match[str]]) -> str:
    return undirected(" ".join(word[0] for word in found))
