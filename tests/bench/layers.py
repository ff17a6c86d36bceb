"""`python -m tests.bench.layers LABELS…`: what each layer of understanding brings, as F1 a field.

Plain regular expressions, the rules, the rules with the components of spaCy, and those with a text
classifier trained on `corpus/` (the labels that declare `split: dev`): added to them, and, for
decisions and promises, in the place of them. The table of `docs/accuracy.md` is made with it.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language

from pipeline.evaluate import load, run
from pipeline.evaluate.labels import read_labels, split_of
from pipeline.evaluate.report import Report
from pipeline.extract import language
from pipeline.model import Document, Extraction
from tests.bench import regular, trained

SPACY = ("gazetteer", "parties", "promises")
"""Components whose work is spaCy's: the span ruler, the parties that it marks, the matcher."""

SHOWN = (
    "date",
    "attendance",
    "initials",
    "sections",
    "labelled actions",
    "implied actions",
    "owners",
    "due dates",
    "decisions",
    "outcomes",
    "events found",
    "hmicfrs",
)
Reader = Callable[[Path, str], tuple[Document, Extraction]]


def main(arguments: Sequence[str]) -> int:
    """Print one table a set of labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--half", choices=["worked-on", "held-out"])
    parser.add_argument("--archive", type=Path)
    asked = parser.parse_args(arguments)
    model = trained.train(Path("corpus") / "gold", Path("corpus"))
    for gold in asked.labels:
        print(f"\n### {gold.name}\n")  # noqa: T201 - what it is for
        table(gold, asked.half, asked.archive, model)
    return 0


def table(gold: Path, half: str | None, archive: Path | None, model: Language) -> None:
    """Print the F1 of every field by layer, in Markdown."""
    layers: dict[str, Reader] = {
        "plain regular expression": regular.read,
        "rules": _without_spacy,
        "+ spaCy components": load,
        "+ trained": functools.partial(trained.read, model),
        "trained alone": functools.partial(trained.alone, model),
    }
    reports = {
        name: run(gold, archive, _unseen(gold), half=half, reader=reader)
        for name, reader in layers.items()
    }
    print(f"| field | {' | '.join(layers)} |")  # noqa: T201
    print(f"| --- |{' ---: |' * len(layers)}")  # noqa: T201
    for field in SHOWN:
        if any(_labelled(report, field) for report in reports.values()):
            cells = " | ".join(f"{report.score(field).f1:.3f}" for report in reports.values())
            print(f"| {field} | {cells} |")  # noqa: T201


def _labelled(report: Report, field: str) -> bool:
    score = report.score(field)
    return score.tp + score.fn > 0


def _unseen(gold: Path) -> list[str] | None:
    """The labels that the classifier was not trained on, where they say which these are."""
    split = split_of(gold)
    held = [truth.path for truth in read_labels(gold) if split.get(truth.path) == "held-out"]
    return held or None


def _without_spacy(root: Path, path: str) -> tuple[Document, Extraction]:
    with language.load().select_pipes(disable=list(SPACY)):
        return load(root, path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
