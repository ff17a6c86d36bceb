"""The register as at a day is the register of the files up to that day: nothing looks ahead."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.link import link, register
from pipeline.model import Extraction, SourceFile
from pipeline.understand import understand

ENDINGS = {".docx", ".pdf", ".txt"}
FORCES = ("northmoor", "wexbourne")


@pytest.fixture(scope="module")
def extractions(root: Path) -> list[Extraction]:
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
                found.append(understand(read(data, source)))
    return found


def last_day(extraction: Extraction) -> dt.date:
    """The day of the latest meeting of a file; of none, a day that never comes."""
    days = [minutes.meeting.held.first for minutes in extraction.minutes]
    return max((day or dt.date.max for day in days), default=dt.date.min)


@pytest.mark.slow
def test_the_register_as_at_every_meeting_is_that_of_the_files_up_to_it(
    extractions: list[Extraction],
) -> None:
    whole = link(extractions)
    days = sorted(
        {
            minutes.meeting.held.first
            for extraction in extractions
            for minutes in extraction.minutes
            if minutes.meeting.held.first is not None
        }
    )
    assert len(days) > 30
    for day in days:
        until = [extraction for extraction in extractions if last_day(extraction) <= day]
        then = {row.action_id: row for row in register(until, link(until), day)}
        now = {row.action_id: row for row in register(extractions, whole, day)}
        assert now.keys() == then.keys(), day
        for key, row in now.items():
            known = then[key]
            if key in whole.dues:  # "the July board": which day that is, the calendar tells later
                known = replace(known, due_date=row.due_date)
            assert row == known, day
