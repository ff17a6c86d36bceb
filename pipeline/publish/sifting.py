"""Finding what is withheld in a register: whole documents, and passages of the others."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from pipeline.model import Span, value
from pipeline.publish.markings import Markings
from pipeline.publish.passages import REPEATED, WITHIN, Part, Passage, exempt, merged
from pipeline.publish.repeats import Repeats

OWN = ("actions", "decisions", "action_events")
"""Tables whose words are an item's own: withheld wherever they stand."""

DAYS = """
  select d.id, min(m.date) from documents d join meeting_documents x on x.document_id = d.id
  join meetings m on m.id = x.meeting_id where m.date is not null group by d.id
"""
"""The day of each document that records a dated meeting."""

FRONTS = """
  select d.id, d.marking, coalesce(d.title, ''), d.path, substr(d.text, 1, min(600, coalesce((
    select min(s.span_start) from sections s where s.document_id = d.id and s.heading is not null
  ), 600))) from documents d
"""
"""What names a document, and the lines before its first heading."""


@value
class Sifted:
    """What is withheld: documents whole, by id, and passages of documents that stay."""

    documents: frozenset[str]
    passages: dict[str, list[Passage]]
    repeats: Repeats


def sift(register: sqlite3.Connection, known: Markings) -> Sifted:
    """Find what is withheld from a register that is only read."""
    whole = frozenset(_whole(register, known))
    passages: dict[str, list[Passage]] = {}
    repeats = Repeats()
    days = dict(register.execute(DAYS))
    for document, text in _texts(register):
        if document in whole:
            repeats.passage(text, days.get(document, ""))
            continue
        found = exempt(text, _parts(register, document), known)
        if found:
            passages[document] = found
            for passage in found:
                repeats.passage(text[passage.span.start : passage.span.end])
    for document, words in _own(register, whole, passages):
        repeats.own(words, days.get(document, "") if document in whole else "")
    repeats.compare(
        (text, days.get(document, "")) for document, text in _left(register, whole, passages)
    )
    names = _names(register)
    for document, text in _texts(register):
        if document in whole:
            continue
        again = [
            Passage(span=span, reason=REPEATED)
            for span in repeats.found(text)
            # the words that name or date a meeting are no secret of an item
            if not any(span.overlaps(name) for name in names[document])
        ]
        if again:
            passages[document] = merged([*passages.get(document, ()), *again])
    return Sifted(documents=whole, passages=passages, repeats=repeats)


def _whole(register: sqlite3.Connection, known: Markings) -> Iterator[str]:
    """Documents that are withheld whole: by marking, head, foot or stamp, title, name or first lines."""
    for document, text in register.execute("select document_id, text from furniture"):
        if known.above.search(text):
            yield document
    for document, marking, title, path, front in register.execute(FRONTS):
        named = re.sub(r"[_./\\-]+", " ", path)
        if not known.keeps(marking) or any(
            known.above.search(words) or known.heading.search(words) for words in (title, named)
        ):
            yield document
        for line in front.split("\n"):
            alone = " ".join(re.findall(r"[^\W\d_]+", known.above.sub("", line))) == ""
            if len(line) <= WITHIN and (
                known.heading.search(line) or (known.above.search(line) and alone)
            ):
                yield document


def _texts(register: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    yield from register.execute("select id, text from documents order by id")


def _parts(register: sqlite3.Connection, document: str) -> list[Part]:
    rows = register.execute(
        "select id, span_start, span_end, coalesce(number, '') || ' ' || coalesce(heading, ''), "
        "parent_id, meeting_id from sections where document_id = ? order by span_start, ordinal",
        (document,),
    )
    return [
        Part(
            id=key, span=Span(start=start, end=end), heading=heading, parent=parent or "",
            meeting=meeting or "",
        )
        for key, start, end, heading, parent, meeting in rows
    ]  # fmt: skip


def _own(
    register: sqlite3.Connection, whole: frozenset[str], passages: dict[str, list[Passage]]
) -> Iterator[tuple[str, str]]:
    for table in OWN:
        sql = f"select document_id, span_start, span_end, text from {table}"  # noqa: S608 (our own names)
        for document, start, end, text in register.execute(sql):
            span = Span(start=start, end=end)
            if document in whole or any(
                one.span.overlaps(span) for one in passages.get(document, ())
            ):
                yield document, text


def _left(
    register: sqlite3.Connection, whole: frozenset[str], passages: dict[str, list[Passage]]
) -> Iterator[tuple[str, str]]:
    """What is left of each document, to see which words are set phrases."""
    for document, text in _texts(register):
        if document in whole:
            continue
        at, pieces = 0, []
        for passage in passages.get(document, ()):
            pieces.append(text[at : passage.span.start])
            at = passage.span.end
        yield document, "\n".join([*pieces, text[at:]])


def _names(register: sqlite3.Connection) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for document, start, end in register.execute(
        "select document_id, span_start, span_end from meetings"
    ):
        found[document].append(Span(start=start, end=end))
    return found
