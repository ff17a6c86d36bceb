"""What the program makes of some invented minutes today, so that any change is seen in review.

A snapshot is not the truth: that is corpus/gold. `pytest tests/golden --update-golden` rewrites the
snapshots; with CI set the switch is refused.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest

from pipeline.ingest import read
from pipeline.model import Document, Extraction, SourceFile
from pipeline.understand import understand

SNAPSHOTS = Path(__file__).parent / "snapshots"
CHOSEN = [
    "northmoor/2022/2022-08-09-q1-assurance.pdf",
    "northmoor/2022/2022-09-21-governance-board.docx",
    "northmoor/2023/2023-07-19-governance-board.txt",
    "wexbourne/2022/2022-07-14-joint-audit-committee.pdf",
]


@pytest.mark.parametrize("path", CHOSEN)
def test_nothing_changed_unseen(path: str, root: Path, request: pytest.FixtureRequest) -> None:
    data = (root / "corpus" / path).read_bytes()
    source = SourceFile(
        sha256=hashlib.sha256(data).hexdigest(), path=path, media_type="", size=len(data)
    )
    document = read(data, source)
    now = msgspec.json.format(msgspec.json.encode(quoted(document, understand(document)))) + b"\n"
    kept = SNAPSHOTS / (path.replace("/", "__") + ".json")
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "snapshots are never rewritten in continuous integration"
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(now)
    assert now.decode() == kept.read_text(encoding="utf-8")


def quoted(document: Document, extraction: Extraction) -> object:
    """Give every span its words, so that a snapshot can be read."""

    def walk(value: object) -> object:
        if isinstance(value, dict):
            if set(value) == {"start", "end"}:
                return document.text[value["start"] : value["end"]]
            return {
                key: walk(item)
                for key, item in value.items()
                if key not in {"document_id", "id"} and item not in ("", None, [])
            }
        if isinstance(value, list):
            return [walk(item) for item in value]
        return value

    return walk(msgspec.to_builtins(extraction))
