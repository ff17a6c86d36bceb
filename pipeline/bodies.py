"""Which body a document belongs to: one of `models/bodies/`, else one named by the document.

A body of `models/bodies/` is a force's or an office's board, panel or committee. Any other body
works without a file: its name is read from the document's heading, else from its folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase as fnmatch
from functools import cache, lru_cache

from pipeline.model import Document, MeetingKind, normalise, slug, value
from pipeline.models import Strict, load, names

FILE = "bodies.yml"
HEADING_LINES = 14
"""Lines of the text in which a body names itself."""

LONGEST_NAME = 90
"""Code points of the longest name of a body; longer lines are sentences."""


@value
class Body:
    """A board, panel or committee. `generic` says that no file of `models/bodies/` describes it.

    `aliases` are other names and abbreviations, `area` the force's area, "" where not known;
    `paths` are patterns of the archive's paths, in lower case, for minutes that name no body.
    """

    id: str
    name: str
    kind: MeetingKind
    area: str = ""
    generic: bool = False
    aliases: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class BodyFile(Strict, frozen=True):
    """The shape of one file of `models/bodies/`."""

    id: str
    name: str
    kind: MeetingKind
    area: str = ""
    aliases: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class KindWords(Strict, frozen=True):
    """Words of a name and the kind that they show."""

    kind: MeetingKind
    words: list[str]


class BodyWords(Strict, frozen=True):
    """The shape of `models/bodies.yml`."""

    endings: list[str]
    noise: list[str]
    not_names: list[str]
    titles: list[str]
    kinds: list[KindWords]
    skip: list[str]


@cache
def load_bodies() -> tuple[Body, ...]:
    """Every body that has a file, by id. Raises ConfigError naming the file that is wrong."""
    found = []
    for name in names("bodies/*.yml"):
        data = load(name, BodyFile)
        found.append(
            Body(
                id=data.id,
                name=data.name,
                kind=data.kind,
                area=data.area,
                aliases=data.aliases,
                paths=data.paths,
            )
        )
    return tuple(sorted(found, key=lambda body: body.id))


def recognise(document: Document, bodies: Sequence[Body]) -> Body:
    """The body whose document this is.

    A known one whose name stands in the heading, or whose path pattern fits the file; else a generic
    one named by the heading, else by the top folder of the path, else "Unknown body".
    """
    heading = heading_name(document)
    known = _known(document, bodies, heading)
    if known is not None:
        return known
    name = heading or _folder_name(document.source.path) or "Unknown body"
    return Body(id=body_id(name), name=name, kind=kind_of(name), generic=True)


@lru_cache(maxsize=1024)  # the heading of each document is compared with all known bodies
def body_id(name: str) -> str:
    """A key that slight variants of a name share: "THE X COUNCIL (Annual)" and "X Council"."""
    return slug(" ".join(_core(name).split())) or "unknown-body"


@lru_cache(maxsize=1024)  # the minutes of a body have one title
def kind_of(text: str) -> MeetingKind:
    """The kind of meeting that words show, the most telling first; `other` where none does."""
    low = normalise(text)
    return next((kind for kind, words in _kinds() if words.search(low)), MeetingKind.OTHER)


def heading_name(document: Document) -> str:
    """The body's name in the first lines of the text, or "" where they name none."""
    return next(filter(None, map(name_in, _first_lines(document))), "")


@lru_cache(maxsize=64)  # few, since a line may be long: the last documents are mostly of one body
def name_in(line: str) -> str:
    """The body's name in a title line, or "": without what surrounds it ("MINUTES OF THE …")."""
    line = " ".join(line.split()).strip(" .–—-|:")
    if not line or any(one.search(line) for one in _skipped()):
        return ""
    label = _titles().match(line)
    labelled = label is not None
    if label:
        line = line[label.end() :].strip()
    hit = _endings().search(line)
    if not hit or hit.start() > LONGEST_NAME:
        return ""
    before = _noise_before().sub("", line[: hit.start("ending")])
    rest = line[hit.end() :]
    if _SPOKEN.match(rest):
        return ""
    name = f"{before}{hit['ending']}"
    more = _GOES_ON.match(rest)
    name += more[0] if more else ""
    tail = _TAIL.match(rest)
    if tail and not _NO_PLACE.search(tail[0]):
        name += tail[0]
    name = _noise_before().sub("", name).strip(" -–,.:")
    return _named(name, labelled=labelled)


def _named(name: str, *, labelled: bool) -> str:
    """A name if it is one: capitals, a word before the ending, no topic, no sentence."""
    if not name or len(name) > LONGEST_NAME or not (name[0].isupper() or labelled):
        return ""
    if any(one.search(name) for one in _not_names()):
        return ""
    parts = [part for part in re.findall(r"[\w'’&]+", name) if part.lower() not in _SMALL]
    lower = [part for part in parts if part[0].islower() and not part[0].isdigit()]
    if len(parts) < 2 or len(lower) > len(parts) // 3:  # noqa: PLR2004 - "Board" alone names nobody
        return ""
    return _unshout(name)


_SPOKEN = re.compile(r"\s+(?:is|was|has|had|will|were|agreed|noted|members)\b")
"""What makes a sentence of a name: "The Board agreed …"."""

_TAIL = re.compile(r"\s*[-–]\s*[A-Z]\w+(?=\s*$)")
_NO_PLACE = re.compile(r"\d|meeting|minutes|draft|day\b", re.IGNORECASE)
"""A word behind a dash is of the name, if it is no day and no sort of paper."""

_GOES_ON = re.compile(r"\s+(?:for|of)(?:\s+(?:[A-Z][\w'’]*|and|in|of|the|for|&))+(?=\s*$)")
"""What follows a name's ending and is of the name: "Network for Women in Science"."""

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "a", "an", "to", "with", "&"})


def _unshout(name: str) -> str:
    """A name in capitals as one would write it."""
    if any(letter.islower() for letter in name):
        return name
    parts = [part.lower() if part.lower() in _SMALL else part.capitalize() for part in name.split()]
    return " ".join(parts)


def _known(document: Document, bodies: Sequence[Body], heading: str) -> Body | None:
    """A body with a file: by its name in the heading, its name in the first lines, its path."""
    wanted = body_id(heading) if heading else ""
    for body in bodies:
        if wanted and wanted in {body_id(one) for one in (body.name, *body.aliases)}:
            return body
    # a text that names another body only mentions this one
    lines = [normalise(line) for line in ([heading] if heading else _first_lines(document))]
    best: tuple[int, Body] | None = None
    for body in bodies:
        for alias in (body.name, *body.aliases):
            key = normalise(alias)
            at = next(
                (n for n, line in enumerate(lines) if key in line and _has_words(line, key)),
                None,
            )
            if at is not None and (best is None or len(key) > best[0]):
                best = len(key), body
    if best is not None:
        return best[1]
    if heading:
        return None
    path = document.source.path.casefold()
    matches = [body for body in bodies if any(fnmatch(path, one) for one in body.paths)]
    return matches[0] if len(matches) == 1 else None


def _first_lines(document: Document) -> Iterator[str]:
    """The file's title, then the first lines of the text, headers of pages last."""
    count = 0
    for block in document.blocks:
        text = block.span.of(document.text)
        # a title may be broken over two lines: "MINUTES OF THE X\nCOUNCIL MEETING"
        if "\n" in text:
            yield " ".join(text.split())
        for line in text.split("\n"):
            if line.strip():
                yield line
                count += 1
        if count >= HEADING_LINES:
            break
    for piece in document.furniture:
        if piece.kind == "header":
            yield piece.text


def _folder_name(path: str) -> str:
    """The top folder of a path, made readable: "north_moor-panel" gives "North Moor Panel"."""
    if "/" not in path:
        return ""
    words = re.sub(r"[_\-\s]+", " ", path.split("/", 1)[0]).strip()
    return words.title() if words.islower() else words


def _core(name: str) -> str:
    """A name without what comes and goes: brackets, "draft", "annual", "meeting of the"."""
    text = re.sub(r"\([^)]*\)", " ", _plain(name))
    text = f" {normalise(text)} "
    text = re.sub(r"'s\b", "", text)
    for _ in range(3):
        text = _noise().sub(" ", text)
    return text


def _plain(name: str) -> str:
    """Square brackets as round ones, "&" as "and", possessives dropped."""
    text = name.replace("[", "(").replace("]", ")").replace("&", " and ")
    return re.sub(r"[’']s\b", "s", text)


def _has_words(line: str, key: str) -> bool:
    return re.search(rf"\b{re.escape(key)}\b", line) is not None


@cache
def _words() -> BodyWords:
    return load(FILE, BodyWords)


@cache
def _kinds() -> tuple[tuple[MeetingKind, re.Pattern[str]], ...]:
    """The kinds of meetings with their words, the most telling first."""
    return tuple(
        (group.kind, re.compile(rf"\b(?:{'|'.join(map(re.escape, group.words))})\b"))
        for group in _words().kinds
    )


@cache
def _skipped() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _words().skip)


@cache
def _not_names() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _words().not_names)


@cache
def _endings() -> re.Pattern[str]:
    """The last ending of a name: "Joint Audit Committee" before "… Meeting"."""
    words = "|".join(re.escape(one) for one in sorted(_words().endings, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<ending>{words})(?!\w)", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    words = "|".join(re.escape(one) for one in sorted(_words().titles, key=len, reverse=True))
    return re.compile(rf"(?:{words})\s*[:\t|]\s*|(?:title of meeting|title)\s+", re.IGNORECASE)


@cache
def _noise() -> re.Pattern[str]:
    words = "|".join(
        re.escape(one).replace(r"\ ", r"\s+")
        for one in sorted(_words().noise, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _noise_before() -> re.Pattern[str]:
    words = "|".join(
        re.escape(one).replace(r"\ ", r"\s+")
        for one in sorted(_words().noise, key=len, reverse=True)
    )
    return re.compile(rf"^(?:\W*(?:{words})(?!\w)\W*)+", re.IGNORECASE)
