"""The register on disk: written whole beside the old one, checked, and swapped in by one rename."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.model import Document, Extraction, Links, Quarantined, value
from pipeline.store import news
from pipeline.store.across import (
    LINK_TABLE,
    LINKS,
    finish,
    keep_links,
    renew,
    store_corrections,
    store_links,
    tie,
)
from pipeline.store.checks import check, leave_words_to_check, proven_tables
from pipeline.store.documents import (
    OUTSIDE,
    RECORDS,
    WHOLE,
    rest,
    store_document,
    store_issues,
    store_sections,
)
from pipeline.store.meetings import MeetingRows
from pipeline.store.places import Places
from pipeline.store.reading import last_run, opened, quarantined, register_rows
from pipeline.store.renewal import Renewal, clear, copy
from pipeline.store.rows import Written, insert
from pipeline.store.run import CorrectionRow, Run
from pipeline.store.schema import parted
from pipeline.store.shared import NAMED, NotRenewableError, Shared

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "RULES",
    "CorrectionRow",
    "NotRenewableError",
    "Office",
    "Renewal",
    "Run",
    "ahead",
    "forget",
    "last_run",
    "load",
    "opened",
    "quarantined",
    "register_rows",
    "write",
]

RULES = {WHOLE: "pipeline/store/documents.py", OUTSIDE: "pipeline/store/documents.py"}
"""The rules that storing itself applies."""

_BATCH = 4_000
"""Rows that wait in memory before they are written."""


@value
class Office:
    """Documents that have to do with no others, to be written together, and what links them.

    `loaded` comes in the order of the documents' paths and is read once, one pair at a time.
    `corrections` are those that `loaded` and `links` bear already, with what became of each.
    """

    loaded: Iterable[tuple[Document, Extraction]]
    links: Links
    corrections: Sequence[CorrectionRow] = ()


def write(
    path: Path,
    offices: Iterable[Office],
    *,
    quarantined: Sequence[Quarantined],
    run: Run,
    rules: Mapping[str, str],
    skipped: Sequence[tuple[str, str]] = (),
    replace_anything: bool = False,
    renewal: Renewal | None = None,
) -> None:
    """Write the register and put it in the place of the old one.

    Each of `offices` is written and let go before the next is asked for; their order does not
    matter. With `renewal`, everything but the documents that it names is taken over from the old
    register, and `offices` hold those that come in their place alone.
    `rules` gives, a rule id, the file that holds the rule. `skipped` gives the path and the reason
    of each file that was not opened. `replace_anything` accepts a register that is much smaller
    than the old one.

    Raises StoreError, with a sentence, when the register cannot be written or fails a check, and
    NotRenewableError where it is to be written whole; then the old one stays as it was.
    """
    temporary = _beside(path)
    try:
        if renewal is None:
            temporary.unlink(missing_ok=True)
        elif not renewal.ahead:
            copy(path, temporary)
        db = _open(temporary)
        try:
            if renewal is None:
                tables, indexes = parted()
                db.executescript(f"begin; {tables} commit;")
                leave_words_to_check(db)
            db.execute(LINK_TABLE)
            with db.atomic():
                if renewal:
                    clear(db, renewal.gone)
                rows = _Rows(db)
                for office in offices:
                    _load(rows, office)
                    rows.flush()
                    store_links(db, office.links)
                    store_corrections(db, office.corrections, office.links)
                if renewal:
                    rows.shared.settle(db, renewal.extraction)
                else:
                    rows.shared.write(db)
                    for index in indexes:
                        db.execute(index)
                tie(db)
                set_aside = ({"path": path, "reason": why} for path, why in sorted(skipped))
                insert(db, "skipped", set_aside)
                _tell(db, quarantined, run, {**RULES, **rules})
                (renew if renewal else finish)(db)
            db.execute("analyze")
            check(db, None if replace_anything else path, run.archive_key, whole=not renewal)
        finally:
            db.close()
        _flush(temporary)
        told = news.compare(path, temporary)
        temporary.replace(path)
        _flush(path.parent)
        news.keep(path, told)
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"The register could not be written ({reason}). The old one stays as it was."
        raise StoreError(message) from error
    finally:
        forget(path)


def load() -> None:
    """Import what writes a register, which takes a quarter of a second, before it is needed."""
    import_module("sqlite_utils")


def ahead(path: Path) -> None:
    """Do before `write` what can be done before anything is read, for a register to be renewed.

    That is to copy it. Raises NotRenewableError, and OSError where there is no room. `forget` takes
    the copy away.
    """
    copy(path, _beside(path))


def forget(path: Path) -> None:
    """Take away what writing the register at `path` may have left beside it."""
    with contextlib.suppress(OSError):
        _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Where a register is written before it takes its place."""
    return path.parent / f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}.tmp"


def _open(path: Path) -> Database:
    from sqlite_utils import Database  # noqa: PLC0415 - slow to import, and needed here alone

    db = Database(path)
    db.execute("pragma journal_mode = off")  # a build that fails leaves a file that nobody reads
    db.execute("pragma synchronous = off")
    return db


def _load(rows: _Rows, office: Office) -> None:
    links = office.links
    known: set[str] = set()
    previous = ""
    for document, extraction in office.loaded:
        if document.source.path <= previous:
            message = "documents come in the order of their paths"
            raise ValueError(message)
        previous = rows.path = document.source.path
        for minutes in extraction.minutes:
            if extraction.kind in RECORDS and minutes.meeting.id not in links.current:
                message = f"No current document is known of meeting {minutes.meeting.id}."
                raise StoreError(message)
        places = Places(document)
        store_document(places, extraction, links.current, rows.add)
        _load_minutes(rows, places, extraction, links, known)


def _load_minutes(
    rows: _Rows, places: Places, extraction: Extraction, links: Links, known: set[str]
) -> None:
    for minutes in extraction.minutes:
        meeting = minutes.meeting.id
        current = extraction.kind in RECORDS and links.current[meeting] == places.id
        scope = meeting if current else f"{places.id} {meeting}"
        keys = store_sections(
            places, minutes.sections, scope, meeting if current else None, rows.add
        )
        if current and places.first(meeting, "A meeting"):
            MeetingRows(
                places, minutes, sections=keys, links=links, known=known, emit=rows.add
            ).store()
    store_sections(places, rest(places.document, extraction), places.id, None, rows.add)
    store_issues(places, extraction, links.current, rows.add)


def _tell(
    db: Database,
    quarantined: Sequence[Quarantined],
    run: Run,
    rules: Mapping[str, str],
) -> None:
    """Write what was set aside, what built the register, and every rule with its rows."""
    hits = _hits(db)
    aside: Iterable[Written] = (
        {
            "path": file.path,
            "sha256": file.sha256 or None,
            "kind": file.kind,
            "message": file.message,
        }
        for file in sorted(quarantined, key=lambda file: file.path)
    )
    insert(db, "quarantine", aside)
    told: Written = {
        "id": 1,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "version": run.version,
        "fingerprint": run.fingerprint,
        "inputs": run.inputs,
        "libraries": json.dumps(run.libraries, sort_keys=True),
        "archive": run.archive,
        "archive_key": run.archive_key,
        "counts": json.dumps(run.counts, sort_keys=True),
        "corrections_head": run.corrections_head or None,
    }
    insert(db, "runs", [told])
    named: Iterable[Written] = (
        {"id": rule, "kept_in": rules.get(rule), "hits": hits[rule]}
        for rule in sorted({*rules, *hits})
    )
    insert(db, "rules", named)


def _hits(db: Database) -> Counter[str]:
    """Count the rows of each rule, but for the links to inspections: those repeat a mention's."""
    found: Counter[str] = Counter()
    for table in proven_tables(db):
        if table != "action_inspections":
            for rule, rows in db.execute(f"select rule, count(*) from {table} group by rule"):  # noqa: S608 - our own table names
                found[rule] += rows
    return found


class _Rows:
    """Rows on their way: kept a table until a batch is full.

    `path` is that of the document whose rows come. Those that documents share wait in `shared`
    until all are in.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.path = ""
        self.shared = Shared()
        self._waiting: dict[str, list[Written]] = {}
        self._count = 0

    def add(self, table: str, row: Written) -> None:
        """Take one row."""
        if table in NAMED:
            self.shared.add(table, self.path, row)
            return
        self._waiting.setdefault(table, []).append(row)
        self._count += 1
        if self._count >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        for table, waiting in self._waiting.items():
            if table == LINKS:
                keep_links(self.db, waiting)
            else:
                insert(self.db, table, waiting)
        self._waiting = {}
        self._count = 0


def _flush(path: Path) -> None:
    """Make a file or a folder's entries survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
