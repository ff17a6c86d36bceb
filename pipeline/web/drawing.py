"""Bars as numbers for SVG: the template draws them, so every word is escaped there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.web.database import Row
from pipeline.web.words import short

WIDTH, HEIGHT, FOOT, SIDE = 720, 220, 34, 40
"""The drawing's units: its size, the room for labels beneath and on the left."""

FITS = 28
"""Characters of a label that fit beside a lying bar."""

Address = Callable[[Row, str], str]
"""Where a bar leads: its row and its look."""

SERIES = ("first", "second")
"""The columns of a row that hold the values of the first and the second look."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its rectangle, value, look, where it leads, and what it is called."""

    x: float
    y: float
    width: float
    height: float
    value: int
    look: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word on the drawing; `anchor` is its end that stays at x."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing's size, bars and labels, with the rows that they were made of."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    rows: list[Row]
    lines: tuple[float, ...] = ()


def columns(
    rows: list[Row], looks: Sequence[str], address: Address, *, stacked: bool = False
) -> Chart:
    """Upright bars, one for each row; a second look stands in front of the first, or on it."""
    values = [[row[name] or 0 for name in SERIES[: len(looks)]] for row in rows]
    most = max((sum(held) if stacked else max(held) for held in values), default=0)
    top = ceiling(most)
    room = HEIGHT - FOOT - 12
    step = (WIDTH - SIDE) / max(len(rows), 1)
    wide = min(step * 0.72, 48.0)
    bars = []
    for place, (row, held) in enumerate(zip(rows, values, strict=True)):
        left = SIDE + place * step + (step - wide) / 2
        foot = float(HEIGHT - FOOT)
        for look, value in zip(looks, held, strict=True):
            high = room * value / top
            bars.append(
                Bar(
                    round(left, 1),
                    round(foot - high, 1),
                    round(wide, 1),
                    round(high, 1),
                    value,
                    look,
                    address(row, look),
                    row["label"],
                )
            )
            foot -= high if stacked else 0
    every = max(1, -(-len(rows) // 9))
    labels = [
        Label(
            round(min(SIDE + place * step + step / 2, WIDTH - 4.0 * len(row["label"])), 1),
            HEIGHT - FOOT + 18,
            row["label"],
        )
        for place, row in enumerate(rows)
        if place % every == 0
    ]
    scale = sorted({0, top // 2, top})
    heights = tuple(round(HEIGHT - FOOT - room * value / top, 1) for value in scale)
    labels += [
        Label(SIDE - 6, height + 4, f"{value:,}", "end")
        for value, height in zip(scale, heights, strict=True)
    ]
    return Chart(WIDTH, HEIGHT, tuple(bars), tuple(labels), rows, heights)


def across(rows: list[Row], look: str, address: Address) -> Chart:
    """Lying bars, one beneath the other, each with its label on the left and its value behind."""
    side, line = 200, 30
    most = max((row["first"] or 0 for row in rows), default=0) or 1
    bars, labels = [], []
    for place, row in enumerate(rows):
        value = row["first"] or 0
        wide = (WIDTH - side - 60) * value / most
        bars.append(
            Bar(
                side,
                place * line + 5,
                round(max(wide, 1), 1),
                line - 10,
                value,
                look,
                address(row, look),
                row["label"],
            )
        )
        labels += [
            Label(side - 8, place * line + line / 2 + 4, short(row["label"], FITS), "end"),
            Label(round(side + wide + 8, 1), place * line + line / 2 + 4, f"{value:,}", "start"),
        ]
    return Chart(WIDTH, max(line * len(rows), line), tuple(bars), tuple(labels), rows)


def ceiling(most: int) -> int:
    """The round number at which the scale ends: 1, 2 or 5 times a power of ten, at least 2."""
    unit = 1
    while unit * 10 < most:
        unit *= 10
    return max(2, next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= most))
