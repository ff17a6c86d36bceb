"""Heights on a page: how far the lines of the margin and those of the text stand apart."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.passages import Passage
from pipeline.extract.reading import Reading
from pipeline.model import value
from pipeline.remembered import remembered


@value
class Height:
    """A stretch of a page, from `top` down to `bottom`, in points."""

    page: int
    top: float
    bottom: float

    def off(self, other: Height) -> float:
        """How far the middle of another stretch lies outside this one."""
        middle = (other.top + other.bottom) / 2
        return max(self.top - middle, middle - self.bottom, 0.0)

    def near(self, other: Height, slack: float) -> bool:
        """Whether two stretches share a height, give or take some points."""
        return (
            self.page == other.page
            and self.top < other.bottom + slack
            and other.top < self.bottom + slack
        )


def height_of(passage: Passage) -> Height | None:
    """Where a passage stands on the first page that holds it; None where no places are known."""
    return entry_height([passage])


def entry_height(lines: Sequence[Passage]) -> Height | None:
    """Where some passages stand together on the first page that holds them."""
    boxes = [
        (run.page, run.box)
        for line in lines
        for run in line.block.runs
        if run.box is not None and run.page is not None and run.span.overlaps(line.span)
    ]
    if not boxes:
        return None
    page = boxes[0][0]
    return Height(
        page=page,
        top=min(box.top for at, box in boxes if at == page),
        bottom=max(box.bottom for at, box in boxes if at == page),
    )


@remembered
def heights(reading: Reading) -> tuple[tuple[Height, Passage], ...]:
    """The running text of a meeting with its heights, margins left out."""
    told = ((height_of(passage), passage) for passage in reading.passages if not passage.side)
    return tuple((height, passage) for height, passage in told if height is not None)


def last_line(passage: Passage) -> float | None:
    """The top of a paragraph's last line, in points; None without places or over two pages."""
    pages = {run.page for run in passage.block.runs if run.box is not None}
    tops = [run.box.top for run in passage.block.runs if run.box is not None]
    return max(tops) if tops and len(pages) == 1 else None


def distance(passage: Passage, part: tuple[int, int], level: float) -> float:
    """How far, in points, the lines of a sentence of a passage begin from a height on the page."""
    span = passage.span_of(*part)
    tops = [
        run.box.top for run in passage.block.runs if run.box is not None and run.span.overlaps(span)
    ]
    return min((abs(top - level) for top in tops), default=float("inf"))
