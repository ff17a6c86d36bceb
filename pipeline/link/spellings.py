"""Which bodies write one running number in two ways: "A112" in their log, "Action 112" in minutes."""

from __future__ import annotations

from collections import defaultdict


class Spellings:
    """What a walk through the meetings has seen of the numbers of each scope (a body, an office)."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._both: set[str] = set()

    def add(self, scope: str, key: str) -> None:
        """Note the key of an action."""
        self._numbers[scope, _number(key)].add(key)

    def seen(self, scope: str) -> None:
        """Note that words have shown two spellings to be one number."""
        self._both.add(scope)

    def one_number(self, scope: str, key: str, other: str) -> bool:
        """Whether two spellings of one number mean the same there, and no other series has it."""
        return scope in self._both and self._numbers[scope, _number(key)] <= {key, other}


def _number(key: str) -> str:
    return key.rpartition(".")[2]
