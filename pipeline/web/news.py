"""What is new since the last build, as the build told it beside the register."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.web.beside import kept
from pipeline.web.database import Row, rows, undirected

if TYPE_CHECKING:
    from datasette.app import Datasette

SHOWN = 5
"""Rows named of each sort."""

_MEETINGS = """
  select m.id, m.date, b.name as body from meetings m join bodies b on b.id = m.body_id
  where m.id in (select value from json_each(:keys)) order by m.date desc nulls last, m.id limit :most
"""
_ACTIONS = """
  select k.id, a.ref, a.text from search_keys k join actions a on a.id = k.id
  where k.kind = 'action' and k.id in (select value from json_each(:keys)) order by k.number limit :most
"""


async def told(datasette: Datasette) -> dict[str, Any] | None:
    """`since` and, for each sort, `count` and the `rows` that are named; None without news."""
    news = kept(datasette, "news")
    if not isinstance(news.get("since"), str):
        return None
    found: dict[str, Any] = {"since": news["since"]}
    for name, sql in (("meetings", _MEETINGS), ("raised", _ACTIONS), ("closed", _ACTIONS),
                      ("reopened", _ACTIONS)):  # fmt: skip
        keys, count = _sort(news, name)
        asked = {"keys": json.dumps(keys), "most": SHOWN}
        shown: list[Row] = await rows(datasette, sql, asked) if keys else []
        found[name] = {"count": count, "rows": shown}
    for name in ("unread", "gone"):
        keys, count = _sort(news, name)
        found[name] = {"count": count, "rows": [undirected(key) for key in keys[:SHOWN]]}
    return found


def _sort(news: dict[str, Any], name: str) -> tuple[list[str], int]:
    held = news.get(name) or {}
    return [str(key) for key in held.get("keys", ())], int(held.get("count", 0))
