"""What `minutes check` finds in one file, with the register's help where there is one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.build import Examined
from pipeline.cli.database import register_at
from pipeline.model import Meeting
from pipeline.proofread import Earlier, Finding, proofread, unmentioned

_LAST = """
select m.id, m.date from meetings m
where m.body_id = ? and m.kind <> 'tracker' and m.date < ? order by m.date desc, m.id limit 1
"""
_RAISED = """
select ref, text, raised_on from action_register
where meeting_id = ? and (closed = 0 or status_on >= ?) order by span_start
"""


def findings_of(part: Examined, db: Path | None) -> tuple[Finding, ...]:
    """Give the findings of one document; those of the register at `db`, too, where one is given.

    Raises ConfigError where there is no register at `db`.
    """
    if part.document is None or part.extraction is None:
        return ()
    found = [*proofread(part.document, part.extraction)]
    if db is not None:
        with register_at(db) as register:
            for minutes in part.extraction.minutes:
                earlier = _earlier(register, minutes.meeting)
                found += unmentioned(part.document, minutes, earlier)
    return tuple(found)


def _earlier(register: sqlite3.Connection, meeting: Meeting) -> list[Earlier]:
    """The actions of the body's meeting before this one that were open when this one was held."""
    if meeting.held.first is None:
        return []
    day = meeting.held.first.isoformat()
    last = register.execute(_LAST, (meeting.body_id, day)).fetchone()
    if last is None:
        return []
    return [
        Earlier(ref=row["ref"] or "", text=row["text"], raised_on=row["raised_on"])
        for row in register.execute(_RAISED, (last["id"], day))
    ]
