"""The rows of tables of actions: each is a new action, or an event of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.extract import dates
from pipeline.extract.items.answers import Legend, answered, bare, ended, legend_of
from pipeline.extract.items.columns import REF_CELL
from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.owners import owner_field, owners_of
from pipeline.extract.items.raised import carried, raised_now
from pipeline.extract.items.tags import tag
from pipeline.extract.parties import Party
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import CLOSING, Grade, Span, Status, When, replace, value

RULES = ("action.table-row", "action.table-of-owner", "update.table-row")


@value
class Row:
    """A row of an action table: its cells by what they hold, and its place.

    Of a row with several tasks `part` numbers the one, and `shared` tells that one answer stands
    beside them all. `earlier` tells what the table itself says of its rows: that they are earlier
    actions, or new ones; None where it says neither, and the item decides.
    """

    span: Span
    cells: Mapping[str, Span]
    section: int
    owner: str = ""
    part: int = 0
    shared: bool = False
    earlier: bool | None = None

    def text(self, name: str, document_text: str) -> str:
        """The words of a cell; empty where the row has none."""
        span = self.cells.get(name)
        return span.of(document_text).strip() if span else ""


def from_rows(reading: Reading, rows: Sequence[Row]) -> tuple[list[DraftAction], list[DraftUpdate]]:
    """Rows of review items are events; those of a tracker are both; all others are new actions.

    A row of the closing summary whose number a review table of the same minutes holds is that
    earlier action again: an event if it says anything, never a new action. A new action whose own
    row says that it is done ("Completed") is an action and the event that ends it.
    """
    text = reading.document.text
    legend = legend_of(reading) if rows else {}
    reviewing = [_answers(reading, row) for row in rows]
    earlier = {
        _key(row.text("ref", text))
        for row, old in zip(rows, reviewing, strict=True)
        if old and reading.role(row.section) in REVIEWS
    } - {""}
    actions: list[DraftAction] = []
    events: list[DraftUpdate] = []
    for row, old in zip(rows, reviewing, strict=True):
        item = reading.role(row.section) in REVIEWS
        known = not (old and item) and _key(row.text("ref", text)) in earlier
        review = old and not known
        again = known or (not review and carried(*_raising(reading, row), reading.day.held))
        event = review or reading.tracker or (again and not known)
        done = ended(row.text("status", text), row.text("state", text))
        if event or (done and not known):
            events.append(_event(reading, row, legend))
        if reading.tracker or not (review or again):
            actions.append(_action(reading, row))
    return actions, events


def _answers(reading: Reading, row: Row) -> bool:
    """Whether a row answers an earlier action: its table says so, else its item, which is a review.

    The minutes of an item answer none. A row of a table that reviews, but says nothing of how it
    stands, may be a new one that was added to it.
    """
    if "discussion" in row.cells or raised_now(*_raising(reading, row), reading.day.held):
        return False
    said = row.text("status", reading.document.text) or row.text("state", reading.document.text)
    if row.earlier is not None and (said or not row.earlier):
        return row.earlier
    return reading.role(row.section) in REVIEWS


def _raising(reading: Reading, row: Row) -> tuple[str, str]:
    """What tells when a row was raised: its number and its date of raising."""
    return row.text("ref", reading.document.text), row.text("raised", reading.document.text)


def _ref(cell: str) -> str:
    """The number in a cell, without words that were printed into it."""
    found = compiled(REF_CELL).search(cell) if " " in cell else None
    return found[0] if found else flat(cell)


def _key(ref: str) -> str:
    return re.sub(r"\W+", "", ref).casefold()


def _people(reading: Reading, row: Row) -> tuple[list[Party], int]:
    """The owners of a row: its owner cell, else its heading, else the words of the action."""
    text = reading.document.text
    if "owner" in row.cells:
        span = row.cells["owner"]
        cell = span.of(text).replace("\n", ",")  # a name on each line
        if named := owner_field(cell, reading.parties):
            return named, span.start
        return reading.parties.whole(cell) or reading.parties.listed(cell, 0)[0], span.start
    task = row.cells["action"]
    return owners_of(task.of(text), reading.parties), task.start


def _action(reading: Reading, row: Row) -> DraftAction:
    text = reading.document.text
    task = row.cells["action"]
    people, start = _people(reading, row)
    owners = reading.owners(people, start)
    written = row.text("owner", text) or ", ".join(party.text for party in people)
    if row.owner:
        named = reading.parties.whole(row.owner)
        owners, written = reading.owners(named, row.span.start), row.owner
        owners = tuple(replace(o, evidence=replace(o.evidence, span=row.span)) for o in owners)
    return DraftAction(
        span=row.span,
        task=task,
        rule="action.table-of-owner" if row.owner else "action.table-row",
        section=row.section,
        ref=_ref(row.text("ref", text)),
        owners=owners,
        owners_text=flat(written),
        due=_due(reading, row),
    )


def _due(reading: Reading, row: Row) -> When | None:
    """The deadline of a row: its target date, one behind its owner, or one in the action's words."""
    text = reading.document.text
    for name in ("due",):
        if words := _unlabelled(row.text(name, text)):
            return dates.deadline(words, reading.day, standing=reading.tracker)
    told = tag(row.text("owner", text), reading.parties, reading.day)
    return (told.due if told else None) or reading.due(row.text("action", text))


def _unlabelled(words: str) -> str:
    """The words of a cell without the name of its field: "Timescale: before launch"."""
    label = compiled(items().owners.due_field).match(words)
    return words[label.end() :] if label else words


def _event(reading: Reading, row: Row, legend: Legend) -> DraftUpdate:
    text = reading.document.text
    said, state = row.text("status", text), row.text("state", text)
    answer = answered(said, state, legend, reading.day.held)
    status, grade = answer.status, answer.grade
    if row.shared and grade is Grade.TABLE and not bare(said, answer.hit):
        grade = Grade.NARRATIVE  # which of the tasks the prose means is not told
    moved = row.text("new_due", text)
    due = None
    if moved and status not in CLOSING:
        due = dates.deadline(moved, reading.day, standing=reading.tracker)
        status = Status.RESCHEDULED if status in {Status.OPEN, Status.UNKNOWN} else status
    people, start = _people(reading, row)
    return DraftUpdate(
        span=row.span,
        rule="update.table-row",
        section=row.section,
        status=status,
        grade=grade,
        ref=_ref(row.text("ref", text)),
        quote=row.cells["action"],
        owners=reading.owners(people, start),
        due=due
        or (dates.deadline(row.text("due", text), reading.day) if "due" in row.cells else None),
        dated=answer.dated,
    )
