"""Words to lines: first along the order of drawing, then across it by height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.pdf.line import Line, joins_none
from pipeline.ingest.pdf.values import Word, Words

GUTTER = 1.3
"""Ems between two words that part a line: justified text stays below, columns above."""

_PLACE = attrgetter("middle", "x0")
_LEFT = attrgetter("x0")


def read_lines(page: int, words: Sequence[Word]) -> list[list[Line]]:
    """Rows from top to bottom, each a list of lines from left to right with gutters between."""
    return rows_of(_at_once(page, words) if isinstance(words, Words) else along(page, words))


def along(page: int, words: Iterable[Word]) -> list[Line]:
    """Join words that follow each other as drawn. Cheap, and right for nearly every word."""
    lines: list[Line] = []
    run: list[Word] = []
    for word in words:
        if run and not _follows(run[-1], word):
            lines.append(Line(page, run))
            run = []
        run.append(word)
    if run:
        lines.append(Line(page, run))
    return lines


def _at_once(page: int, words: Words) -> list[Line]:
    """Give the lines that `along` would give, all of a page in a few steps."""
    if not words:
        return []
    begins = np.ones(len(words) + 1, np.bool_)
    begins[1:-1] = ~_following(words)
    (edges,) = begins.nonzero()
    starts, ends = edges[:-1], edges[1:]
    left, right = words.left[starts], words.right
    kinds = np.minimum.reduceat(words.kinds, starts)
    known = zip(  # as a line takes it
        repeat(words),
        starts.tolist(),
        ends.tolist(),
        left.tolist(),
        np.minimum.reduceat(words.top, starts).tolist(),
        right[ends - 1].tolist(),
        np.maximum.reduceat(words.bottom, starts).tolist(),
        (right[starts] - left).tolist(),
        map(words.faces.__getitem__, words.kinds[starts].tolist()),
        (kinds == np.maximum.reduceat(words.kinds, starts)).tolist(),
        strict=False,  # the first never ends
    )
    if joins_none(words.texts):
        return [Line(page, (), one) for one in known]
    return [
        Line(page, (), one)
        if joins_none(words.texts[slice(*one[1:3])])
        else Line(page, words.between(*one[1:3]))
        for one in known
    ]


def _following(words: Words) -> NDArray[np.bool_]:
    """Whether each word but the first follows the one before it, as `_follows` would say."""
    sizes = np.array([face.size for face in words.faces])[words.kinds]
    size = np.maximum(sizes[1:], sizes[:-1])
    gap = words.left[1:] - words.right[:-1]
    near = (-0.5 * size < gap) & (gap < GUTTER * size)
    high, low = words.top, words.bottom
    follows: NDArray[np.bool_] = near & (high[1:] == high[:-1]) & (low[1:] == low[:-1])
    if len(others := (near & ~follows).nonzero()[0]):
        height, after = low - high, others + 1
        shared = np.minimum(low[after], low[others]) - np.maximum(high[after], high[others])
        follows[others] = shared > 0.5 * np.minimum(height[after], height[others])
    if any(face.turn for face in words.faces):
        turns = np.array([face.turn for face in words.faces])[words.kinds]
        follows &= turns[1:] == turns[:-1]
    return follows


def _follows(last: Word, word: Word) -> bool:
    one, two = last.face, word.face
    size = max(one.size, two.size)
    if not -0.5 * size < word.x0 - last.x1 < GUTTER * size or one.turn != two.turn:
        return False
    if last.top == word.top and last.bottom == word.bottom:
        return True
    low = max(word.top, last.top)
    high = min(word.bottom, last.bottom)
    height = min(last.bottom - last.top, word.bottom - word.top)
    return high - low > 0.5 * height


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines of one height; join those in a row that only the order of drawing parted."""
    result: list[list[Line]] = []
    turned = [line for line in lines if (line.face or line.first).turn]
    upright = [line for line in lines if not line.first.turn] if turned else lines
    for line in sorted(upright, key=_PLACE):
        if result and _level(result[-1], line):
            result[-1].append(line)
        else:
            result.append([line])
    found = [_joined(row) if len(row) > 1 else row for row in result]
    if turned:
        found = sorted([*found, *([line] for line in turned)], key=lambda row: row[0].middle)
    return found


def _level(row: Sequence[Line], line: Line) -> bool:
    """Whether a line stands at a row's height: its middle lies within the row's lines."""
    tall = max(row, key=lambda one: one.bottom - one.top) if len(row) > 1 else row[0]
    if line.top >= tall.bottom:  # as most lines
        return False
    high = min(tall.bottom, line.bottom) - max(tall.top, line.top)
    return high > 0.5 * min(tall.bottom - tall.top, line.bottom - line.top)


def _joined(row: list[Line]) -> list[Line]:
    row.sort(key=_LEFT)
    result = [row[0]]
    for line in row[1:]:
        last = result[-1]
        size = max(last.last.size, line.size)
        if line.x0 - last.x1 < GUTTER * size:
            words = sorted([*last.words, *line.words], key=lambda word: word.x0)
            result[-1] = Line(last.page, words)
        else:
            result.append(line)
    return result
