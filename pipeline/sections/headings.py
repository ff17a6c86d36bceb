"""One line, asked whether it may be a heading: its number, its title, and what speaks for it."""

from __future__ import annotations

import re

from pipeline.model import Span, value
from pipeline.sections.data import is_known, is_never, purpose_of, tag_in, words
from pipeline.sections.lines import Line

BRIEF = 60  # characters of a title that speak for it
LONG = 90  # characters of a title that speak against it
WORDS = 6  # blanks in a line that may be a title though it ends like a sentence
SHORTEST = 3  # characters of a title
LONGEST = 110  # characters of a title; longer lines are prose in every labelled document
_CAPITALS = re.compile(r"(?:[A-Z][A-Z'’&/,()-]+\.?(?:\s+|$)){1,8}(?=[A-Z\d(][a-z\d]|\d|A\s|I\s|$)")
_SENTENCE_END = re.compile(r"[.!?;,]$")
# What stands before a stop or a blank is looked at behind it, since they are few.
_RUN_IN = re.compile(r"[.:](?<=[a-z)].)\s+(?=[A-Z•(])")
_DASH = re.compile(
    r"\s[–—](?:\s|(?=[A-Z]))|\s-\s(?=[a-z])|\s-\s?(?=(?:The|This|These|It|There|No|An?)\s[a-z])"
)
_GLUE = re.compile(r"\s*[-–—:.]?\s*")
_GLUED = re.compile(r"\s(?<=[a-z)]\s)\s*(?=(?:The|There|It|This|These|No)\s[a-z])")
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|said|noted|agreed|reported|asked|thanked|"
    r"advised|confirmed|explained|informed|been|gave|stated|highlighted)\b"
)


@value
class Candidate:
    """A line that may be a heading.

    `title` is the heading without number and tag (None: the number stands alone); `rest` is where
    the running text begins on the same line. `score` adds up what the look of the line says.
    """

    line: Line
    notation: str
    number: str
    level: int
    title: Span | None
    rest: int
    purpose: str
    score: float
    rule: str
    own_line: bool


def candidate(line: Line, *, lettered: bool = False) -> Candidate | None:
    """What the line would be as a heading, or None where it cannot be one.

    `lettered` tries "A." and "iv." too, which most minutes number lists with.
    """
    found = _number(line, lettered=lettered)
    if line.in_table and not found and not _heads_table(line):
        return None
    notation, number, level, offset = found or ("", "", 0, 0)
    title_text = line.text[offset:]
    if not number and (not _plausible(line) or _never(line)):
        return None
    if words().furniture.match(line.text):
        return None
    rule = f"section.{notation}" if notation else _look(line)
    if number and not title_text.strip():
        return Candidate(
            line=line,
            notation=notation,
            number=number,
            level=level,
            title=None,
            rest=line.span.start + offset,
            purpose="",
            score=1.0,
            rule=rule,
            own_line=True,
        )
    lead = _GLUE.match(title_text)
    offset += lead.end() if lead else 0
    title_text = line.text[offset:]
    cut, rest, purpose = _cut(line, offset)
    run_in = rest < len(title_text)
    title = title_text[:cut].rstrip(" :–—-")
    if not _plausible_title(title, numbered=bool(number)):
        return None
    start = line.span.start + offset
    return Candidate(
        line=line,
        notation=notation,
        number=number,
        level=level,
        title=Span(start=start, end=start + len(title)),
        rest=start + rest,
        purpose=purpose,
        score=_score(line, title, offset, run_in=run_in, tag=purpose),
        rule=rule,
        own_line=not run_in,
    )


def _never(line: Line) -> bool:
    """Whether the words are not those of a heading, and no heading that is known."""
    return is_never(line.text[:LONGEST]) and not is_known(line.text)


def _heads_table(line: Line) -> bool:
    cell = line.block.cell
    first = cell is not None and cell.row == cell.column == 0
    return first and words().table_heads.fullmatch(line.text) is not None


def group_row(line: Line) -> Candidate:
    """The row of a table that names the rows below it, as a heading."""
    return Candidate(
        line=line,
        notation="",
        number="",
        level=0,
        title=line.span,
        rest=line.span.end,
        purpose="",
        score=0.0,
        rule="section.group-row",
        own_line=True,
    )


def _look(line: Line) -> str:
    if line.heading:
        return "section.heading-style"
    if is_known(line.text) or line.in_table:
        return "section.known-words"
    if line.all_bold and line.block.runs:
        return "section.bold"
    return "section.bold-run-in" if line.bold_until >= SHORTEST else "section.short-line"


def _number(line: Line, *, lettered: bool) -> tuple[str, str, int, int] | None:
    """The notation, the number as written, its level, and where the title begins."""
    known = words()
    notations = (*known.notations, *known.lettered) if lettered else known.notations
    for text, offset in ((line.marker, 0), (line.text, None)):
        if not text or not known.begins.match(text):
            continue
        for notation, level, pattern in notations:
            found = pattern.match(text)
            if not found or (offset is not None and found.end() < len(text.rstrip(" -–:"))):
                continue
            after = text[found.end() :]
            if offset is None and not _after_number(notation, found, after):
                continue
            if _financial_year(found["n"]):
                continue
            if (
                notation == "number-year"
                and offset is None
                and not text[0].isdigit()
                and _bullet(line)
            ):
                continue  # "• AB/23/7 – Estates": an action of the log
            number = found["n"].rstrip(" .:)")
            return notation, number, level, found.end() if offset is None else 0
    return None


def _after_number(notation: str, found: re.Match[str], after: str) -> bool:
    """Whether what follows a number in the text lets it be an item's number."""
    if not after.strip():
        return notation not in {"integer", "roman", "decimal"} or found[0][-1] in ".)"
    closed = found[0][-1] in ".:)"
    if notation == "integer" and not closed and not after[0].isspace() and after[0] not in "-–":
        return False
    first = after.lstrip(" \t-–—:.")[:1]
    if notation == "roman" and not closed and len(found["n"]) == 1:
        return False
    if first.isupper() or first in "“\"'‘(" or (closed and first.isdigit()):
        return True
    if notation in _LOOSE or notation == "number-year":
        loose = first.isalpha() and notation in _LOOSE
        return loose or _SPEED.match(after) is not None
    # "2 999 call handling": a number before a title that begins with one
    return notation == "integer" and re.match(r"\s\d{3}\s[a-z]", after) is not None


_SPEED = re.compile(r"\s+\d{1,3}[a-z]*\s[a-z]")  # "01.24.08 20mph limit", "01.24.09 999 calls"


_LOOSE = frozenset({"ref-date", "month-code", "item-word", "bracketed"})


def _financial_year(number: str) -> bool:
    """Whether a number names a year: 2023/24, 2022/2023."""
    left, _, right = number.partition("/")
    if not (left.isdigit() and right.isdigit() and re.match(r"(?:19|20)\d\d$", left)):
        return False
    return int(right[-2:]) == (int(left) + 1) % 100


def _cut(line: Line, offset: int) -> tuple[int, int, str]:
    """Where the title ends and where running text begins (from `offset`), and the purpose."""
    text = line.text[offset:]
    tag = tag_in(text)
    if tag and SHORTEST <= tag.start() <= LONGEST:
        rest = tag.end() + len(text[tag.end() :]) - len(text[tag.end() :].lstrip(" .:–-"))
        if rest == len(text) or not text[rest].islower():
            return tag.start(), rest, purpose_of(tag["tag"])
    if known := words().known_run_in.match(text):
        return known.end("title"), known.end(), ""
    end, rest = run_in(text, line.bold_until - offset)
    return end, rest, ""


def run_in(text: str, bold: int) -> tuple[int, int]:
    """The title of a line on which running text goes on: told by bold, capitals, stop or dash."""
    whole = len(text)
    cut = (whole, whole)
    if SHORTEST <= bold < len(text.rstrip(" .:")) and bold <= LONGEST:
        cut = (bold, bold)
    elif (
        (capitals := _CAPITALS.match(text))
        and len(capitals[0].strip()) > SHORTEST
        and _says(text, capitals.end())
    ):
        cut = (capitals.end(), capitals.end())
    elif (glued := _GLUED.search(text)) and _VERB.search(text, glued.end()):
        cut = (glued.start(), glued.end())
    elif (stop := _RUN_IN.search(text[:LONGEST])) and (
        _VERB.search(text[stop.end() :]) or whole > LONGEST
    ):
        cut = (stop.start(), stop.end())
    elif (
        (dash := _DASH.search(text[:LONGEST]))
        and (whole > LONGEST or _VERB.search(text, dash.end()))
        and not _VERB.search(text, 0, dash.start())
    ):
        cut = (dash.start(), dash.end())
    return cut


def _says(text: str, at: int) -> bool:
    """Whether running text goes on at `at`: "HMICFRS Inspections" is a title whole."""
    rest = text[at:]
    return bool(rest) and (_VERB.search(rest) is not None or rest.count(" ") >= WORDS - TITLE)


TITLE = 2  # words of a title, less than of a sentence, that may follow capitals


def _plausible(line: Line) -> bool:
    """Whether a line without a number can be a heading at all."""
    if _bullet(line):
        return False
    short = len(line.text) <= LONGEST or SHORTEST <= line.bold_until <= LONGEST
    return short and any(map(str.isalpha, line.text))


def _bullet(line: Line) -> bool:
    """Whether a line is an item of a list without numbers."""
    mark = line.marker.strip()
    return bool(mark) and not mark.strip(".)( ").isalnum()


def _plausible_title(title: str, *, numbered: bool) -> bool:
    letters = sum(map(str.isalpha, title))
    if letters < SHORTEST - 1 or len(title) > LONGEST + (40 if numbered else 0):
        return False
    return not title[0].islower() or numbered


def _score(line: Line, title: str, offset: int, *, run_in: bool, tag: str) -> float:
    """What the look of the line says for a heading (from about -2 to 6)."""
    score = 0.0
    if line.heading:
        score += 3
    if line.block.runs and line.bold_until - offset >= len(title) - 1:
        score += 2
    if is_known(title):
        score += 2
    if tag:
        score += 1.5
    if title.isupper():
        score += 1
    if len(title) <= BRIEF:
        score += 0.5
    if not run_in and _SENTENCE_END.search(title):
        score -= 0.8 if title.count(" ") < WORDS else 1.5
    if _VERB.search(title):
        score -= 1.5
    if len(title) > LONG:
        score -= 1
    return score
