"""The spaCy pipeline: a blank tokenizer, a gazetteer and our own components, from data.

`spacy.load("models/minutes")` gives it to whoever has imported this module. Each component looks
(`match`, pure) and then touches (`set_annotations`, once). What the document is and who was there
comes in as `doc._.context`; what a component finds stands in `doc._.found` for those behind it, and
hangs on its span as `span._.value` for whoever looks at a `Doc`. No object of spaCy leaves this
package: `harvest` gives our own drafts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress
from pathlib import Path
from typing import Any, TypeVar

import spacy
from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from pipeline.extract import gazetteer, inspections, parties, replies
from pipeline.extract import tokens as _tokens  # noqa: F401 - registers the tokenizer of the config
from pipeline.extract.items import (
    actions,
    approvals,
    decisions,
    margin,
    merge,
    promises,
    quoted,
    rows,
    typed,
    updates,
)
from pipeline.extract.items.data import items
from pipeline.extract.items.drafts import DraftAction, DraftDecision, DraftMention, DraftUpdate
from pipeline.extract.items.promisers import Verb
from pipeline.extract.reading import Reading
from pipeline.model import Span
from pipeline.models import Strict, directory, load_lines

Drafted = TypeVar("Drafted", DraftAction, DraftUpdate, DraftDecision, DraftMention)
Found = tuple[str, Span, Any]  # a label, a place of the document, and the value that hangs there

for _owner, _name in ((Doc, "context"), (Doc, "found"), (DocSpan, "value")):
    if not _owner.has_extension(_name):
        _owner.set_extension(_name, default=None)


class Promise(Strict, frozen=True):
    """A token pattern; `label` is the confidence of what it finds."""

    id: str
    label: str
    pattern: list[dict[str, Any]]

    def openers(self) -> list[str]:
        """The words with which the pattern may begin: it gives them in lower case."""
        lower = self.pattern[0]["LOWER"]
        return [lower] if isinstance(lower, str) else list(lower["IN"])

    def goes_on(self, word: str) -> bool:
        """Whether a word, in lower case, may come second.

        A token that may be missing may be followed by the next one in its place.
        """
        for token in self.pattern[1:]:
            lower, times = token.get("LOWER", {}), token.get("OP", "")
            if isinstance(lower, str):
                fits = word == lower
            else:
                fits = word in lower.get("IN", (word,)) and word not in lower.get("NOT_IN", ())
            if fits or not times:
                return fits
            if times not in {"?", "*"}:
                break
        return True


class Component:
    """A component that marks spans of the document, grouped under `doc.spans` by their label.

    A factory gives each its pipeline and its name, as spaCy does.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.vocab = nlp.vocab
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Look, then touch."""
        self.set_annotations(doc, self.keep(doc))
        return doc

    def keep(self, doc: Doc) -> list[Found]:
        """What the component finds, kept for those behind it: all that facts need."""
        matches = self.match(doc)
        kept = doc._.found or {}
        for label, place, found in matches:
            kept.setdefault(label, []).append((place, found))
        doc._.found = kept
        return matches

    def match(self, doc: Doc) -> list[Found]:
        """What the component finds, without touching the document."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, matches: Iterable[Found]) -> None:
        """Mark what was found. Places that cut a token are widened to it; the values are exact.

        spaCy keeps `span._.value` by the place alone, so one place holds the values of all groups.
        """
        groups: dict[str, list[DocSpan]] = {}
        for label, place, found in matches:
            marked = doc.char_span(place.start, place.end, label=label, alignment_mode="expand")
            if marked is None:
                continue
            held = marked._.value or {}
            if label not in held:
                groups.setdefault(label, []).append(marked)
            marked._.value = {**held, label: (*held.get(label, ()), found)}
        for label, spans in groups.items():
            doc.spans[label] = [*doc.spans.get(label, ()), *spans]


@Language.factory("minutes_layout", assigns=["doc.spans", "span._.value"])
class Layout(Component):
    """Blocks and sections, as `doc.spans["blocks"]` and `doc.spans["sections"]`."""

    def match(self, doc: Doc) -> list[Found]:
        """Every block and section of the meetings in hand."""
        found: list[Found] = []
        for reading in contexts(doc):
            found += [("blocks", p.span, p) for p in reading.passages]
            found += [("sections", s.span, s) for s in reading.sections]
        return found


@Language.factory("minutes_parties", requires=["doc.spans"], assigns=["doc.spans"])
class PartiesComponent(Component):
    """People, posts and organisations wherever they are named, as `doc.spans["parties"]`."""

    def match(self, doc: Doc) -> list[Found]:
        """Attendees by any of their names; posts and bodies where the gazetteer marked them."""
        places = [(span.start_char, span.end_char) for span in doc.spans.get("gazetteer", ())]
        found: list[Found] = []
        for reading in contexts(doc):
            within, text = reading.within, reading.document.text  # doc.text would be built anew
            places += reading.parties.places(text, within)
            for start, _ in sorted(set(places)):
                party = reading.parties.at(text, start)
                if party is not None and within.start <= start < within.end:
                    found.append(("parties", Span(start=party.start, end=party.end), party))
        return found


@Language.factory("minutes_actions", assigns=["doc._.found", "doc.spans"])
class Actions(Component):
    """Labelled actions and the events of quoted ones; what they used, as `doc.spans["claimed"]`."""

    def match(self, doc: Doc) -> list[Found]:
        """Labels, tables, margins, bold and the closing summary, each task once."""
        found: list[Found] = []
        for reading in contexts(doc):
            marked = merge.merged(reading)
            found += [("actions", one.span, one) for one in marked.actions]
            found += [("updates", one.span, one) for one in marked.updates]
            found += [
                ("claimed", p.span, p.index) for p in reading.passages if p.index in marked.claimed
            ]
        return found


@Language.factory("minutes_updates", requires=["doc._.found"], assigns=["doc.spans"])
class Updates(Component):
    """Events of earlier actions told in prose and lists."""

    def match(self, doc: Doc) -> list[Found]:
        """Lists, counts, corrections, notes and named actions outside what labels claimed."""
        return [
            ("updates", one.span, one)
            for reading in contexts(doc)
            for one in updates.updates(
                reading, claimed(doc, reading), values(doc, "updates"), labelled(doc, reading)
            )
        ]


@Language.factory("minutes_decisions", requires=["doc._.found"], assigns=["doc.spans"])
class Decisions(Component):
    """Decisions of the meeting."""

    def match(self, doc: Doc) -> list[Found]:
        """Labelled and prose decisions, leaving out words that belong to quoted actions."""
        return [
            ("decisions", one.span, one)
            for reading in contexts(doc)
            for one in (
                *decisions.decisions(reading, _quoting(doc, reading), _marked(doc)),
                *typed.typed(reading).decisions,
            )
        ]


@Language.factory("minutes_promises", requires=["doc._.found"], assigns=["doc.spans"])
class Promises(Component):
    """Implied actions: promises that no label marks."""

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self.confidence = {}
        self.strings = nlp.vocab.strings
        self.longest: dict[int, int] = defaultdict(int)
        self.matchers: dict[int, Matcher] = defaultdict(lambda: Matcher(nlp.vocab))
        self.rows: dict[int, list[Promise]] = defaultdict(list)
        for row in load_lines("patterns/promises.jsonl", Promise):
            self.confidence[row.id] = float(row.label)
            for opener in map(self.strings.add, row.openers()):
                self.matchers[opener].add(row.id, [row.pattern])
                self.rows[opener].append(row)
                self.longest[opener] = max(self.longest[opener], len(row.pattern))
        self.begins = lru_cache(WORDS_KNOWN)(self._begins)

    def match(self, doc: Doc) -> list[Found]:
        """Verbs by token patterns, then who stands before them."""
        verbs = [
            Verb(
                start=doc[start].idx,
                end=doc[end - 1].idx + len(doc[end - 1]),
                rule=doc.vocab.strings[key],
                confidence=self.confidence[doc.vocab.strings[key]],
            )
            for key, start, end in self.verbs(doc)
        ]
        covered = [one.task for one in values(doc, "actions")]
        covered += [one.span for one in values(doc, "updates")]
        return [
            ("promises", one.span, one)
            for reading in contexts(doc)
            for one in promises.promises(
                reading, verbs, claimed(doc, reading), covered, labelled(doc, reading)
            )
        ]

    def verbs(self, doc: Doc) -> list[tuple[int, int, int]]:
        """What the patterns match, as key, first token and end: each looked for where it may begin."""
        words = [*doc.to_array("LOWER").tolist(), NO_WORD]
        openers = compress(range(len(words)), map(self.matchers.__contains__, words))
        return [
            (key, place, place + last)
            for place in openers
            if self.begins(word := words[place], words[place + 1])
            for key, first, last in self.matchers[word](doc[place : place + self.longest[word]])
            if not first
        ]

    def _begins(self, opener: int, second: int) -> bool:
        """Whether a pattern may begin with two words."""
        word = self.strings[second]
        return any(row.goes_on(word) for row in self.rows[opener])


NO_WORD = 0
"""What stands behind the last word."""


@Language.factory("minutes_inspections", requires=["doc.spans"], assigns=["doc.spans"])
class Inspections(Component):
    """Words that name the inspectorate, its programmes and items."""

    def match(self, doc: Doc) -> list[Found]:
        """The mentions of each meeting in hand."""
        return [
            ("inspections", one.span, one)
            for reading in contexts(doc)
            for one in inspections.mentions(reading)
        ]


def contexts(doc: Doc) -> tuple[Reading, ...]:
    """The meetings in hand; none where the document came without a context."""
    return doc._.context or ()


def values(doc: Doc, key: str) -> list[Any]:
    """What was found under a label so far."""
    return [one for _, one in _kept(doc, key)]


def _kept(doc: Doc, key: str) -> list[tuple[Span, Any]]:
    """The same with the places."""
    found: dict[str, list[tuple[Span, Any]]] = doc._.found or {}
    return found.get(key, [])


def claimed(doc: Doc, reading: Reading) -> frozenset[int]:
    """The passages of a meeting that labels and tables used."""
    inside = reading.within
    return frozenset(
        index for place, index in _kept(doc, "claimed") if inside.start <= place.start < inside.end
    )


def labelled(doc: Doc, reading: Reading) -> list[DraftAction]:
    """The actions of one meeting that a label, a table or a margin marks."""
    return [
        one
        for one in values(doc, "actions")
        if reading.within.start <= one.span.start < reading.within.end
    ]


def _quoting(doc: Doc, reading: Reading) -> frozenset[int]:
    """The passages whose words belong to events of earlier actions or to tables of them."""
    events = [one.span for one in values(doc, "updates") if one.quote]
    tables = claimed(doc, reading)
    return frozenset(
        p.index
        for p in reading.passages
        if (p.block.cell is not None and p.index in tables)
        or any(p.span.overlaps(event) for event in events)
    )


def _marked(doc: Doc) -> list[Span]:
    """The sentences that a mark behind them, or an owner, makes actions."""
    return [one.task for one in values(doc, "actions") if one.rule in MARKED_BEHIND]


MARKED_BEHIND = frozenset({"action.end-marker", "action.trailing-owner", "action.bracket"})
"""Rules of actions whose words are a sentence of the running text."""


@cache
def load() -> Language:
    """The pipeline of `models/minutes` with its gazetteer, built once a process.

    Its words bear only what patterns ask of a word: the rest, for each new word, is a third of
    learning it. `spacy.load("models/minutes")` gives words with all that spaCy knows of them.
    """
    gazetteer.entries()  # a mistyped key is refused by name, which spaCy would not do
    nlp = spacy.load(Path(directory()) / "minutes")
    nlp.max_length = LONGEST
    nlp.tokenizer.max_cache_size = 2 * WORDS_KNOWN
    told = nlp.vocab.lex_attr_getters
    nlp.vocab.lex_attr_getters = {asked: told[asked] for asked in ASKED}
    return nlp


ASKED = tuple(IDS[name] for name in ("LOWER", "IS_ALPHA", "NORM", "LANG"))
"""Attributes of words that patterns ask for, and those by which spaCy knows a word's language."""


LONGEST = 20_000_000
"""Code points of a document: nothing here needs memory beyond the text's own size."""


def understand(
    nlp: Language, text: str, readings: Sequence[Reading], *, facts_alone: bool = False
) -> Doc:
    """Run the pipeline over one document's text with its meetings as the context.

    With `facts_alone` nothing is made that only shows what a document is made of: neither the
    components that do so, nor spans.
    """
    _learn_words(nlp, text)
    doc = nlp.make_doc(text)
    doc._.context = tuple(readings)
    for name, component in nlp.pipeline:
        if not facts_alone:
            doc = component(doc)
        elif name not in SHOWING:
            component.keep(doc)
    return doc


SHOWING = frozenset({"layout", "gazetteer", "parties"})
"""Components that mark blocks, sections and names for whoever looks at a `Doc`: no fact needs them."""


def _learn_words(nlp: Language, text: str) -> None:
    """Show the tokenizer each word once by itself.

    It remembers how it split a word only until the first word of a text that is an exception
    ("a.m."): minutes have one in their first lines, and every later word would be split anew.
    """
    seen = _seen(nlp.vocab)
    if len(seen) < WORDS_KNOWN:
        new = {word for word in set(text.split()) - seen if len(word) <= LONGEST_WORD}
        for word in new:
            nlp.tokenizer(word)
        seen |= new


@cache
def _seen(_vocab: Vocab) -> set[str]:
    return set()


WORDS_KNOWN = 50_000
"""Words that a process gets to know at most."""

LONGEST_WORD = 40
"""Letters of a word that may come again."""


def harvest(doc: Doc, key: str, within: Span) -> list[Any]:
    """What was found under a label inside one meeting, in order of place."""
    return sorted(
        (
            one
            for one in values(doc, key)
            if within.start <= one.span.start < within.end or one.span == within
        ),
        key=lambda one: (one.span.start, one.span.end),
    )


def rules() -> tuple[str, ...]:
    """Every rule id that this pipeline can give a fact."""
    modules = (
        actions,
        approvals,
        decisions,
        inspections,
        margin,
        merge,
        parties,
        quoted,
        replies,
        rows,
        typed,
        updates,
    )
    listed = [rule for module in modules for rule in module.RULES]
    listed += [row.id for row in items().decision_sentences]
    listed += [row.id for row in load_lines("patterns/promises.jsonl", Promise)]
    return tuple(dict.fromkeys(listed))


__all__ = ["Language", "harvest", "load", "rules", "understand"]
