"""Marks of actions that no list of words knows: the same dress before owner and task, again and again.

"▸ 31/07 Treasurer – price the tyres", "Gweithred 3: BO to write", "AP Orla – sweep the yard". What
stands before the owner is the dress of the mark; its numbers count for nothing. Who reads minutes
takes it for a mark because it comes back in the same place and an owner with a task follows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache

from pipeline.extract.dates import find_dates
from pipeline.extract.guarded import Guarded
from pipeline.extract.items.data import actions, compiled, items
from pipeline.extract.items.labels import REPORT, Mark, cut, extent, link, marks
from pipeline.extract.parties import Parties, Party, moved
from pipeline.extract.reading import Reading
from pipeline.model import OwnerKind
from pipeline.remembered import remembered

HABIT = 2
"""Times that a dress must come back, where it is no arrow."""

MOSTLY = 0.6
"""Share of the paragraphs with a dress that name an owner and a task behind it."""

REACH = 44
"""Code points of the longest dress."""

TASK = 8
"""Code points of the shortest task."""


def marked(reading: Reading, text: str) -> list[Mark]:
    """The marks of a passage's text: the labels that words tell, and those that dress tells."""
    found = marks(text, reading.parties)
    worn = dresses(reading)
    if not worn:
        return found
    sure = {one.start for one in found if one.tag}  # "→ ACTION (PM): ask BO": it shows who acts
    inside = _inside(found)
    told = [
        one
        for one in _worn(text, worn, inside, reading.parties)
        if sure.isdisjoint(range(one.start, one.body))
    ]
    if not told:
        return found
    inside = _inside(told)
    kept = [one for one in found if one.start not in inside]
    return cut(sorted([*kept, *told], key=lambda one: one.start))


def _inside(found: list[Mark]) -> set[int]:
    """Where no other mark may begin: inside some marks, as "ACTION:" in "CAM GWEITHREDU / ACTION:"."""
    return {place for one in found for place in range(one.start, one.body)}


@remembered
def dresses(reading: Reading) -> frozenset[str]:
    """The dresses that mark actions in a meeting."""
    led: dict[str, list[tuple[int, str]]] = defaultdict(list)
    text = reading.document.text
    twice = cache(lambda part: text.find(part, text.find(part) + len(part)) >= 0)
    may = cache(lambda dress: may_return(dress, twice))
    for passage in reading.passages:
        for at in _places(passage.text):
            if worn := _begins(passage.text, at, may, reading.parties):
                led[shape(worn)].append((passage.section, worn))
    for section in reading.sections if led else ():
        led.pop(shape(section.number), None)
    return frozenset(dress for dress, told in led.items() if _returns(reading, dress, told))


def _returns(reading: Reading, dress: str, told: list[tuple[int, str]]) -> bool:
    """Whether a dress comes back, with an owner in most of the paragraphs that it begins.

    `told` are its places found so far, by item and words; behind them it may stand again.
    """
    begun, told = 0, list(told)
    for passage in reading.passages:
        found = list(_standing(dress, passage.text))
        if not found:
            continue
        begun += not found[0].start()
        more = (one for one in found[1:] if _charged(passage.text, one.end(), reading.parties))
        told += [(passage.section, one[0]) for one in more]
    return _habit(dress, told) and len(told) >= MOSTLY * begun


def _habit(dress: str, told: list[tuple[int, str]]) -> bool:
    """Whether a dress came back often enough.

    An arrow or a label in two languages need not; numbers must differ, and words that tell nothing of
    actions must come back in another item.
    """
    if _arrow().match(dress) or _twofold().search(dress):
        return True
    if "9" in dress:
        return len({words for _, words in told}) >= HABIT
    sections = {section for section, _ in told}
    return len(told if _likely().match(dress) else sections) >= HABIT


def _places(text: str) -> Iterator[int]:
    """Where a dress may begin: at the start, and where an arrow stands behind a sentence."""
    yield len(text) - len(text.lstrip())
    for found in _arrow().finditer(text):
        if found.start() and _ENDED.search(text, 0, found.start()):
            yield found.start()


def _begins(text: str, at: int, may: Callable[[str], bool], parties: Parties) -> str:
    """The dress that begins at a place, if it `may` return, up to the first owner who has a task."""
    for dress, body in _candidates(text, at, may):
        worn = _owned(text, dress, body, parties)
        if worn and not _names(dress, parties):
            return worn
    return ""


def _candidates(text: str, at: int, may: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What may be a dress at a place, each with where an owner of a task would begin behind it."""
    arrow = _arrow().match(text, at) is not None
    begin = at
    if not (arrow or _letters().match(text, at) or _words().search(text, at, at + REACH)):
        telling = _TELLING.search(text, at, at + REACH)
        if telling is None:
            return
        begin = telling.end()  # what is shorter is no dress
    end = min(at + REACH, len(text) - TASK)  # behind it no owner has room for a task
    for word in _WORD.finditer(text, begin, end):
        dress = text[at : word.start()].strip()
        if not dress:
            continue
        if not arrow and _PROSE.search(dress.strip(_EDGES)):
            return  # and so are all that are longer
        if not (may(shape(dress)) or _twofold().search(text[at : at + REACH])):
            return  # nor may any that is longer: it has these parts and more
        if arrow or _wearable(dress):
            yield dress, word.start()


def may_return(dress: str, twice: Callable[[str], bool]) -> bool:
    """Whether a dress can be one of a meeting, by whether all its parts stand there `twice`.

    Most words before an owner stand once, and to ask who is named behind each of them is dear.
    """
    if all(twice(part) for part in _CHANGING.split(dress) if part):
        return True
    return bool(_arrow().match(dress) or _twofold().search(dress))


_CHANGING = re.compile(r"[\s9]+")
"""What stands in a dress for blanks and numbers of any length."""


def _owned(text: str, dress: str, body: int, parties: Parties) -> str:
    """The dress if an owner who has a task stands behind it, with the bracket that holds him."""
    if text[body] in _OPEN:
        if _bracketed(text, body, parties) and _CODE.search(dress):
            return f"{dress} {text[body]}"
    elif parties.at(text, body, loose=True) is None:
        return ""
    for loose in (False, True):
        if loose and _DAY.search(dress):
            break  # "AP3 of 26 June:" names a day, and no June
        owners, end = parties.listed(text, body, loose=loose)
        if owners and _sets(text, end, owners) and len(text) - end >= TASK:
            return dress
    return ""


def _bracketed(text: str, at: int, parties: Parties) -> list[Party]:
    """The owners in brackets at a place, which a task follows: "P6 (CS) Let the others know"."""
    held = _HELD.match(text, at)
    if held is None or len(text) - held.end() < TASK:
        return []
    return [moved(one, held.start("who")) for one in parties.whole(held["who"], loose=False)]


_TELLING = re.compile(r"[\d:–—|()\[\]-]")
"""A code's digit, or a stroke or bracket that marks a dress off from what follows."""


def _charged(text: str, at: int, parties: Parties) -> list[Party]:
    """The owners who stand at a place and are charged with what follows."""
    owners, end = parties.listed(text, at, loose=True)
    return owners if owners and _sets(text, end, owners) else []


def _sets(text: str, end: int, owners: list[Party]) -> bool:
    """Whether owners are charged with what follows: "BO to", "BO –"; names nobody knows by a dash.

    Behind such a name the task begins in small letters: "Orla – sweep", not "Gate – Green".
    """
    dash = _DASH.match(text, end)
    if not _sure(owners[:1]):
        return dash is not None and text[dash.end()].islower()
    return dash is not None or link().match(text, end) is not None


def _sure(owners: list[Party]) -> bool:
    """Whether all owners are people of the meeting, posts, bodies or initials, and none a mere word."""
    return all(
        one.attendee is not None or one.kind is not OwnerKind.UNKNOWN or one.text.isupper()
        for one in owners
    )


def _wearable(dress: str) -> bool:
    """Whether words can be the dress of a mark: no number of a paragraph and no other label."""
    bare = dress.strip(_EDGES)
    marked_off = dress[-1] in ":–—-|])" or dress[0] in "[("
    told = marked_off or _CODE.search(bare) or _likely().match(bare)
    if not told or not bare or _NUMBERED.fullmatch(dress):
        return False
    if _other_mark().match(bare):
        return False
    return _decision().match(bare) is None or _likely().match(bare) is not None


def _names(dress: str, parties: Parties) -> bool:
    """Whether words that could be a dress are a name or hold a day."""
    if _arrow().match(dress):
        return False
    bare = dress.strip(_EDGES)
    if not _likely().match(bare):
        named = parties.whole(bare, loose=False)
        if named and _sure(named):
            return True
    return any(one.month and not bare[one.end : one.end + 1].isalnum() for one in find_dates(bare))


def _worn(
    text: str, worn: frozenset[str], inside: Collection[int], parties: Parties
) -> Iterator[Mark]:
    """The marks of a text by the dresses that its meeting is known to use, none beginning `inside` others."""
    for dress in worn:
        for found in _standing(dress, text):
            if found.start() in inside:
                continue
            body = found.end()
            leads = not text[: found.start()].strip()
            if dress[-1] in _OPEN:
                yield from _tagged(text, found, parties)
                continue
            owners = _charged(text, body, parties)
            telling = _arrow().match(dress) or re.search(r"[^\W\d]", dress)
            if not (owners or (leads and telling and len(text) - body >= TASK)):
                continue
            reports = not owners and REPORT.match(text, body) is not None
            ref = _REF.search(found[0])
            yield Mark(
                start=found.start(),
                body=body,
                end=extent(text, body, leads=leads, bracket=_OPEN.get(found[0][:1], "")),
                ref=ref["ref"] if ref else "",
                leads=leads,
                separated=True,
                bracketed=False,
                before="",
                reports=reports and ref is not None,
                owners=tuple(moved(one, -body) for one in owners),
            )


def _tagged(text: str, found: re.Match[str], parties: Parties) -> Iterator[Mark]:
    """The mark whose code has its owners in brackets: "P6 (CS) Let the others know"."""
    bracket = found.start() + len(found[0].rstrip()) - 1
    held, owners = _HELD.match(text, bracket), _bracketed(text, bracket, parties)
    if held is None or not owners or text[: found.start()].strip():
        return
    yield Mark(
        start=found.start(),
        body=held.end(),
        end=extent(text, held.end(), leads=True, bracket=""),
        ref=found[0].rstrip(" ([").split()[-1],
        leads=True,
        separated=True,
        bracketed=False,
        before="",
        owners=tuple(moved(one, -held.end()) for one in owners),
        tag=held.span("who"),
    )


def _standing(dress: str, text: str) -> Iterator[re.Match[str]]:
    """Where a dress stands in a text, with any numbers; its letters do not go on behind it."""
    part, pattern = _pattern(dress)
    return pattern.finditer(text) if part in text else iter(())


@cache
def _pattern(dress: str) -> tuple[str, re.Pattern[str]]:
    """The longest part of a dress, without which it stands nowhere, and the whole."""
    words = re.escape(dress).replace(r"\ ", r"\s*").replace("9", r"\d+")
    behind = "" if dress[-1] in _OPEN else r"(?![\w/])[\s:.|–—-]*"
    longest = max(_CHANGING.split(dress), key=len)
    return longest, re.compile(rf"(?<![\w/]){words}{behind}")


@lru_cache(maxsize=128)  # the numbers of items return from meeting to meeting
def shape(dress: str) -> str:
    """A dress without what changes: its numbers and the separator behind it."""
    return _DIGITS.sub("9", " ".join(dress.split())).rstrip(" :.–—-|")


@cache
def _arrow() -> re.Pattern[str]:
    return re.compile(actions().arrow, re.VERBOSE)


@cache
def _twofold() -> re.Pattern[str]:
    return re.compile(actions().twofold, re.IGNORECASE)


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{actions().likely.letters})\b")


@cache
def _words() -> Guarded:
    return compiled(rf"\b(?:{actions().likely.words})\b", ignore_case=True)


@cache
def _likely() -> re.Pattern[str]:
    """Letters of actions where they stand alone, or words of actions anywhere."""
    words = actions().likely
    return re.compile(rf"\W*(?:(?-i:{words.letters})\b\W*$|.*\b(?:{words.words})\b)", re.IGNORECASE)


@cache
def _other_mark() -> re.Pattern[str]:
    return re.compile(rf"(?:{actions().other_marks})\b", re.IGNORECASE)


@cache
def _decision() -> re.Pattern[str]:
    return re.compile(rf"(?:{items().decision.label})\b")


_EDGES = " :.–—-|()[]"
"""What stands about a dress and is no part of its words."""

_WORD = re.compile(r"(?<!\S)\S+")
_DAY = re.compile(r"\b(?:of|from|on)\s+\d{1,2}(?:st|nd|rd|th)?$")
_ENDED = re.compile(r"[.!?:;)\]”\"]\s*$")
_DASH = re.compile(r"\s*(?:[:–—=>|]|-(?=\s))\s*(?=\S)")
_CODE = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_HELD = re.compile(r"[(\[](?P<who>[^()\[\]\n]{1,40})[)\]]\s*[:–—-]?\s*")
_PROSE = re.compile(r"[.,;!?]\s|^[^\w(\[]*[a-z]{2}")
_NUMBERED = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,4})[.):\]]*")
"""The number of a paragraph or of an entry: "3.2", "(a)"."""
_REF = re.compile(
    r"(?P<ref>[A-Z][a-z]{2,8}\d{2}\.\d{2}|(?:(?<![^\W_])[A-Z]{1,5}[ /-]?)?\d[\w/.-]*\w|(?<!\w)\d)"
)
_OPEN = {"[": "[", "(": "("}
