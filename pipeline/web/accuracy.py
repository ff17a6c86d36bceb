"""How right the program was on labelled minutes, as `minutes evaluate --keep` told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.web.beside import kept
from pipeline.web.database import Row

if TYPE_CHECKING:
    from datasette.app import Datasette

_COUNTS = ("right", "false", "missed")
_SHARES = ("precision", "recall", "f1")


def told(datasette: Datasette) -> Row | None:
    """`measured_on`, `version`, `labels`, `meetings` and `fields`; None where nothing was kept."""
    try:
        return _sound(kept(datasette, "accuracy"))
    except (KeyError, TypeError, ValueError):
        return None


def _sound(held: dict[str, Any]) -> Row:
    """What was kept, each part of the kind that the page expects."""
    fields = [
        {"field": str(field["field"])}
        | {name: int(field[name]) for name in _COUNTS}
        | {name: float(field[name]) for name in _SHARES}
        for field in held["fields"]
    ]
    words = {name: str(held[name]) for name in ("measured_on", "version", "labels")}
    return {**words, "meetings": int(held["meetings"]), "fields": fields}
