"""What is new in a register beside the one that it replaces: a small file beside the register.

It is not part of the register, which is made of the files alone and is the same however often it is
built. A build that changes nothing of what is told here leaves the older news in place.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from pathlib import Path

NAMED = 40
"""Keys that are named of each sort; the counts are whole."""

_KEY = "kind = 'action' and mark = 'labelled' and repeated = 0"
_SORTS = {
    "meetings": """
        select id from meetings where id not in (select id from old.meetings)
        order by date desc nulls last, id""",
    "raised": f"""
        select k.id from search_keys k where {_KEY}
        and not exists (select 1 from old.actions o where o.id = k.id) order by k.number""",  # noqa: S608 (fixed words)
    "closed": f"""
        select k.id from search_keys k join old.action_states o on o.action_id = k.id
        where {_KEY} and k.closed = 1 and o.closed = 0 order by k.number""",  # noqa: S608 (fixed words)
    "reopened": f"""
        select k.id from search_keys k join old.action_states o on o.action_id = k.id
        where {_KEY} and k.closed = 0 and o.closed = 1 order by k.number""",  # noqa: S608 (fixed words)
    "unread": "select path from quarantine where path not in (select path from old.quarantine) order by path",
    "gone": "select path from old.documents where path not in (select path from documents) order by path",
}  # fmt: skip
"""What is told, each as the keys (or paths) that only one of both registers has."""

_SAME = """
  select new.archive_key = old.archive_key, old.finished_at, new.finished_at
  from runs new, old.runs old where new.id = 1 and old.id = 1
"""


def place(register: Path) -> Path:
    """Where the news of a register lie."""
    return register.with_name(f"{register.stem}.news.json")


def compare(old: Path, new: Path) -> bytes | None:
    """The news as JSON: `since` and `built` (days and times), and for each sort `count` and `keys`.

    None where there are none, or where the old register cannot be compared: it is absent, of
    another folder or of another version.
    """
    if not old.is_file():
        return None
    try:
        with contextlib.closing(_opened(new)) as db:
            db.execute("attach ? as old", (f"{old.resolve().as_uri()}?mode=ro",))
            same, since, built = db.execute(_SAME).fetchone() or (0, "", "")
            if not same:
                return None
            found = {name: [key for (key,) in db.execute(sql)] for name, sql in _SORTS.items()}
    except sqlite3.Error:
        return None
    if not any(found.values()):
        return None
    told = {name: {"count": len(keys), "keys": keys[:NAMED]} for name, keys in found.items()}
    return json.dumps({"since": since, "built": built, **told}, ensure_ascii=False).encode()


def keep(register: Path, news: bytes | None) -> None:
    """Put the news beside their register. They are no part of it: where that fails, none are told."""
    if news is None:
        return
    part = place(register).with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):
        part.write_bytes(news)
        part.replace(place(register))


def _opened(register: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{register.resolve().as_uri()}?mode=ro", uri=True)
