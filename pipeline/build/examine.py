"""Looking at one file without writing a register, as safely as a build does."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build.limits import seconds_for
from pipeline.build.names import printable
from pipeline.build.pool import run
from pipeline.build.stages import (
    DOCUMENTS,
    EXTRACTIONS,
    LOST,
    Content,
    Stages,
    extraction_key,
    not_understood,
    stages,
)
from pipeline.build.worker import Task
from pipeline.cache import Cache, Seen
from pipeline.model import Document, Extraction, Quarantined, value


@value
class Examined:
    """One document of a file, understood; or why it was set aside."""

    document: Document | None = None
    extraction: Extraction | None = None
    quarantined: Quarantined | None = None


def examine(file: Path, plain: Stages | None = None) -> tuple[Examined, ...]:
    """Read and understand one file, in a child. Raises ConfigError as a build does."""
    about = file.stat()
    seen = Seen(
        place=printable(str(file)),
        size=about.st_size,
        modified=about.st_mtime_ns,
        changed=about.st_ctime_ns,
        inode=about.st_ino,
    )
    with TemporaryDirectory(prefix="minutes-") as folder:
        task = Task(
            place=os.fspath(file),
            path=printable(file.name),
            seen=seen,
            cache=folder,
            stages=stages(plain),
            seconds=seconds_for(about.st_size),
        )
        return tuple(
            examined
            for _, content in run([task], jobs=1)
            for examined in _examined(Cache(Path(folder)), task.stages, content)
        )


def _examined(cache: Cache, held: Stages, content: Content) -> list[Examined]:
    found = []
    for part in content.parts:
        document = cache.get(DOCUMENTS, part.key, Document) if part.key else None
        if document is None:
            aside = Quarantined(
                path=part.path, sha256=part.sha256, kind=part.kind, message=part.message
            )
            found.append(Examined(quarantined=aside))
            continue
        extraction = cache.get(EXTRACTIONS, extraction_key(held, part.key), Extraction)
        found.append(
            Examined(document=document, extraction=extraction or not_understood(document, LOST))
        )
    return found
