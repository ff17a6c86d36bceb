"""The date held: which of the dates of the front it is, and how its year is known."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.attendance.rows import headings
from pipeline.extract.dates import DateContext, DatePhrase, PhraseKind, find_dates, resolve
from pipeline.extract.dates.resolve import quarter
from pipeline.extract.front import Labelled, Line, header_words
from pipeline.extract.header.years import Clues, gather, infer
from pipeline.model import (
    DateBasis,
    Document,
    DocumentKind,
    Evidence,
    Issue,
    Level,
    Section,
    Span,
    When,
    replace,
    value,
)

STAGE = "header"
LABEL = "date.label"
SENTENCE = "date.held-sentence"
COMPILED = "date.compiled"
LINE = "date.header-line"
TITLE = "date.title"
SECTION_REF = "date.section-ref"
FILE_NAME = "date.file-name"
HELD_RULES = (LABEL, SENTENCE, COMPILED, LINE, TITLE, SECTION_REF, FILE_NAME)

_RANK = {COMPILED: 5, SENTENCE: 4, LABEL: 3, LINE: 2, TITLE: 1}
"""Which place of the front is believed first."""

TITLE_LINES = 8
"""Lines in which a title with a date may stand."""

TOP_LINES = 3
"""Lines in which "Minutes of 3 May" is the title."""

TITLE_WORDS = 14
"""Words before a date in a title."""

LABEL_AND_VALUE = 1
"""The last column in which a front laid out as a table has a date without a label."""

GLOSS = 80
"""Code points after a quarter in which its months are explained."""

_QUARTER = re.compile(r"[Qq](?<!\w.)(?:(?<=Q)|uarter\s+|tr\s*)[1-4](?=\D)")
"""A quarter by its number; its first letter comes first, so that a text is soon looked through."""

_HELD = re.compile(r"(?<!will be )\bheld\b(?:[^.]|\.(?=\d))*$", re.IGNORECASE)
_OF_PAPERS = re.compile(r"\b(?:action|matters|approv|confirm|agree|sign)\w*\b", re.IGNORECASE)
_OF_MINUTES = re.compile(r"\b(?:minutes|notes|record|log)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*\d{1,3}[.)]?\s")
_MINUTES_OF = re.compile(r"\W*(?:draft\s+)?(?:minutes|notes?|record)\b", re.IGNORECASE)
_ONE = DateContext(rolling=False)


@value
class Candidate:
    """A date of the front and the rule by which it is a candidate. `place` counts lines."""

    phrase: DatePhrase
    when: When
    span: Span
    rule: str
    place: int = 0


@value
class DateFound:
    """The date held, its evidence (None where there is no date in words), and the doubts."""

    when: When
    evidence: Evidence | None = None
    issues: tuple[Issue, ...] = ()


def date_held(
    document: Document,
    within: Span,
    sections: Sequence[Section],
    front: Sequence[Line],
    labels: Sequence[Labelled],
    *,
    kind: DocumentKind,
    announced: tuple[Span, ...],
) -> DateFound:
    """The date of the meeting in `within`, with its basis. Never a guess: no basis, no date.

    `announced` are the stretches in which the next meeting may stand.
    """
    found = sorted(
        (
            one
            for one in _candidates(front, labels, kind)
            if not _numbers_an_item(one, sections, document.text)
        ),
        key=lambda one: (-_RANK[one.rule], one.span.start),
    )
    clues = gather(document, within, front, announced)
    if not found:
        return _without_words(clues, within)
    best = _best(found)
    issues: list[Issue] = []
    when = best.when
    if when.first is None:
        when, doubts = infer(best.phrase, clues)
        issues.extend(_issue("date-conflict", text, best.span) for text in doubts)
        if when.basis is not None:
            message = f"The year of “{when.text}” is taken from: {when.basis}."
            issues.append(
                replace(_issue("date-year-inferred", message, best.span), level=Level.INFO)
            )
    else:
        when = replace(when, basis=DateBasis.STATED)
    when, corrected = _own_minutes(when, clues, best.span)
    issues.extend(corrected)
    issues.extend(_disagreements(best, when, found, clues))
    issues.extend(_glosses(document, within))
    return DateFound(
        when=when, evidence=Evidence(span=best.span, rule=best.rule), issues=tuple(issues)
    )


_MONTH_FIRST = re.compile(r"\d\d\.(?:1[3-9]|[2-9]\d)\.\d\d(?!\d)")
"""Nothing of this field is dated so: "08.18.01" is item 1 of August 2018."""


def _numbers_an_item(one: Candidate, sections: Sequence[Section], text: str) -> bool:
    """Whether what reads like a date is the number of an item: "08.18.01 Apologies"."""
    if _MONTH_FIRST.match(one.span.of(text)):
        return True
    return any(
        section.number
        and section.span.start <= one.span.start <= section.span.start + len(section.number)
        for section in sections
    )


def _without_words(clues: Clues, within: Span) -> DateFound:
    """The date of section refs, else that of the file's name, else none."""
    if clues.ref is not None:
        when = When(
            text=clues.ref_text, first=clues.ref, last=clues.ref, basis=DateBasis.SECTION_REF
        )
        return DateFound(
            when=when, evidence=Evidence(span=clues.ref_span or within, rule=SECTION_REF)
        )
    if clues.file is not None:
        when = When(
            text=clues.file.isoformat(),
            first=clues.file,
            last=clues.file,
            basis=DateBasis.FILE_NAME,
        )
        start = Span(start=within.start, end=within.start)
        return DateFound(when=when, evidence=Evidence(span=start, rule=FILE_NAME))
    issue = _issue("date-missing", "The file gives no date of the meeting.", None)
    return DateFound(when=When(text=""), issues=(issue,))


def _candidates(
    front: Sequence[Line], labels: Sequence[Labelled], kind: DocumentKind
) -> Iterator[Candidate]:
    by_line: dict[int, list[Labelled]] = {}
    for label in labels:
        by_line.setdefault(label.line, []).append(label)
    listed = False
    for number, line in enumerate(front):
        text = _with_next(front, number)
        listed = listed or any(head.firm for head in headings(line.text))
        for phrase in find_dates(text):
            if phrase.kind not in (PhraseKind.DAY, PhraseKind.DAYS) or phrase.start >= len(
                line.text
            ):
                continue
            before = text[: phrase.start]
            here = [one for one in by_line.get(number, []) if _holds(one, line, phrase)]
            if any(one.field in ("published", "next", "end") for one in here):
                continue
            place = _Place(
                first=not listed,
                before=before,
                after=text[phrase.end :],
                number=number,
                aside=line.block.cell is not None and line.block.cell.column > LABEL_AND_VALUE,
                labelled=any(one.field == "date" for one in here),
            )
            rule = _rule(place, kind)
            if rule:
                listed = True
                span = Span(start=line.span.start + phrase.start, end=line.span.start + phrase.end)
                yield Candidate(
                    phrase=phrase, when=resolve(phrase, _ONE), span=span, rule=rule, place=number
                )


def _with_next(front: Sequence[Line], number: int) -> str:
    """A line with the next of its block, since a date may be broken over them."""
    line = front[number]
    if number + 1 < len(front) and front[number + 1].block is line.block:
        return f"{line.text}\n{front[number + 1].text}"
    return line.text


def _holds(label: Labelled, line: Line, phrase: DatePhrase) -> bool:
    start = line.span.start + phrase.start
    return label.span.start <= start < max(label.span.end, label.span.start + 1)


@value
class _Place:
    """What stands around a date of the front, and in which line.

    `first` says that no other date and no list of people stands above; `aside` that it stands in a
    further column of a table, where a date belongs to its row.
    """

    before: str
    after: str
    number: int
    labelled: bool
    aside: bool
    first: bool


def _rule(place: _Place, kind: DocumentKind) -> str:  # noqa: PLR0911 - one answer a sort of words
    """By which rule a date of the front may be the date held; "" where it is another's."""
    words = header_words().held
    before, number = place.before, place.number
    if place.labelled:
        return LABEL
    if _words(words.compiled).search(before):
        return COMPILED if kind is DocumentKind.TRACKER else ""
    if _met().search(before):
        return SENTENCE if number <= TITLE_LINES else ""
    if _HELD.search(before):
        item = (number >= TOP_LINES and not place.first) or _NUMBERED.match(before)
        told = _TOLD.match(place.after)
        papers = _OF_PAPERS.search(before) or ((item or told) and _OF_MINUTES.search(before))
        return "" if number > TITLE_LINES or papers else SENTENCE
    short = len(before.split()) <= TITLE_WORDS
    if _words(words.other).search(before):
        # "minutes of 3 May": papers of another day, unless it is the title itself
        itself = number < TOP_LINES and _MINUTES_OF.match(before)
        return TITLE if itself or (short and _names_body(place)) else ""
    if not re.sub(r"[\W_]+", "", _ON.sub("", before)):
        return "" if place.aside else LINE
    sentence = re.search(r"[.;]\s", before + place.after[:20])
    return TITLE if number < TITLE_LINES and short and not sentence else ""


_ON = re.compile(r"\b(?:on|the)\b", re.IGNORECASE)
"""Small words that may stand alone before the date: "On the 15th May 2014"."""


_TOLD = re.compile(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:having|were|was|are|be)\b")
"""What makes a sentence of "the minutes of the meeting held on 3 May": "were agreed"."""

_DONE_WITH = re.compile(r"[^.]{0,60}\b(?:was|were|be|are|to)\b")
"""What goes on as a sentence about the papers: "of 3 May were agreed"."""


def _names_body(place: _Place) -> bool:
    """Whether "… Board: minutes of 3 May" is a title: it names the body, and approves nothing."""
    rest = place.after.partition("\n")[0]
    papers = _OF_PAPERS.search(place.before) or _DONE_WITH.match(rest)
    early = place.number < TITLE_LINES and not _NUMBERED.match(place.before)
    ends = re.search(
        r"\b(?:minutes|notes|record)\s+(?:of|for)\W*(?:the\s+)?$", place.before, re.IGNORECASE
    )
    named = re.compile(rf"\b(?:{'|'.join(header_words().title[3:])})\b", re.IGNORECASE)
    return early and not papers and ends is not None and bool(named.search(place.before))


def _best(found: Sequence[Candidate]) -> Candidate:
    """The first candidate, or its like with a year: the title may repeat a date in full.

    Where the label and the title give two full dates, the earlier holds: the later is the day on
    which the minutes were approved or published.
    """
    best = found[0]
    if best.when.first is None:
        for one in found[1:]:
            same = (one.phrase.day, one.phrase.month) == (best.phrase.day, best.phrase.month)
            if one.when.first is not None and same:
                return one
        return best
    for one in found[1:]:
        earlier = one.when.first is not None and one.when.first < best.when.first
        if best.rule == LABEL and one.rule in (TITLE, SENTENCE) and earlier:
            return one
    return best


def _own_minutes(when: When, clues: Clues, span: Span) -> tuple[When, list[Issue]]:
    """A meeting cannot approve its own minutes: a date that it does is left from the last file.

    The date of the file's name then holds, if it is later.
    """
    if when.first is None or when.basis is not DateBasis.STATED or clues.file is None:
        return when, []
    if clues.file <= when.first or when.first not in clues.approved:
        return when, []
    message = (
        f"The text says {when.first}, but the minutes of that day are approved here; "
        f"the file's name says {clues.file}."
    )
    corrected = When(text=when.text, first=clues.file, last=clues.file, basis=DateBasis.FILE_NAME)
    return corrected, [_issue("date-conflict", message, span)]


def _disagreements(
    best: Candidate, when: When, found: Sequence[Candidate], clues: Clues
) -> Iterator[Issue]:
    """The weekday, the section refs and the other dates of the front, as checks."""
    if when.first is None:
        return
    weekday = best.phrase.weekday
    if weekday is not None and when.first.weekday() != weekday:
        message = f"“{best.phrase.text}” names a weekday, but {when.first} is a {when.first:%A}."
        yield _issue("weekday-disagrees", message, best.span)
    if clues.ref is not None and not _in(clues.ref, when):
        message = f"The numbers of the items say {clues.ref}, the front {when.first}."
        yield _issue("date-conflict", message, best.span)
    if when.basis is DateBasis.STATED and clues.file is not None and not _in(clues.file, when):
        message = f"The file's name says {clues.file}, the text {when.first}."
        yield _issue("date-conflict", message, best.span)
    others = Counter(
        one.when.first
        for one in found
        if one.when.first
        and one.rule != TITLE
        and one.place < TITLE_LINES
        and not _in(one.when.first, when)
    )
    for other in others:
        if when.basis is DateBasis.STATED and best.rule != TITLE:
            yield _issue("date-conflict", f"The front also gives {other}.", best.span)


def _in(day: dt.date, when: When) -> bool:
    return when.first is not None and when.first <= day <= (when.last or when.first)


def _glosses(document: Document, within: Span) -> Iterator[Issue]:
    """Quarters whose months in brackets are not theirs: "Q4 23/24 (January – March 2023)"."""
    text = within.of(document.text)
    for named in _QUARTER.finditer(text):
        window = text[named.start() : named.end() + GLOSS]
        phrase = next(iter(find_dates(window)), None)
        if phrase is None or phrase.quarter is None or phrase.fy is None or phrase.start:
            continue
        gloss = re.match(r"\W{0,3}[(\[]([^()\[\]]{3,40})[)\]]", window[phrase.end :])
        if not gloss:
            continue
        months = [one for one in find_dates(gloss[1]) if one.month]
        first, last = quarter(phrase.fy, phrase.quarter)
        wrong = [
            one
            for one in months
            if (one.year and one.month and not first <= dt.date(one.year, one.month, 1) <= last)
            or (one.month and one.month not in {(first.month + n - 1) % 12 + 1 for n in range(3)})
        ]
        if wrong:
            start = within.start + named.start()
            span = Span(start=start, end=start + phrase.end + gloss.end())
            message = f"“{span.of(document.text)}”: that quarter runs from {first} to {last}."
            yield _issue("quarter-gloss-contradicts", message, span)


@cache
def _met() -> re.Pattern[str]:
    return re.compile(header_words().met, re.IGNORECASE)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words as the last before a date, perhaps with "on" or "the" between."""
    choices = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<!\w)(?:{choices})\s*[:–-]?\s*(?:(?:the|on|at|meeting|held|of)\s+)*$", re.IGNORECASE
    )


def _issue(code: str, message: str, span: Span | None) -> Issue:
    return Issue(code=code, level=Level.WARNING, message=message, stage=STAGE, span=span)
