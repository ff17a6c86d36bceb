"""What a search is narrowed to: the filters of a question as SQL over `search_keys`."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.web.criteria import Criteria

DATED = frozenset({"action", "decision", "event"})
"""Kinds that are only read from the current version of minutes."""

BOUNDS = """
  select
    (select min(number) from search_keys where date =
      (select max(date) from search_keys where date <= :end)) as low,
    (select max(number) from search_keys where date =
      (select min(date) from search_keys where date >= :start)) as high
"""
"""The numbers between which the days of a question lie: the newest day has the lowest number, and
what has no day the highest. An empty :start stands for the oldest day."""


def conditions(criteria: Criteria) -> tuple[str, dict[str, object]]:
    """The filters as SQL over search_keys k (empty, or beginning with "and"), with parameters.

    Days are left to `between`. A unary plus keeps SQLite from walking an index that would have to
    be sorted: rows are wanted in the order of their numbers.
    """
    parts: list[str] = []
    given: dict[str, object] = {}
    for column, wanted in _columns(criteria).items():
        if isinstance(wanted, int):  # written out, so that an index of just such rows is used
            parts.append(f"{column} = {wanted}")
        else:
            name = column.rpartition(".")[2]
            parts.append(f"{column} = :{name}")
            given[name] = wanted
    if criteria.owner:
        parts.append(
            "exists (select 1 from search_owners w where w.name = :owner and w.number = k.number)"
        )
        given["owner"] = criteria.owner
    return "".join(f" and {part}" for part in parts), given


def sets(criteria: Criteria) -> dict[str, str]:
    """The filters that may leave few rows, each as SQL for the numbers that it leaves.

    Each is read off one index. A search of words that many rows have asks first how many there are,
    and where they are few takes them as a set, rather than looking up each row that has the words.
    """
    found = {}
    if criteria.owner:
        found["owner"] = "select number from search_owners where name = :owner"
    if criteria.body:
        found["body"] = "select number from search_keys where body_id = :body_id"
    if criteria.hmicfrs:
        found["hmicfrs"] = "select number from search_keys where hmicfrs = 1"
    if criteria.status == "overdue":
        found["overdue"] = "select number from search_keys where overdue = 1"
    elif criteria.kinds not in {"", "action"}:
        found["kind"] = "select number from search_keys where kind = :kind"
    return found


def _columns(criteria: Criteria) -> dict[str, str | int]:
    """Columns of search_keys and what each must be."""
    found: dict[str, str | int] = {}
    if criteria.kinds:
        found["k.kind"] = criteria.kinds
    if not criteria.earlier and criteria.kinds not in DATED:
        found["+k.is_current"] = 1
    if not criteria.earlier and criteria.kinds in {"", "action"}:
        found["+k.repeated"] = 0
    if criteria.body:
        found["k.body_id"] = criteria.body
    return found | _of_actions(criteria)


def _of_actions(criteria: Criteria) -> dict[str, str | int]:
    """The columns that only actions fill."""
    found: dict[str, str | int] = {}
    if criteria.mark:
        found["+k.mark"] = criteria.mark
    if criteria.due:
        found["+k.has_due"] = int(criteria.due == "yes")
    if criteria.hmicfrs:
        found["k.hmicfrs"] = 1
    if criteria.status == "overdue":
        found["k.overdue"] = 1
    elif criteria.status in {"open", "closed"}:
        found["+k.closed"] = int(criteria.status == "closed")
    elif criteria.status:
        found["+k.status"] = criteria.status
    return found


def between(criteria: Criteria, bounds: Mapping[str, int | None], number: str) -> str:
    """The days as SQL over a row's `number`, given their `bounds`: days without rows have none."""
    if not (criteria.start or criteria.end):
        return ""
    low, high = bounds["low"] if criteria.end else 1, bounds["high"]
    return " and 0" if low is None or high is None else f" and {number} between {low} and {high}"
