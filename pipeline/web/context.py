"""A quotation in its context: the lines of the document around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.web.database import Row, exact_rows
from pipeline.web.render import Flow, Mark, flows, paragraphs

if TYPE_CHECKING:
    from datasette.app import Datasette

BEFORE, AFTER = 450, 350
"""Code points looked at on either side; whole lines of them are shown."""

LONGEST = 20_000
"""Code points of a quotation that are shown."""

WINDOW = """
  select max(:span_start - :before, 0) as offset, length(text) as length,
    substr(text, max(:span_start - :before, 0) + 1, :width) as text,
    (select max(s.span_start) from sections s
      where s.document_id = documents.id and s.span_start <= :span_start) as item
  from documents where id = :document
"""


async def around(datasette: Datasette, row: Row) -> list[Flow]:
    """The lines around the quotation of `row` (its provenance columns), the quotation marked.

    What stands before the quotation's own item is another matter, and is not shown.
    """
    start, end = row["span_start"], min(row["span_end"], row["span_start"] + LONGEST)
    found = await exact_rows(
        datasette,
        WINDOW,
        {
            "document": row["document_id"],
            "span_start": start,
            "before": BEFORE,
            "width": end - start + BEFORE + AFTER,
        },
    )
    if not found:
        return []
    text, offset = found[0]["text"], found[0]["offset"]
    begin = 0
    if offset > 0:  # a line that the window cuts is left out, unless the quotation is in it
        cut = text.find("\n", 0, start - offset)
        begin = cut + 1 if cut >= 0 else 0
    begin = max(begin, (found[0]["item"] or 0) - offset)
    stop = len(text)
    if offset + len(text) < found[0]["length"]:
        cut = text.rfind("\n", end - offset)
        stop = cut if cut >= 0 else stop
    return flows(paragraphs(text, offset + begin, offset + stop, [Mark(start, end)], offset=offset))
