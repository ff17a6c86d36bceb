"""Which words keep a passage from the public: the patterns of models/publish.yml."""

from __future__ import annotations

import re
from functools import cache

from pipeline.errors import ConfigError
from pipeline.model import value
from pipeline.models import Strict, load

FILE = "publish.yml"


class Level(Strict, frozen=True):
    """A protective marking and the patterns of the words that stand for it."""

    name: str
    words: tuple[str, ...]


class Shape(Strict, frozen=True):
    """The shape of `models/publish.yml`, which explains its keys."""

    levels: tuple[Level, ...]
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    onwards: tuple[str, ...]
    again: tuple[str, ...]
    beside: tuple[str, ...]


@value
class Markings:
    """What is withheld where `level` is the highest marking that the public may see.

    `above` finds a marking above it. Each pattern is searched in one line.
    """

    level: str
    allowed: re.Pattern[str]
    above: re.Pattern[str]
    heading: re.Pattern[str]
    line: re.Pattern[str]
    onwards: re.Pattern[str]
    again: re.Pattern[str]
    beside: tuple[str, ...]

    def keeps(self, marking: str | None) -> bool:
        """Whether a document with this marking may be seen; one that nobody knows may not."""
        text = " ".join((marking or "").split())
        return not text or (self.allowed.fullmatch(text) is not None)


@cache
def shape() -> Shape:
    """Read `models/publish.yml`."""
    return load(FILE, Shape)


def levels() -> tuple[str, ...]:
    """The markings, the lowest first."""
    return tuple(level.name for level in shape().levels)


def markings(level: str) -> Markings:
    """Give the patterns for a level. Raises ConfigError where there is no such level."""
    found = shape()
    names = levels()
    if level not in names:
        message = f"{level} is no protective marking that is known: {', '.join(names)}."
        raise ConfigError(message)
    place = names.index(level) + 1
    allowed = [word for known in found.levels[:place] for word in known.words]
    above = [word for known in found.levels[place:] for word in known.words]
    return Markings(
        level=level,
        allowed=re.compile("|".join(f"(?:{word})" for word in allowed), re.IGNORECASE),
        # in running text the words of a marking are ordinary words unless in capitals
        above=re.compile(rf"(?<![\w-])(?:{'|'.join(above)})(?![\w-])" if above else r"(?!)"),
        heading=_any(found.headings),
        line=_any(found.lines),
        onwards=_any(found.onwards),
        again=_any(found.again),
        beside=found.beside,
    )


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
