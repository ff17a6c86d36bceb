"""The meetings after the next one, where the minutes give their days beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.extract.dates import DateContext, PhraseKind, find_dates, resolve
from pipeline.model import NextMeeting, Section, SectionRole


def later_meetings(
    text: str, sections: Sequence[Section], announced: NextMeeting | None
) -> tuple[dt.date, ...]:
    """The days that stand behind that of the next meeting, in its item or else on its line."""
    first = announced.when.last if announced else None
    if announced is None or first is None:
        return ()
    start = announced.evidence.span.end
    item = (
        one.span.end
        for one in sections
        if one.role is SectionRole.NEXT_MEETING and one.span.start <= start < one.span.end
    )
    line = text.find("\n", start)
    end = next(item, line if line >= 0 else len(text))
    said = find_dates(text[start : min(end, start + BEHIND)])
    days = (resolve(one, DateContext(held=first)) for one in said if one.kind is PhraseKind.DAY)
    return tuple(day.last for day in days if day.last is not None and day.last > first)


BEHIND = 300
"""Code points behind the next meeting's date in which those of later ones stand."""
