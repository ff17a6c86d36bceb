"""A text classifier of spaCy, trained on the invented corpus: decisions and promises by their words.

It is tried here and is no part of the program: on minutes never seen it loses to the rules, and
adds nothing to them that is more often right than wrong (docs/accuracy.md has the scores).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from pipeline.evaluate import load
from pipeline.evaluate.labels import read_labels, split_of
from pipeline.evaluate.truth import Truth
from pipeline.evaluate.words import likeness
from pipeline.extract.items.decisions import outcome_of
from pipeline.extract.passages import read_passages, sentences
from pipeline.model import (
    Action,
    ActionKind,
    Decision,
    Document,
    Evidence,
    Extraction,
    Minutes,
    Span,
    make_id,
    replace,
)

DECISION, PROMISE = "DECISION", "PROMISE"
SURE = 0.5
"""The score from which a sentence is claimed."""

ROUNDS = 12
ALIKE = 0.8
"""The share of a label's weighty words that makes a sentence its example."""


def train(gold: Path, archive: Path) -> Language:
    """Train on the labels of `gold` that are not held out; the same labels give the same model."""
    fix_random_seed(0)
    split = split_of(gold)
    nlp = spacy.blank("en")
    classifier = nlp.add_pipe(
        "textcat_multilabel",
        config={
            "model": {
                "@architectures": "spacy.TextCatBOW.v3",
                "ngram_size": 2,
                "no_output_layer": False,
                "exclusive_classes": False,
                "length": 65536,
            }
        },
    )
    for label in (DECISION, PROMISE):
        classifier.add_label(label)
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": cats})
        for truth in read_labels(gold)
        if split.get(truth.path) != "held-out"
        for text, cats in _examples(truth, archive)
    ]
    nlp.initialize(lambda: examples)
    order = random.Random(0)  # noqa: S311 - no secret
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for batch in minibatch(examples, size=64):
            nlp.update(batch)
    return nlp


def _examples(truth: Truth, archive: Path) -> Iterator[tuple[str, dict[str, float]]]:
    document, extraction = load(archive, truth.path)
    decided = [one.key for one in truth.decisions or ()]
    promised = [one.key for one in truth.actions if one.kind is ActionKind.IMPLIED]
    for minutes in extraction.minutes:
        for _, text in _sentences(document, minutes):
            yield (
                text,
                {
                    DECISION: float(any(likeness(key, text) >= ALIKE for key in decided)),
                    PROMISE: float(any(likeness(key, text) >= ALIKE for key in promised)),
                },
            )


def _sentences(document: Document, minutes: Minutes) -> Iterator[tuple[Span, str]]:
    for passage in read_passages(document, minutes.span, minutes.sections):
        for start, end in sentences(passage.text):
            span = passage.span_of(start, end)
            yield span, span.of(document.text)


def read(model: Language, root: Path, path: str) -> tuple[Document, Extraction]:
    """A labelled file with what the classifier adds to the rules, and nothing that they have."""
    document, extraction = load(root, path)
    more = tuple(_more(model, document, minutes) for minutes in extraction.minutes)
    return document, replace(extraction, minutes=more)


def alone(model: Language, root: Path, path: str) -> tuple[Document, Extraction]:
    """A labelled file with the classifier in the place of the rules for decisions and promises."""
    document, extraction = load(root, path)
    bare = [
        replace(
            one,
            decisions=(),
            actions=tuple(a for a in one.actions if a.kind is ActionKind.LABELLED),
        )
        for one in extraction.minutes
    ]
    more = tuple(_more(model, document, minutes) for minutes in bare)
    return document, replace(extraction, minutes=more)


def _more(model: Language, document: Document, minutes: Minutes) -> Minutes:
    held = [one.evidence.span for one in minutes.decisions]
    held += [one.evidence.span for one in minutes.actions]
    held += [one.evidence.span for one in minutes.updates]
    free = [
        (span, text)
        for span, text in _sentences(document, minutes)
        if not any(span.overlaps(other) for other in held)
    ]
    decisions, actions = list(minutes.decisions), list(minutes.actions)
    for (span, text), doc in zip(free, model.pipe([text for _, text in free]), strict=True):
        evidence = Evidence(span=span, rule="trained")
        made = make_id("trained", str(span.start))
        if doc.cats[DECISION] >= SURE:
            decisions.append(
                Decision(id=made, text=text, outcome=outcome_of(text), evidence=evidence)
            )
        elif doc.cats[PROMISE] >= SURE:
            actions.append(Action(id=made, text=text, kind=ActionKind.IMPLIED, evidence=evidence))
    return replace(minutes, decisions=tuple(decisions), actions=tuple(actions))
