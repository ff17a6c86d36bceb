"""The two statements of one precedence, in SQL and in Python, give the same register."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.link import link, register
from pipeline.model import Document, Extraction, Grade, SourceFile, Status
from tests.support.linking import SHA256, STRIDE, action, meeting, update
from tests.support.registers import RUN, open_register, rows

REFS = ("1/23", "2/23")
TEXT = " " * 100 * STRIDE

updates = st.builds(
    update,
    st.sampled_from(REFS),
    st.sampled_from(Status),
    st.sampled_from(Grade),
    place=st.integers(1, 3),
)


@st.composite
def archives(draw: st.DrawFn) -> list[Extraction]:
    """Two actions, and up to six later meetings of two bodies' folder that speak of them."""
    found = [meeting("2023-01-04", action("mend the roof", REFS[0]), action("count", REFS[1]))]
    for number in range(draw(st.integers(0, 6))):
        day = dt.date(2023, 1, 4) + dt.timedelta(weeks=draw(st.integers(0, 8)))
        said = draw(
            st.lists(
                updates, min_size=1, max_size=4, unique_by=lambda one: (one.text, one.evidence)
            )
        )
        found.append(
            meeting(
                day.isoformat(),
                *said,
                path=f"mill/{number}.txt",
                version=draw(st.sampled_from(("", "draft", "approved"))),
                tracker=draw(st.booleans()),
                series=draw(st.sampled_from(("", "annual"))),
            )
        )
    return found


@given(archives())
@settings(max_examples=25, deadline=None)
def test_the_register_in_sql_is_the_register_in_python(archive: list[Extraction]) -> None:
    links = link(archive)
    loaded = sorted(
        ((_document(extraction), extraction) for extraction in archive),
        key=lambda pair: pair[0].source.path,
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.db"
        whole = store.Office(loaded=loaded, links=links)
        store.write(path, [whole], quarantined=(), run=RUN, rules={})
        with closing(open_register(path)) as connection:
            sql = {
                row["action_id"]: (
                    row["status"],
                    row["status_on"],
                    row["closed_on"],
                    row["grade"],
                    row["evidence_event_id"],
                )
                for row in rows(connection, "select * from action_register")
            }
    python = {
        row.action_id: (
            row.status,
            row.status_on and row.status_on.isoformat(),
            row.closed_on and row.closed_on.isoformat(),
            row.grade,
            row.evidence or None,
        )
        for row in register(archive, links)
    }
    assert sql == python


def _document(extraction: Extraction) -> Document:
    source = SourceFile(
        sha256=SHA256,
        path=extraction.path,
        media_type="text/plain",
        size=len(TEXT),
    )
    return Document(source=source, text=TEXT, blocks=())
