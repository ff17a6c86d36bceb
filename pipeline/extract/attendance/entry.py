"""One entry of an attendance list: the name, and what stands before and after it."""

from __future__ import annotations

import re

from pipeline.extract.attendance.names import (
    BRACKET,
    LEAD,
    SEPARATORS,
    fitting,
    known_forename,
    named,
)
from pipeline.extract.attendance.words import lexicon, words
from pipeline.model import Span, replace, value

LONGEST_CODE = 6
LONGEST_ROLE = 140
"""Code points: the longest post with its organisation; beyond that it is a sentence."""

_TRAIL = re.compile(r"[\s,;]+(?:and|&)\s*$")
_AND_POST = re.compile(
    r"[\s,;]+(?:and|&)\s+(?:from\s+)?the\s+(?P<post>[A-Z][\w’'\s]{3,40}?)[\s.,;]*$"
)
"""A post with its article behind the last name of a list."""

_CUT = re.compile(
    r"\s+(?:e[-’' ]?mail|tel(?:ephone)?|phone|mobile)\s*[:.].*", re.IGNORECASE | re.DOTALL
)
_HELD_BY = re.compile(
    r"(?P<post>[A-Z][\w’' -]{2,40}?(?:\s*\([^()]{3,30}\))?)\s*\((?P<who>[^()]{4,40}?)\)"
)
"""A post and its holder in brackets: "The Mayor (Cllr Mrs J Haddon)"."""

_DASHED = re.compile(
    r"\s+[–—-]\s|,\s+[a-z][\w-]+(?:\s+[A-Za-z][\w-]+)?\s*(?:[(\[]|$)|,\s+s\.?\s?\d"
)
"""A dash behind a name, or a word or two behind a comma: a post, whatever its words."""

_OF_PLACE = re.compile(r"(?:of|from)\s+(?:the\s+)?[A-Z]")
"""The place of a peer, and whom somebody came from: "Lord Lee of Tove", "Mr A Lee of the Arden Trust"."""

_MARK = re.compile(r"\s*(?:[–—:|\t]|-(?=\s)|,)\s*")
_CODED = re.compile(r"(\w[\w ]*?)\s*[–—-]?\s+([A-Z]{2,3}[a-z]?)")
"""A bracket of a post and initials: "(Clerk – BMc)", "(RFO JM)"."""

_CODE_AND_POST = re.compile(r"([A-Z]{2,4}[a-z]?)(?:\s*[,;:]\s*|\s+[–—-]\s+)(\S.*)")
"""Initials that begin a bracket, before the post: "(AL, Chief Executive – Chair)"."""

_CELL = re.compile(r"(?:^\s*(?:[–—-]\s+)?|[\t|\n]\s*)([A-Z]{2,4}[a-z]?)(?=\s*(?:$|[\t|\n,–—-]))")
"""Initials that stand by themselves after a name, or in a cell of their own."""

_LEADING = re.compile(r"([A-Z]{2,4}[a-z]?)\s*(?:[–—:=-]\s*)?(?=\S)")

_JOINERS = frozenset({"and", "&", "of", "for", "to", "the"})
_TICKS = re.compile(r"(?:[xX✓✔√]\s*)+")
"""The crosses of a grid of attendance."""

SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|gave|said|noted|asked|reported|advised|agreed|"
    r"welcomed|thanked|explained|stated|should|could|can|be|been|which|that|provided|presented)\b"
)
"""Words of a sentence: what holds one is no entry of a list."""


@value
class Entry:
    """A person as printed. `brackets` hold what stood in brackets, not yet told apart.

    `sure` says that the words themselves show a person: a rank, a title, fitting initials or a
    post, so that no heading is needed to know it.
    """

    name: str
    span: Span
    name_span: Span
    rank: str = ""
    title: str = ""
    role: str = ""
    brackets: tuple[str, ...] = ()
    note: str = ""
    remote: bool = False
    sure: bool = False


def parse(text: str, start: int) -> Entry | None:
    """Read one entry; `start` is its offset in the document. None where no person is named."""
    for cut in (
        _CUT.search(text),
        _TRAIL.search(text),
        lexicon().crowd_behind.search(text),
        _and_post(text),
    ):
        if cut:
            text = text[: cut.start()]
    lead = LEAD.match(text)
    offset = lead.end() if lead else 0
    coded = _code_first(text, offset, start)
    if coded is not None:
        return coded
    found = named(text, offset)
    if found is None:
        return _role_first(text, offset, start)
    rank, title, name_start, name_end = found
    entry = _entry(text, start, rank, title, (name_start, name_end), before="")
    return replace(entry, note=lead["part"]) if entry and lead and lead["part"] else entry


def _and_post(text: str) -> re.Match[str] | None:
    """Somebody named by the post alone behind a name: "Cllr A Lee and the Chief Constable"."""
    hit = _AND_POST.search(text) if " the " in text else None
    rank = lexicon().rank.match(hit["post"]) if hit else None
    # "Staff Officer to the Mayor and the Chief Constable" is one post
    whole = rank and hit and rank.end() == len(hit["post"]) and " the " not in text[: hit.start()]
    return hit if whole else None


def _entry(
    text: str, start: int, rank: str, title: str, name: tuple[int, int], *, before: str
) -> Entry | None:
    """Put an entry together from the place of its name."""
    name_text = text[name[0] : name[1]]
    brackets, tail = _brackets(text, name)
    if cell := next((one for one in _CELL.finditer(tail) if fitting(one[1], name_text)), None):
        # "Ann Lee AL", and the last cell of "Ann Lee | Treasurer | AL"
        brackets, tail = (*brackets, cell[1]), tail[: cell.start()] + tail[cell.end() :]
    suffix = lexicon().suffix
    tail = lexicon().glue.sub(" ", suffix.sub("", f" {tail}"))
    remote = any(mark in tail for mark in words().remote_marks)
    for mark in words().remote_marks:
        tail = tail.replace(mark, " ")
    role = " ".join(tail.strip(SEPARATORS).split())
    if _TICKS.fullmatch(role):
        role = ""
    role = f"{before}, {role}" if before and role else before or role
    if len(role) > LONGEST_ROLE or SENTENCE.search(role):
        return None
    full = " ".join(name_text.split())
    count = len([part for part in re.split(r"[\s.]+", full) if part])
    fits = any(fitting(code, full) for code in brackets)
    if count < 2 and not (rank or title or fits):  # noqa: PLR2004 - one word alone is no name
        return None
    end = len(text.rstrip())
    first = next((word for word in re.split(r"[\s/,]+", role.lower()) if word), "")
    dashed = _DASHED.match(text, name[1]) or _DASHED.match(f" {tail.strip()} ")
    estate = bool(title) and _OF_PLACE.match(role) is not None
    if not dashed and not estate and _leads_on(role, first):
        return None
    known = first in lexicon().post_words or bool(lexicon().rank.match(role))
    # "Wexbourne Board Minutes" is no person: the post of one stands after a mark
    after = text[name[1] : name[1] + 3].lstrip(" ")
    marked = bool(before) or not after or not after[0].isalnum() or after[0] == text[name[1]]
    return Entry(
        name=full,
        span=Span(start=start + len(text) - len(text.lstrip(" \t\n-–—•·|")), end=start + end),
        name_span=Span(start=start + name[0], end=start + name[1]),
        rank=rank,
        title=title,
        role=role,
        brackets=brackets,
        remote=remote,
        sure=bool(rank or title) or fits or (known and marked and bool(role)),
    )


_HIS = re.compile(r"(?:his|her|their|the|a)\s+(?P<post>[\w’' -]{3,60})$")
"""A post that is somebody's: "Ann Lee, his Chief Finance Officer", "Ann Lee, the project manager"."""


def _leads_on(role: str, first: str) -> bool:
    """Whether a tail goes on as a sentence ("since the last meeting") and is no post."""
    known = lexicon()
    his = _HIS.match(role)
    held = his is not None and his["post"].split()[-1].lower() in known.post_words
    if not role or not role[0].islower() or first in known.post_words or held:
        return False
    return (
        not any(
            one.search(role)
            for one in (
                known.partial,
                known.remote_note,
                known.stand_in,
                known.chair,
                known.minute_taker,
            )
        )
        and role.casefold() not in known.remote
    )


def _code_first(text: str, offset: int, start: int) -> Entry | None:
    """Read "PH – Priya Holt" and "PH Priya Holt, Treasurer": initials, then the name they fit."""
    lead = _LEADING.match(text, offset)
    found = named(text, lead.end()) if lead else None
    if lead is None or found is None:
        return None
    rank, title, name_start, name_end = found
    if lexicon().rank.match(lead[1]) or not fitting(lead[1], text[name_start:name_end]):
        return None
    entry = _entry(text, start, rank, title, (name_start, name_end), before="")
    return replace(entry, brackets=(lead[1], *entry.brackets), sure=True) if entry else None


def _brackets(text: str, name: tuple[int, int]) -> tuple[tuple[str, ...], str]:
    """The brackets after the name that stands at `name`, and the other words."""
    at = name[1]
    brackets: list[str] = []
    tail: list[str] = []
    position = at
    for hit in BRACKET.finditer(text, at):
        between = text[position : hit.start()]
        tail.append(between)
        content = " ".join(hit[1].split())
        role_so_far = "".join(tail).strip(SEPARATORS)
        inner = role_so_far and BRACKET.sub("", text[hit.end() :]).strip(SEPARATORS)
        if inner and not _is_code(content):
            # "Director (Finance) of the Force": the bracket belongs to the post
            tail.append(hit[0])
        elif content:
            brackets += _post_and_code(content, text[name[0] : at])
        position = hit.end()
    tail.append(text[position:])
    return tuple(brackets), " ".join(tail)


def _post_and_code(content: str, name: str) -> list[str]:
    """The two parts of "(Clerk – BMc)" and "(AL, Treasurer)"; any other bracket as it is."""
    first = _CODE_AND_POST.fullmatch(content)
    if first and fitting(first[1], name):
        return [first[1], first[2]]
    hit = _CODED.fullmatch(content)
    if hit and all(word.lower() in lexicon().post_words for word in hit[1].split()):
        return [hit[1], hit[2]]
    return [content]


def _is_code(content: str) -> bool:
    return len(content) <= LONGEST_CODE and content == content.upper()


def _role_first(text: str, offset: int, start: int) -> Entry | None:
    """Read "Chief Constable: Dan Okafor", "Treasurer – Ivan Petrov", "Mayor (Cllr J Haddon)"."""
    held = _HELD_BY.match(text, offset)
    if held and (found := named(text, held.start("who"))):
        rank, title, name_start, name_end = found
        sure = title or known_forename(held["who"].split()[0])
        if sure and not rank and name_end >= held.end("who"):
            end = held.end("who")
            whole = f"{text[:end]} {text[end + 1 :]}"  # without the bracket that closes the name
            return _entry(whole, start, rank, title, (name_start, end), before=held["post"])
    hit = _MARK.search(text, offset)
    if not hit or BRACKET.search(text, offset, hit.start()):
        return _post_before(text, offset, start)
    before = text[offset : hit.start()]
    if not before or not all(
        word.lower().strip(".&") in lexicon().post_words
        or word in _JOINERS
        or lexicon().rank.match(word)
        for word in re.split(r"[\s/]+", before)
        if word
    ):
        return _post_before(text, offset, start)
    found = named(text, hit.end())
    if found is None:
        return None
    rank, title, name_start, name_end = found
    return _entry(text, start, rank, title, (name_start, name_end), before=" ".join(before.split()))


def _post_before(text: str, offset: int, start: int) -> Entry | None:
    """Read "Policy Officer Sian Reece (SR)": a post, then a name that its initials prove."""
    at = offset
    for word in re.finditer(r"\S+", text[offset:]):
        begin = offset + word.start()
        bare = re.sub(r"[’']s$", "", word[0].strip(",.&"))
        post = bare.lower() in lexicon().post_words or bare in _JOINERS
        if post or lexicon().rank.match(bare):
            at = offset + word.end()
            continue
        if at == offset:
            return None
        found = named(text, begin)
        if found is None:
            return None
        rank, title, name_start, name_end = found
        codes = [hit[1].strip() for hit in BRACKET.finditer(text, name_end)]
        proved = any(fitting(code, text[name_start:name_end]) for code in codes)
        whole = " " in text[name_start:name_end] and not text[name_end:].strip(" .,;")
        if not proved and not whole:
            return None
        before = " ".join(text[offset:at].split())
        entry = _entry(text, start, rank, title, (name_start, name_end), before=before)
        return entry if proved or entry is None else replace(entry, sure=False)
    return None
