"""What persons say of the register: kept apart, never lost, applied anew at every build."""

from __future__ import annotations

from pipeline.corrections.apply import correct, relink
from pipeline.corrections.entry import Correction, Target, words_hash
from pipeline.corrections.ledger import NAME, Ledger, append, compare, read, trusted
from pipeline.corrections.locate import Finder
from pipeline.corrections.plan import Outcome, Plan
from pipeline.corrections.words import Kind, State, rules

__all__ = [
    "NAME",
    "Correction",
    "Finder",
    "Kind",
    "Ledger",
    "Outcome",
    "Plan",
    "State",
    "Target",
    "append",
    "compare",
    "correct",
    "read",
    "relink",
    "rules",
    "trusted",
    "words_hash",
]
