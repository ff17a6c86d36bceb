"""Dates as minutes write them: found by our own grammar, read on bounded spans alone."""

from pipeline.extract.dates.due import alone, deadline, due
from pipeline.extract.dates.grammar import DatePhrase, PhraseKind, find_dates, rules
from pipeline.extract.dates.resolve import DateContext, resolve

__all__ = [
    "DateContext",
    "DatePhrase",
    "PhraseKind",
    "alone",
    "deadline",
    "due",
    "find_dates",
    "resolve",
    "rules",
]
