"""What a line of the front is by its words: an organisation, a post, a title, a heading, or nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.attendance.entry import Entry
from pipeline.extract.attendance.rows import headings
from pipeline.extract.attendance.words import lexicon
from pipeline.extract.front import Line

_WORD = re.compile(r"\w+")

LONGEST_HEADING = 60
"""Code points of the longest heading of an item."""


def is_organisation(label: str) -> bool:
    """Whether words name an organisation or a group of people: "OPCC", "Independent members"."""
    known, plain = lexicon(), label.casefold()
    words = _WORD.findall(plain)
    return plain in known.organisations or not known.organisation_words.isdisjoint(words)


def is_post(label: str) -> bool:
    """Whether a label before a name is that person's post: "Chief Constable: Dan Okafor"."""
    found = lexicon()
    return all(
        word.lower() in found.post_words or bool(found.rank.match(word)) for word in label.split()
    )


def is_title(text: str, entries: Sequence[Entry], *, loud: bool = False) -> bool:
    """Whether a line is a title in capitals and no person: "PUBLIC ACCOUNTABILITY CONFERENCE".

    `loud` says that it is set as a heading.
    """
    if not text.isupper():
        return False
    proved = any(entry.title or entry.rank or entry.brackets for entry in entries)
    words = {word.lower() for word in _WORD.findall(text)}
    return not proved and (loud or not words.isdisjoint(lexicon().no_names))


def says_nobody(text: str) -> bool:
    """Whether words under a heading name nobody: "None.", "As above"."""
    return lexicon().nobody.fullmatch(text) is not None


def opens_list(text: str) -> bool:
    """Whether the heading of an item is the heading of a list and nothing else."""
    first = next(headings(text), None)
    return first is not None and first.firm and first.end >= len(text.rstrip())


def is_item(text: str) -> bool:
    """Whether a line is the heading of an item on apologies: "1. Welcome and Apologies"."""
    if len(text) > LONGEST_HEADING or not lexicon().apologies_item.search(text):
        return False
    bare = re.sub(r"^[\W\d_]+", "", text).strip(" .:")
    listed = next(headings(bare), None)
    both = re.search(r"\b(?:attendance|present|attendees)\b", text, re.IGNORECASE)
    sentence = re.search(
        r"\b(?:were|was|had|have|received|accepted|from|as above|gave|sent)\b", bare
    )
    return not both and not sentence and (not listed or listed.end >= len(bare))


def heads_other(line: Line) -> bool:
    """Whether a cell is the head of a column without people: "Role", "Initials"."""
    return all(word.lower() in lexicon().no_names for word in line.text.split())
