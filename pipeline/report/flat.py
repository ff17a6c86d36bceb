"""A report as CSV: its first table, then, after an empty line, what the report says of itself."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from pipeline.report.neutral import Content, Report, clean

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet may run a text. Source: OWASP, "CSV Injection"."""
    return not _NUMBER.fullmatch(text) and (
        text.lstrip(" \n").startswith(_FORMULA) or text.startswith(("\t", "\r"))
    )


def flat(report: Report) -> bytes:
    """Give the bytes: UTF-8 with a mark by which Excel knows it, dates as YYYY-MM-DD.

    A text that a spreadsheet would run is led by an apostrophe. All rows have the same length.
    """
    table = report.tables[0].on_sheet()
    width = len(table.columns)
    told = [
        ("Report", report.title),
        *report.about,
        *(("Summary", sentence) for sentence in report.summary),
        *(("How complete this is", sentence) for sentence in report.statement),
        *((f"File {row[0]}", f"SHA-256 {row[3]}") for row in report.sources.rows),
    ]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(content) for content in row] for row in table.rows)
    writer.writerow([""] * width)
    for name, said in told:
        writer.writerow([_cell(name), _cell(said), *[""] * (width - 2)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cell(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, dt.date):
        return content.isoformat()
    text = clean(str(content))
    return f"'{text}" if runs_as_formula(text) else text
