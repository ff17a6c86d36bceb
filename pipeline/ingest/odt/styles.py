"""Styles of an OpenDocument text: emphasis, names, and how lists are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.ingest.odt.names import FO, STYLE, TEXT
from pipeline.ingest.word.figures import BULLETS, figure
from pipeline.ingest.xml import whole

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(frozen=True)
class Look:
    """Emphasis that a style gives."""

    bold: bool = False
    italic: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Level:
    """How one level of a list is marked; `shown` levels are printed, with dots between."""

    prefix: str = ""
    suffix: str = ""
    form: str = ""
    bullet: str = ""
    shown: int = 1
    start: int = 1


PLAIN = Look()
DOT = Level(bullet="•")


class Styles:
    """The styles of a file; `roots` are those of styles.xml and content.xml, in this order."""

    def __init__(self, roots: list[_Element]) -> None:
        self._looks: dict[str, Look] = {}
        self._parents: dict[str, str] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._add(style)
            for listing in root.iter(f"{TEXT}list-style"):
                levels = self._lists.setdefault(listing.get(f"{STYLE}name") or "", {})
                levels.update(
                    {whole(one.get(f"{TEXT}level"), 1) - 1: _level(one) for one in listing}
                )

    def look(self, name: str | None, default: Look = PLAIN) -> Look:
        """The emphasis of a style, its parent's where it says nothing."""
        for key in (name or "", self._parents.get(name or "", "")):
            if key in self._looks:
                return self._looks[key]
        return default

    def name(self, key: str) -> str:
        """The name that people know: that of the style behind an automatic one."""
        return (self._parents.get(key) or key).replace("_20_", " ")

    def level(self, style: str, depth: int) -> Level:
        """How a level of a list is marked."""
        return self._lists.get(style, {}).get(depth, DOT)

    def mark(self, style: str, depth: int, counts: dict[int, int]) -> str:
        """The bullet or number that is printed at a level, with the counts of all levels."""
        level = self.level(style, depth)
        if level.bullet:
            return BULLETS.get(level.bullet, level.bullet)
        if not level.form:
            return ""
        first = max(0, depth - level.shown + 1)
        parts = (
            figure(counts.get(at, 1), self.level(style, at).form or "decimal")
            for at in range(first, depth + 1)
        )
        return f"{level.prefix}{'.'.join(parts)}{level.suffix}"

    def _add(self, style: _Element) -> None:
        name = style.get(f"{STYLE}name") or ""
        self._parents[name] = style.get(f"{STYLE}parent-style-name") or ""
        properties = style.find(f"{STYLE}text-properties")
        if properties is None:
            return
        self._looks[name] = Look(
            bold=properties.get(f"{FO}font-weight") in _BOLD,
            italic=properties.get(f"{FO}font-style") in {"italic", "oblique"},
            struck=(properties.get(f"{STYLE}text-line-through-style") or "none") != "none",
        )


def _level(element: _Element) -> Level:
    return Level(
        prefix=element.get(f"{STYLE}num-prefix") or "",
        suffix=element.get(f"{STYLE}num-suffix") or "",
        form=_FORMS.get(element.get(f"{STYLE}num-format") or "", ""),
        bullet=element.get(f"{TEXT}bullet-char") or "",
        shown=whole(element.get(f"{TEXT}display-levels"), 1),
        start=whole(element.get(f"{TEXT}start-value"), 1),
    )
