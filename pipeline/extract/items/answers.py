"""What a row of a tracker answers: its state, its update, and a colour that a legend explains.

A log may hold what was done ("Draft shared on 22 December") and how the action stands ("Complete") in
two columns. The state is the board's own word; the update alone is judged as any other words are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from pipeline.extract.guarded import Guarded
from pipeline.extract.items import matters, statuses
from pipeline.extract.items.data import compiled, items
from pipeline.extract.items.dated import Told, told
from pipeline.extract.items.statuses import StatusHit
from pipeline.extract.reading import Reading, flat
from pipeline.model import CLOSING, Grade, Status, When, value

Legend = Mapping[str, str]
"""The meaning of each colour, in small letters, as the minutes explain it."""


@value
class Answer:
    """How an action stands by its row, how strong the words are, and the day that they give."""

    status: Status
    grade: Grade
    dated: When | None = None
    hit: StatusHit | None = None


def answered(said: str, state: str, legend: Legend, held: dt.date | None) -> Answer:
    """What the update and the state of one row come to, seen from a meeting that was `held` then.

    A state that ends the action is told in prose only where the update denies it; one that leaves
    it open is made more exact by an update that moves, stops or disputes it.
    """
    said, state = _uncoloured(said), _uncoloured(state)
    update = told(said, statuses.of_cell(said), Grade.TABLE, held)
    verdict = _verdict(state, legend, held)
    if verdict.hit is None:
        return _answer(update) if update.hit is not None else _prose(said)
    if verdict.hit.status in CLOSING:
        return _ending(verdict, update, said)
    if update.hit is not None and update.hit.plain and update.hit.status in _EXACT:
        return _answer(update)
    return _answer(verdict)


def _uncoloured(cell: str) -> str:
    """A cell with blanks for a colour that its own words explain: "GREEN – Complete"."""
    lead = compiled(rf"\W*(?:{items().tables.colour})\s*[–—:-]\s*(?=\w)", ignore_case=True).match(
        cell
    )
    return cell if lead is None else " " * lead.end() + cell[lead.end() :]


def ended(said: str, state: str) -> bool:
    """Whether a row says in words of its own that its action is done."""
    return statuses.ends(state if state and statuses.last(state) else said) is not None


def legend_of(reading: Reading) -> Legend:
    """What the minutes say that colours mean: "Blue = complete; Red = overdue"."""
    found: dict[str, str] = {}
    for passage in reading.passages:
        for colour, means in explained(passage.text):
            found.setdefault(colour, means)
    return found


def explained(text: str) -> list[tuple[str, str]]:
    """The colours that a line explains, with their meaning.

    One colour alone explains nothing: "Red: the van was sold" speaks of a van.
    """
    parts = [
        (match["colour"].casefold(), flat(match["means"])) for match in _explained().finditer(text)
    ]
    return parts if len({colour for colour, _ in parts}) > 1 else []


@cache
def _explained() -> Guarded:
    colour = items().tables.colour
    return compiled(
        rf"\b(?P<colour>{colour})\b\s*(?:\([A-Z]\)\s*)?\s*(?:=|:|[–—-]|\b(?:is|means|denotes|indicates|for)\b)"
        rf"\s*(?P<means>[^;,.|\n=:]+?)(?=\s*(?:[;,.|\n]|$|(?:/\s*|and\s+)?\b(?:{colour})\b))",
        ignore_case=True,
    )


def _verdict(state: str, legend: Legend, held: dt.date | None) -> Told:
    """The state that a cell tells: in its words, or by a colour alone that the legend explains."""
    judged = told(state, statuses.of_cell(state), Grade.TABLE, held)
    means = legend.get(state.strip(" .()[]").casefold(), "")
    if judged.hit is not None or not means:
        return judged
    meant = told(means, statuses.of_cell(means), Grade.TABLE, held)
    return meant if meant.hit is not None and meant.hit.plain else judged


def _ending(verdict: Told, update: Told, said: str) -> Answer:
    """A state that ends the action, beside an update that may deny it or tell of a part alone."""
    answer = _answer(verdict)
    part = compiled(items().tables.part, ignore_case=True).match(said) is not None
    if part or (update.hit is not None and update.hit.rule in _DENYING):
        return Answer(status=answer.status, grade=Grade.NARRATIVE, hit=answer.hit)
    if update.hit is None:
        return answer
    moved = update.hit.plain and update.hit.status in _MOVED
    return Answer(
        status=update.hit.status if moved else answer.status,
        grade=answer.grade,
        dated=answer.dated or update.dated,
        hit=answer.hit,
    )


def _answer(judged: Told) -> Answer:
    status = judged.hit.status if judged.hit else Status.OPEN
    return Answer(status=status, grade=judged.grade, dated=judged.dated, hit=judged.hit)


def _prose(said: str) -> Answer:
    """What an update without a word of status comes to: its deed is told, and ends nothing.

    Where it tells nothing either, the action is still listed, and nothing says that it ended.
    """
    status = matters.in_prose(said)
    if status is Status.UNKNOWN and matters.deed(said):
        status = Status.COMPLETE
    if status in {Status.COMPLETE, Status.IN_PROGRESS}:
        return Answer(status=status, grade=Grade.NARRATIVE)
    return Answer(status=Status.OPEN, grade=Grade.TABLE)


def bare(said: str, hit: StatusHit | None) -> bool:
    """Whether a cell holds a status and nothing else: then it is that of every task of its row."""
    return hit is None or not re.sub(r"[\s.;:–—()-]+", "", said[: hit.start] + said[hit.end :])


_EXACT = frozenset(
    {
        Status.RESCHEDULED,
        Status.ON_HOLD,
        Status.DISPUTED,
        Status.REASSIGNED,
        Status.CARRIED_FORWARD,
    }
)
_MOVED = frozenset({Status.TRANSFERRED, Status.CLOSED_SUPERSEDED})
_DENYING = frozenset({"status.denied", "status.open", "status.reopened", "status.in-progress"})
