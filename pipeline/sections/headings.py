"""One line, asked whether it may be a heading: its number, its title, and what speaks for it."""

from __future__ import annotations

import re

from pipeline.model import Span, value
from pipeline.sections.data import purpose_of, words
from pipeline.sections.lines import Line

SHORTEST = 3  # characters of a title
LONGEST = 110  # characters of a title; longer lines are prose in every labelled document
_CAPITALS = re.compile(r"(?:[A-Z][A-Z'’&/,()-]+\.?(?:\s+|$)){1,8}(?=[A-Z\d(][a-z\d]|\d|A\s|I\s|$)")
_SENTENCE_END = re.compile(r"[.!?;,]$")
_RUN_IN = re.compile(r"(?<=[a-z)])[.:]\s+(?=[A-Z•(])")
_DASH = re.compile(r"\s[–—](?:\s|(?=[A-Z]))")
_GLUE = re.compile(r"\s*[-–—:.]?\s*")
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


def candidate(line: Line) -> Candidate | None:
    """What the line would be as a heading, or None where it cannot be one."""
    if words().furniture.match(line.text):
        return None
    heading_style = line.heading
    found = _number(line)
    if line.in_table and not found:
        return None
    notation, number, level, offset = found or ("", "", 0, 0)
    title_text = line.text[offset:]
    known = words().known.fullmatch(line.text) is not None
    if not number and ((words().never.match(line.text) and not known) or not _plausible(line)):
        return None
    if number and not title_text.strip():
        return _made(line, notation, number, level, None, offset, "", 1.0, own_line=True)
    lead = _GLUE.match(title_text)
    offset += lead.end() if lead else 0
    title_text = line.text[offset:]
    cut, rest, purpose = _cut(line, offset)
    run_in = rest < len(title_text)
    title = title_text[:cut].rstrip(" :–—-")
    if not _plausible_title(title, numbered=bool(number)):
        return None
    span = Span(start=line.span.start + offset, end=line.span.start + offset + len(title))
    score = _score(line, title, offset, heading_style=heading_style, run_in=run_in, tag=purpose)
    return _made(
        line,
        notation,
        number,
        level,
        span,
        offset + rest,
        purpose,
        score,
        own_line=not run_in,
    )


def _made(
    line: Line,
    notation: str,
    number: str,
    level: int,
    title: Span | None,
    rest: int,
    purpose: str,
    score: float,
    *,
    own_line: bool,
) -> Candidate:
    rule = f"section.{notation}" if notation else _look(line)
    return Candidate(
        line=line,
        notation=notation,
        number=number,
        level=level,
        title=title,
        rest=line.span.start + rest,
        purpose=purpose,
        score=score,
        rule=rule,
        own_line=own_line,
    )


def _look(line: Line) -> str:
    if line.heading:
        return "section.heading-style"
    if words().known.fullmatch(line.text):
        return "section.known-words"
    if line.all_bold and line.block.runs:
        return "section.bold"
    return "section.bold-run-in" if line.bold_until >= SHORTEST else "section.short-line"


def _number(line: Line) -> tuple[str, str, int, int] | None:
    """The notation, the number as written, its level, and where the title begins."""
    for text, offset in ((line.marker, 0), (line.text, None)):
        if not text:
            continue
        for notation, level, pattern in words().notations:
            found = pattern.match(text)
            if not found or (offset is not None and found.end() < len(text.rstrip(" -–:"))):
                continue
            after = text[found.end() :]
            if offset is None and not _after_number(notation, found, after):
                continue
            if _financial_year(found["n"]):
                continue
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
    return (
        first.isupper()
        or first in "“\"'‘("
        or (closed and first.isdigit())
        or (first.isdigit() and notation in {"ref-date", "month-code"})
        or (notation not in {"integer", "roman", "decimal", "number-year"} and first.isalpha())
        or (
            first.isdigit()
            and notation == "integer"
            and after[0].isspace()
            and len(after) > 8
            and after[1:4].isdigit()
        )
    )


def _financial_year(number: str) -> bool:
    """ "2023/24" and "2022/2023" name a year, not an item."""
    left, _, right = number.partition("/")
    if not (left.isdigit() and right.isdigit() and len(left) == 4 and left[:2] in {"19", "20"}):
        return False
    return int(right[-2:]) == (int(left) + 1) % 100


def _cut(line: Line, offset: int) -> tuple[int, int, str]:
    """Where the title ends and where running text begins (from `offset`), and the purpose."""
    text = line.text[offset:]
    whole = len(text)
    tag = words().tag.search(text)
    if tag and SHORTEST <= tag.start() <= LONGEST:
        rest = tag.end() + len(text[tag.end() :]) - len(text[tag.end() :].lstrip(" .:–-"))
        if rest == whole or not text[rest].islower():
            return tag.start(), rest, purpose_of(tag["tag"])
    if known := words().known_run_in.match(text):
        return known.end("title"), known.end(), ""
    bold = line.bold_until - offset
    if SHORTEST <= bold < len(text.rstrip(" .:")) and bold <= LONGEST:
        return bold, bold, ""
    capitals = _CAPITALS.match(text)
    if capitals and capitals.end() < whole and len(capitals[0].strip()) > SHORTEST:
        return capitals.end(), capitals.end(), ""
    stop = _RUN_IN.search(text[:LONGEST])
    if stop and (_VERB.search(text[stop.end() :]) or whole > LONGEST):
        return stop.start(), stop.end(), ""
    dash = _DASH.search(text[:LONGEST])
    if (
        dash
        and (whole > LONGEST or _VERB.search(text, dash.end()))
        and not _VERB.search(text[: dash.start()])
    ):
        return dash.start(), dash.end(), ""
    return whole, whole, ""


def _plausible(line: Line) -> bool:
    """Whether a line without a number can be a heading at all."""
    if line.marker.strip() and not line.marker.strip(".)( ").isalnum():
        return False  # a bullet
    short = len(line.text) <= LONGEST or SHORTEST <= line.bold_until <= LONGEST
    return short and any(letter.isalpha() for letter in line.text)


def _plausible_title(title: str, *, numbered: bool) -> bool:
    letters = [letter for letter in title if letter.isalpha()]
    if len(letters) < 2 or len(title) > LONGEST + (40 if numbered else 0):
        return False
    return not title[0].islower() or numbered


def _score(
    line: Line, title: str, offset: int, *, heading_style: bool, run_in: bool, tag: str
) -> float:
    """What the look of the line says for a heading (from about -2 to 6)."""
    score = 0.0
    if heading_style:
        score += 3
    if line.block.runs and line.bold_until - offset >= len(title) - 1:
        score += 2
    if words().known.fullmatch(title):
        score += 2
    if tag:
        score += 1.5
    if title.isupper():
        score += 1
    if len(title) <= 60:
        score += 0.5
    if not run_in and _SENTENCE_END.search(title):
        score -= 0.8 if title.count(" ") < 6 else 1.5
    if _VERB.search(title):
        score -= 1.5
    if len(title) > 90:
        score -= 1
    return score
