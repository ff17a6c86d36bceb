"""What brackets and tails say: initials or a post, the chair, remote, part of the meeting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.attendance.entry import Entry
from pipeline.extract.attendance.names import fitting
from pipeline.extract.attendance.words import lexicon, takes_minutes
from pipeline.model import value

_FLAG = re.compile(r"(?:Co-?\s?)?Chair(?:man|woman|person)?|Minutes|Notes", re.IGNORECASE)
_PART = re.compile(
    r"(?:for\s+(?:agenda\s+)?items?|(?:from|until|to)\s+\d|items?|part)\b", re.IGNORECASE
)
"""How words begin that say for what part somebody came: "for item 4"."""

_LEADING_CHAIR = re.compile(
    r"^(?:Co-?\s?)?Chair(?:man|woman|person)?(?:\s*[,–—-]\s*|\s+)(?=[A-Z])"
    r"|\s*[,–—-]\s*(?:in the chair|chair(?:man|woman|person)?|minutes)$",
    re.IGNORECASE,
)


_BETWEEN = re.compile(r"\s[–—-]\s|\s*\|\s*")
"""What stands between the parts of a role."""

_CODE = re.compile(r"[A-Z]{2,4}[a-z]{0,3}")
_CAPITALISED = re.compile(r"[A-Z][\w'’]*")
_NO_CAPITAL = re.compile(r"[^A-Z]")


@value
class Marks:
    """One person's marks, told apart. Texts are as printed, empty where nothing was said."""

    initials: str = ""
    abbreviation: str = ""
    role: str = ""
    organisation: str = ""
    note: str = ""
    remote: bool = False
    chair: bool = False
    minute_taker: bool = False
    doubtful: bool = False


def tell_apart(entries: Sequence[Entry]) -> list[Marks]:
    """The marks of everybody in the lists, judged together.

    "(PCC)" is a post and "(NL)" are initials in the same list: a code is a post where it is
    in the closed world of posts or spells the post beside it, initials where it fits the name.
    One that fits neither is taken for initials (with a doubt) where the list uses initials and
    nobody shares it, else for an organisation.
    """
    codes = Counter(bracket for entry in entries for bracket in entry.brackets)
    fits = sum(any(fitting(code, entry.name) for code in entry.brackets) for entry in entries)
    return [_marks(entry, codes, usual=fits >= 2) for entry in entries]  # noqa: PLR2004 - two make a habit


def _marks(entry: Entry, codes: Counter[str], *, usual: bool) -> Marks:
    initials = abbreviation = organisation = ""
    notes: list[str] = [entry.note] if entry.note else []
    roles: list[str] = [entry.role] if entry.role else []
    others: list[str] = []
    remote = entry.remote or bool(lexicon().remote_note.search(entry.note))
    doubtful = False
    for bracket in entry.brackets:
        kind = _kind(bracket, entry, codes, usual=usual, had=bool(initials))
        if kind == "initials":
            initials = abbreviation = bracket
        elif kind == "doubtful":
            initials, abbreviation, doubtful = bracket, bracket, True
        elif kind == "post":
            abbreviation = abbreviation or bracket
            if " " in bracket and not roles:
                others.append(bracket)  # "(Chief Constable)" is the post in words
        elif kind == "organisation":
            organisation = bracket
            abbreviation = abbreviation or bracket
        elif kind == "remote":
            remote = True
        elif kind == "note":
            notes.append(bracket)
        else:
            others.append(bracket)
    said = ", ".join((*roles, *others))
    role, note, far = _role(_with_brackets(roles, others))
    if note:
        notes.append(note)
    chair = _chairs(said)
    return Marks(
        initials=initials,
        abbreviation=abbreviation,
        role=role,
        organisation=organisation,
        note="; ".join(notes),
        remote=remote or far,
        chair=chair,
        minute_taker=takes_minutes(said),
        doubtful=doubtful,
    )


def _with_brackets(roles: list[str], brackets: list[str]) -> str:
    """A post with the brackets that are of it; of "(Chair)" and "(minutes)" flags are made."""
    if not roles:
        return ", ".join(brackets)
    known = lexicon()
    kept = [
        one
        for one in brackets
        if not (known.chair.search(one) or known.minute_taker.search(one))
        or known.not_chair.search(one)
    ]
    return " ".join((*roles, *(f"({one})" for one in kept)))


@lru_cache(maxsize=1024)  # the posts of a board are the same from meeting to meeting
def _chairs(said: str) -> bool:
    """Whether the words make somebody the chair of this meeting, and not a vice or past chair."""
    words_of = lexicon()
    if words_of.in_the_chair.search(said):
        return True
    return bool(words_of.chair.search(words_of.not_chair.sub(" ", said)))


@lru_cache(maxsize=1024)
def _role(said: str) -> tuple[str, str, bool]:
    """A role without what says for whom, when or from where: role, note, remote."""
    words_of = lexicon()
    note, far = "", False
    stand_in = words_of.stand_in.search(said)
    if stand_in and stand_in.start() > 0:
        note, said = stand_in[0].strip(), said[: stand_in.start()]
    elif stand_in:
        note, said = stand_in[0].strip(), ""
    elif words_of.partial.search(said) and _PART.match(said):
        note, said = said, ""
    if words_of.remote_note.search(said):
        said, far = words_of.remote_note.sub(" ", said), True
    parts = [part.strip() for part in _BETWEEN.split(said)]
    kept = []
    for part in parts:
        if part.casefold() in words_of.remote:
            far = True
        elif part:
            kept.append(part)
    # the chair and the minute-taker have flags: what is left is the post
    posts = [one for one in kept if not _FLAG.fullmatch(one)] or kept
    role = _LEADING_CHAIR.sub("", " – ".join(posts)).strip(" ,;–-")
    return role, note, far


def _kind(  # noqa: PLR0911 - one answer a kind of bracket
    bracket: str, entry: Entry, codes: Counter[str], *, usual: bool, had: bool
) -> str:
    """What a bracket holds: one word of `Marks`, "doubtful", or "role"."""
    words_of = lexicon()
    fits = (fitting(bracket, entry.name) or bracket == entry.name) and not had
    if _is_post(bracket, entry):
        return "post"
    if fits:
        return "initials"
    if bracket.casefold() in words_of.remote:
        return "remote"
    if words_of.partial.search(bracket):
        return "note"
    if bracket.casefold() in words_of.organisations:
        return "organisation"
    if words_of.post.fullmatch(bracket):
        return "post"
    if _CODE.fullmatch(bracket):
        alone = codes[bracket] == 1 and len(bracket) <= 3  # noqa: PLR2004 - initials are short
        return "doubtful" if usual and alone and not had else "organisation"
    return "role"


def _is_post(bracket: str, entry: Entry) -> bool:
    """Whether a code is the post: "(T/CC)", "(ACC Jessop)", "(DCS)" after that post in words.

    A code of the closed world that also fits the name ("Carl Cox (CC)") is a post only where
    the post beside it is spelt by it.
    """
    known = lexicon().post.fullmatch(bracket) is not None
    if known and "/" in bracket:
        return True
    if bracket == entry.name:
        return False
    fits = fitting(bracket, entry.name)
    if known and not fits and bracket not in ("MS", "MT"):
        return True
    if fits and not known:
        return False
    return _spelt_by(bracket, f"{entry.rank} {entry.role}")


def _spelt_by(code: str, role: str) -> bool:
    """Whether a code is the capitals of a post: "Policy Officer" PO, "T/Chief Constable" CC."""
    capitals = "".join(word[0] for word in _CAPITALISED.findall(role))
    bare = _NO_CAPITAL.sub("", code)
    return len(bare) >= 2 and code == bare and bare in capitals  # noqa: PLR2004 - one letter is no code
