"""What keys are made of."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_SPACE = re.compile(r"\W+")


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """Words in lower case with one space between: what ids and comparisons are made of."""
    return _SPACE.sub(" ", text.casefold()).strip()


def slug(text: str) -> str:
    """A readable key: "Northmoor Police Board" gives "northmoor-police-board"."""
    return normalise(text).replace("_", " ").replace(" ", "-")


def make_id(kind: str, *parts: str) -> str:
    """A key that depends on nothing but its parts: "act-1f0c…", 16 hexadecimal digits."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:16]}"
