"""Stand-ins for reading and understanding, some of them ill-behaved: a file's words say how.

They run in children, so they are named as "tests.support.readers:read" and take no other input
than the file. A line "LOG <path>" makes every reading of the file add a line to that path.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import re
import time

from pipeline.build.stages import Stages
from pipeline.errors import ConfigError, QuarantineKind, SourceError
from pipeline.model import Document, Extraction, SourceFile
from pipeline.model.words import Grade, Status
from tests.support.invented import BODY, Writer, document

PLAIN = Stages(
    read="tests.support.readers:read",
    expand="tests.support.readers:expand",
    understand="tests.support.readers:understand",
    rules="tests.support.readers:rules",
    reading="reading",
    understanding="understanding",
    everything="everything",
)


def expand(data: bytes, path: str) -> tuple[tuple[str, bytes], ...] | None:
    """Open a container: each line after PACK is a member, all of one name."""
    if not data.startswith(b"PACK\n"):
        return None
    return tuple((f"{path}/part.txt", line) for line in data.splitlines()[1:])


def read(data: bytes, source: SourceFile) -> Document:
    """Read lines of text; behave ill where the text asks for it."""
    text = data.decode("utf-8", "replace")
    if log := re.search(r"^LOG (.+)$", text, re.MULTILINE):
        with open(log[1], "a", encoding="utf-8") as file:  # noqa: PTH123 - shortest
            file.write(f"read {source.path}\n")
    misbehave(text, "READING")
    if "REFUSE" in text:
        raise SourceError(QuarantineKind.ENCRYPTED, "It is locked. Unlock it.")
    found = document(source.path, *text.splitlines())
    return Document(
        source=SourceFile(
            sha256=source.sha256, path=source.path, media_type="text/plain", size=source.size
        ),
        text=found.text,
        blocks=found.blocks,
        pages=found.pages,
    )


def misbehave(text: str, when: str) -> None:
    """Hang, crash, eat memory or fail, where the text says so of this stage."""
    if f"HANG {when}" in text:
        time.sleep(3600)
    if f"SPIN {when}" in text:
        while True:
            pass
    if f"CRASH {when}" in text:
        ctypes.CDLL(None).abort()
    if f"HOG {when}" in text:
        bytearray(4 << 30)
    if f"FAIL {when}" in text:
        message = "a fault of ours"
        raise RuntimeError(message)
    if f"MISCONFIGURED {when}" in text:
        message = "models/x.yml: wrong"
        raise ConfigError(message)


def understand_by_folder(document: Document) -> Extraction:
    """Understand as below, of a board that is named for the folder."""
    return understand(document, document.source.path.partition("/")[0])


def understand(document: Document, body: str = BODY) -> Extraction:
    """Understand "<ISO day>", "Action <ref>: …" and "<ref> Complete" lines."""
    text = document.text
    if log := re.search(r"^LOG (.+)$", text, re.MULTILINE):
        with open(log[1], "a", encoding="utf-8") as file:  # noqa: PTH123 - shortest
            file.write(f"understand {document.source.path}\n")
    misbehave(text, "UNDERSTANDING")
    day = re.search(r"\d{4}-\d\d-\d\d", text)
    writer = Writer(document, dt.date.fromisoformat(day[0]) if day else None, body=body)
    for found in re.finditer(r"^Action (\S+): (.+)$", text, re.MULTILINE):
        writer.action(found[0], ref=found[1])
    for found in re.finditer(r"^(\S+) Complete$", text, re.MULTILINE):
        writer.update(found[0], Status.COMPLETE, Grade.STATED, ref=found[1])
    return writer.extraction()


def rules() -> dict[str, str]:
    """Declare what `understand` emits."""
    return dict.fromkeys(("action.test", "date.test", "update.test"), "tests/support/readers.py")
