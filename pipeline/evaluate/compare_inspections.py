"""Items of the inspectorate's reports and days of replies, against the labels."""

from __future__ import annotations

from pipeline.evaluate.matching import pair
from pipeline.evaluate.score import Tally
from pipeline.evaluate.truth import TrueItem, Truth
from pipeline.evaluate.words import fold, likeness
from pipeline.model import Document, InspectionItemKind, InspectionMention, Minutes, value


@value
class Found:
    """An item that the program names: what its mentions in one meeting's minutes say together."""

    kind: str
    number: str
    words: str
    board: str
    inspectorate: str


def compare_inspections(tally: Tally, truth: Truth, document: Document, minutes: Minutes) -> None:
    """Count the items that are named, what is said of them, and the days of replies into `tally`.

    Fields: `inspection items`, `item statuses` (the board's and the inspectorate's apart) and
    `reply days`.
    """
    if truth.inspection_items is not None:
        _items(tally, truth.inspection_items, _named(document, minutes))
    if truth.replies is not None:
        wanted = {f"{reply.kind} {reply.day}" for reply in truth.replies}
        found = {f"{reply.kind} {reply.when.first}" for reply in minutes.replies}
        for day in sorted(wanted | found):
            expected, shown = (day if day in days else "" for days in (wanted, found))
            tally.judge("reply days", expected, shown, right=expected == shown)


def _items(tally: Tally, wanted: tuple[TrueItem, ...], found: tuple[Found, ...]) -> None:
    def fit(want: TrueItem, have: Found) -> float:
        if want.kind != have.kind or (want.number and want.number != have.number):
            return 0.0
        if want.number:
            return 1.0
        return max(likeness(want.key, have.words), likeness(have.words, want.key))

    pairs, missed, false = pair(wanted, found, fit)
    for i, j in sorted(pairs.items()):
        tally.hit("inspection items")
        for who, expected, shown in (
            ("board", wanted[i].board, found[j].board),
            ("inspectorate", wanted[i].inspectorate, found[j].inspectorate),
        ):
            told = f"{who}: {expected} [{wanted[i].key}]" if expected else ""
            right = expected == shown
            tally.judge("item statuses", told, f"{who}: {shown}" if shown else "", right=right)
    for i in missed:
        tally.missed("inspection items", wanted[i].key)
    for j in false:
        tally.false("inspection items", f"{found[j].kind}: {found[j].words}")


def _named(document: Document, minutes: Minutes) -> tuple[Found, ...]:
    """The items of a meeting, each once: what the register would hold of its minutes alone."""
    held: dict[tuple[str, str], list[InspectionMention]] = {}
    for mention in minutes.inspections:
        which = mention.item_number or mention.item_topic
        alone = mention.item_kind is InspectionItemKind.CAUSE_OF_CONCERN
        if mention.item_kind is None or mention.several or not (which or alone):
            continue
        held.setdefault((mention.item_kind, fold(which)), []).append(mention)
    return tuple(
        Found(
            kind=kind,
            number=mentions[0].item_number,
            words=mentions[0].evidence.span.of(document.text),
            board=next((m.board_status for m in reversed(mentions) if m.board_status), ""),
            inspectorate=next(
                (m.inspectorate_status for m in reversed(mentions) if m.inspectorate_status), ""
            ),
        )
        for (kind, _), mentions in held.items()
    )
