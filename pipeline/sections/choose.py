"""Which of the lines that look like headings are the headings of this meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Block, BlockKind, Document, SectionRole, value
from pipeline.sections.chain import chain
from pipeline.sections.data import role_of, words
from pipeline.sections.headings import Candidate, candidate
from pipeline.sections.lines import Line

_BOLD = frozenset({"section.bold", "section.bold-run-in"})
_OWN = frozenset({"ref-date", "month-code", "number-year", "item-word"})
_RUNNING = ("integer", "roman")
_ROOT_ROLES = frozenset(
    {
        SectionRole.ATTENDANCE,
        SectionRole.ANY_OTHER_BUSINESS,
        SectionRole.NEXT_MEETING,
        SectionRole.SUMMARY_OF_ACTIONS,
    }
)
_PROSE = 60  # characters: a line this long is running text
_PLAIN = 66  # characters: a heading without any weight is no longer than this
_HEADER_CELL = re.compile(
    r"(?:actions?|action required|owners?|leads?|responsib\w+|status|target date|due( date)?|"
    r"assigned to|by whom|by when|payee|amount|name|tasks?)\W*$",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"\([A-Z]{1,4}[A-Za-z]{0,3}\)|\b(?:Cllr|Mrs?|Ms|Dr)\b\.?\s[A-Z]")
LEAST = -0.4  # score of a plain line that may still be a heading
_FEW = 3  # words of a title that may end with a full stop
_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|will|would|to\s+be|declared|received|approved|noted|paid|no)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d\d\b|\d{1,2}[:.]\d{2}\b")


@value
class Heading:
    """A heading that was accepted, with its level from 0."""

    candidate: Candidate
    level: int


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
    tops = {c.line.index for c in numbered}
    first = min(tops, default=None)
    weighty = any(line.heading for line in lines) or (
        sum(1 for line in lines if line.all_bold and line.block.runs) >= 2
    )
    headings = {c.line.index: Heading(candidate=c, level=0) for c in numbered}
    look = Counter(_look(c.line.block) for c in numbered).most_common(1)
    usual = look[0][0] if look else None
    started = False
    attending = False
    for c in found:
        here = c.line.index
        if here in tops:
            started, attending = True, _role(c, lines) is SectionRole.ATTENDANCE
            continue
        if _inside_number_alone(here, headings, lines):
            continue
        level = _other(
            c,
            lines,
            before_first=first is not None and here < first,
            started=started,
            attending=attending,
            weighty=weighty,
            usual=usual,
            any_numbered=bool(numbered),
        )
        if level is not None:
            headings[here] = Heading(candidate=c, level=level)
            started, attending = True, _role(c, lines) is SectionRole.ATTENDANCE
    return [headings[index] for index in sorted(headings)]


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
    if len(best) < 2 and _weight(best) < 3:
        best = []
    if not best:
        decimals = [c for c in groups.get("decimal", ()) if c.score >= 1]
        return decimals if len(decimals) >= 2 else []
    look = Counter(_look(c.line.block) for c in best).most_common(1)[0][0]
    chosen = {c.line.index for c in best}
    slips = [
        c
        for c in groups.get(best[0].notation, ())
        if c.line.index not in chosen and c.score >= 2.5 and _look(c.line.block) == look
    ]
    return sorted([*best, *slips], key=lambda c: c.line.index)


def _own(groups: Mapping[str, list[Candidate]]) -> list[Candidate]:
    """Items in a notation of their own, which no list or sentence uses."""
    references = groups.get("ref-date", [])
    if references:
        return references
    for notation in ("month-code", "number-year", "item-word"):
        kept = [c for c in groups.get(notation, ()) if c.title is None or c.score >= 0]
        if len(kept) < 3 and not (len(kept) == 2 and all(c.title is None for c in kept)):
            continue
        if notation == "number-year":
            ending = Counter(c.number.rpartition("/")[2] for c in kept).most_common(1)[0]
            kept = [c for c in kept if c.number.rpartition("/")[2] == ending[0]]
            if ending[1] < 2 or len(chain(kept)) < len(kept) * 0.7:
                continue
        return kept
    return []


def _weight(candidates: Iterable[Candidate]) -> float:
    return sum(1 + max(c.score, -1) for c in candidates)


def _other(
    c: Candidate,
    lines: Sequence[Line],
    *,
    before_first: bool,
    started: bool,
    attending: bool,
    weighty: bool,
    usual: tuple[str, bool] | None,
    any_numbered: bool,
) -> int | None:
    """The level of a heading outside the chain of numbers, or None where it is not one."""
    if c.title is None or (c.notation in _OWN):
        return None
    block = c.line.block
    title = c.line.text[c.title.start - c.line.span.start : c.title.end - c.line.span.start]
    known = words().known.fullmatch(title) is not None
    if known and not c.own_line and weighty and c.rule not in _BOLD:
        return None  # "Date of next meeting: …" inside an item whose heading is printed as one
    if known and not c.notation and not c.line.in_table:
        return 0 if _role(c, lines) in _ROOT_ROLES or not any_numbered or before_first else 1
    if c.notation:
        return 1 if any_numbered and c.score >= 2 and c.own_line else None
    if before_first or not started:
        named = "head" in block.style.casefold()
        return _unstarted(c, lines) if named or not any_numbered else None
    if attending and (_NAME_LINE.search(title) or _followed_by_prose(c, lines, _PROSE)):
        return None
    if c.line.heading:
        same = usual is not None and _look(block) == usual
        return 0 if same or not any_numbered else 1
    if c.rule in _BOLD and (c.own_line or c.score >= 2):
        if _DATED.search(title) and len(title) < 20:
            return None
        return 1 if any_numbered else 0
    if (not weighty or any_numbered) and c.own_line and _plain(c, lines):
        return 1 if any_numbered else 0
    return None


def _unstarted(c: Candidate, lines: Sequence[Line]) -> int | None:
    """A heading above everything else: the title is not one, the first item is."""
    weight = c.line.heading or c.rule in _BOLD
    if (
        not weight
        or c.line.index < 2
        or _DATED.search(c.line.text)
        or _NAME_LINE.search(c.line.text)
    ):
        return None
    return 0 if _followed_by_prose(c, lines, _PROSE) or not c.own_line else None


def _plain(c: Candidate, lines: Sequence[Line]) -> bool:
    """A short line without any weight, between running text: "999 call handling"."""
    text = c.line.text
    if len(text) > _PLAIN or c.line.marker or _DATED.search(text) or c.score < LEAST:
        return False
    if "£" in text or _SENTENCE.search(text):
        return False
    if text[-1] in ",;:!?" or (text[-1] == "." and c.line.words > _FEW):
        return False
    above = lines[c.line.index - 1] if c.line.index else None
    if above is not None and (
        above.in_table or (above.text[-1] not in ".:!?)”’" and len(above.text) > _PLAIN)
    ):
        return False
    return _followed_by_prose(c, lines, _PROSE)


def _followed_by_prose(c: Candidate, lines: Sequence[Line], least: int) -> bool:
    """Whether running text, or one more heading and then running text, comes next."""
    if not c.own_line:
        return True
    for line in lines[c.line.index + 1 : c.line.index + 3]:
        if len(line.text) >= least or line.marker or words().never.match(line.text):
            return True
        if len(line.text) > _PLAIN or line.in_table or line.text[-1] in ".;,":
            return False
    return False


def _inside_number_alone(here: int, headings: Mapping[int, Heading], lines: Sequence[Line]) -> bool:
    """Whether the line is the title that belongs to a number on the line above."""
    above = headings.get(here - 1)
    return above is not None and above.candidate.title is None and bool(lines)


def _role(c: Candidate, lines: Sequence[Line]) -> SectionRole:
    if c.title is None:
        following = lines[c.line.index + 1 : c.line.index + 2]
        return role_of(following[0].text) if following else SectionRole.ITEM
    start = c.title.start - c.line.span.start
    return role_of(c.line.text[start : start + c.title.end - c.title.start])


def _look(block: Block) -> tuple[str, bool]:
    bold = bool(block.runs) and block.runs[0].bold
    return (block.style if block.kind is BlockKind.HEADING else "", bold)


def _listing_tables(lines: Sequence[Line], document: Document) -> frozenset[int]:
    """Tables that list things (actions, payments): their rows are never items of the meeting."""
    found = set()
    for line in lines:
        cell = line.block.cell
        if cell and cell.row <= 1 and _HEADER_CELL.match(line.block.span.of(document.text)):
            found.add(cell.table)
    return frozenset(found)
