"""Which of the lines that look like headings are the headings of this meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Document, SectionRole
from pipeline.sections.chain import chain
from pipeline.sections.headings import Candidate, candidate
from pipeline.sections.lines import Line
from pipeline.sections.unnumbered import Heading, Page, level_of, look_of, role_at

_RUNNING = ("integer", "roman")
_HEADER_CELL = re.compile(
    r"(?:actions?|action required|owners?|leads?|responsib\w+|status|target date|due( date)?|"
    r"assigned to|by whom|by when|payee|amount|name|tasks?)\W*$",
    re.IGNORECASE,
)
TWO = 2  # fewer than two numbered lines, or bold ones, show no habit
LONE = 3  # weight of one numbered line that stands alone
SLIP = 2.5  # score of a numbered heading whose number breaks the chain
RISING = 0.7  # share of numbers like 12/23 that rise where they number items


def choose(document: Document, lines: Sequence[Line]) -> list[Heading]:
    """The accepted headings in reading order."""
    listed = _listing_tables(lines, document)
    found = [
        c
        for line in lines
        if (line.block.cell is None or line.block.cell.table not in listed)
        and (c := candidate(line)) is not None
    ]
    numbered = _numbered(found)
    page = _page(lines, numbered)
    headings = {c.line.index: Heading(candidate=c, level=0) for c in numbered}
    started = attending = False
    for c in found:
        here = c.line.index
        above = headings.get(here - 1)
        if above is not None and above.candidate.title is None:
            continue  # the title that belongs to the number on the line above
        if here not in headings:
            level = level_of(c, page, started=started, attending=attending)
            if level is None:
                continue
            headings[here] = Heading(candidate=c, level=level)
        started, attending = True, role_at(c, lines) is SectionRole.ATTENDANCE
    return [headings[index] for index in sorted(headings)]


def _page(lines: Sequence[Line], numbered: Sequence[Candidate]) -> Page:
    """What holds for the whole meeting: its type, its numbers and where they begin."""
    bold = sum(1 for line in lines if line.all_bold and line.block.runs)
    looks = Counter(look_of(c.line.block) for c in numbered).most_common(1)
    return Page(
        lines=tuple(lines),
        first=min((c.line.index for c in numbered), default=None),
        weighty=any(line.heading for line in lines) or bold >= TWO,
        usual=looks[0][0] if looks else None,
    )


def _numbered(found: Sequence[Candidate]) -> list[Candidate]:
    """The numbered items: the notation that carries the meeting, slips included."""
    groups: dict[str, list[Candidate]] = {}
    for c in found:
        if c.notation:
            groups.setdefault(c.notation, []).append(c)
    own = _own(groups)
    if own:
        return own
    best: list[Candidate] = []
    for notation in _RUNNING:
        kept = chain(
            [c for c in groups.get(notation, ()) if c.title is not None or c.line.in_table]
        )
        if _weight(kept) > _weight(best):
            best = kept
    if len(best) < TWO and _weight(best) < LONE:
        best = []
    if not best:
        decimals = [c for c in groups.get("decimal", ()) if c.score >= 1]
        return decimals if len(decimals) >= TWO else []
    look = Counter(look_of(c.line.block) for c in best).most_common(1)[0][0]
    chosen = {c.line.index for c in best}
    slips = [
        c
        for c in groups.get(best[0].notation, ())
        if c.line.index not in chosen and c.score >= SLIP and look_of(c.line.block) == look
    ]
    return sorted([*best, *slips], key=lambda c: c.line.index)


def _own(groups: Mapping[str, list[Candidate]]) -> list[Candidate]:
    """Items in a notation of their own, which no list or sentence uses."""
    references = groups.get("ref-date", [])
    if references:
        return references
    for notation in ("month-code", "number-year", "item-word"):
        kept = [c for c in groups.get(notation, ()) if c.title is None or c.score >= 0]
        alone = len(kept) == TWO and all(c.title is None for c in kept)
        if len(kept) <= TWO and not alone:
            continue
        if notation == "number-year":
            ending = Counter(c.number.rpartition("/")[2] for c in kept).most_common(1)[0]
            kept = [c for c in kept if c.number.rpartition("/")[2] == ending[0]]
            if ending[1] < TWO or len(chain(kept)) < len(kept) * RISING:
                continue
        return kept
    return []


def _weight(candidates: Iterable[Candidate]) -> float:
    return sum(1 + max(c.score, -1) for c in candidates)


def _listing_tables(lines: Sequence[Line], document: Document) -> frozenset[int]:
    """Tables that list things (actions, payments): their rows are never items of the meeting."""
    found = set()
    for line in lines:
        cell = line.block.cell
        if cell and cell.row <= 1 and _HEADER_CELL.match(line.block.span.of(document.text)):
            found.add(cell.table)
    return frozenset(found)
