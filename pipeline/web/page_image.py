"""One page of a PDF as an image with words highlighted: run in a process of its own.

It reads a JSON request from standard input and writes a PNG to
standard output. A damaged file may crash the PDF library; then only this process ends.
Exit status 0: an image; 3: the page cannot be shown.
"""

from __future__ import annotations

import io
import json
import math
import resource
import sys
from collections.abc import Iterable
from typing import Any

WIDTH = 1100
"""Pixels across an ordinary page."""

MOST_PIXELS = 6_000_000
MOST_PAGES = 400
"""Pages that are searched for a quotation."""

MEMORY = 1 << 30
SHORTEST = 12
"""Letters and figures that must agree before a part of the quotation is pointed out."""

HIGHLIGHT = (255, 220, 90)

Box = tuple[float, float, float, float]


def locate(page: str, quotation: str, before: str = "") -> list[int]:
    """The places in `page` (characters of its text) of the letters and figures of `quotation`.

    Spaces, line ends and punctuation do not count, so a quotation that runs over lines is found.
    `before` (the words that precede it) chooses among several places. A quotation that runs over
    the page's end is found as far as the page goes. Nothing alike gives [].
    """
    places = [number for number, character in enumerate(page) if character.isalnum()]
    letters = "".join(page[place].casefold()[:1] for place in places)
    wanted, lead = _letters(quotation), _letters(before)
    if not wanted:
        return []
    found = letters.find(lead + wanted)
    start = found + len(lead) if found >= 0 else letters.find(wanted)
    length = len(wanted)
    if start < 0:
        start, length = _longest(letters, lead, wanted)
    return places[start : start + length] if start >= 0 else []


def _longest(letters: str, lead: str, wanted: str) -> tuple[int, int]:
    """Where the longest beginning of `wanted` stands, and how long it is; (-1, 0) for none."""
    low, high, best = SHORTEST, len(wanted) - 1, (-1, 0)
    while low <= high:
        middle = (low + high) // 2
        at = letters.find(lead + wanted[:middle])
        at = at + len(lead) if at >= 0 else letters.find(wanted[:middle])
        if at >= 0:
            best, low = (at, middle), middle + 1
        else:
            high = middle - 1
    return best


def _letters(text: str) -> str:
    return "".join(character.casefold()[:1] for character in text if character.isalnum())


def lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of characters (left, bottom, right, top) joined along each line of the page."""
    joined: list[Box] = []
    for left, bottom, right, top in boxes:
        if joined:
            before = joined[-1]
            middle = (bottom + top) / 2
            if before[1] <= middle <= before[3] and left >= before[0] and left - before[2] < 40:  # noqa: PLR2004 (points: a wide space, not a column)
                joined[-1] = (
                    before[0], min(before[1], bottom), max(before[2], right), max(before[3], top),
                )  # fmt: skip
                continue
        joined.append((left, bottom, right, top))
    return joined


def image(path: str, number: int, quotation: str, before: str) -> bytes:
    """A PNG of page `number` (from 1; 0: where the quotation is), the quotation highlighted.

    Raises LookupError where page 0 is asked for and no page has the quotation.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 (only this process loads it)
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415 (likewise)

    document = pdfium.PdfDocument(path)
    page = document[(number or _searched(document, quotation, before)) - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, math.sqrt(MOST_PIXELS / (width * height)))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    words = page.get_textpage()
    text = _text(words)
    boxes = [words.get_charbox(place, loose=True) for place in locate(text, quotation, before)]
    if boxes:
        wash = Image.new("RGB", picture.size, (255, 255, 255))
        draw = ImageDraw.Draw(wash)
        x_scale, y_scale = picture.width / width, picture.height / height
        for left, bottom, right, top in lines(boxes):
            corner = (left * x_scale - 2, (height - top) * y_scale - 2)
            draw.rectangle(
                (corner, (right * x_scale + 2, (height - bottom) * y_scale + 2)), fill=HIGHLIGHT
            )
        picture = ImageChops.multiply(picture, wash)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _searched(document: Any, quotation: str, before: str) -> int:  # noqa: ANN401 (pypdfium2's)
    """The number of the first page with most of the quotation, the words before it counted in."""
    best, most = 0, 0
    for place in range(min(len(document), MOST_PAGES)):
        text = _text(document[place].get_textpage())
        whole = len(_letters(before)) + len(_letters(quotation))
        found = len(locate(text, before + quotation))
        if found < whole:
            found = min(len(locate(text, quotation)), whole - 1)
        if found > most:
            best, most = place + 1, found
        if most == whole:
            break
    if not best:
        message = "no page has the words"
        raise LookupError(message)
    return best


def _text(words: Any) -> str:  # noqa: ANN401 (a page's text in pypdfium2)
    return "".join(_character(words, place) for place in range(words.count_chars()))


def _character(words: Any, place: int) -> str:  # noqa: ANN401 (a page's text in pypdfium2)
    """One character; places and characters must agree, so anything odd is one replacement."""
    from pypdfium2 import raw  # noqa: PLC0415 (only this process loads it)

    code = raw.FPDFText_GetUnicode(words, place)
    return chr(code) if 0 < code < sys.maxunicode else "\ufffd"


def main() -> int:
    """Answer one request."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    try:
        png = image(asked["path"], asked["number"], asked["quotation"], asked["before"])
    except Exception as error:  # noqa: BLE001 (whatever a hostile file raises, there is no image)
        print(type(error).__name__, error, file=sys.stderr)  # noqa: T201 (a process's own log)
        return 3
    sys.stdout.buffer.write(png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
