"""A report before it has a format: headings, sentences, quotations and tables of plain values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

Content = str | int | dt.date | None
"""What stands in a cell. None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width as a share of the others' widths.

    `paper` is false for a column that only spreadsheets and CSV have, `sheet` for one that only
    paper has.
    """

    name: str
    width: float = 1.0
    paper: bool = True
    sheet: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `name` names it among the sheets of a workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]

    def on_paper(self) -> Table:
        """Give the table as it is printed: without columns in which nothing stands."""
        kept = [
            index
            for index, column in enumerate(self.columns)
            if column.paper and any(row[index] not in {None, ""} for row in self.rows)
        ]
        return self._with(kept)

    def on_sheet(self) -> Table:
        """Give the table as a spreadsheet holds it."""
        return self._with([index for index, column in enumerate(self.columns) if column.sheet])

    def _with(self, kept: list[int]) -> Table:
        return Table(
            self.name,
            tuple(self.columns[index] for index in kept),
            tuple(tuple(row[index] for index in kept) for row in self.rows),
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `kind`: `plain`, `quote` (words of a document), `gap` (what was not found)."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one under the other."""

    pairs: tuple[tuple[str, str], ...]


Block = Words | Facts | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1 or 2 and what stands under it. `wide`: on landscape pages."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1
    wide: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for an open action, for calendars."""

    key: str
    day: dt.date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `about` holds its filters, as-at date and origin; `sections` are what is printed.

    `tables` are the same facts flat, for spreadsheets; the first is the whole of a CSV file.
    `statement` says how complete it is, `sources` lists the files that it quotes.
    """

    kind: str
    title: str
    as_at: dt.date
    about: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    statement: tuple[str, ...]
    sources: Table
    deadlines: tuple[Deadline, ...] = ()

    def parts(self) -> tuple[Section, ...]:
        """Give everything that is printed, in order, with the statement and the sources at the end."""
        blocks = tuple(Words(sentence) for sentence in self.statement)
        return (
            *self.sections,
            Section("How complete this is", blocks, wide=True),
            Section("Files quoted", (self.sources,), wide=True),
            Section("Where this comes from", (Facts(self.about),), wide=True),
        )


def day(value: dt.date | str | None) -> str:
    """Give a day as it is read: 3 May 2024. "" for none."""
    if not value:
        return ""
    date = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{date.day} {date:%B %Y}"


def short_day(value: dt.date | str | None) -> str:
    """Give a day as it stands in a table: 3 May 2024, 9 Aug 2022. "" for none."""
    if not value:
        return ""
    date = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{date.day} {date:%b %Y}"


def shown(content: Content) -> str:
    """Give the text of a cell on paper."""
    if content is None:
        return ""
    return short_day(content) if isinstance(content, dt.date) else str(content)


def clean(text: str) -> str:
    """Give text that every format can hold.

    What XML forbids, and what turns the direction of writing about, becomes U+FFFD.
    """
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str | None, most: int = 2_000) -> str:
    """Give words of a document on one line, without characters that print nothing; long ones cut."""
    plain = "".join(
        c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text or ""
    )
    line = " ".join(plain.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
