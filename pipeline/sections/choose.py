"""Which of the lines that look like headings are the headings of this meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import BlockKind, Document, SectionRole, replace
from pipeline.sections.bare import apart, number_of_row
from pipeline.sections.chain import chain, ordinal
from pipeline.sections.data import words
from pipeline.sections.headings import Candidate, candidate
from pipeline.sections.lettered import lettered
from pipeline.sections.lines import Line
from pipeline.sections.run_in import run_in_headings
from pipeline.sections.tables import (
    captions_of,
    group_rows,
    tables_headed,
    tables_of_minutes,
    tables_titled,
    unnumbered_titles,
)
from pipeline.sections.unnumbered import (
    INNER_ROLES,
    TITLES,
    Heading,
    Page,
    level_of,
    look_of,
    role_at,
)

_RUNNING = ("integer", "roman")
_NAME_END = re.compile(r"[,;:(\n]")
_NAME = (2, 3)  # words of a person's name
_UNWORDED = frozenset({"section.bold", "section.heading-style", "section.short-line"})
TOP = 40  # lines in which the lists of people stand
LONG_TITLE = -1.5  # score of a long heading with a number that no list or sentence uses
TWO = 2  # fewer than two numbered lines, or bold ones, show no habit
LONE = 3  # weight of one numbered line that stands alone
LATE = range(2, 10)  # a first number that shows that the items before it bear none
SLIP = 2.5  # score of a numbered heading whose number breaks the chain
RETURNING = 3  # times that words begin a line which are no heading
_RUN_IN = "section.bold-run-in"
RISING = 0.7  # share of numbers like 12/23 that rise where they number items


def choose(document: Document, lines: Sequence[Line]) -> list[Heading]:
    """The accepted headings in reading order."""
    minutes = tables_of_minutes(lines)
    listed = tables_headed(lines, document, words().listing) - minutes.keys()
    outside = [
        line
        for line in lines
        if (cell := line.block.cell) is None
        or (cell.table not in listed and cell.column <= minutes.get(cell.table, cell.column))
        or words().table_heads.fullmatch(line.text)
    ]
    found = _candidates(document, lines, outside, tables_titled(lines, minutes))
    groups = group_rows(lines, listed)
    named = captions_of(lines, tables_headed(lines, document, words().acting))
    numbered = _numbered(found, lines)
    if not numbered and (numbered := lettered(outside)):
        found = _with(found, numbered)
    page = _page(lines, numbered, found)
    if not numbered and not page.weighty and (plain := run_in_headings(lines)):
        return _with_known(plain, found)
    headings = _accepted(found, numbered, page, named)
    headings |= {
        c.line.index: Heading(candidate=c, level=0 if page.first is None else 1) for c in groups
    }
    headings |= {
        c.line.index: Heading(candidate=c, level=0)
        for c in unnumbered_titles(lines, minutes, listed)
        if headings.keys().isdisjoint((c.line.index, c.line.index - 1))
    }
    return [headings[index] for index in sorted(headings)]


def _accepted(
    found: Sequence[Candidate], numbered: Sequence[Candidate], page: Page, named: frozenset[int]
) -> dict[int, Heading]:
    """The numbered items and what else is a heading among them, by line; `named`: over a table."""
    inner = _nested(numbered, page.lines)
    headings = {
        c.line.index: Heading(candidate=c, level=1 if c.line.index in inner else 0)
        for c in numbered
    }
    started = attending = reviewing = False
    depth = 0  # level of the numbered heading above
    for c in found:
        here = c.line.index
        above = headings.get(here - 1)
        if above is not None and above.candidate.title is None:
            continue  # the title that belongs to the number on the line above
        if here in headings:
            reviewing = role_at(c, page.lines) in INNER_ROLES
        elif reviewing and c.notation == _CODES:
            continue  # "BM/22/029 – Phones. Closed." is an earlier action below "3. Action log"
        else:
            level = level_of(c, page, started=started, attending=attending)
            if level is None and here in named and here >= TITLES and _weighty(c):
                level = 0 if page.first is None else 1  # "Raised on 7 May 2024", then its table
            if level is None:
                continue
            if level and c.rule in _UNWORDED:
                level += depth  # below 4.2, not beside it
            headings[here] = Heading(candidate=c, level=level)
        if c.notation:
            depth = headings[here].level
        if here in inner and above is not None and not above.candidate.notation:
            headings[here - 1] = Heading(candidate=above.candidate, level=0)  # numbers restart
        started, attending = True, role_at(c, page.lines) is SectionRole.ATTENDANCE
    return headings


_CODES = "number-year"
"""The notation of codes; where they are none of the items' numbers, they may be those of actions."""


def _candidates(
    document: Document, lines: Sequence[Line], outside: Sequence[Line], titled: frozenset[int]
) -> list[Candidate]:
    """What the lines `outside` the tables of actions would be as headings.

    `titled` are the tables that say themselves in which column their items are named.
    """
    captions = captions_of(lines, tables_headed(lines, document, words().paying))
    lists = [line.text for line in lines[:TOP] if "," in line.text or line.in_table]
    found = [
        c
        for line in outside
        if (c := candidate(line) or number_of_row(lines, line, titled)) is not None
        and not (c.rule in _UNWORDED and (line.index in captions or _listed(line.text, lists)))
    ]
    pairs = apart(outside)
    second = {line.index for _, line in pairs} | _speakers(document, found)
    return _with([c for c in found if c.line.index not in second], [c for c, _ in pairs])


def _speakers(document: Document, found: Sequence[Candidate]) -> set[int]:
    """The lines that bold words begin which return through the meeting: "PCC: …", "Outcome: …".

    They say who speaks, or what sort of words follow; an item of the meeting is named once.
    """
    before: dict[str, list[Candidate]] = {}
    for c in found:
        if c.rule == _RUN_IN and c.title is not None:
            before.setdefault(c.title.of(document.text).casefold(), []).append(c)
    return {c.line.index for some in before.values() if len(some) >= RETURNING for c in some}


def _with(found: Sequence[Candidate], numbered: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those of `numbered` in the place of the same lines."""
    by_line = {c.line.index: c for c in (*found, *numbered)}
    return [by_line[index] for index in sorted(by_line)]


def _with_known(plain: Sequence[Candidate], found: Sequence[Candidate]) -> list[Heading]:
    """Run-in headings, with the lines that are headings by their words, in reading order."""
    known = [c for c in found if c.rule == "section.known-words"]
    return [Heading(candidate=c, level=0) for c in _with(known, plain)]


def _weighty(c: Candidate) -> bool:
    return c.line.block.kind is BlockKind.HEADING or c.rule == "section.bold"


def _page(lines: Sequence[Line], numbered: Sequence[Candidate], found: Sequence[Candidate]) -> Page:
    """What holds for the whole meeting: its type, its numbers and where they begin."""
    bold = sum(1 for line in lines if line.all_bold and line.block.runs)
    looks = Counter(look_of(c.line.block) for c in numbered).most_common(1)
    return Page(
        lines=tuple(lines),
        first=min((c.line.index for c in numbered), default=None),
        weighty=any(line.heading for line in lines) or bold >= TWO,
        usual=looks[0][0] if looks else None,
        late=bool(numbered) and ordinal(numbered[0].number, numbered[0].notation)[0] in LATE,
        numbered=frozenset(c.line.index for c in numbered),
        parts=_parts(numbered, found),
    )


def _parts(numbered: Sequence[Candidate], found: Sequence[Candidate]) -> frozenset[int]:
    """The lines of titles like "4.2" in item 4; none where such numbers count paragraphs."""
    items = {c.line.index: c.number for c in numbered}
    decimals = [c for c in found if c.notation == "decimal" and c.line.index not in items]
    if len(decimals) < PRINTED:
        return frozenset()
    titled = []
    for c in decimals:
        above = max((index for index in items if index < c.line.index), default=None)
        lead = c.number.partition(".")[0]
        if above is not None and items[above].partition(".")[0] == lead and c.own_line:
            titled += [c.line.index] if c.score >= BRIEF_SCORE else []
    return frozenset(titled if len(titled) >= PRINTED and len(titled) * 2 > len(decimals) else ())


def _numbered(found: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """The numbered items: the notation that carries the meeting, slips included."""
    groups: dict[str, list[Candidate]] = {}
    for c in found:
        if c.notation:
            groups.setdefault(c.notation, []).append(c)
    if _answered(groups.get(_CODES, ()), groups.get("integer", ()), lines):
        groups.pop(_CODES)
    own = _own(groups, len(_printed(found)))
    if own and not _rows(own, found):
        return own
    best: list[Candidate] = []
    for notation in _RUNNING:
        kept = chain(
            [c for c in groups.get(notation, ()) if c.title is not None or c.line.in_table]
        )
        if _weight(kept) > _weight(best):
            best = kept
    if best and _weight_of_lists(best, found):
        best = []
    if len(best) < TWO and _weight(best) < LONE and not _amid(best, groups):
        best = []
    if not best:
        return _decimals(groups.get("decimal", ()))
    look = Counter(look_of(c.line.block) for c in best).most_common(1)[0][0]
    chosen = {c.line.index for c in best}
    slips = [
        c
        for c in groups.get(best[0].notation, ())
        if c.line.index not in chosen and c.score >= SLIP and look_of(c.line.block) == look
    ]
    return sorted([*best, *slips], key=lambda c: c.line.index)


def _decimals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Items with decimals alone: those that look like headings, or "23.01", "23.02" of one year."""
    titled = [c for c in candidates if c.score >= 0 and c.own_line]
    begin = {c.number.partition(".")[0] for c in titled}
    if len(titled) >= LONE and len(begin) == 1 and len(titled) * TWO > len(candidates):
        return titled
    weighty = [c for c in candidates if c.score >= 1]
    return weighty if len(weighty) >= TWO else []


def _rows(own: Sequence[Candidate], found: Sequence[Candidate]) -> bool:
    """Whether numbers of a notation of their own only count the rows of tables of actions.

    They do where most stand in tables and the headings outside are printed as such.
    """
    rows = [c for c in own if c.line.in_table]
    return len(rows) * 2 > len(own) and len(_printed(found)) >= PRINTED


def _printed(found: Sequence[Candidate]) -> list[Candidate]:
    """The lines outside tables, below the title, that are bold or printed as headings."""
    return [
        c
        for c in found
        if c.own_line and not c.line.in_table and c.line.index > TITLES
        if c.line.heading or c.line.all_bold
    ]


def _weight_of_lists(best: Sequence[Candidate], found: Sequence[Candidate]) -> bool:
    """Whether plain numbered sentences are a list, where the headings are printed without numbers."""
    if any(c.line.heading or c.line.bold_until for c in best):
        return False
    printed = [c for c in found if not c.notation and c.own_line and _weighty(c)]
    spoken = sum(c.score for c in best) / len(best)
    return len([c for c in printed if c.line.index > TITLES]) >= PRINTED and spoken < BRIEF_SCORE


BRIEF_SCORE = 0.5  # score of a brief title that is no sentence
PRINTED = 3  # headings in their own type that show it is the habit


def _amid(best: Sequence[Candidate], groups: Mapping[str, list[Candidate]]) -> bool:
    """Whether one numbered line alone is an item: "7." or "2a." begins no list of its own."""
    return (
        len(best) == 1
        and len(groups[best[0].notation]) == 1
        and best[0].own_line
        and best[0].score > 0
        and ordinal(best[0].number, best[0].notation) != (1, 0)
        and best[0].line.text[len(best[0].number) :][:1] in (".", ")")
    )


def _answered(
    codes: Sequence[Candidate], items: Sequence[Candidate], lines: Sequence[Line]
) -> bool:
    """Whether all codes are those of earlier actions: they stand in one item, which reviews these.

    "3. Minutes and action log" may hold "BM/22/029 – Phones. Closed." and more of the kind.
    """
    if not codes:
        return False
    first, last = codes[0].line.index, codes[-1].line.index
    numbers = chain(items)
    above = [c for c in numbers if c.line.index < first]
    if len(above) < TWO or role_at(above[-1], lines) not in INNER_ROLES:
        return False
    return any(c.line.index > last for c in numbers) and not any(
        first < c.line.index < last for c in numbers
    )


def _own(groups: Mapping[str, list[Candidate]], printed: int) -> list[Candidate]:
    """Items in a notation of their own, which no list or sentence uses.

    `printed` counts the headings that are printed as such.
    """
    groups = {notation: _not_repeated(some) for notation, some in groups.items()}
    references = groups.get("ref-date", [])
    if references:
        return references
    for notation in ("month-code", "number-year", "meeting-item", "item-word"):
        least = LONG_TITLE if notation == "month-code" else 0
        kept = [c for c in groups.get(notation, ()) if c.title is None or c.score >= least]
        if notation == "item-word" and _mere_mentions(kept, printed):
            continue
        alone = len(kept) == TWO and all(c.title is None for c in kept)
        if len(kept) <= TWO and not alone:
            continue
        if notation == "number-year":
            kept = _of_one_year([c for c in kept if not _beside(c)])
            if not kept:
                continue
        return _gone_on(kept, groups.get("integer", ()))
    return []


def _mere_mentions(candidates: Sequence[Candidate], printed: int) -> bool:
    """Whether "Item 7: …" in plain type looks back at the last minutes, below printed headings."""
    plain = [c for c in candidates if not (c.line.heading or c.line.bold_until)]
    return printed >= PRINTED and len(plain) * 2 > len(candidates)


def _of_one_year(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that share their year and rise, "12/23" or "AB/23/12"; none where no year is shared."""
    if not candidates:
        return []
    behind = Counter(c.number.rpartition("/")[2] for c in candidates).most_common(1)[0]
    before = Counter(c.number.rpartition("/")[0] for c in candidates).most_common(1)[0]
    part = 0 if before[1] > behind[1] else 2
    shared, count = before if part == 0 else behind
    kept = [c for c in candidates if c.number.rpartition("/")[part] == shared]
    own = {c.line.index: c.number.rpartition("/")[2 - part] for c in kept}
    rising = {c.line.index for c in chain([replace(c, number=own[c.line.index]) for c in kept])}
    if count < TWO or len(rising) < len(kept) * RISING:
        return []
    printed = [c for c in kept if c.line.heading or c.line.bold_until]
    if len(printed) * 2 <= len(kept):
        return kept
    # "09/31 Dog bins" in plain type below the printed item 09/40 looks back at an earlier one
    return [c for c in kept if c in printed or c.line.index in rising]


def _beside(c: Candidate) -> bool:
    """Whether a number stands in a column beside the items: that of an action, or of an earlier one."""
    return c.line.block.cell is not None and c.line.block.cell.column > 0


def _not_repeated(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the cells of a table that only name an item again: the list of actions at the end."""
    seen = {c.number for c in candidates if not c.line.in_table}
    return [c for c in candidates if not (c.line.in_table and c.title is None and c.number in seen)]


def _gone_on(kept: list[Candidate], plain: Sequence[Candidate]) -> list[Candidate]:
    """With the items after them that bear plain numbers: "03.22.05", then "7 Fleet", "8 Estates"."""
    last = kept[-1]
    after = [c for c in plain if c.line.index > last.line.index and c.score >= BRIEF_SCORE]
    rising = chain(after)
    if len(rising) < LONE or not rising:
        return kept
    step = ordinal(rising[0].number, "integer")[0] - ordinal(last.number, last.notation)[0]
    return [*kept, *rising] if 0 < step <= LONE else kept


def _weight(candidates: Iterable[Candidate]) -> float:
    return sum(1 + max(c.score, -1) for c in candidates)


def _nested(numbered: Sequence[Candidate], lines: Sequence[Line]) -> frozenset[int]:
    """The lines whose numbers restart inside an item, by index: headings one level below.

    A list inside item 4 runs 1, 2, 3, and so on; of two fives in a row after it, the second is the
    item. A slip ("1" for "11") leaves a gap in the items' own numbers, which a list does not. Items
    that all say "1" are no lists; and what restarts below a review of actions is only a list there
    if the items go on after it, since new actions below a review would be taken for earlier ones.
    """
    if not numbered or numbered[0].notation not in _RUNNING:
        return frozenset()
    numbers = [ordinal(c.number, c.notation)[0] for c in numbered]
    if numbers == list(range(1, len(numbers) + 1)):
        return frozenset()  # as in most papers
    items = {c.line.index for c in chain(numbered)}
    found: set[int] = set()
    last = run = 0
    reviewing = False
    for at, (c, here) in enumerate(zip(numbered, numbers, strict=True)):
        onward = numbers[at + 1] if at + 1 < len(numbers) else 0
        begins = here == 1 and last > 1 and onward != last + TWO
        begins = begins and (not reviewing or last + 1 in numbers[at:])
        goes_on = run and here == run + 1
        skips = run and here == run + TWO and here <= last  # the type of one of a list was not seen
        if begins or skips or (goes_on and (here <= last or _returns(numbers, at, last))):
            run = here
            found.add(c.line.index)
        elif c.line.index not in items and here > last + 1:
            found.add(c.line.index)  # "100 Club" below item 7
        else:
            last, run = max(last, here), 0
            reviewing = role_at(c, lines) in INNER_ROLES
    return frozenset(found)


def _returns(numbers: Sequence[int], at: int, last: int) -> bool:
    """Whether the run of numbers at `at` breaks off and the item after `last` follows it.

    Below item 4 runs 1 to 9, and 5 comes next: the five, six, … of the run are of the list.
    """
    while at + 1 < len(numbers) and numbers[at + 1] == numbers[at] + 1:
        at += 1
    return at + 1 < len(numbers) and numbers[at + 1] == last + 1


def _listed(text: str, lists: Sequence[str]) -> bool:
    """Whether a line is a name of the lists at the top, cell by cell and comma by comma: no heading."""
    return len(text.split()) in _NAME and any(
        text in one and text in map(str.strip, _NAME_END.split(one)) for one in lists
    )
