"""Counts that add up: precision, recall and F1 of a field, and the misses behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import value


@value
class Score:
    """True positives, false positives and false negatives of one field. Counts add, ratios do not."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Score) -> Score:
        """The counts of both."""
        return Score(tp=self.tp + other.tp, fp=self.fp + other.fp, fn=self.fn + other.fn)

    @property
    def measured(self) -> bool:
        """Whether there was anything to find, or anything was found."""
        return bool(self.tp or self.fp or self.fn)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.tp + self.fp
        return self.tp / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        there = self.tp + self.fn
        return self.tp / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to measure."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


@value
class Miss:
    """One error, for a person to read. `kind` is "missed", "false" or "wrong"."""

    path: str
    field: str
    kind: str
    expected: str = ""
    found: str = ""


@value
class Calibration:
    """One implied action that was claimed: how sure, and whether it was right."""

    confidence: float
    right: bool


@value
class Taken:
    """One value of a closed list that was found where a labelled one stands: as what it was taken."""

    field: str
    expected: str
    found: str


@value
class FileResult:
    """The scores of one file."""

    path: str
    body: str
    scores: dict[str, Score]
    misses: tuple[Miss, ...] = ()
    calibration: tuple[Calibration, ...] = ()
    taken: tuple[Taken, ...] = ()
    unread: str = ""


@dataclass
class Tally:
    """Collects the counts and misses of one file while it is compared."""

    path: str
    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    calibration: list[Calibration] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    def hit(self, name: str) -> None:
        """Count one that was right."""
        self._add(name, Score(tp=1))

    def missed(self, name: str, expected: str) -> None:
        """Count one that was not found."""
        self._add(name, Score(fn=1))
        self.misses.append(Miss(path=self.path, field=name, kind="missed", expected=expected))

    def false(self, name: str, found: str) -> None:
        """Count one that is not there."""
        self._add(name, Score(fp=1))
        self.misses.append(Miss(path=self.path, field=name, kind="false", found=found))

    def wrong(self, name: str, expected: str, found: str) -> None:
        """Count one that was found with another value: both a false alarm and a miss."""
        self._add(name, Score(fp=1, fn=1))
        miss = Miss(path=self.path, field=name, kind="wrong", expected=expected, found=found)
        self.misses.append(miss)

    def take(self, name: str, expected: Iterable[str], found: str) -> None:
        """Note as what a value of a closed list was taken; any of `expected` is right."""
        allowed = sorted(map(str, expected))
        right = str(found) in allowed
        taken = Taken(
            field=name, expected=str(found) if right else "/".join(allowed), found=str(found)
        )
        self.taken.append(taken)

    def judge(self, name: str, expected: str, found: str, *, right: bool) -> None:
        """Count one value: right, missed (nothing found), false (nothing expected) or wrong."""
        if right:
            if expected or found:
                self.hit(name)
        elif not found:
            self.missed(name, expected)
        elif not expected:
            self.false(name, found)
        else:
            self.wrong(name, expected, found)

    def result(self, body: str) -> FileResult:
        """What was counted."""
        return FileResult(
            path=self.path,
            body=body,
            scores=dict(self.scores),
            misses=tuple(self.misses),
            calibration=tuple(self.calibration),
            taken=tuple(self.taken),
        )

    def _add(self, name: str, score: Score) -> None:
        self.scores[name] = self.scores.get(name, Score()) + score
