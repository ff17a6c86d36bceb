"""When a row of a table of actions was raised: told by its number ("Feb23.04") or its date."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.extract.items.data import compiled


def carried(ref: str, raised: str, held: dt.date | None) -> bool:
    """Whether a row was raised before the meeting, by its coded number or its date of raising.

    "Feb23.04" and "06.21.06" hold the month; a date of raising may be written in either order.
    """
    if held is None:
        return False
    if coded := _coded(ref):
        return coded < (held.year, held.month)
    now = _dated_now(raised, held)
    return bool(raised) if now is None else not now


def raised_now(ref: str, raised: str, held: dt.date | None) -> bool:
    """Whether a row was raised at the meeting; no where neither its number nor its date can be read."""
    if held is None:
        return False
    return _coded(ref) == (held.year, held.month) or _dated_now(raised, held) is True


def _coded(ref: str) -> tuple[int, int] | None:
    """The year and month that a number holds: "Feb23.04", "06.21.06"."""
    found = compiled(_CODED).search(ref)
    if not found:
        return None
    month = int(found["m"]) if found["m"] else _MONTHS.get(found["name"][:3].casefold(), 0)
    return (2000 + int(found["y"] or found["y2"]), month) if month else None


def _dated_now(raised: str, held: dt.date) -> bool | None:
    """Whether a date of raising is the meeting's: "17/05/2023", "5/2023", "May 21"; None if unread."""
    if named := _NAMED_MONTH.fullmatch(raised.strip()):
        month = _MONTHS.get(named["name"][:3].casefold(), 0)
        return (month, int(named["year"]) % 100) == (held.month, held.year % 100)
    days = [int(part) for part in re.findall(r"\d+", raised)]
    if len(days) not in {DATE_PARTS, DATE_PARTS - 1}:
        return None
    if days[-1] % 100 != held.year % 100:
        return False
    return (
        {held.day, held.month} == set(days[:2])
        if len(days) == DATE_PARTS
        else days[0] == held.month
    )


_CODED = r"\b(?:(?P<name>[A-Z][a-z]{2,8})\s?(?:\(\d\)\s?)?(?P<y>\d{2})[./]\d{1,3}|(?P<m>0\d|1[0-2])\.(?P<y2>\d{2})\.\d{2})\b"
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_NAMED_MONTH = re.compile(r"(?P<name>[A-Z][a-z]{2,8})\.?[\s’']*(?P<year>(?:20)?\d\d)")
DATE_PARTS = 3
