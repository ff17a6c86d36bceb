"""One entry of an attendance list: the name, and what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.attendance.words import lexicon, words
from pipeline.model import Span, value

MOST_NAME_WORDS = 5
LONGEST_CODE = 6
LONGEST_ROLE = 140
"""Characters: the longest post with its organisation; beyond that it is a sentence."""

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‐‑][^\W\d_][\w'’]*)*\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+(?=[A-Z][\w'’])")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SEPARATORS = " \t\n-–—―:,;|/.·•"
_LEAD = re.compile(r"[\s\-–—•·*|,;:.]*(?:(?:and|&)\s+)?(?:(?:from|by)\s+)?(?:[Tt]he\s+)?")
_TRAIL = re.compile(r"[\s,;]+(?:and|&)\s*$")
_LOWER = re.compile(r"[a-z]{2,12}\s+[A-Z][a-z]\w+$")
"""A first name without its capital, as some write their own."""

_CUT = re.compile(
    r"\s+(?:e[-’' ]?mail|tel(?:ephone)?|phone|mobile)\s*[:.].*", re.IGNORECASE | re.DOTALL
)
_JOINERS = frozenset({"and", "&", "of", "for", "to", "the"})
_TICKS = re.compile(r"(?:[xX✓✔√]\s*)+")
"""The crosses of a grid of attendance."""

_SENTENCE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|gave|said|noted|asked|reported|advised|agreed|"
    r"welcomed|thanked|explained|stated|should|could|can|be|been|which|that|provided|presented)\b"
)


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
    for cut in (_CUT.search(text), _TRAIL.search(text)):
        if cut:
            text = text[: cut.start()]
    lead = _LEAD.match(text)
    offset = lead.end() if lead else 0
    found = _named(text, offset)
    if found is None:
        return _role_first(text, offset, start)
    rank, title, name_start, name_end = found
    return _entry(text, start, rank, title, (name_start, name_end), before="")


def _entry(
    text: str, start: int, rank: str, title: str, name: tuple[int, int], *, before: str
) -> Entry | None:
    """Put an entry together from the place of its name."""
    name_text = text[name[0] : name[1]]
    brackets, tail = _brackets(text, name[1])
    suffix = lexicon().suffix
    tail = lexicon().glue.sub(" ", suffix.sub("", f" {tail}"))
    remote = any(mark in tail for mark in words().remote_marks)
    for mark in words().remote_marks:
        tail = tail.replace(mark, " ")
    role = " ".join(tail.strip(_SEPARATORS).split())
    if _TICKS.fullmatch(role):
        role = ""
    role = f"{before}, {role}" if before and role else before or role
    if len(role) > LONGEST_ROLE or _SENTENCE.search(role):
        return None
    full = " ".join(name_text.split())
    count = len([part for part in re.split(r"[\s.]+", full) if part])
    fits = any(fitting(code, full) for code in brackets)
    if count < 2 and not (rank or title or fits):  # noqa: PLR2004 - one word alone is no name
        return None
    end = len(text.rstrip())
    first = next((word for word in re.split(r"[\s/,]+", role.lower()) if word), "")
    if _leads_on(role, first):
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


def _leads_on(role: str, first: str) -> bool:
    """Whether a tail goes on as a sentence ("since the last meeting") and is no post."""
    known = lexicon()
    if not role or not role[0].islower() or first in known.post_words:
        return False
    return (
        not any(
            one.search(role)
            for one in (known.partial, known.remote_note, known.stand_in, known.chair)
        )
        and role.casefold() not in known.remote
    )


def _named(text: str, offset: int) -> tuple[str, str, int, int] | None:
    """Ranks, titles and the place of the name that begin at `offset`."""
    words_of = lexicon()
    rank, title, at = "", "", offset
    while True:
        hit = words_of.rank.match(text, at)
        if hit:
            rank, at = f"{rank} {hit[0].strip()}".strip(), hit.end()
            continue
        hit = words_of.title.match(text, at)
        if not hit:
            break
        title, at = f"{title} {hit[0].strip()}".strip(), hit.end()
    # "T/DCS Name, Head of Crime" and "Cllr. Name" alike
    stop = _name_end(text, at)
    if stop is None and at > offset and not rank:
        return None
    if stop is None:
        return None
    return " ".join(rank.split()), title, at, stop


def _name_end(text: str, at: int) -> int | None:
    """Where the name that begins at `at` ends; None where none begins there."""
    whole = _proved_by_initials(text, at)
    if whole is not None:
        return whole
    name = _NameSoFar(at)
    while name.count < MOST_NAME_WORDS:
        initials = _INITIALS.match(text, name.position)
        if initials:
            name.take(initials.end(), initials.end())
            continue
        word = _WORD.match(text, name.position)
        if not word or not name.accept(text, word):
            break
    return name.end if name.letters else None


class _NameSoFar:
    """The words of a name as they are taken one by one."""

    def __init__(self, at: int) -> None:
        self.position = self.end = at
        self.count = self.letters = 0
        self.shouting: bool | None = None

    def take(self, end: int, position: int) -> None:
        """Hold that the name reaches to `end`, and go on at `position`."""
        self.end, self.position = end, position
        self.count += 1

    def accept(self, text: str, word: re.Match[str]) -> bool:
        """Take a word if it can be of the name; False where the name ends before or with it."""
        bare = word[0].rstrip(".")
        kind = _kind(bare)
        if kind == "particle" and bare in words().particles:
            self.position = _blank(text, word.end())
            return True
        if kind not in ("initial", "word", "shout") or (kind == "shout" and self.shouting is False):
            return False
        glued = lexicon().glue.search(bare)
        if glued and self.count:
            self.letters += 1
            self.take(word.start() + glued.start(), word.end())
            return False
        if bare.lower() in lexicon().no_names and not _is_surname(
            text, word.end(), bare, self.count
        ):
            return False
        if kind != "initial":
            self.shouting = kind == "shout" if self.shouting is None else self.shouting
            self.letters += 1
        stops = word[0].endswith(".") and kind != "initial"
        following = _blank(text, word.end())
        self.take(word.end() - (1 if stops else 0), following)
        # a full stop ends a name, and so does a mark that follows at once
        return not stops and (following > word.end() or kind == "initial")


def _is_surname(text: str, after: int, word: str, before: int) -> bool:
    """Whether a word of posts is a surname here: "Omar West (Item 5)", but not "Frost Chair"."""
    if not before or word.lower() not in words().surnames:
        return False
    rest = text[after:].lstrip(" \n")
    return not rest or rest[0] in "()[]-–—,;|\t:"


def _kind(word: str) -> str:
    """What a word may be in a name."""
    if len(word) == 1 and word.isupper():
        return "initial"
    if word[0].islower():
        return "particle"
    if word.isupper():
        # "PCC", "HR" are codes; a surname in capitals is longer
        return "shout" if len(word) > 3 else "initial" if len(word) == 2 else "code"  # noqa: PLR2004
    return "word"


def _blank(text: str, at: int) -> int:
    """The place after one stretch of white space."""
    while at < len(text) and text[at] in " \n\u00a0":
        at += 1
    return at


def _proved_by_initials(text: str, at: int) -> int | None:
    """The end of a name whose words include a word of posts, where its initials prove it.

    "Tom Bell Ward (TBW)" and "John Constable (JC)".
    """
    bracket = _BRACKET.search(text, at)
    if not bracket:
        return None
    head = text[at : bracket.start()].rstrip()
    parts = head.split()
    if not 2 <= len(parts) <= MOST_NAME_WORDS or not all(  # noqa: PLR2004 - first name and surname
        _WORD.fullmatch(part) and part[0].isupper() and not part.isupper() for part in parts
    ):
        return None
    code = bracket[1].strip()
    if code.isupper() and code == "".join(part[0] for part in parts):
        return at + len(head)
    return None


def _brackets(text: str, at: int) -> tuple[tuple[str, ...], str]:
    """The brackets after the name, and the other words."""
    brackets: list[str] = []
    tail: list[str] = []
    position = at
    for hit in _BRACKET.finditer(text, at):
        between = text[position : hit.start()]
        tail.append(between)
        content = " ".join(hit[1].split())
        role_so_far = "".join(tail).strip(_SEPARATORS)
        inner = role_so_far and _BRACKET.sub("", text[hit.end() :]).strip(_SEPARATORS)
        if inner and not _is_code(content):
            # "Director (Finance) of the Force": the bracket belongs to the post
            tail.append(hit[0])
        elif content:
            brackets.append(content)
        position = hit.end()
    tail.append(text[position:])
    return tuple(brackets), " ".join(tail)


def _is_code(content: str) -> bool:
    return len(content) <= LONGEST_CODE and content == content.upper()


def _role_first(text: str, offset: int, start: int) -> Entry | None:
    """Read "Chief Constable: Dan Okafor" and "Treasurer – Ivan Petrov"."""
    hit = re.compile(r"\s*(?:[–—:|\t]|-(?=\s)|,)\s*").search(text, offset)
    if not hit:
        return None
    before = text[offset : hit.start()]
    if not before or not all(
        word.lower().strip(".&") in lexicon().post_words
        or word in _JOINERS
        or lexicon().rank.match(word)
        for word in re.split(r"[\s/]+", before)
        if word
    ):
        return None
    found = _named(text, hit.end())
    if found is None:
        return None
    rank, title, name_start, name_end = found
    return _entry(text, start, rank, title, (name_start, name_end), before=" ".join(before.split()))


def codes(text: str, start: int) -> list[Entry]:
    """People named by their initials alone: "Apologies: SB and PS." Posts are left out."""
    found = []
    for hit in re.finditer(r"(?<![\w/])[A-Z]{2,3}[a-z]{0,2}(?![\w/])(?!\s+[A-Z][a-z])", text):
        post = lexicon().post.fullmatch(hit[0]) and hit[0] not in lexicon().rank_codes
        if post or hit[0].casefold() in lexicon().organisations:
            continue
        span = Span(start=start + hit.start(), end=start + hit.end())
        found.append(Entry(name=hit[0], span=span, name_span=span, brackets=(hit[0],)))
    return found


def people(text: str, start: int, *, one: bool = False) -> list[Entry]:
    """The people of a line or list: "A, B and C", "A (AB), Treasurer; B", "Mr A Chair Dr B".

    `one` says that the line is one of several, each with its own person, so that a comma
    introduces a post and not another name. Empty where any part of a list is not a person.
    """
    found: list[Entry] = []
    for begin, end in _split(text, ";"):
        part = text[begin:end]
        if part.strip(_SEPARATORS):
            found.extend(_run(part, start + begin, one=one))
    return found


def _run(text: str, start: int, *, one: bool) -> Iterator[Entry]:
    """The people of a stretch without semicolons."""
    for parts, alone in ((_before_titles(text), True), (_after_brackets(text), one)):
        if len(parts) > 1:
            for begin, end in parts:
                yield from _run(text[begin:end], start + begin, one=alone)
            return
    groups = [(0, len(text))] if one else _groups(text)
    found = _each(text, start, groups)
    if len(groups) == 2 and None in found:  # noqa: PLR2004 - "and" or a comma stood inside a post
        whole = parse(text, start)
        odd = text[slice(*groups[found.index(None)])].strip(_SEPARATORS)
        # "SR, DCC Pryce" keeps the name; "Ann Lee and Bob Dale sent …" is a sentence
        found = [whole] if whole else found if len(odd) <= LONGEST_CODE else []
    yield from (entry for entry in found if entry is not None)


def _each(text: str, start: int, groups: list[tuple[int, int]]) -> list[Entry | None]:
    """An entry for each stretch, None where it is no person: one odd piece spoils no list."""
    found: list[Entry | None] = []
    shared = ""
    for number, (begin, end) in enumerate(groups):
        part, place = text[begin:end], start + begin
        entry = parse(part, place)
        if entry is None and shared:
            entry = _surname(part, place, shared)
        if entry is None and len(groups) > 2:  # noqa: PLR2004 - only among other names
            entry = _uncapitalised(part, place)
        if number == 0 and entry and entry.title.lower().endswith("s"):
            shared = entry.title
        found.append(entry)
    return found


def _groups(text: str) -> list[tuple[int, int]]:
    """A stretch for each person: pieces between commas, posts joined to the name before."""
    groups: list[tuple[int, int]] = []
    pieces = list(_split(text, ",", "and", "&"))
    for begin, end in pieces:
        bare = text[begin:end].strip()
        lower = len(pieces) > 2 and _LOWER.match(bare) and bare.split()[0] not in lexicon().no_names  # noqa: PLR2004 - as in _run
        if groups and not lower and not _is_name(text[begin:end]):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((begin, end))
    return groups


def _surname(text: str, start: int, title: str) -> Entry | None:
    """A surname that shares the title of the name before: "Councillors Ash and Birch"."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    end = _name_end(text, at)
    if end is None:
        return None
    return Entry(
        name=" ".join(text[at:end].split()),
        span=Span(start=start + at, end=start + end),
        name_span=Span(start=start + at, end=start + end),
        title=title,
        sure=True,
    )


def _uncapitalised(text: str, start: int) -> Entry | None:
    """A name whose first word has no capital: "dede Collins", only in a list of names."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    words_here = text[at:].rstrip(_SEPARATORS)
    if not _LOWER.match(words_here) or words_here.split()[0] in lexicon().no_names:
        return None
    span = Span(start=start + at, end=start + at + len(words_here))
    return Entry(name=" ".join(words_here.split()), span=span, name_span=span)


def _is_name(text: str) -> bool:
    """Whether a piece between commas begins another person."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    found = _named(text, at)
    if found is None:
        return False
    rank, title, begin, end = found
    name = text[begin:end].split()
    if len(name) >= 2 or rank or title:  # noqa: PLR2004 - first name and surname
        rest = text[end:].strip(_SEPARATORS)
        return not _SENTENCE.search(rest)
    # a surname alone counts only beside others: "Councillors Ash, Birch and Cole"
    return not _BRACKET.sub("", text[end:]).strip(_SEPARATORS) and text[begin:end].istitle()


def _split(text: str, *marks: str) -> Iterator[tuple[int, int]]:
    """The stretches between marks that stand outside brackets."""
    alternatives = [
        rf"\s+{re.escape(one)}\s+" if one.isalpha() else re.escape(one) for one in marks
    ]
    mark = re.compile("|".join(alternatives))
    begin = 0
    for hit in mark.finditer(text):
        before = text[: hit.start()]
        if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
            continue
        if hit[0].strip() in ("and", "&") and not _joins_people(text, begin, hit):
            continue
        yield begin, hit.start()
        begin = hit.end()
    yield begin, len(text)


def _joins_people(text: str, begin: int, hit: re.Match[str]) -> bool:
    """Whether "and" stands between two people, not inside a post ("Police and Crime")."""
    tail = text[hit.end() :]
    stop = re.search(r"[,;]|\s(?:and|&)\s", tail)
    after = tail[: stop.start()] if stop else tail
    return _is_name(text[begin : hit.start()]) and _is_name(after)


def _after_brackets(text: str) -> list[tuple[int, int]]:
    """Split where a person ends with a bracket and the next begins: "A B (Clerk) C D (Audit)"."""
    starts = [0]
    for hit in re.finditer(r"[)\]]\s*[:*]?\s+(?=[A-Z])", text):
        found = _named(text, hit.end())
        if found is None or " " not in text[found[2] : found[3]]:
            continue
        if text[found[3] :].lstrip()[:1] in ("(", "["):
            starts.append(hit.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _before_titles(text: str) -> list[tuple[int, int]]:
    """Split a line that lost its separators before each courtesy title after the first."""
    if "," in text.split("(", maxsplit=1)[0] and ";" not in text and text.count(",") > 1:
        return [(0, len(text))]
    starts = [
        hit.start()
        for hit in re.finditer(r"(?<![\w&,])(?:Mr|Mrs|Ms|Miss|Dr|Cllr)\.?\s+(?=[A-Z])", text)
    ]
    if len(starts) < 2:  # noqa: PLR2004 - nothing to split
        return [(0, len(text))]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def fitting(code: str, name: str) -> bool:
    """Whether a code can be the initials of a name, long forms included.

    "Jim Bourne": JB, JBo, JBou; "Rory MacDonald": RM, RMD, RMacD; "Tara Lee-Ohm": TL, TLO;
    a middle initial that the name does not show ("Priya Holt (PLH)") fits too.
    """
    code = re.sub(r"[.\s]", "", code)
    if not 2 <= len(code) <= 14 or not code[0].isupper():  # noqa: PLR2004 - shorter is no code
        return False
    parts = [part for part in re.split(r"[\s.\-‐‑]+", name) if part]
    if len(parts) < 2:  # noqa: PLR2004 - a surname alone has no initials to compare
        return False
    if _spells(code, parts):
        return True
    if code.lower() == (parts[0][0] + parts[-1]).lower():
        return True
    middle = len(code) == 3 and code.isupper()  # noqa: PLR2004 - first, middle, last
    return middle and code[0] == parts[0][0].upper() and code[2] == parts[-1][0].upper()


def _spells(code: str, parts: list[str]) -> bool:
    """Whether a code is made of beginnings of the parts, in order, each part optional but two."""
    low = code.lower()

    def walk(at: int, part: int, used: int) -> bool:
        if at == len(low):
            return used >= 2  # noqa: PLR2004 - at least first name and surname
        if part == len(parts):
            return False
        word = re.sub(r"['’]", "", parts[part]).lower()
        inner = [
            index
            for index, letter in enumerate(re.sub(r"['’]", "", parts[part]))
            if letter.isupper()
        ]
        for length in range(1, min(4, len(word), len(low) - at) + 1):
            if word[:length] == low[at : at + length] and walk(at + length, part + 1, used + 1):
                return True
        # capitals inside a name: McKay gives MK, MacDonald MD
        humps = "".join(word[index] for index in inner)
        if (
            len(humps) > 1
            and low.startswith(humps, at)
            and walk(at + len(humps), part + 1, used + 1)
        ):
            return True
        return part > 0 and walk(at, part + 1, used)

    return walk(0, 0, 0)
