"""Whatever stands in a document, it is understood: no words of it stop the program."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.understand import understand
from tests.support.invented import document

CUES = (
    "Present:", "Apologies:", "Action", "ACTION:", "Decision:", "AGREED", "Next meeting:", "1.", "2.3",
    "Matters arising", "Minutes of the", "meeting held on", "12 June 2024", "14:00", "Action 07/2024",
    "complete", "closed", "HMICFRS", "PEEL", "PH", "Priya Holt (PH)", "by the end of July", "(", ")",
    "–", "•", "|", "\t", "Chair", "to report", "recommendation 4", "area for improvement",
)  # fmt: skip


@pytest.mark.parametrize(
    "lines", [(), ("",), (" ",), ("\t", ""), ("1",), (":",), ("\ufeff",), ("ACTION: – ACTION: PH",)]
)
def test_next_to_nothing_is_understood(lines: tuple[str, ...]) -> None:
    found = understand(document("empty.txt", *lines))
    assert not any(minutes.actions or minutes.decisions for minutes in found.minutes)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.lists(some.sampled_from(CUES) | some.text(max_size=12), max_size=8)))
def test_any_words_are_understood(words: list[list[str]]) -> None:
    said = document("any.txt", *(" ".join(line).replace("\n", " ") for line in words))
    for minutes in understand(said).minutes:
        shown = [one.evidence for one in minutes.actions]
        shown += [one.evidence for one in minutes.decisions]
        shown += [one.evidence for one in minutes.attendees]
        for evidence in shown:
            assert 0 <= evidence.span.start < evidence.span.end <= len(said.text)
