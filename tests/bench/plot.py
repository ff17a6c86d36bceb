"""A chart of how time, memory and size grow with the number of documents, as a PNG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 960, 560, 80
_INK, _PALE = "#1d2433", "#d5dae3"
_COLOURS = ("#1f5fa8", "#b3541e", "#2f7d4f")

Series = Mapping[str, Sequence[tuple[float, float]]]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The power with which y grows with x: 1 is in proportion. Least squares over logarithms."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(max(y, 1e-9)) for _, y in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return over / (sum((x - middle_x) ** 2 for x in xs) or 1.0)


def draw(series: Series, file: Path, *, title: str) -> None:
    """Draw each series over logarithmic axes, with its fitted power beside its name."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(image)
    font, large = ImageFont.load_default(size=14), ImageFont.load_default(size=18)
    every = [point for points in series.values() for point in points if point[1] > 0]
    left, right = _decades([x for x, _ in every])
    low, high = _decades([y for _, y in every])

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - left) / (right - left)
        up = (math.log10(y) - low) / (high - low)
        return EDGE + across * (WIDTH - 2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)

    pen.text((EDGE, 20), title, fill=_INK, font=large)
    for power in range(left, right + 1):
        at = place(10**power, 10**low)
        pen.line([at, place(10**power, 10**high)], fill=_PALE)
        pen.text((at[0], at[1] + 8), f"{10**power:,}", fill=_INK, font=font, anchor="ma")
    for power in range(low, high + 1):
        at = place(10**left, 10**power)
        pen.line([at, place(10**right, 10**power)], fill=_PALE)
        pen.text((at[0] - 8, at[1]), f"{10.0**power:,g}", fill=_INK, font=font, anchor="rm")
    pen.text((WIDTH / 2, HEIGHT - 30), "documents", fill=_INK, font=font, anchor="mm")
    for number, (name, points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        spots = [place(x, y) for x, y in points if y > 0]
        pen.line(spots, fill=colour, width=3)
        for x, y in spots:
            pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=colour)
        told = f"{name}: grows as n^{exponent(points):.2f}"
        pen.text((EDGE + 12, 50 + 20 * number), told, fill=colour, font=font)
    image.save(file, optimize=True)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
