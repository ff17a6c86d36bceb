"""A stand-in for understanding that costs next to nothing, to measure what is not done in children.

Files are read and understood one by one, which costs each the same in any archive. What grows with
the archive is the rest: the walk, linking, writing, and the memory of the one process that does it.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from pipeline.build.stages import Stages
from pipeline.model import Document, Evidence, Extraction, Section, Span
from pipeline.model.words import Grade, SectionRole, Status
from tests.bench.archive import MEETINGS, day_of
from tests.bench.story import board
from tests.support.invented import Writer

STAGES = Stages(
    understand="tests.bench.light:understand",
    rules="tests.bench.light:rules",
    reading="light",
    understanding="light",
    everything="light",
)

_DAY = re.compile(r"held on \w+ (\d+ \w+ \d{4})")
_ATTENDEE = re.compile(r"^([A-Z]\w+ [A-Z]\w+) \([A-Z]+\)", re.MULTILINE)
_ACTION = re.compile(r"^Action (\S+): .+$", re.MULTILINE)
_UPDATE = re.compile(r"^Action (\S+) - (Complete|Ongoing|Closed).*$", re.MULTILINE)
_STATUS = {
    "Complete": Status.COMPLETE,
    "Ongoing": Status.IN_PROGRESS,
    "Closed": Status.CLOSED,
}
_HEADING = re.compile(r"^\d+\. .+$", re.MULTILINE)


def make(folder: Path, documents: int, seed: int) -> Path:
    """Write minutes of a page as plain text, unless they are there already."""
    if folder.exists():
        return folder
    for number in range(-(-documents // MEETINGS)):
        held = board(number, seed, short=True)
        for month in range(min(MEETINGS, documents - number * MEETINGS)):
            day = day_of(month)
            place = folder / f"{number:03}" / str(day.year) / f"{day}.txt"
            place.parent.mkdir(parents=True, exist_ok=True)
            lines = (words for _, words in held.meeting(day, day_of(month + 1)))
            place.write_text("\n".join(lines), encoding="utf-8")
    return folder


def understand(document: Document) -> Extraction:
    """Take the date, the people, the actions, what became of them, and the items."""
    text = document.text
    found = _DAY.search(text)
    day = dt.datetime.strptime(found[1], "%d %B %Y").date() if found else None  # noqa: DTZ007 - a day
    writer = Writer(document, day, body=document.source.path.partition("/")[0])
    for match in _ATTENDEE.finditer(text):
        writer.attendee(match[1])
    for match in _ACTION.finditer(text):
        writer.action(match[0], ref=match[1])
    for match in _UPDATE.finditer(text):
        writer.update(match[0], _STATUS[match[2]], Grade.STATED, ref=match[1])
    headings = [*_HEADING.finditer(text)]
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        place = Span(start=heading.start(), end=heading.end())
        writer.sections.append(
            Section(
                span=Span(start=place.start, end=following.start() if following else len(text)),
                number="",
                heading=place,
                level=0,
                parent=None,
                role=SectionRole.ITEM,
                evidence=Evidence(span=place, rule="section.test"),
            )
        )
    return writer.extraction()


def rules() -> dict[str, str]:
    """Declare nothing."""
    return {}
