"""The floors that scores may not fall below: `models/floors.yml`."""

from __future__ import annotations

from pipeline.errors import ConfigError
from pipeline.evaluate.report import FIELDS, Report
from pipeline.models import Strict, load

_ROUNDING = 5e-4


class Floors(Strict, frozen=True):
    """A set of labels: the least F1 of each field, and the most false closures."""

    f1: dict[str, float]
    false_closed: int = 0


def check_floors(report: Report, labels: str = "corpus") -> tuple[str, ...]:
    """One sentence for each field that fell below its floor; empty when all hold.

    `labels` names the set of floors. A field with a floor and no label at all fails too: a floor
    that measures nothing protects nothing. Raises ConfigError for an unknown set or field.
    """
    floors = load("floors.yml", dict[str, Floors])
    if labels not in floors:
        message = f"models/floors.yml has no floors for {labels!r}."
        raise ConfigError(message)
    chosen = floors[labels]
    broken = []
    for name, least in chosen.f1.items():
        if name not in FIELDS:
            message = f"models/floors.yml: {labels}: there is no field {name!r}."
            raise ConfigError(message)
        score = report.score(name)
        if not score.measured:
            broken.append(f"{name}: nothing was measured; the floor is {least:.3f}.")
        elif score.f1 < least - _ROUNDING:
            broken.append(f"{name}: F1 {score.f1:.3f} is below the floor of {least:.3f}.")
    false = report.score("false closed").fp
    if false > chosen.false_closed:
        broken.append(f"false closed: {false}, and at most {chosen.false_closed} may be.")
    return tuple(broken)
