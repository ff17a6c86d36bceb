"""Was it done? The register against the true end of each action, as people found it by reading."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from pipeline.errors import ConfigError
from pipeline.evaluate.labels import REGISTER, read_ends
from pipeline.evaluate.matching import pair
from pipeline.evaluate.report import Report
from pipeline.evaluate.score import FileResult, Tally
from pipeline.evaluate.words import likeness
from pipeline.link.refs import ref_key
from pipeline.model import CLOSING, Status, value

_SAME_REF = 0.3
_ELSEWHERE = 0.2
_ENOUGH = 0.6
_NOT_CLOSED = frozenset({"open", "unknown", "dropped", "cancelled"})


class Row(Protocol):
    """What is looked at in a row of the register."""

    @property
    def path(self) -> str:
        """The file of the meeting that raised the action."""

    @property
    def ref(self) -> str:
        """Its reference."""

    @property
    def text(self) -> str:
        """What is to be done."""

    @property
    def status(self) -> Status:
        """Where it stands."""

    @property
    def closed_on(self) -> dt.date | None:
        """The day of the meeting that closed it."""

    @property
    def evidence_text(self) -> str:
        """The words that give the status."""

    @property
    def hmicfrs(self) -> bool:
        """Whether it serves an inspection."""


@value
class TrueEnd:
    """What became of one action. `path` is empty where the file that raised it is not held.

    `closed` None: the labels do not say whether it counts as closed. `status` empty: any of its
    sort is right. `closed_on` None: the day is not labelled.
    """

    group: str
    path: str
    ref: str
    key: str
    closed: bool | None
    status: str = ""
    closed_on: dt.date | None = None
    hmicfrs: bool | None = None


class Fate(msgspec.Struct, frozen=True):
    """One line of an archive's fates."""

    collection: str
    ref: str | None
    key: str
    raised_in: str | None
    final: str
    closed_on: dt.date | None
    inferred: bool


def holds_fates(path: Path) -> bool:
    """Whether a label file tells the ends of actions, not what single files say."""
    if path.name == REGISTER:
        return True
    if path.suffix != ".jsonl":
        return False
    try:
        with path.open(encoding="utf-8") as lines:
            first = next((line for line in lines if line.strip()), "{}")
        return "final" in msgspec.json.decode(first, type=dict[str, object])
    except (OSError, msgspec.MsgspecError):
        return False  # whoever reads the file says what is wrong with it


def read_fates(path: Path) -> tuple[TrueEnd, ...]:
    """True ends from a `.jsonl` of fates or a `register.yml`.

    An end that was only inferred (the minutes never say so) counts as not closed. Raises
    ConfigError where the file is not understood.
    """
    if path.suffix != ".jsonl":
        return tuple(
            TrueEnd(
                group=end.file.partition("/")[0],
                path=end.file,
                ref=end.ref or "",
                key=end.key,
                closed=end.status in {str(status) for status in CLOSING},
                status=end.status,
                closed_on=end.closed_on,
                hmicfrs=end.hmicfrs,
            )
            for end in read_ends(path)
        )
    ends = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        fates = [msgspec.json.decode(line, type=Fate) for line in lines if line.strip()]
    except (OSError, msgspec.MsgspecError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error
    for fate in fates:
        closed: bool | None = fate.final == "closed" and not fate.inferred
        if not closed and not fate.inferred and fate.final not in _NOT_CLOSED:
            closed = None  # "superseded": closed here or not, as one takes it
        ends.append(
            TrueEnd(
                group=fate.collection,
                path=f"{fate.collection}/{fate.raised_in}" if fate.raised_in else "",
                ref=fate.ref or "",
                key=fate.key,
                closed=closed,
                closed_on=fate.closed_on if closed else None,
            )
        )
    return tuple(ends)


def score_ends(ends: Sequence[TrueEnd], rows: Iterable[Row], *, errors: bool = False) -> Report:
    """Compare the register's rows with the true ends, a group (office or collection) at a time.

    Fields: `actions traced` (the action is in the register), `stated closures` (closed where the
    minutes say so), `closing day`, `final status` (where labelled exactly), `hmicfrs register`,
    and `false closed` (closed where the labels bear it not out), which must stay empty.
    """
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        held[row.path.partition("/")[0]].append(row)
    groups = sorted({end.group for end in ends})
    files = [
        _score_group(group, [end for end in ends if end.group == group], held[group])
        for group in groups
    ]
    return Report(register=tuple(files), errors=errors)


def _score_group(group: str, ends: list[TrueEnd], rows: list[Row]) -> FileResult:
    tally = Tally(group)
    pairs, missed, _ = pair(ends, rows, _fit, _ENOUGH)
    for i, j in sorted(pairs.items()):
        tally.hit("actions traced")
        _compare(tally, ends[i], rows[j])
    for i in missed:
        tally.missed("actions traced", _name(ends[i]))
        if ends[i].closed:
            tally.missed("stated closures", _name(ends[i]))
        if ends[i].hmicfrs:
            tally.missed("hmicfrs register", _name(ends[i]))
    return tally.result(group)


def _fit(end: TrueEnd, row: Row) -> float:
    if end.path and _stem(end.path) != _stem(row.path):
        return 0.0
    score = likeness(end.key, row.text) - (0.0 if end.path else _ELSEWHERE)
    if end.ref and ref_key(end.ref) == ref_key(row.ref):
        score += _SAME_REF
    return score


def _stem(path: str) -> str:
    """The path without its last suffix: the same minutes may lie there as Word and as PDF."""
    return path.rpartition(".")[0]


def _compare(tally: Tally, end: TrueEnd, row: Row) -> None:
    closed = row.status in CLOSING
    name = _name(end)
    found = f"{row.status}: {' '.join(row.evidence_text.split())[:90]}"
    if end.closed:
        if closed:
            tally.hit("stated closures")
            if end.closed_on is not None:
                day = row.closed_on.isoformat() if row.closed_on else ""
                right = row.closed_on == end.closed_on
                tally.judge("closing day", f"{end.closed_on} [{name}]", day, right=right)
        else:
            tally.missed("stated closures", f"{name} (found {found})")
    elif closed and end.closed is not None:
        tally.false("false closed", f"{name}: {found}")
    if end.status:
        tally.judge("final status", f"{end.status} [{name}]", found, right=row.status == end.status)
    if end.hmicfrs is not None:
        expected, shown = (name if flag else "" for flag in (end.hmicfrs, row.hmicfrs))
        tally.judge("hmicfrs register", expected, shown, right=end.hmicfrs == row.hmicfrs)


def _name(end: TrueEnd) -> str:
    return f"{end.path or end.group} {end.ref} {end.key}".replace("  ", " ")
