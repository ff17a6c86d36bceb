"""Automatic numbers as Word prints them (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.ingest.word.figures import BULLETS, figure
from pipeline.ingest.word.names import attribute, child, children, flag, number, w
from pipeline.ingest.word.styles import Styles
from pipeline.model import value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@value
class Level:
    """How one level of a list is numbered. `restart` is the level after which it starts anew."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


_UNSAID = Level()
"""A level of which a definition says nothing."""


@dataclass
class Instance:
    """A list (`w:num`): the definition that it uses and what it changes in it."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Element] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of each list in reading order; `root` is the numbering part."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract_elements: dict[str, _Element] = {}
        self._elements: dict[str, _Element] = {}
        self._definitions: dict[str, dict[int, _Element]] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, Instance] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.findall(w("abstractNum")):
            key = attribute(element, w("abstractNumId"))
            self._abstract_elements[key] = element
            if link := attribute(child(element, "numStyleLink")):
                self._linked[key] = link
        for element in root.findall(w("num")):
            self._elements[attribute(element, w("numId"))] = element

    def place(self, listed: _Element | None, style: str) -> tuple[str, int] | None:
        """The list and level of a paragraph, by its `numPr` and its style; None outside lists."""
        own = children(listed)
        named = attribute(own.get(w("numId")))
        by_style, style_level = self._styles.numbering(style)
        key = named or by_style
        if key is None or key not in self._elements:
            return None
        level = number(attribute(own.get(w("ilvl"))))
        if level is None and not named:
            linked = (at for at in self._definition(key) if self._level(key, at).style == style)
            level = next(linked, style_level)
        return key, min(max(level or 0, 0), LEVELS - 1)

    def mark(self, key: str, level: int) -> str:
        """Count one paragraph of a list; the number or bullet that Word prints before it."""
        instance = self._list(key)
        # Lists that share a definition count on from each other, unless one sets its own start.
        counts = self._counts.setdefault(self._abstract(instance), {})
        shape = self._level(key, level)
        if level in instance.starts and (key, level) not in self._started:
            counts[level] = instance.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = instance.starts.get(level, shape.start)
        self._started.add((key, level))
        for above in range(level):  # a level that is passed over counts as begun
            if above not in counts:
                counts[above] = self._level(key, above).start
        for deeper in [one for one in counts if one > level]:
            limit = self._level(key, deeper).restart
            if limit is None or level < limit:
                del counts[deeper]
        if shape.form == "bullet":
            return BULLETS.get(shape.text, shape.text) or "•"
        if shape.form == "none" and "%" not in shape.text:
            return shape.text

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(key, at)
            return figure(counts.get(at, other.start), "decimal" if shape.legal else other.form)

        return _PLACE.sub(printed, shape.text)

    def _abstract(self, instance: Instance) -> str:
        """The definition behind a list, through a numbering style where it names one (17.9.21)."""
        key = instance.abstract
        if key in self._linked:
            by_style, _ = self._styles.numbering(self._linked[key])
            other = self._list(by_style) if by_style in self._elements else None
            if other is not None and other.abstract not in self._linked:
                return other.abstract
        return key

    def _list(self, key: str) -> Instance:
        """The list of a key that there is. A file defines dozens and uses some: read when asked."""
        found = self._lists.get(key)
        if found is None:
            found = self._lists[key] = _instance(self._elements[key])
        return found

    def _level(self, key: str, at: int) -> Level:
        """A level of a list that there is: of nine that are defined, one or two are used."""
        found = self._levels.get((key, at))
        if found is None:
            element = self._definition(key).get(at)
            found = self._levels[key, at] = _UNSAID if element is None else _level(element)
        return found

    def _definition(self, key: str) -> dict[int, _Element]:
        """The levels of a list that there is, unread."""
        found = self._definitions.get(key)
        if found is None:
            instance = self._list(key)
            element = self._abstract_elements.get(self._abstract(instance))
            levels = {} if element is None else _levels(element)
            found = self._definitions[key] = {**levels, **instance.levels}
        return found


def _levels(element: _Element) -> dict[int, _Element]:
    found = {}
    for level in element.findall(w("lvl")):
        at = number(attribute(level, w("ilvl")))
        if at is not None and 0 <= at < LEVELS:
            found[at] = level
    return found


def _level(element: _Element) -> Level:
    # A newer form of number stands in an AlternateContent; its fallback is what others print.
    forms = list(element.iter(w("numFmt")))
    inside = children(element)
    return Level(
        start=number(attribute(inside.get(w("start")))) or 0,
        form=attribute(forms[-1]) if forms else "decimal",
        text=attribute(inside.get(w("lvlText"))),
        legal=bool(flag(inside.get(w("isLgl")))),
        restart=number(attribute(inside.get(w("lvlRestart")))),
        style=attribute(inside.get(w("pStyle"))),
    )


def _instance(element: _Element) -> Instance:
    instance = Instance(abstract=attribute(child(element, "abstractNumId")))
    for override in element.findall(w("lvlOverride")):
        at = number(attribute(override, w("ilvl")))
        if at is None or not 0 <= at < LEVELS:
            continue
        start = number(attribute(child(override, "startOverride")))
        level = child(override, "lvl")
        if level is not None:
            instance.levels[at] = level
            start = _level(level).start if start is None else start
        if start is not None:
            instance.starts[at] = start
    return instance
