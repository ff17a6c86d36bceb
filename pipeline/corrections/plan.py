"""What becomes of each correction in one build, decided before anything is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.corrections.entry import Correction
from pipeline.corrections.locate import GONE, Place
from pipeline.corrections.words import ATTACHING, Kind, State
from pipeline.model import value

OLDER = "its words stand only in an earlier version of the minutes"


@value
class Outcome:
    """What became of one correction. `reason` is a clause, "" where it applies.

    `items` are the keys that its targets have in this build, "" for what was not found.
    `document_id` and `meeting_id` are where an issue about it belongs, "" where nowhere.
    """

    correction: Correction
    state: State
    reason: str = ""
    items: tuple[str, ...] = ()
    document_id: str = ""
    meeting_id: str = ""


class Plan:
    """The corrections that stand in a build: found, not undone, not replaced by a later one.

    `edits` gives, a document, the corrections of each of its items, in order.
    """

    def __init__(
        self, corrections: Sequence[Correction] = (), places: Iterable[Place] = ()
    ) -> None:
        self._corrections = corrections
        self._places: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            self._places[place.n, place.index].append(place)
        self._undone = undone(corrections)
        self._replaced = self._replacements()
        self.edits: dict[str, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.standing():
            for place in self._places[entry.n, 0]:
                if place.item:
                    self.edits[place.document_id][place.item].append(entry)

    def standing(self) -> list[Correction]:
        """Give the corrections that stand, in order."""
        return [
            entry
            for entry in self._corrections
            if entry.n not in self._undone
            and entry.n not in self._replaced
            and entry.kind is not Kind.UNDO
            and self._found(entry)
        ]

    def settle(self, current: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Give every correction's outcome. `current` names the current document of each meeting."""
        standing = {entry.n for entry in self.standing()}
        return tuple(self._outcome(entry, standing, current) for entry in self._corrections)

    def _outcome(
        self, entry: Correction, standing: set[int], current: Mapping[str, str]
    ) -> Outcome:
        if entry.n in self._undone:
            return Outcome(
                correction=entry,
                state=State.UNDONE,
                reason=f"undone by correction {self._undone[entry.n]}",
            )
        if entry.kind is Kind.UNDO:
            return Outcome(correction=entry, state=State.APPLIES)
        if entry.n in self._replaced:
            return Outcome(
                correction=entry,
                state=State.REPLACED,
                reason=f"replaced by correction {self._replaced[entry.n]}",
            )
        held = [self.place(entry.n, index, current) for index in range(len(entry.targets))]
        items = tuple(place.item if place else "" for place in held)
        if entry.n in standing and all(items):
            return Outcome(correction=entry, state=State.APPLIES, items=items)
        missing = items.index("") if "" in items else 0
        return self._lapsed(entry, missing, items, current)

    def _lapsed(
        self, entry: Correction, index: int, items: tuple[str, ...], current: Mapping[str, str]
    ) -> Outcome:
        places = self._places.get((entry.n, index), [])
        mine = [p for p in places if current.get(p.meeting_id) == p.document_id]
        told = [place for place in mine if place.trouble] or [p for p in places if p.trouble]
        reason = told[0].trouble if told else (OLDER if places else GONE)
        where = next(iter(mine or places), None)
        return Outcome(
            correction=entry,
            state=State.LAPSED,
            reason=reason,
            items=items,
            document_id=where.document_id if where else "",
            meeting_id=where.meeting_id if where else "",
        )

    def place(self, n: int, index: int, current: Mapping[str, str]) -> Place | None:
        """Give where a target stands in the current document of its meeting."""
        for place in self._places.get((n, index), []):
            if place.item and current.get(place.meeting_id) == place.document_id:
                return place
        return None

    def _found(self, entry: Correction) -> bool:
        return all(self._item(entry.n, index) for index in range(len(entry.targets)))

    def _item(self, n: int, index: int) -> str:
        return next((place.item for place in self._places.get((n, index), []) if place.item), "")

    def _replacements(self) -> dict[int, int]:
        """Give, a correction, the later one about the same thing."""
        replaced: dict[int, int] = {}
        holding: dict[tuple[str, ...], tuple[int, str]] = {}
        for entry in self._corrections:
            if entry.n in self._undone or entry.kind is Kind.UNDO or not self._found(entry):
                continue
            items = [self._item(entry.n, index) for index in range(len(entry.targets))]
            other = items[1] if len(items) > 1 else ""
            for key in _overrides(entry.kind, items):
                before = holding.get(key)
                if before is None:
                    continue
                # "does not concern A" takes back "concerns A", not "concerns B"
                if entry.kind is Kind.EVENT_APART and key[0] == "event" and before[1] != other:
                    continue
                replaced[before[0]] = entry.n
                del holding[key]
            holding[_key(entry.kind, items)] = (entry.n, other)
        return replaced


def _key(kind: Kind, items: list[str]) -> tuple[str, ...]:
    if kind in ATTACHING:
        return ("event", items[0])
    if kind in {Kind.CONFIRM_LINK, Kind.REJECT_LINK}:
        return ("link", *items)
    return (kind, *items)


def _overrides(kind: Kind, items: list[str]) -> list[tuple[str, ...]]:
    """Give the keys of what a correction takes the place of."""
    keys = [_key(kind, items)]
    if kind is Kind.EVENT_APART:
        keys.append(("event", items[0]))
    elif kind in ATTACHING:
        keys.append((Kind.EVENT_APART, *items))
    elif kind is Kind.NOT_AN_ACTION:
        keys += [(other, items[0]) for other in (Kind.OWNER, Kind.DUE, Kind.CLOSED_BY_HAND)]
    elif kind in {Kind.OWNER, Kind.DUE, Kind.CLOSED_BY_HAND}:
        keys.append((Kind.NOT_AN_ACTION, items[0]))  # what is spoken of again is an action again
    return keys


def undone(corrections: Iterable[Correction]) -> dict[int, int]:
    """Give, a correction that was taken back, the number of the undo; an undo can be undone."""
    found: dict[int, int] = {}
    for entry in sorted(corrections, key=lambda entry: -entry.n):
        if entry.kind is Kind.UNDO and entry.n not in found and entry.undoes is not None:
            found.setdefault(entry.undoes, entry.n)
    return found
