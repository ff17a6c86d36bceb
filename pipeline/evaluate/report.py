"""The report of an evaluation: a table a field, a table a body, and every miss when asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.evaluate.score import FileResult, Score
from pipeline.model import value

FIELDS = (
    "date",
    "start time",
    "end time",
    "venue",
    "chair",
    "next meeting",
    "marking",
    "attendance",
    "initials",
    "sections",
    "sections, all",
    "labelled actions",
    "implied actions",
    "owners",
    "due dates",
    "decisions",
    "outcomes",
    "events found",
    "events",
    "grades",
    "hmicfrs",
    "hmicfrs discussed",
    "inspection items",
    "item statuses",
    "reply days",
    "actions traced",
    "stated closures",
    "closing day",
    "final status",
    "hmicfrs register",
    "false closed",
)
"""Every field, in the order of the table."""

_SHOWN = (
    "date",
    "attendance",
    "sections",
    "labelled actions",
    "owners",
    "due dates",
    "decisions",
    "events",
)
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


@value
class Report:
    """The scores of all labelled files. `str()` gives the tables as plain text.

    `register` holds those of the register against the true ends of actions, an office each.
    """

    files: tuple[FileResult, ...] = ()
    register: tuple[FileResult, ...] = ()
    errors: bool = False

    def score(self, name: str, body: str | None = None) -> Score:
        """The counts of one field, over all files or those of one body."""
        every = (*self.files, *self.register)
        files = (file for file in every if body is None or file.body == body)
        return sum((file.scores.get(name, Score()) for file in files), Score())

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies of the labelled files, sorted."""
        return tuple(sorted({file.body for file in self.files}))

    def __str__(self) -> str:
        """The tables, and the misses where they were asked for."""
        offices = len(self.register)
        counted = f"{len(self.files)} labelled meetings" if self.files else ""
        traced = f"the register of {offices} offices traced" if offices else ""
        parts = ["; ".join(part for part in (counted, traced) if part), "", *_table(self)]
        unread = [file for file in self.files if file.unread]
        if unread:
            parts += ["", "Not read:", *(f"  {file.path}: {file.unread}" for file in unread)]
        if len(self.bodies) > 1:
            parts += ["", "F1 a body", *_bodies(self)]
        calibration = _calibration(self)
        if calibration:
            parts += ["", "Confidence of implied actions", *calibration]
        confusion = _confusion(self)
        if confusion:
            parts += ["", "What labelled values were taken for", *confusion]
        if self.errors:
            parts += ["", "Errors", *_misses((*self.files, *self.register))]
        return "\n".join(parts)


def _table(report: Report) -> list[str]:
    lines = [f"{'field':<18} {'right':>6} {'false':>6} {'missed':>6}  {'P':>5} {'R':>5} {'F1':>5}"]
    for name in FIELDS:
        score = report.score(name)
        if score.measured:
            lines.append(
                f"{name:<18} {score.tp:>6} {score.fp:>6} {score.fn:>6}  "
                f"{score.precision:>5.3f} {score.recall:>5.3f} {score.f1:>5.3f}"
            )
    if not report.score("false closed").measured:
        lines.append(f"{'false closed':<18} {'':>6} {0:>6}")
    return lines


def _bodies(report: Report) -> list[str]:
    width = max(len(body) for body in report.bodies)
    lines = [f"{'':<{width}} " + " ".join(f"{name[:10]:>10}" for name in _SHOWN)]
    for body in report.bodies:
        scores = (report.score(name, body) for name in _SHOWN)
        cells = (f"{score.f1:>10.3f}" if score.measured else f"{'–':>10}" for score in scores)
        lines.append(f"{body:<{width}} " + " ".join(cells))
    return lines


def _calibration(report: Report) -> list[str]:
    claims = [claim for file in report.files for claim in file.calibration]
    lines = []
    for low, high in zip(_BINS, (*_BINS[1:], 1.01), strict=True):
        inside = [claim for claim in claims if low <= claim.confidence < high]
        if inside:
            right = sum(claim.right for claim in inside) / len(inside)
            lines.append(
                f"  {low:.1f} to {min(high, 1):.1f}: {len(inside)} claims, {right:.2f} right"
            )
    return lines


def _confusion(report: Report) -> list[str]:
    """A line for each labelled value: how often it was found as itself and as what else."""
    counts = Counter(taken for file in report.files for taken in file.taken)
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for taken, count in counts.items():
        found[taken.field, taken.expected].append((count, taken.found))
    return [
        f"  {field:<9} {expected:<24} "
        + ", ".join(f"{name} {count}" for count, name in sorted(names, key=lambda n: (-n[0], n[1])))
        for (field, expected), names in sorted(found.items())
    ]


def _misses(files: Iterable[FileResult]) -> list[str]:
    lines = []
    for file in files:
        if not file.misses:
            continue
        lines.append(f"{file.path}")
        for miss in file.misses:
            words = {
                "missed": f"missed: {miss.expected}",
                "false": f"false:  {miss.found}",
                "wrong": f"wrong:  expected {miss.expected}; found {miss.found}",
            }[miss.kind]
            lines.append(f"  {miss.field:<17} {words}")
    return lines
