"""The lists of people in the front of the minutes: which lines they are, and their status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.attendance.entry import SENTENCE, Entry
from pipeline.extract.attendance.grids import marked
from pipeline.extract.attendance.kinds import (
    heads_other,
    is_item,
    is_organisation,
    is_post,
    is_title,
    says_nobody,
)
from pipeline.extract.attendance.over_lines import names_of
from pipeline.extract.attendance.people import codes, is_somebody, people
from pipeline.extract.attendance.rows import (
    GROUP,
    Heading,
    Row,
    headings,
    listing,
    names_body,
    parts_of,
    rows,
)
from pipeline.extract.attendance.words import HeadingWords, lexicon, words
from pipeline.extract.front import Line, labelled
from pipeline.model import AttendanceStatus, BlockKind, replace, value

LONGEST_LABEL = 24
"""Code points of the longest label of the front."""

UNHEADED = HeadingWords(status=AttendanceStatus.PRESENT, neutral=False, words=[])

SERVING = HeadingWords(status=AttendanceStatus.IN_ATTENDANCE, neutral=True, words=[])
"""The minute-taker whom a label below the lists names: no member, unless a list says so."""

_PROXY = re.compile(r"[^:;,]{3,40}:\s*(?=[A-Z])")
"""Who holds a proxy, before whose it is: "Ann Lee: Bob Dale"."""

_HOLDER = re.compile(r"[^:;,–—-]{3,40}(?::|\s[–—-])\s*(?=[A-Z])")
"""The same on the line of the heading: "Proxies: Ann Lee – Bob Dale"."""

_MORE = re.compile(r"\s+(?:and|in|at|were|who|also)\b[^:;,.\d]{0,50}:\s+")
"""What goes on from the heading of a list up to its colon."""

_CAME = re.compile(r"(?:joined|attended|left|arrived)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:\d{1,3}[.)]?\s+\S|Ref\b|\d{1,2}[./]\d)")
"""The number of an item: no list of people goes on after it."""

_COUNT = re.compile(r"\s*(\d{1,2})[.)]\s+")

LIST = "attendance.list"
HEADING_LINE = "attendance.heading-line"
GROUP_LINE = "attendance.group-line"
COLUMN = "attendance.column"
NO_HEADING = "attendance.unheaded"
LABEL = "attendance.label"


@value
class Listed:
    """A person of a list, with the list's heading, group and way of being found."""

    entry: Entry
    heading: HeadingWords
    rule: str
    group: str = ""
    list: int = 0
    row: int = 0
    after_blank: bool = False


def read_rolls(text: str, front: Sequence[Line]) -> list[Listed]:
    """The people of every list in the front of the minutes, in the order printed."""
    return _Reader(list(rows(text, front))).read()


def _by_proxy(text: str, start: int) -> Iterator[Entry]:
    """Those who are away by proxy, each behind the one who holds it."""
    for part in re.finditer(r"[^;]+", text):
        held = _HOLDER.match(part[0])
        lead = held.end() if held else 0
        yield from people(part[0][lead:], start + part.start() + lead)


def labelled_people(front: Sequence[Line], listed: Sequence[Listed]) -> list[Listed]:
    """Whom the labels of the front name as chair and minute-taker, whether listed or not.

    `listed` are the people of the lists: a minute-taker whom a label names behind those who are
    away is none of the members. Without a list the labels name nobody here.
    """
    if not listed:
        return []
    found = []
    for number, one in enumerate(labelled(front)):
        if one.field not in ("chair", "minute_taker") or not one.text:
            continue
        for entry in people(one.text, one.span.start, one=True)[:1]:
            chairs = one.field == "chair"
            flag = "Chair" if chairs else "Minutes"
            above = [other for other in listed if other.entry.span.start < one.span.start]
            apart = above and above[-1].heading.status is not AttendanceStatus.PRESENT
            heading = SERVING if apart and not chairs else UNHEADED
            named = replace(entry, brackets=(*entry.brackets, flag))
            found.append(Listed(entry=named, heading=heading, rule=LABEL, row=number, list=-1))
    return found


_AWAY = frozenset({AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT})


def _told(row: Row, named: Sequence[Entry]) -> bool:
    """Whether a sentence stands in front of the first of those named: it is read by its verbs.

    "Apologies were received from the Mayor, who was represented by Mr Lee".
    """
    first = named[0].span.start - row.span.start
    return SENTENCE.search(row.text[:first]) is not None


def _may_tick(heading: HeadingWords, mark: AttendanceStatus) -> bool:
    """Whether a tick says no more than the heading of a row above: those in attendance were there."""
    ticked = mark is AttendanceStatus.PRESENT
    return ticked and heading.status is AttendanceStatus.IN_ATTENDANCE


class _Reader:
    """Walks the rows once, holding the heading and group that are in force."""

    def __init__(self, table: list[Row]) -> None:
        self.table = table
        self.marks = marked(table)
        self.heading: HeadingWords | None = None
        self.columns: dict[int, HeadingWords] = {}
        self.group = ""
        self.list = 0
        self.number = 0
        self.found: list[Listed] = []
        self.missed = 0
        self.counted = 0
        self.name_columns: set[int] = set()
        self.beside: HeadingWords | None = None

    def read(self) -> list[Listed]:
        """Every person of every list."""
        for number, row in enumerate(self.table):
            self.number = number
            self._row(row)
        return self.found

    def _row(self, row: Row) -> None:
        if mark := self.marks.get(self.number):
            # the marks are blotted out: they are no words of the post
            text = row.text
            for start, stop in mark.blots:
                text = text[:start] + " " * (stop - start) + text[stop:]
            row = replace(row, text=text)
        if self._column_heads(row):
            return
        for part in parts_of(listing(self._whole_names(row))):
            self._part(part)

    def _whole_names(self, row: Row) -> Row:
        """A row with its name in one piece, where forename and surname have columns of their own."""
        if len(row.lines) == 1:
            return row
        cells = [line.block.cell for line in row.lines]
        heads = [" ".join(line.text.casefold().split()) for line in row.lines]
        if sum(head in words().name_parts for head in heads) > 1:
            self.name_columns = {
                cell.column
                for cell, head in zip(cells, heads, strict=True)
                if cell and head in words().name_parts
            }
            return row
        text = row.text
        for one, two in pairwise(row.lines):
            cell, beside = one.block.cell, two.block.cell
            if cell and beside and {cell.column, beside.column} <= self.name_columns:
                start, stop = one.span.end - row.span.start, two.span.start - row.span.start
                text = text[:start] + " " * (stop - start) + text[stop:]
        return replace(row, text=text)

    def _part(self, row: Row) -> None:
        if self._column_heads(row):
            return
        marked_row = self.number in self.marks  # a grid: its marks say more than its heads
        if self.columns and row.lines[0].block.cell and not marked_row:
            self._by_column(row)
            return
        self.columns = {}
        heads = list(headings(row.text))
        if heads and self._headed(heads, row):
            return
        if is_item(row.text):
            self._open(lexicon().headings["apologies"])
            return
        if self.heading is None:
            self._unheaded(row)
        else:
            self._under_heading(row, self.heading)

    def _column_heads(self, row: Row) -> bool:
        """Whether a row's cells are all headings of lists, of two sorts at least."""
        if len(row.lines) == 1:
            return False  # one column is no grid
        if self._headed_columns(row):
            return True
        heads = [next(headings(line.text), None) for line in row.lines]
        if not all(
            line.block.cell and (head.end >= len(line.text) if head else heads_other(line))
            for line, head in zip(row.lines, heads, strict=True)
        ):
            return False
        sorts = {head.words.status for head in heads if head}
        if len(sorts) < 2 and not self.columns:  # noqa: PLR2004 - of two sorts at least
            return False
        self.columns = {
            line.block.cell.column: head.words
            for line, head in zip(row.lines, heads, strict=True)
            if line.block.cell and head
        }
        self.heading, self.group = None, ""
        self.list += 1
        return True

    def _headed_columns(self, row: Row) -> bool:
        """Read a row whose cells each hold a list with its heading: "Members ¶ Ann Lee | Officers ¶ …"."""
        cells: dict[int, list[Line]] = {}
        for line in row.lines:
            if line.block.cell:
                cells.setdefault(line.block.cell.column, []).append(line)
        heads = {at: next(headings(held[0].text), None) for at, held in cells.items()}
        if len(cells) < 2 or not all(  # noqa: PLR2004 - one column is a list like any other
            head and head.end >= len(cells[at][0].text) and len(cells[at]) > 1
            for at, head in heads.items()
        ):
            return False
        self.heading, self.group, self.columns = None, "", {}
        for at, head in heads.items():
            self.list += 1
            for line in cells[at][1:]:
                if head:
                    self._add(names_of(line.text, line.span.start, one=True), head.words, COLUMN)
        return True

    def _by_column(self, row: Row) -> None:
        for line in row.lines:
            heading = self.columns.get(line.block.cell.column) if line.block.cell else None
            if heading:
                self._add(people(line.text, line.span.start, one=True), heading, COLUMN)

    def _headed(self, heads: list[Heading], row: Row) -> bool:
        """Open a list and read the names on its line. False where it is no heading after all."""
        last = heads[-1]
        if not last.firm and (more := _MORE.match(row.text, last.end)):
            # the heading has more words, as in "Members and guests in attendance were"
            last = replace(last, end=more.end())
        rest = row.text[last.end :]
        bare = not rest.strip(" .:\t\n")
        if bare and last.words.status in _AWAY and heads[0].words.status not in _AWAY:
            # "Present: Apologies:" are heads of columns that a scan reads across: neither heads the
            # lines below, which are read as a list without a heading
            self.heading = None
            return True
        named = [] if bare else names_of(rest, row.span.start + last.end)
        if last.words.proxy and _HOLDER.match(rest):
            named = list(_by_proxy(rest, row.span.start + last.end))
        if last.firm and last.words.status is AttendanceStatus.APOLOGIES:
            taken = [one.span for one in named]
            named += [
                one
                for one in codes(rest, row.span.start + last.end)
                if not any(one.span.overlaps(span) for span in taken)
            ]
        if not last.firm and (not named or is_title(row.text, named) or _told(row, named)):
            return False
        self._open(last.words)
        self._add(named, last.words, HEADING_LINE)
        members = "member" in row.text[last.start : last.end].casefold()
        if members and named and row.lines[0].block.cell:
            self.beside = SERVING
        columns = all(word.lower() in lexicon().no_names for word in rest.split())
        if not bare and not named and not (columns or says_nobody(rest) or row.lines[0].block.cell):
            # "Apologies: Both at PNAC" names nobody that can be read: the list ends there
            self.heading = None
        return True

    def _open(self, heading: HeadingWords) -> None:
        self.heading, self.group, self.missed, self.beside = heading, "", 0, None
        self.list += 1
        self.counted = 0

    def _counted(self, text: str) -> int:
        """How long the number before a person is, where the list counts its people from one."""
        hit = _COUNT.match(text)
        if not hit or int(hit[1]) != self.counted + 1:
            return 0
        self.counted += 1
        return hit.end()

    def _under_heading(self, row: Row, heading: HeadingWords) -> None:
        if says_nobody(row.text) or self._ended_by_label(row, heading):
            return
        held = _PROXY.match(row.text) if heading.proxy else None
        if held:
            start = row.span.start + held.end()
            self._add(people(row.text[held.end() :], start), heading, LIST)
            return
        if self._group_line(row, heading) or self._group_cell(row, heading):
            return
        if names_body(row.text.strip()) and self._group_alone(row):
            return
        lead = self._counted(row.text)
        entries = names_of(row.text[lead:], row.span.start + lead, one=self._one_each())
        loud = row.lines[0].block.kind is BlockKind.HEADING
        if entries and not is_title(row.text, entries, loud=loud) and not _told(row, entries):
            self._add(entries, heading, LIST)
            self.missed = 0
            return
        if self._group_first(row, heading) or self._group_alone(row):
            return
        self.missed += 1
        if self.missed > 1 or row.lines[0].loud or _NUMBERED.match(row.text):
            self.heading, self.group, self.missed = None, "", 0

    def _ended_by_label(self, row: Row, heading: HeadingWords) -> bool:
        """Whether a label of the front ends a list of absentees: "Minutes: Ann Lee" below it."""
        if heading.status not in _AWAY or not any(one.text for one in labelled(row.lines)):
            return False
        self.heading, self.group = None, ""
        return True

    def _group_line(self, row: Row, heading: HeadingWords) -> bool:
        """Read "OPCC: Ann Lee, Bob Dale": a group of the list, with its people."""
        hit = GROUP.match(row.text) if ":" in row.text else None
        if not hit or not row.text[hit.end() :].strip():
            return False
        label = " ".join(hit[1].split())
        here = heading.status in (AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE)
        named = people(row.text[hit.end() :], row.span.start + hit.end())
        several = len(named) > 1  # "Fire: Ann Lee, Bob Dale" is a group, though fire is of posts
        if not is_organisation(label) and (not here or (is_post(label) and not several)):
            return False
        if named:
            self.group = label
            self._add(named, heading, GROUP_LINE)
        return bool(named)

    def _group_cell(self, row: Row, heading: HeadingWords) -> bool:
        """Read "OPCC | Ann Lee; Bob Dale": a row with a group of the list and its people.

        Below a row "Members | …" they are other people than the members.
        """
        label, *others = row.lines
        cell = label.block.cell
        if not cell or cell.column or not others or not is_organisation(label.text.strip()):
            return False
        at = others[0].span.start
        named = names_of(row.text[at - row.span.start :], at)
        if heading is UNHEADED and not all(is_somebody(one.name) or one.sure for one in named):
            return False  # "Force | Arden Vale"
        if named:
            self.group = label.text.strip()
            self._add(named, self.beside or heading, GROUP_LINE)
        return bool(named)

    def _group_first(self, row: Row, heading: HeadingWords) -> bool:
        """Read "Force Chief Constable Ann Lee": a group without a colon before its first person."""
        group = lexicon().group.match(row.text)
        if not group:
            return False
        named = people(row.text[group.end() :], row.span.start + group.end(), one=True)
        if not named or not all(entry.rank or entry.title for entry in named):
            return False
        self.group = group[1]
        self._add(named, heading, GROUP_LINE)
        return True

    def _group_alone(self, row: Row) -> bool:
        """Read "Police:", or an organisation alone in its line."""
        label = " ".join(row.text.strip().rstrip(":").split())
        short = row.text.rstrip().endswith(":") and len(label.split()) <= 6  # noqa: PLR2004
        if not short and not (is_organisation(label) and len(label.split()) <= 6):  # noqa: PLR2004
            return False
        self.group = label
        return True

    def _unheaded(self, row: Row) -> None:
        """Read people where no heading stands: only where the words themselves show them."""
        hit = GROUP.match(row.text) if ":" in row.text else None
        if hit and (is_organisation(hit[1]) or self._first_group(row, hit)):
            self._open(UNHEADED)
            self.group = " ".join(hit[1].split())
            rest = row.text[hit.end() :]
            self._add(people(rest, row.span.start + hit.end()), UNHEADED, NO_HEADING)
            return
        if self._group_cell(row, UNHEADED):
            self.heading = UNHEADED
            return
        if hit and len(hit[1]) <= LONGEST_LABEL:
            # "Chair: PCC Ann Lee", "Contact: …" are labels of the front, read elsewhere
            return
        if SENTENCE.search(row.text) and row.text.rstrip().endswith("."):
            return
        entries = people(row.text, row.span.start, one=True)
        if is_title(row.text, entries):
            return
        moved = any(_CAME.match(entry.role) for entry in entries)
        marked_row = self.number in self.marks
        if entries and not moved and (marked_row or all(entry.sure for entry in entries)):
            self._add(entries, UNHEADED, NO_HEADING)

    def _first_group(self, row: Row, hit: re.Match[str]) -> bool:
        """Whether "PCC: Ann Lee, Bob Dale" is a group: several people, and a group in the next line."""
        if not lexicon().post.fullmatch(hit[1].strip()) or len(self.table) <= self.number + 1:
            return False
        after = GROUP.match(self.table[self.number + 1].text)
        several = len(people(row.text[hit.end() :], row.span.start + hit.end())) > 1
        return after is not None and is_organisation(after[1]) and several

    def _one_each(self) -> bool:
        """Whether the list has a line for each person: a bullet, or neighbours with posts."""
        row = self.table[self.number]
        if row.lines[0].block.marker:
            return True
        near = [
            self.table[n] for n in (self.number - 1, self.number + 1) if 0 <= n < len(self.table)
        ]
        for other in near:
            entries = people(other.text, other.span.start, one=True)
            if (
                len(entries) == 1
                and (entries[0].role or entries[0].brackets)
                and "," not in entries[0].role
            ):
                return True
        return False

    def _add(self, entries: list[Entry], heading: HeadingWords, rule: str) -> None:
        row = self.table[self.number]
        if mark := self.marks.get(self.number):
            if mark.status is None:
                return
            if rule == HEADING_LINE or not _may_tick(heading, mark.status):
                heading = HeadingWords(status=mark.status, neutral=False, words=[])
            entries = [replace(one, remote=one.remote or mark.remote) for one in entries]
            rule = LIST if rule == NO_HEADING else rule
        if heading.status in _AWAY:
            # "Ed Gray joined by video for item 5" below the apologies is about somebody present
            entries = [one for one in entries if not _CAME.match(one.role)]
        self.found.extend(
            Listed(
                entry=entry,
                heading=heading,
                rule=rule,
                group=self.group,
                list=self.list,
                row=self.number,
                after_blank=row.after_blank,
            )
            for entry in entries
        )
