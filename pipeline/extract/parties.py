"""Who is meant: owners as written, resolved against the attendance of the same meeting.

A closed world: initials, surnames and posts resolve to an attendee of this meeting or to nobody.
Two attendees who fit leave the owner unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.extract import gazetteer
from pipeline.extract.guarded import Family, Guarded
from pipeline.extract.items.data import capitals, compiled, forenames, items, not_names
from pipeline.model import Attendee, Evidence, Owner, OwnerKind, Span, replace, value

RULES = (
    "owner.initials",
    "owner.initials-derived",
    "owner.name",
    "owner.surname",
    "owner.forename",
    "owner.post",
    "owner.organisation",
    "owner.everyone",
    "owner.unknown-initials",
    "owner.unknown-name",
    "owner.ambiguous",
)

_LETTER = re.compile(r"\w")
_WORD = re.compile(r"[^\s/&,+]+")
_JOINS = frozenset({"and"})
_STROKES = frozenset({"/", "&"})
_BY_INITIALS = frozenset({"initials", "initials-derived"})
_THE = re.compile(r"(?:[Tt]he|[Aa]n?|[Bb]oth|[Jj]ointly(?:\s+by)?)\s+")
_INITIALS = re.compile(r"(?:[A-Z]{2,4}|[A-Z]{1,2}[a-z]{1,2}[A-Z]?|[A-Z][A-Z]?Mac?[A-Z])(?![\w&’'])")
_INITIAL_NAME = re.compile(r"[A-Z]\.\s?[A-Z][a-z][\w’'-]*|[A-Z]\s[A-Z][a-z][\w’'-]+")
_FULL_NAME = re.compile(
    r"[A-Z][a-z][\w’'-]*(?:\s+(?:de|van|von|le|[A-Z]\.?))*\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?"
)
_SHORT_NAME = re.compile(r"[A-Z][a-z]+\s[A-Z](?![\w’'.])")
_ONE_NAME = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?![\w’'])")
_SURNAME = r"(?:\s+[A-Z][\w’'-]*\.?){0,2}\s+[A-Z][a-z’'][\w’'-]+"
_BETWEEN = re.compile(r"[\s-]+")
_JOIN = re.compile(r"\s+(?:and|&)\s+")
_PORTFOLIO = re.compile(r"\s\([A-Z][a-z]+(?:[ ,&-]+[A-Za-z]+){0,4}\)(?=\s)")
"""What a post is for, in brackets behind it: "ACC (Crime and Justice)"."""
_DETERMINERS = (
    "This|That|These|Those|The|Our|Each|Another|An?|Any|No|Every|Its|Their|His|Her|Some|All|Both|One|Other|"
    "Next|January|February|March|April|May|June|July|August|September|October|November|December"
)
"""Words before "panel" or "board" that make it no name: "This panel", "the July board"."""
_POSSESSIVE = re.compile(r"[’']s?\s+(?:Office|office|team|Team)\b")


@value
class Party:
    """A party as written at a place of a text, and whom it names."""

    start: int
    end: int
    text: str
    name: str
    kind: OwnerKind
    basis: str
    attendee: int | None = None


def moved(party: Party, offset: int) -> Party:
    """The party, counted from `offset` code points further on."""
    return replace(party, start=party.start + offset, end=party.end + offset)


@value
class Parties:
    """What names whom at one meeting. Built by `parties_of`; asked by `at` and `listed`.

    `meaning` tells of whom words may be said; `by_letter` are these words by their first letter, the
    longest first. `met` keeps who was found at a place of a text: rule after rule asks of the same.
    """

    meaning: Mapping[str, tuple[OwnerKind, str, tuple[int, ...]]]
    by_letter: Mapping[str, Sequence[str]]
    posts: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]
    doubtful: Mapping[str, int]
    met: dict[tuple[str, int, bool], Party | None]

    def at(self, text: str, start: int, *, loose: bool = False) -> Party | None:
        """The party written at `start`; `loose` also takes names that nobody knows."""
        asked = (text, start, loose)
        if asked not in self.met:
            begin = _behind_article(text, start)
            if loose:
                found = self.at(text, start) or self._stranger(text, begin, loose=True)
            else:
                found = self._known(text, begin)
            self.met[asked] = found
        return self.met[asked]

    def _known(self, text: str, begin: int) -> Party | None:
        """The party that begins at a place, if more than its capital letters tell of one."""
        first = text[begin : begin + 1]
        longest = self._attendee(text, begin)
        if not first.isalpha():
            return longest  # nobody else is called by a number or a mark
        capital = first.isupper()  # titles, kinds and strangers have one
        others = (self._titled, self._gazetteer, self._headed, self._everyone)
        for other in others if capital else (self._gazetteer, self._everyone):
            party = other(text, begin)
            if party is not None and (longest is None or party.end > longest.end):
                longest = party
        if longest is not None:
            return longest
        if not capital:
            return self._small_post(text, begin)
        return self._initials(text, begin) or self._stranger(text, begin)

    def places(self, text: str, within: Span) -> Iterator[tuple[int, int]]:
        """Every place in a stretch where words stand by which an attendee is called."""
        words = "|".join(map(re.escape, sorted(self.meaning, key=len, reverse=True))) or r"(?!)"
        known = re.compile(rf"(?:{words})(?!\w)")
        return (hit.span() for hit in known.finditer(text, within.start, within.end))

    def listed(self, text: str, start: int, *, loose: bool = False) -> tuple[list[Party], int]:
        """The parties of a list ("RJ/DB and the Force") from `start`, and where it ends."""
        separator = _separator()
        found: list[Party] = []
        end = at = start
        while party := self.at(text, at, loose=loose) or self._beside(text, at, found):
            found.append(party)
            end = party.end
            between = separator.match(text, end)
            if not between:
                break
            at = between.end()
        return found, end

    def _beside(self, text: str, start: int, found: Sequence[Party]) -> Party | None:
        """The attendee whose doubtful initials are tied by a stroke to others' initials: "CH/AM"."""
        if not found or found[-1].basis not in _BY_INITIALS:
            return None
        if text[found[-1].end : start].strip() not in _STROKES:
            return None
        word = _INITIALS.match(text, start)
        who = self.doubtful.get(word[0]) if word else None
        if word is None or who is None:
            return None
        return self._made(word[0], start, OwnerKind.PERSON, "initials-derived", (who,))

    def whole(self, text: str, *, loose: bool = True) -> list[Party]:
        """The parties of a text that holds nothing but parties; else none."""
        stripped = text.strip(" .:;,&/+–—-()[]*\t\n")
        offset = text.find(stripped) if stripped else 0
        found, end = self.listed(text, offset, loose=loose)
        if found and end >= offset + len(stripped):
            return found
        return self._doubtful(stripped, offset)

    def _doubtful(self, text: str, offset: int) -> list[Party]:
        """The parties of a text in which capitals that mean something else are initials: "AM & BM".

        Only where every word names somebody, and only for the one attendee who has such initials.
        """
        found: list[Party] = []
        for word in _WORD.finditer(text):
            start, who = offset + word.start(), self.doubtful.get(word[0])
            if who is not None:
                kind, basis = OwnerKind.PERSON, "initials-derived"
                found.append(self._made(word[0], start, kind, basis, (who,)))
            elif word[0] in self.meaning:
                found.append(self._made(word[0], start, *self.meaning[word[0]]))
            elif word[0] not in _JOINS:
                return []
        return found

    def owner(self, party: Party, span: Span) -> Owner:
        """The party as an owner whose evidence is `span`."""
        return Owner(
            text=party.text,
            name=party.name,
            kind=party.kind,
            basis=party.basis,
            attendee=party.attendee,
            evidence=Evidence(span=span, rule=f"owner.{party.basis}"),
        )

    def _attendee(self, text: str, start: int) -> Party | None:
        for words in self.by_letter.get(text[start : start + 1], ()):
            if text.startswith(words, start) and not _LETTER.match(text, start + len(words)):
                return self._made(words, start, *self.meaning[words])
        return None

    def _made(
        self, words: str, start: int, kind: OwnerKind, basis: str, who: tuple[int, ...]
    ) -> Party:
        """The party that these words at `start` name: one of `who`, or nobody we know."""
        end = start + len(words)
        if len(who) > 1:
            return Party(
                start=start,
                end=end,
                text=words,
                name=words,
                kind=OwnerKind.UNKNOWN,
                basis="ambiguous",
            )
        name = self.names[who[0]] if who else words
        return Party(
            start=start,
            end=end,
            text=words,
            name=name,
            kind=kind,
            basis=basis,
            attendee=who[0] if who else None,
        )

    def _titled(self, text: str, start: int) -> Party | None:
        """A rank or title and a surname: "DCC Frost", "Cllr Epps"."""
        found = _titled().match(text, start)
        if not found:
            return None
        surname = found["name"].split()[-1]
        who = self.meaning.get(surname, (OwnerKind.PERSON, "surname", ()))[2]
        return self._made(found[0], start, OwnerKind.PERSON, "surname", who)

    def _gazetteer(self, text: str, start: int) -> Party | None:
        found = gazetteer.pattern().match(text, start)
        if not found:
            return None
        words = found[0].removesuffix("'s").removesuffix("’s")
        end = start + len(words)
        office = _POSSESSIVE.match(text, end)
        if office:
            return self._made(
                text[start : office.end()], start, OwnerKind.ORGANISATION, "organisation", ()
            )
        entry = gazetteer.by_name()[words]
        if entry.label == "post" and (held := _PORTFOLIO.match(text, end)):
            words = text[start : held.end()]
        if entry.label == "organisation":
            return self._made(words, start, OwnerKind.ORGANISATION, "organisation", ())
        return self._made(words, start, OwnerKind.POST, "post", self.posts.get(entry.id, ()))

    def _headed(self, text: str, start: int) -> Party | None:
        """A post or body that no list knows, told by its last word: "Estates Manager"."""
        for (kind, basis), pattern in _headed().likely(text):
            found = pattern.match(text, start)
            end = self._joined(found) if found else None
            if found and end is not None:
                found = pattern.fullmatch(text, start, end)
            if found:
                return self._made(found[0], start, kind, basis, ())
        return None

    def _small_post(self, text: str, start: int) -> Party | None:
        """An office in small letters: "the clerk"."""
        found = _small_posts().match(text, start)
        if not found:
            return None
        known = self.meaning.get(found[0].title()) or self.meaning.get(found[0].capitalize())
        return self._made(found[0], start, OwnerKind.POST, "post", known[2] if known else ())

    def _joined(self, found: re.Match[str]) -> int | None:
        """Where the first of two parties ends that look like one name; None where it is one.

        "OPCC and Force", "Head of Estates and Chief Executive".
        """
        for join in _JOIN.finditer(found[0]):
            first, second = found[0][: join.start()], found[0][join.end() :]
            whole = first in self.meaning or gazetteer.pattern().fullmatch(first)
            other = second in self.meaning or gazetteer.pattern().fullmatch(second)
            if whole or other or first.isupper():
                return found.start() + join.start()
        return None

    def _everyone(self, text: str, start: int) -> Party | None:
        found = _everyone().match(text, start)
        if not found:
            return None
        return self._made(found[0], start, OwnerKind.ORGANISATION, "everyone", ())

    def _initials(self, text: str, start: int) -> Party | None:
        found = _INITIALS.match(text, start)
        if not found or found[0] in capitals() or sum(map(str.isupper, found[0])) < CAPITALS:
            return None
        return self._made(found[0], start, OwnerKind.UNKNOWN, "unknown-initials", ())

    def _stranger(self, text: str, start: int, *, loose: bool = False) -> Party | None:
        found = _INITIAL_NAME.match(text, start)
        if found and re.split(r"[.\s]+", found[0])[-1] in not_names():
            return None  # "Q. When will it be told?"
        if not found and (named := _FULL_NAME.match(text, start) or _SHORT_NAME.match(text, start)):
            found = named if named[0].split()[0] in forenames() else None
        if not found and loose:
            found = _FULL_NAME.match(text, start) or _ONE_NAME.match(text, start)
        if not found or found[0].split()[0] in not_names():
            return None
        return self._made(found[0], start, OwnerKind.UNKNOWN, "unknown-name", ())


@cache
def _separator() -> Guarded:
    return compiled(items().owners.separator)


@cache
def _everyone() -> Guarded:
    return compiled(rf"(?:{items().owners.everyone})(?![\w’'])")


@cache
def _small_posts() -> re.Pattern[str]:
    posts = sorted(items().owners.small_posts, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, posts))})(?![\w’'-])")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?:{items().owners.titles})(?P<name>{_SURNAME})")


@cache
def _headed() -> Family[tuple[OwnerKind, str]]:
    owners = items().owners
    post, organisation = (OwnerKind.POST, "post"), (OwnerKind.ORGANISATION, "organisation")
    lead = r"(?:[A-Z][\w&’'-]*(?:\s+(?:of|for|and|&|to)(?:\s+the)?)?\s+){0,5}"
    word = r"(?:[A-Z][a-z][\w&’'-]*|(?:HR|IT|ICT|OD)(?!\w))"
    of = rf"(?:\s+(?:of|for)\s+(?:the\s+)?{word}(?:(?:,?\s+(?:and|&|of|for))?\s+{word})*)?"
    small = "|".join(map(str.lower, owners.group_heads))
    rows = (
        (post, rf"{lead}(?:{'|'.join(owners.post_heads)})s?(?![\w’'-]){of}"),
        (organisation, rf"{lead}(?:{'|'.join(owners.organisation_heads)})s?(?![\w’'-]){of}"),
        # "Estates team", "Working group": the name is capital, its kind is not
        (
            organisation,
            rf"(?!(?:{_DETERMINERS})\b)(?:[A-Z][\w&’'-]*\s+){{1,3}}(?:{small})(?![\w’'-])",
        ),
        (organisation, rf"(?:{'|'.join(owners.departments)})(?![\w’'&-])"),
    )
    return Family((told, compiled(pattern)) for told, pattern in rows)


def parties_of(attendees: Sequence[Attendee]) -> Parties:
    """The names by which the attendees of one meeting, and posts, can be meant."""
    meaning: dict[str, tuple[OwnerKind, str, tuple[int, ...]]] = {}
    posts: dict[str, tuple[int, ...]] = {}
    declared = {attendee.initials for attendee in attendees if attendee.initials}
    for index, attendee in enumerate(attendees):
        for basis, words in _ways(attendee, declared):
            kind = OwnerKind.POST if basis == "post" else OwnerKind.PERSON
            known = meaning.get(words)
            if known is None:
                meaning[words] = (kind, basis, (index,))
            elif index not in known[2] and not _same_person(attendees, known[2], attendee):
                meaning[words] = (kind, basis, (*known[2], index))
        for written in (attendee.role, attendee.abbreviation, attendee.rank):
            entry = gazetteer.entry_of(written) if written else None
            held = posts.get(entry.id, ()) if entry else ()
            if entry is None or entry.label != "post" or index in held:
                continue
            if not _same_person(attendees, held, attendee):
                posts[entry.id] = (*held, index)
    by_letter: dict[str, list[str]] = {}
    for words in sorted(meaning, key=len, reverse=True):
        by_letter.setdefault(words[0], []).append(words)
    return Parties(
        meaning=meaning,
        by_letter=by_letter,
        posts=posts,
        names=tuple(attendee.name for attendee in attendees),
        doubtful=_doubtful(attendees, declared),
        met={},
    )


def _behind_article(text: str, start: int) -> int:
    """Where words begin behind an article or the like: "the Clerk", "both RJ and DB"."""
    lead = _THE.match(text, start)
    return lead.end() if lead else start


def _doubtful(attendees: Sequence[Attendee], declared: set[str]) -> dict[str, int]:
    """Initials that names give and that mean something else as well ("AM", "NO"), each of one person."""
    found: dict[str, list[int]] = {}
    for index, attendee in enumerate(attendees):
        if attendee.initials:
            continue
        derived = _derived(attendee.name)
        if derived in capitals() and derived not in declared:
            found.setdefault(derived, []).append(index)
    return {initials: who[0] for initials, who in found.items() if len(who) == 1}


def _derived(name: str) -> str:
    """The initials that a name gives."""
    return "".join(part[0] for part in _BETWEEN.split(name) if part[:1].isalpha()).upper()


def _same_person(attendees: Sequence[Attendee], who: Iterable[int], other: Attendee) -> bool:
    """Whether one of `who` has the other's name: in both lists, say."""
    return any(attendees[index].name == other.name for index in who)


def _ways(attendee: Attendee, declared: set[str]) -> Iterable[tuple[str, str]]:
    """The words that can mean an attendee, each with its basis."""
    name = attendee.name.strip()
    if name:
        yield "name", name
    if attendee.initials:
        yield "initials", attendee.initials
    if attendee.abbreviation and attendee.abbreviation != attendee.initials:
        if entry := gazetteer.entry_of(attendee.abbreviation):
            if entry.pattern == attendee.abbreviation:
                yield "post", attendee.abbreviation
        elif attendee.abbreviation.isupper() or " " in attendee.abbreviation:
            yield "initials", attendee.abbreviation
    if attendee.role and len(attendee.role) <= ROLE and attendee.role[:1].isupper():
        yield "post", attendee.role
    yield from _of_name(attendee, name, declared)


def _of_name(attendee: Attendee, name: str, declared: set[str]) -> Iterable[tuple[str, str]]:
    """The parts of a name that can mean its bearer, and the initials that it gives."""
    parts = name.split()
    if len(parts) > 1:
        yield "surname", parts[-1]
        for stop in (". ", ".", " "):
            yield "surname", f"{parts[0][0]}{stop}{parts[-1]}"
        yield "forename", f"{parts[0]} {parts[-1][0]}"
        if len(parts[0]) > INITIAL:
            yield "forename", parts[0][0].upper() + parts[0][1:]
        if attendee.initials:
            return
        derived = _derived(name)
        if len(derived) > 1 and derived not in declared and derived not in capitals():
            yield "initials-derived", derived


CAPITALS = 2
"""Capitals that initials have at least."""

ROLE = 60
"""Characters: a longer role is a description, and nobody is called by it."""

INITIAL = 2
"""Characters: a forename this short is an initial."""
