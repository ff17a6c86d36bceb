"""The words of `models/inspections.yml`: programmes, items of reports, what is said of them."""

from __future__ import annotations

from functools import cache

from pipeline.model import InspectionItemKind, InspectorateStatus, Status
from pipeline.models import Strict, load


class Programme(Strict, frozen=True):
    """A programme of inspections.

    `alone` where its name needs no inspectorate beside it, `near` where its words are so common that
    an inspection must stand right beside them.
    """

    id: str
    title: str
    words: str
    alone: bool = False
    near: bool = False


class Round(Strict, frozen=True):
    """A round of a programme, by the years that minutes write; `first` is the year it began."""

    programme: str
    name: str
    first: int
    words: str


class Topics(Strict, frozen=True):
    """Words that tell which item of a report is meant, where it has no number."""

    own_year: str
    several: str
    after: str
    before: str
    listed: str
    one_of: str
    nobody: str
    plain: tuple[str, ...]


class BoardWords(Strict, frozen=True):
    """Words that say what the board or the force makes of an item."""

    status: Status
    words: str


class ReplyWords(Strict, frozen=True):
    """Words of the duty to reply to a report."""

    days: int
    published: str
    answered: str
    last_day: str
    whose: str


class Item(Strict, frozen=True):
    """A kind of item that hangs on a report."""

    kind: InspectionItemKind
    words: str


class StatusWords(Strict, frozen=True):
    """Words that say what the inspectorate has done."""

    status: InspectorateStatus
    words: str


class InspectionWords(Strict, frozen=True):
    """The shape of `models/inspections.yml`."""

    body: str
    names: str
    programmes: tuple[Programme, ...]
    rounds: tuple[Round, ...]
    items: tuple[Item, ...]
    topics: Topics
    inspectorate_statuses: tuple[StatusWords, ...]
    board_statuses: tuple[BoardWords, ...]
    board_denied: str
    reply: ReplyWords
    not_inspectorate: str
    elsewhere: str
    parts: str
    year: str


@cache
def words() -> InspectionWords:
    """The words as they stand in the file."""
    return load("inspections.yml", InspectionWords)
