"""How right the program was on labelled minutes, as `minutes evaluate --keep` told it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.web.database import NAME, Row

if TYPE_CHECKING:
    from datasette.app import Datasette

LARGEST = 1 << 18
_COUNTS = ("right", "false", "missed")
_SHARES = ("precision", "recall", "f1")


def told(datasette: Datasette) -> Row | None:
    """`measured_on`, `version`, `labels`, `meetings` and `fields`; None where nothing was kept."""
    register = datasette.get_database(NAME).path
    if register is None:
        return None
    file = Path(register).with_name(f"{Path(register).stem}.accuracy.json")
    try:
        if file.stat().st_size > LARGEST:
            return None
        return _sound(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
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
