"""Pairing labels with predictions: the best pairs first, each used once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.evaluate.words import likeness
from pipeline.model import Document, Span

W = TypeVar("W")
F = TypeVar("F")

_SHORT = 60
_SEEN_ONLY_AROUND = 0.9
ENOUGH = 0.6
"""The share of a label's weighty words that must occur for a pair."""


def pair(
    wanted: Sequence[W], found: Sequence[F], score: Callable[[W, F], float], enough: float = ENOUGH
) -> tuple[dict[int, int], list[int], list[int]]:
    """Pair by score, best first. Gives pairs (wanted -> found), the missed, and the false ones.

    Equal scores are paired in order, so that repeated words meet their own repetition.
    """
    scored = [
        (-value, abs(i - j), i, j)
        for i, want in enumerate(wanted)
        for j, have in enumerate(found)
        if (value := score(want, have)) >= enough
    ]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    missed = [i for i in range(len(wanted)) if i not in pairs]
    false = [j for j in range(len(found)) if j not in used]
    return pairs, missed, false


def key_score(key: str, text: str, around: str) -> float:
    """How well a label's key fits a prediction: its own words first, else the words around it."""
    return max(likeness(key, text), _SEEN_ONLY_AROUND * likeness(key, around))


class Surroundings:
    """Finds the words around a place: its blocks, its table row, and what a bare label follows."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = document.blocks

    def words(self, span: Span) -> str:
        """The words of a span."""
        return span.of(self._document.text)

    def of(self, span: Span) -> str:
        """The blocks that `span` touches, with the rest of their table rows."""
        touched = [i for i, block in enumerate(self._blocks) if block.span.overlaps(span)]
        if not touched:
            return span.of(self._document.text)
        rows = {
            (cell.table, cell.row) for i in touched if (cell := self._blocks[i].cell) is not None
        }
        first = touched[0]
        words = sum(self._blocks[i].span.end - self._blocks[i].span.start for i in touched)
        if words < _SHORT and first > 0 and not rows:
            touched.insert(0, first - 1)  # a bare label ("ACTION: T Bell") follows its task
        picked = set(touched)
        if rows:
            picked |= {
                i
                for i, block in enumerate(self._blocks)
                if block.cell is not None and (block.cell.table, block.cell.row) in rows
            }
        return " ".join(self._blocks[i].span.of(self._document.text) for i in sorted(picked))
