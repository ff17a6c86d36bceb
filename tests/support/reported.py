"""A small register to make reports of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipeline import store
from pipeline.model import HandClosing, InspectionReason, Outcome, Quarantined, Status, replace
from pipeline.model.words import Grade
from tests.support.invented import Writer, document, stated
from tests.support.registers import RUN, links

JANUARY, FEBRUARY, MARCH = dt.date(2024, 1, 9), dt.date(2024, 2, 6), dt.date(2024, 3, 5)
EVIL = '=HYPERLINK("http://x","y") <script>alert(1)</script>'
"""Words that a spreadsheet would run, and a browser."""


def reported(folder: Path, *, by_hand: bool = True) -> Path:
    """Write a register of three meetings; give its place.

    1/24 was closed in February; 2/24 waits since January, overdue; 3/24 holds hostile words; 4/24 is
    closed by hand; 1/24 and 2/24 serve an inspection.
    """
    lines = (
        "Hartwell Board January",
        "1/24 PEEL: count the bats",
        "2/24 mend the roof by 1 February",
        EVIL,
        "4/24 ring the bells",
        "Approved the budget",
    )
    first = Writer(document("a/january.pdf", *lines), JANUARY)
    first.attendee("Hartwell")
    bats = first.action(lines[1], ref="1/24", owner=0, due=stated(dt.date(2024, 1, 31)))
    roof = first.action(lines[2], ref="2/24", due=stated(dt.date(2024, 2, 1)))
    first.action(lines[3], ref="3/24")
    bells = first.action(lines[4], ref="4/24")
    first.decision(lines[5], Outcome.APPROVED)
    first.mention(
        "PEEL",
        "PEEL",
        (bats, InspectionReason.NAMED_IN_ACTION),
        (roof, InspectionReason.NAMED_IN_SECTION),
    )
    second = Writer(
        document("a/february.pdf", "Hartwell Board February", "1/24 Complete"), FEBRUARY
    )
    done = second.update("1/24 Complete", Status.COMPLETE, Grade.STATED, ref="1/24")
    third = Writer(document("a/march.pdf", "Hartwell Board March", "1/24 is open again"), MARCH)
    again = third.update("1/24 is open again", Status.OPEN, Grade.STATED, ref="1/24")
    closing = HandClosing(
        action=bells,
        correction="cor-1",
        closed_on=dt.date(2024, 2, 20),
        who="A. Fern",
        note="seen by the churchwarden",
        document_name="letter.pdf",
        document_sha256="ab" * 32,
    )
    held = replace(
        links(first, second, third, events={done: bats, again: bats}),
        closings=(closing,) if by_hand else (),
    )
    counts: dict[str, object] = {
        "files": {"seen": 5, "loaded": 3, "partial": 0, "skipped": {"hidden": 1}},
        "gaps": [{"body": "Hartwell Board", "month": "2024-02"}],
    }
    locked = Quarantined(path="a/locked.pdf", sha256="", kind="encrypted", message="It is locked.")
    pairs = [(w.document, w.extraction()) for w in (first, second, third)]
    path = folder / "minutes.db"
    store.write(
        path,
        [
            store.Office(
                loaded=sorted(pairs, key=lambda pair: pair[0].source.path),
                links=held,
                corrections=[CORRECTION] if by_hand else [],
            )
        ],
        quarantined=[locked],
        run=replace(RUN, counts=counts),
        rules={},
    )
    return path


CORRECTION = store.CorrectionRow(
    id="cor-1",
    number=1,
    made_on="2024-02-21T09:00:00Z",
    made_by="A. Fern",
    reason="they were rung",
    kind="closed-by-hand",
    table_name="actions",
    row_id="act-1",
    other_id="",
    field="status",
    machine_value="open",
    person_value="2024-02-20",
    note="seen by the churchwarden",
    document_name="letter.pdf",
    document_sha256="ab" * 32,
    meeting_id="",
    words="4/24 ring the bells",
    words_sha256="cd" * 32,
    state="applies",
    outcome="",
    previous_hash="0" * 64,
    hash="ef" * 32,
)
