"""Struck words: a line drawn through them, or a reader's strike-out note laid over them.

Struck words are what the paper no longer says, so a line counts only where it can be nothing
else: it runs through the letters' middle, begins and ends with words, and leaves none half struck.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.calls import INT, Frame, bare
from pipeline.ingest.pdf.values import Face, Rule, Word, Words

_annotations = bare("FPDFPage_GetAnnotCount", INT)

_HIGH, _LOW = 0.38, 0.74  # shares of the words' height, from the top, between which a line strikes
_COVERED = 0.8  # share of a word's width
_BESIDE = 0.35  # ems by which the line may begin or end beside its words
_MOST = 2_000  # lines of a page that are looked at
_AT_ONCE = 5_000_000  # pairs of a line and a word that are compared in one step: 5 MB a table
_top = attrgetter("top")


def strike(
    words: Sequence[Word], rules: list[Rule], notes: Sequence[Rule] = ()
) -> tuple[Sequence[Word], list[Rule]]:
    """Mark the words that lines or notes strike; gives them, and the lines that strike none."""
    level = [rule for rule in rules if rule.top == rule.bottom]
    if not (level or notes) or len(level) > _MOST or not words:
        return words, rules
    lines = [*notes, *level]
    few = len(lines) * len(words) <= _AT_ONCE
    if few and isinstance(words, Words) and not _crossed(words, lines):
        return words, rules
    each = list(words)
    ordered = sorted(each, key=_top)
    tops = [word.top for word in ordered]
    tallest = max(word.bottom - word.top for word in each)
    struck: set[int] = set()
    spent: set[int] = set()
    for number, rule in enumerate(lines):
        start, end = bisect_left(tops, rule.top - tallest), bisect_left(tops, rule.top)
        crossed = [word for word in ordered[start:end] if _crosses(rule, word)]
        covered = [word for word in crossed if _covers(rule, word)]
        if number < len(notes):  # a note is laid over words by hand
            struck.update(map(id, covered))
        elif crossed and len(covered) == len(crossed) and _fits(rule, crossed):
            struck.update(map(id, crossed))
            spent.add(id(rule))
    if not struck:
        return words, rules
    faces: dict[Face, Face] = {}
    marked = []
    for word in each:
        if id(word) in struck:
            face = faces.setdefault(word.face, word.face._replace(struck=True))
            marked.append(word._replace(face=face))
        else:
            marked.append(word)
    return marked, [rule for rule in rules if id(rule) not in spent]


def _crossed(words: Words, rules: Sequence[Rule]) -> bool:
    """Whether any line may touch any word at the height of its middle."""
    left, y, right, _ = np.array(rules).T[:, :, None]
    height = words.bottom - words.top
    high, low = words.top + _HIGH * height, words.top + _LOW * height
    return bool(((high < y) & (y < low) & (left < words.right) & (words.left < right)).any())


def _crosses(rule: Rule, word: Word) -> bool:
    """Whether a level line touches a word at the height of its middle."""
    height = word.bottom - word.top
    return (
        word.face.turn == 0
        and rule.x0 < word.x1
        and word.x0 < rule.x1
        and word.top + _HIGH * height < rule.top < word.top + _LOW * height
    )


def _covers(rule: Rule, word: Word) -> bool:
    shared = min(rule.x1, word.x1) - max(rule.x0, word.x0)
    return shared >= _COVERED * (word.x1 - word.x0)


def _fits(rule: Rule, crossed: Sequence[Word]) -> bool:
    """Whether a line begins and ends with the words it crosses."""
    beside = _BESIDE * max(word.face.size for word in crossed)
    first, last = min(word.x0 for word in crossed), max(word.x1 for word in crossed)
    return rule.x0 >= first - beside and rule.x1 <= last + beside


def noted(page: Any, frame: Frame) -> list[Rule]:  # noqa: ANN401 - a ctypes handle
    """Give the strike-out notes of a page as lines (ISO 32000-1, 12.5.6.10)."""
    rules: list[Rule] = []
    for number in range(_annotations(ctypes.byref(page.contents))):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_STRIKEOUT:
                continue
            rules.extend(_lines(note, frame))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return rules


def _lines(note: Any, frame: Frame) -> Iterator[Rule]:  # noqa: ANN401 - a ctypes handle
    points = pdfium.FS_QUADPOINTSF()
    for at in range(min(_MOST, pdfium.FPDFAnnot_CountAttachmentPoints(note))):
        if not pdfium.FPDFAnnot_GetAttachmentPoints(note, at, points):
            continue
        across = (points.x1, points.x2, points.x3, points.x4)
        along = (points.y1, points.y2, points.y3, points.y4)
        x0, top, x1, bottom = frame.place(min(across), min(along), max(across), max(along))
        middle = top + (bottom - top) * (_HIGH + _LOW) / 2
        yield Rule(x0, middle, x1, middle)
