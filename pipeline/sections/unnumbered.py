"""Headings without a number of the chain: by style, by bold type, by known words, by shortness."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import AFTER_BLANK, Block, BlockKind, SectionRole, value
from pipeline.sections.data import is_known, is_never, role_of, words
from pipeline.sections.headings import Candidate
from pipeline.sections.lines import Line

_BOLD = frozenset({"section.bold", "section.bold-run-in"})
TYPE = frozenset({"section.bold", "section.heading-style"})
"""Rules that the type alone claims a line by."""
_OWN = frozenset({"ref-date", "month-code", "number-year", "item-word"})
INNER_ROLES = frozenset({SectionRole.PREVIOUS_MINUTES, SectionRole.ACTION_REVIEW})
"""What stands below an item of its own number: "Matters arising" below the last minutes."""

_PROSE = 60  # characters: a line this long is running text
_PLAIN = 66  # characters: a heading without any weight is no longer than this
LEAST = -0.4  # score of a plain line that may still be a heading
TWO = 2  # short lines in a row that may both be headings
_FEW = 3  # words of a title that may end with a full stop
_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|will|would|to\s+be|declared|received|approved|noted|paid|no)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b[a-z]{3,}ed\b")  # what somebody did: "AF welcomed all."
_PRICE = re.compile(r"[£$€@]\s?£?\d")
_NAME_LINE = re.compile(r"\([A-Z]{1,4}[A-Za-z]{0,3}\)|\b(?:Cllr|Mrs?|Ms|Dr)\b\.?\s[A-Z]")
_DATED = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d\d\b|\d{1,2}[:.]\d{2}\b")


_LABEL = re.compile(r"\s*:\s*[A-Z]")


WEIGHT = 2  # score of a numbered line outside the chain, or of bold words that text follows
DATE_LINE = 20  # characters of a bold line that is only a date
SENTENCE = 6  # words of a bold line that is a sentence where it ends with a full stop
STAMP = 6  # lines in which the word for the whole paper stands
_STAMP = re.compile(
    r"\W*(?:draft\s+|open\s+)?(?:board\s+|meeting\s+)?(?:minutes|notes)\W*", re.IGNORECASE
)
TITLES = 2  # lines at the top that name the body and the meeting


@value
class Heading:
    """A heading that was accepted, with its level from 0."""

    candidate: Candidate
    level: int


@value
class Page:
    """What holds for the whole meeting.

    `first` is the line of the first numbered item, None where items have no numbers; `weighty`
    tells that headings are printed as such; `usual` is the look of the numbered ones; `late` that
    the first of these is no 1, so that the items before it have lost their numbers; `numbered` are
    the lines of all of them; `parts` those of the parts of items, with numbers of their own ("4.2").
    """

    lines: tuple[Line, ...]
    first: int | None
    weighty: bool
    usual: tuple[str, bool] | None
    late: bool
    numbered: frozenset[int]
    parts: frozenset[int]


def level_of(c: Candidate, page: Page, *, started: bool, attending: bool) -> int | None:
    """The level of a heading outside the chain of numbers, or None where it is not one."""
    if c.title is None or c.notation in _OWN:
        return None
    title = c.line.text[c.title.start - c.line.span.start : c.title.end - c.line.span.start]
    if c.line.index <= STAMP and not started and _STAMP.fullmatch(title):
        return None  # "MINUTES" under the name of the body
    return _level(c, page, title, started=started, attending=attending)


def _level(c: Candidate, page: Page, title: str, *, started: bool, attending: bool) -> int | None:
    inner = 0 if page.first is None else 1
    if c.line.in_table and not c.notation:
        return inner  # "Ann's tasks" over her list
    early = page.first is not None and c.line.index < page.first
    if is_known(title) and not c.notation and not c.line.in_table:
        return _known(c, page, inner, early=early)
    if c.notation:
        part = c.line.index in page.parts
        return inner if inner and (part or c.score >= WEIGHT) and c.own_line else None
    if early or not started:
        # "STANDING COMMITTEES", then their reports with numbers; or an item that lost its own
        over = c.rule in _BOLD and c.line.index + 1 == page.first
        lost = page.late and c.line.heading and look_of(c.line.block) == page.usual
        if c.own_line and started and not attending and (over or lost):
            return 0
        named = "head" in c.line.block.style.casefold()
        return _unstarted(c, page.lines) if named or page.first is None else None
    person = attending and (bool(_NAME_LINE.search(title)) or not _followed(c, page.lines))
    return inner if not person and _printed(c, page, title) else None


def _known(c: Candidate, page: Page, inner: int, *, early: bool) -> int | None:
    """The level of a heading that is one by its words."""
    if not c.own_line and page.weighty and c.rule not in _BOLD:
        return None  # "Date of next meeting: …" inside an item whose heading is printed as one
    return inner if not early and role_at(c, page.lines) in INNER_ROLES else 0


def _printed(c: Candidate, page: Page, title: str) -> bool:
    """Whether the type, or in plain text the place, makes a line a heading."""
    if _PRICE.search(title) and "head" not in c.line.block.style.casefold():
        return False  # "Two lamps @£45 each", printed with a space about it
    if c.line.heading:
        return not _is_sentence(c, title)
    if c.own_line and c.line.text.endswith(".") and c.line.words > SENTENCE:
        return False
    if c.rule in _BOLD and (c.own_line or c.score >= WEIGHT):
        dated = _DATED.search(title) and len(title) < DATE_LINE
        return not (dated or (c.own_line and _is_sentence(c, title)))
    plain = not page.weighty or page.first is not None
    return plain and not page.parts and c.own_line and _plain(c, page)


def _is_sentence(c: Candidate, title: str) -> bool:
    """Whether a whole sentence stands in the type of a heading: "The Board noted the report."."""
    return c.line.text.endswith(".") and c.line.words > _FEW and bool(_SENTENCE.search(title))


def _unstarted(c: Candidate, lines: Sequence[Line]) -> int | None:
    """A heading above everything else: the title is not one, the first item is."""
    weight = c.line.heading or c.rule in _BOLD
    text = c.line.text
    if weight and c.own_line and c.line.index >= TITLES and _first_item(c, lines):
        return 0
    if not weight or c.line.index < TITLES or _DATED.search(text) or _NAME_LINE.search(text):
        return None
    if c.line.index < STAMP and c.rule in TYPE and words().titles.fullmatch(text):
        return None
    if not c.own_line and _LABEL.match(text, c.title.end - c.line.span.start if c.title else 0):
        block = c.line.block.span
        if c.line.span.start > block.start or c.line.span.end < block.end:
            return None  # one of the lists of people in one block: "OPCC: Ann Lee", "Force: …"
    return 0 if _followed(c, lines) else None


def _first_item(c: Candidate, lines: Sequence[Line]) -> bool:
    """Whether a heading is on the last minutes, which are the first item and no title of the paper."""
    last = role_at(c, lines) is SectionRole.PREVIOUS_MINUTES
    return last and not words().titles.fullmatch(c.line.text)


def _plain(c: Candidate, page: Page) -> bool:
    """A short line without any weight, between running text: "999 call handling"."""
    text = c.line.text
    if len(text) > _PLAIN or c.line.marker or _DATED.search(text) or c.score < LEAST:
        return False
    if "£" in text or _SENTENCE.search(text) or (text[-1] == "." and _TOLD.search(text)):
        return False
    if text[-1] in ",;:!?" or (text[-1] == "." and (page.weighty or c.line.words > _FEW)):
        return False
    above = page.lines[max(c.line.index - TWO, 0) : c.line.index]
    if above and (above[-1].in_table or not any(_ends(line, page) for line in above)):
        return False
    if above and len(above[-1].text) > _PLAIN and not _ends(above[-1], page):
        return False
    return c.line.index + 1 not in page.numbered and _followed(c, page.lines)


def _ends(line: Line, page: Page) -> bool:
    """Whether a line is over, so that a heading may follow; of two short ones the second may too."""
    return line.text[-1] in ".:!?)”’" or _headed(line, page)


def _headed(line: Line, page: Page) -> bool:
    """Whether a line is printed as a heading or is one by its number."""
    return line.heading or line.index in page.numbered or bool(line.all_bold and line.block.runs)


def _followed(c: Candidate, lines: Sequence[Line]) -> bool:
    """Whether running text, or one more heading and then running text, comes next."""
    if not c.own_line:
        return True
    for line in lines[c.line.index + 1 : c.line.index + 3]:
        if len(line.text) >= _PROSE or line.marker or is_never(line.text):
            return True
        if len(line.text) > _PLAIN or line.in_table or line.text[-1] in ".;,":
            return False
    return False


def role_at(c: Candidate, lines: Sequence[Line]) -> SectionRole:
    """What the item is for, by its heading, on the next line where a number stands alone."""
    if c.title is None or c.title.start >= c.line.span.end:
        following = lines[c.line.index + 1 : c.line.index + 2]
        return role_of(following[0].text) if following else SectionRole.ITEM
    start = c.title.start - c.line.span.start
    return role_of(c.line.text[start : start + c.title.end - c.title.start])


def look_of(block: Block) -> tuple[str, bool]:
    """The look of a heading: its style, and whether it is bold."""
    bold = bool(block.runs) and block.runs[0].bold
    style = block.style.removesuffix(AFTER_BLANK).strip()
    return (style if block.kind is BlockKind.HEADING else "", bold)
