"""Where a passage marks an action: the label, its number, and how far its words go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import islice

from pipeline.extract import dates
from pipeline.extract.guarded import Guarded, guarded
from pipeline.extract.items.data import actions, ahead, forenames, items, verbose
from pipeline.extract.parties import Parties, Party
from pipeline.extract.passages import in_turn
from pipeline.model import replace, value
from pipeline.remembered import remembered


@value
class Mark:
    """A label in a passage; offsets count from the passage's start.

    `start`..`body` is the label with number and separator, `body`..`end` the words it marks.
    `leads` tells that the label begins a line; `separated` that ":" or a dash follows it;
    `earlier` that it says itself that the action is an earlier one ("Outstanding action: …"), and
    `new` that it is of this meeting ("New action: …"). `owners` are those whom the mark itself shows,
    with offsets from `body`; `tag` is the place of brackets behind the label that may name them.
    `day` holds the words for the day of the meeting that raised it: "AP3 of 26 June".
    """

    start: int
    body: int
    end: int
    ref: str
    leads: bool
    separated: bool
    bracketed: bool
    before: str
    reports: bool = False
    earlier: bool = False
    new: bool = False
    owners: tuple[Party, ...] = ()
    tag: tuple[int, int] | None = None
    day: str = ""


@cache
def label() -> re.Pattern[str]:
    """A label with all that may stand about it: its words before, number, brackets, separator."""
    words = actions()
    label = words.label
    return re.compile(
        rf"""
        (?= [\s(\[*_]* {label.begins} )
        (?P<open> [(\[] )? \s* [*_]{{0,2}} \b
        (?: (?: (?P<earlier> {_either(label.earlier)} ) | (?P<qualifier> {_either(label.qualifiers)} ) )
            \s+ (?= (?i: actions? ) \b ) )?
        (?P<label> (?P<strict> {label.separated} ) | {label.nouns} | (?P<small> {label.small} ) )
        (?! [^\W\d] | [’'&] )
        (?! {words.trap} )
        (?P<whose> {label.whose} \b )?
        (?: \s* [:–—-]? \s* {words.reference} (?! [\w/] ) (?: \s+ {words.of_day} )? (?P<subject> \s* \( [^()\n]{{2,60}} \) )? )?
        (?P<tag> \s? [(\[] [^()\[\]\n]{{1,60}} [)\]] (?= \s* (?: [:–—>] | -\s ) ) )?
        [*_]{{0,2}}
        (?P<separator> \s* (?: [:;–—=>→] | [-] (?= [\s(] ) | - (?= [A-Z]{{2,4}} \b ) )+ [*_]{{0,2}} )?
        \s*
        """,
        re.VERBOSE,
    )


@cache
def word() -> re.Pattern[str]:
    """The first letter of a label's word: a look before what may stand about it is tried everywhere."""
    label = actions().label
    words = rf"\b (?: {label.separated} | {label.nouns} | {label.small} )"
    return re.compile(ahead(label.begins, words), re.VERBOSE)


def _either(words: tuple[str, ...]) -> str:
    """Any of some words, as printed, in small letters behind the first, or in capitals."""
    forms = {form for word in words for form in (word, word.upper(), word.title())}
    return "|".join(
        re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True)
    )


@cache
def _lead() -> re.Pattern[str]:
    """What may stand before a label that begins its line: bullets, arrows, the paragraph's number."""
    bullets = rf"(?:[\s•*–—(\[-]|{actions().arrow})*"
    return re.compile(
        rf"{bullets}(?:\(?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[a-z]|[ivx]{{1,4}})[.)]?\s+)?{bullets}"
        rf"(?:(?:{actions().tongue})\s*/\s*)?",
        re.VERBOSE,
    )


@cache
def _stop() -> Guarded:
    stop = actions().stop
    return guarded(
        rf"(?: (?<=^) | (?<=\n) | (?<=[.!?)\]]\s) | (?<=[.!?]) ) \s* (?:{stop})", re.VERBOSE
    )


_SENTENCE_BREAK = re.compile(r"(?:^|[\n\t•]|[.!?;:)\]”\"…]\s*|\s[–—-]\s*)$")
_POINTS = 400
"""Code points before a label in which what points to it may begin: "as per the action"."""
REPORT = re.compile(
    r"(?:is|was|has|had|can|should|remains?|stays?|to\s+be|will\s+be|now)\b|[a-z-]+ed\b"
)
_CLOSED = re.compile(r"\s*[)\]]\s*(?:[:–—-]\s*)?")
_NUMBERS = re.compile(r"\W*(?:[A-Z]{1,5}[ /-]?)?\d")
_FIRST = re.compile(r"[.)]\s(?=.*\s\(?2[.)]\s)", re.DOTALL)
_DOT = re.compile(r"\.\s*")
ANY = dates.DateContext()
"""No day from which to read: only whether words are a deadline is asked."""


def marks(text: str, parties: Parties) -> list[Mark]:
    """The action labels of a passage's text in order."""
    if found := _labels(text):
        told = (_mark(text, match, parties) for match in found)
        if kept := [one for one in told if one is not None]:
            return cut(kept)
    return _coded(text, parties)


def _labels(text: str) -> list[re.Match[str]]:
    """The labels of a text, sought only as long as a label's word is still to come."""
    found: list[re.Match[str]] = []
    end = 0
    while word().search(text, end) and (one := label().search(text, end)):
        found.append(one)
        end = one.end()
    return found


def cut(found: Sequence[Mark]) -> list[Mark]:
    """Marks in order of place, each ending where the next begins."""
    kept: list[Mark] = []
    for mark in found:
        if kept and kept[-1].end > mark.start:
            kept[-1] = _shortened(kept[-1], mark.start)
        kept.append(mark)
    return kept


def _mark(text: str, match: re.Match[str], parties: Parties) -> Mark | None:
    """The label that a match is; None where the word marks nothing."""
    place = _place(text, match, parties)
    if place is None or _unmarked(text, match, leads=place.leads):
        return None
    words = _words(text, match, parties, leads=place.leads)
    if words is None:
        return None
    return Mark(
        start=place.start,
        body=words.body,
        end=extent(
            text, words.body, leads=place.leads, bracket=match["open"] if words.bracketed else ""
        ),
        ref=words.ref,
        leads=place.leads,
        separated=words.separated,
        bracketed=words.bracketed,
        before=place.owner,
        reports=words.reports,
        earlier=bool(match["earlier"]),
        new=bool(match["qualifier"]),
        tag=_inside(match, "tag") or _inside(match, "subject"),
        day=match["day"] or "",
    )


def _inside(match: re.Match[str], group: str) -> tuple[int, int] | None:
    """The place of what stands in the brackets that a group matched."""
    said = match[group]
    if not said:
        return None
    start = match.start(group) + len(said) - len(said.lstrip(" ")) + 1
    return start, match.end(group) - 1


@value
class _Place:
    """Where a label stands: at a line's start or not, and the owner printed before it."""

    start: int
    leads: bool
    owner: str


def _place(text: str, match: re.Match[str], parties: Parties) -> _Place | None:
    """The place of a label; None where it stands inside a sentence."""
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    before = text[:start]
    line = before.rpartition("\n")[2]
    if _lead().fullmatch(line):
        return _Place(start=start, leads=True, owner="")
    tag = line.strip(" •*–—:-\t")
    marked = (match["ref"] or match["separator"]) and not match["open"]
    if marked and line.strip(" •*\t").startswith(tag) and parties.whole(tag, loose=False):
        # "IP / DO Action 12 – …"
        return _Place(start=len(before) - len(line.lstrip(" •*\t")), leads=True, owner=tag)
    loud = match["label"].isupper() and ":" in (match["separator"] or "") and not match["strict"]
    breaks = loud or _breaks(before)
    return _Place(start=start, leads=False, owner="") if match["open"] or breaks else None


def _breaks(before: str) -> bool:
    """Whether a sentence ends or a part of it begins where some words end."""
    words = before.rstrip(" ")
    tail = words[max(0, len(words.rstrip()) - 2) :]  # the rest of a long paragraph tells nothing
    return _SENTENCE_BREAK.search(tail or "\n") is not None


def _unmarked(text: str, match: re.Match[str], *, leads: bool) -> bool:
    """Whether a word that needs a separator lacks it, or only points to an action elsewhere."""
    at = match.start("label")
    if verbose(actions().pointer, ignore_case=True).search(text, max(0, at - _POINTS), at):
        return True
    separated = bool(match["separator"])
    if match["small"] and not (match["qualifier"] or match["earlier"]):
        closed = match["open"] and _CLOSED.match(text, match.end())
        return not (closed or (separated and (leads or match["open"])))
    if match["earlier"] and (match["ref"] or _NUMBERS.match(text, match.end())):
        return True  # "Closed actions: 17/2022, 18/2022" is a list of numbers
    needs = match["strict"] or match["qualifier"] or match["earlier"]
    return bool(needs) and not (separated or match.end() == len(text))


@value
class _Words:
    """What follows a label: where its words begin, and how it is set off from them."""

    body: int
    ref: str
    separated: bool
    bracketed: bool = False
    reports: bool = False


def _words(text: str, match: re.Match[str], parties: Parties, *, leads: bool) -> _Words | None:
    """The words of a label; None where what follows is neither marked off nor an owner."""
    ref = re.sub(r"\s+", " ", match["ref"] or "").strip()
    if match["label"] == "A" and match.end("label") == match.start("ref"):
        ref = f"A{ref}"  # the letter is all that tells the number from others
    body, separated = match.end(), bool(match["separator"])
    if ref == "1" and _FIRST.match(text, match.end("ref")):
        # "Actions: 1. RJ to write. 2. DB to ring": the number is of a list, and not of the label
        return _Words(body=match.start("ref"), ref="", separated=True)
    if match["open"] and (closed := _CLOSED.match(text, body)):
        # "(Action) RJ to …": the words stand behind the bracket; "… RJ to write. (Action)": before
        if leads and closed.end() < len(text):
            return _Words(body=closed.end(), ref=ref, separated=True)
        return _Words(body=body, ref=ref, separated=separated, bracketed=True)
    reports = False
    if not separated:
        dot = _DOT.match(text, body) if leads else None
        body = dot.end() if dot else body
        separated = bool(dot and ref)
        if not separated and not _open_label(text, body, match, parties):
            reports = bool(ref) and REPORT.match(text, body) is not None
            if not reports:
                return None
    return _Words(
        body=body, ref=ref, separated=separated, bracketed=bool(match["open"]), reports=reports
    )


def _coded(text: str, parties: Parties) -> list[Mark]:
    """A line that a code numbers, and that says who is to act: "HSP07 – RJ to write to them"."""
    if _numbered().match(text) is None:
        return []
    if tagged := _tagged().match(text):
        place = tagged.span("who")
        named = parties.listed(text, place[0])[0] or forename(tagged["who"])
        return [_led(text, tagged["ref"], tagged.end(), tag=place)] if named else []
    found = _code().match(text)
    if found is None:
        return []
    owners, end = parties.listed(text, found.end())
    behind = r"\s+\S|\s*[:–—-]" if found["sure"] is not None else r"\s*[:–—]\s*\S"
    sure = (found["sure"] or found["point"]) and re.match(behind, text[end:])
    if not owners or not (link().match(text, end) or sure):
        return []
    return [_led(text, found["ref"], found.end())]


def _led(text: str, ref: str, body: int, *, tag: tuple[int, int] | None = None) -> Mark:
    """A mark that begins a passage, by its number."""
    return Mark(
        start=0,
        body=body,
        end=extent(text, body, leads=True, bracket=""),
        ref=re.sub(r"\s+", " ", ref).strip(),
        leads=True,
        separated=True,
        bracketed=False,
        before="",
        tag=tag,
    )


@cache
def _numbered() -> re.Pattern[str]:
    """A code of any sort: a look before what may stand behind one is tried."""
    words = actions()
    codes = f"{words.sure_code} | {words.point_code} | {words.code}"
    return re.compile(rf"\W{{0,3}} (?: {codes} )", re.VERBOSE)


@cache
def _code() -> re.Pattern[str]:
    return re.compile(
        rf"\W{{0,3}} (?P<ref> (?P<sure> {actions().sure_code} )"
        rf" | (?P<point> {actions().point_code} ) | {actions().code} ) [\s.:–—-]+",
        re.VERBOSE,
    )


def forename(words: str) -> bool:
    """Whether words begin with a first name: in brackets, other capitals may be a subject's."""
    first = re.match(r"[^\W\d_]+", words)
    return first is not None and first[0] in forenames()


@cache
def _tagged() -> re.Pattern[str]:
    """A code with brackets behind it that say who, and perhaps when: "AP-60 (Ann, 3 May): …"."""
    return re.compile(
        rf"\W{{0,3}} (?P<ref> {actions().sure_code} | {actions().code} )"
        r" \s? [(\[] (?P<who> [^()\[\]\n]{1,60} ) [)\]] \s* [:–—>-] \s*",
        re.VERBOSE,
    )


@cache
def link() -> re.Pattern[str]:
    """Words between an owner and the task, with the blanks before them."""
    return re.compile(rf"\s*,?\s*(?:{actions().link})", re.VERBOSE)


def _open_label(text: str, body: int, match: re.Match[str], parties: Parties) -> bool:
    """Whether a label without a separator marks an action: an owner or nothing follows."""
    if match["open"] and re.match(r"\s*[)\]]", text[body:]):
        return True
    if not text[body:].strip(" ."):
        return not match["whose"]
    owners, end = parties.listed(text, body)
    if not owners:
        return False
    after = text[end:].lstrip(" .")
    verbs = "|".join(items().task_verbs)
    numbered = bool(match["ref"]) and after[:1].isupper()  # "Action 17 NC Figures by month"
    return (
        not after
        or after[0] in "\n)]:–—-→>"
        or numbered
        or link().match(text, end) is not None
        or (not match["whose"] and re.match(rf"(?:{verbs})\b", after) is not None)
    )


def extent(text: str, body: int, *, leads: bool, bracket: str) -> int:
    """Where the words of an action end: at the line's end, the sentence's, or the bracket's.

    A sentence that is nothing but its deadline belongs to it: "… to the yard. By 3 May."
    """
    end = len(text)
    if bracket:
        close = text.find(")" if bracket == "(" else "]", body)
        if close >= 0:
            return close
    stops = _stops(text)
    if (at := bisect_left(stops, body)) < len(stops):
        end = stops[at]
    if not leads:
        first = list(islice(in_turn(text[body:end]), 2))
        if first and len(text[:body].strip()) > 0:
            dated = len(first) > 1 and dates.alone(
                text[body + first[1][0] : body + first[1][1]], ANY
            )
            end = body + first[1 if dated else 0][1]
    return body + len(text[body:end].rstrip())


@remembered
def _stops(text: str) -> list[int]:
    """Every place where the words of a mark stop, found once for all marks of a text."""
    found: list[int] = []
    while stop := _stop().search(text, found[-1] + 1 if found else 0):
        found.append(stop.start())
    return found


def _shortened(mark: Mark, end: int) -> Mark:
    """A mark whose words end before the next one."""
    body = min(mark.body, end)
    return replace(mark, body=body, end=max(min(mark.end, end), body))


def merely(body: str, owners: list[Party]) -> bool:
    """Whether words hold owners and no task of their own: "RJ", "RJ to action", "RJ to lead"."""
    tail = body[owners[-1].end :].strip(" .;:)]–—-") if owners else body
    return not tail or verbose(actions().merely, ignore_case=True).fullmatch(tail) is not None


def none(body: str) -> bool:
    """Whether the words behind a mark say that there is no action: "None", "no actions arising"."""
    return verbose(actions().none, ignore_case=True).fullmatch(body.strip(" -–—:•\n\t")) is not None


def points(body: str) -> bool:
    """Whether they only point to an action kept elsewhere: "see item 4"."""
    return verbose(actions().points, ignore_case=True).match(body.strip(" -–—:•\n\t(")) is not None


def repeats(text: str, here: Sequence[Mark]) -> bool:
    """Whether the last label of `here`, which has no words, stands right behind another without any.

    "Action: Action: Action:": what precedes them is the first one's, and is not looked through anew for
    each. Another number is another action's.
    """
    if len(here) == 1 or here[-1].leads or here[-1].ref not in {"", here[-2].ref}:
        return False
    return not text[here[-2].body : here[-1].start].strip(NOTHING)


NOTHING = " .)]"
"""What may stand behind a label that has no words."""
