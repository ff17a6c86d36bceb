"""A figure: values of several runs in one unit, with the budget that it may not breach."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import median

BUDGETS = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. `key` names its budget in budgets.toml, "" where there is none."""

    name: str
    unit: str
    values: tuple[float, ...]
    key: str = ""

    @property
    def middle(self) -> float:
        """The median of the runs."""
        return median(self.values)

    def row(self) -> str:
        """The figure as a row of a Markdown table: median, spread, goal."""
        goal = budgets().get(self.key)
        least, most = min(self.values), max(self.values)
        spread = f"{_short(least)}–{_short(most)}" if len(self.values) > 1 else ""
        told = goal.words if goal else ""
        return f"| {self.name} | {_short(self.middle)} {self.unit} | {spread} | {told} |"


@dataclass(frozen=True, slots=True)
class Budget:
    """A goal, and the limit beyond which a test fails: room for a noisy machine lies between."""

    goal: float
    limit: float
    at_least: bool = False

    @property
    def words(self) -> str:
        """The goal as one reads it."""
        return f"{'≥' if self.at_least else '≤'} {_short(self.goal)}"

    def breached(self, value: float) -> bool:
        """Whether a value is clearly out of bounds."""
        return value < self.limit if self.at_least else value > self.limit


def budgets() -> dict[str, Budget]:
    """The budgets of budgets.toml by their keys."""
    return {key: Budget(**row) for key, row in tomllib.loads(BUDGETS.read_text()).items()}


def ratios(name: str, ones: list[float], others: list[float], key: str = "") -> Figure:
    """A figure of ratios, run by run, of two series that were measured in turn."""
    values = tuple(one / max(other, 1e-9) for one, other in zip(ones, others, strict=True))
    return Figure(name, "×", values, key)


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
