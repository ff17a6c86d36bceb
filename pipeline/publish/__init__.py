"""An edition of the register for the public: a second file, built apart, without what is withheld.

Permissions over one file would leave the words in it. So the edition is written anew, from rows that
were chosen before, and then searched byte by byte for what was withheld.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from pipeline import __version__
from pipeline.errors import ConfigError, StoreError
from pipeline.model import value
from pipeline.publish.editing import edit
from pipeline.publish.markings import Markings, levels, markings
from pipeline.publish.passages import NOTICES
from pipeline.publish.persons import NAMELESS, unname
from pipeline.publish.repeats import words_of
from pipeline.publish.sifting import Sifted, sift
from pipeline.publish.writing import look_for, write

__all__ = ["LEVEL", "LeftOut", "Published", "levels", "publish"]

LEVEL = "OFFICIAL"
"""The highest marking that the public sees, unless told otherwise."""

LINE = 25
"""Letters from which on a withheld line is looked for in the file; shorter ones are anybody's."""


@value
class LeftOut:
    """Something that was withheld: why, what, how often, and a sentence. `meeting` is a key or ""."""

    reason: str
    what: str
    count: int
    note: str
    meeting: str = ""


@value
class Published:
    """What became of a publication. `looked_for` texts were searched in the finished file."""

    left_out: tuple[LeftOut, ...]
    documents: int
    actions: int
    looked_for: int


def publish(register: Path, output: Path, *, level: str = LEVEL) -> Published:
    """Write the edition of `register` to `output`, in the place of an older one.

    Raises ConfigError where the level is none or the two are one file; StoreError where the
    edition cannot be written, or would hold withheld words. Then an older edition stays.
    """
    known = markings(level)
    if output.resolve() == register.resolve():
        message = "The edition must be another file than the register."
        raise ConfigError(message)
    copy = register.parent / f".{register.name}.sifting"
    edition = output.parent / f".{output.name}.edition"
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _fresh(copy, edition)
        with contextlib.closing(
            sqlite3.connect(f"{register.absolute().as_uri()}?mode=ro", uri=True)
        ) as source:
            if source.execute("select 1 from publication").fetchone():
                message = f"{register} is an edition for the public itself."
                raise ConfigError(message)
            sifted = sift(source, known)
            secrets = _secrets(source, sifted)
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            source.execute("vacuum into ?", (str(copy),))
        with contextlib.closing(sqlite3.connect(copy)) as work:
            work.execute("pragma foreign_keys = off")
            left_out, names = _edited(work, sifted, known)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        write(edition, copy, [_row(one) for one in left_out], (now, __version__, level))
        looked_for = _prove(edition, secrets, names)
        counts = _counts(edition)
        edition.replace(output)
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"The edition could not be written ({reason}). An older one stays as it was."
        raise StoreError(message) from error
    finally:
        with contextlib.suppress(OSError):
            _fresh(copy, edition)
    return Published(
        left_out=tuple(left_out), documents=counts[0], actions=counts[1], looked_for=looked_for
    )


def _fresh(*paths: Path) -> None:
    for path in paths:
        for one in (path, path.with_name(f"{path.name}-journal")):
            one.unlink(missing_ok=True)


def _edited(
    work: sqlite3.Connection, sifted: Sifted, known: Markings
) -> tuple[list[LeftOut], list[str]]:
    edit(work, sifted, known)
    names = unname(work)
    work.commit()
    rows = work.execute(
        "select reason, what, sum(count), note, m.id from left_out "
        "left join meetings m on m.id = left_out.meeting_id group by reason, what, note, m.id "
        "order by instr('marking exempt repeated implied reviewer beside-the-text unread', reason), "
        "what, m.date, m.id"
    )
    return [
        LeftOut(reason=reason, what=what, count=count, note=note, meeting=meeting or "")
        for reason, what, count, note, meeting in rows.fetchall()
    ], names


def _row(one: LeftOut) -> tuple[object, ...]:
    return one.reason, one.what, one.meeting or None, one.count, one.note


def _secrets(source: sqlite3.Connection, sifted: Sifted) -> list[str]:
    """Every line that is withheld, as it stands in the register."""
    found = []
    for document, text in source.execute("select id, text from documents"):
        if document in sifted.documents:
            found += text.split("\n")
        for passage in sifted.passages.get(document, ()):
            found += passage.span.of(text).split("\n")
    return [cell.strip() for line in found for cell in line.split("\t")]


def _prove(edition: Path, secrets: list[str], names: list[str]) -> int:
    """Search the finished file for what was withheld. Raises StoreError where some of it is there.

    A line that also stands, word for word, in minutes which are not withheld is theirs to tell;
    the same goes for a reviewer who is named in them.
    """
    open_to_all = _open_to_all(edition)
    held = {text for text in secrets if len(text) >= LINE and not open_to_all(text)}
    held |= {text for text in names if text != NAMELESS and not open_to_all(text) and len(text) > 3}  # noqa: PLR2004 (letters that say something)
    held -= set(NOTICES.values())
    leaks = look_for(edition, held)
    if leaks:
        message = (
            f"{len(leaks)} withheld texts still stood in the edition, so nothing was published. "
            "This is a fault of the program: report it."
        )
        raise StoreError(message)
    return len(held)


def _open_to_all(edition: Path) -> Callable[[str], bool]:
    """Give what tells whether a text stands, word for word, in what may be seen."""
    with contextlib.closing(sqlite3.connect(edition)) as db:
        texts = db.execute(
            "select text from documents union all select path from documents "
            "union all select name from bodies union all select note from withheld"
        )
        told = " ".join(word for (text,) in texts for word, _, _ in words_of(text))
    plain = f" {told} "
    return lambda text: f" {' '.join(word for word, _, _ in words_of(text))} " in plain


def _counts(edition: Path) -> tuple[int, int]:
    with contextlib.closing(sqlite3.connect(edition)) as db:
        documents, actions = db.execute(
            "select (select count(*) from documents), (select count(*) from actions)"
        ).fetchone()
    return documents, actions
