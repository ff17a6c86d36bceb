"""Ligatures, detached accents and letters of symbol fonts."""

from __future__ import annotations

import pytest

from pipeline.ingest.pdf.letters import mend


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("o\ufb03ce", "office"),
        ("e\x1bective", "effective"),
        ("Andr´e", "André"),
        ("na¨ıve", "naïve"),
        ("cafe\u0301", "café"),
        ("\uf0b7", "•"),
        ("10´", "10´"),
        ("plain", "plain"),
    ],
)
def test_words_are_given_as_they_would_be_typed(printed: str, typed: str) -> None:
    assert mend(printed) == typed
