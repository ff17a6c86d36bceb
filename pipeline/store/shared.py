"""Inspections and their items: rows that belong to no one document.

Each stands under the first words that name it, in the order of the documents' paths, whichever
document is written first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.model import Extraction, InspectionMention, InspectionReply, value
from pipeline.store.meetings import inspection_row, item_row
from pipeline.store.places import Row
from pipeline.store.rows import Written, insert

if TYPE_CHECKING:
    from sqlite_utils import Database

NAMED = {
    "inspections": """
        select inspection_id as key, id, document_id from inspection_mentions
        union all select inspection_id, id, document_id from inspection_replies""",
    "inspection_items": """
        select inspection_item_id as key, id, document_id from inspection_mentions
        where inspection_item_id is not null""",
}
"""Tables of which many documents share a row, with the words that name one: its key, their own key."""


class NotRenewableError(Exception):
    """The old register does not hold what was expected: it is to be written whole."""


@value
class First:
    """The first row of a key that was emitted, with the path of its document."""

    path: str
    row: Written


class Shared:
    """Keeps, of the shared rows that documents bring in any order, the first of each key."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, First]] = {table: {} for table in NAMED}

    def add(self, table: str, path: str, row: Written) -> None:
        """Take a row that the document at `path` brings."""
        held, key = self.held[table], str(row["id"])
        if key not in held or path < held[key].path:
            held.pop(key, None)  # those of one document stay in the order in which they come
            held[key] = First(path=path, row=row)

    def write(self, db: Database) -> None:
        """Write the rows of a register in which there are none yet."""
        for table, held in self.held.items():
            first = sorted(held.values(), key=lambda one: one.path)
            insert(db, table, (one.row for one in first))

    def settle(self, db: Database, extraction: Callable[[str], Extraction]) -> None:
        """Write the rows that changed hands in a register renewed in part.

        `extraction` gives what was understood of a document that stays. The tables `gone_…` name
        the keys that documents named which are gone.
        """
        for table, emitted in self.held.items():
            touched = {key for (key,) in db.execute(f"select key from gone_{table}")}  # noqa: S608 - our own names
            for key in sorted({*touched, *emitted}):
                first = db.execute(_FIRST.format(named=NAMED[table]), [key]).fetchone()
                held = db.execute(f"select document_id from {table} where id = ?", [key]).fetchone()  # noqa: S608 - likewise
                if first is None or (held is not None and held[0] == first[0]):
                    continue
                one = emitted.get(key)
                row = one.row if one is not None and one.path == first[1] else None
                db.execute(f"delete from {table} where id = ?", [key])  # noqa: S608 - likewise
                insert(db, table, [row or _row(db, table, key, first[0], extraction(first[1]))])


_FIRST = """
select d.id, d.path from ({named}) n join documents d on d.id = n.document_id
where n.key = ? order by d.path limit 1
"""


def _row(db: Database, table: str, key: str, document: str, extraction: Extraction) -> Row:
    """The row of an inspection or an item of which the first words stand in a document that stays."""
    query = f"select id from ({NAMED[table]}) where key = ? and document_id = ?"  # noqa: S608 - our own names
    naming = {name for (name,) in db.execute(query, [key, document])}
    said = next((one for one in _said(extraction) if one.id in naming), None)
    if said is None:
        raise NotRenewableError
    source = "inspection_mentions" if isinstance(said, InspectionMention) else "inspection_replies"
    inspection, start, end, page, rule = db.execute(
        f"select inspection_id, span_start, span_end, page, rule from {source} where id = ?",  # noqa: S608 - likewise
        [said.id],
    ).fetchone()
    provenance: Row = {
        "document_id": document,
        "span_start": start,
        "span_end": end,
        "page": page,
        "rule": rule,
    }
    if table == "inspections":
        return inspection_row(key, said, provenance)
    words = db.execute(
        "select substr(text, ?, ?) from documents where id = ?", [start + 1, end - start, document]
    )
    assert isinstance(said, InspectionMention)  # items are named by mentions alone
    return item_row(key, inspection, said, words.fetchone()[0], provenance)


def _said(extraction: Extraction) -> Iterator[InspectionMention | InspectionReply]:
    """What names inspections in a document, in the order in which its rows are written."""
    for minutes in extraction.minutes:
        yield from minutes.inspections
        yield from minutes.replies
