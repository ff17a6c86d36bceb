"""The register as at a day is the register of the files up to that day: nothing looks ahead."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from pathlib import Path

import pytest

from pipeline import store
from pipeline.ingest import read
from pipeline.link import link, register
from pipeline.model import Document, Extraction, SourceFile
from pipeline.understand import understand
from tests.support.registers import RUN, open_register

ENDINGS = {".docx", ".pdf", ".txt"}
FORCES = ("northmoor", "wexbourne")


Pair = tuple[Document, Extraction]


@pytest.fixture(scope="module")
def pairs(root: Path) -> list[Pair]:
    found = []
    for force in FORCES:
        for path in sorted((root / "corpus" / force).rglob("*")):
            if path.suffix in ENDINGS:
                data = path.read_bytes()
                source = SourceFile(
                    sha256=hashlib.sha256(data).hexdigest(),
                    path=path.relative_to(root / "corpus").as_posix(),
                    media_type="",
                    size=len(data),
                )
                document = read(data, source)
                found.append((document, understand(document)))
    return sorted(found, key=lambda pair: pair[0].source.path)


@pytest.fixture(scope="module")
def extractions(pairs: list[Pair]) -> list[Extraction]:
    return [extraction for _, extraction in pairs]


def days_of(extractions: list[Extraction]) -> list[dt.date]:
    """The day of every meeting."""
    held = (
        minutes.meeting.held.first for extraction in extractions for minutes in extraction.minutes
    )
    return sorted({day for day in held if day is not None})


def last_day(extraction: Extraction) -> dt.date:
    """The day of the latest meeting of a file; of none, a day that never comes."""
    days = [minutes.meeting.held.first for minutes in extraction.minutes]
    return max((day or dt.date.max for day in days), default=dt.date.min)


@pytest.mark.slow
def test_the_register_as_at_every_meeting_is_that_of_the_files_up_to_it(
    extractions: list[Extraction],
) -> None:
    whole = link(extractions)
    days = days_of(extractions)
    assert len(days) > 30
    for day in days:
        until = [extraction for extraction in extractions if last_day(extraction) <= day]
        then = {row.action_id: row for row in register(until, link(until), day)}
        now = {row.action_id: row for row in register(extractions, whole, day)}
        assert now.keys() == then.keys(), day
        for key, row in now.items():
            assert row == then[key], day


@pytest.mark.slow
def test_the_database_says_the_same_as_at_every_meeting(pairs: list[Pair], tmp_path: Path) -> None:
    extractions = [extraction for _, extraction in pairs]
    links = link(extractions)
    path = tmp_path / "register.db"
    whole = store.Office(loaded=pairs, links=links)
    store.write(path, [whole], quarantined=[], run=RUN, rules={})
    with contextlib.closing(open_register(path)) as held:
        for day in days_of(extractions):
            said = {
                row["action_id"]: (row["status"], row["closed_on"], row["due_date"])
                for row in store.register_rows(held, day)
            }
            assert said == {
                row.action_id: (
                    row.status,
                    row.closed_on and row.closed_on.isoformat(),
                    row.due_date and row.due_date.isoformat(),
                )
                for row in register(extractions, links, day)
            }, day
