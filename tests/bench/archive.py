"""Seeded archives of any size: boards that meet monthly for thirteen years, half Word, half PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.bench.printing import pdf, word
from tests.bench.story import Board, board

SEED = 7
MEETINGS = 156
"""Meetings of one board in thirteen years."""

_FIRST = dt.date(2011, 1, 12)


def make(folder: Path, documents: int, *, seed: int = SEED, short: bool = False) -> Path:
    """Write `documents` files below a folder, unless they are there already.

    `short` ones have one page, so that the largest archives can be built in an hour.
    """
    done = folder.with_name(f".{folder.name}.made")
    if done.exists() and done.read_text() == f"{documents} {seed} {short}\n":
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    while made < documents:
        number = made // MEETINGS
        held = board(number, seed, short=short)
        made += _series(folder, number, held, min(MEETINGS, documents - made))
    done.write_text(f"{documents} {seed} {short}\n")
    return folder


def add(folder: Path, name: str, *, beside: bool = False, seed: int = SEED) -> Path:
    """Write one more file, of a board that has none yet, or `beside` those of the first board.

    Give its place.
    """
    held = board(0 if beside else 10_000 + sum(name.encode()), seed)
    top = next(folder.glob("000-*")) if beside else folder / "new"
    place = top / f"{name}.pdf"
    place.parent.mkdir(parents=True, exist_ok=True)
    lines = held.meeting(day_of(MEETINGS + 1), day_of(MEETINGS + 2))
    place.write_bytes(pdf(lines))
    return place


def _series(folder: Path, number: int, held: Board, meetings: int) -> int:
    for month in range(meetings):
        day = day_of(month)
        lines = held.meeting(day, day_of(month + 1))
        ending, render = (("docx", word), ("pdf", pdf))[(month + number) % 2]
        name = held.place.lower().replace(" ", "-")
        place = folder / f"{number:03}-{name}" / str(day.year) / f"{day}-board.{ending}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(render(lines))
    return meetings


def day_of(month: int) -> dt.date:
    """The second Wednesday of a month, counted from the first meeting."""
    year, month = divmod(_FIRST.month - 1 + month, 12)
    first = dt.date(_FIRST.year + year, month + 1, 1)
    return first + dt.timedelta(days=(2 - first.weekday()) % 7 + 7)
