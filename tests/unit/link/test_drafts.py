"""Drafts that a later meeting approves, and days that words give: in the register of values and of SQL."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest

from pipeline import store
from pipeline.ingest.text import read_text
from pipeline.link import link, register
from pipeline.model import Document, Extraction, SourceFile
from pipeline.store import register_rows
from pipeline.understand import understand
from tests.support.registers import RUN, open_register

HEAD = """Northvale Governance Board
{draft}Notes of Meeting
{day}, 14:00
Present
Ada Finch (AF) Chair – Police and Crime Commissioner
Ben Osei (BO) – Chief Constable
Cora Dale (CD) – Treasurer
1. Apologies
None.
2. Minutes of the last meeting and actions
{said}
3. Fleet
{raised}
"""
MAY, JULY, SEPTEMBER, NOVEMBER = (
    "Wednesday 17 May 2023",
    "Wednesday 19 July 2023",
    "Wednesday 20 September 2023",
    "Wednesday 15 November 2023",
)
RAISES = "Action 17/2023: BO to send the vehicle replacement plan to members."
APPROVES = (
    "The minutes of the meeting held on 19 July 2023 were agreed as a true record and signed."
)


def minutes(
    day: str, said: str = "The minutes were noted.", raised: str = "Noted.", *, draft: bool = False
) -> tuple[Document, Extraction]:
    """Minutes of the board of one day, read and understood."""
    text = HEAD.format(day=day, said=said, raised=raised, draft="DRAFT\n" if draft else "")
    name = f"north/{day.replace(' ', '-')}.txt"
    source = SourceFile(
        sha256=name.encode().hex().ljust(64, "0")[:64],
        path=name,
        media_type="text/plain",
        size=len(text),
    )
    document = read_text(text.encode(), source)
    return document, understand(document)


Said = tuple[str, dt.date | None]


def status(folder: Path, *pairs: tuple[Document, Extraction], as_at: dt.date | None = None) -> Said:
    """Status and closing day of action 17/2023, which both registers must give alike."""
    ordered = sorted(pairs, key=lambda pair: pair[0].source.path)
    extractions = [extraction for _, extraction in ordered]
    links = link(extractions)
    (row,) = (row for row in register(extractions, links, as_at) if row.ref == "17/2023")
    path = folder / "register.db"
    path.unlink(missing_ok=True)
    whole = store.Office(loaded=ordered, links=links)
    store.write(path, [whole], quarantined=[], run=RUN, rules={})
    with contextlib.closing(open_register(path)) as held:
        (same,) = (row for row in register_rows(held, as_at) if row["ref"] == "17/2023")
        assert (same["status"], same["closed_on"]) == (
            row.status,
            row.closed_on.isoformat() if row.closed_on else None,
        )
        assert same["status_on"] == (row.status_on.isoformat() if row.status_on else None)
    return str(row.status), row.closed_on


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_draft_that_is_approved_closes_as_of_its_meeting_from_the_approval_on(
    tmp_path: Path,
) -> None:
    every = (
        minutes(MAY, raised=RAISES),
        minutes(JULY, "Action 17/2023 – complete.", draft=True),
        minutes(SEPTEMBER, APPROVES),
    )
    assert status(tmp_path, *every[:2]) == ("open", None)
    assert status(tmp_path, *every) == ("complete", day("2023-07-19"))
    assert status(tmp_path, *every, as_at=day("2023-09-19")) == ("open", None)
    assert status(tmp_path, *every, as_at=day("2023-09-20")) == ("complete", day("2023-07-19"))


@pytest.mark.parametrize(
    "words",
    [
        "The minutes of the meeting held on 19 July 2023 were not approved.",
        "The minutes of the meeting held on 19 July 2023 were agreed subject to one change.",
        "The minutes of the meeting held on 19 July 2023 were agreed with amendments to item 3.",
        "The minutes of the meeting held on 19 July 2023 were agreed.\nItem 2 should read “open”.",
        "The minutes of the meeting held on 19 July 2023 would be agreed in November.",
        "The minutes of the meeting held on 18 July 2023 were agreed.",
        "The minutes of the last meeting were agreed.",
        "It was agreed on 19 July 2023 that minutes be short.",
    ],
)
def test_only_words_that_approve_that_draft_as_it_stood_count(words: str, tmp_path: Path) -> None:
    every = (
        minutes(MAY, raised=RAISES),
        minutes(JULY, "Action 17/2023 – complete.", draft=True),
        minutes(SEPTEMBER, words),
    )
    assert status(tmp_path, *every) == ("open", None)


def test_what_a_later_meeting_says_is_not_undone_by_an_approval_after_it(tmp_path: Path) -> None:
    every = (
        minutes(MAY, raised=RAISES),
        minutes(JULY, "Action 17/2023 – complete.", draft=True),
        minutes(SEPTEMBER, "Action 17/2023 – carried forward."),
        minutes(NOVEMBER, APPROVES),
    )
    assert status(tmp_path, *every) == ("carried-forward", None)


def test_a_draft_approves_nothing(tmp_path: Path) -> None:
    every = (
        minutes(MAY, raised=RAISES),
        minutes(JULY, "Action 17/2023 – complete.", draft=True),
        minutes(SEPTEMBER, APPROVES, draft=True),
    )
    assert status(tmp_path, *every) == ("open", None)


@pytest.mark.parametrize(
    ("words", "closed_on"),
    [
        ("Closed 12/07/2023.", "2023-07-12"),
        ("Complete (18 June)", "2023-06-18"),
        ("Completed on 3 July 2023.", "2023-07-03"),
        ("Complete – circulated 3 July", "2023-07-19"),
        ("Complete.", "2023-07-19"),
        ("Closed 12/07/2019.", "2023-07-19"),
    ],
)
def test_the_day_that_the_words_give_is_the_day_of_the_ending(
    words: str, closed_on: str, tmp_path: Path
) -> None:
    every = (minutes(MAY, raised=RAISES), minutes(JULY, f"Action 17/2023 – {words}"))
    assert status(tmp_path, *every) == (
        "closed" if "Closed" in words else "complete",
        day(closed_on),
    )


@pytest.mark.parametrize("words", ["Complete 31 March 2024.", "Closed 1 August 2023"])
def test_a_day_after_the_meeting_is_set_and_not_told(words: str, tmp_path: Path) -> None:
    every = (minutes(MAY, raised=RAISES), minutes(JULY, f"Action 17/2023 – {words}"))
    assert status(tmp_path, *every) == ("open", None)
