"""What the program keeps beside a register rather than in it: small JSON files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.web.database import NAME

if TYPE_CHECKING:
    from datasette.app import Datasette

LARGEST = 1 << 20
"""Bytes of such a file that are looked at."""


def kept(datasette: Datasette, name: str) -> dict[str, Any]:
    """The object in `<register>.<name>.json`; {} where there is none that makes sense."""
    register = datasette.get_database(NAME).path
    if register is None:
        return {}
    file = Path(register).with_name(f"{Path(register).stem}.{name}.json")
    try:
        if file.stat().st_size > LARGEST:
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
