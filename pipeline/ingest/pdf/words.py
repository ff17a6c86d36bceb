"""The words of `models/layout.yml` by which columns are told."""

from __future__ import annotations

import re
from functools import cache

from pipeline import models

_EDGES = re.compile(r"^\W+|\W+$")


class Layout(models.Strict, frozen=True):
    """Shape of `models/layout.yml`: lower-case heads without a colon."""

    labels: tuple[str, ...]
    list_heads: tuple[str, ...]
    side_heads: tuple[str, ...]
    table_heads: tuple[str, ...]


@cache
def _heads() -> dict[str, frozenset[str]]:
    layout = models.load("layout.yml", Layout)
    return {
        "label": frozenset((*layout.labels, *layout.list_heads)),
        "list": frozenset(layout.list_heads),
        "side": frozenset(layout.side_heads),
        "table": frozenset(layout.table_heads),
    }


def is_list_head(text: str) -> bool:
    """Whether a line heads a list of people: "Present:"."""
    return _plain(text) in _heads()["list"]


def is_label(text: str) -> bool:
    """Whether a line is a label of the front or heads a list: "Date", "Present"."""
    return _plain(text) in _heads()["label"]


def is_side_head(text: str) -> bool:
    """Whether a line heads a side column of owners: "Action by"."""
    return _plain(text) in _heads()["side"]


def is_table_head(text: str) -> bool:
    """Whether a line heads a column of a table: "Due date"."""
    return _plain(text) in _heads()["table"]


def _plain(text: str) -> str:
    return _EDGES.sub("", " ".join(text.casefold().split()))
