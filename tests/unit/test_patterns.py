"""Regular expressions as model files write them."""

from __future__ import annotations

import re

import pytest

from pipeline import models
from pipeline.patterns import plain


class Words(models.Strict, frozen=True):
    """The shape of the file that the test writes."""

    agreed: str
    label: str


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\b (?: agreed | noted ) \b", r"\b(?:agreed|noted)\b"),
        ("a\n  | b", "a|b"),
        (r"Chair [ ] of [ ]? the", "Chair of ?the"),
        (r"[ \t#]+ x", r"[ \t#]+x"),
        (r"[]\] ] y [^]] z", r"[]\] ]y[^]]z"),
        ("one  # the first of two\n| two", "one|two"),
        (r"No [#] \#1", r"No[#]\#1"),
        (r"\  x", r"\ x"),
    ],
)
def test_blanks_and_remarks_count_for_nothing(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize("name", ["items.yml", "sections.yml", "attendance.yml"])
def test_verbose_patterns_mean_what_python_means_by_them(name: str) -> None:
    text = (models.directory() / name).read_text(encoding="utf-8")
    for block in re.findall(r"!pattern \|2?\n((?: +\S.*\n)+)", text):
        assert re.compile(plain(block)).groups == re.compile(block, re.VERBOSE).groups


def test_a_model_file_may_write_a_pattern_over_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "agreed: !pattern |\n  \\b (?: agreed\n    | noted ) \\b\nlabel: 'Action [ ] x'\n"
    monkeypatch.setattr(models, "_read", lambda _: text)
    found = models.load("words.yml", Words)
    assert (found.agreed, found.label) == (r"\b(?:agreed|noted)\b", "Action [ ] x")
