"""People and posts over the invented register."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.web.people import HELD


def test_a_post_in_capitals_is_the_same_post(register: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        with closing(sqlite3.connect(register)) as kept:
            kept.backup(db)
        key, role = db.execute(
            "select person_id, role from attendances where role glob '*[a-z]*' limit 1"
        ).fetchone()
        before = db.execute(HELD, {"key": key}).fetchall()
        columns = [row[1] for row in db.execute("pragma table_info(attendances)")]
        given = ", ".join({"id": "'another'", "role": "upper(role)"}.get(c, c) for c in columns)
        db.execute(
            f"insert into attendances select {given} from attendances"  # noqa: S608 - our columns
            " where person_id = ? and role = ? limit 1",
            (key, role),
        )
        after = db.execute(HELD, {"key": key}).fetchall()
    assert len(after) == len(before)
    assert sum(row[-1] for row in after) == sum(row[-1] for row in before) + 1
