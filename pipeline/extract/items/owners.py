"""The owners that the words of an action name. Nothing is filled in: no owner is no owner."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.dates import DateContext
from pipeline.extract.guarded import Guarded
from pipeline.extract.items.data import compiled, forenames, items
from pipeline.extract.items.labels import link
from pipeline.extract.items.tags import tag
from pipeline.extract.parties import Parties, Party, moved
from pipeline.model import OwnerKind

_BRACKET = re.compile(
    r"[(\[]\s*(?:(?:lead|owner|action|by|led\s+by|ACTION|Action)\s*[:–-]?\s*(?:by\s+)?)?"
    r"(?P<who>[^()\[\]]{1,60}?)(?:\s+(?:to\s+lead|to\s+action|leading|lead))?\s*[)\]]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^[(\[]\s*(?:lead|owner|action|by|led)|(?:to\s+lead|to\s+action|leading|lead)\s*[)\]]$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s[-–—]\s*(?:for\s+|by\s+)?|\s{2,}|\n|:\s*|\t|\s*(?:[→➔|]|>>|->|…|\.{3})\s*|[.;]\s+(?=(?:[A-Z]{2,4}|[A-Z][a-z]?[A-Z]{1,2})\W*$))(?P<who>(?:[^\n–—:.()]|(?<=\b[A-Z])\.){1,40})\.?\s*$"
)
_BY = re.compile(
    r"\b(?:be\s+\w+(?:\s+(?:up|out|on|in|forward|back|together|over))?\s+(?:jointly\s+)?by|jointly\s+by)\s+"
)
_PASSIVE = re.compile(
    r"\s*(?:(?:is\s+|are\s+)?to|will|would|shall|should|must)\s+be\s+(?:\w+ly\s+)?\w+(?:ed|en|n|t|de|ld|wn|id|ade|ung|ut)\b"
)
_SUBJECT = re.compile(r"\s*(?:[–—-]|[.:])\s+(?=[A-Z])")
_CAPITAL = re.compile(r"\s+[A-Z][a-z]+\s+[a-z\d(]")
_VAGUE_BRACKET = frozenset({OwnerKind.ORGANISATION, OwnerKind.POST})


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf",?\s+((?:{'|'.join(items().task_verbs)})\b)")


def owners_of(text: str, parties: Parties) -> list[Party]:
    """The owners in an action's words, in order of place, each once; offsets into `text`."""
    if named := owner_field(text, parties) or _with_deadline(text, parties):
        return named  # who is named as the owner owns it, whoever else acts
    found = leading(text, parties)[0]
    found += _bracketed(text, parties)
    if not found:
        found = _trailing(text, parties)
    if not found:
        found = _inner(text, parties)
    if not found:
        found = _passive(text, parties)
    found += _also_passive(text, parties, found)
    kept: dict[tuple[str, int | None], Party] = {}
    for party in sorted(found, key=lambda one: one.start):
        kept.setdefault((party.name.casefold(), party.attendee), party)
    return list(kept.values())


def leading(text: str, parties: Parties, *, strangers: bool = True) -> tuple[list[Party], int]:
    """The owners before the task ("RJ/DB to report") and where the task begins.

    `strangers` also takes names that stand in no attendance list.
    """
    start = len(text) - len(text.lstrip(" -–—:•\n\t"))
    for loose in (False, True) if strangers else (False,):
        found, end = parties.listed(text, start, loose=loose)
        if not found:
            continue
        if _PASSIVE.match(text, end):
            return [], 0
        if loose and found[0].text.casefold() in items().task_verbs:
            break  # "Write to the maker": a task that names nobody
        if told := link().match(text, end):
            return found, told.end()
        if loose and found[0].text.split()[0] not in forenames():
            break
        dash = re.match(r"\s*(?:[:–—=>→|/]|-\s)\s*", text[end:])
        if dash and text[end + dash.end() :].strip():
            return found, end + dash.end()
        known = all(one.attendee is not None and one.text.isupper() for one in found)
        if known and _CAPITAL.match(text, end):
            return found, end  # "NC Figures by month"
        person = found[-1].kind in {OwnerKind.PERSON, OwnerKind.UNKNOWN}
        if person and (verb := _verb().match(text, end)):
            return found, verb.start(1)
    return [], 0


def _bracketed(text: str, parties: Parties) -> list[Party]:
    """Owners in brackets: "(RM)", "(Lead: WN)", "(LW to lead)"."""
    found: list[Party] = []
    for match in _BRACKET.finditer(text):
        who = match["who"]
        listed = parties.whole(who, loose=False)
        named = _NAMED.search(match[0]) is not None
        ends = not text[match.end() :].strip(" .;")
        if not listed:
            continue
        strangers = any(party.basis == "unknown-initials" for party in listed)
        bodies = any(party.kind in _VAGUE_BRACKET and party.attendee is None for party in listed)
        if not named and (
            (strangers or bodies) and (not ends or _spells(text, match.start(), who))
        ):
            continue
        found += [moved(party, match.start("who")) for party in listed]
    return found


def _with_deadline(text: str, parties: Parties) -> list[Party]:
    """Owners and a deadline in brackets that end the words: "(Ms Loomis, by March 2019)"."""
    match = _CLOSING.search(text)
    told = tag(match["who"], parties, DateContext()) if match else None
    if match is None or told is None or told.due is None:
        return []
    return [moved(party, match.start("who")) for party in told.owners]


_CLOSING = re.compile(r"[(\[](?P<who>[^()\[\]]{3,60})[)\]]\W*$")


def _spells(text: str, start: int, letters: str) -> bool:
    """Whether bracketed capitals only abbreviate the words before them: "Terms of Reference (TOR)"."""
    words = re.findall(r"[A-Za-z][\w’'-]*", text[max(0, start - 120) : start])[-len(letters) - 2 :]
    initials = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return letters.upper() in initials or letters.upper() in capitals


@cache
def _field() -> Guarded:
    return compiled(
        rf"(?:^|[\s.;(\[])(?:{items().owners.field})(?P<who>[^\n:()\[\]]{{1,60}}?)[.)\]]?\s*$"
    )


def owner_field(text: str, parties: Parties) -> list[Party]:
    """Owners in a field that ends the text, or is all of it: "Lead: WN", "Owner – the Treasurer"."""
    match = _field().search(text)
    listed = parties.whole(match["who"]) if match else []
    return [moved(party, match.start("who")) for party in listed] if match else []


def charged(text: str, parties: Parties) -> list[Party]:
    """The party with which a sentence begins and which is to act: "The Clerk was asked to write"."""
    found, end = parties.listed(text, 0)
    if found and re.match(rf"\s+(?:{items().owners.charged})\s+(?!be\b)", text[end:]):
        return found
    return []


def _trailing(text: str, parties: Parties) -> list[Party]:
    match = _TAIL.search(text)
    if not match:
        return []
    listed = parties.whole(match["who"], loose=False)
    return [moved(party, match.start("who")) for party in listed]


def signed(text: str, parties: Parties) -> list[Party]:
    """Owners behind a dash or in brackets at the end of an entry of a list of actions.

    Names that nobody knows count too: "Determine whether to move the date—Yolanda".
    """
    match = _SIGNED.search(text)
    listed = parties.whole(match["who"]) if match else []
    return [moved(party, match.start("who")) for party in listed] if match else []


_SIGNED = re.compile(r"(?:\s*[–—]\s*|\s-\s*|\(|\[)(?P<who>[^\n–—()\[\]:]{1,40}?)[)\]]?\s*[.;]?\s*$")


def _inner(text: str, parties: Parties) -> list[Party]:
    """The owner behind a subject: "Fox Lane – NO to discuss with the resident"."""
    for match in _SUBJECT.finditer(text):
        listed, end = parties.listed(text, match.end())
        if listed and link().match(text, end) and not _PASSIVE.match(text, end):
            return listed
    return []


def _passive(text: str, parties: Parties) -> list[Party]:
    """Owners after a passive: "is to be drawn up by the Force and OPCC"."""
    match = _BY.search(text)
    if not match:
        return []
    return parties.listed(text, match.end())[0]


_ANOTHER = re.compile(r"(?:and(?<=\band)|while(?<=\bwhile)|\.(?<!\b[A-Z]\.)|,|;)\s+(?=[A-Z])")
"""What stands before a second owner; each sort begins with a letter or mark that `re` finds fast."""


def _also_passive(text: str, parties: Parties, found: list[Party]) -> list[Party]:
    """A second owner: "NO to obtain quotes and CF to circulate them"."""
    if not found:
        return []
    more: list[Party] = []
    for match in _ANOTHER.finditer(text):
        if match.start() < found[0].end:
            continue
        listed, end = parties.listed(text, match.end())
        if (
            listed
            and all(party.kind is OwnerKind.PERSON for party in listed)
            and re.match(r"\s+(?:will|to|would)\s+(?!be\s+\w+ed\b)[a-z]", text[end:])
        ):
            more += listed
    return more
