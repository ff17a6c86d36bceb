"""The logical lines of the front: rows of tables, lists that run on over lines, and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.extract.attendance.entry import SENTENCE
from pipeline.extract.attendance.over_lines import broken
from pipeline.extract.attendance.words import HeadingWords, lexicon
from pipeline.extract.front import Line
from pipeline.model import AttendanceStatus, BlockKind, Span, replace, value

LONG_LINE = 60
"""Characters beyond which a line that ends without a stop goes on in the next."""

GROUP = re.compile(r"\s*([^:,;\d]{2,60}?)\s*:")
_CAPITALS = re.compile(r"(?:[A-Z][\w’'&]*[ ]){1,2}(?P<last>[A-Z][a-z]+)")


@value
class Row:
    """A logical line: a printed line, several that belong together, or a row of a table."""

    span: Span
    text: str
    lines: tuple[Line, ...]

    @property
    def after_blank(self) -> bool:
        """Whether white space was left above it."""
        return self.lines[0].after_blank


def rows(text: str, front: Sequence[Line]) -> Iterator[Row]:
    """Join what belongs together: rows of tables, and lists that run on over lines."""
    pending: list[Line] = []
    for line in front:
        if pending and not (_same_row(pending[-1], line) or _runs_on(pending, line)):
            yield _row(text, pending)
            pending = []
        pending.append(line)
    if pending:
        yield _row(text, pending)


def _row(text: str, parts: list[Line]) -> Row:
    span = Span(start=parts[0].span.start, end=parts[-1].span.end)
    return Row(span=span, text=span.of(text), lines=tuple(parts))


def listing(row: Row) -> Row:
    """A row without the sentences that follow its list: "… and G Wills. The Clerk was there"."""
    head = next(headings(row.text), None)
    mark = row.text[head.start : head.end + 1].rstrip() if head else ""
    if row.lines[0].block.cell or not (":" in mark or mark.endswith(".")):
        return row
    for hit in _STOP.finditer(row.text):
        if lexicon().abbreviation.search(row.text[: hit.start()]):
            continue
        following = row.text[hit.end() :]
        sentence = _STOP.split(following)[0]
        if SENTENCE.search(sentence) and not GROUP.match(sentence):
            end = row.span.start + hit.start() + 1
            return replace(
                row, span=Span(start=row.span.start, end=end), text=row.text[: hit.start() + 1]
            )
    return row


_STOP = re.compile(r"\.\s+(?=[A-Z])")


def parts_of(row: Row) -> list[Row]:
    """A row cut before the label of another list: "… Ann Lee (AL) Apologies: Bob Dale (BD)"."""
    if row.lines[0].block.cell:
        return _label_pairs(row)
    if ":" not in row.text:
        return [row]
    cuts: list[int] = []
    if _label(row.text):
        # "Attendance. For the Board: … For the Force: … Clerk: …" on one line
        cuts = [hit.start() for hit in _INNER_GROUP.finditer(row.text)]
    for hit in _INNER.finditer(row.text):
        # "IN ATTENDANCE:" is one label, not a list of which "ATTENDANCE:" begins another
        own = row.text.index(":", cuts[-1] if cuts else 0) >= hit.start()
        if not (own and (cuts or _label(row.text))) and _label(row.text[hit.start() :]):
            cuts.append(hit.start())
    if not cuts:
        return [row]
    found = []
    for begin, end in pairwise((0, *sorted(set(cuts)), len(row.text))):
        span = Span(start=row.span.start + begin, end=row.span.start + end)
        found.append(Row(span=span, text=row.text[begin:end], lines=row.lines))
    return found


def _label_pairs(row: Row) -> list[Row]:
    """A row of a table cut before its second label: "Present | Ann Lee | Venue | Alder Room"."""
    cells = [line.block.cell for line in row.lines]
    columns = sorted({cell.column for cell in cells if cell})
    labels = [_label(line.text) for line in row.lines]
    if len(columns) != PAIRS or not labels[0] or labels[1]:
        return [row]
    at = next(n for n, cell in enumerate(cells) if cell and cell.column == columns[2])
    label = row.lines[at].text.strip()
    first = label.split()[0].lower() if label else ""
    if not _label(label) and (first in lexicon().post_words or label.isupper()):
        return [row]  # "Present | Ann Lee | Treasurer | AL"
    stop = row.lines[at - 1].span.end
    span = Span(start=row.span.start, end=stop)
    other = Span(start=row.lines[at].span.start, end=row.span.end)
    text = row.text[other.start - row.span.start :]
    return [
        Row(span=span, text=row.text[: stop - row.span.start], lines=row.lines[:at]),
        Row(span=other, text=text, lines=row.lines[at:]),
    ]


PAIRS = 4
"""Cells of a row that holds two labels, each with its words."""

_INNER_GROUP = re.compile(r"(?<=\.)\s+(?=(?:For\s+the\s+)?[A-Z][\w’' ]{2,40}:\s+[A-Z])")
"""The same for a group, behind a full stop alone."""

_INNER = re.compile(r"(?<=[\w)\].;,*])\s+(?=[A-Z][\w’' ]{3,40}:\s)")
"""Where a label may begin after the words of a list."""


def _same_row(line: Line, following: Line) -> bool:
    """Whether two lines stand in one row of a table, in short cells."""
    cell, after = line.block.cell, following.block.cell
    return bool(cell and after and cell.table == after.table and cell.row == after.row)


def _runs_on(parts: list[Line], following: Line) -> bool:
    """Whether a list of names goes on in the next line."""
    line = parts[-1]
    text = "\n".join(part.text for part in parts)
    opened = text.count("(") > text.count(")")
    if _row_below(line, following):
        # in the next row of a table nothing goes on but a bracket that is closed there
        return opened and ")" in following.text
    return (opened or _unfinished(text, line, following)) and not _begins_anew(line, following)


def _unfinished(text: str, line: Line, following: Line) -> bool:
    """Whether a list may go on, by its words so far, of which `line` is the last, or by the next line."""
    if broken(line.text) and not following.block.marker:
        return True
    if text.rstrip().endswith((",", "&", " and", ";")) or following.text.lstrip().startswith("("):
        return True
    same = line.block is following.block
    commas = text.count(",") >= 2  # noqa: PLR2004 - a list of three
    return commas and (same or len(line.text) >= LONG_LINE) and not following.block.marker


def _begins_anew(line: Line, following: Line) -> bool:
    """Whether the next line stands elsewhere, is a label or a heading, or names an organisation."""
    one, other = line.block, following.block
    if one.cell != other.cell or following.after_blank:
        return True
    if other.marker or (one.marker and one is not other):
        return True
    if other.kind is BlockKind.HEADING and one.kind is not BlockKind.HEADING:
        return True
    label = _label(following.text) or _LABELLED.match(following.text)
    return bool(label) or _begins_other(line, following)


_LABELLED = re.compile(r"\s*[^:,;()]{2,40}:\s")
"""A line that begins with a label of any words."""


def _row_below(line: Line, following: Line) -> bool:
    """Whether a line stands in the row of a table below that of the line before."""
    cell, after = line.block.cell, following.block.cell
    return bool(cell and after and cell.table == after.table and after.row == cell.row + 1)


def _begins_other(line: Line, following: Line) -> bool:
    """Whether the next line is an organisation's name alone, or a sentence of its own."""
    words = following.text.strip()
    whole = line.text.rstrip().endswith((")", "."))
    sentence = words.endswith(".") and words[:1].isupper() and SENTENCE.search(words) is not None
    return names_body(words) or (whole and sentence)


def names_body(words: str) -> bool:
    """Whether a line holds the name of an organisation and nothing else: "Northvale Police"."""
    found = _CAPITALS.fullmatch(words)
    return found is not None and found["last"].casefold() in lexicon().organisation_words


def _label(text: str) -> bool:
    """Whether a line begins with the heading of a list."""
    return next(headings(text), None) is not None


@value
class Heading:
    """A heading of a list within a line: where its words begin and where names may follow."""

    words: HeadingWords
    start: int
    end: int
    firm: bool


def headings(text: str) -> Iterator[Heading]:
    """The headings of lists that a line holds: "Present:", "Present: Also in attendance:".

    `firm` ones are followed by a colon, a dash, a tab or nothing; others only by names.
    """
    return iter(_headings(text))


@lru_cache(maxsize=256)  # each line is asked of by its neighbours, for the date and for the people
def _headings(text: str) -> tuple[Heading, ...]:
    return tuple(_each_heading(text))


def _each_heading(text: str) -> Iterator[Heading]:
    at = 0
    while at < len(text):
        lead = _LEAD.match(text, at)
        begin = lead.end() if lead else at
        found = _opening(text, begin)
        if not found:
            return
        group, stop = found
        joined = lexicon().joined.match(text, stop)
        stop = joined.end() if joined else stop
        after = _FIRM.match(text, stop)
        firm = after is not None
        if not firm and group.firm:
            return
        end = after.end() if after else stop
        yield Heading(words=group, start=begin, end=end, firm=firm)
        if not firm:
            return
        at = end


_LEAD = re.compile(r"[\s|•·*\-–—]*(?:\d{1,2}[.)]\s*)?")
"""What may stand before a heading: bullets, and a number."""

_FIRM = re.compile(
    r"\s*[¹²³⁴⁵]*\s*(?:\([^)]*\)\s*)?(?:[:\t|]|[–—-](?=\s|$)|\.?\s*$)\s*|\s*[¹²³⁴⁵]+\s*"
)
"""What shows that the words before it are a heading: a colon, a dash, a note's number, the end."""


def _opening(text: str, begin: int) -> tuple[HeadingWords, int] | None:
    """The words of a list's heading that stand at a place, and where they end."""
    known = lexicon()
    hit = known.heading.match(text, begin)
    own = known.headings[" ".join(hit[0].lower().split())] if hit else None
    if hit and own and _FIRM.match(text, hit.end()):
        return own, hit.end()
    for words, pattern in known.any_label.likely(text):
        if longer := pattern.match(text, begin):
            # "Members of the public present": the first words say who, the last that they were there
            here = own is not None and own.status is AttendanceStatus.IN_ATTENDANCE
            return own if own and here and not own.firm else words, longer.end()
    return (own, hit.end()) if hit and own else None
