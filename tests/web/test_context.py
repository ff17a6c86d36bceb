"""The lines around a quotation."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from datasette.app import Datasette

from pipeline.web import context

IN_ITEMS = """
  select a.document_id, a.span_start, a.span_end, s.span_start as item
  from actions a join sections s on s.id = a.section_id where s.span_start > 0
"""


async def test_the_lines_around_a_quotation_begin_with_its_own_item(
    site: Datasette, register: Path
) -> None:
    with closing(sqlite3.connect(register)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute(IN_ITEMS)]
        texts = dict(db.execute("select id, text from documents"))
    assert rows
    for row in rows:
        shown = await context.around(site, row)
        told = str(shown)
        before = texts[row["document_id"]][: row["item"]].rstrip()
        last = before.rpartition("\n")[2].strip()
        assert last
        assert last not in told
