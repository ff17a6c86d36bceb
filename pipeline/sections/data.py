"""The words of `models/sections.yml`, compiled once a process."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from pipeline.model import SectionRole
from pipeline.models import Strict, load


class Notation(Strict, frozen=True):
    """A way of numbering items. `pattern` names the number as written `n`.

    `plain` ones number items whatever their type.
    """

    id: str
    pattern: str
    level: int
    plain: bool = False


class Purpose(Strict, frozen=True):
    """A tag in a heading and the word it stands for."""

    words: str
    purpose: str


class Role(Strict, frozen=True):
    """Words that tell what an item is for; `exact` where they must be most of the heading."""

    role: SectionRole
    words: str
    exact: bool = False


class ListHeads(Strict, frozen=True):
    """Heads of columns of tables that list things."""

    any: str
    payments: str
    actions: str
    minutes: str
    items: str


class Shape(Strict, frozen=True):
    """The whole file."""

    notations: tuple[Notation, ...]
    lettered: tuple[Notation, ...]
    begins: str
    purposes: tuple[Purpose, ...]
    purpose_companions: str
    roles: tuple[Role, ...]
    attendance_companions: str
    known: tuple[str, ...]
    known_run_in: str
    table_heads: tuple[str, ...]
    never: tuple[str, ...]
    titles: str
    furniture: tuple[str, ...]
    scaffolding: str
    list_heads: ListHeads
    group_row: str


class Words(msgspec.Struct, frozen=True):
    """The same, compiled: what the code of this package asks.

    `begins` is how all numbers of `notations` and `lettered` begin. `tag_word` is what every `tag` has,
    without its companions.
    """

    notations: tuple[tuple[str, int, re.Pattern[str]], ...]
    lettered: tuple[tuple[str, int, re.Pattern[str]], ...]
    begins: re.Pattern[str]
    dashed: re.Pattern[str]
    purposes: tuple[tuple[re.Pattern[str], str], ...]
    tag: re.Pattern[str]
    tag_word: re.Pattern[str]
    roles: tuple[tuple[SectionRole, re.Pattern[str], bool], ...]
    companions: re.Pattern[str]
    known: re.Pattern[str]
    known_run_in: re.Pattern[str]
    table_heads: re.Pattern[str]
    never: re.Pattern[str]
    titles: re.Pattern[str]
    furniture: re.Pattern[str]
    scaffolding: re.Pattern[str]
    group_row: re.Pattern[str]
    listing: re.Pattern[str]
    paying: re.Pattern[str]
    acting: re.Pattern[str]
    minuting: re.Pattern[str]
    naming: re.Pattern[str]


@cache
def words() -> Words:
    """The compiled words. Raises ConfigError where the file is not of its shape."""
    shape = load("sections.yml", Shape)
    flags = re.IGNORECASE
    tags = "|".join(purpose.words for purpose in shape.purposes)
    companions = f"{shape.purpose_companions}|(?-i:[A-Z]{{1,4}}(?:/[A-Z]{{1,4}})*)|(?:{tags})"
    # A tag stands after a dash or in brackets, with companions ("Paper", initials) about it.
    tag = (
        rf"\s*(?:[-–—(\[]\s*(?:{companions})\s*[)\]]?\s*)*"
        rf"[-–—(\[]\s*(?P<tag>{tags})\b\s*[)\]]?"
        rf"(?:\s*[-–—(\[]\s*(?:{companions})(?![\w’'])\s*[)\]]?)*"
    )
    return Words(
        notations=tuple((n.id, n.level, re.compile(n.pattern)) for n in shape.notations),
        lettered=tuple((n.id, n.level, re.compile(n.pattern)) for n in shape.lettered),
        begins=re.compile(shape.begins),
        dashed=re.compile("|".join(n.pattern for n in shape.lettered if n.plain)),
        purposes=tuple((re.compile(p.words, flags), p.purpose) for p in shape.purposes),
        tag=re.compile(tag, flags),
        tag_word=re.compile(rf"[-–—(\[]\s*(?:{tags})\b", flags),
        roles=tuple((r.role, re.compile(r.words, flags), r.exact) for r in shape.roles),
        companions=re.compile(rf"\b{shape.attendance_companions}\b", flags),
        known=re.compile(rf"\W*(?:{'|'.join(shape.known)})\W*", flags),
        furniture=re.compile("|".join(f"(?:{line})" for line in shape.furniture), flags),
        scaffolding=re.compile(shape.scaffolding, flags),
        group_row=re.compile(shape.group_row, flags),
        listing=re.compile(shape.list_heads.any, flags),
        paying=re.compile(shape.list_heads.payments, flags),
        acting=re.compile(shape.list_heads.actions, flags),
        naming=re.compile(rf"\W*(?:{shape.list_heads.items})\W*", flags),
        minuting=re.compile(rf"\W*(?:{shape.list_heads.minutes})\W*", flags),
        known_run_in=re.compile(rf"(?P<title>{shape.known_run_in})\s*[:–—-]\s*(?=\S)", flags),
        table_heads=re.compile(rf"\W*(?:{'|'.join(shape.table_heads)})\W*", flags),
        titles=re.compile(shape.titles, flags),
        never=re.compile("|".join(f"(?:{line})" for line in shape.never), flags),
    )


_MARKS = " ,/&.:;-–—()\t\n"


@lru_cache(maxsize=512)  # several readings of one document ask for the same headings
def role_of(heading: str) -> SectionRole:
    """What an item is for, by the words of its heading."""
    for role, pattern, exact in words().roles:
        found = pattern.search(heading)
        if found is None:
            continue
        if not exact or not words().companions.sub("", pattern.sub("", heading)).strip(_MARKS):
            return role
    return SectionRole.ITEM


@lru_cache(maxsize=512)  # asked at each step of choosing, and headings return in all minutes
def is_known(title: str) -> bool:
    """Whether a line is a heading by its words alone."""
    return words().known.fullmatch(title) is not None


@lru_cache(maxsize=512)  # people stand in the list of every meeting of their body
def is_never(line: str) -> bool:
    """Whether a short line is no heading, whatever it looks like."""
    return words().never.match(line) is not None


def tag_in(text: str) -> re.Match[str] | None:
    """The tag that says what an item is for, with its marks; no text is looked through that has none behind a mark."""
    return words().tag.search(text) if words().tag_word.search(text) else None


def purpose_of(tag: str) -> str:
    """The word for a purpose tag as written; empty where there is none."""
    for pattern, purpose in words().purposes:
        if pattern.fullmatch(tag.strip()):
            return purpose
    return ""
