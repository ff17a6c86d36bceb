"""What reviewers said: read from the file of corrections, and added to it. Nothing else is written."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corrections import Correction, Kind, Ledger, append, read
from pipeline.model import replace
from pipeline.web.database import Row, exact_rows, undirected
from pipeline.web.source import PLUGIN

if TYPE_CHECKING:
    from datasette.app import Datasette

STATES = "select hash, state, outcome from corrections"

_read: dict[Path, tuple[tuple[int, int], Ledger]] = {}


def place_of(datasette: Datasette) -> Path | None:
    """The file of corrections; None where the site was given none."""
    given = (datasette.plugin_config(PLUGIN) or {}).get("corrections")
    return Path(given) if isinstance(given, str) and given else None


def ledger(path: Path) -> Ledger:
    """What the file holds now. Raises ConfigError where it cannot be read."""
    try:
        found = path.stat()
    except OSError:
        return Ledger()
    stamp = (found.st_mtime_ns, found.st_size)
    if path not in _read or _read[path][0] != stamp:
        _read[path] = (stamp, read(path))
    return _read[path][1]


async def waiting(datasette: Datasette, path: Path) -> list[Correction]:
    """The corrections that the register that is served was built without."""
    built = await states(datasette)
    return [entry for entry in ledger(path).corrections if entry.hash not in built]


async def states(datasette: Datasette) -> dict[str, Row]:
    """What became of each correction in the register that is served, by its hash."""
    return {row["hash"]: row for row in await exact_rows(datasette, STATES)}


def shown(entry: Correction) -> Correction:
    """The correction as a page may show it: without marks that turn the direction of text."""
    targets = tuple(replace(target, words=undirected(target.words)) for target in entry.targets)
    return replace(
        entry, targets=targets, who=undirected(entry.who), why=undirected(entry.why),
        machine_value=undirected(entry.machine_value),
        person_value=undirected(entry.person_value),
    )  # fmt: skip


def judged(entries: list[Correction]) -> set[tuple[str, ...]]:
    """The keys that the entries are about, as the queue names them; those taken back are not."""
    gone = {entry.undoes for entry in entries if entry.kind is Kind.UNDO}
    found: set[tuple[str, ...]] = set()
    for entry in entries:
        if entry.n in gone or entry.kind is Kind.UNDO:
            continue
        keys = tuple(target.id for target in entry.targets)
        found.add(keys if entry.kind in {Kind.CONFIRM_LINK, Kind.REJECT_LINK} else keys[:1])
    return found


async def keep(path: Path, draft: dict[str, Any], *, who: str, why: str) -> Correction:
    """Add what somebody said. Raises ConfigError or StoreError, with a sentence."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    said = Correction(n=0, at=now, who=one_line(who), why=one_line(why), **draft)
    return await asyncio.get_running_loop().run_in_executor(None, append, path, said)


def one_line(words: str) -> str:
    """Words as one line that every encoding holds, and not longer than one reads."""
    return " ".join(words.split())[:500].encode("utf-8", "replace").decode()
