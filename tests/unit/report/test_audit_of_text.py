"""What the audit prints of minutes as they are written: replies, items, approved drafts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import store
from pipeline.ingest.text import read_text
from pipeline.link import link
from pipeline.model import SourceFile
from pipeline.report import REPORTS, Filters, Report, opened
from pipeline.report.neutral import Facts, Table, Words
from pipeline.understand import understand
from tests.support.registers import RUN
from tests.support.typed import HEAD

MEETINGS = (
    (
        "17 May 2023",
        "",
        (
            "2. PEEL 2021/22\nThe report was published on 2 March 2023.\n"
            "Action 17/2023: BO to send HMICFRS the evidence for the AFI on bail.\n"
            "On the cause of concern on fleet, recommendation 3 is partially outstanding. The Force regards "
            "the AFI on bail as finished.\n"
        ),
    ),
    (
        "19 July 2023",
        "DRAFT\n",
        (
            "2. Minutes of the last meeting and actions\nAction 17/2023 – complete.\n"
            "3. PEEL 2021/22\nThe PCC’s comments were published on 27 April 2023.\n"
        ),
    ),
    (
        "20 September 2023",
        "",
        (
            "2. Minutes\nThe minutes of the meeting held on 19 July 2023 were agreed as "
            "a true record.\n"
        ),
    ),
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pairs = []
    for day, draft, body in MEETINGS:
        head = HEAD.replace("Wednesday 17 May 2023", f"Wednesday {day}")
        text = head.replace("Notes of", f"{draft}Notes of") + f"1. Apologies\nNone.\n{body}"
        source = SourceFile(
            sha256=day.encode().hex().ljust(64, "0"),
            path=f"{day[-4:]}/{day}.txt",
            media_type="text/plain",
            size=len(text),
        )
        document = read_text(text.encode(), source)
        pairs.append((document, understand(document)))
    pairs.sort(key=lambda pair: pair[0].source.path)
    path = tmp_path_factory.mktemp("register") / "minutes.db"
    links = link([extraction for _, extraction in pairs])
    whole = store.Office(loaded=pairs, links=links)
    store.write(path, [whole], quarantined=[], run=RUN, rules={})
    return path


def audit(register: Path, as_at: str | None = None) -> Report:
    with opened(register, Filters(), dt.date.fromisoformat(as_at) if as_at else None) as asked:
        return REPORTS["audit"](asked)


def text(report: Report) -> str:
    """Everything that the report prints."""
    lines = []
    for section in report.parts():
        lines.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Table):
                lines += [" | ".join(map(str, row)) for row in block.rows]
            elif isinstance(block, Facts):
                lines += [f"{name}: {value}" for name, value in block.pairs if value]
            elif isinstance(block, Words):
                lines.append(block.text)
    return "\n".join(lines)


def test_the_days_of_the_reply_are_counted(register: Path) -> None:
    (duties,) = (s for s in audit(register).sections if s.heading.startswith("Comments on reports"))
    (table,) = (block for block in duties.blocks if isinstance(block, Table))
    ((name, published, last, printed, answered, on_day, words, _),) = table.rows
    assert name == "PEEL 2021/22"
    assert (published, last) == (dt.date(2023, 3, 2), dt.date(2023, 4, 26))
    assert (printed, answered, on_day) == (None, dt.date(2023, 4, 27), 57)
    assert "published on 2 March 2023" in str(words)


def test_what_was_not_yet_said_is_not_in_an_earlier_paper(register: Path) -> None:
    said = text(audit(register, "2023-06-01"))
    assert "no minutes print it" in said
    assert "27 April" not in said


def test_an_approved_draft_closes_from_its_approval_on(register: Path) -> None:
    before, after = audit(register, "2023-09-19"), audit(register)
    assert "0 closed, 1 open" in before.summary[0]
    assert "Held as drafts only, which close nothing: 2023/19 July 2023.txt." in before.statement
    assert "1 closed, 0 open" in after.summary[0]
    said = text(after)
    assert "(draft, approved on 20 September 2023)" in said
    assert (
        "Held as drafts that a later meeting approved as they stood: 2023/19 July 2023.txt." in said
    )


def test_items_show_the_board_s_view_and_their_cause(register: Path) -> None:
    said = text(audit(register))
    assert "Board’s view of the item: complete" in said
    assert "Under: Cause of concern: fleet" in said
    assert "HMICFRS: partially outstanding" in said
