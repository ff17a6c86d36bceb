"""A report as a workbook (.xlsx): real dates, a head that stays, filters; no cell is ever a formula."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.report.flat import runs_as_formula
from pipeline.report.neutral import Report, Table, clean, day

_LONGEST = 32_767
"""Characters that a cell may hold."""

_WIDTH, _NARROW, _BROAD = 13.0, 9.0, 70.0
_NAME = 31
"""Letters in the name of a sheet at most."""


def sheet(report: Report) -> bytes:
    """Give the bytes of the workbook: the same report gives the same bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(target, options)
    book.set_properties(
        {
            "title": clean(report.title),
            "subject": f"As at {day(report.as_at)}",
            "author": "Minutes register",
            "created": dt.datetime.combine(report.as_at, dt.time()),
        }
    )
    writer = _Writer(book, report)
    for table in report.tables:
        writer.table(table)
    writer.about()
    writer.table(report.sources)
    book.close()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Workbook, report: Report) -> None:
        self.book = book
        self.report = report
        plain = {"font_name": "Arial", "font_size": 9, "valign": "top", "text_wrap": True}
        self.text = book.add_format(plain)
        # a text that begins like a formula stays one when it is edited or copied out
        self.guarded = book.add_format({**plain, "quote_prefix": True})
        self.date = book.add_format({**plain, "num_format": "d mmm yyyy", "align": "left"})
        self.head = book.add_format(
            {**plain, "bold": True, "bg_color": "#DCE3EE", "bottom": 1, "valign": "vcenter"}
        )
        self.bold = book.add_format({**plain, "bold": True})

    def table(self, table: Table) -> None:
        """Write a table on a sheet of its own."""
        flat = table.on_sheet()
        page = self.book.add_worksheet(_name(flat.name))
        for number, column in enumerate(flat.columns):
            page.write_string(0, number, column.name, self.head)
            width = min(_BROAD, max(_NARROW, _WIDTH * column.width))
            page.set_column(number, number, width)
        for row, line in enumerate(flat.rows, start=1):
            for number, content in enumerate(line):
                self._cell(page, row, number, content)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(flat.rows)), len(flat.columns) - 1)
        page.repeat_rows(0)
        self._paper(page)

    def about(self) -> None:
        """Write what the report says of itself."""
        page = self.book.add_worksheet("About")
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 110)
        lines = [
            ("Report", self.report.title),
            *self.report.about,
            *(("Summary", sentence) for sentence in self.report.summary),
            *(("How complete this is", sentence) for sentence in self.report.statement),
        ]
        for row, (name, said) in enumerate(lines):
            page.write_string(row, 0, name, self.bold)
            self._cell(page, row, 1, said)
        self._paper(page)

    def _cell(self, page: Worksheet, row: int, number: int, content: object) -> None:
        if content is None or content == "":
            page.write_blank(row, number, None, self.text)
        elif isinstance(content, dt.date):
            page.write_datetime(row, number, dt.datetime.combine(content, dt.time()), self.date)
        elif isinstance(content, int):
            page.write_number(row, number, content, self.text)
        else:
            text = clean(str(content))[:_LONGEST]
            page.write_string(
                row, number, text, self.guarded if runs_as_formula(text) else self.text
            )

    def _paper(self, page: Worksheet) -> None:
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        title = clean(self.report.title).replace("&", "&&")[:100]
        page.set_header(f"&L&8{title}")
        page.set_footer(f"&L&8As at {day(self.report.as_at)}&R&8Page &P of &N")


def _name(name: str) -> str:
    """Give a name that a sheet may have."""
    return "".join(" " if c in "[]:*?/\\'" else c for c in clean(name))[:_NAME] or "Sheet"
