"""The statement of completeness: what came in, what became of it, and which months are missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from pipeline.build.heads import Head
from pipeline.build.stages import Content
from pipeline.model import Extraction, Quarantined, value
from pipeline.model.words import DocumentKind

CONTAINER = "container (its files are counted)"
REGULAR = 5
"""Gaps between meetings from which a rhythm can be told."""

ALIKE, LATE = 0.4, 1.6
"""A gap is like the usual one within this share of it; from this multiple on, one is missing."""

MOST = 2 / 3
"""Share of the gaps that are like the usual one in a regular series."""

SELDOM = 200
"""Days between meetings that are too far apart to speak of missing months."""


@value
class Gap:
    """A month, as YYYY-MM, in which a regular series has no minutes."""

    body: str
    month: str


@value
class Counts:
    """Files and pages. `seen` = `loaded` + `partial` + all of `set_aside` + all of `skipped`.

    `pages` are those of what was read; of `pages_lost` among them the words could not be.
    """

    seen: int
    loaded: int
    partial: int
    pages: int
    set_aside: dict[str, int]
    skipped: dict[str, int]
    pages_lost: int = 0


def count(
    contents: Iterable[Content],
    skipped: Sequence[tuple[str, str]],
    quarantined: Sequence[Quarantined],
) -> Counts:
    """Count every file once, whatever became of it; a container and each of its files, too."""
    loaded = partial = pages = lost = 0
    reasons = Counter(reason for _, reason in skipped)
    for content in contents:
        reasons[CONTAINER] += content.container
        for part in content.parts:
            pages += part.pages
            lost += part.lost
            partial += bool(part.key) and part.partial
            loaded += bool(part.key) and not part.partial
    aside = Counter(str(file.kind) for file in quarantined)
    return Counts(
        seen=loaded + partial + aside.total() + reasons.total(),
        loaded=loaded,
        partial=partial,
        pages=pages,
        set_aside=dict(sorted(aside.items())),
        skipped={reason: number for reason, number in sorted(reasons.items()) if number},
        pages_lost=lost,
    )


def containers(contents: Mapping[str, Content]) -> list[tuple[str, str]]:
    """Give the path of each file that was opened for the files in it, and why it is no document."""
    return [(path, CONTAINER) for path, content in contents.items() if content.container]


def days_of(extraction: Extraction | Head) -> list[tuple[str, str, dt.date]]:
    """Give body, name and day of a document's meetings; those of trackers and agendas do not count."""
    if extraction.kind is not DocumentKind.MINUTES:
        return []
    return [
        (minutes.meeting.body_id, minutes.meeting.body_name, minutes.meeting.held.first)
        for minutes in extraction.minutes
        if minutes.meeting.held.first is not None
    ]


class Calendar:
    """Gathers the days of meetings as documents pass by, and tells the months that are missing."""

    def __init__(self) -> None:
        self._days: dict[str, set[dt.date]] = defaultdict(set)
        self._names: dict[str, str] = {}

    def note(self, days: Iterable[tuple[str, str, dt.date]]) -> None:
        """Take the days of a document's meetings, as `days_of` gives them."""
        for body, name, day in days:
            self._days[body].add(day)
            self._names[body] = min(self._names.get(body, name), name)

    def gaps(self) -> tuple[Gap, ...]:
        """Give the months in which a meeting is to be expected and none has minutes."""
        return tuple(
            Gap(body=self._names[body], month=month)
            for body in sorted(self._days, key=lambda body: (self._names[body], body))
            for month in missing_months(self._days[body])
        )


def missing_months(days: Iterable[dt.date]) -> tuple[str, ...]:
    """Give the months, as YYYY-MM, in which a regular series of days has a hole.

    A series is regular when two thirds of its gaps are about as long as the usual one. A hole of
    n usual gaps misses n - 1 meetings; their months are those at equal distances in the hole
    that hold no meeting.
    """
    held = sorted(set(days))
    steps = [(later - earlier).days for earlier, later in pairwise(held)]
    if len(steps) < REGULAR:
        return ()
    usual = median(steps)
    alike = sum(abs(step - usual) <= ALIKE * usual for step in steps)
    if alike < MOST * len(steps) or usual > SELDOM:
        return ()
    months = {f"{day:%Y-%m}" for day in held}
    missing = []
    for earlier, step in zip(held, steps, strict=False):
        if step >= LATE * usual:
            parts = round(step / usual)
            between = (earlier + dt.timedelta(days=step * n / parts) for n in range(1, parts))
            missing += [f"{day:%Y-%m}" for day in between]
    return tuple(month for month in dict.fromkeys(missing) if month not in months)
