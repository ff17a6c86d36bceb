"""Names of people: where one begins and ends, and whether a code is its initials."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.attendance.words import lexicon, words
from pipeline.extract.items.data import forenames

MOST_NAME_WORDS = 5

BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
SEPARATORS = f" \t\n-–—―:,;|/.·•{_RAISED}"
LEAD = re.compile(
    r"[\s\-–—•·*|,;:.]*(?:(?P<part>(?:For\s+)?[Ii]tems?\s+\d[\d\s,&–-]*\s[Oo]nly)[\s:–-]+)?"
    r"(?:(?:and|&)\s+)?(?:(?:from|by)\s+)?(?:[Tt]he\s+)?"
)
"""What may stand before a name in a list: bullets, "Item 11 only –", "and", "from", "the"."""

_LETTER = rf"[^\W\d_{_RAISED}]"
_WORD = re.compile(
    rf"{_LETTER}(?:[^\W{_RAISED}]|['’])*(?:[-‐‑]{_LETTER}(?:[^\W{_RAISED}]|['’])*)*\.?"
)
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+(?=[A-Z][\w'’])")


def named(text: str, offset: int) -> tuple[str, str, int, int] | None:
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
    stop = name_end(text, at)
    if stop is None and at > offset and not rank:
        return None
    if stop is None:
        return None
    return " ".join(rank.split()), title, at, stop


def known_forename(word: str) -> bool:
    """Whether a word is a forename that many bear: it tells a person from a house or a firm."""
    return word in forenames()


def name_end(text: str, at: int) -> int | None:
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
        self.begin = self.position = self.end = at
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
        if self.letters >= 2 and (bare in words().suffixes or self._initials(text, bare)):  # noqa: PLR2004 - "Ann Lee MP", "Ann Lee AL"
            return False
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

    def _initials(self, text: str, word: str) -> bool:
        """Whether a word in capitals is the initials of the words before it."""
        before = text[self.begin : self.end]
        return word.isupper() and len(word) > 1 and fitting(word, before)


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
    if word.endswith(("’s", "'s")):
        return "owner"  # "the Commissioner’s Monitoring Officer" begins with no name
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
    bracket = BRACKET.search(text, at)
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


@lru_cache(maxsize=4096)  # the header asks of the same people as the attendance
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
