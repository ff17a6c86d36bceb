"""A pattern compiled with its tree, from which one can tell what every match of it has.

Both have no public name in `re`: where another Python has none, or another, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeVar

Told = TypeVar("Told")


def read_tree(
    pattern: str, flags: int, tell: Callable[[Any], Told], nothing: Told
) -> tuple[re.Pattern[str], Told]:
    """A pattern compiled, and what `tell` makes of its tree; `nothing` where it does not know it.

    It is parsed once for both, so that the compiled one does not hold its source. Raises `re.error`
    as `re.compile` does.
    """
    try:
        tree = parser.parse(pattern, int(flags))
        return compiler.compile(tree, int(flags)), tell(tree)
    except (AttributeError, TypeError, ValueError, RecursionError):
        return re.compile(pattern, flags), nothing
