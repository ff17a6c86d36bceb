"""The closed world of the attendance list (`models/attendance.yml`), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.extract.guarded import Family, Guarded, Look, guarded
from pipeline.model import AttendanceStatus, value
from pipeline.models import Strict, load

FILE = "attendance.yml"


class Ranks(Strict, frozen=True):
    """Ranks and posts as they stand before a name."""

    prefixes: list[str]
    short: list[str]
    full: list[str]


class HeadingWords(Strict, frozen=True):
    """Headings of lists with one status. A neutral one lists members, who may yet be away.

    In a list of proxies the holder stands before the colon, and the absent person after it. A
    firm one is a heading only with a colon or alone in its line.
    """

    status: AttendanceStatus
    neutral: bool
    words: list[str]
    proxy: bool = False
    firm: bool = False


class Sentence(Strict, frozen=True):
    """A sentence that names people; `pattern` has a group `names`."""

    id: str
    status: AttendanceStatus
    pattern: str


class LabelWords(Strict, frozen=True):
    """How a label that no list of headings holds shows the status of the people behind it."""

    status: AttendanceStatus
    pattern: str


class MarkWords(Strict, frozen=True):
    """The marks of a grid with one meaning.

    `unless_apologies` is what they mean where the grid has another mark for apologies.
    """

    status: AttendanceStatus
    words: list[str]
    unless_apologies: AttendanceStatus | None = None


class ColumnWords(Strict, frozen=True):
    """Heads of a grid's columns in which a mark gives the status."""

    status: AttendanceStatus
    words: list[str]
    remote: bool = False


class LegendWords(Strict, frozen=True):
    """What the legend of a grid says of a letter, and the status that it means."""

    status: AttendanceStatus
    words: str


class AttendanceWords(Strict, frozen=True):
    """The shape of `models/attendance.yml`."""

    ranks: Ranks
    titles: list[str]
    courtesy: list[str]
    posts: list[str]
    rank_codes: list[str]
    organisations: list[str]
    organisation_words: list[str]
    companies: list[str]
    headings: list[HeadingWords]
    any_label: list[LabelWords]
    apologies_item: str
    pointer: str
    nobody: list[str]
    crowd: str
    telling: str
    telling_phrases: str
    telling_whole: str
    sentences: list[Sentence]
    ticks: list[str]
    crosses: list[str]
    marks: list[MarkWords]
    columns: list[ColumnWords]
    answers: list[str]
    name_parts: list[str]
    legend: list[LegendWords]
    remote: list[str]
    remote_marks: list[str]
    remote_note: str
    partial: str
    chair: str
    not_chair: str
    in_the_chair: str
    minute_taker: str
    not_minute_taker: str
    stand_in: str
    post_words: list[str]
    other_words: list[str]
    surnames: list[str]
    glue: list[str]
    particles: list[str]
    suffixes: list[str]


@value
class Lexicon:
    """The same, as expressions and sets. Sets are in lower case."""

    rank: re.Pattern[str]
    title: re.Pattern[str]
    post: re.Pattern[str]
    abbreviation: re.Pattern[str]
    initial: re.Pattern[str]
    courtesy: re.Pattern[str]
    glue: re.Pattern[str]
    name: re.Pattern[str]
    suffix: re.Pattern[str]
    chair: re.Pattern[str]
    not_chair: re.Pattern[str]
    in_the_chair: re.Pattern[str]
    minute_taker: re.Pattern[str]
    not_minute_taker: re.Pattern[str]
    stand_in: re.Pattern[str]
    partial: re.Pattern[str]
    remote_note: re.Pattern[str]
    apologies_item: Guarded
    pointer: Guarded
    heading: re.Pattern[str]
    any_label: Family[HeadingWords]
    joined: re.Pattern[str]
    sentences: Family[Sentence]
    headings: dict[str, HeadingWords]
    rank_codes: frozenset[str]
    organisations: frozenset[str]
    group: re.Pattern[str]
    organisation_words: frozenset[str]
    company: re.Pattern[str]
    crowd: re.Pattern[str]
    crowd_behind: re.Pattern[str]
    telling: tuple[Guarded, ...]
    may_tell: Look
    remote: frozenset[str]
    nobody: re.Pattern[str]
    post_words: frozenset[str]
    no_names: frozenset[str]
    remote_marks: tuple[str, ...]


@cache
def words() -> AttendanceWords:
    """The model file. Raises ConfigError where it is wrong."""
    return load(FILE, AttendanceWords)


@cache
def lexicon() -> Lexicon:
    """The compiled words."""
    data = words()
    telling = tuple(
        guarded(one, re.IGNORECASE)
        for one in (data.telling, data.telling_phrases, data.telling_whole)
    )
    headings = {word: group for group in data.headings for word in group.words}
    return Lexicon(
        rank=_rank(data.ranks),
        title=re.compile(rf"(?:{any_of(data.titles)})\.?(?![\w'’])\s*", re.IGNORECASE),
        abbreviation=_abbreviation(data),
        initial=re.compile(rf"(?<![\w'’])([A-Z]|{any_of(data.titles)})\.(?=\s?[A-Z])"),
        courtesy=re.compile(rf"(?<![\w&,])(?:{any_of(data.courtesy)})\.?\s+(?=[A-Z])"),
        post=re.compile(
            rf"(?:(?:T|A|D|Temp|Acting|Interim)[/. ]\s?)*(?:{any_of(data.posts)})s?(?:\s+[A-Z]\w+)?$"
        ),
        glue=re.compile(rf"(?<=[a-z)\]])(?=(?:{any_of(data.glue)})\b)"),
        name=_name(data.particles),
        suffix=re.compile(rf"[\s,]+(?:{any_of(data.suffixes)})(?!\w)"),
        chair=re.compile(data.chair, re.IGNORECASE),
        not_chair=re.compile(data.not_chair, re.IGNORECASE),
        in_the_chair=re.compile(data.in_the_chair, re.IGNORECASE),
        minute_taker=re.compile(data.minute_taker, re.IGNORECASE),
        not_minute_taker=re.compile(data.not_minute_taker, re.IGNORECASE),
        stand_in=re.compile(data.stand_in),
        partial=re.compile(data.partial, re.IGNORECASE),
        remote_note=re.compile(data.remote_note, re.IGNORECASE),
        apologies_item=guarded(data.apologies_item, re.IGNORECASE),
        pointer=guarded(data.pointer, re.IGNORECASE),
        heading=re.compile(rf"(?:{any_of(headings)})(?![\w'’])", re.IGNORECASE),
        any_label=Family(
            (
                HeadingWords(status=one.status, neutral=False, words=[]),
                guarded(one.pattern, re.IGNORECASE),
            )
            for one in data.any_label
        ),
        joined=re.compile(rf"\s*(?:/|&|and)\s*(?:{any_of(headings)})(?![\w'’])", re.IGNORECASE),
        sentences=Family((one, guarded(one.pattern, re.IGNORECASE)) for one in data.sentences),
        headings=headings,
        rank_codes=frozenset(data.rank_codes),
        organisations=frozenset(one.casefold() for one in data.organisations),
        group=re.compile(rf"\s*({any_of(data.organisations)})\s+(?=[A-Z])"),
        organisation_words=frozenset(one.casefold() for one in data.organisation_words),
        crowd=re.compile(data.crowd, re.IGNORECASE),
        crowd_behind=re.compile(
            rf"[\s,;]+(?:and|&|plus)\s+\w+\s+(?:{data.crowd})\W*$", re.IGNORECASE
        ),
        telling=telling,
        may_tell=Look(telling),
        company=re.compile(rf"(?:\s+[A-Z][\w&]+){{0,2}}\s+(?:{any_of(data.companies)})(?!\w)"),
        remote=frozenset(one.casefold() for one in data.remote),
        nobody=_alone(data.nobody),
        post_words=frozenset(data.post_words),
        no_names=frozenset((*data.post_words, *data.other_words)),
        remote_marks=tuple(data.remote_marks),
    )


@lru_cache(maxsize=1024)  # the posts of a board are the same from meeting to meeting
def takes_minutes(said: str) -> bool:
    """Whether the words of a role make somebody the minute-taker."""
    known = lexicon()
    return bool(known.minute_taker.search(known.not_minute_taker.sub(" ", said)))


def rules() -> tuple[str, ...]:
    """The rule ids that are data: those of sentences."""
    return tuple(one.id for one in words().sentences)


def any_of(choices: Iterable[str]) -> str:
    """An alternation, longest first, in which a blank stands for any white space."""
    ordered = sorted(choices, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)


def _alone(choices: Iterable[str]) -> re.Pattern[str]:
    """One of some words or phrases and no other word, whatever marks stand about them."""
    phrases = "|".join(r"[\W_]+".join(one.split()) for one in choices)
    return re.compile(rf"[\W_]*(?:{phrases})[\W_]*", re.IGNORECASE)


def _abbreviation(data: AttendanceWords) -> re.Pattern[str]:
    """What a full stop may follow without ending the sentence: a title, a rank, an initial."""
    short = any_of((*data.titles, *data.ranks.prefixes, *data.ranks.short, "St"))
    return re.compile(rf"(?:^|[\s(.])(?:[A-Z]|{short})$")


def _rank(ranks: Ranks) -> re.Pattern[str]:
    """A rank with its prefixes. Case matters: "DC" is a rank, "dc" is nothing."""
    prefix = rf"(?:(?:{any_of(ranks.prefixes)})(?:\.\s?|/|\s)\s?)*"
    return re.compile(
        rf"(?:{prefix}(?:{any_of(ranks.full)})|{prefix}(?:{any_of(ranks.short)})\.?)(?![\w'’])\s*"
    )


def _name(particles: list[str]) -> re.Pattern[str]:
    """One to five words that may be a name: capitals, initials, particles between."""
    word = r"[^\W\d_][\w'’]*(?:[-‐‑][^\W\d_][\w'’]*)*"
    capital = rf"(?=[A-ZÀ-ÖØ-Þ]){word}"
    initial = r"(?:[A-Z]\.\s?)+"
    particle = "|".join(particles)
    one = rf"(?:{initial}|{capital})"
    return re.compile(rf"{one}(?:[ ]?(?:(?:{particle})\s)*(?<=[\s.]){one}){{0,4}}")
