"""Words from a page's picture, by tesseract where it is installed.

The engine is run apart, on one thread (three times faster than its default here), with a time
limit a page. It lays the page out itself (page segmentation 3 keeps columns apart); a page of
little or unsure text, or whose words stand on end, is read once more turned the way the engine's
orientation check says.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

import pypdfium2

from pipeline.ingest.pdf.values import Face, Sheet, Word
from pipeline.model import replace

DPI = 300
"""Resolution at which pages are drawn for the engine, as its authors advise."""

SECONDS = 90
"""Time limit for one page."""

_MOST_PIXELS = 40_000_000
_SURE = 0.3  # words below this are noise: stains, signatures, lines
_FEW = 5
_SURELY = 0.75  # mean confidence of upright pages; the letters of turned ones are guessed at
_SAME = 0.8  # share of the worth that a reading the right way up keeps of one that lies
_LONG = 3  # letters of a word that is wider than high
_TURN = re.compile(r"Rotate: (\d+)")


@cache
def engine() -> str | None:
    """Give the engine's program; None without it, or when MINUTES_OCR=0 switches it off."""
    if os.environ.get("MINUTES_OCR", "1") == "0":
        return None
    return shutil.which("tesseract")


def read_picture(document: pypdfium2.PdfDocument, sheet: Sheet) -> Sheet | None:
    """Give the page with the words of its picture; None where there are none, or no engine."""
    program = engine()
    if program is None:
        return None
    found = _read(program, document, sheet, 0)
    if _is_doubtful(found) and (turn := _sideways(program, document, sheet)):
        turned = _read(program, document, sheet, turn)
        if _worth(turned) > (_SAME if _lies(found) else 1.0) * _worth(found):
            found = turned
            if turn % 180:
                sheet = replace(sheet, width=sheet.height, height=sheet.width)
    if not found:
        return None
    return Sheet(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        words=tuple(found),
        furniture=sheet.furniture,
        letters=sum(len(word.text) for word in found),
    )


def _worth(words: Sequence[Word]) -> float:
    """Give the number of letters, each counted by how sure the engine is of it."""
    return sum(len(word.text) * (word.confidence or 0.0) for word in words)


def _is_doubtful(words: Sequence[Word]) -> bool:
    """Whether a page may lie on its side or stand on its head: little or unsure text, or lying."""
    letters = sum(len(word.text) for word in words)
    return len(words) < _FEW or _worth(words) < _SURELY * letters or _lies(words)


def _lies(words: Sequence[Word]) -> bool:
    """Whether most words are higher than wide: lines that run up or down the page."""
    long = [word for word in words if len(word.text) >= _LONG]
    return 2 * sum(word.bottom - word.top > word.x1 - word.x0 for word in long) > len(long)


def _picture(document: pypdfium2.PdfDocument, sheet: Sheet, turn: int) -> tuple[bytes, float]:
    """Draw a page; gives the PNG and how many pixels make a point."""
    scale = min(DPI / 72, (_MOST_PIXELS / max(sheet.width * sheet.height, 1)) ** 0.5)
    page = document[sheet.number - 1]
    try:
        image = page.render(scale=scale, rotation=turn, grayscale=True).to_pil()
    finally:
        page.close()
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=1)
    return target.getvalue(), scale


def _run(program: str, picture: bytes, *options: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the picture comes by stdin
            [program, "stdin", "stdout", "--dpi", str(DPI), *options],
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _sideways(program: str, document: pypdfium2.PdfDocument, sheet: Sheet) -> int:
    """Give by how many degrees the page must be turned clockwise to stand upright."""
    picture, _ = _picture(document, sheet, 0)
    match = _TURN.search(_run(program, picture, "--psm", "0"))
    return int(match[1]) % 360 if match else 0


def _read(program: str, document: pypdfium2.PdfDocument, sheet: Sheet, turn: int) -> list[Word]:
    picture, scale = _picture(document, sheet, turn)
    table = _run(program, picture, "-l", "eng", "--psm", "3", "tsv")
    words: list[Word] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if not text:
            continue
        try:
            sure = float(row["conf"]) / 100
            left, top, width, height = (
                int(row[name]) / scale for name in ("left", "top", "width", "height")
            )
        except (KeyError, TypeError, ValueError):
            continue
        if sure >= _SURE:
            face = Face(size=height)
            words.append(Word(left, top, left + width, top + height, text, face, round(sure, 3)))
    return _levelled(words)


def _levelled(words: list[Word]) -> list[Word]:
    """Give the words one size of letter: the engine's boxes are as high as the letters happen to be."""
    if not words:
        return words
    heights = sorted(word.bottom - word.top for word in words)
    size = heights[len(heights) // 2] * 1.25
    return [
        word._replace(face=Face(size=size if word.bottom - word.top < 2 * size else word.face.size))
        for word in words
    ]
