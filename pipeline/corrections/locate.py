"""Finding again what a correction is about, in documents read anew and by other rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pipeline.corrections.entry import Correction, Target, words_hash
from pipeline.corrections.words import ACTION, EVENT
from pipeline.model import Extraction, Span, value

CHANGED = "the words that it rests on have changed"
UNREAD = "the program no longer takes its words for an action or an update"
GONE = "the minutes that it rests on are no longer in the archive"


@value
class Item:
    """An action or an event of one document."""

    table: str
    id: str
    meeting_id: str
    span: Span


@value
class Place:
    """Where the target `index` of correction `n` was found, or why it was not (`trouble`)."""

    n: int
    index: int
    document_id: str
    meeting_id: str
    item: str = ""
    span: Span | None = None
    trouble: str = ""


class Finder:
    """Looks for the targets of corrections as extractions pass by, each once, in any order."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.places: list[Place] = []
        self._by_id: dict[str, list[tuple[int, int, Target]]] = defaultdict(list)
        self._by_file: dict[str, list[tuple[int, int, Target]]] = defaultdict(list)
        self._by_meeting: dict[str, list[tuple[int, int, Target]]] = defaultdict(list)
        for entry in corrections:
            for index, target in enumerate(entry.targets):
                known = (entry.n, index, target)
                self._by_id[target.id].append(known)
                self._by_file[target.document_sha256].append(known)
                self._by_meeting[target.meeting_id].append(known)

    def look(self, extraction: Extraction, sha256: str, text: Callable[[], str]) -> None:
        """Note where targets stand in one document with the bytes `sha256`.

        `text` gives the document's text; it is asked only where a correction may be about it.
        """
        items = [*items_of(extraction)]
        wanted = {(n, index): target for n, index, target in self._by_file.get(sha256, ())}
        for item in items:
            wanted |= {(n, index): target for n, index, target in self._by_id.get(item.id, ())}
        for minutes in extraction.minutes:
            for n, index, target in self._by_meeting.get(minutes.meeting.id, ()):
                wanted[n, index] = target
        if not wanted:
            return
        words = text()
        for (n, index), target in wanted.items():
            found, trouble = find(target, items, sha256, words)
            meeting = found.meeting_id if found else target.meeting_id
            held = {minutes.meeting.id for minutes in extraction.minutes}
            self.places.append(
                Place(
                    n=n,
                    index=index,
                    document_id=extraction.document_id,
                    meeting_id=meeting if meeting in held else "",
                    item=found.id if found else "",
                    span=found.span if found else None,
                    trouble=trouble,
                )
            )


def items_of(extraction: Extraction) -> Iterator[Item]:
    """Give the actions and events of a document."""
    for minutes in extraction.minutes:
        meeting = minutes.meeting.id
        for action in minutes.actions:
            yield Item(table=ACTION, id=action.id, meeting_id=meeting, span=action.evidence.span)
        for update in minutes.updates:
            yield Item(table=EVENT, id=update.id, meeting_id=meeting, span=update.evidence.span)


def find(target: Target, items: Iterable[Item], sha256: str, text: str) -> tuple[Item | None, str]:
    """Give the item that a target is, or None and why not.

    In the same file the same words at the same place are it, else the same key, else the only
    item with these words, else the only item over them: better rules may draw its bounds anew. In
    another file of the meeting the key must be the same and so must the words.
    """
    mine = [item for item in items if item.table == target.table]
    named = [item for item in mine if item.id == target.id]
    if sha256 != target.document_sha256:
        same = [item for item in named if words_hash(item.span.of(text)) == target.words_sha256]
        return (same[0], "") if same else (None, CHANGED)
    alike = [item for item in mine if words_hash(item.span.of(text)) == target.words_sha256]
    here = [item for item in alike if item.span == target.span]
    over = []
    if words_hash(target.span.of(text)) == target.words_sha256:
        over = [item for item in mine if item.span.overlaps(target.span)]
    for candidates in (here, named, alike, over):
        if len(candidates) == 1:
            return candidates[0], ""
    return None, UNREAD
