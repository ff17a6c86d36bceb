"""The items that a typed page is split into."""

from __future__ import annotations

from pipeline.bodies import recognise
from pipeline.model import Document, Section
from pipeline.sections import partition, split
from tests.support.typed import Typed, page

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)
"""A sentence that is no heading."""


def sections(document: Document) -> tuple[Section, ...]:
    """Give the sections of a document with one meeting, its head first."""
    body = recognise(document, ())
    (within,) = partition(document, body)
    return split(document, body, within)


def levels(document: Document) -> list[tuple[int, str]]:
    """Give level and heading of each section but the head."""
    return [
        (one.level, one.heading.of(document.text) if one.heading else "")
        for one in sections(document)[1:]
    ]


def numbered(*titles: str) -> Document:
    """Give bold headings, "4 Fleet" with 4 as the printed number, each with text below it."""
    lines: list[str | Typed] = ["Northvale Board"]
    for title in titles:
        number, _, words = title.partition(" ")
        lines += [Typed(words, bold=True, marker=f"{number}."), PROSE]
    return page(*lines)
