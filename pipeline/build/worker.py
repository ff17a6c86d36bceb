"""The work on one file, done in a child process: take its bytes, read, understand, keep."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable
from itertools import count

from pipeline.build.limits import allow
from pipeline.build.stages import (
    DOCUMENTS,
    EXTRACTIONS,
    FILES,
    Content,
    Part,
    Stages,
    content_key,
    extraction_key,
    function,
    not_understood,
)
from pipeline.cache import Cache, Seen, key_of, pack
from pipeline.errors import TRANSIENT, ConfigError, QuarantineKind, SourceError
from pipeline.model import Document, SourceFile, value
from pipeline.model.words import PageOutcome

LARGEST = 200_000_000
"""Bytes of the largest file that is opened: ten times the largest of 4,000 real ones."""


_LOST = frozenset({PageOutcome.NO_TEXT, PageOutcome.FAILED})
"""What became of a page whose words are not in the register."""


@value
class Task:
    """One file to work on. `again` passes over what is cached; `only_read` does not understand."""

    place: str
    path: str
    seen: Seen
    cache: str
    stages: Stages
    seconds: float
    again: bool = False
    only_read: bool = False


def work_within(task: Task) -> Content:
    """Work on a file within its time, after which the system ends this process: a child's alone."""
    allow(task.seconds)
    return work(task)


def work(task: Task) -> Content:
    """Bring everything about one file into the cache; give what is in it.

    Only ConfigError, and what ends the process, gets out of it.
    """
    kept = Cache(task.cache)
    content = _content(task, kept)
    if not task.only_read:
        for part in content.parts:
            if part.key:
                _understand(task, kept, part)
    return content


def _content(task: Task, kept: Cache) -> Content:
    known = task.seen.sha256
    if known and not task.again:
        held = kept.get(FILES, content_key(task.stages, task.path, known), Content)
        if held is not None:
            return held
    try:
        data = take(task)
    except SourceError as error:
        return Content(sha256="", parts=(_failed(task.path, "", error),))
    sha256 = hashlib.sha256(data).hexdigest()
    key = content_key(task.stages, task.path, sha256)
    held = None if task.again else kept.get(FILES, key, Content)
    if held is None:
        held = _read(task, kept, data, sha256)
        if not any(part.kind in TRANSIENT for part in held.parts):
            kept.put(FILES, key, pack(held))
    return held


def take(task: Task) -> bytes:
    """Give the bytes of a file as it was at one moment; nothing else of it is ever looked at.

    Raises SourceError where it cannot be read, is too large, or changes meanwhile.
    """
    if task.seen.size > LARGEST:
        message = f"The file has {task.seen.size:,} bytes; more than {LARGEST:,} are not opened."
        raise SourceError(QuarantineKind.TOO_LARGE, message)
    try:
        handle = os.open(task.place, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            data = file.read(LARGEST + 1)
            after = os.fstat(handle)
    except OSError as error:
        message = (
            f"The file cannot be opened ({error.strerror}). "
            "Ask whoever looks after the folder for the right to read it."
        )
        raise SourceError(QuarantineKind.UNREADABLE, message) from error
    if _moment(before) != _moment(after) or len(data) != after.st_size:
        message = "The file was changed while it was being read. It is tried again next time."
        raise SourceError(QuarantineKind.CHANGED_WHILE_READING, message)
    return data


def hash_of(task: Task) -> str:
    """Give the hash of a file's bytes, "" where they cannot be had."""
    try:
        return hashlib.sha256(take(task)).hexdigest()
    except SourceError:
        return ""


def _moment(about: os.stat_result) -> tuple[int, int, int]:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _read(task: Task, kept: Cache, data: bytes, sha256: str) -> Content:
    source = SourceFile(sha256=sha256, path=task.path, media_type="", size=len(data))
    try:
        members: Iterable[tuple[str, bytes | SourceError]] | None = function(task.stages.expand)(
            data, task.path
        )
    except SourceError as error:
        return Content(sha256=sha256, parts=(_failed(task.path, sha256, error),))
    if members is None:
        return Content(sha256=sha256, parts=(_part(task, kept, data, source),))
    parts: dict[str, Part] = {}
    for path, content in members:
        if isinstance(content, SourceError):
            lost = _unused(path, parts)
            parts[lost] = _failed(lost, "", content)
            continue
        member = SourceFile(
            sha256=hashlib.sha256(content).hexdigest(),
            path=_unused(path, parts),
            media_type="",
            size=len(content),
        )
        parts[member.path] = _part(task, kept, content, member)
    return Content(sha256=sha256, parts=tuple(parts.values()), container=True)


def _unused(path: str, taken: Container[str]) -> str:
    """Tell two members of one name apart."""
    numbers = (f"{path} ({number})" for number in count(2))
    return path if path not in taken else next(p for p in numbers if p not in taken)


def _part(task: Task, kept: Cache, data: bytes, source: SourceFile) -> Part:
    """Read one document and keep it."""
    read = function(task.stages.read)
    try:
        document: Document = read(data, source)
        packed = pack(document)
    except SourceError as error:
        return _failed(source.path, source.sha256, error)
    except MemoryError:
        return _failed(source.path, source.sha256, out_of_memory())
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001 - a reader's fault costs one file, not the build
        return _failed(source.path, source.sha256, reader_failed(error))
    key = key_of(task.stages.reading, source.path, source.sha256)
    kept.put(DOCUMENTS, key, packed)
    return Part(
        path=source.path,
        sha256=source.sha256,
        key=key,
        pages=len(document.pages),
        lost=sum(page.outcome in _LOST for page in document.pages),
        partial=document.partial,
    )


def _understand(task: Task, kept: Cache, part: Part) -> None:
    key = extraction_key(task.stages, part.key)
    if not task.again and kept.has(EXTRACTIONS, key):
        return
    document = kept.get(DOCUMENTS, part.key, Document)
    if document is None:
        return  # damaged meanwhile: the next build reads it anew
    understand = function(task.stages.understand)
    try:
        packed = pack(understand(document))
    except MemoryError:
        return  # perhaps the machine's fault: tried again at the next build
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001 - our own fault must not lose the file
        packed = pack(not_understood(document, f"{type(error).__name__}: {error}"))
    kept.put(EXTRACTIONS, key, packed)


def _failed(path: str, sha256: str, error: SourceError) -> Part:
    return Part(path=path, sha256=sha256, kind=error.kind, message=error.message)


def out_of_memory() -> SourceError:
    """Give the error of a file that needs more memory than a child has."""
    message = (
        "Reading the file needs more memory than is allowed, so it was stopped. "
        "Open it and save it anew as .docx or PDF, in parts if it is very long."
    )
    return SourceError(QuarantineKind.OUT_OF_MEMORY, message)


def reader_failed(error: BaseException) -> SourceError:
    """Give the error of a file that a reader has a fault with."""
    message = (
        "The program failed on the file. Open it and save it anew as .docx or PDF, and report "
        f"this: {type(error).__name__}: {error}"
    )
    return SourceError(QuarantineKind.PARSER_CRASH, message)
