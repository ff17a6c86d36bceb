"""Who makes a promise: the party before its verb, behind its "by", or whoever "he" is.

Every function gives the parties; an empty list where the words promise and do not say who is to
act; None where they are no promise.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.items.data import items
from pipeline.extract.parties import Party, moved
from pipeline.extract.reading import Reading
from pipeline.model import OwnerKind, value

UNSAID = "action.promise-unsaid"
"""The rule of "The list will be sent": who is to do it need not be said."""

PASSIVE = "action.promise-by"
"""The rule of "will be sent by the Clerk": the owner stands behind the verb."""

TASKED = "action.promise-tasked"
"""The rule of "was asked to send": the owner stands before it, and may be somebody unknown."""

RESOLVED = "action.promise-resolved"
"""The rule of "It was resolved to write": the meeting charges nobody by name."""

IMPERSONAL = frozenset({UNSAID, PASSIVE, RESOLVED})
"""Rules whose words name what is to be done before they name anybody."""

THAT = "action.promise-that"
"""The rule of "resolved that the Clerk write": the verb alone is a promise only behind "that"."""

SENDING = "action.promise-sending"
"""The rule of "will be sending"."""

BARE_TO = "action.promise-to"
"""The rule of "Clerk to write": the party opens the line, or somebody asked it to."""

NEEDS = "action.promise-needs"
"""The rule of "needs to send": said of somebody known, or of nobody ("Need to send")."""

AGREED = "action.promise-agreed"
"""The rule of "agreed to send"."""

FIRM = frozenset(
    {
        "action.promise-will",
        AGREED,
        "action.promise-going-to",
        "action.promise-taken",
    }
)
"""Rules whose words bind even somebody who is in no list of those present."""


@value
class Verb:
    """A promise's verb at a place of the document, its rule and its confidence."""

    start: int
    end: int
    rule: str
    confidence: float


@value
class Sentence:
    """A sentence at a place of the document, and the one before it in the same passage."""

    text: str
    start: int
    before: str = ""
    before_start: int = 0


def promiser(reading: Reading, said: Sentence, verb: Verb) -> list[Party] | None:
    """Who is to do what a verb says; nobody where only the thing is named; None: no promise."""
    text, at, end = said.text, verb.start - said.start, verb.end - said.start
    if text.endswith("?"):
        return None
    if verb.rule in IMPERSONAL:
        return None if _conditional(text[:at]) else _impersonal(reading, text, verb.rule, (at, end))
    if verb.rule == THAT:
        return _charged(reading, text, at)
    acts = _acts().search(text, max(0, at - 1), end) is not None
    named = _subject(reading, text, at, verb, acts=acts) or _spoken(reading, text, at)
    if named is not None:
        return named
    if verb.rule == TASKED:
        bidden = _BIDDEN.match(text, at) and _staff().search(text[:at])
        return [] if bidden and not _conditional(text[:at]) else None
    firm = verb.rule == AGREED or acts or _WILL.match(text, at)
    return _unnamed(reading, said, at) if firm and verb.rule in FIRM | {NEEDS, SENDING} else None


def _impersonal(
    reading: Reading, text: str, rule: str, verb: tuple[int, int]
) -> list[Party] | None:
    """Who is to do what "will be sent" or "It was resolved to write" says: nobody before it."""
    at, end = verb
    if rule == RESOLVED:
        return [] if _MEETING.search(text[:at]) else None
    return _agent(reading, text, end) if rule == PASSIVE else _unsaid(reading, text, at, end)


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(items().task_verbs)})\b", re.IGNORECASE)


_CLAUSE = re.compile(r"[;:•]\s|\s[–—-]\s|—|,\s|\s(?:and|but)\s+(?=[\w’'-]+\s)")
"""Where a clause with a subject of its own may begin."""

_CONDITION = re.compile(
    r"\b(?:if|whether|unless|until|when|hoped|hopes|before|after|once|who|whose|how|why|where|not|no\s+longer)\b",
    re.IGNORECASE,
)


def _conditional(lead: str) -> bool:
    """Whether the clause that ends here hangs on something, is only hoped for, or is a question."""
    return _ENQUIRED.search(lead) is not None or (
        _CONDITION.search(_CLAUSE.split(lead)[-1]) is not None
    )


_ENQUIRED = re.compile(
    r"\b(?:asked|wondered|queried|enquired|questioned)\s+(?:\w+\s+)?(?:if|whether|when|how|why|what|who)\b"
)


_TO_BE = re.compile(r"to\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are)\s+$")
_DASH = re.compile(r"\s[–—-]\s|—|[;:•]\s")
_ANEW = re.compile(r"\s[–—-]\s|—|[;:•,]\s|\s(?:and|but)\s")
_CHARGE = re.compile(r"\b(?:asked|requested)\s+to\b")
"""What charges the one before it: the rule of "was asked to" says who that is."""

TO = 4
"""Code points of " to ", behind a verb."""

_RELATIVE = re.compile(r"\b(?:who|that)\s+(?:\w+ly\s+)?$")
_BARE = re.compile(
    r"\W*(?!(?:The\s+)?(?:[Mm]eeting|[Dd]ate|[Vv]ote|[Ii]tems?|[Aa]genda|[Mm]atters|[Mm]otion)\b)"
    r"(?:(?!\b(?:was|were|has|have|had|will|would|can|could|may|might|should|need|needs|must|which|that|who"
    r"|if|when|until|asked|agreed|approved?|reported|said|not|is|are|yet)\b)[\w’'/&-]+\s+){0,8}"
    r"(?:(?:is|are)\s+)?"
)
"""What stands before "to be sent": a thing, and "is" or nothing."""


def _unsaid(reading: Reading, text: str, at: int, end: int) -> list[Party] | None:
    """The people behind "by" in a passive, or nobody; None where the passive promises nothing."""
    lead = text[:at]
    if _RELATIVE.search(lead) or _CHARGE.search(text[at : end + TO]):
        return None
    if _TO_BE.match(text, at):
        begins = _ANEW if _IS.search(lead) else _DASH
        clause = begins.split(lead)[-1]
        if not _BARE.fullmatch(clause):
            return None
    if _BY.match(text, end):
        return _agent(reading, text, end)
    return []


def _agent(reading: Reading, text: str, end: int) -> list[Party] | None:
    """The people behind "by" in the same clause as a passive: "will be sent out by the Clerk"."""
    by = _BY.match(text, end)
    if by is None:
        return None
    found = reading.parties.listed(text, by.end())[0]
    return found if found and all(known(one, opens=True, acts=True) for one in found) else None


_BY = re.compile(
    r"[^.;,:]{0,60}?\bby\s+(?=(?:the\s+)?(?!(?:\w+day|Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec))[A-Z])"
)


def _charged(reading: Reading, text: str, at: int) -> list[Party] | None:
    """The party that a resolution charges: "agreed … that the Clerk place the order".

    Resolutions are also listed, each with a line that begins so: "(b) That the Chair write".
    """
    lead = text[:at]
    for begin in _starts(lead):
        parties, end = reading.parties.listed(text, begin)
        if parties and text[end:at].isspace():
            fits = _resolves(lead[:begin]) and all(known(p, opens=True) for p in parties)
            return parties if fits else None
    return None


def _resolves(lead: str) -> bool:
    """Whether words lead to the party that a resolution charges: "resolved that", "(b) That the"."""
    return bool(_CHARGES.search(lead) or _RESOLUTION.fullmatch(lead))


_CHARGES = re.compile(
    r"\b(?:resolved|agreed|requested|asked|decided)(?:[^.]*(?:\band|[;,]))?\s*[:–—-]?\s*that\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RESOLUTION = re.compile(
    r"\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+)?[Tt]hat\s+(?:the\s+)?", re.IGNORECASE
)


@cache
def _staff() -> re.Pattern[str]:
    """A party that no list knows, before "was asked to": "Staff at both yards have been …"."""
    return re.compile(
        r"(?:^|[.;:,–—-]\s+|\b(?:and|that)\s+)(?:(?:the|all|both)\s+)?"
        rf"(?!(?:the\s+)?(?:\w+\s+)?(?:{items().deciders}|meeting|it|this|they|who)\b)"
        r"(?:[\w’'-]+\s+){1,6}?(?:(?:has|have|had|also|then|will)\s+)*$",
        re.IGNORECASE,
    )


_BIDDEN = re.compile(
    r"(?:(?<=have\s)been|(?<=has\s)been|(?<=will\s)be|was|were)\s+(?:asked|requested|tasked)"
)


def _unnamed(reading: Reading, said: Sentence, at: int) -> list[Party] | None:
    """Whom a pronoun means before a verb; nobody, where there is none ("Will write again")."""
    pronoun = _PRONOUN.fullmatch(said.text[:at])
    if pronoun is None:
        return None
    if pronoun["one"] is None and pronoun["many"] is None:
        return [] if _ORDER.match(said.text, at) else None
    who, _ = reading.parties.listed(said.before, 0)
    alone = len(who) == 1 and who[0].kind is not OwnerKind.ORGANISATION
    if (alone if pronoun["one"] else len(who) > 1) and all(known(p, opens=True) for p in who):
        return [moved(party, said.before_start - said.start) for party in who]
    return [] if pronoun["one"] else None


_ORDER = re.compile(r"will|needs?\b", re.IGNORECASE)
_WILL = re.compile(r"will\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\W*(?:(?P<one>He|She)|(?P<many>They))?\s*(?:(?:also|then|therefore|now|has|have)\s+)*"
    r"(?:(?:said|added|confirmed|stated|replied|explained)\s+(?:that\s+)?(?:he|she|they)\s+)?"
)


def _spoken(reading: Reading, text: str, at: int) -> list[Party] | None:
    """The speaker of "BO confirmed that he will write", where a pronoun stands before the verb."""
    said = _SAID.search(text[:at])
    if said is None:
        return None
    for begin in _starts(text[: said.start()]):
        parties, end = reading.parties.listed(text, begin)
        if parties and end == said.start():
            opens = not text[:begin].strip(" -–—•")
            return parties if all(known(party, opens=opens) for party in parties) else None
    return None


_SAID = re.compile(
    r"\s+(?:(?:has|have|had|also|then)\s+)*(?:agreed|confirmed|said|stated|advised|added|offered|"
    r"explained|indicated|promised|replied|responded|assured\s+\w+(?:\s+\w+)?|undertook)\s+(?:that\s+)?"
    r"(?:he|she|they|he/she|s/he)(?:\s+(?:\w+\s+){0,5}and)?\s*(?:(?:now|also|then|personally)\s+)*$"
)
_ADVERB = re.compile(
    r"\s+(?:(?:now|also|then|therefore|kindly|both|all|further|has|have|been|subsequently|will|would)\s+)*$"
)
_IF = re.compile(
    r"\b(?:if|whether|until|when|hoped|hopes|before|who|which|unless|by|from|of|for|with|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:asked|asks|requested|invited|tasked|wanted|reminded)\s+(?:that\s+)?(?:the\s+)?$"
)


def _subject(reading: Reading, text: str, at: int, verb: Verb, *, acts: bool) -> list[Party] | None:
    """The people right before a verb: known at the meeting, or a post or body that opens the line.

    The verb may be the second of a sentence ("Mary has the notes and will distribute them").
    """
    lead = text[:at]
    adverb = _ADVERB.search(lead)
    if not adverb:
        return None
    stem = lead[: adverb.start()]
    for begin in _starts(stem):
        parties, end = reading.parties.listed(text, begin)
        if parties and end == len(stem):
            before = _BREAK.split(text[:begin])[-1]
            if not _bound(text, at, verb, before, parties[-1]):
                return None
            opens = _OPENS.fullmatch(before) is not None
            opens = opens or (verb.rule == TASKED and _resolves(lead[:begin]))
            if all(known(party, opens=opens, acts=acts) for party in parties):
                return parties
            break
    if acts and verb.rule in FIRM and (named := _stranger(reading, text, stem)):
        return named
    if _AND.search(lead) and verb.rule == "action.promise-will":
        clause = max((found.end() for found in _SEMICOLON.finditer(lead)), default=0)
        parties, end = reading.parties.listed(text, clause)
        if parties and _PREDICATE.match(text, end):
            return parties if all(known(party, opens=False) for party in parties) else None
    return None


def _bound(text: str, at: int, verb: Verb, before: str, party: Party) -> bool:
    """Whether a verb binds the party that stands right before it, `before` being what leads to it."""
    asked = _ASKS.search(before) is not None
    if verb.rule == BARE_TO and not (asked or _OPENS.fullmatch(before)):
        return False
    if asked and (_ANSWERS.match(text, at) or _AGO.match(text)):
        return False
    if verb.rule == AGREED and party.kind is OwnerKind.ORGANISATION and _body().search(party.text):
        return False
    return _IF.search(before) is None


_BREAK = re.compile(
    r"\s[–—-]\s|—|[:;•]\s|,\s+(?=(?:and\s+)?$)|\s(?:and|but)\s+(?=(?:the\s+)?$)|,\s+(?=the\s+$)"
)
"""Where a line begins anew: "The list was not received – Clerk to find out why"."""

_OPENS = re.compile(r"[\s–—•-]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+)?(?:[Tt]he\s+)?")
"""What may stand before the party that opens a line: a bullet, a number, an article."""

_AGO = re.compile(r"\W*(?:[Oo]n|[Ii]n|[Ss]ince)\s+(?:the\s+)?(?:\d|[A-Z][a-z]+\s+\d)")
"""How a sentence begins that tells what was asked on an earlier day."""

_ANSWERS = re.compile(
    r"to\s+(?:(?:then|briefly|please)\s+)?(?:give|introduce|explain|outline|present|speak|talk|comment|describe|update|consider|note|take\s+(?:this|it|that)|expand|respond|join|leave|provide\s+an?\s+(?:update|overview|summary))\b"
)
"""What a speaker is asked to do at the meeting itself: "asked the Treasurer to explain"."""

_MEETING = re.compile(r"(?:^\W*|\b[Ii]t\s+was\s+(?:\w+\s+)?)$")
"""What stands before "resolved to", where it is the meeting that resolves."""


@cache
def _body() -> re.Pattern[str]:
    """A body that agrees to something decides it, and promises nothing."""
    return re.compile(rf"\b(?:{items().deciders})$")


_SEMICOLON = re.compile(r";\s+")
_AND = re.compile(r"\s(?:and|but|then)\s+$")
_PREDICATE = re.compile(
    r"\s+(?:has|have|had|is|are|was|were|will|would|did|met|spoke|sent|made|drafted|contacted|received|"
    r"visited|attended|obtained|offered|agreed|gave|thanked|apologised|accepted|noted)\b(?!\s+that\b)"
)
"""What a party did before it is to do more; "The Chair mentioned that the figures … and will" is not."""


def _stranger(reading: Reading, text: str, stem: str) -> list[Party] | None:
    """People whom no list names and with whom a line opens: "Mary will send the cards"."""
    start = len(_BREAK.split(stem)[-1])
    begin = (
        len(stem)
        - start
        + len(stem[len(stem) - start :])
        - len(stem[len(stem) - start :].lstrip(" -–—•"))
    )
    parties, end = reading.parties.listed(text, begin, loose=True)
    fits = parties and end == len(stem) and not _MANY.search(parties[-1].text)
    if fits and any(_noun(reading, party) for party in parties):
        return None
    return parties if fits and all(p.kind is not OwnerKind.ORGANISATION for p in parties) else None


def _noun(reading: Reading, party: Party) -> bool:
    """Whether what looks like one name is any noun, which the minutes write in small letters too."""
    alone = party.basis == "unknown-name" and party.text.isalpha()
    small = rf"\b{re.escape(party.text.lower())}s?\b"
    return alone and re.search(small, reading.document.text) is not None


_MANY = re.compile(r"(?:^|\s)[A-Z][a-z]+s$")
"""A plural is nobody's name: "Vendors will review the list"."""


def known(party: Party, *, opens: bool, acts: bool = False) -> bool:
    """Whether a party was at the meeting; a post or a person of title may also open the sentence.

    So may a body, where the verb is one that tasks begin with. "A charity has asked the Home
    Secretary to look at it" promises nothing.
    """
    if party.attendee is not None or party.basis == "ambiguous":
        return True
    if opens and acts and party.kind is OwnerKind.ORGANISATION:
        return True
    return opens and party.kind in {OwnerKind.POST, OwnerKind.PERSON}


def _starts(stem: str) -> list[int]:
    """Places where a list of parties that ends the stem may begin, the longest list first."""
    return [capital.start() for capital in _CAPITAL.finditer(stem, max(0, len(stem) - LIST))]


_CAPITAL = re.compile(r"(?<![\w/’'.])[A-Z]")

LIST = 60
"""Code points of a list of parties before a verb."""
